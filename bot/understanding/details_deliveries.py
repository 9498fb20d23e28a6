"""The details of «¿salió?»: which matter is meant, which of its messages, and to whom."""

import re
from typing import Any

from bot.language.folding import Typed
from bot.understanding.context import Context
from bot.understanding.details_meetings import names
from bot.understanding.meeting_meant import ANY, CODE, meeting_meant, written
from bot.understanding.parts import Parts

_MATTERS = {
    "minutes": re.compile(r"\b(?:minutas?|actas?|minutes)\b"),
    "agenda": re.compile(r"\b(?:agendas?|orden del dia)\b"),
    "invitation": re.compile(r"\b(?:invitacion(?:es)?|convocatorias?|invitations?|convocations?)\b"),
    "reminder": re.compile(r"\b(?:recordatorios?|reminders?)\b"),
}
_COMMENTED = re.compile(r"\b(?:minutas?|actas?|minutes|comenta(?:r|do)|commented)\b")
_TO = re.compile(r"\b(?:al?|reach|reached|to|para|for) (?:la |las |los |el |the )?")
_STOPS = re.compile(
    r"[?¿!,;:]|(?<!\w)(?:la |las |el |los |the |su )?(?:minutas?|actas?|minutes|agendas?|orden del dia|invitacion(?:es)?|convocatorias?|"
    r"invitations?|convocations?|recordatorios?|reminders?|mensajes?|messages?|correos?|mails?|decision(?:es)?|decisions?)\b"
    r"|(?<!\w)(?:de|del|of|sobre|about|for)\s+(?:la |el |the )?[a-z]{1,5}-(?:19|20)[0-9]{2}-"
)  # fmt: skip
_ADDRESS = re.compile(r"[^\s@<>|,;:]{1,64}@[^\s@<>|,;:?]{1,190}")
LONGEST_NAME = 80


def went_out(asked: Parts, context: Context) -> dict[str, Any]:
    """A code or the meeting that is named; the minutes, the agenda or the invitation; the person or organisation."""
    whole = asked.whole
    code = CODE.search(whole.plain)
    found = {"code": written(code)} if code else _meeting(whole, context)
    matter = next((name for name, said in _MATTERS.items() if said.search(whole.plain)), "")
    return {**found, "matter": matter, "reader": _reader(whole, context)}


def unanswered(asked: Parts, context: Context) -> dict[str, Any]:
    """A code or the meeting that is named; its minutes where these are."""
    code = CODE.search(asked.whole.plain)
    found = {"code": written(code)} if code else _meeting(asked.whole, context)
    return {**found, "of": "minutes" if _COMMENTED.search(asked.whole.plain) else ""}


def _meeting(whole: Typed, context: Context) -> dict[str, Any]:
    meant = str(meeting_meant(whole, context, ANY).get("meeting", ""))
    return {"code": meant} if CODE.fullmatch(meant.lower()) else {}


def _reader(whole: Typed, context: Context) -> str:
    address = _ADDRESS.search(whole.original())
    if address:
        return address[0].removeprefix("mailto:").rstrip(".")
    bodies = [name for name in context.organisations if names(whole.plain, name)]
    if bodies:
        return max(bodies, key=len)
    to = _TO.search(whole.plain)
    if to is None:
        return ""
    stop = _STOPS.search(whole.plain, to.end())
    return whole.original(to.end(), stop.start() if stop else len(whole.plain)).strip(" .")[:LONGEST_NAME]
