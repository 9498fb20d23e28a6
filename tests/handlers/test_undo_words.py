"""What an undoing says: one sentence on what was done, to what by its name, and a press that says what it does."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.undoable import UNDOABLE
from tests.handlers.record_scene import said
from tests.handlers.undo_every import EVERY
from tests.handlers.undo_scene import undo
from tests.town import Town

LANGUAGES = Path(__file__).parents[2] / "bot" / "language"
SENTENCES = {
    "polls.close": "Usted cerró una encuesta de fechas: Regularización.",
    "members.join": "Usted registró el ingreso de un miembro: FAO.",
    "members.leave/group": "Usted registró el retiro de un miembro: ACNUR.",
    "members.handover": "Usted registró un traspaso.",
    "minutes.final": "Usted dejó la minuta como final: CE-2027-01.",
    "minutes.close_comments": "Usted cerró los comentarios a la minuta: CE-2027-01.",
    "groups.leave": "Usted retiró a su entidad de un grupo de trabajo: Documentación · OIM.",
    "speakers.invite/roster": (
        "Usted preparó una invitación a un ponente: TEC-2027-01 · Superintendencia Nacional de Migraciones."
    ),
    "settings.change": "Usted cambió un ajuste: Circulación de la minuta.",
    "network.away": "Usted avisó una ausencia.",
}


@pytest.mark.parametrize("name", sorted(SENTENCES))
def test_it_says_what_was_done_and_to_what_by_its_name(town: Town, name: str) -> None:
    """The act itself, not what it brought along; what it was about although it is gone now; never a number of a row."""
    prepare, who, at, act = EVERY[name]
    prepare(town)
    assert SENTENCES[name] in said(undo(town, who, act(town), at + timedelta(minutes=1))).splitlines()


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_press_that_mends_an_act_says_in_its_own_words_what_it_does(language: str) -> None:
    words = tomllib.loads((LANGUAGES / language / "undo_mending.toml").read_text("utf-8"))["undo"]["mend"]
    assert set(words) == {how.correct for how in UNDOABLE.values()}
    assert max(map(len, words.values())) <= 40, "a press of a telephone"
