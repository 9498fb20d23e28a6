"""The law in force: the charter, with the days and settings the network itself has changed, on its own clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from scheduler import law
from scheduler.law import Law
from storage.charter import Charter, load_named
from storage.networks import ChangedSetting, ExtraDay, Network
from tests.town import Town, lima

NOW = lima(2027, 2, 1)
MONDAY = date(2027, 2, 8)


@pytest.fixture(scope="module")
def peru_law(peru: Charter) -> Law:
    return law.of_charter(peru, 2027)


@pytest.fixture(scope="module")
def moldova() -> Law:
    return law.of_charter(load_named("example"), 2027)


DAY_ZERO = [
    ("at one second to five, that day", lima(2027, 2, 9, 16, 59, 59), date(2027, 2, 9)),
    ("at five, still that day", lima(2027, 2, 9, 17, 0, 0), date(2027, 2, 9)),
    ("at one second past five, the next day", lima(2027, 2, 9, 17, 0, 1), date(2027, 2, 10)),
    ("at a millionth past five, the next day", lima(2027, 2, 9, 17).replace(microsecond=1), date(2027, 2, 10)),
    ("in the small hours, that day", lima(2027, 2, 9, 0, 1), date(2027, 2, 9)),
    ("before midnight, the next day", lima(2027, 2, 9, 23, 59, 59), date(2027, 2, 10)),
    ("on Friday evening, Monday", lima(2027, 2, 12, 18), date(2027, 2, 15)),
    ("on Saturday morning, Monday", lima(2027, 2, 13, 9), date(2027, 2, 15)),
    ("on Saturday evening, Monday and not Tuesday", lima(2027, 2, 13, 20), date(2027, 2, 15)),
    ("on Sunday night, Monday", lima(2027, 2, 14, 23), date(2027, 2, 15)),
    ("on Holy Thursday, Monday", lima(2027, 3, 25, 10), date(2027, 3, 29)),
    ("on the evening before Holy Thursday, Monday", lima(2027, 3, 24, 18), date(2027, 3, 29)),
    ("on Sunday before 7 June, Tuesday", lima(2027, 6, 6, 12), date(2027, 6, 8)),
    # 21:30 UTC is 16:30 in Lima, 22:30 UTC is 17:30.
    ("told in UTC before five in Lima, that day", datetime(2027, 2, 9, 21, 30, tzinfo=UTC), date(2027, 2, 9)),
    ("told in UTC after five in Lima, the next day", datetime(2027, 2, 9, 22, 30, tzinfo=UTC), date(2027, 2, 10)),
    ("told in UTC after midnight there, the next day", datetime(2027, 2, 10, 3, 0, tzinfo=UTC), date(2027, 2, 10)),
]


@pytest.mark.parametrize(("why", "moment", "expected"), DAY_ZERO, ids=[row[0] for row in DAY_ZERO])
def test_an_act_counts_from_its_day_zero(peru_law: Law, why: str, moment: datetime, expected: date) -> None:
    assert peru_law.day_zero(moment) == expected


def test_a_period_ends_at_the_close_of_business_of_its_last_day(peru_law: Law) -> None:
    assert peru_law.end_of(date(2027, 2, 16)) == datetime(2027, 2, 16, 22, 0, tzinfo=UTC)
    assert peru_law.morning_of(date(2027, 2, 16)) == datetime(2027, 2, 16, 14, 0, tzinfo=UTC)
    assert peru_law.office_hours(date(2027, 2, 16)) == (time(8, 30), time(17, 30))


def test_lima_keeps_one_hour_all_year(peru_law: Law) -> None:
    days = [date(2027, 1, 1) + timedelta(days=n) for n in range(365)]
    assert {peru_law.end_of(day) - datetime(day.year, day.month, day.day, tzinfo=UTC) for day in days} == {
        timedelta(hours=22)
    }
    assert all(peru_law.day_of(peru_law.end_of(day)) == day for day in days)


def test_a_network_where_clocks_change_keeps_its_wall_clock(moldova: Law) -> None:
    """Moldova's clocks are two hours ahead of UTC in winter, three in summer; six in the evening stays six."""
    assert moldova.end_of(date(2027, 3, 26)) == datetime(2027, 3, 26, 16, 0, tzinfo=UTC)
    assert moldova.end_of(date(2027, 3, 29)) == datetime(2027, 3, 29, 15, 0, tzinfo=UTC)
    assert moldova.local(moldova.end_of(date(2027, 7, 15))).time() == time(18)


def test_another_country_has_its_own_days(moldova: Law) -> None:
    assert moldova.days.holiday(date(2027, 8, 27)) == "Republic of Moldova Independence Day"
    assert moldova.days.is_working(date(2027, 7, 28))
    assert not moldova.days.is_working(date(2027, 10, 25))
    assert moldova.government_days.is_working(date(2027, 10, 25))
    assert not moldova.government_days.is_working(date(2027, 5, 11))
    # 6 May (Thursday): 7, 11 May for the network (10 May is a holiday); the State has the 11th off.
    assert moldova.days.count(date(2027, 5, 6), 2) == date(2027, 5, 11)
    assert moldova.government_days.count(date(2027, 5, 6), 2) == date(2027, 5, 12)


