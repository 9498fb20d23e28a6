"""«Mis datos»: one's own for anybody, somebody else's for the secretariat alone."""

from __future__ import annotations

import re

import pytest

from bot.language.catalogue import LANGUAGES, Words
from bot.plain import plain
from storage import archive
from storage.feeds import Feed
from storage.people import Absence, Account
from storage.text import text
from tests.handlers.members_scene import HUGO, NOELIA, SECRETARY, SPRING, busy
from tests.town import LIMA, Town, keys_of


def test_anybody_sees_their_own_and_nobody_else_s(town: Town) -> None:
    busy(town)
    reply = town.ask(NOELIA, "members.export", SPRING)
    assert reply.card is not None
    said = plain(reply.card, Words("es").say)
    assert "n.quintamayo@acnur.example" in said
    assert "h.parihuanca@" not in said
    assert {"held.person", "held.office", "held.outbox"} <= set(keys_of(reply))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shown_of_oneself_is_words_and_no_structure(town: Town, language: str) -> None:
    busy(town)
    with town.database.transaction() as session:
        mine = {"network_id": town.network_id, "person_id": town.id_of(NOELIA)}
        session.add(Account(**mine, platform="slack", workspace="T1", external_id="U123", seen_at=SPRING))
        session.add(Absence(**mine, first=SPRING.date(), last=SPRING.date(), said_at=SPRING))
        session.add(Feed(**mine, token_hash="f" * 64, made_at=SPRING))
    reply = town.ask(NOELIA, "members.export", SPRING)
    assert reply.card is not None
    said = plain(reply.card, Words(language, zone=LIMA).say)
    assert not re.search(r'[{}"]|_id|token|None|f{8}', said), said
    assert "(ACNUR)" in said
    assert "U123" in said


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
