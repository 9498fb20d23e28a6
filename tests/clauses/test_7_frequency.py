"""§7: the Network meets at least once a year, at least for the annual balance; the Executive Committee too."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from scheduler import law as laws
from scheduler.duties import all_duties
from scheduler.law import Law
from scheduler.reminders import pointless, stages
from scheduler.yearly import possible_dates
from storage.charter import Charter
from storage.meetings import CANCELLED
from tests.examples import COORDINATOR, OIM, SECRETARY, held, item, lima, meeting, papers, the

BALANCE = item(OIM, "inform", balance=True)


@pytest.fixture
def law(peru: Charter) -> Law:
    return laws.of_charter(peru, 2027)


def test_only_a_plenary_that_was_held_with_the_annual_balance_meets_the_duty(law: Law) -> None:
    """The Network meets at least once a year and at least for the annual balance of the work plan: only the fact meets it."""
    now = lima("2027-12-02")
    convened = meeting("PLE-2027-01", "plenary", lima("2027-11-30", "10:00"), lima("2027-10-04"))
    for on, met in (
        (papers(held("PLE-2027-01", "plenary", "2027-11-30"), items=(BALANCE,)), True),
        (papers(held("PLE-2027-01", "plenary", "2027-11-30"), items=(item(OIM),)), False),
        (papers(held("PLE-2027-01", "plenary", "2027-11-30")), False),
        (papers(held("TEC-2027-01", "technical", "2027-11-30"), items=(BALANCE,)), False),
        (papers(convened, items=(BALANCE,)), False),
        (papers(), False),
    ):
        assert (the("plenary.yearly", on, law, now, about="2027").done is not None) is met


@pytest.mark.parametrize(("day", "year"), [("2027-12-31", "2027"), ("2028-01-03", "2028")])
def test_a_year_is_the_calendar_year_of_the_day_it_was_held(law: Law, day: str, year: str) -> None:
    """ "Una vez por año" is the calendar year: a plenary held in January counts for the new one, whenever it is recorded."""
    on = papers(held("PLE-2027-01", "plenary", day, held_recorded_at=lima("2028-01-10")), items=(BALANCE,))
    met = {
        duty.about for duty in all_duties(on, law, lima("2028-01-11")) if duty.name == "plenary.yearly" and duty.done
    }
    assert met == {year}


def test_the_executive_committee_meets_at_least_once_a_year(law: Law) -> None:
    """E03: the Committee's meeting held on 9 February meets the duty of 2027, on that day; an extraordinary one does not."""
    duty = the(
        "executive.yearly", papers(held("CE-2027-01", "executive", "2027-02-09")), law, lima("2027-02-10"), about="2027"
    )
    assert duty.done == lima("2027-02-09", "12:00")
    other = papers(held("EXT-2027-01", "extraordinary", "2027-02-09"))
    assert the("executive.yearly", other, law, lima("2027-02-10"), about="2027").open


def test_the_clause_gives_the_year_and_the_settings_the_dates(law: Law, peru: Charter) -> None:
    """The ToR ask for once a year; 15 December, amber and red are settings, and are never shown as the ToR's."""
    assert peru.terms["plenary.yearly"].source == "tor"
    assert peru.terms["plenary.alert"].source == "setting"
    duty = the("plenary.yearly", papers(), law, lima("2027-03-01"), about="2027")
    assert duty.due == lima("2027-12-15", "17:00")
    assert duty.alerts == (("amber", lima("2027-10-01", "09:00")), ("red", lima("2027-12-01", "09:00")))


def test_amber_and_red_go_to_the_coordinator_alone(law: Law) -> None:
    """When the year's meeting is neither held nor convened by the amber date, the coordinator hears of it; at red again."""
    on = papers()
    duty = the("plenary.yearly", on, law, lima("2027-10-01"), about="2027")
    told = {
        stage.name: stage.recipients for stage in stages(duty, duty.ladder, law, on) if stage.name in ("amber", "red")
    }
    assert told == {"amber": (COORDINATOR,), "red": (COORDINATOR,)}
    assert SECRETARY not in told["amber"]


