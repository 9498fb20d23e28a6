"""Example papers for the rules of time: a meeting, its items, the offices; no database needed."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.duties import Duty, all_duties
from scheduler.law import Law
from scheduler.papers import MinutesFacts, Papers
from storage.agenda import AgendaItem
from storage.groups import Consultation, WorkingGroup
from storage.meetings import HELD, Meeting
from storage.membership import NETWORK, Membership
from storage.people import Office

LIMA = ZoneInfo("America/Lima")
COORDINATOR, SECRETARY, OIT_FOCAL, OIT_ALTERNATE, UNFPA_ALTERNATE, OCR_MEMBER = 1, 2, 3, 4, 5, 6
OIM, OIT, UNFPA, OCR = 1, 2, 3, 4


def lima(day: str, hour: str = "09:00:00") -> datetime:
    """A moment on the clock of Lima, aware."""
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), LIMA)


def meeting(code: str, kind: str, starts: datetime, convened: datetime, **more: Any) -> Meeting:
    """A convened meeting of an hour and a half."""
    given = {"id": 1, "network_id": 1, "title": f"Reunión {code}", "minutes": 90, **more}
    return Meeting(code=code, kind=kind, starts_at=starts, convened_at=convened, **given)


def held(code: str, kind: str, day: str, **more: Any) -> Meeting:
    """A meeting held on the day it was convened for, recorded at noon."""
    starts = lima(day, "10:00")
    facts = {"status": HELD, "held_on": date.fromisoformat(day), "held_recorded_at": lima(day, "12:00"), **more}
    return meeting(code, kind, starts, lima("2027-01-04"), **facts)


def item(organisation: int, kind: str = "inform", **more: Any) -> AgendaItem:
    """A proposed item of ten minutes."""
    given = {
        "meeting_id": 1,
        "minutes": 10,
        "position": 1,
        "received_at": lima("2027-01-22"),
        "title": "Un punto",
        **more,
    }
    return AgendaItem(network_id=1, organisation_id=organisation, kind=kind, **given)


def office(person: int, name: str, organisation: int, since: str = "2026-11-23", until: str | None = None) -> Office:
    """An office held from a day on."""
    ends = date.fromisoformat(until) if until else None
    return Office(
        network_id=1,
        person_id=person,
        office=name,
        organisation_id=organisation,
        since=date.fromisoformat(since),
        until=ends,
    )


OFFICES = (
    office(COORDINATOR, "coordination", OIM),
    office(SECRETARY, "secretariat", OIM),
    office(OIT_FOCAL, "focal_point", OIT),
    office(OIT_ALTERNATE, "alternate", OIT),
    office(UNFPA_ALTERNATE, "alternate", UNFPA),
    office(OCR_MEMBER, "executive", OCR),
)


def papers(
    *meetings: Meeting, minutes: MinutesFacts | None = None, items: tuple[AgendaItem, ...] = (), **more: Any
) -> Papers:
    """The papers of a network with these meetings; items and minutes belong to the first."""
    first = meetings[0].id if meetings else 0
    assert first is not None
    given: dict[str, Any] = {"opened_at": lima("2026-11-23"), "offices": OFFICES, **more}
    if items:
        given["items"] = {first: items}
        given.setdefault("answered", {first: {each.organisation_id: each.received_at for each in items}})
    if minutes is not None:
        given["minutes"] = {first: minutes}
    return Papers(1, meetings=meetings, organisations={OIM: "OIM", OIT: "OIT", UNFPA: "UNFPA", OCR: "OCR"}, **given)


def group(number: int = 1, **more: Any) -> WorkingGroup:
    """A working group at work until 23 April 2028."""
    given = {"status": "active", "ends_on": date(2028, 4, 23), "proposed_at": lima("2027-04-06"), **more}
    return WorkingGroup(id=number, network_id=1, name=f"Documentación {number}", objectives="Ordenar", **given)


def consultation(group_id: int = 1, about: str = "composition", **more: Any) -> Consultation:
    """E08: the round opened on 6 April 2027 at 11:00, open until 13 April at 17:00."""
    given = {"opened_at": lima("2027-04-06", "11:00"), "closes_at": lima("2027-04-13", "17:00"), **more}
    return Consultation(id=group_id, network_id=1, group_id=group_id, about=about, wording="Ordenar", **given)


def member(organisation: int) -> Membership:
    """A member of the network."""
    since = date(2026, 11, 23)
    return Membership(
        network_id=1, organisation_id=organisation, body=NETWORK, since=since, recorded_at=lima("2026-11-23")
    )  # fmt: skip


def the(name: str, on: Papers, law: Law, now: datetime, **narrowed: Any) -> Duty:
    """The one duty of that name."""
    (found,) = [
        duty for duty in all_duties(on, law, now)
        if duty.name == name and all(getattr(duty, key) == value for key, value in narrowed.items())
    ]  # fmt: skip
    return found


def names(on: Papers, law: Law, now: datetime) -> list[str]:
    """The duties that concern meetings, by name."""
    return sorted({duty.name for duty in all_duties(on, law, now) if "meeting" in duty.values})
