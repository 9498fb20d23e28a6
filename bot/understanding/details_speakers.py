"""The details of the directory of speakers: an institution and its person, a category, a topic in words."""

import re
from functools import cache
from typing import Any

from bot.language.catalogue import LANGUAGES, Words
from bot.language.folding import Typed, plain
from bot.language.reading import read
from bot.understanding.context import Context
from bot.understanding.meeting_meant import COMING, code_in, meeting_meant, written
from bot.understanding.parts import Parts
from storage.directory import CATEGORIES
from storage.text import text

_LEAD = re.compile(
    r"[\s,:]*(?:(?:al?|el|la|los|las|un|una|the|an|of|del?|en|in|on|sobre|about|para|for|que|hable|speaker|ponentes?)\b[\s:,]*)*"
)

_SPEAKER = re.compile(r"\b(?:ponentes?|speakers?|expositor(?:es|as?)?|directorio|directory)\b")
_ADDRESS = re.compile(r"[^\s@,;]+@[^\s@,;]+")
_DATA = re.compile(
    r"\b(?:datos(?: personales)?|data)(?: (?:que )?(?:tienen|tenemos|we hold|you hold))?(?: (?:del?|of|about|on)\b|$)"
)
_MEETING = re.compile(
    r"[\s,:]*(?:(?:para|en|for|at|la|el|the|next|proxima|nuestra)\s+)*(?:reunion|meeting|plenaria|plenary|sesion)\b"
)
_LOOSE = ' .,;:-—–¿?¡!«»"“”'
_INVITED = re.compile(
    r"\b(?:carta de invitacion|letter of invitation|invitacion(?:es)?|invitar|invita|invite|invitation|carta|letter|superintendent[ea]?|ministr[oa])\b"
)
_STRAIGHT = re.compile(r"[\s,:]*(?:al?|to)\b")
"""The person follows the verb at once: a later "carta" or "invitación" is how, not whom."""
_ENDS_WHOM = re.compile(
    r"[\s,]*(?:\b(?:para|a exponer|a hablar|a presentar|(?:por|con|by) (?:una )?(?:carta|correo|nota|letter|mail|note)|"
    r"al? (?:la |nuestra |esta )?(?:proxim[ao] |siguiente )?(?:reunion|plenari[ao]|tecnica|sesion|comite)|que|sobre|acerca de|en la|en el|del? la reunion|to speak|to present|to|on|about|for|at)\b|$)"
)
_ON = re.compile(
    r"\b(?:sobre|acerca de|about|on|(?:habl[ae]n?|hablar|hablarnos|exponer|exponga|charla|speak|talk) (?:del?|of))\s+"
)
_ENDS_TOPIC = re.compile(
    r"[\s,]*(?:\b(?:en|para|de|at|in|for) (?:la |el |the |nuestra |our )?(?:proxima |siguiente |next )?(?:reunion|plenari[ao]|tecnica|sesion|comite|meeting|plenary|technical|session|committee)\b|$)"
)
_STAMPED = re.compile(r"^\s*(?:cargo|sello|stamp)\s+(?=[\w-]*[0-9])", re.IGNORECASE)
"""The word before a stamp's number: its field is called so already."""
_HANGING = re.compile(r"\s+(?:al?|para|en|to|for|at)$", re.IGNORECASE)
"""What is left before the code of a meeting: "la Asociación a TEC-2027-01"."""
_TO = re.compile(r"[\s,:]*(?:(?:al?|de|del|para|to|of|for)\b\s*)?(?:(?:el|la|los|las|un|una|the|an?)\b\s*)?")


def registered(asked: Parts, context: Context) -> dict[str, Any]:
    """The institution, and after the colon the person's name; or one after the other, with category and address."""
    pieces = [piece.strip() for piece in _said(asked.head, free=asked.free).split(",")]
    address = next((piece for piece in pieces if _ADDRESS.fullmatch(piece)), "")
    category = next((piece for piece in pieces[1:] if plain(piece) in _categories()), "")
    names = [piece for piece in pieces if piece not in ("", address, category)]
    found: dict[str, Any] = {"organisation": names[0] if names else "", "name": asked.title or "".join(names[1:2])}
    more = {"email": address, "category": _categories().get(plain(category), ""), "function": "".join(names[2:3])}
    return found | {name: said for name, said in more.items() if said}


def named(asked: Parts, context: Context) -> dict[str, Any]:
    """Who is meant, in words."""
    return {"words": _said(asked.whole, free=asked.free)}


