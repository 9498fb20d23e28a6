"""What the charter asks once a calendar year: a plenary with the annual balance, a meeting of the Committee."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from scheduler.duty import NO_LADDER, Duty
from scheduler.law import Law
from scheduler.papers import Papers
from storage.charter import Term
from storage.meetings import CANCELLED, CONVENED, HELD, Meeting

DATES_OFFERED = 3
SOONEST = 2
"""Working days ahead below which no date is offered at all."""
MEETING_DAYS = (1, 2, 3)
"""Tuesday, Wednesday, Thursday."""


def plenary_yearly(year: int, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """The Network meets at least once each calendar year, with the annual balance among its items; only a meeting held counts."""

    def with_balance(meeting: Meeting) -> bool:
        return any(item.balance for item in papers.items.get(meeting.id or 0, ()))

    held = [meeting for meeting in _held(papers, law, "plenary", year) if with_balance(meeting)]
    return _yearly("plenary", "plenary.yearly", "plenary.alert", year, held, papers, law, now)


def executive_yearly(year: int, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """The Executive Committee meets at least once each calendar year; only a meeting held counts."""
    held = _held(papers, law, "executive", year)
    return _yearly("executive", "executive.yearly", "executive.alert", year, held, papers, law, now)


def yearly_duties(papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """The yearly duties of last year (if the network was open), this year and the next."""
    this = law.day_of(now).year
    opened = law.day_of(papers.opened_at).year
    years = [year for year in (this - 1, this, this + 1) if year >= opened]
    return [
        duty for year in years for rule in (plenary_yearly, executive_yearly) for duty in rule(year, papers, law, now)
    ]


def _yearly(
    kind: str, name: str, alert_name: str, year: int, held: list[Meeting], papers: Papers, law: Law, now: datetime
) -> list[Duty]:
    began = date(year, 1, 1)
    if name not in law.charter.terms:
        return []
    term = law.term(name, began)
    alert = law.term(alert_name, began) if alert_name in law.charter.terms else term
    ahead = [m for m in _of_year(papers, law, kind, year) if m.status == CONVENED and m.ends_at > now]
    done = min((_held_at(meeting, law) for meeting in held), default=None)
    return [
        Duty(
            name, str(year), law.end_of(_due(term, alert, year), began), (term.owner or alert.owner or "coordination",),
            done=done, opens=law.at(began, law.charter.opens), void=_over(year, law, now) if done is None else "",
            began=began, ladder=alert.ladder if term.ladder == NO_LADDER else term.ladder, alerts=_alerts(alert, year, kind, papers, law), ahead=ahead[0].code if ahead else "",
            values={"year": str(year), "kind": kind},
        )
    ]  # fmt: skip


def _due(term: Term, alert: Term, year: int) -> date:
    """The day the network has set itself; without one, the last of the calendar year."""
    month, day = alert.day or term.day or (12, 31)
    return date(year, month, day)


def _over(year: int, law: Law, now: datetime) -> str:
    """A calendar year that has ended cannot be met any more."""
    return "year_over" if law.day_of(now).year > year else ""


def _alerts(alert: Term, year: int, kind: str, papers: Papers, law: Law) -> tuple[tuple[str, datetime], ...]:
    """Amber and red; a network opened, or a meeting cancelled, after that day is told then instead."""
    cancelled = [m.cancelled_at for m in _of_year(papers, law, kind, year) if m.status == CANCELLED and m.cancelled_at]
    from_when = max([papers.opened_at, *cancelled])
    named = (("amber", alert.amber), ("red", alert.red))
    days = [(name, law.days.next_working(date(year, *when))) for name, when in named if when is not None]
    return tuple((name, max(law.morning_of(day), from_when)) for name, day in days)


def _of_year(papers: Papers, law: Law, kind: str, year: int) -> Iterator[Meeting]:
    for meeting in papers.meetings:
        day = meeting.held_on or law.day_of(meeting.starts_at)
        if meeting.kind == kind and day.year == year:
            yield meeting


def _held(papers: Papers, law: Law, kind: str, year: int) -> list[Meeting]:
    return [meeting for meeting in _of_year(papers, law, kind, year) if meeting.status == HELD and meeting.held_on]


def _held_at(meeting: Meeting, law: Law) -> datetime:
    """The fact is the day it was held, however late somebody records it."""
    assert meeting.held_on is not None
    end = law.end_of(meeting.held_on)
    return min(end, meeting.held_recorded_at) if meeting.held_recorded_at else end


def possible_dates(kind: str, due: datetime, papers: Papers, law: Law, now: datetime) -> tuple[date, ...]:
    """Three days on which the meeting could still be convened: Tuesdays to Thursdays that people work and that are free.

    They keep the notice the charter asks and the duty's day; failing that the calendar year; failing
    that they come with short notice, for the coordinator to judge.
    """
    last = law.day_of(due)
    earliest, end_of_year = with_notice(kind, law, now), date(last.year, 12, 31)
    soonest = law.days.count(law.day_zero(now), SOONEST)
    taken = {law.day_of(meeting.starts_at) for meeting in papers.meetings if meeting.status == CONVENED}
    for first, final in ((earliest, last), (earliest, end_of_year), (soonest, last), (soonest, end_of_year)):
        days = [day for day in _days(first, final) if day.weekday() in MEETING_DAYS and law.days.is_working(day)]
        if free := [day for day in days if day not in taken]:
            return _spread(free)
    return ()


def with_notice(kind: str, law: Law, now: datetime) -> date:
    """The first day for which the notice the charter asks can still be kept."""
    days = law.term("meeting.notice").by_meeting.get(kind, 0) if "meeting.notice" in law.charter.terms else 0
    return law.days.count(law.day_zero(now), abs(days))


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _spread(days: list[date]) -> tuple[date, ...]:
    """The first, and two more that lie apart, so that a busy week does not take all."""
    if len(days) <= DATES_OFFERED:
        return tuple(days)
    step = min((len(days) - 1) // (DATES_OFFERED - 1), 6)
    return tuple(days[place * step] for place in range(DATES_OFFERED))
