"""§5.2.1: the Executive Committee decides by consensus. The days are settings; nothing is ever counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from handlers.consensus import EXPIRED, OBJECTED, REACHED, WAITING, outcome
from scheduler import law as laws
from scheduler.deciding import absent_answer, decisions_extract
from scheduler.law import Law
from scheduler.papers import Papers
from scheduler.reminders import BEFORE, stages
from storage.charter import Charter
from storage.decisions import AD_REFERENDUM, AGREE, COMMENT, CONSENSUS, OBJECT, RESERVE, SUSPENDED, Answer, Decision
from tests.examples import OCR, OCR_MEMBER, OIT, UNFPA, lima, papers

SEATS = (OCR, OIT, UNFPA)
ELEVENTH, END = lima("2027-02-11"), lima("2027-02-12", "17:00")


@pytest.fixture
def law(peru: Charter) -> Law:
    return laws.of_charter(peru, 2027)


def answer(seat: int, kind: str, at: datetime = ELEVENTH, **more: object) -> Answer:
    return Answer(
        network_id=1, decision_id=1, version=1, organisation_id=seat, kind=kind, answered_at=at, **more
    )  # fmt: skip


def adopted(**more: object) -> Decision:
    given = {
        "id": 1, "network_id": 1, "series": "D", "code": "D-2027-01", "wording": "…", "clause": "5.2.1",
        "status": AD_REFERENDUM, "voices": [OCR, OIT], "present": [OIT], "absent": [OCR], "taken_on": date(2027, 2, 9),
        "closes_at": END, "recorded_at": lima("2027-02-09", "12:00"), **more,
    }  # fmt: skip
    return Decision(**given)


def on(decision: Decision, *answers: Answer, committee: frozenset[int] = frozenset({OCR, OIT})) -> Papers:
    return replace(papers(), decisions=(decision,), answers={1: answers}, committee=committee)


@pytest.mark.parametrize(
    ("said", "by_silence", "ended", "state"),
    [
        ({OCR: AGREE, OIT: AGREE, UNFPA: AGREE}, False, False, REACHED),
        ({OCR: AGREE, OIT: COMMENT, UNFPA: RESERVE}, False, False, REACHED),
        ({OCR: AGREE, OIT: AGREE}, False, False, WAITING),
        ({OCR: AGREE, OIT: AGREE}, False, True, EXPIRED),
        ({OCR: AGREE, OIT: AGREE}, True, False, WAITING),
        ({OCR: AGREE, OIT: AGREE}, True, True, REACHED),
        ({OCR: AGREE, OIT: AGREE, UNFPA: OBJECT}, True, True, OBJECTED),
        ({UNFPA: OBJECT}, False, False, OBJECTED),
        ({}, True, True, REACHED),
        ({}, False, True, EXPIRED),
    ],
)
def test_consensus_is_every_seats_and_one_objection_is_enough_to_stop(
    said: dict[int, str], by_silence: bool, ended: bool, state: str
) -> None:
    """Every seat agrees, comments or reserves and none objects; silence speaks only under a rule, once the time is over."""
    standing = {seat: answer(seat, kind) for seat, kind in said.items()}
    assert outcome(SEATS, SEATS, standing, by_silence=by_silence, ended=ended).state == state


def test_a_seat_nobody_holds_says_nothing_by_its_silence() -> None:
    """The Committee is incomplete then: it waits, whatever rule is in force."""
    found = outcome(SEATS, (OCR, OIT), {}, by_silence=True, ended=True)
    assert (found.state, found.waiting) == (EXPIRED, (UNFPA,))


def test_the_absent_seat_alone_is_waited_for_until_the_third_working_day(law: Law) -> None:
    """Whoever was in the room has agreed there; the absent seat is reminded once, the working day before the end."""
    (seat, end) = absent_answer(adopted(), on(adopted()), law, lima("2027-02-09", "13:00"))
    assert (seat.organisation_id, seat.due, seat.open) == (OCR, END, True)
    (stage,) = stages(seat, seat.ladder, law, on(adopted()))
    assert (stage.name, stage.at, stage.recipients) == (BEFORE, lima("2027-02-11", "09:00"), (OCR_MEMBER,))
    assert (end.then, end.then_at) == ("decisions.end_period", END + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("decision", "answers", "committee", "state"),
    [
        (adopted(), (answer(OCR, AGREE),), {OCR, OIT}, "done"),
        (adopted(), (answer(OCR, AGREE, END + timedelta(days=3), late=True),), {OCR, OIT}, "done"),
        (adopted(), (answer(OCR, OBJECT, withdrawn_at=lima("2027-02-11", "10:00")),), {OCR, OIT}, "open"),
        (adopted(version=2), (answer(OCR, AGREE),), {OCR, OIT}, "open"),
        (adopted(status=SUSPENDED), (), {OCR, OIT}, "suspended"),
        (adopted(), (), {OIT}, "left"),
    ],
)
def test_nobody_is_reminded_of_what_they_said_or_of_what_is_not_theirs_any_more(
    law: Law, decision: Decision, answers: tuple[Answer, ...], committee: set[int], state: str
) -> None:
    """An answer ends the reminders, in time or not; one taken back or to an earlier text does not."""
    found = absent_answer(decision, on(decision, *answers, committee=frozenset(committee)), law, END)[0]
    assert (found.void or ("done" if found.done else "open")) == state


@pytest.mark.parametrize(
    ("settled", "leaves"),
    [
        (lima("2027-02-11", "16:40"), lima("2027-02-12", "09:00")),
        (lima("2027-02-12", "16:40"), lima("2027-02-15", "09:00")),
        (lima("2027-02-11", "17:00:01"), lima("2027-02-15", "09:00")),
    ],
    ids=["a Thursday", "a Friday", "after the close of business"],
)
def test_the_extract_of_an_adopted_decision_leaves_on_the_next_working_day(
    law: Law, settled: datetime, leaves: datetime
) -> None:
    """5.1.8: members receive what was decided; only what was adopted by consensus leaves, and once."""
    decision = adopted(status=CONSENSUS, settled_at=settled)
    (duty,) = decisions_extract(decision, on(decision), law, settled)
    assert (duty.then, duty.then_at) == ("decisions.circulate_extract", leaves)
    assert decisions_extract(adopted(), on(adopted()), law, settled) == []
    sent = adopted(status=CONSENSUS, settled_at=settled, extract_sent_at=leaves)
    assert not decisions_extract(sent, on(sent), law, settled)[0].open
