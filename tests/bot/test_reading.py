"""Dates and hours read from plain words: what is certain is read, what is not is asked, nothing is guessed."""

import time as clock
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.language.catalogue import Words
from bot.language.dates import said_day, said_moment
from bot.language.reading import When, days_around, minutes_in, read
from tests.bot.dates_in_words import OTHER_WAYS, PROBLEMS, THE_TABLE

LIMA = ZoneInfo("America/Lima")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=LIMA)
"""A Monday."""


def day_and_hour(when: When) -> str:
    """What was read, in figures: "2026-12-10 10:00-12:00"; several days joined by a stroke."""
    days = "|".join(day.isoformat() for day in when.choices) or (when.day.isoformat() if when.day else "")
    hours = f"{when.start:%H:%M}" if when.start else ""
    hours += f"-{when.end:%H:%M}" if when.end else ""
    return f"{days} {hours}".strip()


@pytest.mark.parametrize(("words", "meant"), THE_TABLE)
def test_the_thirty_phrases_of_the_reference(words: str, meant: str):
    assert day_and_hour(read(words, NOW)) == meant


@pytest.mark.parametrize(("words", "meant"), OTHER_WAYS)
def test_other_ways_to_say_a_date(words: str, meant: str):
    assert day_and_hour(read(words, NOW)) == meant


@pytest.mark.parametrize(
    "words",
    [
        "", "CE-2027-01", "D-2027-03", "actividad 3.2", "v2", "los martes", "cada martes", "every Friday",
        "en 5 días hábiles", "in 3 working days", "fin de semana", "hoy en día", "mar 9", "12 agencias", "las 3 agencias",
        "Balance anual 2026", "Tuesday 9 Feburayr", "9 de juio", "https://example.org/2026-12-10", "<@U20261210>", "el 50 %",
        "10.000 personas", "GCM 7-15 y PMM 6", "un grupo de trabajo", "siempre", "de ocho miembros",
    ],
)  # fmt: skip
def test_what_is_no_date_is_not_read_as_one(words: str):
    when = read(words, NOW)

    assert (when.day, when.choices, when.problem) == (None, (), None)


@pytest.mark.parametrize(("words", "why", "near"), PROBLEMS)
def test_a_date_that_cannot_be_is_explained_and_the_nearest_right_ones_are_offered(
    words: str, why: str, near: list[str]
):
    when = read(words, NOW)

    assert when.day is None
    assert when.problem is not None
    assert Words("es", zone=LIMA).say(when.problem).startswith(why)
    assert [day.isoformat() for day in when.near] == near


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("mañana a las 10 o a las 11", "hour.two"),
        ("mañana a las 25:00", "hour.unclear"),
        ("mañana a las 12 am", "hour.unclear"),
        ("mañana de 7 a 9", "hour.unclear"),
        ("mañana de 16:00 a 14:00", "hour.order"),
        ("mañana a las 15:00 hora de Ginebra", "hour.zone"),
        ("tomorrow at 10:00 UTC", "hour.zone"),
    ],
)
def test_an_hour_that_can_mean_two_things_is_asked_while_the_day_stands(words: str, why: str):
    when = read(words, NOW)

    assert (when.day, when.start) == (date(2026, 11, 24), None)
    assert when.hour_problem is not None
    assert when.hour_problem.key == why
    assert all(Words(language, zone=LIMA).say(when.hour_problem) for language in ("es", "en"))


def test_an_early_hour_without_morning_or_afternoon_is_noted_as_assumed():
    assert [read(f"mañana a las {hour}", NOW).afternoon_assumed for hour in (1, 7, 8, 12)] == [True, True, False, False]
    assert not read("mañana a las 3 de la tarde", NOW).afternoon_assumed


