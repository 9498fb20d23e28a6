"""When people may be written to (ToR 2; all of it settings): office hours, one gathering a day, exceptions by name; pure."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from scheduler.law import Law

AT_ONCE, BUDGET = "messages.at_once", "messages.budget"
OWN = ("reply.card", "alerts.allowed", "alerts.by_mail")
"""Answers to one's own acts: they come at once, and are none of the week's messages."""
TOGETHER = ("decision", "absent.answer", "circulation.adopted")
"""What is told of the Committee's decisions: one act often settles two, and their reader gets one message."""
TOO_SOON = timedelta(hours=24)
"""What begins so soon after the next opening is told at any hour: a meeting cancelled in the evening before."""


def open_from(law: Law, moment: datetime) -> datetime:
    """That moment, when it lies in the office hours of a working day; else the next opening."""
    day = law.day_of(moment)
    opens, closes = law.office_hours(day)
    if law.days.is_working(day) and moment <= law.at(day, closes):
        return max(moment, law.at(day, opens))
    following = law.days.next_working(day + timedelta(days=1))
    return law.at(following, law.office_hours(following)[0])


def next_gathering(law: Law, moment: datetime) -> datetime:
    """The next hour of the day's notices, at that moment or after it."""
    at = law.morning_of(law.days.next_working(law.day_of(moment)))
    return at if at >= moment else law.morning_of(law.days.next_working(law.day_of(at) + timedelta(days=1)))


def first_gathering_after_this_week(law: Law, moment: datetime) -> datetime:
    """The morning of the first working day of the week that follows."""
    return law.morning_of(law.days.next_working(week_of(law, moment) + timedelta(days=7)))


def week_of(law: Law, moment: datetime) -> date:
    """The Monday of that moment's week where the network is."""
    day = law.day_of(moment)
    return day - timedelta(days=day.weekday())


def goes_at_once(law: Law, notice: str) -> bool:
    """Whether the charter names it as one that does not wait for the day's gathering: it starts a period, or changes a date."""
    return _among(law.term(AT_ONCE).names, notice)


def _among(names: Iterable[str], notice: str) -> bool:
    return any(notice == name or notice.startswith(f"{name}.") for name in names)


def counts(law: Law, notice: str) -> bool:
    """Whether an exception is one of the week's messages: all but answers to one's own acts."""
    return notice not in OWN and goes_at_once(law, notice)


def cannot_wait(law: Law, values: Mapping[str, Any], moment: datetime) -> bool:
    """Whether what it tells of begins before people could act on it after the next opening."""
    moments = (values.get("when"), values.get("before"))
    opening = open_from(law, moment)
    return any(isinstance(each, datetime) and moment <= each < opening + TOO_SOON for each in moments)


def moment_for(
    law: Law, notice: str, values: Mapping[str, Any], moment: datetime, *, letter: bool
) -> tuple[datetime, bool]:
    """When a notice to somebody else leaves, and whether it is held until then, to be gathered with what leaves at that moment.

    Letters and what goes to the room are not gathered: they only keep office hours. Nor is what falls due on the
    day of the next gathering or before it: whoever is to do it would hear too late.
    """
    if letter or goes_at_once(law, notice):
        leaves = moment if cannot_wait(law, values, moment) else open_from(law, moment)
        return leaves, not letter and _among(TOGETHER, notice)
    gathering = next_gathering(law, moment)
    if _due_by(law, values, gathering):
        return open_from(law, moment), False
    return gathering, True


def _due_by(law: Law, values: Mapping[str, Any], gathering: datetime) -> bool:
    due = values.get("due")
    day = law.day_of(due) if isinstance(due, datetime) else due
    return isinstance(day, date) and day <= law.day_of(gathering)
