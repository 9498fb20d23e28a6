"""§2: looking for a date is a setting of the secretariat: a poll closes by itself, reminds the undecided, convenes nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from scheduler import law as laws
from scheduler.deciding import SEAT
from scheduler.duties import Duty, all_duties, pending_for
from scheduler.law import Law
from scheduler.papers import Papers
from scheduler.polling import CLOSE, MEMBER, convened_until, usual_close, voices_for
from scheduler.reminders import pointless, stages
from storage.charter import Charter
from storage.polls import DatePoll
from tests.examples import OFFICES, OIT, OIT_FOCAL, UNFPA, lima, member, papers
from tests.handlers.meeting_scene import says
from tests.handlers.poll_scene import ACNUR, MONDAY, opened
from tests.town import Town

OPENED, CLOSES = lima("2027-03-15", "09:00"), lima("2027-03-18", "17:00")
FIRST = lima("2027-04-06", "10:00")


@pytest.fixture
def law(peru: Charter) -> Law:
    return laws.of_charter(peru, 2027)


def poll(**more: object) -> DatePoll:
    given = {"kind": "technical", "title": "Regularización", "minutes": 90, "opened_at": OPENED, "closes_at": CLOSES}
    return DatePoll(id=1, network_id=1, **{**given, **more})


def record(answered: dict[int, datetime] | None = None, **more: object) -> Papers:
    """OIT and UNFPA are asked."""
    return replace(
        papers(), memberships=(member(OIT), member(UNFPA)), polls=(poll(**more),), poll_answers={1: answered or {}}
    )


def answer_duties(on: Papers, law: Law, now: datetime = OPENED) -> list[Duty]:
    return [duty for duty in all_duties(on, law, now) if duty.name == "poll.answer"]


def test_the_poll_closes_by_itself_three_working_days_after_the_day_of_asking(law: Law) -> None:
    """The day of asking is day 0; the third working day counts to its last second, and holidays do not count."""
    assert usual_close(law, OPENED, FIRST) == CLOSES
    assert usual_close(law, lima("2027-03-23", "09:00"), FIRST) == lima("2027-03-30", "17:00")
    (closing,) = [duty for duty in answer_duties(record(), law) if duty.then]
    assert (closing.then, closing.due) == (CLOSE, CLOSES)
    assert closing.then_at is not None
    assert closing.then_at > CLOSES


def test_a_late_question_closes_before_the_first_hour_or_is_not_asked(law: Law) -> None:
    """Whoever asks the day before has until that evening; on the day itself nothing can be asked any more."""
    assert usual_close(law, lima("2027-04-05", "09:00"), FIRST) == lima("2027-04-05", "17:00")
    assert usual_close(law, lima("2027-04-06", "08:00"), FIRST) is None


def test_the_last_lawful_moment_to_convene_counts_back_the_notice_of_the_kind(law: Law) -> None:
    """A technical meeting on 6 April asks for ten working days: until 19 March, across Easter week."""
    assert convened_until(law, "technical", FIRST, OPENED) == lima("2027-03-19", "17:00")


def test_only_the_undecided_are_reminded_one_working_day_before_and_nobody_is_called_late(law: Law) -> None:
    """One reminder a seat, in private; once it has answered there is none, and after the close there is none."""
    on = record({OIT: lima("2027-03-16", "10:00")})
    seats = {duty.organisation_id: duty for duty in answer_duties(on, law) if not duty.then}
    assert {seat: duty.open for seat, duty in seats.items()} == {OIT: False, UNFPA: True}
    (stage,) = stages(seats[UNFPA], seats[UNFPA].ladder, law, on)
    assert law.day_of(stage.at) == lima("2027-03-17").date()
    assert pointless(seats[OIT], stage, stage.at) == "done"
    assert pointless(seats[UNFPA], stage, CLOSES) == "due_passed"


def test_it_waits_for_whoever_answers_for_the_seat_until_they_have(law: Law) -> None:
    """«¿Qué me toca?» has the poll for the focal point of a seat that has not answered."""
    mine = [row for row in OFFICES if row.person_id == OIT_FOCAL]
    waiting = list(pending_for(answer_duties(record(), law), mine, OPENED))
    assert [duty.organisation_id for duty in waiting] == [OIT]
    assert pending_for(answer_duties(record({OIT: OPENED}), law), mine, OPENED) == []


def test_in_the_committee_its_seats_are_asked_elsewhere_the_focal_points(law: Law) -> None:
    """One voice a seat, the official's first: the head or its deputy where decisions are taken, else the focal point."""
    committee, technical = law.charter.meetings["executive"], law.charter.meetings["technical"]
    held = {"executive", "focal_point", "alternate"}
    assert voices_for(committee, held, in_committee=True) == SEAT[:1] + SEAT[1:]
    assert voices_for(committee, held, in_committee=False) == MEMBER
    assert voices_for(technical, held, in_committee=True) == MEMBER
    assert voices_for(technical, {"rco", "executive"}, in_committee=True) == ("rco",)
    assert voices_for(technical, {"executive"}, in_committee=True) == ()


def test_why_is_answered_with_the_setting_its_clause_and_who_may_change_it(town: Town) -> None:
    """«/red porque poll.answer»: three working days, a setting under §2 and no number of the terms of reference."""
    opened(town)
    words = says(town.ask(ACNUR, "network.why", MONDAY, code="poll.answer"))
    assert "§2" in words
    assert "3 días hábiles" in words
    assert "ajuste" in words.casefold()
