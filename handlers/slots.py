"""A speaker's own slot in their calendar: put there, changed, taken out; they see nothing else of the meeting."""

from handlers.desk import Desk
from storage.invitations import SpeakerInvitation
from storage.meetings import Meeting
from storage.outbox import MAIL
from storage.people import Person

PUT, CHANGE, REMOVE = "invitation.slot", "invitation.slot_update", "invitation.slot_cancel"


def tell_slot(desk: Desk, row: SpeakerInvitation, notice: str = PUT) -> None:
    """Write to the speaker's calendar by mail; nothing happens while they are no guest with an address yet."""
    if row.person_id is None:
        return
    person, meeting = desk.session.get_one(Person, row.person_id), desk.session.get_one(Meeting, row.meeting_id)
    desk.tell(
        person, notice, meeting.code, key=f"{notice}/{meeting.code}/{row.id}/{row.sequence}", road=MAIL,
        meeting=meeting.code, invitation=row.id, sequence=row.sequence,
    )  # fmt: skip
