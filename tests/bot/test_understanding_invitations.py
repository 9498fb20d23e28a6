"""How people say what happened to an invitation to speak."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from bot.understanding import Context, understand
from tests.town import LIMA

NOW = datetime(2027, 3, 31, 9, tzinfo=LIMA)
LINK = "https://red.example/a.pdf"
PHRASES: list[tuple[str, str, dict[str, Any]]] = [
    ("/ponente respuesta Migraciones acepta", "speakers.answer", {"words": "Migraciones", "answer": "accepted"}),
    ("/ponente respuesta Migraciones no puede", "speakers.answer", {"words": "Migraciones", "answer": "declined"}),
    (
        "/ponente respuesta TEC-2027-01 va otra persona: Elmer Huamán",
        "speakers.answer",
        {"meeting": "TEC-2027-01", "answer": "substitute", "speaker": "Elmer Huamán"},
    ),
    ("/speaker answer Migraciones accepted", "speakers.answer", {"words": "Migraciones", "answer": "accepted"}),
    ("/speaker answer Migraciones", "speakers.answer", {"words": "Migraciones"}),
    (f"/ponente presentación Migraciones: {LINK}", "speakers.slides", {"words": "Migraciones", "reference": LINK}),
    (f"/speaker slides Migraciones {LINK}", "speakers.slides", {"words": "Migraciones", "reference": LINK}),
    ("/ponente visto bueno a la presentación Migraciones", "speakers.slides_clear", {"words": "Migraciones"}),
    ("/ponente agradecer a la Universidad del Altiplano", "speakers.thanks", {"words": "Universidad del Altiplano"}),
    ("/ponente invitación TEC-2027-01", "speakers.invitation", {"meeting": "TEC-2027-01"}),
    ("/ponente invitación", "speakers.invitation", {}),
    ("Migraciones aceptó la invitación", "speakers.answer", {"words": "Migraciones", "answer": "accepted"}),
    ("la Universidad no podrá exponer", "speakers.answer", {"words": "Universidad", "answer": "declined"}),
    (
        f"ya llegó la presentación de Migraciones: {LINK}",
        "speakers.slides",
        {"words": "Migraciones", "reference": LINK},
    ),
    ("ver la invitación a Migraciones", "speakers.invitation", {"words": "Migraciones"}),
    (
        "¿cómo va la invitación a Migraciones para TEC-2027-01?",
        "speakers.invitation",
        {"meeting": "TEC-2027-01", "words": "Migraciones"},
    ),
    (
        "cambia el lugar de TEC-2027-01: Sala Andina",
        "meetings.move",
        {"meeting": "TEC-2027-01", "place": "Sala Andina"},
    ),
    ("corrige el título de TEC-2027-01: Salud", "meetings.move", {"meeting": "TEC-2027-01", "title": "Salud"}),
]


@pytest.mark.parametrize(("typed", "command", "values"), PHRASES)
def test_what_is_typed_becomes_the_act_with_its_details(typed: str, command: str, values: dict[str, Any]) -> None:
    understood = understand(typed, Context("es", NOW, ("ACNUR",), ()))
    assert (understood.command, understood.values) == (command, values)
