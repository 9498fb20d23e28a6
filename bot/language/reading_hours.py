"""Where hours and lengths of time are named in folded words, Spanish or English, and which ones."""

import re
from dataclasses import dataclass
from datetime import time

from bot.language.reading_words import NUMBERS, any_of, split_words
from storage.text import Text, text

Said = re.Match[str]

AFTERNOON_UNTIL = 7
"""Hours from one to this, said without morning or afternoon, are of the afternoon."""
TWELVE = 12
NOON, DAY_ENDS = TWELVE * 60, 24 * 60
_OF_A_DAY, _OF_AN_HOUR = range(24), range(60)
_HOURS = {word: number for word, number in NUMBERS.items() if number <= TWELVE and word not in {"un", "uno", "a", "an"}}
_MORNING = r"[ap]\.? ?m\b\.?|(?:de|en|por) la (?:manana|tarde|noche|madrugada)|del mediodia|in the (?:morning|afternoon|evening)|at night"
_COUNTED = any_of(
    split_words(
        "agencias entidades organizaciones organismos personas miembros reuniones puntos acuerdos "
        "agencies entities people members meetings items"
    )
)
"""After a number these say that it counts something: "a las 3 agencias" is no hour."""


def _clock(n: int) -> str:
    """A pattern for one hour of the day, its groups numbered."""
    return (
        rf"(?P<h{n}>[0-9]{{1,2}}|{any_of(_HOURS)})(?:(?P<s{n}>[:.h])(?P<m{n}>[0-9]{{2}})(?::[0-9]{{2}})?)?(?![0-9:]|(?!h\b|hrs?\b|[ap]\.?m\b)[a-z])"
        rf"(?P<x{n}> y (?:media|cuarto|[0-9]{{1,2}})\b| menos cuarto\b)?"
        rf"(?P<u{n}> ?(?:hrs?\b\.?|horas\b|h\b|en punto\b|o'?clock\b))?(?P<p{n}>,? ?(?:{_MORNING}))?"
    )


_BEFORE = r"(?<![\w:.,/-])"
_RANGE = re.compile(
    rf"(?P<from>\b(?:de|desde|entre|from|between) )?(?P<las>(?:\ba )?\blas? |\bat )?{_BEFORE}{_clock(1)}"
    rf"(?P<join> ?- ?| a | hasta | to | until | till | y | and )(?:las? )?{_clock(2)}(?! ?(?:-|{_COUNTED}))"
)
_SINGLE = re.compile(
    rf"(?P<las>(?:\b(?:a|desde|para|hacia) )?\blas? |\b(?:at|from|@) ?)?{_BEFORE}{_clock(1)}(?! {_COUNTED})"
)
_NOON = re.compile(r"(?:\b(?:al?|at) )?\b(?:mediodia|medio dia|noon|midday)\b")
_HOUR = rf"(?:[0-9]{{1,2}}|{any_of(_HOURS)})\b"
_HALVES = re.compile(rf"(?:\bat )?\b(?:(?P<half>half) past|(?P<q>a quarter|quarter) (?P<side>past|to)) (?P<h>{_HOUR})")
_NUMBER = rf"(?:[0-9]{{1,3}}(?:[.,]5)?|{any_of(NUMBERS)})"
_FOR = r"(?P<for>\b(?:por|durante|for|lasting|dura|duracion(?: de)?:?|duration(?: of)?:?) (?:unos |unas |about )?)?(?<!en )(?<!in )(?<!dentro de )(?<!las )"
_LENGTHS = (
    re.compile(rf"{_FOR}\b(?P<h>una hora|hora|1 hora|an hour|one hour|hour|1 hour)(?: y media| and a half)\b"),
    re.compile(rf"{_FOR}\b(?P<h>{_NUMBER}) (?:horas?|hours?) (?:y media|and a half)\b"),
    re.compile(rf"{_FOR}\b(?P<t>media hora|half an hour|half hour|tres cuartos de hora|three quarters of an hour)\b"),
    re.compile(rf"{_FOR}{_BEFORE}(?P<h>{_NUMBER}) ?(?P<u>horas?|hours?|hrs?|h)(?:(?: y| con| and)? ?(?P<m>{_NUMBER})(?: ?(?:minutos?|minutes?|mins?\b\.?|m\b))?)?(?![\w:])"),
    re.compile(rf"{_FOR}{_BEFORE}(?P<m>{_NUMBER}) ?(?:minutos?|minutes?|mins?\b\.?|')(?!\w)"),
)  # fmt: skip
_LONGEST_HOURS = 7
"""More hours than this without "por" or "for" are an hour of the clock ("a las 14 horas")."""


