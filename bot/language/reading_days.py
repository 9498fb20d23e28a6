"""Where days are named in folded words, Spanish or English, and which ones: each way of saying a day is one pattern."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.language import reading_words as words
from bot.language.folding import EMPTY
from bot.language.reading_calendar import DAYS, Calendar, Meant
from bot.language.reading_words import MONTHS, NTH, NUMBERS, WEEKDAYS, any_of

Said = re.Match[str]
Reader = Callable[[Said, Calendar], Meant | None]

ALONE = r"(?<![0-9a-z:.,/-])"
"""Before a number: it does not continue another one."""
NOT_AN_HOUR = (
    r"(?![0-9:%/°]|h\b|\.[0-9]| ?(?:[ap]\.? ?m\b|hrs?\b|horas?\b|hours?\b|o'?clock|min)"
    r"| de la (?:manana|tarde|noche|madrugada)| in the (?:m|a|e)| ?- ?[0-9]| (?:a|to) [0-9]| y (?:media|cuarto))"
)
"""After a number: it is not an hour, a length or the start of a range of hours."""
THE = r"(?:\b(?:el|the|on|del|al|este|this|proximo|next|para|for) ){0,4}"
DAY = words.DAY_NUMBER
A_MONTH = rf"(?:{words.MONTH}|{words.THIS_MONTH}|{words.NEXT_MONTH})"
WHICH_MONTH = rf"(?:el |the )?(?P<m>{words.THIS_MONTH}|{words.NEXT_MONTH}|{words.WHOLE_MONTH}|mes|month)\b"
YEAR = rf"(?:(?:,? (?:de |del |of )?|[-/])(?P<y>{words.YEAR}|este ano|presente ano|proximo ano|this year|next year))?"
WEEKDAY = rf"{THE}(?:\b(?P<w>{words.WEEKDAY})\.?,? )?{THE}(?:dia )?"
NEXT_WEEK = any_of(("proxima semana", "semana que viene", "semana proxima", "semana siguiente", "next week"))
THIS_WEEK = any_of(("esta semana", "this week"))
SPAN = r"(?P<join>-| al | hasta el | to | through | y | o | u | and | or )"
ENDS_THERE = (
    r"(?= ?(?:$|[.,;:)?!\0])"
    r"| (?:a las?|at|al? mediodia|a partir|de [0-9]|de este|en la|por|durante|for|from|desde|entre|y|o|para|in the)\b)"
)
RELATIVE = {
    "anteayer": -2, "antes de ayer": -2, "ayer": -1, "yesterday": -1, "hoy": 0, "today": 0, "manana": 1, "tomorrow": 1,
    "pasado manana": 2, "day after tomorrow": 2, "de hoy en ocho": 7, "a week from today": 7, "a week today": 7,
    "de manana en ocho": 8, "a week from tomorrow": 8, "de hoy en quince": 14,
}  # fmt: skip
SEVERAL_MEANT = {8: (7, 8), 15: (14, 15)}
"""In "ocho días" is usually a week and in "quince días" two: both days are offered."""

_readers: list[tuple[re.Pattern[str], Reader]] = []


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A place in the words at which a day is named, and what it means."""

    start: int
    end: int
    meant: Meant


def named_days(plain: str, calendar: Calendar) -> list[NamedDay]:
    """Every day named in folded words, in order; what one pattern has read no later one reads again."""
    found: list[NamedDay] = []
    left = plain
    for pattern, read in _readers:
        for said in list(pattern.finditer(left)):
            meant = read(said, calendar)
            if meant is not None:
                found.append(NamedDay(said.start(), said.end(), meant))
                left = left[: said.start()] + EMPTY * len(said[0]) + left[said.end() :]
    return sorted(found, key=lambda named: named.start)


def _says(pattern: str) -> Callable[[Reader], Reader]:
    """Register how a way of saying a day is read. Earlier patterns win over later ones."""

    def register(read: Reader) -> Reader:
        _readers.append((re.compile(pattern), read))
        return read

    return register


