"""What time asks of the Committee's decisions: the answers of absent seats, and the extract for the members."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from scheduler.duty import Duty
from scheduler.law import Law
from scheduler.papers import Papers
from storage.decisions import AD_REFERENDUM, CONSENSUS, MEETING, OBJECT, SUSPENDED, Answer, Decision

SEAT = ("executive", "resident_coordinator", "deputy")
"""Who answers for a seat of the Committee, in this order."""
END_PERIOD = "decisions.end_period"
JUST_AFTER = timedelta(seconds=1)
"""The last second of a period still counts: it has ended just after it."""


def decision_duties(papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Every duty that a decision of the Committee sets in motion."""
    rules = (absent_answer, decisions_extract)
    return [duty for row in papers.decisions for rule in rules for duty in rule(row, papers, law, now)]


def absent_answer(decision: Decision, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """A seat that was not at the meeting answers within so many working days of being asked; silence is no answer.

    Once the period has ended the clock has it looked at: whatever is missing is told to the coordination, in private.
    """
    if decision.basis != MEETING or decision.closes_at is None or "absent.answer" not in law.charter.terms:
        return []
    began = law.day_of(decision.recorded_at)
    term = law.term("absent.answer", began)
    values = {
        "code": decision.code, "title": decision.title, "wording": decision.wording, "version": decision.version,
        "until": decision.closes_at,
    }  # fmt: skip
    asked = running_since(decision, papers.answers.get(decision.id or 0, ()), decision.recorded_at)
    duty = Duty(
        "absent.answer", decision.code, decision.closes_at, SEAT, opens=asked, began=began, ladder=term.ladder,
        void=_over(decision), values=values,
    )  # fmt: skip
    end = replace(duty, then=END_PERIOD, then_at=decision.closes_at + JUST_AFTER)
    absent = [seat for seat in decision.voices if seat not in decision.present]
    return [*(_of_seat(duty, seat, decision, papers) for seat in absent), end]


def running_since(decision: Decision, said: Iterable[Answer], begun: datetime) -> datetime:
    """Since when the seats can answer without a stop: since they were asked, or since the last objection was gone.

    Whoever hears that it goes on, and until when, is not reminded of it in the same minute.
    """
    of_it = [each for each in said if each.version == decision.version and not each.late]
    for objection in (each for each in of_it if each.kind == OBJECT):
        anew = (each.answered_at for each in of_it if each.organisation_id == objection.organisation_id)
        gone = [objection.withdrawn_at] if objection.withdrawn_at else []
        begun = max([begun, *gone, *(moment for moment in anew if moment > objection.answered_at)])
    return begun


def decisions_extract(decision: Decision, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """The extract of what was adopted goes to the members so many working days later, in the morning, by itself."""
    if decision.status != CONSENSUS or decision.settled_at is None or "decisions.extract" not in law.charter.terms:
        return []
    began = law.day_of(decision.settled_at)
    term = law.term("decisions.extract", began)
    day = law.days.count(law.day_zero(decision.settled_at), term.working_days or 0)
    return [
        Duty(
            "decisions.extract", decision.code, law.end_of(day), (term.owner or "secretariat",),
            done=decision.extract_sent_at, opens=decision.settled_at, began=began, then="decisions.circulate_extract",
            then_at=law.morning_of(day), values={"code": decision.code, "title": decision.title},
        )
    ]  # fmt: skip


def _of_seat(duty: Duty, seat: int, decision: Decision, papers: Papers) -> Duty:
    answer = _answer(seat, decision, papers)
    done = answer.answered_at if answer else decision.settled_at if decision.status == CONSENSUS else None
    void = "left" if seat not in papers.committee else duty.void
    values = {**duty.values, "organisation": papers.organisations.get(seat, ""), "organisation_id": seat}
    return replace(duty, organisation_id=seat, done=done, void="" if done else void, values=values)


def _answer(seat: int, decision: Decision, papers: Papers) -> Answer | None:
    """What the seat said first about the text as it stands, in time or after this end: it is not reminded again."""
    assert decision.closes_at is not None
    for row in papers.answers.get(decision.id or 0, ()):
        mine = row.organisation_id == seat and row.version == decision.version and row.withdrawn_at is None
        if mine and (not row.late or row.answered_at > decision.closes_at):
            return row
    return None


def _over(decision: Decision) -> str:
    """Why nobody is waited for any more."""
    if decision.status == AD_REFERENDUM:
        return ""
    return "suspended" if decision.status == SUSPENDED else "settled"
