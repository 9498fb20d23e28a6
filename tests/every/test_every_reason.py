"""Every message says why it came (ToR 2): it carries its reason, or its reason is always the same and stands among its words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.language.catalogue import Words
from bot.notices import SAYS_WHY, card_of
from handlers.reply import Note, Text
from storage.outbox import Notice
from tests.town import lima

OWN = {"alerts.allowed", "alerts.by_mail", "letters.drafted", "minutes.word"}
"""What answers somebody's own act: what they did is the reason, and the words name it."""
TO_OUTSIDERS = {"speaker.invitation_withdrawn"}
"""A letter to somebody outside says what it is about as a letter does."""


def _told_without_a_reason() -> Iterator[str]:
    for path in sorted(Path("handlers").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "tell":
                if any(each.arg == "why" for each in node.keywords):
                    continue
                yield from (
                    each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)
                )


def test_whatever_is_told_without_a_reason_of_its_own_has_one_among_its_words() -> None:
    assert set(_told_without_a_reason()) - SAYS_WHY <= OWN | TO_OUTSIDERS


@pytest.mark.parametrize("name", sorted(SAYS_WHY))
def test_the_reason_stands_at_its_foot_in_both_languages(name: str) -> None:
    values = {"organisation": "ACNUR"}
    card = card_of(
        Notice(
            network_id=1,
            key="x",
            notice=name,
            values=values,
            about="x",
            due_at=lima(2027, 2, 1),
            written_at=lima(2027, 2, 1),
        )
    )
    (reason,) = (part.words for part in card.parts if isinstance(part, Note))
    assert isinstance(reason, Text)
    spanish, english = (Words(language).say(reason) for language in ("es", "en"))
    assert "porque" in spanish
    assert "because" in english
