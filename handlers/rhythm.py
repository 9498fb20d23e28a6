"""After an agreement on how often technical meetings take place: the next dates, for the secretariat to convene (ToR 7)."""

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from handlers import typed
from handlers.desk import Desk
from handlers.reply import Button, Buttons, Paragraph, Part, text

MOST = 3
"""The next ones, of the same year."""
EVERY = (
    (re.compile(r"\b(?:cada|every)\s(?:dos|2|two) (?:mes(?:es)?|months?)\b|\bbimestral|\bcada\sbimestre\b"), 2),
    (re.compile(r"\b(?:cada|every)\s(?:tres|3|three) (?:mes(?:es)?|months?)\b|\btrimestral|\bquarterly\b|\bcada\strimestre\b"), 3),
    (re.compile(r"\b(?:cada|every)\s(?:mes|month)\b|(?<!bi)(?:mensual|monthly)|\buna\svez\sal\smes\b"), 1),
    (re.compile(r"\b(?:cada|every)\s(?:seis|6|six) (?:mes(?:es)?|months?)\b|\bsemestral|\bcada\ssemestre\b"), 6),
)  # fmt: skip
"""How an agreement says it, and how many months that is. Anything else is not guessed."""


def next_dates(desk: Desk, words: str, held: date) -> list[date]:
    """So many months apart until the year's end: the same weekday of the month, or the next working day."""
    plain = typed.plain(words)
    months = next((number for said, number in EVERY if said.search(plain)), 0)
    if not months:
        return []
    firsts = [held.replace(day=1) + relativedelta(months=months * times) for times in range(1, MOST + 1)]
    days = [desk.law.days.next_working(_same_weekday(first, held)) for first in firsts if first.year == held.year]
    return [day for day in days if day > desk.today]


def offered(desk: Desk, words: str, held: date) -> tuple[Part, ...]:
    """A press for each date; every one opens the ordinary convocation, filled."""
    days = next_dates(desk, words, held)
    if not days:
        return ()
    presses = tuple(
        Button(
            text("rhythm.button", day=day), "meetings.convene", {"kind": "technical", "date": day.isoformat()},
            opens_form=True,
        )
        for day in days
    )  # fmt: skip
    number = desk.law.charter.clauses["7.technical"].number
    return (Paragraph(text("rhythm.next", number=number, count=len(days))), Buttons(presses))


def _same_weekday(first: date, like: date) -> date:
    """The second Tuesday of one month for the second Tuesday of another; the last one where there is no fifth."""
    nth = (like.day - 1) // 7
    day = first + timedelta(days=(like.weekday() - first.weekday()) % 7 + 7 * nth)
    return day if day.month == first.month else day - timedelta(days=7)
