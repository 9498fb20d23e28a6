"""What a notice that belongs to no duty asks, or tells of, may be settled before it leaves: then it is not said (ToR 2, 5)."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from storage import incoming_mail, invitations, meetings
from storage.invitations import DRAFTED, SpeakerInvitation
from storage.meetings import CANCELLED
from storage.outbox import Notice
from storage.text import from_paper

MAIL_WAITS = "mail.waiting"
DONE, OVER, GONE = "done", "over", "cancelled"
STILL: dict[str, Callable[[SpeakerInvitation], bool]] = {
    "speaker.proposed": lambda row: row.status == DRAFTED,
    "speaker.to_clear": lambda row: row.status == DRAFTED,
    "speaker.comments_over": lambda row: row.status == DRAFTED,
    "speaker.thanks_wanted": lambda row: row.thanks_drafted_at is not None,
    "speaker.hanging": lambda _: True,
    "speaker.invited": lambda _: True,
}
"""Notices about an invitation to speak, and whether there is still something to do or to know."""
UNTIL = ("speaker.proposed", "groups.asked")
"""Those that ask for an answer which can be given only for a while."""
OF_A_COMING_MEETING = (
    "agenda.call",
    "agenda.draft",
    "agenda.circulated",
    "agenda.changed",
    "agenda.late_item",
    "agenda.observer",
)
"""Those that prepare a meeting: of one that was cancelled meanwhile they say nothing any more."""


def settled(session: Session, notice: Notice, now: datetime) -> str:
    """Why it has nothing to say any more, or ""."""
    if notice.notice in STILL and (why := _of_invitation(session, notice)):
        return why
    if notice.notice == MAIL_WAITS:
        return "" if incoming_mail.to_review(session, notice.network_id) else DONE
    if notice.notice in UNTIL:
        until = from_paper(notice.values).get("until")
        return OVER if isinstance(until, datetime) and until < now else ""
    if notice.notice in OF_A_COMING_MEETING:
        meeting = meetings.by_code(session, notice.network_id, notice.about)
        return GONE if meeting is not None and meeting.status == CANCELLED else ""
    return ""


def _of_invitation(session: Session, notice: Notice) -> str:
    row = invitations.invitation(session, notice.network_id, int(notice.values.get("invitation") or 0))
    if row is None or row.withdrawn_at is not None:
        return GONE
    return "" if STILL[notice.notice](row) else DONE
