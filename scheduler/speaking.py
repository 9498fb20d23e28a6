"""What invitations to speak ask of the secretariat: out in time, answered, slides, thanks. The invited are never reminded (ToR 5)."""

from dataclasses import replace
from datetime import date, datetime

from scheduler.duty import Duty
from scheduler.inviting import FOR_GOVERNMENT, FOR_HIGH_LEVEL, FOR_STAKEHOLDERS, last_day, setting_for
from scheduler.law import Law
from scheduler.papers import Invited, Papers
from storage.invitations import DECLINED
from storage.meetings import CANCELLED, HELD, Meeting

ANSWER, SLIDES, THANKS = "invitation.answer", "invitation.slides", "invitation.thanks"


def speaking_duties(papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Everything that those asked to speak set in motion."""
    return [
        duty
        for meeting in papers.meetings
        for invited in papers.invitations.get(meeting.id or 0, ())
        for rule in RULES
        for duty in rule(invited, meeting, law, now)
    ]


def invitation_government(invited: Invited, meeting: Meeting, law: Law, now: datetime) -> list[Duty]:
    """An invitation to the government that is drafted is out by its last day before the meeting."""
    return _out_in_time(FOR_GOVERNMENT, invited, meeting, law, now)


def invitation_high_level(invited: Invited, meeting: Meeting, law: Law, now: datetime) -> list[Duty]:
    """One to a vice-minister or above is out earlier."""
    return _out_in_time(FOR_HIGH_LEVEL, invited, meeting, law, now)


def invitation_stakeholder(invited: Invited, meeting: Meeting, law: Law, now: datetime) -> list[Duty]:
    """One to a key actor is out by its own last day."""
    return _out_in_time(FOR_STAKEHOLDERS, invited, meeting, law, now)


def invitation_answer(invited: Invited, meeting: Meeting, law: Law, now: datetime) -> list[Duty]:
    """What was sent is answered so many working days before the meeting; else the secretariat asks, by telephone if it must."""
    row = invited.invitation
    if row.sent_at is None or ANSWER not in law.charter.terms:
        return []
    due = _before(ANSWER, meeting, law)
    return [_of(ANSWER, invited, meeting, law, now, due, opens=row.sent_at, done=row.answered_at)]


def invitation_slides(invited: Invited, meeting: Meeting, law: Law, now: datetime) -> list[Duty]:
    """The presentation of whoever comes is here and cleared so many working days before, or they speak without one."""
    row = invited.invitation
    if row.answered_at is None or row.answer in {"", DECLINED} or SLIDES not in law.charter.terms:
        return []
    done = row.slides_cleared_at if row.slides_reference else row.slides_at
    duty = _of(SLIDES, invited, meeting, law, now, _before(SLIDES, meeting, law), opens=row.answered_at, done=done)
    return [replace(duty, values={**duty.values, "none": True})]


def invitation_thanks(invited: Invited, meeting: Meeting, law: Law, now: datetime) -> list[Duty]:
    """Who accepted and was there is thanked within so many working days of the meeting."""
    row = invited.invitation
    came = invited.was_there and row.answer not in {"", DECLINED}
    if meeting.status != HELD or not came or THANKS not in law.charter.terms:
        return []
    held = meeting.held_on or law.day_of(meeting.starts_at)
    term = law.term(THANKS, held)
    due = law.end_of(law.days.count(law.days.next_working(held), term.working_days or 0), held)
    return [
        Duty(
            THANKS, meeting.code, due, (term.owner or "secretariat",), done=row.thanked_at, opens=meeting.held_recorded_at,
            began=held, ladder=term.ladder, values=_values(invited, meeting),
        )
    ]  # fmt: skip


RULES = (
    invitation_government, invitation_high_level, invitation_stakeholder, invitation_answer, invitation_slides,
    invitation_thanks,
)  # fmt: skip


def _out_in_time(name: str, invited: Invited, meeting: Meeting, law: Law, now: datetime) -> list[Duty]:
    row = invited.invitation
    if setting_for(row.category, invited.level) != name or name not in law.charter.terms:
        return []
    last = last_day(law, name, meeting.starts_at, meeting.convened_at)
    return [_of(name, invited, meeting, law, now, law.end_of(last), opens=row.drafted_at, done=row.sent_at)]


def _before(name: str, meeting: Meeting, law: Law) -> datetime:
    days = law.term(name, _began(meeting, law)).working_days or 0
    return law.end_of(law.days_before(law.day_of(meeting.starts_at), days, meeting.convened_at))


def _of(
    name: str, invited: Invited, meeting: Meeting, law: Law, now: datetime, due: datetime, *, opens: datetime,
    done: datetime | None,
) -> Duty:  # fmt: skip
    """A duty that prepares a meeting: it binds until the meeting begins."""
    term = law.term(name, _began(meeting, law))
    void = "cancelled" if meeting.status == CANCELLED else ""
    if done is None and not void and (meeting.status == HELD or now >= meeting.starts_at):
        void = "meeting_begun"
    return Duty(
        name, meeting.code, due, (term.owner or "secretariat",), done=done, opens=opens, void=void,
        began=_began(meeting, law), ladder=term.ladder, values=_values(invited, meeting),
    )  # fmt: skip


def _values(invited: Invited, meeting: Meeting) -> dict[str, object]:
    """The institution and the topic; never anybody's name."""
    row = invited.invitation
    return {
        "meeting": meeting.code,
        "title": row.organisation,
        "organisation": row.organisation,
        "topic": row.topic,
        "invitation": row.id,
    }


def _began(meeting: Meeting, law: Law) -> date:
    return law.day_of(meeting.convened_at)
