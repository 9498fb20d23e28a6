"""Which meetings can still be changed, and the refusal of what has begun, was held or was cancelled."""

from handlers.desk import Desk
from handlers.finding import list_button
from handlers.reply import Refusal, text
from storage import meetings
from storage.meetings import CANCELLED, HELD, Meeting


def to_come(desk: Desk) -> list[Meeting]:
    """The meetings that can still be moved or cancelled, soonest first."""
    coming = meetings.coming(desk.session, desk.network_id, desk.now)
    return [each for each in coming if each.starts_at > desk.now]


def require_to_come(desk: Desk, meeting: Meeting) -> None:
    """Refuse to move or cancel what has begun, was held or was cancelled."""
    if meeting.status == CANCELLED:
        raise Refusal(text("meeting.is_cancelled", meeting=meeting.code), instead=(list_button(),), field="meeting")
    if meeting.status == HELD or meeting.starts_at <= desk.now:
        clause = desk.law.charter.meetings[meeting.kind].clause
        words = text("meeting.has_begun", meeting=meeting.code, when=meeting.starts_at)
        raise Refusal(words, clause=clause, instead=(list_button(),), field="meeting")
