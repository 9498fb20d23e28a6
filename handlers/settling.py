"""What follows from the answers of the seats: suspended, resumed, adopted, or put before the secretariat as a result.

Nothing here decides: consensus is what `handlers.consensus` finds, and a circulation's result is only proposed.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from handlers import consensus, voices
from handlers.consensus import EXPIRED, OBJECTED, REACHED, Outcome
from handlers.decision_cards import BY_CONSENSUS, clause_number
from handlers.desk import Desk
from handlers.reply import Said, text
from storage import decisions, people
from storage.decisions import (
    AD_REFERENDUM,
    CONSENSUS,
    MEETING,
    OPEN,
    REPLACED,
    SUSPENDED,
    Answer,
    Decision,
)
from storage.people import Organisation, Person

CLERKS = ("coordination", "secretariat")
COORDINATION = ("coordination",)
MEDIATE, ADOPT = "decisions.mediate", "decisions.adopt"
"""The presses of the coordination after an objection, and of the secretariat on a result."""


def settle(desk: Desk, decision: Decision) -> Outcome:
    """Apply what the answers amount to; called after every answer and by the clock at the end of a period."""
    found = consensus.outcome_of(desk, decision)
    if decision.status not in (OPEN, AD_REFERENDUM, SUSPENDED):
        return found
    if found.state == OBJECTED:
        _suspend(desk, decision, found)
        return found
    if decision.status == SUSPENDED:
        _resume(desk, decision)
        found = consensus.outcome_of(desk, decision)
    if found.state == REACHED and decision.basis == MEETING:
        adopt(desk, decision, desk.now)
        tell_adopted(desk, decision)
    elif found.state == REACHED:
        _propose(desk, decision)
    elif found.state == EXPIRED:
        _expire(desk, decision, found)
    elif decision.proposed_result_at is not None:
        decision.proposed_result_at = None  # a seat took back what it had said: the end is waited for again
        desk.session.add(decision)
    return found


def adopt(desk: Desk, decision: Decision, at: datetime) -> None:
    """Adopted by consensus as of that moment; an older decision that it replaces stays in the register as replaced."""
    decision.status, decision.settled_at = CONSENSUS, at
    desk.session.add(decision)
    desk.record("decision.adopted", decision.code, BY_CONSENSUS, version=decision.version, settled_at=at)
    replace_older(desk, decision)


def replace_older(desk: Desk, decision: Decision) -> None:
    """Mark the one that an adopted decision replaces."""
    older = decisions.by_code(desk.session, desk.network_id, decision.supersedes) if decision.supersedes else None
    if older is None or older.status == REPLACED or older.id == decision.id:
        return
    older.status, older.superseded_by = REPLACED, decision.code
    desk.session.add(older)
    desk.record("decision.replaced", older.code, BY_CONSENSUS, later=decision.code)


def tell_adopted(desk: Desk, decision: Decision) -> None:
    """The secretariat and the coordination hear of it at once; the members receive the extract."""
    for person in clerks(desk):
        _tell(desk, person, "decision.adopted", decision, f"v{decision.version}")


def tell_answered(desk: Desk, decision: Decision, answer: Answer, seat: Organisation) -> None:
    """The secretariat keeps comments, reservations and whatever came late; a seat hears what was noted in its name."""
    notice = "decision.answered_late" if answer.late else "decision.answered"
    if answer.late or answer.kind in (decisions.COMMENT, decisions.RESERVE):
        rows: list[list[Said]] = [[text(f"answers.kind.{answer.kind}"), answer.wording]] if answer.wording else []
        facts = objection_facts(desk, [answer]) if answer.kind == decisions.OBJECT else rows
        for person in clerks(desk):
            _tell(
                desk, person, notice, decision, f"answer{answer.id}", facts=facts,
                organisation=seat.name, kind=text(f"answers.kind.{answer.kind}"),
            )  # fmt: skip
    if answer.reference and seat.id is not None:
        for person in voices.officials(desk, voices.COMMITTEE, seat.id, desk.today):
            _tell(
                desk, person, "decision.answer_noted", decision, f"answer{answer.id}", organisation=seat.name,
                kind=text(f"answers.kind.{answer.kind}"), reference=answer.reference,
            )  # fmt: skip


def tell_taken_back(desk: Desk, decision: Decision, said: Answer, seat: Organisation, wording: str) -> None:
    """The secretariat and the coordination hear that a seat withdrew what it had said, in its own words."""
    for person in clerks(desk):
        _tell(
            desk, person, "decision.taken_back", decision, f"answer{said.id}", organisation=seat.name,
            kind=text(f"answers.kind.{said.kind}"), said=wording,
        )  # fmt: skip


def clerks(desk: Desk) -> list[Person]:
    """The coordination and the secretariat."""
    return people.readers(desk.session, desk.network_id, CLERKS, desk.today)


def coordinators(desk: Desk) -> list[Person]:
    """The coordination alone: who has not answered is for them to know, in private."""
    return people.readers(desk.session, desk.network_id, COORDINATION, desk.today)


def seats_heard(desk: Desk) -> list[Person]:
    """Everybody who may speak for a seat of the Committee, each once."""
    offices = (*voices.OFFICIAL[voices.COMMITTEE], voices.STANDS_IN[voices.COMMITTEE])
    return people.readers(desk.session, desk.network_id, offices, desk.today)


def objections(desk: Desk, decision: Decision) -> list[Answer]:
    """The objections that stand against the text as it is, in the order they came."""
    assert decision.id is not None
    standing = decisions.standing(decisions.answers_of(desk.session, decision.id), decision.version)
    return sorted((row for row in standing.values() if row.kind == decisions.OBJECT), key=lambda row: row.id or 0)


def objection_facts(desk: Desk, rows: Sequence[Answer]) -> list[list[Said]]:
    """Each objection as it was written, with what would solve it."""
    found: list[list[Said]] = []
    for row in rows:
        body = desk.session.get_one(Organisation, row.organisation_id).name
        found.append([text("answers.fact.objection", organisation=body), row.wording])
        found.append([text("answers.fact.way_out"), row.way_out])
    return found


def _suspend(desk: Desk, decision: Decision, found: Outcome) -> None:
    """An objection stops it at once; every seat is told in neutral words, with the reason as it was written."""
    if decision.status != SUSPENDED:
        decision.status, decision.proposed_result_at = SUSPENDED, None
        desk.session.add(decision)
        names = [desk.session.get_one(Organisation, each).name for each in found.objecting]
        desk.record("decision.suspended", decision.code, BY_CONSENSUS, version=decision.version, objecting=names)
    for row in objections(desk, decision):
        facts = objection_facts(desk, [row])
        for person in seats_heard(desk):
            _tell(desk, person, "decision.suspended", decision, f"answer{row.id}", facts=facts)
        for person in coordinators(desk):
            _tell(desk, person, "decision.objected", decision, f"answer{row.id}", facts=facts)


def _resume(desk: Desk, decision: Decision) -> None:
    """No objection is left: it goes on where it stood, and nobody's time to answer was lost meanwhile."""
    decision.status = AD_REFERENDUM if decision.basis == MEETING else OPEN
    if decision.closes_at is not None:
        decision.closes_at = max(decision.closes_at, _as_long_as_was_left(desk, decision, decision.closes_at))
    desk.session.add(decision)
    desk.record("decision.resumed", decision.code, BY_CONSENSUS, version=decision.version, until=decision.closes_at)
    for person in {each.id: each for each in (*seats_heard(desk), *clerks(desk))}.values():
        _tell(desk, person, "decision.resumed", decision, desk.now.isoformat(), until=decision.closes_at)