def test_a_meeting_that_is_convened_keeps_the_alert_quiet_and_does_not_meet_the_duty(law: Law) -> None:
    """A convocation is a plan, not the fact: no alert while it stands, and the duty stays open until it is held."""
    on = papers(meeting("PLE-2027-01", "plenary", lima("2027-11-30", "10:00"), lima("2027-09-20")))
    duty = the("plenary.yearly", on, law, lima("2027-10-02"), about="2027")
    assert (duty.open, duty.ahead) == (True, "PLE-2027-01")
    passed = the("plenary.yearly", on, law, lima("2027-12-01", "09:00"), about="2027")
    assert (passed.open, passed.ahead) == (True, "")


def test_a_cancelled_plenary_brings_the_alert_back_at_once(law: Law) -> None:
    """Cancelled after the amber date, the year's meeting is again neither held nor convened: told at the cancellation."""
    gone = lima("2027-11-10", "15:00")
    on = papers(
        meeting(
            "PLE-2027-01",
            "plenary",
            lima("2027-11-30", "10:00"),
            lima("2027-09-20"),
            status=CANCELLED,
            cancelled_at=gone,
        )
    )
    duty = the("plenary.yearly", on, law, gone, about="2027")
    assert duty.alerts == (("amber", gone), ("red", lima("2027-12-01", "09:00")))


def test_a_network_opened_after_the_amber_date_is_told_when_it_opens(law: Law) -> None:
    """The first day of the secretariat finds a year without a plenary: the coordinator is told then."""
    duty = the("plenary.yearly", papers(), law, lima("2026-11-24"), about="2026")
    assert duty.alerts[0] == ("amber", lima("2026-11-23"))


def test_the_drafted_convocation_offers_three_days_that_can_be_kept(law: Law) -> None:
    """Three working days from Tuesday to Thursday, with the charter's notice, before the due day, free of holidays and meetings."""
    due = lima("2027-12-15", "17:00")
    found = possible_dates("plenary", due, papers(), law, lima("2027-10-01"))
    assert found == (date(2027, 11, 2), date(2027, 11, 16), date(2027, 11, 30))
    assert all(day.weekday() in (1, 2, 3) and law.days.is_working(day) for day in found)
    assert law.days.between(date(2027, 10, 1), found[0]) >= 20
    taken = papers(meeting("TEC-2027-05", "technical", lima("2027-11-02", "10:00"), lima("2027-10-01")))
    assert date(2027, 11, 2) not in possible_dates("plenary", due, taken, law, lima("2027-10-01"))


def test_when_the_notice_cannot_be_kept_any_more_the_calendar_year_is_offered_and_then_short_notice(law: Law) -> None:
    """The clause's year matters more than the setting's day, and both more than the notice."""
    due = lima("2027-12-15", "17:00")
    late = possible_dates("plenary", due, papers(), law, lima("2027-11-22"))
    assert late[0] > date(2027, 12, 15)
    assert late[-1].year == 2027
    last = possible_dates("plenary", due, papers(), law, lima("2027-12-06"))
    assert last[0] <= date(2027, 12, 15)


@pytest.mark.parametrize(("seconds", "void"), [(-1, ""), (0, "year_over"), (1, "year_over")])
def test_a_year_that_ended_without_it_cannot_be_met_any_more(law: Law, seconds: int, void: str) -> None:
    """The calendar year ends at midnight in Lima, to the second; after that the duty is not met and nobody is chased."""
    now = lima("2028-01-01", "00:00") + timedelta(seconds=seconds)
    duty = the("plenary.yearly", papers(), law, now, about="2027")
    assert (duty.done, duty.void) == (None, void)
    assert {pointless(duty, stage, now) for stage in stages(duty, duty.ladder, law, papers())} == {void}


def test_years_before_the_network_opened_are_not_asked_about(law: Law) -> None:
    """Nothing is owed for the time before the network was opened."""
    years = {duty.about for duty in all_duties(papers(), law, lima("2027-03-01")) if duty.name == "plenary.yearly"}
    assert years == {"2026", "2027", "2028"}
    assert "2026" not in {
        duty.about for duty in all_duties(papers(opened_at=lima("2027-01-05")), law, lima("2027-03-01"))
    }
