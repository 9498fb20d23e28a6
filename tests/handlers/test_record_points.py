"""A mark can name its point of the agenda as the form can; a point that is not there is asked about and nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understanding import Context, understand
from handlers.reply import Reply
from storage import agenda, minutes
from tests.handlers.record_scene import (
    CE,
    SECRETARY,
    TEC,
    actions,
    convened,
    fields,
    held,
    meeting_of,
    register,
    said,
    technical,
)
from tests.town import Town, lima

DURING = lima(2027, 2, 9, 10, 20)
POINTS = ("Prioridades 2027", "Presupuesto", "Matriz de datos")


def typed(town: Town, words: str) -> Reply:
    """What somebody writes in the meeting's channel or on the trial page."""
    meant = understand(words, Context("es", DURING, ("ACNUR", "UNICEF"), ()))
    return town.ask(SECRETARY, meant.command, DURING, **meant.values)


def confirmed(town: Town, words: str) -> Reply:
    return town.confirm(SECRETARY, typed(town, words), DURING)


def item(town: Town, place: int) -> int | None:
    with town.database.reading() as session:
        return agenda.items(session, meeting_of(town).id or 0)[place - 1].id


@pytest.mark.parametrize(
    "words",
    [
        "#accion punto 3: UNICEF envía la matriz, 20 de mayo",
        "#accion punto 3 UNICEF envía la matriz, 20 de mayo",
        "#accion p3 UNICEF envía la matriz, 20 de mayo",
        "#acción P.3: UNICEF envía la matriz, 20 de mayo",
        "#accion UNICEF envía la matriz (punto 3), 20 de mayo",
        "#accion UNICEF envía la matriz, 20 de mayo (p3)",
        "#accion UNICEF, punto n.º 3: envía la matriz, 20 de mayo",
        "#accion CE-2027-01 punto 3: UNICEF envía la matriz, 20 de mayo",
        "#accion punto 3 de CE-2027-01: UNICEF envía la matriz, 20 de mayo",
        "#action item 3: UNICEF envía la matriz, 20 May",
        "#action UNICEF envía la matriz (agenda item 3), by 20 May",
        "/accion asignar punto 3: UNICEF envía la matriz, 20 de mayo",
    ],
)
def test_an_action_stands_under_the_point_it_names(town: Town, words: str) -> None:
    held(town, items=POINTS)
    shown = typed(town, words)
    assert "Punto de agenda: Matriz de datos" in said(shown)
    town.confirm(SECRETARY, shown, DURING)
    (action,) = actions(town)
    assert (action.item_id, action.organisation_id) == (item(town, 3), town.organisation("UNICEF"))
    assert action.wording.rstrip(",") == "envía la matriz"
    assert str(action.due) == "2027-05-20"


@pytest.mark.parametrize("words", ["#accion punto 7: UNICEF envía la matriz, 20 de mayo", "#action p0 UNICEF envía la matriz, 20 May"])  # fmt: skip
def test_a_point_that_is_not_there_is_asked_about_and_the_rest_is_kept(town: Town, words: str) -> None:
    held(town, items=POINTS)
    reply = typed(town, words)
    assert reply.refused
    assert "tiene 3 puntos" in said(reply)
    kept = fields(reply)
    assert (kept["wording"], kept["date"], kept["item"]) == ("envía la matriz", "2027-05-20", None)
    assert kept["organisation"] == str(town.organisation("UNICEF"))
    assert actions(town) == []
    assert reply.form is not None
    given: dict[str, Any] = {**reply.form.hidden, **kept, "item": str(item(town, 2))}
    town.do(SECRETARY, reply.form.command, DURING, **given)
    assert [action.item_id for action in actions(town)] == [item(town, 2)]


def test_after_it_was_asked_about_it_can_be_left_out(town: Town) -> None:
    held(town, items=POINTS)
    reply = typed(town, "#accion punto 7: UNICEF envía la matriz, 20 de mayo")
    assert reply.form is not None
    given: dict[str, Any] = {**reply.form.hidden, **fields(reply), "item": ""}
    town.do(SECRETARY, reply.form.command, DURING, **given)
    assert [action.item_id for action in actions(town)] == [None]


def test_a_meeting_without_points_says_so(town: Town) -> None:
    convened(town)
    reply = typed(town, "#accion punto 1: UNICEF envía la matriz, 20 de mayo")
    assert "no tiene puntos" in said(reply)
    assert fields(reply)["wording"] == "envía la matriz"


def test_a_point_named_with_a_day_that_is_none_is_kept_through_the_choice(town: Town) -> None:
    held(town, items=POINTS)
    offered = typed(town, "#accion punto 3: UNICEF envía la matriz, 22 de mayo")
    day = next(button for button in town.buttons(offered) if button.command == "drafts.resume")
    town.confirm(SECRETARY, town.ask(SECRETARY, day.command, DURING, **day.values), DURING)
    assert [action.item_id for action in actions(town)] == [item(town, 3)]


