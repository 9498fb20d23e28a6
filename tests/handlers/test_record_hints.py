"""What the preview of a record points out: whose matter it is."""

from __future__ import annotations

from tests.handlers.record_scene import SECRETARY, TEC, said, technical
from tests.town import Town, keys_of, lima

RHYTHM = "Las reuniones técnicas se realizarán cada dos meses."


def test_an_agreement_on_that_rhythm_is_enough_and_the_preview_says_so(town: Town) -> None:
    """ToR 7: here it is the Committee that is not needed."""
    technical(town)
    at = lima(2027, 4, 6, 12)
    shown = town.ask(SECRETARY, "decisions.record", at, meeting=TEC, wording=RHYTHM)
    assert "este acuerdo basta y no necesita al Comité Ejecutivo" in said(shown)
    assert "decisions.button.to_executive" not in keys_of(shown)
    other = town.ask(SECRETARY, "decisions.record", at, meeting=TEC, wording="Se compartirá la ficha de datos.")
    assert "decisions.hint.rhythm_here" not in keys_of(other)
