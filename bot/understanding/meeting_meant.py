"""Which meeting is meant: by its code, by its kind, by its day; left open where several can be meant."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from rapidfuzz.distance import OSA

from bot.language.folding import Typed
from bot.language.reading import days_around, read
from bot.understanding.context import Context, MeetingKnown
from bot.understanding.vocabulary import vocabulary

COMING, PAST, ANY = "coming", "past", "any"
OTHER_SERIES = frozenset({"d", "at", "a", "p"})
"""Codes of decisions, agreements, actions and proposals; every other series is of meetings."""
CODE = re.compile(r"(?<![\w-])(?P<series>[a-z]{1,5})-(?P<year>(?:19|20)[0-9]{2})-(?P<number>[0-9]{1,3})(?![\w-])")
_FIRST = re.compile(r"\b(?:proxim[oa]|siguiente|next|coming)\b")
_LATEST = re.compile(r"\b(?:ultim[oa]|pasad[oa]|last|latest|previous)\b")
_OF = re.compile(r"^(?:del?|of|on) ", re.IGNORECASE)
_WORD = re.compile(r"[a-z]{6,}")
EXTRAORDINARY = "extraordinary"
LONG_WORD, VERY_LONG_WORD = 6, 9
"""A kind's name this long is recognised with one slip in it, or with two."""
WORDS_TRIED, LONGEST_SAID = 12, 60


def code_in(plain: str, *, meetings: bool) -> re.Match[str] | None:
    """The first code of a meeting, or of anything else, in folded words."""
    return next((said for said in CODE.finditer(plain) if (said["series"] not in OTHER_SERIES) == meetings), None)


def written(code: re.Match[str]) -> str:
    """A code as the record writes it: CE-2027-01."""
    return f"{code['series'].upper()}-{code['year']}-{int(code['number']):02d}"


def kind_in(plain: str) -> str:
    """The kind of meeting that is named: extraordinary before all others, else the first one; a slip is forgiven."""
    words = vocabulary()
    found = [words.kinds_of_meeting[said[0]] for said in words.meeting_kinds.finditer(plain)]
    if EXTRAORDINARY in found:
        return EXTRAORDINARY
    return found[0] if found else _misspelt_kind(plain)


def meeting_meant(head: Typed, context: Context, tense: str = ANY) -> dict[str, Any]:
    """{"meeting": code} when one is meant; what was said instead of it when there is no such meeting; else nothing."""
    code = code_in(head.plain, meetings=True)
    if code is not None:
        return {"meeting": written(code)}
    kind, days = kind_in(head.plain), days_around(head, context.now)
    if not kind and not days:
        return {}
    found = [meeting for meeting in context.meetings if kind in {"", meeting[1]} and (not days or meeting[2] in days)]
    if not found:
        return {"meeting": _as_said(head, context)}
    chosen = _chosen(_of_tense(found, context.now.date(), tense), head.plain)
    return {"meeting": chosen} if chosen else {"meeting_kind": kind} if kind else {}


def _of_tense(found: Sequence[MeetingKnown], today: date, tense: str) -> list[MeetingKnown]:
    """Those of the time that is spoken of; all of them when that leaves none, so that the answer can say why not."""
    fits = [m for m in found if tense == ANY or (m[2] >= today if tense == COMING else m[2] <= today)]
    return sorted(fits or found, key=lambda meeting: meeting[2])


def _chosen(found: Sequence[MeetingKnown], plain: str) -> str:
    if len(found) == 1 or _FIRST.search(plain):
        return found[0][0]
    return found[-1][0] if _LATEST.search(plain) else ""


def _as_said(head: Typed, context: Context) -> str:
    """The words for a meeting that does not exist, for the refusal that repeats them: its kind and its day."""
    spans = [said.span() for said in vocabulary().meeting_kinds.finditer(head.plain)]
    spans += [(start, end) for start, end in read(head, context.now).spans]
    start, end = (min(span[0] for span in spans), max(span[1] for span in spans)) if spans else (0, len(head.plain))
    return _OF.sub("", head.original(start, end))[:LONGEST_SAID].strip(" .,!?")


def _misspelt_kind(plain: str) -> str:
    for word in _WORD.findall(plain)[:WORDS_TRIED]:
        slips = 1 + (len(word) >= VERY_LONG_WORD)
        for name, kind in vocabulary().kinds_of_meeting.items():
            if len(name) >= LONG_WORD and " " not in name and OSA.distance(word, name) <= slips:
                return kind
    return ""