def data_of(asked: Parts, context: Context) -> dict[str, Any]:
    """Whose data are asked for: "los datos de Marisol Quenta"."""
    said = _DATA.search(asked.whole.plain)
    whole = asked.whole.part(said.end()) if said else asked.whole
    return {"words": _said(whole, free=asked.free and said is None)}


def searched(asked: Parts, context: Context) -> dict[str, Any]:
    """A category when that is all that is said; else the words of the topic."""
    words = _said(asked.whole, free=asked.free)
    category = _categories().get(plain(words))
    return {"category": category} if category else {"words": words}


def suggested(asked: Parts, context: Context) -> dict[str, Any]:
    """A meeting by its code or as it is called, and a topic after it; a topic alone."""
    code = code_in(asked.head.plain, meetings=True)
    if code is not None:
        rest = _said(asked.head.part(code.end())) or asked.title
        return {"meeting": written(code), "topic": rest}
    if asked.title or _MEETING.match(asked.head.plain):
        return {**meeting_meant(asked.head, context, COMING), "topic": asked.title}
    if asked.free and (topic := _topic(asked.head)):
        return {**meeting_meant(asked.head, context, COMING), "topic": topic}
    return {"topic": _said(asked.whole, free=asked.free)}


def letter_wanted(asked: Parts, context: Context) -> dict[str, Any]:
    """The meeting of the invitation by its code, and whom it is for in words."""
    code = code_in(asked.head.plain, meetings=True)
    if code is None:
        return {"words": _said(asked.whole, free=asked.free)}
    before, after = asked.head.part(0, code.start()), asked.head.part(code.end())
    words = _said(after) or ("" if asked.free else _said(before)) or asked.title
    return {"meeting": written(code), "words": words}


def _said(typed: Typed, *, free: bool = False) -> str:
    """The words of the matter; of a sentence only what follows the word that says it is about speakers."""
    start = 0
    if free:
        said = list(_SPEAKER.finditer(typed.plain))
        if not said:
            return ""
        start = said[-1].end()
    lead = _LEAD.match(typed.plain, start)
    return typed.original(lead.end() if lead else start).strip(' .:?¿«»"“”')


@cache
def _categories() -> dict[str, str]:
    """{a category's name, folded: the category}, in all languages."""
    return {
        plain(Words(language).say(text(f"speakers.category.{category}"))): category
        for language in LANGUAGES
        for category in CATEGORIES
    }


def invitation_wanted(asked: Parts, context: Context) -> dict[str, Any]:
    """Whom, on what, at which meeting: "la invitación a Migraciones para que exponga sobre … en la técnica"."""
    found = meeting_meant(asked.head, context, COMING)
    when = read(asked.head, context.now)
    found |= {"time": when.start, "minutes": when.minutes}
    return found | {"words": _whom(asked, at_once=True), "topic": asked.title or _topic(asked.head)}


def about_invitation(asked: Parts, context: Context) -> dict[str, Any]:
    """Which invitation: its institution and its meeting; after the colon the reason, or the stamp of reception."""
    code = code_in(asked.head.plain, meetings=True)
    found = {"meeting": written(code)} if code else {}
    return found | {"words": _whom(asked), "reason": asked.title, "reference": _STAMPED.sub("", asked.title)}


def _whom(asked: Parts, *, at_once: bool = False) -> str:
    """The words that name somebody, before what they are asked for; in a sentence only after "invitación", "invite"."""
    straight = at_once and _STRAIGHT.match(asked.head.plain)
    said = _INVITED.search(asked.head.plain) if asked.free and not straight else None
    start = said.end() if said else 0
    lead = _TO.match(asked.head.plain, start)
    start = lead.end() if lead else start
    end = _ENDS_WHOM.search(asked.head.plain, start)
    stop = end.start() if end else len(asked.head.plain)
    code = code_in(asked.head.plain, meetings=True)
    if code is not None:
        stop = min(stop, code.start()) if code.start() >= start else stop
    return _HANGING.sub("", asked.head.original(start, stop).strip(_LOOSE)) if stop > start else ""


def _topic(head: Typed) -> str:
    about = _ON.search(head.plain)
    if about is None:
        return ""
    end = _ENDS_TOPIC.search(head.plain, about.end())
    code = code_in(head.plain, meetings=True)
    stop = end.start() if end else len(head.plain)
    if code is not None and code.start() > about.end():
        stop = min(stop, code.start())
    return head.original(about.end(), stop).strip(_LOOSE)
