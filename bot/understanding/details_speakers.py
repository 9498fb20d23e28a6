"""The details of the directory of speakers: an institution and its person, a category, a topic in words."""

import re
from functools import cache
from typing import Any

from bot.language.catalogue import LANGUAGES, Words
from bot.language.folding import Typed, plain
from bot.understanding.context import Context
from bot.understanding.meeting_meant import COMING, code_in, meeting_meant, written
from bot.understanding.parts import Parts
from storage.directory import CATEGORIES
from storage.text import text

_LEAD = re.compile(
    r"[\s,:]*(?:(?:al?|el|la|los|las|un|una|the|an|of|del?|en|in|on|sobre|about|para|for|que|hable|speaker|ponentes?)\b[\s:,]*)*"
)

_SPEAKER = re.compile(r"\b(?:ponentes?|speakers?|expositor(?:es|as?)?)\b")
_DATA = re.compile(
    r"\b(?:datos(?: personales)?|data)(?: (?:que )?(?:tienen|tenemos|we hold|you hold))?(?: (?:del?|of|about|on)\b|$)"
)
_MEETING = re.compile(
    r"[\s,:]*(?:(?:para|en|for|at|la|el|the|next|proxima|nuestra)\s+)*(?:reunion|meeting|plenaria|plenary|sesion)\b"
)


def registered(asked: Parts, context: Context) -> dict[str, Any]:
    """The institution, and after the colon the person's name."""
    return {"organisation": _said(asked.head, free=asked.free), "name": asked.title}


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
