"""§5, Puntos focales: each member has an official and an alternate. Twice a year each seat says whether they still stand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from scheduler import law as laws
from scheduler.contacts import answers_until, recent_round
from scheduler.duties import Duty, all_duties, pending_for
from scheduler.law import Law
from scheduler.papers import Papers
from storage.charter import Charter
from storage.contacts import ContactCheck
from tests.examples import OFFICES, OIT, OIT_FOCAL, UNFPA, lima, member, papers

ASKED = lima("2027-01-12", "09:30")
MEMBERS = (member(OIT), member(UNFPA))


@pytest.fixture
def law(peru: Charter) -> Law:
    return laws.of_charter(peru, 2027)


def check(organisation: int, **more: object) -> ContactCheck:
    """One seat asked in the round of 12 January 2027."""
    given = {"round_on": date(2027, 1, 12), "asked_at": ASKED, **more}
    return ContactCheck(network_id=1, organisation_id=organisation, **given)


def of(name: str, on: Papers, law: Law, now: str, hour: str = "09:00") -> list[Duty]:
    return [duty for duty in all_duties(on, law, lima(now, hour)) if duty.name == name]


def test_the_round_opens_twice_a_year_on_its_day_or_the_next_working_one(law: Law) -> None:
    """15 January and 15 July, at the hour of the day's notices; a Saturday waits until Monday."""
    found = of("contacts.check", papers(), law, "2027-01-04")
    assert [(duty.due, duty.then) for duty in found] == [
        (lima("2027-01-15"), "contacts.open_round"), (lima("2027-07-15"), "contacts.open_round"),
        (lima("2028-01-17"), "contacts.open_round"), (lima("2028-07-17"), "contacts.open_round"),
    ]  # fmt: skip


def test_a_round_missed_by_its_whole_length_is_not_opened_any_more(law: Law) -> None:
    """A clock that was stopped over the day opens the round late; once its answers would be over, it is left out."""
    late = {duty.about: duty.void for duty in of("contacts.check", papers(), law, "2027-01-20")}
    missed = {duty.about: duty.void for duty in of("contacts.check", papers(), law, "2027-03-01")}
    assert (late["2027-01-15"], missed["2027-01-15"]) == ("", "over")


def test_a_network_opened_after_the_day_is_not_asked_for_it(law: Law) -> None:
    """What was due before the network existed is due from nobody."""
    found = of("contacts.check", papers(opened_at=lima("2027-02-01")), law, "2027-02-02")
    assert {duty.about for duty in found} == {"2027-07-15", "2028-01-17", "2028-07-17"}


def test_each_seat_answers_within_ten_working_days_of_the_question(law: Law) -> None:
    """E01: asked on 12 January 2027 at 09:30, a seat has until 26 January at 17:00; the day of asking is day 0."""
    assert answers_until(law, ASKED) == lima("2027-01-26", "17:00")


def test_a_seat_that_answered_owes_nothing_and_the_others_are_on_their_own_lists(law: Law) -> None:
    """The official focal point sees the question among their pending matters until the seat has answered."""
    on = papers(
        checks=(check(OIT), check(UNFPA, answer="confirmed", answered_at=lima("2027-01-13"))), memberships=MEMBERS
    )
    seats = {d.organisation_id: d.open for d in of("contacts.answer", on, law, "2027-01-14") if d.organisation_id}
    assert seats == {OIT: True, UNFPA: False}
    mine = pending_for(all_duties(on, law, lima("2027-01-14")), [OFFICES[2]], lima("2027-01-14"))
    assert OFFICES[2].person_id == OIT_FOCAL
    assert [duty.name for duty in mine] == ["contacts.answer"]


def test_the_clock_closes_a_round_once_for_all_seats(law: Law) -> None:
    """At the end of the answers one list goes to the secretariat, not one a seat."""
    closing = [d for d in of("contacts.answer", papers(checks=(check(OIT), check(UNFPA))), law, "2027-01-14") if d.then]
    assert [(duty.then, duty.due) for duty in closing] == [("contacts.close_round", lima("2027-01-26", "17:00"))]


def test_a_new_round_takes_the_place_of_the_one_before(law: Law) -> None:
    """Nobody owes an answer to two rounds."""
    later = check(OIT, round_on=date(2027, 7, 15), asked_at=lima("2027-07-15"))
    seats = [
        d
        for d in of("contacts.answer", papers(checks=(check(OIT), later), memberships=MEMBERS), law, "2027-07-16")
        if d.organisation_id
    ]
    assert [(duty.about, duty.void) for duty in seats] == [("2027-07-15", "")]


@pytest.mark.parametrize(("days", "spared"), [(3, True), (59, True), (60, False)])
def test_a_round_opened_by_hand_within_two_months_is_recent(days: int, spared: bool) -> None:
    """The clock asks nobody again for what was asked less than two months ago."""
    on = date(2027, 3, 15)
    rows = [check(OIT, round_on=on - timedelta(days=days))]
    assert (recent_round(rows, on) is not None) == spared
