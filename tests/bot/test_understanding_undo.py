"""«Deshacer» in words: one's last act; with the mark, or about a note, the last line of the meeting's record."""

from __future__ import annotations

import pytest

from bot.understanding import Context, understand
from tests.town import lima

CONTEXT = Context("es", lima(2027, 2, 9, 9), ("ACNUR", "OIM"), ())


@pytest.mark.parametrize(
    "typed",
    [
        "deshacer", "Deshaz lo último", "¿puede deshacer lo último, por favor?", "@Quipu deshaga lo que acabo de hacer",
        "/red deshacer", "me equivoqué, deshaz", "me equivoqué, deshágalo", "anule lo que hice", "¿hasta cuándo puedo deshacer?", "deshazlo", "undo", "undo that please", "Undo the last thing", "/network undo",
    ],
)  # fmt: skip
def test_ones_last_act(typed: str) -> None:
    assert understand(typed, CONTEXT).command == "network.undo"


@pytest.mark.parametrize(
    "typed", ["#deshacer", "/minuta deshacer", "deshaz la última anotación", "#undo", "undo the last note"]
)
def test_the_last_line_of_the_record(typed: str) -> None:
    assert understand(typed, CONTEXT).command == "minutes.undo"


@pytest.mark.parametrize("typed", ["no deshagas nada", "no quiero deshacer lo último", "me equivoqué"])
def test_what_asks_for_no_undoing(typed: str) -> None:
    assert understand(typed, CONTEXT).command not in {"network.undo", "minutes.undo"}


@pytest.mark.parametrize(
    "typed", ["¿qué se deshizo?", "¿Quién deshizo eso?", "¿qué deshice?", "/red deshecho", "what was undone?"]
)
def test_what_was_undone_is_a_question_and_undoes_nothing(typed: str) -> None:
    assert understand(typed, CONTEXT).command == "network.undone"
