"""Actions in time (ToR 5.1.8): reminded before their day, gathered once a week when overdue, then the coordinator hears."""

from dataclasses import replace
from datetime import date, datetime

from scheduler.duty import Duty
from scheduler.law import Law
from scheduler.papers import Papers
from storage.actions import Action
from storage.charter import Ladder
from storage.text import Text, text

DUE, OVERDUE, COORDINATOR = "action.due", "action.overdue", "action.coordinator"
OWNERS = ("focal_point", "alternate", "rco", "executive", "resident_coordinator", "secretariat", "coordination")
"""Who is reminded of an organisation's action: the first of these that it has and who is there."""
ONCE_A_WEEK = (OVERDUE,)
"""Only a gathering of what is listed one by one elsewhere."""


def action_duties(papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Each action by its day, and for each organisation the weekly gathering of what it has overdue."""
    found = [duty for action in papers.actions for duty in action_due(action, papers, law)]
    late: dict[int, list[Action]] = {}
    for action in papers.actions:
        if action.done_at is None and action.due is not None and law.end_of(action.due) <= now:
            late.setdefault(action.organisation_id, []).append(action)
    return found + [duty for body, rows in late.items() for duty in action_overdue(body, rows, papers, law, now)]


def action_due(action: Action, papers: Papers, law: Law) -> list[Duty]:
    """An action is done by the close of business of its day; after so many working days more the coordinator hears.

    Being late tells nobody else anything: in between, its organisation has it in its weekly gathering.
    """
    if action.due is None:
        return []
    began = law.day_of(action.recorded_at)
    term = law.term(DUE, began)
    ladder = replace(term.ladder, late=None, coordinator=law.term(COORDINATOR, began).working_days or None)
    values = {
        "code": action.code, "wording": action.wording, "organisation_id": action.organisation_id,
        "organisation": papers.organisations.get(action.organisation_id, ""),
    }  # fmt: skip
    return [
        Duty(
            DUE, action.code, law.end_of(action.due), OWNERS, done=action.done_at, began=began, ladder=ladder,
            organisation_id=action.organisation_id, values=values, opens=action.recorded_at,
        )
    ]  # fmt: skip


def action_overdue(body: int, rows: list[Action], papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Every so many working days from the first day missed, one message names all that its organisation has overdue."""
    first = min(row.due for row in rows if row.due is not None)
    every = law.term(OVERDUE, first).number or 1
    days = _gatherings(law, first, every, law.day_of(now))
    listed = [_named(row) for row in sorted(rows, key=lambda row: (row.due or date.max, row.code))]
    name = papers.organisations.get(body, "")
    values = {"organisation": name, "organisation_id": body, "all": listed}
    return [
        Duty(
            OVERDUE, name, law.end_of(day), OWNERS, opens=law.morning_of(day), began=first,
            ladder=Ladder(on_the_day=True), organisation_id=body, values=values,
        )
        for day in days
    ]  # fmt: skip


def _gatherings(law: Law, first: date, every: int, today: date) -> list[date]:
    """The gathering days around today: the last one that has come, if any, and the next."""
    passed = law.days.between(first, today) // every
    return [law.days.count(first, every * times) for times in (passed, passed + 1) if times]


def _named(action: Action) -> Text:
    return text("actions.overdue_line", code=action.code, wording=action.wording, day=action.due)
