"""Until when the focal points may comment on a key actor to be invited to speak (ToR 5; the days are a setting)."""

from datetime import datetime

from scheduler.duty import Duty
from scheduler.law import Law
from scheduler.papers import Papers

COMMENT = "invitation.comment"


def commenting_duties(papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """The comment windows that end by themselves."""
    return invitation_comment(papers, law, now)


def comments_until(law: Law, drafted_at: datetime) -> datetime | None:
    """The close of business so many working days after the proposal, whose day is day 0; None when nobody is asked."""
    days = law.term(COMMENT, law.day_of(drafted_at)).working_days
    return law.end_of(law.days.count(law.day_zero(drafted_at), days)) if days else None


def invitation_comment(papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """At the announced moment the secretariat is told that a window is over; one command closes all those of a meeting."""
    codes = {meeting.id: meeting.code for meeting in papers.meetings}
    return [
        Duty(
            COMMENT, codes[row.meeting_id], row.comments_until, ("secretariat",), done=row.cleared_at,
            then="speakers.close_comments", opens=row.drafted_at, began=law.day_of(row.drafted_at),
            values={"meeting": codes[row.meeting_id]},
        )
        for row in (each.invitation for rows in papers.invitations.values() for each in rows)
        if row.comments_until is not None and row.meeting_id in codes
    ]  # fmt: skip
