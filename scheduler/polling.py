"""Date polls in time: whoever is undecided is reminded once, and the poll closes by itself (settings under ToR 2)."""

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from scheduler.deciding import JUST_AFTER, SEAT
from scheduler.duty import Duty
from scheduler.law import Law
from scheduler.papers import Papers
from storage.charter import Ladder, MeetingType
from storage.membership import in_force
from storage.polls import DatePoll

ANSWER, REMINDER, NOTICE = "poll.answer", "poll.reminder", "meeting.notice"
CLOSE = "polls.close"
MEMBER = ("focal_point", "alternate")
WITHOUT_FOCAL_POINT = ("rco", "resident_coordinator", "executive")
_NUMBERED = re.compile(r" · [0-9]+$")


def polling_duties(papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """What the polls that are open set in motion."""
    return [duty for row in papers.polls for duty in poll_answer(row, papers, law, now)]


def poll_answer(row: DatePoll, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Each organisation asked says of every hour whether it suits, before the poll closes by itself at the announced moment."""
    began = law.day_of(row.opened_at)
    days = law.term(REMINDER, began).number
    duty = Duty(
        ANSWER, about(row), row.closes_at, MEMBER, opens=row.opened_at, began=began,
        ladder=Ladder(before=(days,)) if days else Ladder(), values={"poll": str(row.id), "title": row.title},
    )  # fmt: skip
    closing = replace(duty, then=CLOSE, then_at=row.closes_at + JUST_AFTER)
    answered, on, kind = papers.poll_answers.get(row.id or 0, {}), law.day_of(now), law.charter.meetings[row.kind]
    members = dict.fromkeys(each.organisation_id for each in papers.memberships if in_force(each, on))
    owners = {
        seat: voices_for(kind, _held(papers, seat, on), in_committee=seat in papers.committee) for seat in members
    }
    return [
        closing,
        *(_of_seat(duty, seat, offices, papers, answered.get(seat)) for seat, offices in owners.items() if offices),
    ]


def _held(papers: Papers, seat: int, on: date) -> set[str]:
    return {
        row.office
        for row in papers.offices
        if row.organisation_id == seat and row.since <= on and (row.until is None or row.until >= on)
    }


def _of_seat(duty: Duty, seat: int, offices: tuple[str, ...], papers: Papers, done: datetime | None) -> Duty:
    named = {"organisation": papers.organisations.get(seat, ""), "organisation_id": seat, "as": str(seat)}
    return replace(duty, owners=offices, organisation_id=seat, done=done, values={**duty.values, **named})


def voices_for(kind: MeetingType, held: Collection[str], *, in_committee: bool) -> tuple[str, ...]:
    """The offices that say for an organisation which hour suits it: the official's before those that stand in.

    In the Committee its seat; elsewhere the focal point; where a member has none, whoever else is convened for it.
    """
    orders = (SEAT, MEMBER, WITHOUT_FOCAL_POINT) if kind.decides and in_committee else (MEMBER, WITHOUT_FOCAL_POINT)
    offered = (tuple(name for name in offices if name in kind.readers) for offices in orders)
    return next((offices for offices in offered if set(offices) & set(held)), ())


def about(row: DatePoll) -> str:
    """What the poll is called in the journal and the ledger: no two are the same."""
    return f"{row.title} · {row.id}"


def as_said(matter: str) -> str:
    """A matter as a person would call it: a poll by its title alone, everything else as it is known."""
    return _NUMBERED.sub("", matter)


def usual_close(law: Law, opened_at: datetime, first: datetime) -> datetime | None:
    """The close of business so many working days after the day of asking; the day before the first hour where that comes sooner.

    None when not even that leaves any time.
    """
    days = law.term(ANSWER, law.day_of(opened_at)).working_days or 0
    usual = law.end_of(law.days.count(law.day_zero(opened_at), days))
    latest = law.end_of(law.days.count(law.day_of(first), -1))
    closes = min(usual, latest)
    return closes if closes > opened_at else None


def convened_until(law: Law, kind: str, starts_at: datetime, now: datetime) -> datetime:
    """The last moment at which a meeting of that kind and hour can be convened with its notice."""
    least = law.term(NOTICE, law.day_of(now)).by_meeting.get(kind, 0)
    return law.end_of(law.days.count(law.day_of(starts_at), -least))
