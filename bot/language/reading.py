"""How a date and an hour are read from plain words, Spanish or English: certain, or asked about, never guessed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from babel import Locale
from babel.core import get_global

from bot.language.dates import city_of
from bot.language.folding import EMPTY, Typed, fold, plain
from bot.language.reading_calendar import Calendar
from bot.language.reading_days import NamedDay, named_days
from bot.language.reading_hours import NamedHour, NamedLength, named_hours, named_lengths
from storage.text import Text, text

LONGEST = 400
"""Characters in which a date is looked for: nobody says one after so many words."""
OTHER_DAYS = 10
"""A span of days longer than this is no choice any more."""
_NOT_DATES = re.compile(r"https?://\S+|<[^>]{0,200}>|\b[a-z]{1,5}-[0-9]{4}-[0-9]{1,3}\b")
_ONE_MORE = re.compile(
    r",? (?:y|o|u|e|and|or) (?:el |the |al )?([0-9]{1,2})(?![0-9:/.]|h\b| ?(?:[ap]\.?m\b|hrs?\b|horas?\b|min|de la ))"
)
_UNTIL = re.compile(r" ?(?:-|al?|hasta|to|until|till|through)\b")
SHORTEST_MONTH = 28
_ZONE = re.compile(
    r" ?[,(]? ?(?:hora (?:del? )?(?P<es>[a-z]+(?: [a-z]+)?)|(?P<en>[a-z]+) time|(?P<code>utc|gmt|cet|cest|est|edt|pst)\b)(?: ?\))?"
)
_NOT_PLACES = {
    "local",
    "en",
    "y",
    "a",
    "por",
    "para",
    "de",
    "this",
    "that",
    "the",
    "first",
    "next",
    "on",
    "real",
    "full",
}


@dataclass(frozen=True, slots=True)
class When:
    """What was read of a date: a certain `day`, or `choices`, or a `problem` with days `near` it.

    `start` and `end` are hours of the network's clock, `minutes` the length that was said or follows
    from them. `last` ends a span of days. `spans` are the places of the folded words that were read.
    """

    day: date | None = None
    last: date | None = None
    start: time | None = None
    end: time | None = None
    minutes: int | None = None
    choices: tuple[date, ...] = ()
    problem: Text | None = None
    near: tuple[date, ...] = ()
    hour_problem: Text | None = None
    day_said: bool = False
    """Whether a day was named; an hour alone is of today."""
    afternoon_assumed: bool = False
    spans: tuple[tuple[int, int], ...] = ()


def read(words: str | Typed, now: datetime) -> When:
    """Read a date to come, its hour and length; `now` is the present moment on the network's own clock."""
    typed = fold(words[:LONGEST]) if isinstance(words, str) else words
    left, lengths = _lengths(typed)
    days = named_days(left, Calendar(now.date()))
    left = _without(left, days)
    hours = named_hours(left)
    zones = _zones(left, hours, now)
    spans = sorted([(each.start, each.end) for each in (*lengths, *days, *hours)] + zones.spans)
    found = _with_day(_hour(hours, lengths, zones, spans), days, typed.plain, now)
    return replace(
        found, problem=_in_their_words(found.problem, typed), hour_problem=_in_their_words(found.hour_problem, typed)
    )


def days_around(words: str | Typed, now: datetime) -> frozenset[date]:
    """Every day, past or to come, that the words can mean: to find the meeting they speak of."""
    typed = fold(words[:LONGEST]) if isinstance(words, str) else words
    left, _ = _lengths(typed)
    return frozenset(day for named in named_days(left, Calendar(now.date(), around=True)) for day in _all(named))


def minutes_in(words: str | Typed) -> int | None:
    """The one length of time that is named, in minutes."""
    typed = fold(words[:LONGEST]) if isinstance(words, str) else words
    found = {named.minutes for named in named_lengths(typed.plain[:LONGEST])}
    return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class _Zones:
    spans: list[tuple[int, int]]
    other: Text | None


def _in_their_words(problem: Text | None, typed: Typed) -> Text | None:
    """The problem repeats what was typed, not how it was folded."""
    said = problem.values.get("said") if problem else None
    if problem is None or not isinstance(said, str):
        return problem
    place = typed.plain.find(said)
    return Text(
        problem.key, {**problem.values, "said": typed.original(place, place + len(said)) if place >= 0 else said}
    )


def _lengths(typed: Typed) -> tuple[str, list[NamedLength]]:
    left = _NOT_DATES.sub(lambda said: EMPTY * len(said[0]), typed.plain[:LONGEST])
    lengths = named_lengths(left)
    return _without(left, lengths), lengths


def _without(left: str, named: Sequence[NamedDay | NamedHour | NamedLength]) -> str:
    for each in named:
        left = left[: each.start] + EMPTY * (each.end - each.start) + left[each.end :]
    return left


