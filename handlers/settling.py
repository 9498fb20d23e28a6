"""What follows from the answers of the seats: suspended, resumed, adopted, or put before the secretariat as a result.

Nothing here decides: consensus is what `handlers.consensus` finds, and the result of a circulation, or one that rests
on silence, is only proposed.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from handlers import consensus, voices
from handlers.consensus import EXPIRED, OBJECTED, REACHED, Outcome
from handlers.decision_cards import BY_CONSENSUS, clause_number, entry_row
from handlers.desk import Desk
from handlers.reply import Said, text
from storage import decisions, journal, people
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

LATE_AFTER = timedelta(hours=1)
"""What is said of an end later than this says that it is late."""
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
    if found.state == REACHED and decision.basis == MEETING and not found.silent:
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
    older = _older(desk, decision)
    if older is None or older.status == REPLACED or older.id == decision.id:
        return
    older.status, older.superseded_by = REPLACED, decision.code
    desk.session.add(older)
    desk.record("decision.replaced", older.code, BY_CONSENSUS, later=decision.code)


def restore_older(desk: Desk, decision: Decision) -> None:
    """What it had replaced is in force again: it replaces that one no more, or is not adopted any more."""
    older = _older(desk, decision)
    if older is None or older.status != REPLACED or older.superseded_by != decision.code:
        return
    older.status, older.superseded_by = CONSENSUS, ""
    desk.session.add(older)
    desk.record("decision.restored", older.code, BY_CONSENSUS, later=decision.code)


def seat_left(desk: Desk, organisation_id: int) -> None:
    """A seat that leaves the Committee is not asked any more, and what it objected to goes on."""
    for decision in decisions.unsettled(desk.session, desk.network_id):
        if organisation_id in decision.voices:
            settle(desk, decision)


def _older(desk: Desk, decision: Decision) -> Decision | None:
    return decisions.by_code(desk.session, desk.network_id, decision.supersedes) if decision.supersedes else None


def tell_adopted(desk: Desk, decision: Decision) -> None:
    """The secretariat and the coordination hear of it at once, with the text; the members receive the extract."""
    assert decision.settled_at is not None
    mark, text_of_it = f"v{decision.version}/{decision.settled_at.isoformat()}", [entry_row(decision)]
    for person in clerks(desk):
        _tell(
            desk, person, "decision.adopted", decision, mark, facts=text_of_it, settled=decision.settled_at
        )  # fmt: skip


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


def _secretariat(desk: Desk) -> list[Person]:
    """The secretariat without the coordination, which is told more."""
    leading = {person.id for person in coordinators(desk)}
    return [person for person in clerks(desk) if person.id not in leading]


def seats_heard(desk: Desk) -> list[Person]:
    """Everybody who may speak for a seat of the Committee, each once."""
    offices = (*voices.OFFICIAL[voices.COMMITTEE], voices.STANDS_IN[voices.COMMITTEE])
    return people.readers(desk.session, desk.network_id, offices, desk.today)


def objections(desk: Desk, decision: Decision) -> list[Answer]:
    """The objections of seats of the Committee that stand against the text as it is, in the order they came."""
    assert decision.id is not None
    standing = decisions.standing(decisions.answers_of(desk.session, decision.id), decision.version)
    seats = consensus.outcome_of(desk, decision).objecting
    return sorted((row for seat, row in standing.items() if seat in seats), key=lambda row: row.id or 0)


def objection_facts(desk: Desk, rows: Sequence[Answer]) -> list[list[Said]]:
    """Each objection as it was written, with what would solve it."""
    found: list[list[Said]] = []
    for row in rows:
        body = desk.session.get_one(Organisation, row.organisation_id).name
        found.append([text("answers.fact.objection", organisation=body), row.wording])
        found.append([text("answers.fact.way_out"), row.way_out])
    return found


def _suspend(desk: Desk, decision: Decision, found: Outcome) -> None:
    """An objection stops it at once; every seat and the secretariat are told in neutral words, with the reason as written."""
    if decision.status != SUSPENDED:
        decision.status, decision.proposed_result_at = SUSPENDED, None
        desk.session.add(decision)
        names = [desk.session.get_one(Organisation, each).name for each in found.objecting]
        desk.record("decision.suspended", decision.code, BY_CONSENSUS, version=decision.version, objecting=names)
    for row in objections(desk, decision):
        facts = objection_facts(desk, [row])
        for person in {each.id: each for each in (*seats_heard(desk), *_secretariat(desk))}.values():
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
        _tell(
            desk, person, "decision.resumed", decision, desk.now.isoformat(), until=decision.closes_at,
            silence=text(f"circulation.reminder_{'silence' if decision.by_silence else 'explicit'}"),
        )  # fmt: skip


def _as_long_as_was_left(desk: Desk, decision: Decision, closes_at: datetime) -> datetime:
    """The working days that were left when it was suspended this time, counted anew; at least one."""
    acts = journal.about(desk.session, desk.network_id, decision.code)
    stopped = max((each.at for each in acts if each.act == "decision.suspended"), default=desk.now)
    days = desk.law.days
    left = days.between(desk.law.day_of(stopped), desk.law.day_of(closes_at))
    return desk.law.end_of(days.count(desk.law.day_zero(desk.now), max(left, 1)))


def _propose(desk: Desk, decision: Decision) -> None:
    """A result is put before the secretariat; recording it is an act of theirs."""
    if decision.proposed_result_at is not None:
        return
    decision.proposed_result_at = desk.now
    desk.session.add(decision)
    for person in clerks(desk):
        _tell(desk, person, "decision.result_proposed", decision, desk.now.isoformat(), late=_overslept(desk, decision))


def _expire(desk: Desk, decision: Decision, found: Outcome) -> None:
    """The period ended and silence says nothing: the coordination hears, in private, who is still to answer."""
    missing = [desk.session.get_one(Organisation, each).name for each in found.waiting]
    mark = decision.closes_at.isoformat() if decision.closes_at else "-"
    for person in coordinators(desk):
        _tell(
            desk, person, "decision.expired", decision, f"{decision.version}/{mark}",
            missing=missing, until=decision.closes_at, late=_overslept(desk, decision),
        )  # fmt: skip


def _overslept(desk: Desk, decision: Decision) -> bool:
    """Whether the clock looked at the end so late that it must be said."""
    return decision.closes_at is not None and desk.now - decision.closes_at > LATE_AFTER


def _tell(desk: Desk, person: Person, notice: str, decision: Decision, mark: str, **values: Any) -> None:
    desk.tell(
        person, notice, decision.code, key=f"{notice}/{decision.code}/{mark}/{person.id}",
        code=decision.code, title=decision.title, wording=decision.wording, version=decision.version,
        why=text("answers.told_why", number=clause_number(desk, BY_CONSENSUS)), **values,
    )  # fmt: skip
