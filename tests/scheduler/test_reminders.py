"""Who hears of a duty when: the rules of the ladder that belong to no clause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scheduler import law as laws
from scheduler.duties import Duty, all_duties, pending_for
from scheduler.law import Law
from scheduler.reminders import stages
from storage.charter import Charter, Ladder
from storage.people import Absence
from tests.examples import (
    COORDINATOR,
    OFFICES,
    OIT,
    OIT_ALTERNATE,
    OIT_FOCAL,
    SECRETARY,
    UNFPA,
    held,
    item,
    lima,
    meeting,
    office,
    papers,
    the,
)  # fmt: skip

EVERY_STEP = Ladder(before=(5, 1), on_the_day=True, late=1, coordinator=2)


@pytest.fixture
def law(peru: Charter) -> Law:
    return laws.of_charter(peru, 2027)


def duty(due: str = "2027-04-13", **more: object) -> Duty:
    return Duty("minutes.circulation", "TEC-2027-01", lima(due, "17:00"), ("secretariat",), **more)  # type: ignore[arg-type]


def test_a_ladder_may_have_several_steps_before(law: Law) -> None:
    found = stages(duty(), EVERY_STEP, law, papers())
    assert [(stage.name, stage.at) for stage in found] == [
        ("before", lima("2027-04-06")), ("before", lima("2027-04-12")), ("today", lima("2027-04-13")),
        ("late", lima("2027-04-14")), ("coordinator", lima("2027-04-15")),
    ]  # fmt: skip
    assert len({stage.mark for stage in found}) == 5


def test_nobody_is_written_to_on_a_day_nobody_works(law: Law) -> None:
    """Due on Wednesday 24 March before Easter: "late" comes on Monday, not on Maundy Thursday."""
    found = stages(duty("2027-03-24"), EVERY_STEP, law, papers())
    assert [stage.at for stage in found if stage.name in ("late", "coordinator")] == [
        lima("2027-03-29"),
        lima("2027-03-30"),
    ]
    on_a_saturday = stages(duty("2027-05-01"), EVERY_STEP, law, papers())
    assert all(law.days.is_working(law.day_of(stage.at)) for stage in on_a_saturday)


def test_a_duty_that_time_itself_settles_reminds_nobody(law: Law) -> None:
    assert stages(duty(then="minutes.close_comments"), EVERY_STEP, law, papers()) == []


def test_a_late_note_goes_to_the_one_responsible_and_not_to_the_coordinator(law: Law) -> None:
    found = {stage.name: stage for stage in stages(duty(), EVERY_STEP, law, papers())}
    assert found["late"].recipients == (SECRETARY,)
    assert found["coordinator"].recipients == (COORDINATOR,)
    assert [name for name, stage in found.items() if stage.late] == ["late", "coordinator"]


def test_when_the_holder_has_left_by_the_time_it_is_sent_the_successor_is_told(law: Law) -> None:
    changed = (
        office(SECRETARY, "secretariat", 1, until="2027-04-13"),
        office(50, "secretariat", 1, since="2027-04-14"),
    )
    on = papers(offices=changed)
    (before,) = [stage for stage in stages(duty(), EVERY_STEP, law, on) if stage.at == lima("2027-04-12")]
    (later,) = [
        stage
        for stage in stages(duty(), EVERY_STEP, law, on, law.day_of(lima("2027-04-16")))
        if stage.at == lima("2027-04-12")
    ]
    assert (before.recipients, later.recipients) == ((SECRETARY,), (50,))


def test_a_proposer_who_left_the_network_is_not_written_to(law: Law) -> None:
    gone = replace(duty(), persons=(77,), organisation_id=OIT, owners=("focal_point",))
    assert {stage.recipients for stage in stages(gone, Ladder(before=(1,)), law, papers())} == {(OIT_FOCAL,)}


def away(*people: int, first: str = "2027-04-10", last: str = "2027-04-14") -> tuple[Absence, ...]:
    days = {"first": date.fromisoformat(first), "last": date.fromisoformat(last)}
    return tuple(Absence(network_id=1, person_id=each, said_at=lima("2027-04-01"), **days) for each in people)


def told(law: Law, of: Duty, *absent: int) -> list[tuple[int, ...]]:
    """Who is told on Monday 12, Tuesday 13, Wednesday 14 and Thursday 15 April."""
    ladder = Ladder(before=(1,), on_the_day=True, late=1, coordinator=2)
    return [stage.recipients for stage in stages(of, ladder, law, papers(absences=away(*absent)))]


def test_while_somebody_is_away_whoever_stands_in_is_reminded_and_they_are_not(law: Law) -> None:
    seat = replace(duty(), owners=("focal_point", "alternate"), organisation_id=OIT)
    assert told(law, seat, OIT_FOCAL) == [(OIT_ALTERNATE,)] * 3 + [(COORDINATOR,)]
    assert told(law, seat, OIT_ALTERNATE) == [(OIT_FOCAL,)] * 3 + [(COORDINATOR,)]


def test_what_somebody_away_proposed_is_seen_to_by_their_seat(law: Law) -> None:
    proposed = replace(duty(), owners=("secretariat",), organisation_id=OIT, persons=(OIT_FOCAL,))
    assert told(law, proposed)[:3] == [(OIT_FOCAL,)] * 3
    assert told(law, proposed, OIT_FOCAL)[:3] == [(OIT_ALTERNATE,)] * 3


def test_of_two_who_hold_an_office_the_one_who_is_there_is_reminded(law: Law) -> None:
    two = (*OFFICES, office(50, "secretariat", 1))
    found = stages(duty(), Ladder(on_the_day=True), law, papers(offices=two, absences=away(SECRETARY)))
    assert [stage.recipients for stage in found] == [(50,)]


def test_where_everybody_is_away_the_holder_is_still_written_to(law: Law) -> None:
    """A duty is never lost because nobody stands in."""
    seat = replace(duty(), owners=("focal_point", "alternate"), organisation_id=OIT)
    assert told(law, seat, OIT_FOCAL, OIT_ALTERNATE)[:3] == [(OIT_FOCAL,)] * 3
    assert told(law, duty(), SECRETARY)[:3] == [(SECRETARY,)] * 3


def test_whoever_is_back_is_reminded_again_themselves(law: Law) -> None:
    seat = replace(duty("2027-04-16"), owners=("focal_point", "alternate"), organisation_id=OIT)
    assert told(law, seat, OIT_FOCAL)[:2] == [(OIT_FOCAL,), (OIT_FOCAL,)]


def test_an_office_nobody_holds_has_no_recipients(law: Law) -> None:
    assert {stage.recipients for stage in stages(duty(), Ladder(late=1), law, papers(offices=()))} == {()}


def test_what_waits_for_whom(law: Law) -> None:
    """My pending matters: of my office, of my organisation, begun, and not what the clock does by itself."""
    ahead = meeting(
        "CE-2027-01", "executive", lima("2027-02-09", "10:00"), lima("2027-01-18"), call_opened_at=lima("2027-01-19")
    )
    over = held("TEC-2027-01", "technical", "2027-01-14", id=2)
    on = papers(ahead, over, items=(item(UNFPA, "decide", person_id=5, id=4),))
    now = lima("2027-01-25")
    duties = all_duties(on, law, now)

    def mine(person: int) -> list[tuple[str, str]]:
        return [
            (each.name, each.about)
            for each in pending_for(duties, [row for row in OFFICES if row.person_id == person], now)
        ]

    assert mine(SECRETARY) == [("minutes.circulation", "TEC-2027-01"), ("agenda.circulation", "CE-2027-01")]
    assert mine(OIT_FOCAL) == mine(OIT_ALTERNATE) == [("agenda.answer", "CE-2027-01")]
    assert mine(5) == [("agenda.documents", "CE-2027-01")]
    assert mine(COORDINATOR) == [("plenary.yearly", "2027")]
    assert the("executive.yearly", on, law, now, about="2027").ahead == "CE-2027-01"