def _zones(left: str, hours: Sequence[NamedHour], now: datetime) -> _Zones:
    """Whose clock it is, where somebody says so after an hour: ours is no news, another one is asked about."""
    spans, other = [], None
    for hour in hours:
        said = _ZONE.match(left, hour.end)
        place = said and (said["es"] or said["en"] or said["code"])
        if not said or not place or place.split()[0] in _NOT_PLACES - {"local"}:
            continue
        if place.startswith(tuple(_our_places(now))):
            spans.append((said.start(), said.end()))
        else:
            other = text(
                "hour.zone",
                said=left[hour.start : said.end()].strip(),
                city=city_of(now.tzinfo, "es") if now.tzinfo else "",
            )
    return _Zones(spans, other)


def _our_places(now: datetime) -> set[str]:
    zone = now.tzinfo
    territory = get_global("zone_territories").get(getattr(zone, "key", ""), "")
    names = {Locale(language).territories.get(territory, "") for language in ("es", "en")}
    cities = {city_of(zone, "es")} if zone else set()
    return {plain(name) for name in (*names, *cities) if name} | {"local"}


def _hour(
    hours: Sequence[NamedHour], lengths: Sequence[NamedLength], zones: _Zones, spans: list[tuple[int, int]]
) -> When:
    """The hour and the length, when they are one; two of them are asked about."""
    minutes = lengths[0].minutes if len({each.minutes for each in lengths}) == 1 else None
    said = {(each.begins, each.ends) for each in hours if each.problem is None}
    problem = zones.other or next((each.problem for each in hours if each.problem), None)
    if problem is None and len(said) > 1:
        problem = text("hour.two", hours=sorted({begins for begins, _ in said if begins}))
    if problem is not None or not said:
        return When(minutes=minutes, hour_problem=problem, spans=tuple(spans))
    begins, ends = said.pop()
    assert begins is not None
    if ends is None and minutes is not None:
        end = datetime.combine(date.min, begins) + timedelta(minutes=minutes)
        ends = end.time() if end.date() == date.min else None
    elif ends is not None:
        minutes = (ends.hour - begins.hour) * 60 + ends.minute - begins.minute
    return When(
        start=begins,
        end=ends,
        minutes=minutes,
        afternoon_assumed=any(each.assumed for each in hours),
        spans=tuple(spans),
    )


def _with_day(hour: When, days: Sequence[NamedDay], plain_words: str, now: datetime) -> When:
    if not days:
        return _today(hour, now)
    problem = next((each.meant for each in days if each.meant.problem), None)
    if problem is not None:
        return replace(hour, day_said=True, problem=problem.problem, near=problem.near)
    meant = _joined(days, plain_words)
    if len(meant) > 1:
        span = days[0].meant.last if len(days) == 1 else None
        return replace(hour, day_said=True, day=meant[0] if span else None, last=span, choices=tuple(meant))
    found = replace(hour, day_said=True, day=meant[0])
    if hour.start and datetime.combine(meant[0], hour.start, now.tzinfo) <= now:
        later = (now + timedelta(1)).date()
        return replace(found, day=None, problem=text("date.past_hour", hour=hour.start), near=(later,))
    return found


def _today(hour: When, now: datetime) -> When:
    if hour.start is None:
        return hour
    if datetime.combine(now.date(), hour.start, now.tzinfo) <= now:
        return replace(hour, problem=text("date.past_hour", hour=hour.start), near=((now + timedelta(1)).date(),))
    return replace(hour, day=now.date())


def _joined(days: Sequence[NamedDay], plain_words: str) -> list[date]:
    """All the days that were named, once each; "del 30 de noviembre al 2 de diciembre" are the days between too."""
    found = {day for named in days for day in _all(named)}
    for named in days:
        more = _ONE_MORE.match(plain_words, named.end)
        if more and int(more[1]) <= SHORTEST_MONTH:
            found |= {_same_or_next_month(day, int(more[1])) for day in _all(named)}
    if [len(days), len(found)] == [2, 2] and _UNTIL.match(plain_words, days[0].end):
        return list(_between(min(found), max(found)))
    return sorted(found)


def _same_or_next_month(after: date, day: int) -> date:
    month = after if day >= after.day else after.replace(day=1) + timedelta(31)
    return month.replace(day=day)


def _all(named: NamedDay) -> tuple[date, ...]:
    meant = named.meant
    return meant.days if meant.last is None else _between(meant.days[0], meant.last)


def _between(first: date, last: date) -> tuple[date, ...]:
    length = (last - first).days
    return tuple(first + timedelta(step) for step in range(length + 1)) if length <= OTHER_DAYS else (first, last)