def _as_long_as_was_left(desk: Desk, decision: Decision, closes_at: datetime) -> datetime:
    """The working days that were left when the first objection came, counted anew; at least one."""
    assert decision.id is not None
    rows = decisions.answers_of(desk.session, decision.id)
    stopped = [row.answered_at for row in rows if row.kind == decisions.OBJECT and row.version == decision.version]
    days = desk.law.days
    left = days.between(desk.law.day_of(min(stopped, default=desk.now)), desk.law.day_of(closes_at))
    return desk.law.end_of(days.count(desk.law.day_zero(desk.now), max(left, 1)))


def _propose(desk: Desk, decision: Decision) -> None:
    """A circulation's result is put before the secretariat; recording it is an act of theirs."""
    if decision.proposed_result_at is not None:
        return
    decision.proposed_result_at = desk.now
    desk.session.add(decision)
    for person in clerks(desk):
        _tell(desk, person, "decision.result_proposed", decision, desk.now.isoformat())


def _expire(desk: Desk, decision: Decision, found: Outcome) -> None:
    """The period ended and silence says nothing: the coordination hears, in private, who is still to answer."""
    missing = [desk.session.get_one(Organisation, each).name for each in found.waiting]
    mark = decision.closes_at.isoformat() if decision.closes_at else "-"
    for person in coordinators(desk):
        _tell(
            desk, person, "decision.expired", decision, f"{decision.version}/{mark}",
            missing=missing, until=decision.closes_at,
        )  # fmt: skip


def _tell(desk: Desk, person: Person, notice: str, decision: Decision, mark: str, **values: Any) -> None:
    desk.tell(
        person, notice, decision.code, key=f"{notice}/{decision.code}/{mark}/{person.id}",
        code=decision.code, title=decision.title, wording=decision.wording, version=decision.version,
        why=text("answers.told_why", number=clause_number(desk, BY_CONSENSUS)), **values,
    )  # fmt: skip
