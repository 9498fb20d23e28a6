"""Who hears of a duty when: the stages of its ladder; pure."""

from dataclasses import dataclass
from datetime import date, datetime

from scheduler.duty import Duty
from scheduler.law import Law
from scheduler.papers import Papers
from storage.charter import Ladder

BEFORE, TODAY, LATE, COORDINATOR, AMBER, RED = "before", "today", "late", "coordinator", "amber", "red"
AHEAD_OF_TIME = (BEFORE, TODAY)
COORDINATION = ("coordination",)
IN_THE_SEAT = ("focal_point", "alternate")
"""Who sees to what somebody of an organisation proposed, while they are away."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a duty's ladder: its name, its moment, and the people (ids) it is for, in private.

    `late` tells whether the duty was due before it; `mark` makes it unique: the step and the due
    day it belongs to, so that a duty that moves is reminded of anew.
    """

    name: str
    at: datetime
    recipients: tuple[int, ...]
    late: bool
    mark: str


def stages(duty: Duty, ladder: Ladder, law: Law, papers: Papers, on: date | None = None) -> list[Stage]:
    """The stages of a duty in order of time; `on` is the day of asking, when it is later than the stage.

    Before it is due, so many working days ahead; on the day; late, to whoever answers for it, in
    private; then the coordinator. Always on a working day, at the hour of the day's notices.
    """
    if duty.then:
        return []
    due = law.day_of(duty.due)
    day = law.days.previous_working(due)
    steps = [(BEFORE, f"{BEFORE}{days}", law.days.count(due, -days)) for days in ladder.before]
    steps += [(TODAY, TODAY, day)] if ladder.on_the_day else []
    steps += [(LATE, LATE, law.days.count(due, ladder.late))] if ladder.late is not None else []
    steps += (
        [(COORDINATOR, COORDINATOR, law.days.count(due, ladder.coordinator))] if ladder.coordinator is not None else []
    )
    found = [
        _stage(duty, law, papers, name, law.morning_of(when), f"{mark}/{due.isoformat()}", on)
        for name, mark, when in steps
    ]
    found += [_stage(duty, law, papers, name, at, f"{name}/{at:%Y-%m-%dT%H%M}", on) for name, at in duty.alerts]
    return sorted(found, key=lambda stage: stage.at)


def _stage(duty: Duty, law: Law, papers: Papers, name: str, at: datetime, mark: str, on: date | None) -> Stage:
    day = law.day_of(at)
    people = _recipients(duty, name, papers, day)
    if on is not None and on > day:
        now_there = _recipients(duty, name, papers, on)
        people = tuple(person for person in people if person in now_there) or now_there
    return Stage(name, at, people, at > duty.due, mark)


def _recipients(duty: Duty, name: str, papers: Papers, on: date) -> tuple[int, ...]:
    """Whoever is there of those who answer for it. Nothing is lost: where all of them are away, they are written to."""
    offered = [people for people in _answerable(duty, name, papers, on) if people]
    there = (tuple(person for person in people if not papers.away(person, on)) for people in offered)
    return next((found for found in there if found), offered[0] if offered else ())


def _answerable(duty: Duty, name: str, papers: Papers, on: date) -> list[tuple[int, ...]]:
    """Who answers for it, and then whoever stands in for them: those of the first group before those of the next."""
    if name == COORDINATOR:
        return [papers.holders(COORDINATION, on)]
    named = tuple(person for person in duty.persons if papers.serves(person, on))
    if duty.organisation_id is None:
        return [named, papers.holders(duty.owners, on)]
    offices = IN_THE_SEAT if named else duty.owners
    return [named, *(papers.holders((office,), on, duty.organisation_id) for office in offices)]


def pointless(duty: Duty, stage: Stage, now: datetime) -> str:
    """Why a stage need not be sent any more, or ""."""
    if duty.done is not None:
        return "done"
    if duty.void:
        return duty.void
    if stage.name in AHEAD_OF_TIME and now >= duty.due:
        return "due_passed"
    if stage.name not in (AMBER, RED) and duty.opens is not None and stage.at < duty.opens:
        return "not_open_then"
    return ""
