"""The details of an invitation to speak: whose it is, what was answered, where the slides are."""

import re
from typing import Any

from bot.language.folding import Typed, fold
from bot.understanding.context import Context
from bot.understanding.meeting_meant import code_in, written
from bot.understanding.parts import Parts
from storage.invitations import ACCEPTED, DECLINED, SUBSTITUTE

_ANSWERS = {
    SUBSTITUTE: r"suplente|sustitut[oa]|reemplaz[oa]|reemplazante|(?:va |viene )?otra persona|substitute|somebody else|replacement",
    DECLINED: r"no (?:acepta|acepto|ha aceptado|puede|podra|viene|asistira)|declin(?:[ao]|ado)|rechaz(?:[ao]|ado)|declined?s?|(?:did not|didn't) accept|cannot|regrets?",
    ACCEPTED: r"acept(?:[ao]|ado)|confirm[ao]|si (?:viene|va)|accept(?:s|ed)?|confirm(?:s|ed)?",
}
"""How each answer is said; the first that is found counts."""
LONGEST_WORDS = 80
_ANSWER = {name: re.compile(rf"\b(?:{said})\b") for name, said in _ANSWERS.items()}
_WHOSE = re.compile(
    r"\b(?:invitacion|invitation|presentacion|diapositivas|slides)(?: (?:al?|del?|para|to|of|for))? (?:el |la |los |las |the )?"
)
_WHO_SAID = re.compile(
    r"^\W*(?:ya |que |el |la |los |las |the )*(?P<who>\w.*?)(?: ya| nos| si| no| ha| no ha| has| did not| didn't)* *$"
)
_HANGING = re.compile(r"\s+(?:al?|para|en|to|for|at)$", re.IGNORECASE)
_SAYS = re.compile(r"\b(?:acept|confirm|no (?:podra|puede|acept)|declin|rechaz|accept|cannot)")
_LEAD = re.compile(r"[\s,:]*(?:(?:al?|el|la|los|las|del?|the|of|to|for|para|en|at|que|ponente|speaker)\b[\s:,]*)*")
_TITLE = re.compile(
    r"(?:(?:vice)?ministr[oa]|director[a]?|alcaldes?a?|embajador[a]?|profesor[a]?|senora?|sra?|dra?|ponente|expositora?"
    r"|invitad[oa]|minister|ambassador|mayor|professor|speaker|guest)\b[. ]*"
)
"""Somebody named by what they are: the invitation that waits for an answer tells who that is."""


def invited(asked: Parts, context: Context) -> dict[str, Any]:
    """A meeting by its code, and the institution, the person or the topic in words; of a sentence only the code."""
    return _which(asked.whole, asked)


def speaker_answered(asked: Parts, context: Context) -> dict[str, Any]:
    """Whose answer, what it was, and after the colon who comes."""
    found = {name: said for name, pattern in _ANSWER.items() if (said := pattern.search(asked.head.plain))}
    answer = next(iter(found), "")
    head = asked.head.part(0, found[answer].start()) if answer and not asked.free else asked.head
    return {**_which(head, asked), "answer": answer, "speaker": asked.title}


def slides_of(asked: Parts, context: Context) -> dict[str, Any]:
    """Whose slides, and after the colon, or as a link, where they are."""
    link = re.search(r"https?://\S+", asked.head.original())
    head = asked.head.part(0, link.start()) if link else asked.head
    return {**_which(head, asked), "reference": link[0] if link else asked.title}


def _named(typed: Typed) -> dict[str, Any]:
    """Of a sentence: who stands after "la invitación a", "la presentación de", or before "aceptó"."""
    says, whose = _SAYS.search(typed.plain), _WHOSE.search(typed.plain)
    if says is not None and says.start():
        who = _WHO_SAID.match(typed.plain, 0, says.start())
        words = typed.original(who.start("who"), who.end("who")) if who else ""
    else:
        words = typed.original(whose.end() if whose else 0)
    said = fold(words)
    lead, code = _LEAD.match(said.plain), code_in(said.plain, meetings=True)
    begins = lead.end() if lead else 0
    if title := _TITLE.match(said.plain, begins):
        after = _LEAD.match(said.plain, title.end())
        begins = after.end() if after else title.end()
    words = said.original(begins, code.start() if code else len(said.plain))
    words = _HANGING.sub("", words.strip(' .,:?¿«»"“”'))
    return {"words": words} if words and len(words) <= LONGEST_WORDS else {}


def _which(typed: Typed, asked: Parts) -> dict[str, Any]:
    code = code_in(typed.plain, meetings=True)
    found: dict[str, Any] = {"meeting": written(code)} if code else {}
    if asked.free:
        return found | _named(typed)
    rest = typed.part(0, code.start()) if code and code.start() else typed.part(code.end()) if code else typed
    lead = _LEAD.match(rest.plain)
    return {**found, "words": rest.original(lead.end() if lead else 0).strip(' .,:?¿«»"“”')}
