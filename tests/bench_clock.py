"""What the clock costs and how late it is: prints figures, asserts nothing. `python -m tests.bench_clock`.

A quiet tick is what the clock does when it is woken and nothing is due: are there networks to look
at, is there anything to send, when is the next of either. Small and large are measured in turn.
"""

from __future__ import annotations

import asyncio
import gc
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text as sql
from sqlmodel import create_engine

from bot.counter import Counter
from scheduler import tick
from scheduler.delivery import Delivery, Pace, Sent
from scheduler.jobs import Clock
from storage import outbox
from storage.database import Database
from storage.outbox import Notice
from storage.schema import migrate
from tests.postgresql import running_postgresql
from tests.pretend import people_of

ROUNDS = 400
READERS = 1_000


def wall() -> datetime:
    return datetime.now(UTC)


def main() -> None:
    """SQLite, then PostgreSQL."""
    with tempfile.TemporaryDirectory(prefix="quipu-bench-") as folder, running_postgresql() as server:
        for name, fresh in (
            ("SQLite", sqlite_in(Path(folder))),
            ("PostgreSQL (as in the tests: without fsync)", postgresql_on(server)),
        ):
            print(f"\n{name}")
            quiet_ticks(fresh)
            with opened(fresh) as database:
                lateness(database, "300 spread over 6 s", [index * 0.02 for index in range(300)])
            with opened(fresh) as database:
                lateness(database, "1,000 due at one moment", [0.0] * 1_000)


def sqlite_in(folder: Path) -> Iterator[str]:
    for number in range(99):
        url = f"sqlite:///{folder}/{number}.sqlite3"
        migrate(url)
        yield url


def postgresql_on(server: str) -> Iterator[str]:
    for number in range(99):
        engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sql(f"CREATE DATABASE bench{number}"))
        engine.dispose()
        migrate(f"{server}/bench{number}")
        yield f"{server}/bench{number}"


@contextmanager
def opened(fresh: Iterator[str]) -> Iterator[Database]:
    database = Database(next(fresh))
    yield database
    database.close()


def quiet_ticks(fresh: Iterator[str]) -> None:
    """The same question to houses of different size, in turn, so that noise falls on all."""
    sizes = ((1, 1_000), (100, 1_000), (1_000, 1_000), (1, 1_000_000))
    houses = {size: Database(next(fresh)) for size in sizes}
    for size, database in houses.items():
        fill(database, *size)
    taken: dict[tuple[int, int], list[float]] = {size: [] for size in sizes}
    for number in range(ROUNDS + 20):
        for size, database in houses.items():
            began = time.perf_counter()
            quiet_tick(database)
            if number >= 20:
                taken[size].append(time.perf_counter() - began)
    least = statistics.median(taken[sizes[0]])
    for networks, rows in sizes:
        found = statistics.median(taken[networks, rows])
        print(
            f"  quiet tick, {networks:>5,} networks, {rows:>9,} notices: {found * 1e3:6.2f} ms   ratio {found / least:.2f}"
        )
    for database in houses.values():
        database.close()


def quiet_tick(database: Database) -> None:
    now = wall()
    with database.reading() as session:
        due = tick.due_networks(session, now)
        anything = outbox.anything_to_claim(session, now, now)
        tick.next_look(session, now)
        outbox.next_due(session, now, now)
    assert not due
    assert not anything


