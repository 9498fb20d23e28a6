"""Whose answer counts at a meeting: organisations attend, through whoever holds their seat or its alternate."""

from collections.abc import Sequence
from datetime import date

from handlers import guests
from handlers.desk import Desk
from handlers.mandates import GUESTS, may
from handlers.reply import Option
from storage import invitations, meetings, membership, people
from storage.meetings import Attendance, Meeting
from storage.people import Organisation, Person

OFFICIAL, ALTERNATE, GUEST = "official", "alternate", "guest"
CONFIRMED, REGRETS, PRESENT, ABSENT = "confirmed", "regrets", "present", "absent"
SECRETARY = ("coordination", "secretariat")
COMMITTEE = people.COMMITTEE_OFFICES


def offices_that_sit(desk: Desk, meeting: Meeting) -> tuple[str, ...]:
    """The offices whose holders are convened for an organisation; the secretariat itself prepares the meeting."""
    return tuple(name for name in desk.law.charter.meetings[meeting.kind].readers if name not in SECRETARY)


def as_of(desk: Desk, meeting: Meeting) -> date:
    """The day whose roster counts: today's, or that of the meeting once it lies behind."""
    return min(desk.today, desk.law.day_of(meeting.starts_at))


def convened(desk: Desk, meeting: Meeting) -> list[Organisation]:
    """The organisations of whose people somebody is convened, by name."""
    return people.seats(desk.session, desk.network_id, offices_that_sit(desk, meeting), as_of(desk, meeting))


def seats(desk: Desk, meeting: Meeting) -> list[Organisation]:
    """The organisations that make up the body which meets: the Committee's where it decides, else all that are convened.

    A member of the network outside the Committee is never absent from it.
    """
    if not desk.law.charter.meetings[meeting.kind].decides:
        return convened(desk, meeting)
    return membership.seats(desk.session, desk.network_id, membership.COMMITTEE, as_of(desk, meeting))


def others(desk: Desk, meeting: Meeting) -> list[Organisation]:
    """Organisations without a seat in the body that may still be in the room: observers and guests."""
    sitting = {body.id for body in seats(desk, meeting)}
    offices = (*offices_that_sit(desk, meeting), *GUESTS)
    every = people.seats(desk.session, desk.network_id, offices, as_of(desk, meeting))
    speaking = [desk.session.get_one(Organisation, body) for body in _speaking(desk, meeting)]
    found = {body.id: body for body in (*every, *speaking) if body.id not in sitting}
    return sorted(found.values(), key=lambda body: body.name)


def _speaking(desk: Desk, meeting: Meeting) -> set[int]:
    """The institutions (ids) that said they would speak there, also those of which nobody is on the roster."""
    rows = invitations.invitations(desk.session, desk.network_id, meeting.id)
    return {row.organisation_id for row in rows if row.organisation_id and row.answer not in {"", invitations.DECLINED}}


def own_seats(desk: Desk, meeting: Meeting) -> list[Organisation]:
    """The organisations for which this person may answer; a guest for their institution, where it was invited."""
    if guests.is_guest(desk):
        bodies = guests.bodies_of(desk) if guests.sees(desk, meeting) else ()
        return [desk.session.get_one(Organisation, body) for body in sorted(bodies)]
    sitting = offices_that_sit(desk, meeting)
    held = dict.fromkeys(row.organisation_id for row in desk.offices if row.office in sitting)
    return [desk.session.get_one(Organisation, body) for body in held]


def may_answer_for_all(desk: Desk) -> bool:
    """Whether the person keeps the attendance and so writes down what others tell them."""
    return may(desk.law.charter, "hold", desk.offices)


def capacity_of(desk: Desk, meeting: Meeting, body: Organisation) -> str:
    """Official for whoever holds the seat: the member of the Committee where decisions are taken, else the focal point.

    Who comes to the Committee from an organisation that has no seat in it is a guest there; so is every guest anywhere.
    """
    if guests.is_guest(desk):
        return GUEST
    held = {row.office for row in desk.offices if row.organisation_id == body.id}
    if desk.law.charter.meetings[meeting.kind].decides:
        if body not in seats(desk, meeting):
            return GUEST
        return OFFICIAL if held & set(COMMITTEE) else ALTERNATE
    return ALTERNATE if held <= {"alternate"} else OFFICIAL


def holders_of_seat(desk: Desk, meeting: Meeting, body: Organisation) -> list[Person]:
    """Who answers for the organisation in its own right."""
    decides = desk.law.charter.meetings[meeting.kind].decides
    orders = (COMMITTEE, ("focal_point",)) if decides else (("focal_point",), COMMITTEE, ("rco",))
    for offices in orders:
        found = people.holders(desk.session, desk.network_id, offices, desk.today, body.id)
        if found:
            return list({person.id: person for _, person, _ in found}.values())
    return []


def alternate_of(desk: Desk, body: Organisation) -> Person | None:
    """The organisation's alternate, if it has designated one who is somebody else."""
    found = people.holders(desk.session, desk.network_id, ("alternate",), desk.today, body.id)
    return next((person for _, person, _ in found if person.id != desk.person_id), None)


def row_of(desk: Desk, meeting: Meeting, organisation_id: int) -> Attendance:
    """What is known of an organisation at a meeting: its row, a new one if nothing was known."""
    assert meeting.id is not None
    rows = meetings.attendance(desk.session, meeting.id)
    known = next((row for row in rows if row.organisation_id == organisation_id), None)
    return known or Attendance(
        network_id=desk.network_id, meeting_id=meeting.id, organisation_id=organisation_id, said_at=desk.now
    )


def options(bodies: Sequence[Organisation]) -> tuple[Option, ...]:
    """Organisations as choices of a form."""
    return tuple(Option(str(body.id), body.name) for body in bodies)
