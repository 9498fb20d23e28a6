"""The details of a text for the Committee: what is proposed, in which period, and which decision is revised or settled."""

import re
from typing import Any

from bot.language.folding import Typed
from bot.understanding.context import Context
from bot.understanding.meeting_meant import code_in, written
from bot.understanding.parts import Parts

PERIODS = {
    "urgent": r"urgentes?|urgent",
    "ordinary": r"ordinari[oa]|ordinary|normal",
    "substantive": r"sustantiv[oa]|substantive",
}
_PERIOD = {
    name: re.compile(rf"[\s,;.(]*\b(?:con |en |por |with |in )?(?:el |un |the |an? )?(?:plazo|periodo|period)? ?(?:{said})\b(?: period)?[\s).]*$")
    for name, said in PERIODS.items()
}  # fmt: skip
_MEETING = re.compile(
    r"[\s,;.(]*\b(?:para (?:una|la proxima|la siguiente) reunion|en (?:una|la proxima) reunion|for (?:a|the next) meeting|at (?:a|the next) meeting)\b[\s).:]*"
)
_EXPLICIT = re.compile(
    r"[\s,;.(]*\b(?:con |with )?(?:respuestas? expresas?|explicit answers?|respuesta de todos)\b[\s).]*$"
)
_OBJECT = re.compile(
    r"^[\s,;:]*(?:(?:quiero|quisiera|deseo|queremos|i want to|we want to|i would like to) (?:poner|proponer|put|propose) )?(?:(?:la|el|una|un|the|an?|de|para) )*(?:no[ -]objecion|no[ -]objection|decision|consulta|texto)?\b(?: (?:del?|of|on|sobre|al?)(?: (?:la|el|the))?(?= ))?[\s:]*"
)
_TO_THE_COMMITTEE = re.compile(
    r"[\s,]*\b(?:al?|a consideracion del?|to the|ante el) (?:comite(?: ejecutivo)?|executive committee|committee)\b.*$"
)


def proposed(asked: Parts, context: Context) -> dict[str, Any]:
    """The title, the text and the period: "Prioridades 2027: regularización, trabajo decente y niñez"."""
    whole, period = _without_period(asked.whole)
    if asked.free:
        whole = _after(_OBJECT, whole)
        if _MEETING.match(whole.plain):
            whole, period = _after(_MEETING, whole), "meeting"
    committee = _TO_THE_COMMITTEE.search(whole.plain) if asked.free and ":" not in whole.plain else None
    if committee:
        whole = whole.part(0, committee.start())
    words = whole.original().strip()
    title, colon, rest = words.partition(":")
    if colon and rest.strip():
        return {"title": title.strip(), "wording": words, "period": period}
    if asked.free and not asked.title:
        return {"title": words.strip(' .:«»"'), "period": period}
    return {"wording": words, "period": period}


def revised(asked: Parts, context: Context) -> dict[str, Any]:
    """Which text, and its new words when they were given; a sentence only says which."""
    whole, period = _without_period(asked.whole)
    code = code_in(whole.plain, meetings=False)
    if code is None:
        return {"about": asked.whole.original()[:200], "period": period}
    rest = whole.original(code.end()).strip()
    said = "" if asked.free and not rest.startswith(":") else rest.strip(" :—–-")
    return {"code": written(code), "wording": said, "period": period}


def settled(asked: Parts, context: Context) -> dict[str, Any]:
    """Which text, and the reason when one follows."""
    code = code_in(asked.whole.plain, meetings=False)
    if code is None:
        return {"about": asked.whole.original()[:200]}
    return {"code": written(code), "reason": asked.whole.original(code.end()).strip(" :—–-")}


def cited(asked: Parts, context: Context) -> dict[str, Any]:
    """The decision by which the procedure changes."""
    code = code_in(asked.whole.plain, meetings=False)
    return {"decision": written(code) if code else ""}


def _after(said: re.Pattern[str], whole: Typed) -> Typed:
    start = said.match(whole.plain)
    return whole.part(start.end()) if start else whole


def _without_period(whole: Typed) -> tuple[Typed, str]:
    """The words without the period that was named, and its name."""
    for name, said in (*_PERIOD.items(), ("explicit", _EXPLICIT)):
        if (found := said.search(whole.plain)) is not None:
            return whole.part(0, found.start()), name
    meeting = _MEETING.search(whole.plain)
    if meeting is None:
        return whole, ""
    if meeting.start() == 0:
        return whole.part(meeting.end()), "meeting"
    rest = whole.plain[meeting.end() :].strip(" .")
    return (whole.part(0, meeting.start()), "meeting") if not rest else (whole, "")
