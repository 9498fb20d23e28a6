"""A whole house running in a thread of the test: the real server on a free port of this machine."""

from __future__ import annotations

import asyncio
import socket
import tempfile
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import uvicorn
import vobject
from sqlmodel import Session, select

from bot.assembly import House, application, open_house
from bot.mail.opened import open_letter
from bot.settings import Settings
from storage.calendars_sent import CalendarSent
from storage.rehearsal import Letter, RehearsalClock
from storage.schema import migrate
from tests.strict_calendar import problems

T = TypeVar("T")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class RunningHouse:
    """The house, its address, and a way to move its clock and look into its record."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.url = f"http://127.0.0.1:{settings.port}"
        self.house: House
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._broken: BaseException | None = None
        self._server: uvicorn.Server
        self._thread = threading.Thread(target=self._run, name="house", daemon=True)

    def start(self) -> None:
        self._thread.start()
        if not self._started.wait(30) or self._broken:
            raise RuntimeError("the house did not open") from self._broken

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(30)

    def go_to(self, moment: datetime) -> None:
        """Move the clock, stopping at everything on the way."""
        assert self.house.rehearsal is not None
        self.call(self.house.rehearsal.go_to(moment))

    def settle(self) -> None:
        """Let everything that is due at this moment be done and delivered."""
        assert self.house.rehearsal is not None
        self.go_to(self.house.rehearsal.clock())

    def look(self, question: Callable[[Session], T]) -> T:
        return self.call(self.house.counter.look(question))

    def call(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(90)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        except BaseException as broken:  # noqa: BLE001 - told to the thread that waits
            self._broken = broken
            self._started.set()
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        self.house = await open_house(self.settings)
        config = uvicorn.Config(
            application(self.house, clock=True),
            host="127.0.0.1",
            port=self.settings.port,
            log_config=None,
            lifespan="on",
        )
        self._server = uvicorn.Server(config)
        serving = asyncio.create_task(self._server.serve())
        while not self._server.started and not serving.done():
            await asyncio.sleep(0.01)
        self._started.set()
        await serving
        await self.house.close()


@contextmanager
def running(folder: Path, at: datetime, **settings: Any) -> Iterator[RunningHouse]:
    """A rehearsal with the fictional roster that begins at that moment; closed at the end."""
    url = settings.pop("database_url", "") or _file(folder / "house.sqlite3")
    migrate(url)
    wanted = Settings(
        rehearsal=True, database_url=url, port=free_port(), secret_key="tests only, not secret", **settings
    )
    _set_clock(url, at)
    house = RunningHouse(wanted)
    house.start()
    try:
        yield house
        house.look(_calendars_are_sound)
    finally:
        house.stop()


def _calendars_are_sound(session: Session) -> None:
    """Every calendar that left in any story is one a strict client can read, and was kept as it left."""
    letters = {row.message_id: open_letter(row.raw).calendar for row in session.exec(select(Letter))}
    left = {raw for raw in letters.values() if raw}
    versions = list(session.exec(select(CalendarSent)))
    assert {row.raw for row in versions} == left
    for row in versions:
        assert problems(row.raw) == []
        event = vobject.readOne(row.raw.decode()).vevent
        assert (event.uid.value, int(event.sequence.value), event.summary.value) == (row.uid, row.sequence, row.title)
        assert event.dtstart.value == row.starts_at


def _file(path: Path) -> str:
    """An SQLite file there; a new one is at the newest migration, to which the way is gone once a process."""
    if not path.exists():
        path.write_bytes(_migrated())
    return f"sqlite:///{path}"


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory(prefix="quipu-") as folder:
        path = Path(folder) / "migrated.sqlite3"
        migrate(f"sqlite:///{path}")
        return path.read_bytes()


def _set_clock(url: str, at: datetime) -> None:
    from storage.database import Database

    database = Database(url)
    with database.transaction() as session:
        session.merge(RehearsalClock(id=1, now=at))
    database.close()
