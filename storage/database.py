"""SQLite or PostgreSQL behind one door: transactions, and nothing said about the records in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool
from sqlmodel import Session, create_engine

BUSY_TIMEOUT_MS = 15_000


class Database:
    """One database of one house; `transaction` writes, `reading` only looks.

    On SQLite every transaction that may write takes the write lock at once (`BEGIN IMMEDIATE`), so
    that two processes wait for each other instead of failing half-way.
    """

    def __init__(self, url: str, *, connections: int = 8) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite(url) if self.is_sqlite else _postgresql(url, connections)
        self._readers = self.engine.execution_options(only_looks=True)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session whose work is kept when the block ends well and undone when it does not."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for questions only; whatever it changes is thrown away."""
        with Session(self._readers, expire_on_commit=False) as session:
            yield session

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def _sqlite(url: str) -> Engine:
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, poolclass=QueuePool, connect_args={"check_same_thread": False}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_TIMEOUT_MS}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        looks = connection.get_execution_options().get("only_looks", False)
        connection.exec_driver_sql("BEGIN" if looks else "BEGIN IMMEDIATE")

    _plain_savepoints(engine)
    return engine


def _plain_savepoints(engine: Engine) -> None:
    """Savepoints are said to the driver as they are: SQLAlchemy would compile each anew, for its name is always another."""
    for name, said in (
        ("do_savepoint", "SAVEPOINT"),
        ("do_release_savepoint", "RELEASE SAVEPOINT"),
        ("do_rollback_to_savepoint", "ROLLBACK TO SAVEPOINT"),
    ):
        setattr(engine.dialect, name, partial(_say, said))


def _say(said: str, connection: Connection, savepoint: str) -> None:
    connection.exec_driver_sql(f"{said} {savepoint}")


def _postgresql(url: str, connections: int) -> Engine:
    url = url.replace("postgres://", "postgresql://", 1)
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    return create_engine(url, pool_size=connections, pool_pre_ping=True, hide_parameters=True)