@dataclass(frozen=True, slots=True)
class NamedHour:
    """A place in the words at which an hour, or from when to when, is named."""

    start: int
    end: int
    begins: time | None = None
    ends: time | None = None
    assumed: bool = False
    """Read as of the afternoon because nothing was said."""
    problem: Text | None = None


@dataclass(frozen=True, slots=True)
class NamedLength:
    """A place in the words at which a length is named, in minutes."""

    start: int
    end: int
    minutes: int


def named_lengths(plain: str) -> list[NamedLength]:
    """Every length of time in folded words, in order."""
    found: list[NamedLength] = []
    for pattern in _LENGTHS:
        for said in pattern.finditer(plain):
            minutes = _length(said)
            if minutes and not any(said.start() < each.end and each.start < said.end() for each in found):
                found.append(NamedLength(said.start(), said.end(), minutes))
    return sorted(found, key=lambda named: named.start)


def named_hours(plain: str) -> list[NamedHour]:
    """Every hour named in folded words, in order: ranges first, then single hours beside them."""
    found: list[NamedHour] = []
    for pattern, read in ((_RANGE, _range), (_HALVES, _halves), (_NOON, _noon), (_SINGLE, _single)):
        for said in pattern.finditer(plain):
            if any(said.start() < each.end and each.start < said.end() for each in found):
                continue
            hour = read(said)
            if hour is not None:
                found.append(hour)
    return sorted(found, key=lambda named: named.start)


def _length(said: Said) -> int | None:
    parts = said.groupdict()
    if parts.get("t"):
        return 45 if parts["t"].startswith(("tres", "three")) else 30
    if "u" in parts and not parts["for"] and (parts["u"][0:2] != "ho" or _number(parts["h"]) > _LONGEST_HOURS):
        return None
    hours = _number(parts["h"]) if parts.get("h") else 0
    half = 0.5 if said[0].endswith((" media", " half")) else 0
    minutes = _number(parts["m"]) if parts.get("m") else 0
    return round((hours + half) * 60 + minutes)


def _number(said: str) -> float:
    if said in {"hora", "hour", "una hora", "1 hora", "an hour", "one hour", "1 hour"}:
        return 1
    return NUMBERS[said] if said in NUMBERS else float(said.replace(",", "."))


@dataclass(frozen=True, slots=True)
class _Clock:
    """An hour as written: minutes since midnight by the figures alone, and what was said of the half of the day."""

    figures: int
    half: str
    """"", am, pm or ? when what was said makes no sense or can mean two hours."""
    open: bool
    """Nothing was said and the figures can be of the morning or of the afternoon."""


def _written(said: Said, n: int) -> _Clock | None:
    hour = NUMBERS[said[f"h{n}"]] if said[f"h{n}"] in NUMBERS else int(said[f"h{n}"])
    minute = int(said[f"m{n}"] or 0) + _spoken_minutes(said[f"x{n}"])
    if hour not in _OF_A_DAY or int(said[f"m{n}"] or 0) not in _OF_AN_HOUR:
        return None
    early = 1 <= hour <= AFTERNOON_UNTIL and not said[f"h{n}"].startswith("0")
    half = _half(said[f"p{n}"] or "", hour)
    return _Clock(hour * 60 + minute, half, early and not half)


