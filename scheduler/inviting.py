"""Until when somebody can be invited to speak at a meeting: pure (ToR 5; the days are settings)."""

from datetime import date, datetime

from scheduler.law import Law
from storage.directory import GOVERNMENT, HIGH

FOR_GOVERNMENT, FOR_HIGH_LEVEL, FOR_STAKEHOLDERS = (
    "invitation.government",
    "invitation.high_level",
    "invitation.stakeholder",
)


def setting_for(category: str, level: str) -> str:
    """The setting that counts: high level before everything else."""
    if level == HIGH:
        return FOR_HIGH_LEVEL
    return FOR_GOVERNMENT if category == GOVERNMENT else FOR_STAKEHOLDERS


def last_day(law: Law, setting: str, starts_at: datetime, convened_at: datetime) -> date:
    """So many working days before the meeting; a day off added since it was convened brings nothing forward."""
    day = law.day_of(starts_at)
    number = law.term(setting, law.day_of(convened_at)).working_days
    assert number is not None
    return law.days_before(day, number, convened_at)


def days_left(law: Law, last: date, now: datetime) -> int:
    """Working days from now to the last one; 0 on that day itself, -1 once its close of business passed."""
    if now > law.end_of(last):
        return -1
    return max(0, law.days.between(law.day_of(now), last))
