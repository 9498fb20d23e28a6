"""What time asks of a text before the Committee: its period ends, the silent are reminded once, an objection finds a way out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

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
    standing,
)  # fmt: skip

LAST_SECOND = timedelta(seconds=1)
"""The second of the end still counts: what follows from it follows after it."""
CLOSE = "decisions.close_period"
COMMITTEE = ("executive", "resident_coordinator", "deputy")
REMINDER, MEDIATION, ABSENT = "no_objection.reminder", "objection.mediation", "absent.answer"


def circulating_duties(papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Everything that the texts before the Committee set in motion."""
    return [duty for row in papers.decisions for rule in RULES for duty in rule(row, papers, law, now)]


def no_objection_urgent(row: Decision, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """An urgent period ends at the moment that was announced; its result is then proposed."""
    return _period("urgent", row, papers, law)


def no_objection_ordinary(row: Decision, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """An ordinary period ends at the moment that was announced; its result is then proposed."""
    return _period("ordinary", row, papers, law)


def no_objection_substantive(row: Decision, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """A substantive period ends at the moment that was announced; its result is then proposed."""
    return _period("substantive", row, papers, law)


def explicit_round(row: Decision, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Where every seat must answer, the time of absent members ends: the coordination hears who is still to answer."""
    return [] if row.period else _ends(ABSENT, row, papers, law)


def no_objection_reminder(row: Decision, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Before silence becomes assent only the seats that have said nothing are reminded, once."""
    if not _open(row) or not row.by_silence or row.closes_at is None:
        return []
    put = _put_at(row, papers)
    term = law.term(REMINDER, law.day_of(put))
    said = standing(papers.answers.get(row.id or 0, ()), row.version)
    duty = Duty(
        REMINDER, row.code, row.closes_at, COMMITTEE, opens=put, began=law.day_of(put),
        void="period_over" if now > row.closes_at else "", ladder=Ladder(before=(term.number or 1,)), values=_values(row),
    )  # fmt: skip
    return [_of_seat(duty, seat, papers, said.get(seat)) for seat in row.voices if seat in papers.committee]


def objection_mediation(row: Decision, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Within so many working days of an objection a way out is proposed.

    It is met by a revised text, by the objection being withdrawn, or by the record that it was not adopted.
    """
    found = []
    answers = papers.answers.get(row.id or 0, ())
    for version in range(1, row.version + 1):
        objections = [a for a in answers if a.version == version and a.kind == OBJECT and not a.late]
        if objections:
            began = min(each.answered_at for each in objections)
            day = law.day_of(began)
            term = law.term(MEDIATION, day)
            due = law.end_of(law.days.count(law.day_zero(began), term.working_days or 0))
            done = (
                None if version == row.version and row.status == SUSPENDED else _way_out(row, version, answers, papers)
            )
            duty = Duty(
                MEDIATION, row.code, due, (term.owner or "coordination",), done=done, opens=began, began=day,
                ladder=term.ladder, values={**_values(row), "version": version},
            )  # fmt: skip
            found.append(duty)
    return found


RULES = (
    no_objection_urgent, no_objection_ordinary, no_objection_substantive, explicit_round, no_objection_reminder,
    objection_mediation,
)  # fmt: skip


def _period(name: str, row: Decision, papers: Papers, law: Law) -> list[Duty]:
    return _ends(f"no_objection.{name}", row, papers, law) if row.period == name else []


def _ends(name: str, row: Decision, papers: Papers, law: Law) -> list[Duty]:
    """The end that was announced when the text was put: no later holiday or setting moves it."""
    if not _open(row) or row.closes_at is None:
        return []
    put = _put_at(row, papers)
    owner = law.term(name, law.day_of(put)).owner
    return [
        Duty(
            name, row.code, row.closes_at, (owner or "executive",), then=CLOSE, then_at=row.closes_at + LAST_SECOND,
            done=row.proposed_result_at, opens=put, began=law.day_of(put), values=_values(row),
        )
    ]  # fmt: skip


def _open(row: Decision) -> bool:
    return row.status == OPEN and row.basis == CIRCULATION


def _way_out(row: Decision, version: int, answers: Sequence[Answer], papers: Papers) -> datetime | None:
    """When an objection to that version ceased to hold the matter up."""
    later = [text.put_at for text in papers.texts.get(row.id or 0, ()) if text.version == version + 1]
    withdrawn = [a.withdrawn_at for a in answers if a.version == version and a.kind == OBJECT and a.withdrawn_at]
    anew = [a.answered_at for a in answers if a.version == version and a.kind != OBJECT and not a.late]
    settled = [row.settled_at] if row.status == NOT_ADOPTED and row.settled_at else []
    return max(later or settled or withdrawn or anew, default=row.settled_at)


def _of_seat(duty: Duty, seat: int, papers: Papers, said: Answer | None) -> Duty:
    name = papers.organisations.get(seat, "")
    done = said.answered_at if said else None
    values = {**duty.values, "organisation": name, "organisation_id": seat}
    return replace(duty, organisation_id=seat, done=done, void="" if done else duty.void, values=values)


def _put_at(row: Decision, papers: Papers) -> datetime:
    texts = papers.texts.get(row.id or 0, ())
    return max((text.put_at for text in texts), default=row.recorded_at)


def _values(row: Decision) -> dict[str, object]:
    return {"code": row.code, "title": row.title, "version": row.version}