def test_an_hour_alone_names_no_day():
    assert not read("a las 5", NOW).day_said
    assert read("hoy a las 5", NOW).day_said


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("20 min", 20), ("90 minutos", 90), ("for 90 minutes", 90), ("1 hora", 60), ("una hora", 60), ("hora y media", 90),
        ("1 hora y media", 90), ("an hour and a half", 90), ("dos horas", 120), ("2.5 horas", 150), ("media hora", 30),
        ("half an hour", 30), ("1 hora y 15 minutos", 75), ("tres cuartos de hora", 45), ("15'", 15),
        ("10 min o 20 min", None), ("en 20 minutos", None), ("14 horas", None), ("sin duración", None),
    ],
)  # fmt: skip
def test_lengths_of_time(words: str, minutes: int | None):
    assert minutes_in(words) == minutes


def test_a_past_or_coming_day_is_found_when_a_meeting_is_looked_for():
    now = datetime(2027, 2, 15, 16, 10, tzinfo=LIMA)

    assert date(2027, 2, 9) in days_around("la reunión del 9 de febrero", now)
    assert days_around("la del martes", now) == {date(2027, 2, 9), date(2027, 2, 16)}


moments = st.datetimes(min_value=datetime(2026, 11, 24), max_value=datetime(2032, 12, 31)).map(
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=LIMA)
)


@given(moments)
@example(datetime(2028, 2, 29, 7, 0, tzinfo=LIMA))
@example(datetime(2030, 5, 1, 1, 5, tzinfo=LIMA))
@example(datetime(2027, 9, 30, 0, 0, tzinfo=LIMA))
def test_every_moment_said_in_full_is_read_back_as_itself(moment: datetime):
    for language in ("es", "en"):
        when = read(said_moment(moment, language, LIMA), NOW)

        assert (when.day, when.start, when.problem, when.hour_problem) == (moment.date(), moment.time(), None, None)


@given(moments, st.sampled_from(["", "short", "number"]))
def test_every_day_said_in_any_form_is_read_back_as_itself(moment: datetime, form: str):
    for language in ("es", "en"):
        assert read(said_day(moment.date(), language, form), NOW).day == moment.date()


@given(moments)
def test_figures_never_swap_day_and_month(moment: datetime):
    day = moment.date()

    for written in (
        f"{day:%Y-%m-%d}",
        f"{day:%d/%m/%Y}",
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%Y}",
        f"{day.day}/{day.month}/{day.year}",
    ):
        assert read(written, NOW).day == day


@given(st.text(max_size=300), st.sampled_from(["", "el 9 de febrero ", "mañana a las ", "de 10 a ", "29/2/"]))
def test_no_words_at_all_make_it_fall_or_name_a_day_that_has_passed(words: str, before: str):
    when = read(before + words, NOW)

    assert all(day >= NOW.date() for day in (when.day, *when.choices) if day is not None)


@pytest.mark.parametrize(
    "piece", ["el ", "9 ", "9/", "de 10 a ", "lunes ", "1 y ", "10:00-", "treinta y uno ", "en 3 dias ", "para el "]
)
def test_ten_thousand_characters_take_no_time(piece: str):
    start = clock.process_time()
    read((piece * 10_000)[:10_000], NOW)

    assert clock.process_time() - start < 0.05


def test_the_places_that_were_read_are_told():
    words = "tecnica el martes 9 de febrero de 10 a 12 en Lima"
    when = read(words, NOW)

    left = "".join(
        letter for place, letter in enumerate(words) if not any(start <= place < end for start, end in when.spans)
    )
    assert left.split() == ["tecnica", "en", "Lima"]


def test_the_length_follows_from_the_hours_and_the_end_from_the_length():
    assert read("mañana de 10 a 11:30", NOW).minutes == 90
    assert read("mañana a las 10 por 45 minutos", NOW).end == time(10, 45)


def test_tomorrow_is_tomorrow_on_the_last_day_of_the_year():
    last = datetime(2026, 12, 31, 23, 0, tzinfo=LIMA)

    assert read("mañana a las 9", last).day == last.date() + timedelta(1)
