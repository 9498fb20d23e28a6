"""A speaker's own slot in their calendar: put there, changed, taken out; they see nothing else of the meeting."""

from datetime import datetime, timedelta

from handlers.desk import Desk
from storage import calendars_sent, invitations
from storage.calendars_sent import SLOT as PUT
from storage.calendars_sent import SLOT_CANCEL as REMOVE
from storage.calendars_sent import SLOT_UPDATE as CHANGE
from storage.invitations import SpeakerInvitation
from storage.meetings import Meeting
from storage.outbox import MAIL
from storage.people import Person

PATIENCE = "calendar.patience"


def tell_slot(desk: Desk, row: SpeakerInvitation, notice: str = PUT, before: datetime | None = None) -> None:
    """Write to the speaker's calendar by mail; nothing happens while they are no guest with an address yet.

    A change waits a few minutes (the setting calendar.patience) for others to join it; what is put or taken out does not.
    `before` is the hour that held until now: of what begins soon a calendar is told at any hour. Whoever was erased is
    written to no more.
    """
    person = desk.session.get(Person, row.person_id) if row.person_id is not None else None
    if person is None or person.erased_at is not None:
        return
    meeting = desk.session.get_one(Meeting, row.meeting_id)
    desk.tell(
        person, notice, meeting.code, key=f"{notice}/{meeting.code}/{row.id}/{row.sequence}", road=MAIL,
        due_at=later(desk) if notice == CHANGE else None, meeting=meeting.code, invitation=row.id, sequence=row.sequence,
        before=min(before or row.starts_at, row.starts_at),
    )  # fmt: skip


def later(desk: Desk) -> datetime:
    """When an update leaves: changes of a meeting within so many minutes make one."""
    return desk.now + timedelta(minutes=desk.law.term(PATIENCE).number or 0)


def slots_of(desk: Desk, meeting: Meeting) -> list[SpeakerInvitation]:
    """The slots of that meeting, by hour."""
    return invitations.invitations(desk.session, desk.network_id, meeting.id)


def in_calendars(desk: Desk, meeting: Meeting) -> list[SpeakerInvitation]:
    """Those of the slots that are in their speaker's calendar, or on their way there."""
    has = calendars_sent.slot_standing(desk.session, desk.network_id, meeting.code)
    return [row for row in slots_of(desk, meeting) if has.get(row.id or 0)]


def move_slots(desk: Desk, meeting: Meeting, by: timedelta) -> None:
    """The slots go with their meeting (by nothing when only its place is another); whoever had theirs gets the change."""
    there = {row.id for row in in_calendars(desk, meeting)}
    for row in slots_of(desk, meeting):
        row.starts_at += by
        row.sequence += 1 if row.id in there else 0
        desk.session.add(row)
        if row.id in there:
            tell_slot(desk, row, CHANGE, row.starts_at - by)


__all__ = ["CHANGE", "PUT", "REMOVE", "in_calendars", "later", "move_slots", "slots_of", "tell_slot"]
