"""The details of a change of a setting: which one, its new value, from when, by which decision."""

import re
from functools import cache
from typing import Any

from bot.language.catalogue import LANGUAGES, Words
from bot.language.folding import Typed, fold
from bot.language.reading import read
from bot.understanding.context import Context
from bot.understanding.meeting_meant import code_in, written
from bot.understanding.parts import Parts, date_values
from bot.understanding.vocabulary import vocabulary
from storage.charter_terms import TERMS
from storage.text import text

_SINCE = re.compile(r"\b(?:desde|a partir del?|from|as of|starting|since)\b")
_HOUR = re.compile(r"\b([01]?[0-9]|2[0-3])(?:[:h.]([0-5][0-9])| ?h)\b")
_NUMBER = re.compile(r"(?<![\w./:-])-?[0-9]{1,3}(?![\w/:])")
_ON = re.compile(r"\b(?:si|activar|activado|activada|vigente|on|yes|enabled?|in force)\b")
_OFF = re.compile(r"\b(?:no|desactivar|desactivado|desactivada|off|disabled?|not in force)\b")


def changed_setting(asked: Parts, context: Context) -> dict[str, Any]:
    """As in "minutes.circulation 7 desde el 1 de marzo por D-2027-05"; what is not said is left for the form."""
    whole = asked.whole
    code = code_in(whole.plain, meetings=False)
    name, span = _named(whole.plain)
    since = _SINCE.search(whole.plain, span[1])
    found = {"name": name, "decision": written(code) if code else ""}
    if since is not None:
        end = code.start() if code and code.start() > since.end() else None
        when = date_values(read(whole.part(since.end(), end), context.now))
        found |= {each: value for each, value in when.items() if each.startswith("date")}
    return found | (_value(name, whole, span[1], since.start() if since else None, code) if name else {})


def _named(plain: str) -> tuple[str, tuple[int, int]]:
    """The setting that is named, by its words or its short name, the longest that stands there; and where."""
    places = [(plain.find(words), words, name) for words, name in _names().items() if words in plain]
    if not places:
        return "", (0, 0)
    start, words, name = max(places, key=lambda place: len(place[1]))
    return name, (start, start + len(words))


@cache
def _names() -> dict[str, str]:
    """{folded words: the setting}, in every language."""
    said = {fold(Words(language).say(text(f"term.{name}"))).plain: name for language in LANGUAGES for name in TERMS}
    return said | {name: name for name in TERMS}


def _value(name: str, whole: Typed, start: int, end: int | None, code: re.Match[str] | None) -> dict[str, Any]:
    """The new value, between the setting's name and the day; of a kind that fits the setting."""
    end = end if end is not None else code.start() if code and code.start() > start else None
    plain, (field, *more) = whole.plain[start:end], TERMS[name].fields
    if more or field == "days":
        return {}
    if field == "on":
        return {"value": "false" if _OFF.search(plain) else "true" if _ON.search(plain) else ""}
    if field == "at":
        hour = _HOUR.search(plain)
        return {"value": f"{int(hour[1]):02d}:{hour[2] or '00'}" if hour else ""}
    number = _NUMBER.search(plain)
    kinds = [vocabulary().kinds_of_meeting[said[0]] for said in vocabulary().meeting_kinds.finditer(plain)]
    kind = {"meeting_kind": kinds[0]} if field == "by_meeting" and kinds else {}
    return kind | {"value": number[0].lstrip("-") if number else ""}
