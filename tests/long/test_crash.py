"""A clock killed fifty times while five hundred notices are due: each is sent exactly once."""

from __future__ import annotations

import multiprocessing
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess

import pytest
from sqlalchemy import func
from sqlmodel import col, select

from storage import outbox
from storage.database import Database
from storage.outbox import SENT, Notice
from tests.long import clock_process
from tests.long.pretend_slack import PretendSlack
from tests.pretend import people_of

pytestmark = [pytest.mark.long, pytest.mark.timeout(400)]

NOTICES, READERS, KILLS = 500, 25, 50
SPREAD = 0.12
"""Seconds from one notice's due moment to the next, so that there is work at every death."""
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.long.clock_process"])


@dataclass
class Siege:
    """A process that is killed (SIGKILL) at random moments and started again, until its work is done."""

    database: Database
    run: Callable[[str, str], None]
    slack: PretendSlack
    workers: int = 1
    in_the_middle: int = 0
    """How many deaths came while work was left."""

    def write_notices(self, spread: float) -> None:
        """Five hundred notices for twenty-five readers, so many seconds apart."""
        now = datetime.now(UTC)
        with self.database.transaction() as session:
            network_id = people_of(session, READERS)
            for number in range(NOTICES):
                due = now + timedelta(seconds=number * spread)
                to = number % READERS + 1
                notice = Notice(
                    network_id=network_id, key=f"{number:03}", person_id=to, notice="x", due_at=due, written_at=now
                )
                outbox.post(session, notice)

    def kill(self, times: int, shortest: float, longest: float) -> None:
        """So many deaths; the last one started is left to finish."""
        alive = [self._start() for _ in range(self.workers)]
        for number in range(times):
            time.sleep(random.uniform(shortest, longest))
            victim = alive[number % self.workers]
            self.in_the_middle += self.left() > 0
            self._end(victim)
            assert victim.exitcode == -signal.SIGKILL
            alive[number % self.workers] = self._start()
        give_up = time.monotonic() + 120
        while self.left() and time.monotonic() < give_up:
            time.sleep(0.1)
        for process in alive:
            self._end(process)

    def left(self) -> int:
        """How many notices are not settled as sent."""
        query = select(func.count()).select_from(Notice).where(col(Notice.status) != SENT)
        with self.database.reading() as session:
            return session.exec(query).one()

    def of_reader(self, reader: int) -> list[str]:
        """What a reader received, in order."""
        mine = [message for message in self.slack.messages if message["channel"] == f"D{reader}"]
        return [message["metadata"]["event_payload"]["key"] for message in mine]

    def _start(self) -> BaseProcess:
        url = self.database.url.render_as_string(hide_password=False)
        process = processes.Process(target=self.run, args=(url, self.slack.address), daemon=True)
        process.start()
        return process

    def _end(self, process: BaseProcess) -> None:
        process.kill()
        process.join()


def test_fifty_kills_lose_nothing_and_double_nothing(database: Database) -> None:
    """Killed at random moments, the platform failing before and after recording 1 % of calls: each notice arrives once.

    On PostgreSQL two clocks run at a time and either is killed.
    """
    with PretendSlack() as slack:
        siege = Siege(database, clock_process.careful, slack, workers=1 if database.is_sqlite else 2)
        siege.write_notices(spread=SPREAD)
        siege.kill(KILLS, 0.1, 1.4)
        print(
            f"\n{database.url.get_backend_name()}: {siege.in_the_middle} of {KILLS} kills in the middle, {dict(slack.calls)}"
        )
    times = Counter(slack.keys())
    assert {key: count for key, count in times.items() if count != 1} == {}
    assert sorted(times) == [f"{number:03}" for number in range(NOTICES)]
    assert siege.left() == 0
    assert siege.in_the_middle >= KILLS * 0.7
    for reader in range(1, READERS + 1):
        assert siege.of_reader(reader) == sorted(siege.of_reader(reader))
    assert all(slack.calls[what] > 0 for what in ("failed before", "failed after", "history"))


def test_marking_after_the_send_doubles_so_this_proof_can_fail(database: Database) -> None:
    """The same deaths with "send, then mark": notices arrive twice, and the harness sees it."""
    with PretendSlack() as slack:
        siege = Siege(database, clock_process.careless, slack)
        siege.write_notices(spread=0)
        siege.kill(20, 0.1, 0.35)
    doubled = sum(count > 1 for count in Counter(slack.keys()).values())
    print(f"\n{database.url.get_backend_name()}: marking after the send doubled {doubled} of {NOTICES}")
    assert doubled > 0
    assert siege.left() == 0
