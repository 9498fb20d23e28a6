"""After a meeting, before its minutes: who does what by when, in one table (ToR 5.1.8; the days are a setting)."""

from datetime import datetime

from scheduler.duty import Duty
from scheduler.law import Law
from scheduler.papers import Papers
from storage.meetings import HELD, Meeting
from storage.text import from_paper

FOLLOW_UP = "minutes.follow_up"
SENT = "follow_up"
"""Where the meeting's notes keep the moment at which its table went out."""


def follow_up_duties(papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """The table of each meeting that was held."""
    return [duty for meeting in papers.meetings for duty in minutes_follow_up(meeting, papers, law)]


def minutes_follow_up(meeting: Meeting, papers: Papers, law: Law) -> list[Duty]:
    """So many working days after it was recorded as held, in the morning, the table goes by itself.

    It is needless where nobody had taken anything on by then, and where the minutes went round before.
    """
    if meeting.status != HELD or meeting.held_recorded_at is None or FOLLOW_UP not in law.charter.terms:
        return []
    began = law.day_of(meeting.held_recorded_at)
    term = law.term(FOLLOW_UP, began)
    if term.working_days is None or began < term.since:
        return []
    day = law.days.count(began, term.working_days)  # the close of business ends periods; it puts no table off
    leaves = max(law.morning_of(day), meeting.held_recorded_at)
    if not any(row.meeting_id == meeting.id and row.recorded_at <= leaves for row in papers.actions):
        return []
    facts = papers.minutes.get(meeting.id or 0)
    done = sent_at(meeting)
    overtaken = done is None and facts is not None and facts.circulated_at is not None
    void = "circulated" if overtaken else ""
    return [
        Duty(
            FOLLOW_UP, meeting.code, law.end_of(day, began), (term.owner or "secretariat",), done=done, then=FOLLOW_UP,
            then_at=leaves, opens=meeting.held_recorded_at, void=void,
            began=began, values={"meeting": meeting.code, "title": meeting.title},
        )
    ]  # fmt: skip


def sent_at(meeting: Meeting) -> datetime | None:
    """When the table of a meeting went out."""
    found = from_paper(meeting.notes.get(SENT))
    return found if isinstance(found, datetime) else None
