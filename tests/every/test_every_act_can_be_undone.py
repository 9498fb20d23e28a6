"""Each command changes nothing, or its author can take it back for ten minutes, or it is said why it stands (ToR 2, a setting)."""

import handlers.all_commands  # noqa: F401 - registers every command
from bot.language.catalogue import LANGUAGES, catalogue
from handlers.commands import COMMANDS
from handlers.undoable import STANDS, UNDOABLE
from tests.handlers.undo_every import EVERY
from tests.readers import BY_THE_CLOCK, HANDS_OUT, LEADS_ON, SHOWS

CHANGES_NOTHING = SHOWS | HANDS_OUT | LEADS_ON | BY_THE_CLOCK


def test_every_command_is_in_one_of_the_tables_and_in_no_two():
    """What a reader does is held by `tests.town.Town.ask`: it writes nothing in the journal."""
    tables = (CHANGES_NOTHING, set(UNDOABLE), set(STANDS))

    assert set(COMMANDS) == set().union(*tables)
    assert sum(len(each) for each in tables) == len(set().union(*tables))
    assert all(COMMANDS[name].clock for name in BY_THE_CLOCK)


def test_every_command_that_can_be_undone_has_its_story():
    """In the table of stories, under its name or its name and a case; these have tests of their own (`test_undo*.py`)."""
    assert set(UNDOABLE) - {story.partition("/")[0] for story in EVERY} == {
        "actions.assign", "actions.done", "actions.help", "actions.move", "alerts.ask", "decisions.agree",
        "decisions.comment", "decisions.object", "decisions.propose", "decisions.record", "decisions.reserve",
        "meetings.ask_exception", "meetings.attend", "meetings.convene", "meetings.presence", "minutes.note",
        "polls.open", "speakers.ask_exception",
    }  # fmt: skip


def test_why_something_stands_has_words_in_every_language():
    for language in LANGUAGES:
        assert {f"undo.because.{how.because}" for how in STANDS.values()} <= set(catalogue(language))
        assert {f"act.{act}" for how in STANDS.values() for act in how.acts} <= set(catalogue(language))
