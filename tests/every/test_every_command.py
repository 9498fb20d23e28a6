"""Each command that people can type has words and a help line in every language, a power the charter knows, labels that fit."""

import ast
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import handlers.all_commands  # noqa: F401 - registers every command
from bot.language.catalogue import LANGUAGES, Words, catalogue
from bot.understanding import Context, understand
from bot.understanding.vocabulary import LATER, vocabulary
from handlers.commands import COMMANDS
from handlers.mandates import EVERYONE
from storage.charter import Charter
from storage.text import text

ONLY_PRESSED = {
    "drafts.confirm", "drafts.change", "drafts.discard", "drafts.resume", "meetings.ask_exception",
    "network.unknown", "minutes.close_comments", "network.recognise", "members.delete_contact",
    "contacts.open_round", "contacts.close_round", "groups.close_consultation",
    "meetings.feed", "meetings.settle_calendars", "network.daily_line", "polls.choose",
    "speakers.comment", "speakers.close_comments", "speakers.ask_exception",
    "alerts.ask", "alerts.allow", "alerts.by_mail", "network.retention",
    "minutes.capture", "alerts.overheard",
    "decisions.end_period", "decisions.circulate_extract",
    "mail.apply", "mail.alternate", "mail.alias", "mail.discard", "mail.remind", "mail.returned",
    "deliveries.again",
    "speakers.thanked", "speakers.thanks_clear",
}  # fmt: skip
"""Reached by a press, by the clock, or when nothing was understood: they need no words to be typed."""
TYPED = sorted(set(COMMANDS) - ONLY_PRESSED - {LATER})
LONGEST_BUTTON, LONGEST_TITLE = 75, 24
"""Slack's limits, in characters."""
A_CODE = "CE-2027-01"
ROOT = Path(__file__).parent.parent.parent


def test_what_is_only_pressed_exists_and_has_no_words():
    named = {entry.command for entry in vocabulary().entries}

    assert set(COMMANDS) >= ONLY_PRESSED
    assert not named & ONLY_PRESSED


def test_every_command_that_has_words_exists():
    assert {entry.command for entry in vocabulary().entries} <= set(COMMANDS)


@pytest.mark.parametrize("command", TYPED)
def test_every_command_has_words_in_every_language(command: str):
    verbs = {
        frozenset(entry.verbs)
        for entry in vocabulary().named(command)
        if entry.family == command.split(".", maxsplit=1)[0]
    }

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
    now = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("America/Lima"))
    example = Words(language).say(text(f"command.{command}.example"))

    assert understand(example, Context(language, now, ("ACNUR", "OIM"), ())).command == command


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_needs_a_power_that_the_charter_knows(command: str, peru: Charter):
    power = COMMANDS[command].power

    assert power == EVERYONE or power in peru.powers


def _named_in_code(kind: str) -> list[str]:
    """The catalogue keys that the code gives as the label of each Button or the title of each Form."""
    rooms = (ROOT / "handlers", ROOT / "bot")
    nodes = (
        node
        for room in rooms
        for path in room.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )
    calls = [
        node for node in nodes if isinstance(node, ast.Call) and getattr(node.func, "id", "") == kind and node.args
    ]
    first = [call.args[0] for call in calls]
    said = [
        each for each in first if isinstance(each, ast.Call) and getattr(each.func, "id", "") == "text" and each.args
    ]
    return sorted({key.args[0].value for key in said if isinstance(key.args[0], ast.Constant)})


def _longest(language: str, key: str) -> int:
    """Characters of a label, a code standing in its gaps."""
    forms = catalogue(language)[key].values()
    return max(sum(len(before) + len(A_CODE) * (gap is not None) for before, gap, _ in template) for template in forms)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_fits_where_it_is_drawn(language: str):
    labels = _named_in_code("Button")

    assert len(labels) > 20
    assert [key for key in labels if _longest(language, key) > LONGEST_BUTTON] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_title_of_a_form_fits_where_it_is_drawn(language: str):
    titles = _named_in_code("Form")

    assert len(titles) > 10
    assert [key for key in titles if _longest(language, key) > LONGEST_TITLE] == []
