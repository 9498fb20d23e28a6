"""For which organisation somebody speaks when the agenda is made, and who is told of what comes in."""

from handlers.desk import Desk
from handlers.mandates import GUESTS, may
from handlers.reply import Option, Refusal, Text, text
from handlers.request import Request
from storage import people
from storage.agenda import AgendaItem
from storage.meetings import Meeting
from storage.people import Organisation, Person

SEATS = ("resident_coordinator", "rco", "executive", "focal_point", "alternate")
"""Offices whose organisations sit in the network."""
SECRETARY = ("coordination", "secretariat")
NOT_ASKED = (*SECRETARY, "rco")
"""Readers who organise the call instead of answering it; whoever also holds a seat is asked for that seat."""


def organisation_meant(request: Request, desk: Desk) -> Organisation | None:
    """The organisation spoken for: the one named, else the person's own; None when it must be asked."""
    own = own_organisations(desk)
    wanted = request.value("organisation")
    if not wanted:
        return own[0] if len(own) == 1 else None
    for body in own:
        if _is(body, wanted):
            return body
    if not may(desk.law.charter, "order_agenda", desk.offices):
        raise Refusal(
            text("agenda.organisation.not_yours", organisation=_name(desk, wanted)),
            clause=desk.law.charter.powers["propose_item"].clause, setting="powers.propose_item", field="organisation",
        )  # fmt: skip
    return _on_behalf(desk, wanted)


def own_organisations(desk: Desk) -> list[Organisation]:
    """The organisations in which this person may speak, each once, in the order of their offices."""
    held = dict.fromkeys(row.organisation_id for row in desk.offices if row.office in SEATS + SECRETARY)
    return [desk.session.get_one(Organisation, body) for body in held]


def choices(desk: Desk) -> tuple[Option, ...]:
    """The organisations a form offers: one's own, and all of them to the secretariat."""
    bodies = own_organisations(desk)
    if may(desk.law.charter, "order_agenda", desk.offices):
        bodies += [body for body in _represented(desk) if body not in bodies]
    return tuple(Option(str(body.id), body.name) for body in bodies)


def _on_behalf(desk: Desk, wanted: str) -> Organisation:
    for body in _represented(desk):
        if _is(body, wanted):
            return body
    raise Refusal(
        text("agenda.organisation.no_seat", organisation=_name(desk, wanted)),
        clause=desk.law.charter.offices["stakeholder"].clause, field="organisation",
    )  # fmt: skip


def _represented(desk: Desk) -> list[Organisation]:
    """Whose points the secretariat may bring: members', and in their name those of guests on the roster."""
    return people.seats(desk.session, desk.network_id, SEATS + GUESTS, desk.today)


def _is(body: Organisation, wanted: str) -> bool:
    return wanted == str(body.id) or wanted.casefold() == body.name.casefold()


def _name(desk: Desk, wanted: str) -> str:
    bodies = people.organisations(desk.session, desk.network_id)
    return next((body.name for body in bodies if _is(body, wanted)), wanted)


def is_outside_committee(desk: Desk, organisation_id: int | None) -> bool:
    """Whether the organisation sits in the network without a seat in its Executive Committee."""
    seated = people.seats(desk.session, desk.network_id, SEATS, desk.today)
    committee = people.seats(desk.session, desk.network_id, ("executive",), desk.today)
    return any(body.id == organisation_id for body in seated) and all(body.id != organisation_id for body in committee)


def brought_by(desk: Desk, item: AgendaItem) -> Text | str:
    """The organisation whose point it is; said so, when the secretariat wrote it down for them."""
    body = desk.session.get_one(Organisation, item.organisation_id)
    if item.person_id is None:
        return body.name
    held = people.offices_of(desk.session, item.person_id, desk.law.day_of(item.received_at))
    if any(row.organisation_id == body.id for row in held):
        return body.name
    return text("agenda.on_behalf", organisation=body.name)


def is_own(desk: Desk, item: AgendaItem) -> bool:
    """Whether the person speaks for the organisation whose point it is."""
    return any(body.id == item.organisation_id for body in own_organisations(desk))


def readers(desk: Desk, meeting: Meeting) -> list[Person]:
    """Everybody who hears of the meeting's agenda, each once."""
    offices = desk.law.charter.meetings[meeting.kind].readers
    return people.readers(desk.session, desk.network_id, offices, desk.today)


def asked(desk: Desk, meeting: Meeting) -> list[Person]:
    """Everybody who is asked for items: the readers who sit for an organisation, each once."""
    offices = [name for name in desk.law.charter.meetings[meeting.kind].readers if name not in NOT_ASKED]
    return people.readers(desk.session, desk.network_id, offices, desk.today)


def secretaries(desk: Desk, *offices: str) -> list[Person]:
    """The people of the coordination and the secretariat (or of one of them), each once."""
    return people.readers(desk.session, desk.network_id, offices or SECRETARY, desk.today)
