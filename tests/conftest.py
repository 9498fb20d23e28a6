"""What the tests share: two real databases, the charter of Peru, a seeded network and a conversation with it."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import anyio
import hypothesis
import pytest

from bot.roster import import_roster
from storage import charter as charters
from storage.charter import Charter
from storage.database import Database
from storage.schema import migrate
from tests.doors import Doors
from tests.postgresql import Emptied, running_postgresql
from tests.running import RunningHouse, running
from tests.town import Town, lima

# A busy machine is no failure: how long an example takes is not what these tests are about.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")
ROSTER = Path(__file__).parent.parent / "storage" / "charters" / "peru.roster.csv"
SEEDED_AT = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def pytest_collection_finish() -> None:
    """As in the house (`bot/processes.py`): what was imported stays, and what refers to itself is looked for seldom.

    anyio imports most of itself at first use, which here was in a server's thread, and pytest parses what it imports:
    that broke now and then ("AST constructor recursion depth mismatch").
    """
    for name in dir(anyio):
        getattr(anyio, name)
    anyio.run(anyio.sleep, 0)
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def peru() -> Charter:
    return charters.load_named("peru")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file at the newest migration, copied for each test."""
    path = tmp_path_factory.mktemp("template") / "empty.sqlite3"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def sqlite_seeded(sqlite_template: Path, peru: Charter) -> Path:
    """The same with the fictional roster."""
    path = sqlite_template.with_name("seeded.sqlite3")
    shutil.copy(sqlite_template, path)
    _seed(f"sqlite:///{path}", peru)
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A real PostgreSQL of its own on a free port; its address without a database name."""
    with running_postgresql() as address:
        yield address


@pytest.fixture(scope="session")
def postgresql_empty(postgresql_server: str) -> Emptied:
    """A database there at the newest migration, emptied for each test."""
    return Emptied(postgresql_server, "empty")


@pytest.fixture(scope="session")
def postgresql_seeded(postgresql_server: str, peru: Charter) -> Emptied:
    """One with the fictional roster, put back as it was for each test."""
    found = Emptied(postgresql_server, "seeded")
    _seed(found.url, peru)
    found.keep()
    return found


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """An empty SQLite database at the newest migration."""
    path = tmp_path / "quipu.sqlite3"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def doors() -> Iterator[Doors]:
    """The databases that one test after another finds as new; in memory where the system has such a folder."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="quipu-", dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Doors(Path(folder))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, doors: Doors) -> Iterator[Database]:
    """An empty database at the newest migration, on each kind."""
    with _as_new(request, doors, "sqlite_template", "postgresql_empty") as found:
        yield found


@pytest.fixture(params=["sqlite", "postgresql"])
def network(request: pytest.FixtureRequest, doors: Doors, peru: Charter) -> Iterator[Town]:
    """The network of Peru with the fictional roster, on each kind of database."""
    with _as_new(request, doors, "sqlite_seeded", "postgresql_seeded") as found:
        yield Town(found, {"peru": peru}, SEEDED_AT)


@pytest.fixture
def town(sqlite_seeded: Path, doors: Doors, peru: Charter) -> Iterator[Town]:
    """The same on SQLite alone, for what does not depend on the database."""
    with doors.sqlite(sqlite_seeded) as found:
        yield Town(found, {"peru": peru}, SEEDED_AT)


@pytest.fixture
def running_house(tmp_path: Path) -> Iterator[RunningHouse]:
    """The whole house with its trial page, on the morning of 12 January 2027."""
    with running(tmp_path, lima(2027, 1, 12)) as house:
        yield house


@pytest.fixture
def running_app(running_house: RunningHouse) -> str:
    """The address of the running house."""
    return running_house.url


def _seed(url: str, peru: Charter) -> None:
    found = Database(url)
    with found.transaction() as session:
        import_roster(session, peru, ROSTER.read_text(encoding="utf-8"), "peru.roster.csv", SEEDED_AT)
    found.close()


def _as_new(
    request: pytest.FixtureRequest, doors: Doors, sqlite: str, postgresql: str
) -> AbstractContextManager[Database]:
    """A copied file, or a database put back as it was."""
    if request.param == "sqlite":
        return doors.sqlite(request.getfixturevalue(sqlite))
    return doors.postgresql(request.getfixturevalue(postgresql))
