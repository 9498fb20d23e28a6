"""What each office would want to try first, as words one could type oneself."""

from collections.abc import Sequence
from datetime import date

from bot.language.catalogue import Words
from scheduler.workdays import WorkingDays
from storage.text import Text

MOST = 5
AHEAD = 22
"""Working days ahead for a meeting to propose: later than any notice or call needs."""


def suggestions(words: Words, offices: Sequence[str], day: date) -> list[str]:
    """Up to five things to say, the first of the strongest office's own."""
    office = next((name for name in offices if words.knows(f"page.suggest.{name}.1")), "")
    keys = [f"page.suggest.{office}.{number}" for number in range(1, MOST + 1)]
    return [words.say(Text(key, {"day": day})) for key in keys if words.knows(key)]


def a_day_to_meet(today: date, days: WorkingDays) -> date:
    """A working day far enough ahead to convene any meeting, not a Monday."""
    day = days.count(today, AHEAD)
    return day if day.weekday() else days.count(day, 1)
