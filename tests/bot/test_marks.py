"""Where the marks stand in a message, and which words belong to each."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.understanding import Context, understand
from bot.understanding.marks import marked, marks_in

LIMA = Context("es", datetime(2027, 2, 9, 10, 20, tzinfo=ZoneInfo("America/Lima")), ("ACNUR", "OIM"), ())


@pytest.mark.parametrize(
    ("said", "marks"),
    [
        ("#nota Algo.", ["#nota Algo."]),
        ("  #ACUERDO: Algo.  ", ["#ACUERDO: Algo."]),
        ("#acción ACNUR\nmapa\n\nHasta luego", ["#acción ACNUR\nmapa"]),
        ("hola\n#note One.\n#undo\nadiós", ["#note One.", "#undo\nadiós"]),
        ("<#C0123456789|nota> Algo.", ["#nota Algo."]),
        ("<#C0123456789|general> Algo.", []),
        ("#nota", ["#nota"]),
        ("la #nota", []),
        ("#notas", []),
        ("> #nota citada", []),
        ("", []),
    ],
)
def test_a_mark_begins_a_line_and_goes_on_to_the_next_or_to_an_empty_line(said: str, marks: list[str]) -> None:
    assert marks_in(said) == marks


def test_what_was_written_to_quipu_goes_on_past_an_empty_line() -> None:
    assert marks_in("#nota Uno.\n\nSigue.\n#undo", all_of_it=True) == ["#nota Uno.\n\nSigue.", "#undo"]


@pytest.mark.parametrize(
    ("said", "command", "rest"),
    [
        ("#Acción: ACNUR, mapa", "actions.assign", "ACNUR, mapa"),
        ("#nota\nAlgo.", "minutes.note", "Algo."),
        ("#nada Algo.", "", "#nada Algo."),
        ("Algo.", "", "Algo."),
    ],
)
def test_what_follows_a_mark_is_told_from_it(said: str, command: str, rest: str) -> None:
    assert marked(said) == (command, rest)


@pytest.mark.parametrize(
    "words",
    [
        "De lo dicho por OIM: se revisará.", "El Comité adopta las prioridades", "En la sesión se revisó la minuta de CE-2026-04 y se aprobó",
        "Para el 12 de marzo: nada", "Acuerdo previo: ninguno",
    ],
)  # fmt: skip
def test_what_is_to_be_written_down_is_kept_whole_and_names_no_meeting(words: str) -> None:
    for mark, command in (("#nota", "minutes.note"), ("#acuerdo", "decisions.record")):
        meant = understand(f"{mark} {words}", LIMA)
        assert (meant.command, dict(meant.values)) == (command, {"wording": words})


def test_a_code_that_stands_first_names_the_meeting() -> None:
    for said in ("#nota CE-2027-01: Algo.", "#nota en CE-2027-01: Algo."):
        assert dict(understand(said, LIMA).values) == {"meeting": "CE-2027-01", "wording": "Algo."}


@pytest.mark.parametrize(
    ("typed", "point", "wording"),
    [
        ("#acuerdo (punto 2) Publicar la guía", "2", "Publicar la guía"),
        ("#acuerdo (punto 2): Publicar la guía", "2", "Publicar la guía"),
        ("#acuerdo Publicar la guía (punto 2)", "2", "Publicar la guía"),
        ("#nota (p3) Se habló de Tumbes", "3", "Se habló de Tumbes"),
        ("#decision (item 2) Publish the guide", "2", "Publish the guide"),
    ],
)
def test_a_point_in_brackets_is_named_before_the_words_as_after_them(typed: str, point: str, wording: str) -> None:
    assert understand(typed, LIMA).values == {"point": point, "wording": wording}


def test_a_point_in_brackets_in_the_middle_of_a_sentence_is_part_of_it() -> None:
    assert (
        understand("#nota Lo del mapa (punto 3) no alcanza", LIMA).values["wording"]
        == "Lo del mapa (punto 3) no alcanza"
    )
