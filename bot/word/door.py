"""An edited file that was sent in becomes a request: opened with care, laid beside its version and today's register."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.language.catalogue import Words
from bot.word import claims, package, pieces, reading
from bot.word.everything import everything_in
from bot.word.marks import Mark, read_bookmark
from bot.word.outline import outline_of
from bot.word.package import Unfit
from bot.word.reading import Difference, Edited
from handlers import minutes_draft, minutes_origin, minutes_record
from handlers.commands import desk_of
from handlers.desk import Desk
from handlers.request import Request
from storage import meetings, minutes, people
from storage.charter import Charter
from storage.meetings import Meeting
from storage.minutes import Minutes

COMMAND = "minutes.upload"


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it came, and what was found in it: the document, or why there is none; `words` is all that stands in it."""

    name: str
    content: bytes
    found: package.Opened | Unfit
    words: str | None
    """None when it cannot be looked at whole: then nothing of its content is kept."""


def open_file(name: str, content: bytes) -> Sent:
    """Open the file: slow for a large one, and needs no record, so it is done before any transaction begins."""
    words = everything_in(content)
    try:
        return Sent(name, content, package.opened(name, content), words)
    except Unfit as unfit:
        return Sent(name, content, unfit, words)


def request_of(session: Session, charters: Mapping[str, Charter], request: Request, sent: Sent) -> Request:
    """The request with what the file says, or with the reason why nothing can be read in it."""
    asked = request.value("meeting").upper()
    kept = b"" if sent.words is None else sent.content
    values: dict[str, Any] = {"name": sent.name, "content": kept, "everything": sent.words or "", "of": asked}
    try:
        if isinstance(sent.found, Unfit):
            raise sent.found
        values |= _read(session, charters, request, sent.found)
    except Unfit as unfit:
        values |= {"problem": unfit.why, "named": unfit.named, "of": unfit.meeting or asked}
    except RecursionError:  # nested deeper than any person writes
        values |= {"problem": "broken"}
    return Request(
        COMMAND, request.network_id, request.received_at, request.person_id, values, key=request.key,
        platform=request.platform,
    )  # fmt: skip


def _read(session: Session, charters: Mapping[str, Charter], request: Request, found: package.Opened) -> dict[str, Any]:
    mark = found.mark or _on_the_title(found)
    if mark is None:
        raise Unfit("unmarked")
    desk = desk_of(session, charters, request)
    meeting = meetings.by_code(session, request.network_id, mark.meeting)
    if meeting is None or mark.network not in ("", desk.network.charter):
        raise Unfit("other_network", mark.meeting)
    asked = request.value("meeting").upper()
    if asked and asked != meeting.code:
        raise Unfit("other_meeting", meeting.code)
    row = _version(session, meeting, mark)
    try:
        edited, wrong = _compared(desk, meeting, mark, row, found)
    except Unfit as unfit:
        unfit.meeting = meeting.code
        raise
    differences = [*_listed(edited.differences, "register"), *_listed(wrong, "words")]
    return {"of": meeting.code, "version": mark.version, "words": dict(edited.words), "differences": differences}


def _listed(differences: Iterable[Difference], kind: str) -> list[dict[str, str]]:
    """As the request carries them: `kind` tells what is the register's own from what people wrote themselves."""
    return [{"place": each.place, "register": each.register, "file": each.file, "kind": kind} for each in differences]


def _on_the_title(found: package.Opened) -> Mark | None:
    marks = (read_bookmark(name) for name in sorted(pieces.marks_of(found.body)))
    return next((mark for mark in marks if mark), None)


def _version(session: Session, meeting: Meeting, mark: Mark) -> Minutes:
    assert meeting.id is not None
    row = next((each for each in minutes.versions(session, meeting.id) if each.version == mark.version), None)
    if row is None:
        raise Unfit("unknown_version", str(mark.version))
    return row


def _compared(
    desk: Desk, meeting: Meeting, mark: Mark, row: Minutes, found: package.Opened
) -> tuple[Edited, list[Difference]]:
    """The file beside the version it left as, and beside what the register says today."""
    assert meeting.id is not None
    charter = desk.law.charter
    language = mark.language if mark.language in charter.languages else charter.language
    say = Words(language, charter.language, ZoneInfo(charter.zone)).say
    newest = minutes.current(desk.session, meeting.id) or row
    today = minutes_draft.renewed(newest.body, minutes_record.gathered(desk, meeting))
    tags = minutes_origin.tags_of(row.body, minutes.up_to(desk.session, row))
    left, stands = outline_of(row.body, say, tags), outline_of(today, say)
    edited = reading.edited(pieces.pieces_of(found.body), left, stands)
    local = desk.now.astimezone(ZoneInfo(charter.zone))
    known = claims.dated(today, local)
    before = minutes_draft.texts(row.body)
    owners = {each["code"]: each["organisation"] for each in today["actions"]}
    bodies = [each.name for each in people.organisations(desk.session, desk.network_id)]
    return edited, [
        *claims.claims(edited.words, before, known, local, say),
        *claims.misnamed(edited.words, before, owners, bodies, say),
    ]
