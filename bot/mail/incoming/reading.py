"""One message of the mailbox is read: what it is and what it says, about ten milliseconds each; pure, and it never fails."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from email import message_from_bytes

from bot.mail.incoming import found, parts, plain_words, returned
from bot.mail.incoming.calendar import Unreadable, answers_in, uids_in
from bot.mail.incoming.found import CalendarAnswer, Found
from bot.mail.incoming.parts import Hostile, Mail, Part

LARGEST = 1_000_000
"""Bytes of a message that is still read; of a larger one only the headers are."""
HEADERS = 65_536
METHODS = {"REPLY": found.REPLY, "COUNTER": found.COUNTER}
CALENDARS = {"text/calendar", "application/ics"}


def read(raw: bytes) -> Found:
    """What a message is. Strangers write it, so whatever breaks in the reading is one more thing to say about it."""
    if len(raw) > LARGEST:
        return headers_only(raw, found.TOO_LARGE)
    try:
        return _read(raw)
    except Hostile:
        return headers_only(raw, found.HOSTILE)
    except Exception:  # noqa: BLE001 - see above
        return headers_only(raw, found.BROKEN)


def headers_only(raw: bytes, kind: str) -> Found:
    """What the headers alone say, of a message that is not read any further."""
    try:
        head = raw[:HEADERS].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
        return _envelope(message_from_bytes(head + b"\n\n"), raw, kind)
    except Exception:  # noqa: BLE001 - not even the headers can be read
        return Found(kind, message_id=_named_by(raw))


def _read(raw: bytes) -> Found:
    message = parts.opened(raw)
    leaves = tuple(parts.parts(message))
    attached = tuple(name for leaf in leaves if (name := parts.file_name(leaf.part)))
    envelope = replace(_envelope(message, raw, found.TEXT), attached=attached)
    if back := returned.report(leaves):
        return replace(envelope, kind=found.BOUNCE, returned=back)
    outer = [leaf for leaf in leaves if _is_calendar(leaf) and not leaf.nested]
    if outer:
        return _calendar(envelope, [parts.words(leaf.part) for leaf in outer])
    if any(_is_winmail(leaf) for leaf in leaves):
        return replace(envelope, kind=found.WINMAIL)
    if inner := [leaf for leaf in leaves if leaf.nested]:
        texts = "\n".join(parts.words(leaf.part) for leaf in inner if _is_calendar(leaf))
        if texts:
            return replace(envelope, kind=found.FORWARDED, uids=uids_in(texts))
    if back := returned.loose(message, leaves):
        return replace(envelope, kind=found.BOUNCE, returned=back)
    if plain_words.by_a_machine(message):
        return replace(envelope, kind=found.AUTO_REPLY)
    if parts.cut_short(message):
        return replace(envelope, kind=found.BROKEN)
    return replace(envelope, hint=plain_words.hint(leaves))


def _envelope(message: Mail, raw: bytes, kind: str) -> Found:
    named = parts.message_ids(parts.header(message, "Message-ID", 300))
    about = parts.message_ids(parts.header(message, "In-Reply-To", 2000), parts.header(message, "References", 2000))
    return Found(
        kind,
        sender=parts.sender(message),
        subject=parts.header(message, "Subject"),
        message_id=named[0] if named else _named_by(raw),
        authentication=parts.headers(message, "Authentication-Results"),
        about=about[:20],
    )


def _named_by(raw: bytes) -> str:
    """A message without a name of its own is known by its bytes."""
    return f"<{hashlib.sha256(raw).hexdigest()}@nameless>"


def _is_calendar(leaf: Part) -> bool:
    return leaf.kind in CALENDARS or str(leaf.part.get_filename() or "").lower().endswith(".ics")


def _is_winmail(leaf: Part) -> bool:
    """Outlook's own wrapping, which only Outlook opens."""
    named = str(leaf.part.get_filename() or "").lower()
    return named == "winmail.dat" or leaf.kind in {"application/ms-tnef", "application/vnd.ms-tnef"}


def _calendar(envelope: Found, written: Sequence[str]) -> Found:
    """The answers of every part, one that came twice counted once; a part that cannot be read spoils them all."""
    uids = tuple(dict.fromkeys(uid for each in written for uid in uids_in(each)))
    try:
        every = [answer for each in written for answer in answers_in(each)]
    except Unreadable:
        return replace(envelope, kind=found.BROKEN, uids=uids)
    answers: tuple[CalendarAnswer, ...] = tuple(dict.fromkeys(every))
    if not answers:
        return replace(envelope, kind=found.BROKEN, uids=uids)
    kinds = {METHODS.get(answer.method, found.CALENDAR) for answer in answers}
    kind = kinds.pop() if len(kinds) == 1 else found.CALENDAR
    return replace(envelope, kind=kind, answers=answers, uids=uids)


__all__ = ["LARGEST", "headers_only", "read"]
