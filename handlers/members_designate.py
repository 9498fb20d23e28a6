"""Each member designates an official focal point and an alternate; a seat of the Committee its head (ToR 5).

Whoever is designated takes the place of whoever held the office: that office ends the day before.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from handlers import finding, meeting_notices, members_brief, members_welcome
from handlers import members_parts as parts
from handlers.commands import command
from handlers.desk import Desk
from handlers.members_designation import DEPUTY, Designation, checked, designation_form, office_meant, seats_of
from handlers.newcomers import ask_newcomers
from handlers.reply import (
    Buttons,
    Card,
    Facts,
    Heading,
    Refusal,
    Reply,
    Said,
    text,
)
from handlers.request import CONFIRMED, FORM, Request
from handlers.why import source_parts
from storage import outbox, people
from storage.meetings import Meeting
from storage.people import Office, Person


@command("members.focal_point", power="manage_people")
def focal_point(request: Request, desk: Desk) -> Reply:
    """A member's official focal point, as its head designates them."""
    return _designate(request, desk)


@command("members.alternate", power="manage_people")
def alternate(request: Request, desk: Desk) -> Reply:
    """A member's alternate focal point, as its head designates them."""
    return _designate(request, desk)


@command("members.head", power="manage_people")
def head(request: Request, desk: Desk) -> Reply:
    """Whoever sits in the Committee for an organisation that is part of it."""
    return _designate(request, desk)


@command("members.deputy", power="manage_people")
def deputy(request: Request, desk: Desk) -> Reply:
    """Whoever stands in for a seat of the Committee: only with a letter, also for the Resident Coordinator's."""
    return _designate(request, desk)


def _designate(request: Request, desk: Desk) -> Reply:
    office = office_meant(request)
    given = [request.value(name) for name in ("organisation", "name", "email")]
    if office == DEPUTY:
        given.append(request.value("reference"))
    if request.step == FORM or not all(given):
        return Reply(form=designation_form(request, desk, office))
    try:
        found = checked(request, desk, office)
    except Refusal as refusal:
        refusal.form = refusal.form or designation_form(request, desk, office)
        raise
    if request.step != CONFIRMED:
        return desk.show_first(request, _preview(desk, found))
    person = appoint(desk, found)
    facts = Facts((*_rows(desk, found), (text("record.told"), parts.listed([person.name, *_former_names(found)]))))
    done = text("members.designate.done", name=person.name, seat=_seat(found))
    return Reply(Card((Heading(done), facts, Buttons((parts.show_button(found.body), parts.list_button())))))


def appoint(desk: Desk, found: Designation) -> Person:
    """Write the office down, end the former holder's, and tell both."""
    person = found.person or _new_person(desk, found)
    assert person.id is not None
    assert found.body.id is not None
    _end(desk, [*(office for office, _ in found.former), *found.given_up])
    for office in _offices_given(desk, found):
        desk.session.add(
            Office(
                network_id=desk.network_id, person_id=person.id, organisation_id=found.body.id, office=office,
                since=desk.today, reference=found.reference, recorded_by=desk.person_id,
            )
        )  # fmt: skip
    desk.session.flush()
    desk.record(
        "member.designated", found.body.name, found.clause, seat=found.office, person=person.id,
        former=[each.id for _, each in found.former], reference=found.reference,
    )  # fmt: skip
    ask_newcomers(desk, found.body)  # before what waits for the former holder is handed over: nobody is told twice
    _tell(desk, found, person)
    return person


def _offices_given(desk: Desk, found: Designation) -> tuple[str, ...]:
    return seats_of(desk, found.body, found.office)


def _new_person(desk: Desk, found: Designation) -> Person:
    person = Person(network_id=desk.network_id, name=found.name, email=found.email, language=found.language)
    desk.session.add(person)
    desk.session.flush()
    return person


def _end(desk: Desk, offices: Sequence[Office]) -> None:
    for office in offices:
        office.until = desk.today - timedelta(days=1)
        desk.session.add(office)


def _tell(desk: Desk, found: Designation, person: Person) -> None:
    key = f"members.designated/{found.body.id}/{found.office}/{desk.today}"
    values: dict[str, Any] = {"organisation": found.body.name, "office": text(f"office.{found.office}")}
    brief = _brief(desk, found, person) if found.former else []
    desk.tell(person, "members.designated", found.body.name, key=f"{key}/{person.id}", facts=brief, **values)
    for meeting in _meetings(desk, found):
        meeting_notices.invite(desk, meeting, meeting_notices.REQUEST, [person])
    for former in {each.id: each for _, each in found.former}.values():
        stop_writing_to(desk, former, person)
        desk.tell(former, "members.relieved", found.body.name, key=f"{key}/{former.id}/relieved", **values)
    if found.office != DEPUTY:
        members_welcome.welcome_newcomers(desk, found.body)


def _brief(desk: Desk, found: Designation, person: Person) -> list[tuple[Said, Said]]:
    """What the seat has under way, for whoever takes it over from somebody."""
    assert person.id is not None
    held = people.offices_of(desk.session, person.id, desk.today)
    offices = tuple(row for row in held if row.organisation_id == found.body.id)
    return members_brief.brief(desk, members_brief.seat_of(desk, offices), found.former[0][1], person.name)


def _meetings(desk: Desk, found: Designation) -> list[Meeting]:
    return members_brief.meetings_of(desk, _offices_given(desk, found))


def stop_writing_to(desk: Desk, former: Person, successor: Person | None) -> None:
    """What waits for somebody who left goes to whoever follows, or nowhere; reminders are written anew for the seat."""
    assert former.id is not None
    if not people.offices_of(desk.session, former.id, desk.today):
        outbox.hand_over(desk.session, desk.network_id, former.id, successor.id if successor else None)


def _preview(desk: Desk, found: Designation) -> Card:
    told = (text("record.told"), parts.listed([found.name, *_former_names(found)]))
    heading = Heading(text("members.designate.preview", office=text(f"office.{found.office}")))
    return Card((heading, Facts((*_rows(desk, found), told)), *source_parts(desk, found.clause)))


def _former_names(found: Designation) -> list[str]:
    return list(dict.fromkeys(person.name for _, person in found.former))


def _seat(found: Designation) -> Said:
    return text("members.held", office=text(f"office.{found.office}"), organisation=found.body.name)


def _rows(desk: Desk, found: Designation) -> list[tuple[Said, Said]]:
    rows: list[tuple[Said, Said]] = [
        (text("members.fact.seat"), _seat(found)),
        (text("members.fact.person"), text("members.name_and_address", name=found.name, email=found.email)),
    ]
    if found.person is not None:
        rows.append((text("members.fact.known"), text("members.designate.known")))
    if found.former:
        last = desk.today - timedelta(days=1)
        replaced = text("members.designate.replaces", who=_former_names(found), last=last)
        rows.append((text("members.fact.replaces"), replaced))
    if found.given_up:
        offices = [text(f"office.{row.office}") for row in found.given_up]
        rows.append((text("members.fact.given_up"), parts.listed(offices)))
    if coming := [finding.meeting_line(meeting) for meeting in _meetings(desk, found)]:
        rows.append((text("members.moves.meetings"), parts.listed(coming[: members_brief.SHOWN])))
    reference: Said = found.reference or text("members.no_reference")
    return [*rows, (text("members.fact.reference"), reference)]
