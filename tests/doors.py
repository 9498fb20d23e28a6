"""The databases one test after another finds as new, opened once a process.

What is opened remembers how each question is written in SQL; opened anew for every test it would work all of them out
again, and that is a good part of what a test costs.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.database import Database
from tests.postgresql import Emptied


class Doors:
    """`sqlite` and `postgresql` lend a database as its template is, and let go of its connections afterwards."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: dict[str, Database] = {}

    @contextmanager
    def sqlite(self, template: Path) -> Iterator[Database]:
        path = self._folder / template.name
        for old in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
            old.unlink(missing_ok=True)  # a thread left over from another test keeps the file it had
        shutil.copy(template, path)
        with self._lent(f"sqlite:///{path}") as found:
            yield found

    @contextmanager
    def postgresql(self, emptied: Emptied) -> Iterator[Database]:
        with self._lent(emptied.fresh()) as found:
            yield found

    @contextmanager
    def _lent(self, url: str) -> Iterator[Database]:
        if url not in self._opened:
            self._opened[url] = Database(url)
        try:
            yield self._opened[url]
        finally:
            self._opened[url].close()