def test_what_is_not_given_is_asked_in_a_form_with_the_point_chosen(town: Town) -> None:
    held(town, items=POINTS)
    assert fields(typed(town, "#accion punto 2: UNICEF envía la matriz"))["item"] == str(item(town, 2))


def test_a_point_is_kept_while_it_is_asked_of_which_meeting(town: Town) -> None:
    held(town, items=POINTS, starts=lima(2027, 2, 2, 10))
    technical(town)
    at = lima(2027, 4, 7, 9)
    meant = understand("#accion punto 2: UNICEF envía la matriz, 20 de mayo", Context("es", at, ("UNICEF",), ()))
    asked = town.ask(SECRETARY, meant.command, at, **meant.values)
    assert asked.form is not None
    given = {**asked.form.hidden, **{name: value for name, value in fields(asked).items() if value}, "meeting": CE}
    assert given["meeting"] != TEC
    town.do(SECRETARY, "actions.assign", at, **given)
    assert [action.item_id for action in actions(town)] == [item(town, 2)]


@pytest.mark.parametrize(
    ("words", "wording"),
    [
        ("#acuerdo punto 2: Se adopta el presupuesto.", "Se adopta el presupuesto."),
        ("#decision item 2: Se adopta el presupuesto.", "Se adopta el presupuesto."),
        ("#acuerdo Se adopta el presupuesto (punto 2)", "Se adopta el presupuesto"),
        ("#acuerdo CE-2027-01 punto 2: Se adopta el presupuesto.", "Se adopta el presupuesto."),
        ("#acuerdo Punto 2 queda aprobado.", "Punto 2 queda aprobado."),
        ("/decision registrar punto 2: Se adopta el presupuesto.", "Se adopta el presupuesto."),
    ],
)
def test_a_decision_stands_under_the_point_it_names(town: Town, words: str, wording: str) -> None:
    held(town, items=POINTS)
    confirmed(town, words)
    assert [(row.item_id, row.wording, row.title) for row in register(town)] == [
        (item(town, 2), wording, "Presupuesto")
    ]


def test_a_decision_under_a_point_that_is_not_there_is_asked_about(town: Town) -> None:
    held(town, items=POINTS)
    reply = typed(town, "#acuerdo punto 9: Se adopta el presupuesto.")
    assert "tiene 3 puntos" in said(reply)
    assert (fields(reply)["wording"], fields(reply)["item"]) == ("Se adopta el presupuesto.", None)
    assert register(town) == []


@pytest.mark.parametrize(
    ("words", "wording"),
    [
        ("#nota punto 3: ACNUR presenta la matriz.", "ACNUR presenta la matriz."),
        ("#note item 3: ACNUR presenta la matriz.", "ACNUR presenta la matriz."),
        ("#nota p3 ACNUR presenta la matriz.", "ACNUR presenta la matriz."),
        ("#nota Punto 3 de la agenda: ACNUR presenta la matriz.", "ACNUR presenta la matriz."),
        ("#nota Primera línea.\nSegunda línea. (punto 3)", "Primera línea.\nSegunda línea."),
        ("/minuta nota CE-2027-01 punto 3: ACNUR presenta la matriz.", "ACNUR presenta la matriz."),
        ("anota en la minuta: punto 3: ACNUR presenta la matriz.", "ACNUR presenta la matriz."),
    ],
)
def test_a_note_stands_under_the_point_it_names(town: Town, words: str, wording: str) -> None:
    held(town, items=POINTS)
    typed(town, words)
    with town.database.reading() as session:
        (line,) = minutes.record_lines(session, meeting_of(town).id or 0)
    assert (line.about, line.words) == (str(item(town, 3)), wording)


@pytest.mark.parametrize(
    "wording",
    [
        "Punto 3 del informe se revisa.", "Según el informe (punto 3) faltan datos.", "Los puntos 2 y 3 se aplazan.",
        "P3M presenta el estudio.", "Punto 3.1 del plan: se revisa.", "Punto de encuentro: la sala 3.", "p. ej. 3 casos",
        "El punto 2 y el 3 se aplazan.", "p3% de avance",
    ],
)  # fmt: skip
def test_words_that_name_no_point_of_the_agenda_stay_whole(town: Town, wording: str) -> None:
    held(town, items=POINTS)
    typed(town, f"#nota {wording}")
    with town.database.reading() as session:
        (line,) = minutes.record_lines(session, meeting_of(town).id or 0)
    assert (line.about, line.words) == ("other", wording)


def test_a_note_under_a_point_that_is_not_there_is_asked_about(town: Town) -> None:
    held(town, items=POINTS)
    reply = typed(town, "#nota punto 9: ACNUR presenta la matriz.")
    assert "tiene 3 puntos" in said(reply)
    assert fields(reply) == {"item": None, "wording": "ACNUR presenta la matriz."}
    with town.database.reading() as session:
        assert minutes.record_lines(session, meeting_of(town).id or 0) == []
