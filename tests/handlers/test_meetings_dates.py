"""A date that can be read in several ways, or in none, is asked back with presses; everything else is kept."""

from __future__ import annotations

from datetime import date

from handlers.reply import text
from tests.handlers.meeting_scene import CE, COORDINATOR, MORNING, SECRETARY, TEC, all_of, convene, presses, says
from tests.town import Town, keys_of, lima

TWO = [date(2027, 2, 9), date(2027, 2, 16)]


def test_two_possible_dates_are_offered_and_the_title_is_kept(town: Town) -> None:
    asked = town.ask(
        SECRETARY, "meetings.convene", MORNING, kind="technical", time="15:00", title="Regularización", date_choices=TWO
    )

    assert not asked.refused
    assert presses(town, asked) == ["martes 9 de febrero de 2027", "martes 16 de febrero de 2027", "Otra fecha"]
    button = town.buttons(asked)[1]
    shown = town.ask(SECRETARY, button.command, MORNING, **button.values)

    assert "martes 16 de febrero de 2027, 15:00" in says(shown)
    assert "Título: Regularización" in says(shown)
    town.confirm(SECRETARY, shown, MORNING)
    assert all_of(town)[0].starts_at == lima(2027, 2, 16, 15)


def test_a_date_that_does_not_exist_is_refused_with_the_nearest_right_ones(town: Town) -> None:
    problem = text("meeting.bad.far", day=date(2026, 11, 30), last=2028)
    asked = town.ask(
        SECRETARY,
        "meetings.convene",
        lima(2026, 11, 23),
        kind="executive",
        date_problem=problem,
        date_near=[date(2026, 12, 1), date(2026, 11, 30)],
    )

    assert asked.refused
    assert problem.key in keys_of(asked)
    assert presses(town, asked)[:2] == ["martes 1 de diciembre de 2026", "lunes 30 de noviembre de 2026"]


def test_another_date_opens_the_form_with_what_was_given(town: Town) -> None:
    asked = town.ask(SECRETARY, "meetings.convene", MORNING, kind="technical", title="Regularización", date_choices=TWO)
    form = town.press(SECRETARY, asked, "meeting.button.other_date", MORNING).form

    assert form is not None
    filled = {field.name: field.value for field in form.fields}
    assert (filled["title"], filled["date"]) == ("Regularización", None)


def test_a_single_choice_is_not_asked(town: Town) -> None:
    shown = town.ask(SECRETARY, "meetings.convene", MORNING, kind="technical", time="15:00", date_choices=TWO[:1])

    assert "martes 9 de febrero de 2027, 15:00" in says(shown)


def test_the_dates_of_the_yearly_alert_become_whole_convocations(town: Town) -> None:
    days = [date(2027, 11, 16), date(2027, 11, 23)]
    asked = town.ask(COORDINATOR, "meetings.convene", lima(2027, 10, 1), kind="plenary", dates=days)
    button = town.buttons(asked)[0]

    shown = town.ask(COORDINATOR, button.command, lima(2027, 10, 1), **button.values)

    assert "martes 16 de noviembre de 2027, 10:00" in says(shown)
    assert presses(town, shown)[0] == "Confirmar"


def test_an_hour_that_is_none_is_said_with_the_form(town: Town) -> None:
    problem = text("meeting.bad.time", given="25h")
    asked = town.ask(
        SECRETARY, "meetings.convene", MORNING, kind="executive", date="2027-02-09", title="Plan", time_problem=problem
    )

    assert asked.refused
    assert asked.wrong == "time"
    assert "No existe la hora «25h»" in says(asked)
    assert asked.form is not None
    given = {field.name: field.value for field in asked.form.fields} | {"time": "10:00"}
    shown = town.ask(SECRETARY, asked.form.command, MORNING, **{**asked.form.hidden, **given})
    assert "martes 9 de febrero de 2027, 10:00" in says(shown)


def test_an_assumed_afternoon_is_said(town: Town) -> None:
    shown = town.ask(SECRETARY, "meetings.convene", MORNING, **TEC, time_assumed=True)

    assert "Entendí las 15:00, por la tarde" in says(shown)


def test_a_move_to_an_unclear_date_asks_too_and_keeps_the_meeting(town: Town) -> None:
    convene(town, **CE)
    convene(town, **TEC)

    asked = town.ask(
        SECRETARY, "meetings.move", MORNING, meeting="CE-2027-01", date_choices=[date(2027, 2, 11), date(2027, 2, 18)]
    )
    button = town.buttons(asked)[1]
    shown = town.ask(SECRETARY, button.command, MORNING, **button.values)

    assert "Así quedaría CE-2027-01" in says(shown)
    assert "al jueves 18 de febrero de 2027, 10:00" in says(shown)
