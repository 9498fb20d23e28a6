"""The letter that invites somebody to speak, as it leaves: their topic and their slot, and nothing else of the meeting."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.mail.opened import open_letter
from tests.bot.post_scene import Office
from tests.handlers.invite_scene import TEC, cleared, set_up, to_scholar
from tests.town import Town, lima

CLEARED = lima(2027, 3, 12, 9)


@pytest.fixture
def office(town: Town) -> Iterator[Office]:
    found = Office(town)
    yield found
    found.counter.close()


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_guest_reads_of_their_own_slot_alone(town: Town, office: Office, language: str) -> None:
    set_up(town, ("Asunto interno de la Red", 25), ("Regularización", 20))
    row = to_scholar(town, language=language)
    town.do("n.quintamayo", "speakers.comment", lima(2027, 3, 9), invitation=row.id, wording="Reservado entre nosotros")
    cleared(town, row, CLEARED)

    letter = office.letter(town.notices("speaker.invited")[0])
    words = open_letter(letter.raw).text

    assert letter.recipient == "m.quenta@altiplano.example"
    assert "10:25" in words
    assert "r.berrocapa@oim.example" in words
    assert ("presentación" if language == "es" else "presentation") in words
    for kept in (TEC, "Asunto interno", "Reservado", "90", "Noelia"):
        assert kept not in words


def test_an_apology_never_says_why(town: Town, office: Office) -> None:
    set_up(town)
    row = to_scholar(town)
    cleared(town, row, CLEARED)
    town.do("r.berrocapa", "speakers.withdraw", CLEARED, invitation=row.id, reason="Desacuerdo entre agencias")

    words = open_letter(office.letter(town.notices("speaker.invitation_withdrawn")[0]).raw).text

    assert "Desacuerdo" not in words
    assert TEC not in words
