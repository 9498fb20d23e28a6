"""A charter's file as it lies on the table: its values, the line of each key, and how to say what is wrong there."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storage.charter import CharterError

Place = tuple[str, ...]
"""Where a value stands: ("terms", "minutes.circulation", "working_days")."""


@dataclass(frozen=True, slots=True)
class Page:
    """A TOML file and the line at which each of its tables and keys begins."""

    file: str
    content: Mapping[str, Any]
    lines: Mapping[Place, int]

    def wrong(self, place: Place, what: str, mend: str) -> CharterError:
        """The complaint about that place; a key that is not there is told at the table it belongs to."""
        lines = [self.lines[place[:n]] for n in range(len(place), -1, -1) if place[:n] in self.lines]
        where = f"{self.file}:{lines[0]}" if lines else self.file
        return CharterError(f"{where}: {what}; {mend}")


def open_page(path: Path) -> Page:
    """Read a TOML file, or say at which line it is broken."""
    written = _written(path)
    try:
        content = tomllib.loads(written)
    except tomllib.TOMLDecodeError as error:
        line, what = _broken(str(error), written)
        raise CharterError(
            f"{path.name}:{line}: this is not TOML: {what}; check quotation marks, brackets, dates and doubled names there"
        ) from error
    return Page(path.name, content, _lines(written))


def _written(path: Path) -> str:
    try:
        found = path.read_bytes()
    except OSError as error:
        raise CharterError(
            f"{path.name}:1: the file cannot be read ({error.strerror}); check its name and place"
        ) from error
    try:
        return found.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = found[: error.start].count(b"\n") + 1
        raise CharterError(f"{path.name}:{line}: a letter is not written in UTF-8; save the file as UTF-8") from error


def _broken(message: str, written: str) -> tuple[int, str]:
    """Line and reason out of tomllib's own sentence."""
    what = message.split(" (at ", maxsplit=1)[0]
    line = re.search(r"at line (\d+)", message)
    return (int(line[1]) if line else written.count("\n") + 1), what[:1].lower() + what[1:]


def _lines(written: str) -> dict[Place, int]:
    """The line of every table and key: tomllib tells none, so each statement is read by itself."""
    found: dict[Place, int] = {(): 1}
    table: Place = ()
    statement, first = "", 1
    for line, words in enumerate(written.split("\n"), 1):
        first = first if statement else line
        statement += words + "\n"
        try:
            alone = tomllib.loads(statement)
        except tomllib.TOMLDecodeError:
            continue  # a list or a long text that goes on
        header, statement = statement.lstrip().startswith("["), ""
        place = _place(alone) if header else table + _place(alone)
        table = place if header else table
        for n in range(1, len(place) + 1):
            found.setdefault(place[:n], first)
        if header:
            found[place] = first
        elif alone:
            _inner(found, place, alone, first)
    return found


def _place(alone: Mapping[str, Any]) -> Place:
    """The names a statement goes down: {"a": {"b": 1}} is ("a", "b")."""
    if len(alone) != 1:
        return ()
    [(name, below)] = alone.items()
    return (name, *(_place(below) if isinstance(below, dict) else ()))


def _inner(found: dict[Place, int], place: Place, alone: Mapping[str, Any], line: int) -> None:
    """Keys of a table written within braces stand on its line."""
    value: Any = alone
    while isinstance(value, dict) and len(value) == 1:
        [value] = value.values()
    if isinstance(value, dict):
        for name in value:
            found.setdefault((*place, name), line)
