"""The secretariat's line of the day, asked for by the clock each working day (ToR 5.1, a setting)."""

from datetime import datetime, timedelta

from scheduler.duty import Duty
from scheduler.law import Law
from scheduler.papers import Papers

HOUR = "hours.daily_line"


def daily_line(papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Today's line, and the next one. A day on which the clock stood still gets none: yesterday's figures help nobody."""
    today = law.days.next_working(law.day_of(now))
    days = (today, law.days.next_working(today + timedelta(days=1)))
    found = []
    for day in days:
        hour = law.term(HOUR, day).at
        assert hour is not None
        at = law.at(day, hour)
        if at <= papers.opened_at:
            continue  # the house was opened later that day
        found.append(Duty(HOUR, day.isoformat(), at, (), then="network.daily_line", began=day))
    return found
