"""Every date that a meeting sets in motion, and what stands against its hour; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers import agenda_dates
from handlers.agenda_dates import CALL, CIRCULATION, CLOSE, DOCUMENTS, source
from handlers.reply import Text, text
from scheduler.law import Law
from storage.meetings import Meeting

AGENDA = (CALL, CLOSE, CIRCULATION, DOCUMENTS)
GOVERNMENT, HIGH_LEVEL, STAKEHOLDER = "invitation.government", "invitation.high_level", "invitation.stakeholder"
NOTICE = "meeting.notice"
HOLIDAY, WEEKEND, STATE_HOLIDAY, HOURS, SHORT_NOTICE = "holiday", "weekend", "state_holiday", "hours", "short_notice"
OVERLAP, YEAR_END, NEXT_YEAR = "overlap", "year_end", "next_year"


@dataclass(frozen=True, slots=True)
class Computed:
    """A date that follows from the meeting's: the charter's term, its day, the moment it means, and whether it is gone."""

    term: str
    day: date
    at: datetime
    gone: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """What stands against a meeting's hour, and where that comes from.

    One that `blocks` is confirmed only by whoever may make exceptions, with a reason; the others are said.
    """

    name: str
    words: Text
    source: Text
    blocks: bool = True


@dataclass(frozen=True, slots=True)
class Twice:
    """Another meeting at an overlapping time, and who is convened to both."""

    meeting: Meeting
    names: tuple[str, ...]


def computed(law: Law, meeting: Meeting, now: datetime) -> list[Computed]:
    """The dates of the agenda and the last days for inviting, soonest first; terms that do not bind the kind are left out."""
    days = [(term, agenda_dates.day_for(law, meeting, term)) for term in AGENDA]
    days += [(term, invites_until(law, meeting, term)) for term in (GOVERNMENT, HIGH_LEVEL, STAKEHOLDER)]
    found = [_computed(law, meeting, term, day, now) for term, day in days if day is not None]
    return sorted(found, key=lambda each: (each.at, each.term))


def _computed(law: Law, meeting: Meeting, term: str, day: date, now: datetime) -> Computed:
    at = law.morning_of(day) if term == CALL else agenda_dates.end_of(law, meeting, day)
    return Computed(term, day, at, at < now)


def invites_until(law: Law, meeting: Meeting, term: str) -> date | None:
    """The last day on which guests are invited. For the Government its own working days count; we send it on one of ours."""
    days = law.term(term, law.day_of(meeting.convened_at)).working_days
    if days is None:
        return None
    calendar = law.days if term == STAKEHOLDER else law.government_days
    return law.days.previous_working(calendar.count(law.day_of(meeting.starts_at), -abs(days)))


def calls_at_once(law: Law, meeting: Meeting, now: datetime) -> bool:
    """Whether the day of the call has come when the meeting is convened: then the convocation carries the call."""
    day, closes = agenda_dates.day_for(law, meeting, CALL), agenda_dates.closes(law, meeting)
    return day is not None and day <= law.day_of(now) and closes is not None and closes > now


def conflicts(law: Law, meeting: Meeting, now: datetime, calendar: str, twice: Sequence[Twice] = ()) -> list[Conflict]:
    """What stands against the hour: the day itself, the office hours, the notice, people convened twice, the year's end.

    `calendar` names the charter's calendar in which that day is off.
    """
    return [
        *_of_the_day(law, meeting, calendar),
        *_of_the_hours(law, meeting),
        *_of_the_notice(law, meeting, now),
        *(_overlap(law, each) for each in twice),
        *_of_the_year(law, meeting),
    ]


def _of_the_day(law: Law, meeting: Meeting, calendar: str) -> list[Conflict]:
    day = law.day_of(meeting.starts_at)
    rule = law.charter.calendars[calendar]
    number = law.charter.clauses[rule.clause].number
    why = text("source.setting", name=text(f"calendar.{calendar}"), clause=number)
    if law.days.is_working(day):
        state = law.government_days.holiday(day)
        return (
            [Conflict(STATE_HOLIDAY, text("conflict.state_holiday", day=day, name=state), why, False)] if state else []
        )
    name = law.days.holiday(day)
    nearest = [law.days.previous_working(day), law.days.next_working(day)]
    if name:
        return [Conflict(HOLIDAY, text("conflict.holiday", day=day, name=name, nearest=nearest), why)]
    return [Conflict(WEEKEND, text("conflict.weekend", day=day, nearest=nearest), why)]


def _of_the_hours(law: Law, meeting: Meeting) -> list[Conflict]:
    begins, ends = law.local(meeting.starts_at), law.local(meeting.ends_at)
    opens, closes = law.office_hours(begins.date())
    early = begins.time() < opens
    if not early and ends.date() == begins.date() and ends.time() <= closes:
        return []
    gaps = {"begins": meeting.starts_at, "ends": meeting.ends_at, "opens": opens, "closes": closes}
    return [Conflict(HOURS, Text("conflict.hours", gaps), source(law, "hours.opens" if early else "hours.closes"))]


def _of_the_notice(law: Law, meeting: Meeting, now: datetime) -> list[Conflict]:
    least = law.term(NOTICE, law.day_of(now)).by_meeting.get(meeting.kind, 0)
    given = law.days.between(law.day_zero(now), law.day_of(meeting.starts_at))
    if given >= least:
        return []
    kind, earliest = text(f"meeting_kind.{meeting.kind}"), law.days.count(law.day_zero(now), least)
    words = text("conflict.short_notice", count=max(given, 0), least=least, kind=kind, earliest=earliest)
    return [Conflict(SHORT_NOTICE, words, source(law, NOTICE))]


def _overlap(law: Law, twice: Twice) -> Conflict:
    clause = law.charter.clauses[law.term(NOTICE).clause]
    other = twice.meeting
    words = text(
        "conflict.overlap", meeting=other.code, title=other.title, begins=other.starts_at, ends=other.ends_at,
        count=len(twice.names), names=list(twice.names),
    )  # fmt: skip
    return Conflict(OVERLAP, words, text("source.clause", number=clause.number, words=clause.words))


def _of_the_year(law: Law, meeting: Meeting) -> list[Conflict]:
    """A yearly meeting after the day that the network has set itself for it; the calendar year still has it."""
    name, day = f"{meeting.kind}.alert", law.day_of(meeting.starts_at)
    last = law.term(name, law.day_of(meeting.convened_at)).day if name in law.charter.terms else None
    if last is None or day <= date(day.year, *last):
        return []
    words = text("conflict.year_end", last=date(day.year, *last), kind=text(f"meeting_kind.{meeting.kind}"))
    return [Conflict(YEAR_END, words, source(law, name), blocks=False)]
