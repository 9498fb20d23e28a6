"""What an invited speaker answered, by whatever road it came: written down once, told to the secretariat alone.

The last answer counts. The institution's attendance and the speaker's calendar follow it.
"""

from handlers import guests
from handlers.attendance_seats import CONFIRMED, GUEST, REGRETS, convened, row_of, seats
from handlers.desk import Desk
from handlers.speaker_calendar import keep_slot
from handlers.speaker_guests import institution
from handlers.why import quoted
from storage import invitations, outbox, people
from storage.directory import GOVERNMENT
from storage.invitations import DECLINED, SUBSTITUTE, SpeakerInvitation
from storage.meetings import CONVENED, Meeting
from storage.people import Person
from storage.text import text

POWER = "invite_speakers"


def clause_for(row: SpeakerInvitation) -> str:
    """Government is convened by the item's topic; key actors may be (ToR 5)."""
    return "5.government" if row.category == GOVERNMENT else "5.stakeholders"


def is_over(desk: Desk, meeting: Meeting) -> bool:
    """Whether nothing can be answered any more: the meeting has ended, was held or was called off."""
    return meeting.status != CONVENED or meeting.ends_at <= desk.now


def take_answer(
    desk: Desk, row: SpeakerInvitation, answer: str, *, speaker: str = "", reference: str = "", road: str = "chat",
    reason: str = "",
) -> bool:  # fmt: skip
    """Write the answer down; False when that is on record already, or the meeting is over: then nothing changes.

    `answer` is one of `storage.invitations.ANSWERS`. `reason` is kept with the attendance, for the secretariat alone.
    """
    if answer != DECLINED:  # a yes to what was declined is one to what they were asked since
        row = invitations.standing(desk.session, row)
    meeting = desk.session.get_one(Meeting, row.meeting_id)
    if is_over(desk, meeting) or _known(row, answer, speaker, reference):
        return False
    row.answer, row.speaker, row.answer_reference, row.answered_at = answer, speaker, reference, desk.now
    desk.session.add(row)
    _follow_in_attendance(desk, row, meeting, reason)
    # The journal outlives an erasure: the institution and the number, nobody's name.
    desk.record(
        "speaker.answered", meeting.code, clause_for(row), invitation=row.id, organisation=row.organisation,
        answer=answer, road=road,
    )  # fmt: skip
    keep_slot(desk, row, meeting, comes=answer != DECLINED)
    _tell(desk, row, meeting)
    return True


def guest_answers(desk: Desk, meeting: Meeting, answer: str, road: str, reason: str = "", only: str = "") -> bool:
    """A guest who is asked to speak there answers the invitation with the meeting: one act. `only` names one of several slots.

    Whether they speak there all the same, in another slot to which they said yes.
    """
    rows = guests.own_invitations(desk, meeting)
    own = [row for row in rows if row.person_id == desk.person_id] or rows
    for row in own:
        if only in ("", str(row.id)):
            take_answer(desk, row, answer, road=road, reason=reason)
    return any(row.answer not in {"", DECLINED} for row in own)


def told(desk: Desk) -> list[Person]:
    """Who hears of an answer: those who may invite, but whoever wrote it down; never the room."""
    offices = desk.law.charter.powers[POWER].offices
    found = people.readers(desk.session, desk.network_id, offices, desk.today)
    return [person for person in found if person.id != desk.person_id]


def _known(row: SpeakerInvitation, answer: str, speaker: str, reference: str) -> bool:
    """An answer that says nothing more than what is on record is no new one."""
    return row.answer == answer and speaker in {"", row.speaker} and reference in {"", row.answer_reference}


def _follow_in_attendance(desk: Desk, row: SpeakerInvitation, meeting: Meeting, reason: str) -> None:
    """The institution comes, as a guest, while any of its speakers does. The seat of a member answers for itself."""
    if row.organisation_id is None:
        row.organisation_id = institution(desk, row.organisation).id
    body = row.organisation_id or 0
    if any(body == seat.id for seat in (*seats(desk, meeting), *convened(desk, meeting))):
        return
    every = invitations.invitations(desk.session, desk.network_id, meeting.id)
    coming = [each for each in every if each.organisation_id == body and each.answer not in {"", DECLINED}]
    known = row_of(desk, meeting, body)
    known.answer, known.capacity = (CONFIRMED if coming else REGRETS), GUEST
    known.person_id = None if row.answer == SUBSTITUTE else desk.person_id if guests.is_guest(desk) else row.person_id
    known.reason, known.said_at = (reason if not coming else ""), desk.now
    desk.session.add(known)


def _tell(desk: Desk, row: SpeakerInvitation, meeting: Meeting) -> None:
    """The last word alone: an answer that was changed before anybody was told of it is not told any more."""
    outbox.withdraw(desk.session, desk.network_id, f"invitation.answered/{meeting.code}/{row.id}", outbox.REPLACED)
    for person in told(desk):
        desk.tell(
            person, "invitation.answered", meeting.code,
            key=f"invitation.answered/{meeting.code}/{row.id}/{desk.now.isoformat()}/{row.answer}/{person.id}",
            invitation=row.id, organisation=row.organisation, topic=row.topic, when=row.starts_at, code=meeting.code,
            answer=text(f"follow.answer.{row.answer}"), why=quoted(desk, clause_for(row)),
        )  # fmt: skip
