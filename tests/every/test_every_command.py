"""Each command that people can type has words and a help line in every language, a power the charter knows, labels that fit."""

from collections.abc import Iterator

import pytest

import handlers.all_commands  # noqa: F401 - registers every command
from bot.language.catalogue import LANGUAGES, Words, catalogue
from bot.understanding.vocabulary import LATER, vocabulary
from handlers.commands import COMMANDS
from handlers.mandates import EVERYONE
from storage.charter import Charter
from storage.text import text

ONLY_PRESSED = {
    "drafts.confirm", "drafts.change", "drafts.discard", "drafts.resume", "meetings.ask_exception",
    "network.unknown", "minutes.close_comments",
}  # fmt: skip
"""Reached by a press, by the clock, or when nothing was understood: they need no words to be typed."""
TYPED = sorted(set(COMMANDS) - ONLY_PRESSED - {LATER})
LONGEST_BUTTON, LONGEST_TITLE = 75, 24
"""Slack's limits, in characters."""


def test_what_is_only_pressed_exists_and_has_no_words():
    named = {entry.command for entry in vocabulary().entries}

    assert set(COMMANDS) >= ONLY_PRESSED
    assert not named & ONLY_PRESSED


def test_every_command_that_has_words_exists():
    assert {entry.command for entry in vocabulary().entries} <= set(COMMANDS)


@pytest.mark.parametrize("command", TYPED)
def test_every_command_has_words_in_every_language(command: str):
    verbs = {frozenset(entry.verbs) for entry in vocabulary().named(command) if entry.family == command.split(".", maxsplit=1)[0]}

    assert len(vocabulary().named(command)) >= len(LANGUAGES)
    assert verbs
    assert all(verbs)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", TYPED)
def test_every_command_has_a_help_line_and_an_example(command: str, language: str):
    words = Words(language)
    help_line, example = words.say(text(f"command.{command}.help")), words.say(text(f"command.{command}.example"))

    assert {f"command.{command}.help", f"command.{command}.example"} <= set(catalogue(language))
    assert 0 < len(help_line) <= LONGEST_BUTTON
    assert not help_line.endswith(".")
    assert example.strip() == example


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", TYPED)
def test_every_example_asks_for_its_own_command(command: str, language: str):
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.understanding import Context, understand

    now = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("America/Lima"))
    example = Words(language).say(text(f"command.{command}.example"))

    assert understand(example, Context(language, now, ("ACNUR", "OIM"), ())).command == command


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_needs_a_power_that_the_charter_knows(command: str, peru: Charter):
    power = COMMANDS[command].power

    assert power == EVERYONE or power in peru.powers


def _labels(language: str, *starts: str) -> Iterator[tuple[str, str]]:
    for key, forms in catalogue(language).items():
        for template in forms.values():
            if any(part in starts for part in key.split(".")):
                yield key, "".join(f"{before}{{{gap}}}" if gap else before for before, gap, _ in template)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_fits_where_it_is_drawn(language: str):
    assert [key for key, words in _labels(language, "button") if len(words) > LONGEST_BUTTON] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_title_of_a_form_fits_where_it_is_drawn(language: str):
    titles = [(key, words) for key, words in _labels(language, "form") if key.endswith(".title")]

    assert titles
    assert [key for key, words in titles if len(words) > LONGEST_TITLE] == []