def in_force(network: Town, now: datetime = NOW) -> Law:
    with network.database.reading() as session:
        return law.in_force(session, network.network_id, network.charter, now)


def give_day_off(network: Town, day: date, calendar: str, network_id: int | None = None) -> None:
    with network.database.transaction() as session:
        session.add(
            ExtraDay(
                network_id=network_id or network.network_id, day=day, calendar=calendar, name="Puente", added_at=NOW
            )
        )


def change(network: Town, name: str, since: date, decision: str = "D-2027-02", **value: object) -> None:
    with network.database.transaction() as session:
        session.add(
            ChangedSetting(
                network_id=network.network_id, name=name, value=value, since=since, decision=decision, changed_at=NOW
            )
        )  # fmt: skip


def test_a_day_of_the_office_counts_for_the_network_alone(network: Town) -> None:
    give_day_off(network, MONDAY, "un_office")
    found = in_force(network)
    assert found.days.holiday(MONDAY) == "Puente"
    assert found.days.count(date(2027, 2, 5), 1) == date(2027, 2, 9)
    assert found.government_days.count(date(2027, 2, 5), 1) == MONDAY


def test_a_day_of_the_public_sector_counts_for_the_government_alone(network: Town) -> None:
    give_day_off(network, MONDAY, "public_sector")
    found = in_force(network)
    assert found.days.is_working(MONDAY)
    assert not found.government_days.is_working(MONDAY)


def test_a_national_day_counts_for_both(network: Town) -> None:
    give_day_off(network, MONDAY, "national")
    found = in_force(network)
    assert not found.days.is_working(MONDAY)
    assert not found.government_days.is_working(MONDAY)


def test_a_day_of_another_network_counts_for_nobody_here(network: Town) -> None:
    with network.database.transaction() as session:
        other = Network(charter="example", opened_at=NOW)
        session.add(other)
        session.flush()
        assert other.id is not None
        number = other.id
    give_day_off(network, MONDAY, "national", number)
    assert in_force(network).days.is_working(MONDAY)


def test_what_fell_due_is_judged_by_the_rule_of_its_day(network: Town) -> None:
    change(network, "minutes.circulation", date(2027, 3, 1), working_days=7)
    change(network, "minutes.circulation", date(2027, 5, 1), "D-2027-05", working_days=3)
    found = in_force(network, lima(2027, 6, 1))
    days = {day: found.term("minutes.circulation", day).working_days for day in (
        date(2027, 2, 28), date(2027, 3, 1), date(2027, 4, 30), date(2027, 5, 1),
    )}  # fmt: skip
    assert list(days.values()) == [5, 7, 7, 3]
    march = found.term("minutes.circulation", date(2027, 3, 15))
    assert (march.since, march.decision, march.source, march.clause) == (
        date(2027, 3, 1),
        "D-2027-02",
        "setting",
        "5.1.8",
    )


def test_a_setting_that_begins_tomorrow_does_not_hold_today(network: Town) -> None:
    change(network, "minutes.circulation", date(2027, 2, 2), working_days=7)
    assert in_force(network, lima(2027, 2, 1, 23, 59)).term("minutes.circulation").working_days == 5
    assert in_force(network, lima(2027, 2, 2, 0, 0)).term("minutes.circulation").working_days == 7


def test_of_two_changes_on_one_day_the_later_holds(network: Town) -> None:
    change(network, "minutes.circulation", MONDAY, working_days=7)
    change(network, "minutes.circulation", MONDAY, working_days=4)
    assert in_force(network).term("minutes.circulation", MONDAY).working_days == 4


def test_a_change_for_one_kind_of_meeting_leaves_the_others(network: Town) -> None:
    change(network, "agenda.call", MONDAY, by_meeting={"executive": -12})
    call = in_force(network).term("agenda.call", MONDAY)
    assert (call.by_meeting["executive"], call.by_meeting["plenary"]) == (-12, -20)


def test_another_close_of_business_ends_periods_from_its_day_on(network: Town) -> None:
    change(network, "hours.close_of_business", MONDAY, at="16:00")
    found = in_force(network)
    assert found.local(found.end_of(date(2027, 2, 5))).time() == time(17)
    assert found.local(found.end_of(MONDAY)).time() == time(16)
    assert found.day_zero(lima(2027, 2, 5, 16, 30)) == date(2027, 2, 5)
    assert found.day_zero(lima(2027, 2, 8, 16, 30)) == date(2027, 2, 9)


def test_a_rule_of_the_terms_of_reference_is_not_changed_by_a_row(network: Town) -> None:
    change(network, "plenary.yearly", MONDAY, number=0)
    assert in_force(network).term("plenary.yearly", MONDAY).number == 1


def test_the_year_is_that_of_the_network_and_not_of_utc(network: Town) -> None:
    """At 22:00 on New Year's Eve in Lima it is already January in UTC."""
    found = in_force(network, datetime(2027, 1, 1, 3, 0, tzinfo=UTC))
    assert found.today == date(2026, 12, 31)
    assert found.zone == ZoneInfo("America/Lima")
