"""The counter at which the asynchronous rim hands requests to the synchronous house.

On SQLite one writer thread takes everything that is waiting into one transaction, a savepoint each,
and answers each after the commit (many concurrent writers are slower in every respect). On
PostgreSQL a small pool of threads answers, one transaction a request.
"""

import asyncio
import contextlib
import queue
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import structlog
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session

from bot import metrics
from handlers.commands import COMMANDS, answer
from handlers.reply import Card, Heading, Paragraph, Reply, text
from handlers.request import Request
from storage import networks
from storage.charter import Charter
from storage.database import Database

T = TypeVar("T")
log = structlog.get_logger()

TOGETHER = 64
"""How many writes share a commit at most."""
THREADS = 8
TRIES = 3
"""How often work is tried that PostgreSQL undid for the sake of another's."""
ROLLED_BACK = "40"
"""The class of PostgreSQL's errors that say so: a deadlock is one."""


class Undone(RuntimeError):
    """SQLite gave up the whole transaction (a full disk, a failing one): nothing in it was kept."""


@dataclass(slots=True)
class _Work:
    """Something to be done in a transaction, and whom to tell."""

    run: Callable[[Session], Any]
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[Any]"
    undoes_itself: bool = False


class Counter:
    """Takes work from the event loop to the database and brings the answer back."""

    def __init__(self, database: Database, charters: Mapping[str, Charter]) -> None:
        self.database = database
        self.charters = charters
        self.after_write: list[Callable[[], None]] = []
        """Called (in the loop) after each committed write: the clock looks again."""
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="counter")
        self._queue: queue.SimpleQueue[_Work | None] = queue.SimpleQueue()
        self._writer: threading.Thread | None = None
        if database.is_sqlite:
            self._writer = threading.Thread(target=self._write_on, name="writer", daemon=True)
            self._writer.start()

    async def answer(self, asked: Request | Callable[[Session], Request]) -> Reply:
        """Answer a request durably; a fault is logged once and shown as its number.

        What was typed is understood in the transaction that answers it: `asked` then makes the request.
        """
        began = time.perf_counter()
        heard: list[Request] = []

        def answered(session: Session) -> Reply:
            heard[:] = [asked if isinstance(asked, Request) else asked(session)]
            return answer(session, self.charters, heard[0])

        try:
            reply = await self.write(answered, undoes_itself=True)
        except Exception:
            if not heard:
                raise  # it was not even understood: the platform may bring it again
            reference = secrets.token_hex(4)
            log.exception("fault", reference=reference, command=_named(heard))
            metrics.COMMANDS.labels(_named(heard), _platform(heard), "fault").inc()
            return fault(reference)
        metrics.COMMANDS.labels(_named(heard), _platform(heard), "refused" if reply.refused else "answered").inc()
        metrics.ANSWER_SECONDS.observe(time.perf_counter() - began)
        return reply

    async def look(self, question: Callable[[Session], T]) -> T:
        """Ask the record something, in a thread of the pool."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._read, question)

    async def write(self, work: Callable[[Session], T], *, undoes_itself: bool = False) -> T:
        """Do something in a transaction and return when it is committed.

        Work that `undoes_itself` leaves nothing behind when it fails; all other work is given a savepoint for that.
        """
        loop = asyncio.get_running_loop()
        if self._writer is None:
            result = await loop.run_in_executor(self._pool, self._alone, work)
        else:
            future: asyncio.Future[T] = loop.create_future()
            self._queue.put(_Work(work, loop, future, undoes_itself))
            result = await future
        for told in self.after_write:
            told()
        return result

    def close(self) -> None:
        """Finish what is waiting and stop."""
        if self._writer is not None:
            self._queue.put(None)
            self._writer.join(timeout=20)
        self._pool.shutdown()

    def _read(self, question: Callable[[Session], T]) -> T:
        with self.database.reading() as session:
            return question(session)

    def _alone(self, work: Callable[[Session], T]) -> T:
        """On PostgreSQL two may do the same in one moment, or wait for each other: the one undone finds the other's done."""
        for _ in range(TRIES - 1):
            try:
                return self._once(work)
            except IntegrityError:
                continue
            except OperationalError as broken:
                if not (getattr(broken.orig, "sqlstate", "") or "").startswith(ROLLED_BACK):
                    raise
        return self._once(work)

    def _once(self, work: Callable[[Session], T]) -> T:
        with self.database.transaction() as session:
            return work(session)

    def _write_on(self) -> None:
        while True:
            first = self._queue.get()
            if first is None:
                return
            batch, last = self._waiting(first)
            self._write_together(batch)
            if last:
                return

    def _waiting(self, first: _Work) -> tuple[list[_Work], bool]:
        batch = [first]
        while len(batch) < TOGETHER:
            try:
                more = self._queue.get_nowait()
            except queue.Empty:
                break
            if more is None:
                return batch, True
            batch.append(more)
        return batch, False

    def _write_together(self, batch: list[_Work]) -> None:
        """One transaction for all, a savepoint for each: one that fails undoes only itself."""
        outcomes: list[tuple[_Work, Any, BaseException | None]] = []
        try:
            with self.database.transaction() as session:
                for work in batch:
                    outcomes.append(_tried(work, session))
                    _still_one(session)
        except Exception as broken:  # noqa: BLE001 - the commit failed: nobody's work was kept
            outcomes = [(work, None, broken) for work in batch]
        for work, result, error in outcomes:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits for the answer any more
                work.loop.call_soon_threadsafe(_tell, work.future, result, error)


def _tried(work: _Work, session: Session) -> tuple[_Work, Any, BaseException | None]:
    try:
        with contextlib.nullcontext() if work.undoes_itself else session.begin_nested():
            return work, work.run(session), None
    except Exception as error:  # noqa: BLE001 - handed to whoever asked
        networks.undone(session)
        return work, None, error


def _still_one(session: Session) -> None:
    """Python's driver commits nothing without a word where SQLite has rolled back by itself; nobody may be told «done» then."""
    if not getattr(session.connection().connection.driver_connection, "in_transaction", True):
        raise Undone


def _tell(future: "asyncio.Future[Any]", result: Any, error: BaseException | None) -> None:
    if future.cancelled():
        return
    if error is None:
        future.set_result(result)
    else:
        future.set_exception(error)


def _named(heard: list[Request]) -> str:
    """The command, for the log and the metrics; names nobody knows are not made into metrics of their own."""
    return heard[0].command if heard and heard[0].command in COMMANDS else "unknown"


def _platform(heard: list[Request]) -> str:
    return heard[0].platform if heard else ""


def fault(reference: str) -> Reply:
    """What a person sees when something broke: a number to quote, nothing of the inside."""
    parts = (Heading(text("fault.title")), Paragraph(text("fault.body", reference=reference)))
    return Reply(Card(parts), refused=True)
