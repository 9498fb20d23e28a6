"""Whoever was told of an act hears that it was undone, under a name that people use for the matter."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.handlers.meeting_scene import notice_says
from tests.handlers.undo_every import EVERY
from tests.handlers.undo_scene import sent, undo
from tests.town import Town

SOON = timedelta(minutes=4)


def corrected(town: Town, name: str) -> list[str]:
    """What is said again, once everybody has read what the act told them."""
    prepare, who, at, act = EVERY[name]
    prepare(town)
    sent(town, *{row.notice for row in town.notices()})
    reply = act(town)
    sent(town, *{row.notice for row in town.notices()})
    undo(town, who, reply, at + SOON)
    return [notice_says(row) for row in town.notices("undo.corrected")]


@pytest.mark.parametrize(
    "name",
    [
        "agenda.admit", "agenda.defer", "decisions.take_back", "decisions.end_period", "minutes.close_comments",
        "speakers.thanks", "mail.alternate",
    ],
)  # fmt: skip
def test_whoever_was_told_hears_it(town: Town, name: str) -> None:
    """A point let in, a reservation withdrawn, a result proposed, comments closed, thanks to be cleared, going as alternate."""
    assert corrected(town, name)


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("network.away", "Corrección: una ausencia\n"), ("polls.close", "Corrección: Regularización\n"),
        ("polls.withdraw", "Corrección: Regularización\n"), ("members.leave/group", "Corrección: ACNUR\n"),
    ],
)  # fmt: skip
def test_it_names_the_matter_and_no_number_that_only_the_record_knows(town: Town, name: str, heading: str) -> None:
    assert {words[: len(heading)] for words in corrected(town, name)} == {heading}


def test_the_text_that_holds_again_is_called_a_text(town: Town) -> None:
    words = corrected(town, "decisions.revise")[0]
    assert "Texto de la decisión: Se aprueba el Plan de Trabajo 2027." in words
    assert "Título:" not in words
