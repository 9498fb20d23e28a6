"""Guests of the network (ToR 5): government focal points and stakeholders see their own items, never the rest, and decide nothing.

A meeting is theirs when they were invited to it: a point of its agenda is their institution's, it is down as a guest, or
they are asked to speak. Whoever is asked to speak knows their own slot of the meeting, not its hour.
Their sight of it ends some working days after the meeting: the setting `guest.access`.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, or_, select

from handlers.desk import Desk
from handlers.mandates import GUESTS
from handlers.reply import Refusal, text
from storage import agenda, invitations, meetings, membership
from storage.agenda import AgendaItem
from storage.invitations import SpeakerInvitation
from storage.meetings import Attendance, Meeting

ACCESS, POWER = "guest.access", "see_meetings"
GUEST = "guest"
"""The capacity in which a guest attends."""
LIVING = ("proposed", "late")


def is_guest(desk: Desk) -> bool:
    """Whether the person is here only as a guest."""
    return bool(desk.offices) and all(held.office in GUESTS for held in desk.offices)


def sees(desk: Desk, meeting: Meeting) -> bool:
    """Whether the person may know of that meeting: a guest only of their own."""
    return not is_guest(desk) or any(meeting.id == own.id for own in own_meetings(desk))


def own_meetings(desk: Desk) -> list[Meeting]:
    """The meetings to which this guest was invited, in order of time, until their access ends."""
    speaking = {row.meeting_id for row in own_invitations(desk)}
    named = _invited_by_item(desk) | (_invited_by_attendance(desk) - _withdrawn(desk)) | speaking
    every = meetings.all_meetings(desk.session, desk.network_id)
    return [each for each in every if each.id in named and desk.now <= access_until(desk, each)]


def own_items(desk: Desk, meeting: Meeting) -> list[AgendaItem]:
    """The points of that meeting which are this guest's, or their institution's."""
    assert meeting.id is not None
    items, bodies = agenda.items(desk.session, meeting.id, *LIVING), bodies_of(desk)
    spoken_to = {row.item_id for row in own_invitations(desk, meeting)}
    return [
        item
        for item in items
        if item.organisation_id in bodies or item.person_id == desk.person_id or item.id in spoken_to
    ]


def own_invitations(desk: Desk, meeting: Meeting | None = None) -> list[SpeakerInvitation]:
    """What this guest, or their institution, is asked to speak on, by slot; an invitation that is not out is nobody's yet."""
    if not is_guest(desk):
        return []
    rows = invitations.invitations(desk.session, desk.network_id, meeting.id if meeting else None)
    bodies = bodies_of(desk)
    return [row for row in rows if row.sent_at is not None and _reaches(row, desk, bodies)]


def known_as(desk: Desk, meeting: Meeting) -> tuple[str, datetime]:
    """What a meeting is called and when it begins, for this person: a speaker knows of their own slot only."""
    spoken = own_invitations(desk, meeting)
    return (spoken[0].topic, spoken[0].starts_at) if spoken else (meeting.title, meeting.starts_at)


def bodies_of(desk: Desk) -> set[int]:
    """The institutions (ids) for which somebody is a guest; a member of the network is none, whoever comes for it."""
    members = {
        row.organisation_id
        for row in membership.history(desk.session, desk.network_id)
        if membership.in_force(row, desk.today)
    }
    return {held.organisation_id for held in desk.offices if held.office in GUESTS} - members


def access_until(desk: Desk, meeting: Meeting) -> datetime:
    """The close of business so many working days after the meeting, by the setting of that day."""
    day = meeting.held_on or desk.law.day_of(meeting.starts_at)
    days = desk.law.term(ACCESS, day).working_days or 0
    return desk.law.end_of(desk.law.days.count(desk.law.days.next_working(day), days), day)


def refused(desk: Desk) -> Refusal:
    """The same answer whether the matter exists or not: what is not theirs, a guest does not learn of."""
    office = desk.offices[0].office if desk.offices else GUESTS[0]
    return Refusal(text("refusal.guest"), clause=desk.law.charter.offices[office].clause, setting=f"powers.{POWER}")


def require_own(desk: Desk, found: Sequence[Meeting]) -> None:
    """A guest who was invited to none of these meetings is told what guests see, and whom to ask."""
    if is_guest(desk) and not found:
        raise refused(desk)


def _reaches(row: SpeakerInvitation, desk: Desk, bodies: set[int]) -> bool:
    return row.person_id == desk.person_id or row.organisation_id in bodies


def _withdrawn(desk: Desk) -> set[int]:
    """Where their invitation was taken back: the answer that was given to it invites them no more."""
    query = select(SpeakerInvitation).where(
        SpeakerInvitation.network_id == desk.network_id, col(SpeakerInvitation.withdrawn_at).is_not(None)
    )
    bodies = bodies_of(desk)
    return {row.meeting_id for row in desk.session.exec(query) if _reaches(row, desk, bodies)}


def _invited_by_item(desk: Desk) -> set[int]:
    query = select(AgendaItem.meeting_id).where(
        AgendaItem.network_id == desk.network_id, col(AgendaItem.status).in_(LIVING),
        or_(col(AgendaItem.organisation_id).in_(bodies_of(desk)), AgendaItem.person_id == desk.person_id),
    )  # fmt: skip
    return set(desk.session.exec(query))


def _invited_by_attendance(desk: Desk) -> set[int]:
    query = select(Attendance.meeting_id).where(
        Attendance.network_id == desk.network_id, Attendance.capacity == GUEST,
        col(Attendance.organisation_id).in_(bodies_of(desk)),
    )  # fmt: skip
    return set(desk.session.exec(query))
