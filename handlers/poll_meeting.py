"""What a poll leaves behind: the meeting that was convened at one of its hours."""

from handlers.desk import Desk
from handlers.reply import Button, Refusal, text
from scheduler.polling import ANSWER, about
from storage import polls
from storage.meetings import Meeting


def require_no_meeting(desk: Desk, number: str) -> None:
    """One poll, one meeting: somebody else may have taken up one of its hours since this one was shown."""
    poll = polls.poll(desk.session, desk.network_id, int(number)) if number.isascii() and number.isdigit() else None
    if poll is not None and poll.meeting:
        show = Button(text("meeting.button.show"), "meetings.show", {"meeting": poll.meeting})
        raise Refusal(text("polls.became", meeting=poll.meeting), clause=desk.law.term(ANSWER).clause, instead=(show,))


def convened(desk: Desk, number: str, meeting: Meeting) -> None:
    """Note in the poll which meeting came of it; one that has its meeting already keeps it."""
    poll = polls.poll(desk.session, desk.network_id, int(number)) if number.isascii() and number.isdigit() else None
    if poll is None or poll.meeting or poll.closed_at is None or poll.kind != meeting.kind:
        return
    poll.meeting = meeting.code
    desk.session.add(poll)
    desk.record("poll.convened", about(poll), desk.law.term(ANSWER).clause, meeting=meeting.code)