@_says(
    rf"{THE}(?<![\w.-])(?P<y>(?:19|20)[0-9]{{2}})[-/](?P<m>[0-9]{{1,2}})[-/](?P<d>[0-9]{{1,2}})(?:t(?=[0-9])|(?![\w/-]))"
)
def _iso(said: Said, calendar: Calendar) -> Meant | None:
    return calendar.dated(int(said["d"]), int(said["m"]), int(said["y"]), None, said[0].removesuffix("t").strip())


@_says(
    rf"{WEEKDAY}(?<![\w./-])(?P<d>[0-9]{{1,2}})(?:(?P<sep>[/.-])(?P<m>[0-9]{{1,2}})(?P=sep)(?P<y>20[0-9]{{2}}|(?<=/)[0-9]{{2}})"
    r"|/(?P<month>[0-9]{1,2}))(?![\w/-])"
)
def _in_digits(said: Said, calendar: Calendar) -> Meant | None:
    """Day, month, year, in that order always; without a year only with a stroke ("25/11")."""
    year = int(said["y"][-2:]) + 2000 if said["y"] else None
    return calendar.dated(int(said["d"]), int(said["m"] or said["month"]), year, _weekday(said), said[0].strip())


@_says(
    rf"{WEEKDAY}(?<!las )(?<!at ){ALONE}(?!treinta y uno de )(?P<n>{DAY}) ?{SPAN} ?(?:el )?(?P<n2>{DAY}) (?:de |of )?(?P<m>{A_MONTH})\b\.?{YEAR}"
)
def _from_to(said: Said, calendar: Calendar) -> Meant | None:
    """From the ninth to the eleventh: "del 9 al 11 de diciembre" is a span of days; "9 y 10 de diciembre" are two."""
    month, year = _month_and_year(said, calendar)
    first = calendar.dated(words.day_number(said["n"]), month, year, _weekday(said), said[0].strip())
    last = calendar.dated(words.day_number(said["n2"]), month, year, None, said[0].strip())
    if not (first.days and last.days):
        return first if first.problem else last
    if said["join"].strip() in {"-", "al", "hasta el", "to", "through"} and first.days[0] < last.days[0]:
        return Meant(first.days, last=last.days[0])
    return Meant((*first.days, *last.days))


@_says(rf"{WEEKDAY}{ALONE}(?P<n>{DAY})(?: de | del | of |, ?|[ /-])(?P<m>{A_MONTH})\b\.?{YEAR}")
def _full(said: Said, calendar: Calendar) -> Meant | None:
    month, year = _month_and_year(said, calendar)
    return calendar.dated(words.day_number(said["n"]), month, year, _weekday(said), said[0].strip())


@_says(
    rf"{WEEKDAY}\b(?P<m>{words.FRONT_MONTH})\.? (?P<n>[0-9]{{1,2}}) ?(?P<join>-) ?(?P<n2>[0-9]{{1,2}})(?![0-9:]| ?(?:[ap]\.?m|h)\b){YEAR}"
)
def _english_span(said: Said, calendar: Calendar) -> Meant | None:
    return _from_to(said, calendar)


@_says(rf"{WEEKDAY}\b(?P<m>{words.FRONT_MONTH})\.? (?:the )?(?P<n>{DAY})(?![0-9:/]|h\b| ?[ap]\.?m\b){YEAR}")
def _english(said: Said, calendar: Calendar) -> Meant | None:
    return _full(said, calendar)


@_says(rf"{WEEKDAY}{ALONE}(?P<n>{DAY})(?: de| of)? (?P<m>[a-z]{{4,11}})\b{YEAR}")
def _misspelt(said: Said, calendar: Calendar) -> Meant | None:
    """As in "9 de febreo": read when the word is one slip away from one month only."""
    month = words.likely_month(said["m"])
    if month is None:
        return None
    return calendar.dated(words.day_number(said["n"]), month, _year(said, calendar), _weekday(said), said[0].strip())


