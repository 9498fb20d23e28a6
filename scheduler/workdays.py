"""Counting working days, as the network counts them; pure.

The day of the act is day 0 and is not counted. An act after the close of business, or on a day
nobody works, has the next working day as its day 0. A period ends at the close of business of its last day.
"""

from collections.abc import Mapping
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SATURDAY = 5
FARTHEST = 4000
"""Days to look ahead before a calendar without working days is given up."""


class WorkingDays:
    """A calendar of Mondays to Fridays less the named days off."""

    def __init__(self, days_off: Mapping[date, str]) -> None:
        self.days_off = dict(days_off)

    def is_working(self, day: date) -> bool:
        """Whether people work that day."""
        return day.weekday() < SATURDAY and day not in self.days_off

    def holiday(self, day: date) -> str:
        """The name of the day off, or "" for an ordinary day (a plain weekend has no name)."""
        return self.days_off.get(day, "")

    def next_working(self, day: date) -> date:
        """That day if people work, else the first working day after it."""
        return self._step(day - ONE_DAY, ONE_DAY)

    def previous_working(self, day: date) -> date:
        """That day if people work, else the last working day before it."""
        return self._step(day + ONE_DAY, -ONE_DAY)

    def count(self, day: date, working_days: int) -> date:
        """So many working days after that day, or before it when negative; day 0 is not counted."""
        step = ONE_DAY if working_days > 0 else -ONE_DAY
        for _ in range(abs(working_days)):
            day = self._step(day, step)
        return day

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` comes first."""
        if end < start:
            return -self.between(end, start)
        days = (end - start).days
        return sum(self.is_working(start + timedelta(days=n)) for n in range(1, days + 1))

    def _step(self, day: date, step: timedelta) -> date:
        for _ in range(FARTHEST):
            day += step
            if self.is_working(day):
                return day
        raise ValueError(f"no working day within {FARTHEST} days of {day.isoformat()}")
