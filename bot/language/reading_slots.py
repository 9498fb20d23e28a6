"""Several hours named in one sentence: "martes 6 o jueves 8 de abril a las 10, o el viernes 9 a las 15"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot.language.folding import EMPTY, Typed
from bot.language.reading_calendar import Calendar, Meant
from bot.language.reading_days import NamedDay, named_days
from bot.language.reading_hours import NamedHour, named_hours, named_lengths
from bot.language.reading_words import MONTH, YEAR
from storage.text import Text, text

MOST_READ = 60
"""Hours looked for: nobody names so many, and what comes after them is not read."""
MOST_ASKED = 5
"""Problems asked back about, one after the other."""
LONGEST = 1200
"""Characters in which hours are looked for: ten of them, written out in full, take half of it."""
NEARBY = 60
LAST_OF_MONTH = 31
_MONTH = re.compile(rf"\b{MONTH}\b\.?(?: (?:de |del |of )?{YEAR})?")
_WITH_MONTH = re.compile(r"[0-9]/[0-9]|[0-9]-[0-9]{1,2}-[0-9]")
_DIGIT = re.compile(r"[0-9]")
_BEFORE = re.compile(r"(?<![0-9:/.])((?:[0-9]{1,2}(?:, ?|,? (?:y|o|u|e|and|or) )(?:el |the )?)+)$")
_AFTER = re.compile(r"((?:(?:, ?|,? (?:y|o|u|e|and|or) )(?:el |the )?[0-9]{1,2}(?![0-9:/h]| ?[ap]\.?m\b))+)")
_NUMBER = re.compile(r"[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class Slots:
    """The hours that are certain, days whose hour was not said, and what is wrong, with the nearest right moments."""

    found: tuple[str, ...] = ()
    """As "2027-04-06T10:00"; the day alone where no hour was said."""
    problems: tuple[tuple[Text, tuple[str, ...]], ...] = ()
    minutes: int | None = None
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Piece:
    """A day as named, and the hours that stand with it."""

    start: int
    said: str
    meant: Meant
    hours: list[NamedHour] = field(default_factory=list)


def read_slots(typed: Typed, now: datetime) -> Slots:
    """Every hour that is named; `now` is the present moment on the network's own clock."""
    plain = typed.plain[:LONGEST]
    lengths = named_lengths(plain)
    left = _emptied(plain, [(each.start, each.end) for each in lengths])
    calendar = Calendar(now.date())
    days = named_days(left, calendar)[:MOST_READ]
    hours = named_hours(_emptied(left, [(each.start, each.end) for each in days]))
    days = sorted([*days, *_beside(left, days, hours, calendar)], key=lambda each: each.start)
    pieces = _pieces(left, days, hours, calendar)
    _share(pieces, hours)
    minutes = lengths[0].minutes if len(lengths) == 1 else _length(hours)
    spans = sorted((each.start, each.end) for each in (*lengths, *days, *hours))
    found, problems = [], []
    for piece in pieces:
        if piece.meant.problem is not None or (len(piece.meant.days) > 1 and not _DIGIT.search(piece.said)):
            problems.append(_problem(piece, typed))
        else:
            found += _moments(_all(piece.meant), piece.hours)
    problems += [(each.problem, ()) for each in hours if each.problem is not None]
    return Slots(tuple(dict.fromkeys(found))[:MOST_READ], tuple(problems)[:MOST_ASKED], minutes, tuple(spans))


