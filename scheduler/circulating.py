"""What time asks of a text before the Committee: its period ends, the silent are reminded once, an objection finds a way out."""

from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.deciding import END_PERIOD, JUST_AFTER, SEAT, running_since
from scheduler.duty import Duty
from scheduler.law import Law
from scheduler.papers import Papers
from storage.charter import Ladder
from storage.decisions import (
    CIRCULATION,
    NOT_ADOPTED,
    OBJECT,
    OPEN,
    SUSPENDED,
    Answer,
    Decision,
    DecisionText,
    standing,
)  # fmt: skip
from storage.text import text

REMINDER, MEDIATION, ABSENT = "no_objection.reminder", "objection.mediation", "absent.answer"


@dataclass(frozen=True, slots=True)
class Put:
    """A decision with every answer to it, in the order they came, and every version as it was put, oldest first."""

    decision: Decision
    said: tuple[Answer, ...]
    texts: tuple[DecisionText, ...]


def circulating_duties(papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Everything that the texts before the Committee set in motion."""
    return [duty for row in papers.decisions for rule in RULES for duty in rule(_put(row, papers), papers, law, now)]


def no_objection_urgent(facts: Put, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """An urgent period ends at the moment that was announced; its result is then proposed."""
    return _period("urgent", facts, law)


def no_objection_ordinary(facts: Put, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """An ordinary period ends at the moment that was announced; its result is then proposed."""
    return _period("ordinary", facts, law)


def no_objection_substantive(facts: Put, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """A substantive period ends at the moment that was announced; its result is then proposed."""
    return _period("substantive", facts, law)


def explicit_round(facts: Put, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Where every seat must answer, the time of absent members ends: the coordination hears who is still to answer."""
    return [] if facts.decision.period else _ends(ABSENT, facts, law)


def no_objection_reminder(facts: Put, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Before silence becomes assent only the seats that have said nothing are reminded, once.

    Whoever has just been told that it goes on, and until when, is not reminded of it in the same minute.
    """
    row = facts.decision
    if not _open(row) or row.closes_at is None:
        return []
    put = _put_at(facts)
    term = law.term(REMINDER, law.day_of(put))
    said = standing(facts.said, row.version)
    duty = Duty(
        REMINDER, row.code, row.closes_at, SEAT, opens=running_since(row, facts.said, put), began=law.day_of(put),
        void="period_over" if now > row.closes_at else "", ladder=Ladder(before=(term.number or 1,)),
        values={**_values(row), "silence": text(f"circulation.reminder_{'silence' if row.by_silence else 'explicit'}")},
    )  # fmt: skip
    return [_of_seat(duty, seat, papers, said.get(seat)) for seat in row.voices if seat in papers.committee]


def objection_mediation(facts: Put, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Within so many working days of an objection a way out is proposed.

    It is met by a revised text, by the objection being withdrawn, or by the record that it was not adopted.
    """
    row = facts.decision
    found = [_mediation(facts, version, law) for version in range(1, row.version + 1)]
    return [duty for duty in found if duty is not None]


def _mediation(facts: Put, version: int, law: Law) -> Duty | None:
    """The duty that objections to one version left, met or open; one that came after a withdrawal begins its own time."""
    row = facts.decision
    stopped = version == row.version and row.status == SUSPENDED
    objections = [a for a in facts.said if a.version == version and a.kind == OBJECT and not a.late]
    objections = [a for a in objections if not (stopped and a.withdrawn_at)]
    if not objections:
        return None
    began = min(each.answered_at for each in objections)
    term = law.term(MEDIATION, law.day_of(began))
    due = law.end_of(law.days.count(law.day_zero(began), term.working_days or 0))
    return Duty(
        MEDIATION, row.code, due, (term.owner or "coordination",), done=None if stopped else _way_out(facts, version),
        opens=began, began=law.day_of(began), ladder=term.ladder, values={**_values(row), "version": version},
    )  # fmt: skip


RULES = (
    no_objection_urgent, no_objection_ordinary, no_objection_substantive, explicit_round, no_objection_reminder,
    objection_mediation,
)  # fmt: skip


def _put(row: Decision, papers: Papers) -> Put:
    return Put(row, papers.answers.get(row.id or 0, ()), papers.texts.get(row.id or 0, ()))


def _period(name: str, facts: Put, law: Law) -> list[Duty]:
    return _ends(f"no_objection.{name}", facts, law) if facts.decision.period == name else []


def _ends(name: str, facts: Put, law: Law) -> list[Duty]:
    """The end that was announced when the text was put: no later holiday or setting moves it."""
    row = facts.decision
    if not _open(row) or row.closes_at is None:
        return []
    put = _put_at(facts)
    owner = law.term(name, law.day_of(put)).owner
    return [
        Duty(
            name, row.code, row.closes_at, (owner or "executive",), then=END_PERIOD, then_at=row.closes_at + JUST_AFTER,
            done=row.proposed_result_at, opens=put, began=law.day_of(put), values=_values(row),
        )
    ]  # fmt: skip


def _open(row: Decision) -> bool:
    return row.status == OPEN and row.basis == CIRCULATION


def _way_out(facts: Put, version: int) -> datetime | None:
    """When an objection to that version ceased to hold the matter up: what came first."""
    row = facts.decision
    of_it = [answer for answer in facts.said if answer.version == version]
    moments = [each.put_at for each in facts.texts if each.version == version + 1]
    moments += [row.settled_at] if row.status == NOT_ADOPTED and row.settled_at else []
    withdrawn = [a.withdrawn_at for a in of_it if a.kind == OBJECT and a.withdrawn_at]
    anew = [a.answered_at for a in of_it if a.kind != OBJECT and not a.late and a.withdrawn_at is None]
    return min(moments, default=max(withdrawn or anew, default=row.settled_at))


def _of_seat(duty: Duty, seat: int, papers: Papers, said: Answer | None) -> Duty:
    name = papers.organisations.get(seat, "")
    done = said.answered_at if said else None
    values = {**duty.values, "organisation": name, "organisation_id": seat}
    return replace(duty, organisation_id=seat, done=done, void="" if done else duty.void, values=values)


def _put_at(facts: Put) -> datetime:
    return max((each.put_at for each in facts.texts), default=facts.decision.recorded_at)


def _values(row: Decision) -> dict[str, object]:
    return {"code": row.code, "title": row.title, "version": row.version}