def _spoken_minutes(said: str | None) -> int:
    if not said:
        return 0
    last = said.split()[-1]
    return {"media": 30, "cuarto": -15 if "menos" in said else 15}.get(last) or int(last)


def _half(said: str, hour: int) -> str:
    bare = said.replace(".", "").replace(" ", "").replace(",", "")
    if bare in {"am", "delamadrugada"}:
        return "?" if hour >= TWELVE else "am"
    if bare.endswith(("manana", "morning")):
        return "?" if hour > TWELVE else "am" if hour < TWELVE else "pm"
    if bare.endswith(("noche", "night")):
        return "?" if hour < AFTERNOON_UNTIL - 1 or hour == TWELVE else "pm"
    return "pm" if bare else ""


def _minutes(clock: _Clock, half: str = "") -> int:
    """Minutes since midnight, by the half of the day that was said or is assumed."""
    half = half or clock.half or ("pm" if clock.open else "")
    return clock.figures + NOON if half == "pm" and clock.figures < NOON else clock.figures


def _range(said: Said) -> NamedHour | None:
    if not _is_range(said):
        return None
    first, last = _written(said, 1), _written(said, 2)
    if first is None or last is None or "?" in first.half + last.half:
        return _problem(said, "hour.unclear")
    begins = _minutes(first)
    if not first.half and last.half:
        begins = next((m for m in (_minutes(first, last.half), first.figures) if m < _minutes(last)), begins)
    ends = _minutes(last)
    if ends <= begins and not last.half and last.figures < NOON:
        ends += NOON if ends < NOON else 0
    if first.open and not last.half and not last.open and last.figures < NOON and _minutes(last) > first.figures:
        return _problem(said, "hour.unclear")
    if ends <= begins or ends >= DAY_ENDS:
        return _problem(said, "hour.order")
    return NamedHour(said.start(), said.end(), _time(begins), _time(ends), assumed=first.open and not last.half)


def _is_range(said: Said) -> bool:
    """Two numbers are hours only if something says so: "de 10 a 12", "10-12", "10:00 a 12", "3 a 5 pm"."""
    dash = said["join"].strip() == "-"
    if said["join"].strip() in {"y", "and"}:
        return (said["from"] or "").strip() in {"entre", "between"}
    signed = any(said[f"{group}{n}"] for group in "sup" for n in (1, 2))
    followed = re.match(r" ?(?:[a-z]{4,})", said.string[said.end() :])
    plain_words = followed is not None and followed[0].strip() not in {"para", "sobre", "hora", "lima", "about"}
    return signed or bool(said["las"]) or ((dash or bool(said["from"]) or _after_a_day(said)) and not plain_words)


def _after_a_day(said: Said) -> bool:
    return said.string[: said.start()].rstrip(" ,").endswith("\0")


def _single(said: Said) -> NamedHour | None:
    colon = said["s1"] in {":", "h"}
    if not (colon or said["u1"] or said["p1"] or said["las"]):
        return None
    clock = _written(said, 1)
    if clock is None or clock.half == "?":
        return _problem(said, "hour.unclear")
    return NamedHour(said.start(), said.end(), _time(_minutes(clock)), assumed=clock.open)


def _noon(said: Said) -> NamedHour | None:
    return NamedHour(said.start(), said.end(), time(12))


def _halves(said: Said) -> NamedHour | None:
    """As in "half past ten" and "quarter to three"."""
    hour = NUMBERS[said["h"]] if said["h"] in NUMBERS else int(said["h"])
    if not 1 <= hour <= TWELVE:
        return None
    assumed = hour <= AFTERNOON_UNTIL
    shift = 30 if said["half"] else 15 if said["side"] == "past" else -15
    return NamedHour(said.start(), said.end(), _time(hour * 60 + NOON * assumed + shift), assumed=assumed)


def _problem(said: Said, key: str) -> NamedHour:
    return NamedHour(said.start(), said.end(), problem=text(key, said=said[0].strip()))


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
