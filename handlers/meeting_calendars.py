"""Calendars follow the people: whoever is convened meanwhile gets the meetings to come, whoever is no more has them taken out."""

from collections.abc import Sequence

from sqlmodel import col, select

from handlers.commands import command
from handlers.desk import Desk
from handlers.meeting_notices import CANCEL, REQUEST, invite, standing
from handlers.reply import Reply
from handlers.request import Request
from scheduler import duties
from scheduler.calendars import unsettled
from storage import meetings
from storage.meetings import CONVENED
from storage.people import Person


@command("meetings.settle_calendars", power="convene", clock=True)
def settle_calendars(request: Request, desk: Desk) -> Reply:
    """Invite to a meeting to come whoever joined since, and cancel it for whoever left: for them alone."""
    meeting = meetings.by_code(desk.session, desk.network_id, request.value("meeting"))
    if meeting is None or meeting.status != CONVENED or meeting.starts_at <= desk.now:
        return Reply()
    papers = duties.gather(desk.session, desk.network_id, desk.law, desk.now)
    missing, over = unsettled(meeting, standing(desk, meeting), papers, desk.law, desk.now)
    invite(desk, meeting, REQUEST, _people(desk, missing))
    invite(desk, meeting, CANCEL, _people(desk, over))
    if missing or over:
        clause = desk.law.charter.meetings[meeting.kind].clause
        desk.record("meeting.calendars_settled", meeting.code, clause, invited=missing, removed=over)
    return Reply()


def _people(desk: Desk, wanted: Sequence[int]) -> list[Person]:
    query = select(Person).where(Person.network_id == desk.network_id, col(Person.id).in_(wanted))
    return list(desk.session.exec(query.order_by(Person.name)))
