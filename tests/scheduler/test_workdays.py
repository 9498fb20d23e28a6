"""Working days are counted as the network counts them: the day of the act is day 0."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler import law
from scheduler.workdays import ONE_DAY, WorkingDays
from storage.charter import Charter

JANUARY, FEBRUARY, MARCH, APRIL, MAY, JUNE, JULY, DECEMBER = 1, 2, 3, 4, 5, 6, 7, 12


@pytest.fixture(scope="module")
def peru_2027(peru: Charter) -> WorkingDays:
    return law.of_charter(peru, 2027).days


HOLIDAYS_2027 = {
    date(2027, 1, 1): "Año Nuevo",
    date(2027, 3, 25): "Jueves Santo",
    date(2027, 3, 26): "Viernes Santo",
    date(2027, 3, 28): "Domingo de Resurrección",
    date(2027, 5, 1): "Día del Trabajo",
    date(2027, 6, 7): "Batalla de Arica y Día de la Bandera",
    date(2027, 6, 29): "San Pedro y San Pablo",
    date(2027, 7, 23): "Día de la Fuerza Aérea del Perú",
    date(2027, 7, 28): "Día de la Independencia",
    date(2027, 7, 29): "Día de la Gran Parada Militar",
    date(2027, 8, 6): "Batalla de Junín",
    date(2027, 8, 30): "Santa Rosa de Lima",
    date(2027, 10, 8): "Combate de Angamos",
    date(2027, 11, 1): "Todos Los Santos",
    date(2027, 12, 8): "Inmaculada Concepción",
    date(2027, 12, 9): "Batalla de Ayacucho",
    date(2027, 12, 25): "Navidad del Señor",
}


def test_peru_has_seventeen_named_days_in_2027(peru_2027: WorkingDays) -> None:
    assert {day: name for day, name in peru_2027.days_off.items() if day.year == 2027} == HOLIDAYS_2027


COUNTED = [
    # January to March 2027 have no holiday on a working day between New Year and Holy Week (25 and 26 March):
    # there, five working days are a week.
    ("designations of focal points: two weeks on", (JANUARY, 12), 10, (JANUARY, 26)),
    ("call for items, Committee of Tuesday 9 February: three weeks back", (FEBRUARY, 9), -15, (JANUARY, 19)),
    ("close of items: a week back is 2 Feb (5), then 1 Feb, 29 and 28 Jan (8)", (FEBRUARY, 9), -8, (JANUARY, 28)),
    ("the reminder one day before the close", (JANUARY, 28), -1, (JANUARY, 27)),
    ("agenda and documents: a week back", (FEBRUARY, 9), -5, (FEBRUARY, 2)),
    ("absent member: 10, 11, 12 Feb", (FEBRUARY, 9), 3, (FEBRUARY, 12)),
    ("minutes of the Committee: a week on", (FEBRUARY, 9), 5, (FEBRUARY, 16)),
    ("comments on the minutes circulated on Monday 15 Feb: a week on", (FEBRUARY, 15), 5, (FEBRUARY, 22)),
    ("final minutes: 23, 24 Feb", (FEBRUARY, 22), 2, (FEBRUARY, 24)),
    ("no objection to the plan, v1: a week on", (FEBRUARY, 18), 5, (FEBRUARY, 25)),
    ("the reminder one day before it ends", (FEBRUARY, 25), -1, (FEBRUARY, 24)),
    ("a way out of an objection: a week on", (FEBRUARY, 24), 5, (MARCH, 3)),
    ("no objection to the plan, v2: 2, 3, 4 Mar", (MARCH, 1), 3, (MARCH, 4)),
    ("notes on the plan adopted: a week on", (MARCH, 4), 5, (MARCH, 11)),
    # Technical meeting of Tuesday 6 April: Holy Thursday and Good Friday, 25 and 26 March, are skipped.
    ("call: 5, 2, 1 Apr, 31, 30 Mar (5), 29, 24, 23, 22, 19 Mar (10)", (APRIL, 6), -10, (MARCH, 19)),
    ("close: 5, 2, 1 Apr, 31, 30, 29 Mar", (APRIL, 6), -6, (MARCH, 29)),
    ("agenda: 5, 2, 1 Apr, 31, 30 Mar", (APRIL, 6), -5, (MARCH, 30)),
    ("minutes of the technical meeting: a week on", (APRIL, 6), 5, (APRIL, 13)),
    ("their reminder, the day before", (APRIL, 13), -1, (APRIL, 12)),
    ("their late note, the day after", (APRIL, 13), 1, (APRIL, 14)),
    ("the coordinator hears, two days after", (APRIL, 13), 2, (APRIL, 15)),
    ("four days late: 14, 15, 16, 19 Apr", (APRIL, 13), 4, (APRIL, 19)),
    ("comments still have their full length: a week on", (APRIL, 19), 5, (APRIL, 26)),
    ("no objection to the working group: 21, 22, 23 Apr", (APRIL, 20), 3, (APRIL, 23)),
    ("actions due on 30 Apr are reminded a week before", (APRIL, 30), -5, (APRIL, 23)),
    # The fund's deadline of Wednesday 30 June: 29 June (Tuesday) and 7 June (Monday) are holidays.
    ("submission: 28, 25 Jun", (JUNE, 30), -2, (JUNE, 25)),
    ("endorsement: 28, 25, 24, 23, 22 Jun", (JUNE, 30), -5, (JUNE, 22)),
    ("approval: another five, 21, 18, 17, 16, 15 Jun", (JUNE, 30), -10, (JUNE, 15)),
    ("no objection opened: another five, 14, 11, 10, 9, 8 Jun", (JUNE, 30), -15, (JUNE, 8)),
    ("concept note: another five, 4, 3, 2, 1 Jun, 31 May", (JUNE, 30), -20, (MAY, 31)),
    ("no objection over 7 June: 2, 3, 4, 8, 9 Jun", (JUNE, 1), 5, (JUNE, 9)),
    # The rest of the year.
    ("Labour Day is a Saturday: the next day is Monday", (APRIL, 30), 1, (MAY, 3)),
    ("Friday 23 July is a holiday: the next day is Monday", (JULY, 22), 1, (JULY, 26)),
    ("Fiestas Patrias, 28 and 29 July", (JULY, 27), 1, (JULY, 30)),
    ("8 and 9 December", (DECEMBER, 7), 1, (DECEMBER, 10)),
    ("Christmas is a Saturday: the next day is Monday", (DECEMBER, 24), 1, (DECEMBER, 27)),
]


@pytest.mark.parametrize(("why", "start", "days", "expected"), COUNTED, ids=[row[0] for row in COUNTED])
def test_days_are_counted_as_a_secretary_counts_them(
    peru_2027: WorkingDays, why: str, start: tuple[int, int], days: int, expected: tuple[int, int]
) -> None:
    assert peru_2027.count(date(2027, *start), days) == date(2027, *expected)


def test_the_year_does_not_end_a_count(peru_2027: WorkingDays) -> None:
    # Friday 1 January 2027 is a holiday, 2 and 3 are a weekend.
    assert peru_2027.count(date(2026, 12, 31), 1) == date(2027, 1, 4)
    assert peru_2027.count(date(2027, 1, 4), -1) == date(2026, 12, 31)


def test_no_days_lead_nowhere(peru_2027: WorkingDays) -> None:
    saturday = date(2027, 2, 13)
    assert peru_2027.count(saturday, 0) == saturday


def test_a_day_off_leads_to_its_neighbours(peru_2027: WorkingDays) -> None:
    holy_thursday = date(2027, 3, 25)
    assert not peru_2027.is_working(holy_thursday)
    assert peru_2027.next_working(holy_thursday) == date(2027, 3, 29)
    assert peru_2027.previous_working(holy_thursday) == date(2027, 3, 24)
    assert (
        peru_2027.next_working(date(2027, 3, 29)) == peru_2027.previous_working(date(2027, 3, 29)) == date(2027, 3, 29)
    )


def test_a_day_off_has_a_name_and_a_plain_weekend_has_none(peru_2027: WorkingDays) -> None:
    assert peru_2027.holiday(date(2027, 6, 7)) == "Batalla de Arica y Día de la Bandera"
    assert peru_2027.holiday(date(2027, 2, 13)) == ""
    assert peru_2027.holiday(date(2027, 2, 15)) == ""


def test_the_days_between_include_the_last_and_not_the_first(peru_2027: WorkingDays) -> None:
    tuesday = date(2027, 2, 9)
    assert peru_2027.between(tuesday, date(2027, 2, 16)) == 5
    assert peru_2027.between(date(2027, 2, 16), tuesday) == -5
    assert peru_2027.between(tuesday, tuesday) == 0
    # Wednesday 24 to Monday 29 March: only Monday counts.
    assert peru_2027.between(date(2027, 3, 24), date(2027, 3, 29)) == 1


def test_a_calendar_in_which_nobody_works_is_given_up_aloud() -> None:
    first = date(2027, 1, 1)
    never = WorkingDays({first + timedelta(days=n): "rest" for n in range(-5000, 5001)})
    with pytest.raises(ValueError, match="no working day within 4000 days of"):
        never.next_working(first)


DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
CALENDARS = st.lists(DAYS, max_size=60).map(lambda off: WorkingDays(dict.fromkeys(off, "a day off")))
COUNTS = st.integers(0, 80)


@given(CALENDARS, DAYS, st.integers(-80, 80).filter(bool))
def test_every_count_ends_on_a_working_day(days: WorkingDays, day: date, count: int) -> None:
    assert days.is_working(days.count(day, count))


@given(CALENDARS, DAYS, COUNTS)
def test_counting_back_undoes_counting_on(days: WorkingDays, day: date, count: int) -> None:
    start = days.next_working(day)
    assert days.count(days.count(start, count), -count) == start
    assert days.count(days.count(start, -count), count) == start


@given(CALENDARS, DAYS, COUNTS)
def test_between_gives_back_what_was_counted(days: WorkingDays, day: date, count: int) -> None:
    start = days.next_working(day)
    assert days.between(start, days.count(start, count)) == count
    assert days.between(start, days.count(start, -count)) == -count


@given(CALENDARS, st.tuples(DAYS, DAYS, DAYS).map(sorted))
def test_a_stretch_is_the_sum_of_its_parts(days: WorkingDays, stretch: list[date]) -> None:
    first, middle, last = stretch
    assert days.between(first, middle) + days.between(middle, last) == days.between(first, last)


@given(CALENDARS, DAYS, st.integers(-80, 79))
def test_one_day_more_is_never_earlier(days: WorkingDays, day: date, count: int) -> None:
    start = days.next_working(day)
    assert days.count(start, count) < days.count(start, count + 1)


@given(CALENDARS, DAYS)
def test_nobody_works_between_a_day_off_and_the_next_working_day(days: WorkingDays, day: date) -> None:
    found = days.next_working(day)
    skipped = [day + n * ONE_DAY for n in range((found - day).days)]
    assert days.is_working(found)
    assert not any(map(days.is_working, skipped))
