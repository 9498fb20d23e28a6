"""The details of a point for the agenda: title, kind, minutes, objectives, document, exactly as they were typed."""

import re
from dataclasses import dataclass, field
from typing import Any

from bot.language.folding import Typed, fold
from bot.language.reading import minutes_in
from bot.language.reading_words import any_of, split_words
from bot.understanding.context import Context
from bot.understanding.meeting_meant import COMING, code_in, meeting_meant, written
from bot.understanding.parts import Parts
from bot.understanding.vocabulary import vocabulary

_STRONG = re.compile(r" (?:-|--|;) |;\s|\s\|\s")
"""What separates the parts of a point: a dash between spaces, a semicolon."""
_LINK = re.compile(r"<?(https?://[^\s<>|]+)(?:\|[^<>]{0,300})?>?")
_OBJECTIVES = r"(?:pmm|gcm|objetivos?|objectives?|obj\.?)(?: (?:pmm|gcm|del pmm|of the gcm))?[ .:#n°º]*(?P<numbers>[0-9]{1,2}(?:(?: ?, ?| y | e | and | & ?| ?- ?)[0-9]{1,2})*)"
_LENGTH = r"(?:por |de |for |durante )?(?:[0-9]{1,3} ?(?:minutos?|minutes?|mins?\.?|')|media hora|half an hour|(?:1|una|an|one) ?(?:hora|hour|h)(?: y media| and a half)?)"
_QUOTED = re.compile(r'"[^"]{2,}"')
_SUBJECT = re.compile(r"\b(?:sobre|acerca de|about|on|regarding) ")
_FOR_MEETING = re.compile(
    r" (?:para|en|a|de|for|in|of|at) (?:la |el |the )?(?:proxim[ao] |next )?(?:reunion|meeting|agenda|"
    + any_of(vocabulary().kinds_of_meeting)
    + r")\b"
)
_LOOSE = " \t\r\n,;—–-"
_BESIDE = r"(?:^|[\s,;.(-]+)"
_FILLING = split_words(
    "para for on sobre about un una a an el la the de en in agenda punto puntos tema temas item items point reunion meeting como que"
)
"""Words before a meeting's code that are no matter of their own: "un punto para CE-2027-01"."""
LONGEST_DETAIL = 60
"""Characters at the end of a part in which a detail is looked for."""


@dataclass(slots=True)
class _Point:
    kind: str = ""
    minutes: int | None = None
    objectives: list[int] = field(default_factory=list)
    document: str = ""


def agenda_point(asked: Parts, context: Context) -> dict[str, Any]:
    """The meeting, and the point: "CE-2027-01 Regularización migratoria — decidir — 20 min"."""
    found, matter = _meeting_and_matter(asked, context)
    point = _Point()
    pieces = [
        piece for piece in (_peeled(each, point, first=not n) for n, each in enumerate(_pieces(matter, point))) if piece
    ]
    title, why = (pieces[0], " — ".join(pieces[1:])) if pieces else ("", "")
    values = {"title": title, "why": why, "kind": point.kind, "minutes": point.minutes}
    return found | values | {"objectives": point.objectives, "document": point.document}


def _meeting_and_matter(asked: Parts, context: Context) -> tuple[dict[str, Any], Typed]:
    """Which meeting, and the words of the point: after its code, or after the colon."""
    code = code_in(asked.head.plain, meetings=True)
    if code is not None:
        after = asked.whole.plain[code.end() :]
        before = asked.head.part(0, code.start())
        if not after.strip(" .:") and not set(re.findall(r"\w+", before.plain)) <= _FILLING:
            return {"meeting": written(code)}, before
        return {"meeting": written(code)}, _after_separators(asked.whole, code.end())
    found = meeting_meant(asked.head, context, COMING)
    if asked.title:
        return found, fold(asked.title)
    return (found, _named_matter(asked.head)) if asked.free else ({}, asked.whole)


def _named_matter(head: Typed) -> Typed:
    """In a sentence without a colon the matter stands in quotation marks, or after "sobre" up to the meeting."""
    quoted = _QUOTED.search(head.plain)
    if quoted:
        return head.part(quoted.start())
    about = _SUBJECT.search(head.plain)
    if about is None:
        return head.part(0, 0)
    end = _FOR_MEETING.search(head.plain, about.end())
    return head.part(about.end(), end.start() if end else None)


def _after_separators(whole: Typed, start: int) -> Typed:
    said = re.match(r"[\s,:;-]*", whole.plain[start:])
    return whole.part(start + (said.end() if said else 0))


def _pieces(matter: Typed, point: _Point) -> list[Typed]:
    """The parts between strong separators, the link taken out."""
    words = matter.original()
    link = _LINK.search(words)
    if link:
        point.document = link[1]
        matter = fold(words[: link.start()].rstrip(_LOOSE) + words[link.end() :])
    places = [0]
    for said in _STRONG.finditer(matter.plain):
        places += [said.start(), said.end()]
    places.append(len(matter.plain))
    return [matter.part(places[n], places[n + 1]) for n in range(0, len(places), 2)]


def _peeled(piece: Typed, point: _Point, *, first: bool) -> str:
    """A part without the details at its end; "" when it was nothing else."""
    while True:
        end = _detail_at_end(piece.plain, point, first=first)
        if end is None:
            return piece.original().rstrip(" ,;") if piece.plain.endswith((",", ";")) else piece.original()
        piece = piece.part(0, end)
        if not piece.plain:
            return ""


def _detail_at_end(plain: str, point: _Point, *, first: bool) -> int | None:
    """Take the kind, the minutes or the objectives that end the words; where they begin."""
    tail = plain[-LONGEST_DETAIL:]
    offset = len(plain) - len(tail)
    for pattern, take in _DETAILS:
        said = pattern.search(tail)
        if said and take(said, point, alone=not first and said.start() + offset == 0):
            return said.start() + offset
    return None


def _take_minutes(said: re.Match[str], point: _Point, *, alone: bool) -> bool:
    minutes = minutes_in(fold(said["it"]))
    if point.minutes is not None or not minutes:
        return False
    point.minutes = minutes
    return True


def _take_objectives(said: re.Match[str], point: _Point, *, alone: bool) -> bool:
    numbers = [int(number) for number in re.findall(r"[0-9]+", said["numbers"])]
    spans = re.findall(r"([0-9]+) ?- ?([0-9]+)", said["numbers"])
    # "7-15" may be two objectives or nine: it stays in the title and is asked for.
    if point.objectives or any(int(last) != int(first) + 1 for first, last in spans):
        return False
    point.objectives = numbers
    return True


def _take_kind(said: re.Match[str], point: _Point, *, alone: bool) -> bool:
    """A kind is taken when it stands as a part of its own, after a comma or in brackets."""
    set_apart = alone or said[0].lstrip().startswith((",", ";", "(", "-"))
    if point.kind or not set_apart:
        return False
    point.kind = vocabulary().kinds_of_item[said["it"]]
    return True


def _at_end(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{_BESIDE}(?P<it>{pattern})[\s.)]*$")


_DETAILS = (
    (_at_end(_LENGTH), _take_minutes),
    (_at_end(_OBJECTIVES), _take_objectives),
    (_at_end(any_of(vocabulary().kinds_of_item)), _take_kind),
)
