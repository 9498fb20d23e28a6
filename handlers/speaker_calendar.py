"""A speaker's calendar follows their answer: who comes has their slot in it, who does not has it taken out."""

from sqlmodel import col, select

from handlers.desk import Desk
from handlers.slots import CHANGE, PUT, REMOVE, tell_slot
from storage.invitations import SpeakerInvitation
from storage.meetings import Meeting
from storage.outbox import DROPPED, GIVEN_UP, Notice

LOST = (DROPPED, GIVEN_UP)


def keep_slot(desk: Desk, row: SpeakerInvitation, meeting: Meeting, *, comes: bool) -> None:
    """Put the slot there once, or take it out where it stands; each time under a number no calendar has seen."""
    if comes == stands_in_calendar(desk, row, meeting):
        return
    if _told(desk, row, meeting):
        row.sequence += 1
        desk.session.add(row)
    tell_slot(desk, row, PUT if comes else REMOVE)


def stands_in_calendar(desk: Desk, row: SpeakerInvitation, meeting: Meeting) -> bool:
    """Whether the speaker's calendar was told of the slot, and not since that it is gone."""
    return next(
        (each.notice != REMOVE for each in reversed(_told(desk, row, meeting)) if each.status not in LOST), False
    )


def _told(desk: Desk, row: SpeakerInvitation, meeting: Meeting) -> list[Notice]:
    """What was written about that slot, in order."""
    query = select(Notice).where(
        Notice.network_id == desk.network_id, Notice.person_id == row.person_id, Notice.about == meeting.code,
        col(Notice.notice).in_((PUT, CHANGE, REMOVE)),
    )  # fmt: skip
    return [
        each for each in desk.session.exec(query.order_by(col(Notice.id))) if each.values.get("invitation") == row.id
    ]