@_says(
    rf"{THE}\b(?P<w>(?!mar\b){words.WEEKDAY})\.?,? (?:el |the |dia )*{ALONE}(?P<n>{DAY}){NOT_AN_HOUR}(?! (?:de|of) (?!este)[a-z])"
)
def _weekday_and_number(said: Said, calendar: Calendar) -> Meant | None:
    following = re.match(r" ([a-z]{5,11})\b", said.string[said.end() :])
    if following and words.resembles_a_month(following[1]):
        return None
    found = _weekday(said)
    assert found is not None
    return calendar.weekday_and_number(found, words.day_number(said["n"]), said[0].strip())


@_says(
    rf"(?:\b(?:el|the|al|del|on the) )?\b(?P<nth>{any_of(NTH)}) (?P<w>{words.WHOLE_WEEKDAY}) (?:de|del|of|in) {WHICH_MONTH}{YEAR}"
)
def _nth_weekday(said: Said, calendar: Calendar) -> Meant | None:
    month, year = _month_and_year(said, calendar)
    return calendar.nth_weekday(NTH[said["nth"]], WEEKDAYS[said["w"]], calendar.month_of(month, year))


@_says(
    rf"(?:\b(?:en|in) )?(?:\b(?:la|the) )?\b(?P<nth>{any_of(NTH)}) (?:semana|week) (?:de|del|of|in) {WHICH_MONTH}{YEAR}"
)
def _nth_week(said: Said, calendar: Calendar) -> Meant | None:
    month, year = _month_and_year(said, calendar)
    return calendar.nth_week(NTH[said["nth"]], calendar.month_of(month, year))


@_says(
    r"(?:\b(?:antes del?|before) )?(?:\b(?:a|al|the|para) )?\b(?:fin|final|end)(?: del?| of)? (?:(?:el|the) )?(?P<ano>ano|year)\b"
)
def _end_of_year(said: Said, calendar: Calendar) -> Meant | None:
    return calendar.last_day(calendar.today.replace(month=12, day=1))


@_says(rf"(?:\b(?:antes del?|before) )?(?:\b(?:a|al|the|para) )?\b(?:fin|final|end)(?: del?| of)? {WHICH_MONTH}{YEAR}")
def _end_of_month(said: Said, calendar: Calendar) -> Meant | None:
    month, year = _month_and_year(said, calendar)
    return calendar.last_day(calendar.month_of(month, year))


@_says(rf"(?:\bla )?(?<!primera )(?<!segunda )\bquincena (?:de|del) {WHICH_MONTH}{YEAR}")
def _fortnight(said: Said, calendar: Calendar) -> Meant | None:
    """The "quincena" of a month is its 15th, the day of pay."""
    month, year = _month_and_year(said, calendar)
    return calendar.dated(15, month, year, None, said[0].strip())


@_says(rf"{THE}\b(?P<w>{words.WHOLE_WEEKDAY})(?: de| of|,)? (?:la )?(?P<week>{NEXT_WEEK}|{THIS_WEEK})\b")
def _weekday_of_a_week(said: Said, calendar: Calendar) -> Meant | None:
    found = calendar.in_week(WEEKDAYS[said["w"]], 0 if re.fullmatch(THIS_WEEK, said["week"]) else 1)
    return calendar.after((found - calendar.today).days)


@_says(rf"(?:\bla )?\b(?P<week>{NEXT_WEEK}|{THIS_WEEK}),? (?:(?:el|on) )?(?P<w>{words.WHOLE_WEEKDAY})\b")
def _week_and_weekday(said: Said, calendar: Calendar) -> Meant | None:
    return _weekday_of_a_week(said, calendar)


@_says(rf"{THE}\b(?:proximo|next|siguiente) (?P<w>{words.WHOLE_WEEKDAY})\b")
def _next_weekday(said: Said, calendar: Calendar) -> Meant | None:
    return calendar.next_weekday(WEEKDAYS[said["w"]])