def fill(database: Database, networks: int, rows: int) -> None:
    """So many networks with nothing due, and a past of so many notices, one in a hundred still to come."""
    stamp = "'2027-01-01 00:00:00.000000'" if database.is_sqlite else "timestamptz '2027-01-01'"
    later = "'2099-01-01 00:00:00.000000'" if database.is_sqlite else "timestamptz '2099-01-01'"
    series = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {0}) SELECT {1} FROM n"
    network = f"'n' || i, {stamp}, {later}, '', '', '', '', ''"
    late = f"CASE WHEN i % 100 = 0 THEN {later} ELSE {stamp} END, {stamp}"
    status = "CASE WHEN i % 100 = 0 THEN 'waiting' ELSE 'sent' END"
    notice = f"1, 'k' || i, 'chat', 'x', '{{}}', '', '', {late}, false, {status}, 0, '', '', '', '', ''"
    columns = "network_id, key, road, notice, values, duty, about, due_at, written_at, late, status, attempts, platform, external_id, why, words, bundle"
    with database.engine.begin() as connection:
        connection.execute(
            sql(
                "INSERT INTO network (charter, opened_at, look_again_at, slack_team, slack_room, referral, address, heading) "
                + series.format(networks, network)
            )
        )
        quoted = columns.replace(" values,", ' "values",')
        connection.execute(
            sql(
                f"INSERT INTO outbox ({quoted}) "
                + series.format(rows, notice).replace("false", "0" if database.is_sqlite else "false")
            )
        )
    engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sql("ANALYZE"))


class Receiver:
    """Takes everything at once and notes when."""

    def __init__(self, expected: int) -> None:
        self.late: list[float] = []
        self.expected, self.all_here = expected, asyncio.Event()

    def pace(self, notice: Notice) -> Pace | None:
        return None

    async def send(self, notice: Notice) -> Sent:
        self.late.append((wall() - notice.due_at).total_seconds())
        if len(self.late) == self.expected:
            self.all_here.set()
        return Sent("bench", notice.key)

    async def find(self, notice: Notice) -> None:
        return None


def lateness(database: Database, name: str, offsets: list[float]) -> None:
    """How long after its due moment each notice is handed to the sender, and how long the event loop was held up."""
    start = wall() + timedelta(seconds=4)
    with database.transaction() as session:
        network_id = people_of(session, READERS)
    with database.transaction() as session:
        for number, offset in enumerate(offsets):
            due = start + timedelta(seconds=offset)
            outbox.post(
                session,
                Notice(
                    network_id=network_id,
                    key=f"{number}",
                    person_id=number % READERS + 1,
                    notice="x",
                    due_at=due,
                    written_at=start,
                ),
            )
    gc.collect()
    gc.freeze()  # as the house does when it has opened: a full collection over all modules takes 0.1 s
    late, held_up = asyncio.run(_lateness(database, len(offsets)))
    late.sort()
    p50, p99 = late[len(late) // 2], late[int(len(late) * 0.99)]
    print(
        f"  {name}: p50 {p50 * 1e3:.1f} ms, p99 {p99 * 1e3:.1f} ms, all handed over after {max(late) * 1e3:.0f} ms; "
        f"loop held up at most {held_up * 1e3:.0f} ms"
    )


async def _lateness(database: Database, expected: int) -> tuple[list[float], float]:
    counter = Counter(database, {})
    receiver = Receiver(expected)
    delivery = Delivery(counter, receiver, now=wall)
    clock = Clock(counter, delivery, {}, lambda *_: lambda *_: None, now=wall, wall=wall)
    counter.after_write.append(clock.wake)
    watching = asyncio.create_task(_watch())
    running = asyncio.create_task(clock.run())
    await asyncio.wait_for(receiver.all_here.wait(), 60)
    await asyncio.sleep(0.5)
    for task in (running, watching):
        task.cancel()
    await asyncio.gather(running, watching, return_exceptions=True)
    counter.close()
    return receiver.late, WORST[0]


WORST = [0.0]


async def _watch() -> None:
    """The longest the event loop kept a five-millisecond sleeper waiting beyond its time."""
    WORST[0] = 0.0
    loop = asyncio.get_running_loop()
    await asyncio.sleep(1)
    while True:
        began = loop.time()
        await asyncio.sleep(0.005)
        WORST[0] = max(WORST[0], loop.time() - began - 0.005)


if __name__ == "__main__":
    main()
