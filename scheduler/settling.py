"""Writing down what became of claimed notices, many together; and the way to the database from the event loop."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol, TypeVar

import structlog
from sqlmodel import Session

from scheduler.aloud import say_given_up
from storage import calendars_sent, outbox
from storage.outbox import GIVEN_UP, Notice, Settlement

T = TypeVar("T")
log = structlog.get_logger()

TRIES = 3
GATHERS = 0.01
"""Seconds to wait for more to settle: in a burst, handing over comes before writing down."""


class Storage(Protocol):
    """Questions, and work in a transaction, each done in a thread."""

    async def look(self, question: Callable[[Session], T]) -> T:
        """Ask the record something."""

    async def write(self, work: Callable[[Session], T]) -> T:
        """Do something in a transaction; return when it is committed."""


class Settler:
    """While one transaction is under way, the next settlements gather; one commit for all of them."""

    def __init__(
        self, storage: Storage, now: Callable[[], datetime], told: Callable[[Notice, str], None] | None = None
    ) -> None:
        self.storage, self.now, self.told = storage, now, told
        self._waiting: list[tuple[Settlement, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def settle(self, settlement: Settlement) -> None:
        """Write it down; returns when it is committed."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((settlement, done))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        await done

    async def _write_all(self) -> None:
        while self._waiting:
            await asyncio.sleep(GATHERS)
            batch, self._waiting = self._waiting, []
            await self._write([settlement for settlement, _ in batch])
            for settlement, done in batch:
                if self.told is not None:
                    self.told(settlement.notice, settlement.status)
                if not done.done():
                    done.set_result(None)

    async def _write(self, settlements: list[Settlement]) -> None:
        """What cannot be written stays SENDING and is reconciled when its lease has lapsed."""
        for attempt in range(1, TRIES + 1):
            try:
                return await self.storage.write(lambda session: _settle(session, settlements, self.now()))
            except Exception:
                log.exception("settling failed", attempt=attempt, notices=len(settlements))
                await asyncio.sleep(attempt * 0.2)
        return None


def _settle(session: Session, settlements: Iterable[Settlement], now: datetime) -> None:
    """With what left goes what it put into a calendar: the one is on record with the other."""
    outbox.settle(session, settlements)
    for each in settlements:
        if each.version is not None:
            calendars_sent.keep_once(session, each.version)
        if each.status == GIVEN_UP:
            say_given_up(session, each.notice, each.why, now)
