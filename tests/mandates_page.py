"""Who may do what, on one page: `docs/mandates.md`, written from the charter's powers and the commands there are (`make mandates`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import handlers.all_commands  # noqa: F401 - registers every command
from bot.language.catalogue import Words
from handlers.commands import COMMANDS, Command
from handlers.mandates import EVERYONE
from storage.charter import TOR, Charter, Power, load_named
from storage.people import OFFICES
from storage.text import text

PAGE = Path(__file__).parent.parent / "docs" / "mandates.md"
SHORT = {
    "coordination": "Coord", "secretariat": "Secr", "executive": "Exec", "resident_coordinator": "RC", "deputy": "Deputy",
    "rco": "RCO", "focal_point": "FP", "alternate": "Alt", "government": "Gov", "stakeholder": "Stake",
}  # fmt: skip
"""How the columns are headed."""
ABOUT = """# Who may do what

This page is written by `make mandates` from two things: the `[powers]` of the charter (`storage/charters/peru.toml`) and
the commands the house knows. Do not write in it by hand: `tests/every/test_every_mandate.py` compares it with what would be
written, and walks every command with every office on every platform through the one door (`handlers/commands.py`), which
asks `handlers/mandates.py`.

A *rule* is what the terms of reference say themselves; a *setting* is the secretariat's under that clause, and changes by a
decision. The *clock* may ask only for the commands marked so: what time itself brings about. Whoever is not marked is
refused with the clause or setting, and told whom to ask.
"""
GUESTS = """Guests (government focal points and stakeholders, §5) see only the meetings and items that are theirs, never the register,
and their sight of a meeting ends after it by the setting `guest.access`. A command for anybody on the roster answers a guest
with what is theirs alone. Within the Executive Committee a deputy speaks for a seat only by letter and while its holder does
not (`handlers/voices.py`).
"""


def page(charter: Charter) -> str:
    """The whole page."""
    header = ["Command", "What it does", "Power", *(SHORT[name] for name in OFFICES), "Clock", "From"]
    rows = [_command_row(charter, COMMANDS[name]) for name in sorted(COMMANDS)]
    powers = [_power_row(charter, charter.powers[name]) for name in sorted(charter.powers)]
    return "\n".join(
        [
            ABOUT,
            "## Offices\n",
            *_table(["Column", "Office", "Clause"], [_office_row(charter, name) for name in OFFICES]),
            "\n## Commands\n",
            *_table(header, rows),
            "",
            GUESTS,
            "## Powers\n",
            *_table(["Power", "To …", "First of these that a person holds", "From", "Changed by"], powers),
            "",
        ]
    )


def _office_row(charter: Charter, name: str) -> list[str]:
    return [SHORT[name], _said(f"office.{name}"), _clause(charter, charter.offices[name].clause)]


def _command_row(charter: Charter, command: Command) -> list[str]:
    held = OFFICES if command.power == EVERYONE else charter.powers[command.power].offices
    marks = ["●" if name in held else "" for name in OFFICES]
    return [
        f"`{command.name}`",
        _help(command),
        _power(command),
        *marks,
        "●" if command.clock else "",
        _from(charter, command),
    ]


def _power_row(charter: Charter, power: Power) -> list[str]:
    who = ", ".join(SHORT[name] for name in power.offices)
    return [f"`{power.name}`", _said(f"power.{power.name}"), who, _source(charter, power), power.changed_by or "nobody"]


def _power(command: Command) -> str:
    return "anybody on the roster" if command.power == EVERYONE else f"`{command.power}`"


def _from(charter: Charter, command: Command) -> str:
    return "" if command.power == EVERYONE else _source(charter, charter.powers[command.power])


def _source(charter: Charter, power: Power) -> str:
    return f"{'rule' if power.source == TOR else 'setting'}, {_clause(charter, power.clause)}"


def _clause(charter: Charter, clause: str) -> str:
    return f"§{charter.clauses[clause].number}"


def _help(command: Command) -> str:
    """Its help line; what is only pressed or left to the clock has none."""
    key = f"command.{command.name}.help"
    return _said(key) if Words("en").knows(key) else "a press on what was shown, or the clock"


def _said(key: str) -> str:
    return Words("en").say(text(key))


def _table(header: list[str], rows: list[list[str]]) -> Iterator[str]:
    yield _line(header)
    yield _line(["---"] * len(header))
    yield from map(_line, rows)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page(load_named("peru")), encoding="utf-8")
