"""The names people give to commands, read from `bot/language/*/commands.toml`: all languages at once."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.language.catalogue import FOLDER, LANGUAGES
from bot.language.folding import plain
from bot.language.reading_words import any_of

LATER = "network.later"
"""The command that says honestly that something is not possible yet."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One command as people name it. Verbs are folded; each keeps the ways it is written with accents."""

    command: str
    family: str
    verbs: Mapping[str, frozenset[str]]
    says: tuple[str, ...]
    nouns: re.Pattern[str]
    needs_noun: bool
    """Its verbs are so common that the sentence must also say what about."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything a sentence is compared with."""

    families: Mapping[str, str]
    entries: tuple[Entry, ...]
    says: re.Pattern[str]
    said_by: Mapping[str, Entry]
    kinds_of_meeting: Mapping[str, str]
    meeting_kinds: re.Pattern[str]
    kinds_of_item: Mapping[str, str]
    courtesy: re.Pattern[str]
    modal: re.Pattern[str]
    questions: re.Pattern[str]
    who: re.Pattern[str]
    hedges: re.Pattern[str]
    marks: Mapping[str, str]
    answers: Mapping[str, str]
    """What stands alone as an answer to what was just shown: confirm, change or discard."""

    def named(self, command: str) -> list[Entry]:
        """The entries of a command, one a language."""
        return [entry for entry in self.entries if entry.command == command]


@cache
def verbs_of(family: str) -> tuple[tuple[str, Entry], ...]:
    """The verbs of a family, the longest first; of one verb the entry that works today comes first."""
    named = [(verb, entry) for entry in vocabulary().entries if entry.family == family for verb in entry.verbs]
    return tuple(sorted(named, key=lambda each: -len(each[0])))


@cache
def verbs_of_several_words() -> tuple[str, ...]:
    """Of every family: what may begin like a courtesy."""
    return tuple(verb for entry in vocabulary().entries for verb in entry.verbs if " " in verb)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of every language together: people mix them."""
    tables = [
        tomllib.loads((FOLDER / language / "commands.toml").read_text(encoding="utf-8")) for language in LANGUAGES
    ]
    entries = tuple(entry for table in tables for entry in (*_commands(table), *_later(table)))
    kinds = _inverted(table["kind_of_meeting"] for table in tables)
    said_by = {phrase: entry for entry in reversed(entries) for phrase in entry.says}
    return Vocabulary(
        families=_inverted(table["family"] for table in tables),
        entries=entries,
        says=re.compile(rf"(?<![\w-]){any_of(said_by)}(?![\w-])"),
        said_by=said_by,
        kinds_of_meeting=kinds,
        meeting_kinds=re.compile(rf"(?<![\w-]){any_of(kinds)}(?![\w-])"),
        kinds_of_item=_inverted(table["kind_of_item"] for table in tables),
        courtesy=_opening(tables, "courtesy", "words"),
        modal=_opening(tables, "courtesy", "modal"),
        questions=_opening(tables, "question", "words"),
        who=_opening(tables, "question", "who"),
        hedges=re.compile(rf"(?<!\w){_opening(tables, 'hedge', 'words').pattern}"),
        marks=_inverted(table["mark"] for table in tables),
        answers=_inverted(table["answer"] for table in tables),
    )


def _commands(table: Mapping[str, Any]) -> Iterable[Entry]:
    for name, row in table["command"].items():
        yield _entry(name, name.split(".")[0], row, table)
        for family, verbs in row.get("also", {}).items():
            yield _entry(name, family, {"verbs": verbs, "about": table["about"][family]}, table)


def _later(table: Mapping[str, Any]) -> Iterable[Entry]:
    for family, row in table["later"].items():
        yield _entry(LATER, family, row, table)


def _entry(command: str, family: str, row: Mapping[str, Any], table: Mapping[str, Any]) -> Entry:
    verbs: dict[str, set[str]] = {}
    for verb in row["verbs"]:
        verbs.setdefault(_bare(verb), set()).add(verb.lower())
    nouns = re.compile(rf"(?<![\w-]){any_of(_bare(noun) for noun in row.get('about', table['about'][family]))}(?![\w])")
    says = tuple(_bare(phrase) for phrase in row.get("says", ()))
    kept = {verb: frozenset(written) for verb, written in verbs.items()}
    return Entry(command, family, kept, says, nouns, needs_noun="about" in row)


def _inverted(tables: Iterable[Mapping[str, list[str]]]) -> dict[str, str]:
    """{folded word: what it names}, of all languages."""
    return {_bare(word): name for table in tables for name, words in table.items() for word in words}


def _opening(tables: Iterable[Mapping[str, Any]], section: str, name: str) -> re.Pattern[str]:
    words = {_bare(word) for table in tables for word in table[section][name]}
    return re.compile(rf"{any_of(words)}(?![\w'])")


def _bare(words: str) -> str:
    return plain(words).replace("-", " ")