def _emptied(plain: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        plain = plain[:start] + EMPTY * (end - start) + plain[end:]
    return plain


def _beside(left: str, days: Sequence[NamedDay], hours: Sequence[NamedHour], calendar: Calendar) -> list[NamedDay]:
    """The bare numbers of a list are days too: "6, 8 y 9 de abril", "April 6, 8 or 9"."""
    found: dict[int, NamedDay] = {}
    taken = [(each.start, each.end) for each in (*days, *hours)]
    for day in (each for each in days if _has_month(left[each.start : each.end])):
        before = _BEFORE.search(left[: day.start], max(0, day.start - NEARBY))
        lists = (before, _AFTER.match(left, day.end, day.end + NEARBY))
        for said in (each for listed in lists if listed for each in _NUMBER.finditer(left, *listed.span(1))):
            free = all(said.end() <= start or end <= said.start() for start, end in taken)
            if free and 1 <= int(said[0]) <= LAST_OF_MONTH:
                found[said.start()] = NamedDay(said.start(), said.end(), calendar.number(int(said[0])))
    return list(found.values())


def _pieces(left: str, days: Sequence[NamedDay], hours: Sequence[NamedHour], calendar: Calendar) -> list[_Piece]:
    """Each day with the hours after it, or before it where the sentence begins with an hour."""
    pieces = [_Piece(each.start, left[each.start : each.end], each.meant) for each in days]
    _complete(pieces, calendar)
    leads = bool(hours and days) and hours[0].start < days[0].start
    for hour in hours:
        if hour.problem is not None:
            continue
        around = [piece for piece in pieces if (piece.start > hour.start) == leads]
        if around:
            (around[0] if leads else around[-1]).hours.append(hour)
    return pieces


def _complete(pieces: list[_Piece], calendar: Calendar) -> None:
    """A day said without its month is of the month that is said next, else of the one said before."""
    for place, piece in enumerate(pieces):
        if not _DIGIT.search(piece.said) or _has_month(piece.said):
            continue
        near = [*pieces[place + 1 :], *reversed(pieces[:place])]
        month = next((said[0] for each in near if (said := _MONTH.search(each.said))), "")
        again = named_days(f"{piece.said.strip()} de {month}", calendar) if month else []
        if len(again) == 1 and (again[0].meant.problem is None or piece.meant.problem is not None):
            piece.meant = again[0].meant


def _has_month(said: str) -> bool:
    return bool(_MONTH.search(said) or _WITH_MONTH.search(said))


def _share(pieces: list[_Piece], hours: Sequence[NamedHour]) -> None:
    """Days in a row share the hour that is said after the last of them; later ones without an hour have the one before."""
    for place, piece in enumerate(pieces):
        if piece.hours:
            continue
        after = next((each.hours for each in pieces[place + 1 :] if each.hours), [])
        before = next((each.hours for each in reversed(pieces[:place]) if each.hours), [])
        piece.hours = list(after or before)


def _length(hours: Sequence[NamedHour]) -> int | None:
    """The length that follows from hours said as "de 10 a 12", where all are as long."""
    found = {_minutes(each.begins, each.ends) for each in hours if each.begins and each.ends}
    return found.pop() if len(found) == 1 else None


def _minutes(begins: time, ends: time) -> int:
    return (ends.hour - begins.hour) * 60 + ends.minute - begins.minute


def _all(meant: Meant) -> tuple[date, ...]:
    if meant.last is None:
        return meant.days
    first, length = meant.days[0], (meant.last - meant.days[0]).days
    return tuple(date.fromordinal(first.toordinal() + step) for step in range(min(length, MOST_READ) + 1))


def _moments(days: Sequence[date], hours: Sequence[NamedHour]) -> list[str]:
    begins = [each.begins for each in hours if each.begins is not None]
    if not begins:
        return [day.isoformat() for day in days]
    return [f"{day.isoformat()}T{hour:%H:%M}" for day in days for hour in begins]


def _problem(piece: _Piece, typed: Typed) -> tuple[Text, tuple[str, ...]]:
    """What is wrong with a day, in the words that were typed, and the right days with the same hours."""
    end = piece.start + len(piece.said)
    why = piece.meant.problem or text("polls.which_day", said=typed.original(piece.start, end))
    if isinstance(why.values.get("said"), str):
        why = Text(why.key, {**why.values, "said": typed.original(piece.start, end)})
    near = piece.meant.near or piece.meant.days
    return why, tuple(_moments(near, piece.hours[:1]))
