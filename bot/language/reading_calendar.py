"""Which day is meant: the parts of a date that were said become a day, several to choose from, or what is wrong."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from storage.text import Text, text

A_WEEK = timedelta(7)
DAYS, MONTHS = range(1, 32), range(1, 13)
SOON = 92
"""A weekday and a day of the month ("jueves 3") that agree only later than this many days are asked about."""
ALMOST_A_YEAR = 300
"""A date without its year that would wait longer than this many days has probably just passed: it is asked about."""
NEAR_AT_MOST = 4


@dataclass(frozen=True, slots=True)
class Meant:
    """One day is certain, several are to be chosen from; `last` ends a span of days; a problem has days near it."""

    days: tuple[date, ...] = ()
    last: date | None = None
    problem: Text | None = None
    near: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days as seen from today. `around`: every day that can be meant, past ones too, and nothing is a problem."""

    today: date
    around: bool = False

    def dated(self, day: int, month: int, year: int | None, weekday: int | None, said: str) -> Meant:
        """A day of a month, perhaps with its year and weekday, which must agree with it."""
        if month not in MONTHS or day not in DAYS:
            swapped = self.dated(month, day, year, None, said).days if month in DAYS and day in MONTHS else ()
            return Meant(problem=text("date.no_such", said=said), near=swapped)
        if self.around:
            years = (year,) if year else (self.today.year - 1, self.today.year, self.today.year + 1)
            return Meant(tuple(date(each, month, day) for each in years if day <= monthrange(each, month)[1]))
        wanted = year or self._coming_year(day, month)
        if day > monthrange(wanted, month)[1]:
            return self._too_long(day, month, wanted, weekday, open_year=year is None)
        found = date(wanted, month, day)
        if weekday is not None and found.weekday() != weekday:
            return self._other_weekday(found, weekday, guessed=year is None)
        return self._not_past(found, guessed=year is None)

    def weekday_and_number(self, weekday: int, day: int, said: str) -> Meant:
        """A weekday and a day of the month: the next month in which they agree."""
        if day not in DAYS:
            return Meant(problem=text("date.no_such", said=said))
        months = range(-12, 13) if self.around else range(13)
        numbered = [found for found in (self._in_month(step, day) for step in months) if found is not None]
        if self.around:
            return Meant(tuple(found for found in numbered if found.weekday() == weekday))
        coming = [found for found in numbered if found >= self.today]
        agreeing = [found for found in coming if found.weekday() == weekday]
        if agreeing and (agreeing[0] - self.today).days <= SOON:
            return Meant((agreeing[0],))
        near = {*agreeing[:1], coming[0], *_same_weekday_around(coming[0], weekday)}
        said_day = _same_weekday_around(self.today, weekday)[1]
        problem = text("date.weekday_far", weekday=said_day, said=day)
        return Meant(problem=problem, near=self._coming(near))

    def number(self, day: int) -> Meant:
        """A day of the month alone: the next one."""
        if self.around:
            return Meant(tuple(found for step in (-1, 0, 1) if (found := self._in_month(step, day))))
        step = 0 if day >= self.today.day else 1
        found = self._in_month(step, day)
        if found is not None:
            return Meant((found,))
        first = self._month(step)
        return self._too_long(day, first.month, first.year, None, open_year=False)

    def weekday(self, weekday: int) -> Meant:
        """A weekday alone: the first one to come; if it is today's, today or in a week."""
        first = self.today + timedelta((weekday - self.today.weekday()) % 7)
        if self.around:
            return Meant((first - A_WEEK, first))
        return Meant((first, first + A_WEEK) if first == self.today else (first,))

    def next_weekday(self, weekday: int) -> Meant:
        """Next Tuesday: the first to come or the one of next week; two days when these differ."""
        first = self.today + timedelta((weekday - self.today.weekday() - 1) % 7 + 1)
        return Meant(tuple(sorted({first, self.in_week(weekday, 1)})))

    def last_weekday(self, weekday: int) -> Meant:
        """Last Tuesday: past, so only of use to find something that was."""
        found = self.today - timedelta((self.today.weekday() - weekday - 1) % 7 + 1)
        return self._or_past(found)

    def in_week(self, weekday: int, weeks: int) -> date:
        """That weekday of this week (0) or of a later one."""
        return self.today - timedelta(self.today.weekday()) + A_WEEK * weeks + timedelta(weekday)

    def week(self, monday: date) -> Meant:
        """The working days of a week that are still to come."""
        friday = monday + timedelta(4)
        if friday < self.today and not self.around:
            return Meant(problem=text("date.past", day=friday))
        return Meant((monday if self.around else max(monday, self.today),), last=friday)

    def nth_weekday(self, nth: int, weekday: int, month: date) -> Meant:
        """The first, second ... last such weekday of a month."""
        found = _nth(nth, weekday, month)
        return self._or_past(found)

    def nth_week(self, nth: int, month: date) -> Meant:
        """The first, second ... last week of a month; a week belongs to the month of its Monday."""
        return self.week(_nth(nth, 0, month))

    def last_day(self, month: date) -> Meant:
        """The last day of a month."""
        return Meant((month + relativedelta(day=31),))

    def after(self, *choices: int) -> Meant:
        """So many days from today; several numbers where the words can mean several."""
        days = tuple(self.today + timedelta(days) for days in choices)
        return Meant(days) if len(days) > 1 else self._or_past(days[0])

    def months_after(self, months: int) -> Meant:
        """The same day so many months from now, or the last day of that month."""
        return Meant((self.today + relativedelta(months=months),))

    def month_of(self, month: int, year: int | None) -> date:
        """The first day of that month: of that year, else the one that is not over yet."""
        return date(year or self.today.year + (month < self.today.month), month, 1)

    def this_month(self, step: int = 0) -> date:
        """The first day of this month or of one so many later."""
        return self._month(step)

    def _month(self, step: int) -> date:
        return self.today + relativedelta(months=step, day=1)

    def _in_month(self, step: int, day: int) -> date | None:
        first = self._month(step)
        return first.replace(day=day) if day <= monthrange(first.year, first.month)[1] else None

    def _coming_year(self, day: int, month: int) -> int:
        return self.today.year + ((month, day) < (self.today.month, self.today.day))

    def _or_past(self, found: date) -> Meant:
        return Meant((found,)) if self.around or found >= self.today else Meant(problem=text("date.past", day=found))

    def _not_past(self, found: date, *, guessed: bool) -> Meant:
        if found < self.today:
            return Meant(problem=text("date.past", day=found), near=self._same_day_later(found))
        if guessed and (found - self.today).days > ALMOST_A_YEAR:
            before = _year_of(found, found.year - 1)
            return Meant(problem=text("date.past", day=before or found), near=(found,))
        return Meant((found,))

    def _same_day_later(self, found: date) -> tuple[date, ...]:
        later = (_year_of(found, self.today.year), _year_of(found, self.today.year + 1))
        return tuple(day for day in later if day is not None and day >= self.today)[:1]

    def _too_long(self, day: int, month: int, year: int, weekday: int | None, *, open_year: bool) -> Meant:
        """A day the month does not have: its last day, the day after it, and the weekday that was said nearby."""
        last = date(year, month, monthrange(year, month)[1])
        near = {last, last + timedelta(1)}
        if weekday is not None:
            near |= set(_same_weekday_around(last + timedelta(day - last.day), weekday))
        if (day, month) == (29, 2) and open_year:
            near.add(next(leap for ahead in range(1, 9) if (leap := _year_of(date(2000, 2, 29), year + ahead))))
        return Meant(problem=text("date.month_ends", said=day, last=last), near=self._coming(near))

    def _other_weekday(self, found: date, weekday: int, *, guessed: bool) -> Meant:
        before = _year_of(found, found.year - 1)
        if guessed and before is not None and before.weekday() == weekday and found > self.today:
            return Meant(problem=text("date.past", day=before), near=(found,))
        if found < self.today:
            return Meant(problem=text("date.past", day=found), near=self._same_day_later(found))
        earlier, later = _same_weekday_around(found, weekday)
        problem = text("date.weekday_differs", day=found, said=later)
        return Meant(problem=problem, near=self._coming({found, earlier, later}))

    def _coming(self, days: set[date]) -> tuple[date, ...]:
        return tuple(sorted(day for day in days if day >= self.today))[:NEAR_AT_MOST]


def _same_weekday_around(day: date, weekday: int) -> tuple[date, date]:
    """The nearest such weekdays on both sides of a day (both the day itself when it is one)."""
    after = day + timedelta((weekday - day.weekday()) % 7)
    return (after if after == day else after - A_WEEK), after


def _nth(nth: int, weekday: int, month: date) -> date:
    if nth < 0:
        last = month.replace(day=monthrange(month.year, month.month)[1])
        return last - timedelta((last.weekday() - weekday) % 7)
    return month + timedelta((weekday - month.weekday()) % 7) + A_WEEK * (nth - 1)


def _year_of(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None
