"""How days and hours are said, on whose clock, in both languages."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.language.dates import city_of, said_day, said_hour, said_moment

LIMA = ZoneInfo("America/Lima")


@pytest.mark.parametrize(
    ("form", "spanish", "english"),
    [
        ("", "martes 9 de febrero de 2027", "Tuesday 9 February 2027"),
        ("day", "martes 9 de febrero de 2027", "Tuesday 9 February 2027"),
        ("short", "mar 9 feb 2027", "Tue 9 Feb 2027"),
        ("number", "9 de febrero de 2027", "9 February 2027"),
        ("month", "febrero de 2027", "February 2027"),
        ("weekday", "martes", "Tuesday"),
    ],
)
def test_a_day_in_each_form(form: str, spanish: str, english: str):
    day = date(2027, 2, 9)

    assert (said_day(day, "es", form), said_day(day, "en", form)) == (spanish, english)


def test_an_evening_in_utc_is_still_the_afternoon_in_lima():
    assert (
        said_moment(datetime(2027, 1, 1, 2, 30, tzinfo=UTC), "es", LIMA)
        == "jueves 31 de diciembre de 2026, 21:30 (hora de Lima)"
    )


def test_an_hour_always_has_four_figures():
    assert [said_hour(time(9, 0)), said_hour(time(16, 5))] == ["09:00", "16:05"]


@pytest.mark.parametrize(
    ("zone", "city"), [("America/Lima", "Lima"), ("Africa/Addis_Ababa", "Addis Ababa"), ("UTC", "UTC")]
)
def test_the_clock_is_named_by_its_city(zone: str, city: str):
    assert city_of(ZoneInfo(zone), "es") == city
