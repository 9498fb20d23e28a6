"""A clock killed fifty times while five hundred notices are due: each is sent exactly once."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import func
from sqlmodel import select

from storage import outbox
from storage.database import Database
from storage.outbox import SENT, WAITING, Notice
from tests.long import clock_process
from tests.long.pretend_slack import PretendSlack
from tests.pretend import people_of

pytestmark = [pytest.mark.long, pytest.mark.timeout(400)]

NOTICES, READERS, KILLS = 500, 25, 50
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.long.clock_process"])


def write_notices(database: Database, count: int = NOTICES) -> None:
    """So many notices for twenty-five readers, all due now."""
    now = datetime.now(UTC)
    with database.transaction() as session:
        network_id = people_of(session, READERS)
        for number in range(count):
            notice = Notice(
                network_id=network_id, key=f"{number:03}", person_id=number % READERS + 1, notice="minutes.circulated",
                due_at=now, written_at=now,
            )  # fmt: skip
            outbox.post(session, notice)


def left(database: Database, *statuses: str) -> int:
    """How many notices are not sent yet."""
    query = select(func.count()).select_from(Notice)
    query = query.where(Notice.status.in_(statuses)) if statuses else query.where(Notice.status != SENT)  # type: ignore[attr-defined]
    with database.reading() as session:
        return session.exec(query).one()


def kill_often(run: Callable[[str, str], None], url: str, slack: str, kills: int, workers: int, waits: tuple[float, float]) -> list[float]:
    """Start the process, kill it (SIGKILL) at a random moment, start it again; how long each lived."""
    lives = []
    alive = [start(run, url, slack) for _ in range(workers)]
    for number in range(kills):
        lives.append(random.uniform(*waits))
        time.sleep(lives[-1])
        victim = number % workers
        alive[victim].kill()
        alive[victim].join()
        assert alive[victim].exitcode == -9
        alive[victim] = start(run, url, slack)
    for process in alive[1:]:
        process.kill()
        process.join()
    await_the_end(alive[0])
    return lives


def start(run: Callable[[str, str], None], url: str, slack: str) -> multiprocessing.process.BaseProcess:
    process = processes.Process(target=run, args=(url, slack), daemon=True)
    process.start()
    return process


finishing: list[Database] = []


def await_the_end(process: multiprocessing.process.BaseProcess) -> None:
    """Let the last one finish what is left, and stop it."""
    give_up = time.monotonic() + 120
    while left(finishing[0]) and time.monotonic() < give_up:
        time.sleep(0.1)
    process.kill()
    process.join()


@pytest.fixture
def crowd(database: Database) -> Database:
    """The notices, written."""
    write_notices(database)
    finishing[:] = [database]
    return database


def test_fifty_kills_lose_nothing_and_double_nothing(crowd: Database, database_url: str) -> None:
    """Killed at random moments, the platform failing before and after recording 1 % of calls: each notice arrives once.

    On PostgreSQL two clocks run at a time and either is killed.
    """
    workers = 1 if crowd.is_sqlite else 2
    with PretendSlack() as slack:
        lives = kill_often(clock_process.careful, database_url, slack.address, KILLS, workers, (0.1, 1.6))
        times = Counter(slack.keys())
        print(f"\n{crowd.url.get_backend_name()}: {KILLS} kills in {sum(lives):.0f} s, {dict(slack.calls)}, sent {len(slack.messages)}")
        order = {reader: [m["metadata"]["event_payload"]["key"] for m in slack.messages if m["channel"] == f"D{reader}"] for reader in range(1, READERS + 1)}
        calls = dict(slack.calls)
    assert {key: count for key, count in times.items() if count != 1} == {}
    assert sorted(times) == [f"{number:03}" for number in range(NOTICES)]
    assert left(crowd) == 0
    assert all(keys == sorted(keys) for keys in order.values())
    assert calls["failed before"] > 0
    assert calls["failed after"] > 0
    assert calls["history"] > 0


def test_marking_after_the_send_doubles_so_this_proof_can_fail(crowd: Database, database_url: str) -> None:
    """The same deaths with "send, then mark": notices arrive twice, and the harness sees it."""
    with PretendSlack() as slack:
        kill_often(clock_process.careless, database_url, slack.address, 20, 1, (0.1, 0.35))
        times = Counter(slack.keys())
    doubled = sum(count > 1 for count in times.values())
    print(f"\n{crowd.url.get_backend_name()}: marking after the send doubled {doubled} of {NOTICES}")
    assert doubled > 0
    assert left(crowd, WAITING) == 0
