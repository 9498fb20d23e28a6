"""The law in force: the charter with the days and settings the network itself has changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

import holidays
from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from scheduler.workdays import WorkingDays
from storage import networks
from storage.charter import SETTING, Charter, Term
from storage.charter_terms import changed as with_change
from storage.networks import ChangedSetting

YEARS_AHEAD, YEARS_BACK = 4, 3


@dataclass(frozen=True, slots=True)
class Law:
    """What a rule may ask: the charter's terms as of a day, the calendars, the zone."""

    charter: Charter
    zone: ZoneInfo
    days: WorkingDays
    """The network's working days."""
    government_days: WorkingDays
    """The State's working days: for deadlines of ministries only."""
    changed: tuple[tuple[str, date, Mapping[str, object], str], ...] = ()
    """(term, since, new values, decision), oldest first."""
    today: date | None = None
    """The day this law was looked up."""
    added: Mapping[date, datetime] = field(default_factory=lambda: MappingProxyType({}))
    """The network's days off that the secretariat added itself, and when."""

    def term(self, name: str, on: date | None = None) -> Term:
        """The term as it stood that day, or stands today; duties are judged by the rule of their day."""
        term, day = self.charter.terms[name], on or self.today
        for changed, since, values, decision in self.changed:
            if changed == name and term.source == SETTING and (day is None or since <= day):
                term = with_change(term, values, since, decision)
        return term

    def to_come(self, name: str) -> list[Term]:
        """The term as decided changes will make it after today, soonest first."""
        ahead = {
            since for changed, since, _, _ in self.changed if changed == name and self.today and since > self.today
        }
        return [self.term(name, since) for since in sorted(ahead)]

    def local(self, moment: datetime) -> datetime:
        """That moment on the network's own clock."""
        return moment.astimezone(self.zone)

    def day_of(self, moment: datetime) -> date:
        """The calendar day of that moment where the network is."""
        return self.local(moment).date()

    def at(self, day: date, hour: time) -> datetime:
        """That hour of that day where the network is, in UTC."""
        return datetime.combine(day, hour, self.zone).astimezone(UTC)

    def end_of(self, day: date, began: date | None = None) -> datetime:
        """The close of business of that day: a period ends then, at the hour that held when it began."""
        return self.at(day, self._hour("hours.close_of_business", began or day))

    def days_before(self, day: date, working_days: int, announced: datetime) -> date:
        """So many working days before that day, as they were counted when it was announced.

        A day off added since brings nothing forward; a deadline that falls on one waits for the next working day.
        """
        since = {off for off, added_at in self.added.items() if added_at > announced}
        known = self.days
        if since:
            known = WorkingDays({off: name for off, name in self.days.days_off.items() if off not in since})
        return self.days.next_working(known.count(day, -abs(working_days)))

    def morning_of(self, day: date) -> datetime:
        """The hour at which the day's notices go out."""
        return self.at(day, self._hour("hours.notices", day))

    def day_zero(self, moment: datetime) -> date:
        """The day an act counts from: later than the close of business means the next working day."""
        local = self.local(moment)
        day = local.date()
        if local.time().replace(tzinfo=None) > self._hour("hours.close_of_business", day):
            day = self.days.count(day, 1)
        return self.days.next_working(day)

    def office_hours(self, day: date) -> tuple[time, time]:
        """From when until when people may be written to that day."""
        return self._hour("hours.opens", day), self._hour("hours.closes", day)

    def _hour(self, name: str, day: date) -> time:
        hour = self.term(name, day).at
        assert hour is not None
        return hour


def in_force(session: Session, network_id: int, charter: Charter, now: datetime) -> Law:
    """The law of a network at this moment, with the secretariat's extra days and changed settings."""
    today = now.astimezone(ZoneInfo(charter.zone)).date()
    known: dict[tuple[int, date], Law] = session.info.setdefault(networks.LAW, {})
    if (network_id, today) not in known:
        known[network_id, today] = _read(session, network_id, charter, today)
    return known[network_id, today]


def _read(session: Session, network_id: int, charter: Charter, today: date) -> Law:
    added: dict[str, dict[date, str]] = {}
    extra = networks.extra_days(session, network_id)
    for row in extra:
        added.setdefault(row.calendar, {})[row.day] = row.name
    rows = session.exec(_CHANGED, params={"network": network_id})
    changed = tuple((row.name, row.since, row.value, row.decision) for row in rows)
    ours, theirs = (_days(charter, today.year, whose, added) for whose in ("network", "government"))
    before = _days(charter, today.year, "network", {})
    named = [row for row in extra if "network" in charter.calendars[row.calendar].counts_for]
    since = {row.day: row.added_at for row in named if before.is_working(row.day)}
    return Law(charter, ZoneInfo(charter.zone), ours, theirs, changed, today, since)


_CHANGED = (
    select(ChangedSetting)
    .where(ChangedSetting.network_id == bindparam("network"))
    .order_by(col(ChangedSetting.since), col(ChangedSetting.id))
)
"""Written out once: it is asked with every request."""


def of_charter(charter: Charter, year: int) -> Law:
    """The law as the charter alone has it, around that year: for rules and tests without records."""
    ours, theirs = (_days(charter, year, whose, {}) for whose in ("network", "government"))
    return Law(charter, ZoneInfo(charter.zone), ours, theirs)


def _days(charter: Charter, year: int, whose: str, added: Mapping[str, Mapping[date, str]]) -> WorkingDays:
    days: dict[date, str] = {}
    for rule in charter.calendars.values():
        if whose in rule.counts_for:
            if rule.country:
                days |= _national(rule.country, charter.language, year)
            days |= rule.days
            days |= added.get(rule.name, {})
    return WorkingDays(days)


@lru_cache(maxsize=32)
def _national(country: str, language: str, year: int) -> dict[date, str]:
    years = range(year - YEARS_BACK, year + YEARS_AHEAD + 1)
    found = holidays.country_holidays(country, years=years, language=language)
    return dict(found.items())
