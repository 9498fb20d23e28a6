"""Which paragraph of which minutes is asked about: by its number, in figures or as a word, or by a code of the register."""

import re
from typing import Any

from bot.understanding.context import Context
from bot.understanding.meeting_meant import PAST, code_in, meeting_meant, written
from bot.understanding.parts import Parts

OF_THE_PAST = tuple(
    f"minutes.{name}"
    for name in (
        "draft", "circulate", "final", "show", "word", "upload", "running", "undo", "follow_up", "no_comments",
    )
)  # fmt: skip
"""What is asked of the minutes of a meeting that is over, and of nothing else."""
_NUMBER = re.compile(
    r"(?:parrafos?|numeral|linea|paragraphs?|line)\s*(?:n(?:ro|um|umero|umber)?\.?\s*[º°o]?\.?\s*)?#?([0-9]{1,4})\b"
)
_ITS_PLACE = re.compile(rf"[\s,;]*(?:(?:en|sobre|al|in|on|to)\s+)?(?:(?:el|the)\s+)?{_NUMBER.pattern}\s*")
_ALONE = re.compile(r"(?<![\w-])#?([0-9]{1,4})(?![\w-])")
_WORDS = (
    ("primer(?:o|a)?|first", 1), ("segund[oa]|second", 2), ("tercer(?:o|a)?|third", 3), ("cuart[oa]|fourth", 4),
    ("quint[oa]|fifth", 5), ("sext[oa]|sixth", 6), ("septim[oa]|seventh", 7), ("octav[oa]|eighth", 8), ("noven[oa]|ninth", 9),
    ("decim[oa]|tenth", 10),
)  # fmt: skip
_ORDINALS = tuple(
    (re.compile(rf"\b(?:{words}) (?:parrafo|linea|paragraph|line)\b"), number) for words, number in _WORDS
)


def paragraph_asked(asked: Parts, context: Context) -> dict[str, Any]:
    """The meeting, if one is meant, and the paragraph's number or the code that is asked about."""
    plain = asked.whole.plain
    code = code_in(plain, meetings=False)
    found = meeting_meant(asked.head, context, PAST)
    if code is not None:
        return found | {"code": written(code)}
    return found | {"paragraph": _number(plain, free=asked.free)}


def paragraph_named(asked: Parts) -> dict[str, Any]:
    """The paragraph a comment is about, where nothing but its number stands between the meeting and the colon."""
    code = code_in(asked.head.plain, meetings=True)
    said = _ITS_PLACE.fullmatch(asked.head.plain[code.end() if code else 0 :]) if asked.title else None
    return {"paragraph": said[1], "wording": asked.title} if said else {}


def _number(plain: str, *, free: bool) -> str:
    said = _NUMBER.search(plain)
    if said is not None:
        return said[1]
    ordinal = next((number for pattern, number in _ORDINALS if pattern.search(plain)), 0)
    alone = None if free else _ALONE.search(plain)
    return str(ordinal) if ordinal else alone[1] if alone else ""


def heading_lines(asked: Parts, context: Context) -> dict[str, Any]:
    """What is to stand at the head of the minutes: after the colon, or all that follows the command."""
    return {"heading": asked.title or ("" if asked.free else asked.whole.original())}
