"""The Executive Committee as a body: its seats, and which of them were in the room (ToR 5, 5.2.1, 5.2.2)."""

from dataclasses import dataclass
from datetime import date

from handlers.desk import Desk
from handlers.record_meeting import day_held
from storage import meetings, membership, people
from storage.meetings import Attendance, Meeting
from storage.people import Organisation

COMMITTEE = people.COMMITTEE_OFFICES
"""Offices that hold a seat of the Committee; focal points never do."""
TECHNICAL = ("focal_point", "alternate")
DEPUTY = ("deputy",)
GUEST, ALTERNATE = "guest", "alternate"


@dataclass(frozen=True, slots=True)
class Room:
    """Who was in the room: seats of the body present and absent, and others who attended."""

    present: tuple[Organisation, ...]
    absent: tuple[Organisation, ...]
    others: tuple[Organisation, ...]

    @property
    def everybody(self) -> tuple[Organisation, ...]:
        """Every organisation in the room, seats of the body first."""
        return self.present + self.others

    @property
    def complete(self) -> bool:
        """Whether the whole body was there: only then can consensus be said."""
        return bool(self.present) and not self.absent


def decides(desk: Desk, meeting: Meeting) -> bool:
    """Whether the charter lets this kind of meeting decide."""
    return desk.law.charter.meetings[meeting.kind].decides


def room_of(desk: Desk, meeting: Meeting) -> Room:
    """The room of a meeting. A seat that nobody recorded as present counts as absent: consensus is never assumed."""
    assert meeting.id is not None
    seats = seats_of(desk, COMMITTEE if decides(desk, meeting) else TECHNICAL, day_held(desk, meeting))
    rows = [row for row in meetings.attendance(desk.session, meeting.id) if row.presence == "present"]
    inside = {row.organisation_id for row in rows if row.capacity != GUEST and _for_its_seat(desk, meeting, row)}
    held = {seat.id for seat in seats}
    others = sorted({row.organisation_id for row in rows} - held)  # a guest does not bring an absent seat in
    return Room(
        tuple(seat for seat in seats if seat.id in inside),
        tuple(seat for seat in seats if seat.id not in inside),
        tuple(desk.session.get_one(Organisation, each) for each in others),
    )


def _for_its_seat(desk: Desk, meeting: Meeting, row: Attendance) -> bool:
    """Whether who came speaks for the seat: in the Committee, an alternate does only by letter (ToR 5); focal points never do."""
    if not decides(desk, meeting) or row.capacity != ALTERNATE:
        return True
    found = people.holders(desk.session, desk.network_id, DEPUTY, day_held(desk, meeting), row.organisation_id)
    return any(office.reference for office, _, _ in found)


def seats_of(desk: Desk, offices: tuple[str, ...], on: date) -> list[Organisation]:
    """The organisations with a seat in that body that day, by name; a seat of the Committee that nobody holds is one still."""
    if offices == COMMITTEE:
        return membership.seats(desk.session, desk.network_id, membership.COMMITTEE, on)
    return people.seats(desk.session, desk.network_id, offices, on)


def names(bodies: tuple[Organisation, ...]) -> list[str]:
    """The names of organisations, as they are."""
    return [body.name for body in bodies]


def sits(desk: Desk) -> bool:
    """Whether the person holds a seat of the Committee."""
    return desk.holds(*COMMITTEE)


def vacant(desk: Desk, on: date) -> list[Organisation]:
    """The seats of the Committee that nobody holds that day: it is incomplete, and cannot reach consensus (ToR 5.2.1, 5.2.2)."""
    held = {body.id for body in people.seats(desk.session, desk.network_id, COMMITTEE, on)}
    return [seat for seat in seats_of(desk, COMMITTEE, on) if seat.id not in held]
