"""«Mis datos»: one's own for anybody, somebody else's for the secretariat alone."""

from __future__ import annotations

import pytest

from bot.language.catalogue import LANGUAGES, Words
from bot.plain import plain
from storage import archive
from storage.text import text
from tests.handlers.members_scene import HUGO, NOELIA, SECRETARY, SPRING, busy
from tests.town import Town, keys_of


def test_anybody_sees_their_own_and_nobody_else_s(town: Town) -> None:
    busy(town)
    reply = town.ask(NOELIA, "members.export", SPRING)
    assert reply.card is not None
    said = plain(reply.card, Words("es").say)
    assert "n.quintamayo@acnur.example" in said
    assert "h.parihuanca@" not in said
    assert {"held.person", "held.office", "held.outbox"} <= set(keys_of(reply))


def test_somebody_else_s_are_the_secretariat_s_to_hand_over(town: Town) -> None:
    refused = town.ask(NOELIA, "members.export", SPRING, person="Hugo Parihuanca")
    assert refused.refused
    assert "held.not_yours" in keys_of(refused)
    assert keys_of(town.ask(NOELIA, "members.export", SPRING, person="Nadie")) == keys_of(refused)
    reply = town.ask(SECRETARY, "members.export", SPRING, person="Hugo Parihuanca")
    assert "h.parihuanca@" in str(reply)
    assert town.ask(HUGO, "members.export", SPRING, person="Hugo Parihuanca").refused is False


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_noun_that_can_be_somebody_s_has_words(language: str) -> None:
    for table in archive.personal_tables():
        assert Words(language, fallback=language).say(text(f"held.{table.name}"))
