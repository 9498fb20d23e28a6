"""What an invited speaker answered, by whatever road it came: written down once, told to the secretariat."""

from handlers.desk import Desk
from storage.directory import GOVERNMENT
from storage.invitations import SpeakerInvitation
from storage.meetings import Meeting


def clause_for(row: SpeakerInvitation) -> str:
    """Government is convened by the item's topic; key actors may be (ToR 5)."""
    return "5.government" if row.category == GOVERNMENT else "5.stakeholders"


def take_answer(
    desk: Desk, row: SpeakerInvitation, answer: str, *, speaker: str = "", reference: str = "", road: str = "chat"
) -> bool:
    """Write the answer down; False when that is on record already. `answer` is one of `storage.invitations.ANSWERS`."""
    if (row.answer, row.speaker, row.answer_reference) == (answer, speaker, reference):
        return False
    row.answer, row.speaker, row.answer_reference, row.answered_at = answer, speaker, reference, desk.now
    desk.session.add(row)
    meeting = desk.session.get_one(Meeting, row.meeting_id)
    # The journal outlives an erasure: the institution and the number, nobody's name.
    desk.record(
        "speaker.answered", meeting.code, clause_for(row), invitation=row.id, organisation=row.organisation,
        answer=answer, road=road,
    )  # fmt: skip
    return True