@_says(rf"{THE}\b(?P<w>{words.WHOLE_WEEKDAY}),? (?:que viene|proximo|siguiente|entrante)\b")
def _weekday_to_come(said: Said, calendar: Calendar) -> Meant | None:
    return calendar.next_weekday(WEEKDAYS[said["w"]])


@_says(rf"{THE}\b(?:last|pasado|ultimo) (?P<w>{words.WHOLE_WEEKDAY})\b")
def _last_weekday(said: Said, calendar: Calendar) -> Meant | None:
    return calendar.last_weekday(WEEKDAYS[said["w"]])


@_says(rf"{THE}\b(?P<w>{words.WHOLE_WEEKDAY}) (?:pasado|ultimo)\b")
def _weekday_gone(said: Said, calendar: Calendar) -> Meant | None:
    return calendar.last_weekday(WEEKDAYS[said["w"]])


@_says(rf"(?:\b(?:de|en|in|para) )?(?:\bla )?\b(?P<week>{NEXT_WEEK}|{THIS_WEEK})\b")
def _week(said: Said, calendar: Calendar) -> Meant | None:
    return calendar.week(calendar.in_week(0, 0 if re.fullmatch(THIS_WEEK, said["week"]) else 1))


@_says(rf"(?:\b(?:el|the|para) )?(?<!la )(?<!esta )\b(?P<r>{any_of(RELATIVE)})\b(?! en dia)")
def _relative(said: Said, calendar: Calendar) -> Meant | None:
    return calendar.after(RELATIVE[said["r"]])


@_says(
    rf"\b(?:en|dentro de|in) (?P<n>[0-9]{{1,3}}|{any_of(NUMBERS)}) (?P<unit>dias?|semanas?|mes(?:es)?|days?|weeks?|months?)\b"
    r"(?! (?:habil|util|laborabl|working))"
)
def _so_much_later(said: Said, calendar: Calendar) -> Meant | None:
    number = int(said["n"]) if said["n"].isdigit() else NUMBERS[said["n"]]
    if said["unit"].startswith("m"):
        return calendar.months_after(number)
    if said["unit"].startswith(("s", "w")):
        return calendar.after(7 * number)
    return calendar.after(*SEVERAL_MEANT.get(number, (number,)))


@_says(
    rf"{THE}(?<!los )(?<!cada )(?<!every )(?<!each )\b(?P<w>{words.WHOLE_WEEKDAY})\b(?!\.?,? (?:el |the |dia )*[0-9]{{1,2}}{NOT_AN_HOUR})"
)
def _weekday_alone(said: Said, calendar: Calendar) -> Meant | None:
    return calendar.weekday(WEEKDAYS[said["w"]])


@_says(rf"\b(?:el|del|al|dia|para el) (?:dia )?(?P<n>{DAY}){NOT_AN_HOUR}{ENDS_THERE}")
def _number(said: Said, calendar: Calendar) -> Meant | None:
    day = words.day_number(said["n"])
    return calendar.number(day) if day in DAYS else None


@_says(rf"\b(?:on )?the (?P<n>[0-9]{{1,2}}(?:st|nd|rd|th))\b{ENDS_THERE}")
def _ordinal(said: Said, calendar: Calendar) -> Meant | None:
    return _number(said, calendar)


def _weekday(said: Said) -> int | None:
    return WEEKDAYS[said["w"]] if said["w"] else None


def _month_and_year(said: Said, calendar: Calendar) -> tuple[int, int | None]:
    name = said["m"]
    if name in MONTHS:
        return MONTHS[name], _year(said, calendar)
    first = calendar.this_month(1 if re.fullmatch(words.NEXT_MONTH, name) else 0)
    return first.month, first.year


def _year(said: Said, calendar: Calendar) -> int | None:
    year = said["y"]
    if not year or year.isdigit():
        return int(year) if year else None
    return calendar.today.year + year.startswith(("proximo", "next"))
