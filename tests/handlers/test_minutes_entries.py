"""What a decision is called in the minutes."""

from __future__ import annotations

import pytest

from handlers.minutes_items import entry_of
from handlers.reply import Text


@pytest.mark.parametrize(
    ("title", "twice"), [("Publicar la guía", True), ("Publicar la…", False), ("La guía de trabajo", False)]
)
def test_a_title_that_only_says_the_words_again_is_not_printed(title: str, twice: bool) -> None:
    found = entry_of({"code": "AT-2027-01", "title": title, "wording": "Publicar la guía."})
    assert (found == "AT-2027-01") is twice
    assert isinstance(found, Text) is not twice
