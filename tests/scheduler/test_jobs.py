"""The clock on a real event loop: it rings when something is due, when something was written, and survives faults."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from scheduler.jobs import Clock
from storage import heartbeat
from storage.charter import Charter
from storage.database import Database
from storage.meetings import HELD, Meeting
from storage.outbox import SENT
from tests.pretend import Post


def wall() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def post(database: Database) -> Iterator[Post]:
    found = Post(database)
    found.now = wall()
    yield found
    found.counter.close()


class Ringing:
    """A clock of the real time over a post."""

    def __init__(self, post: Post, charter: Charter) -> None:
        self.post, self.charter = post, charter

    def clock(self, now: Callable[[], datetime] = wall) -> Clock:
        delivery = self.post.delivery()
        delivery.now, delivery.wall = now, wall
        clock = Clock(self.post.counter, delivery, {"peru": self.charter}, lambda *_: self.act, now=now, wall=wall)
        self.post.counter.after_write.append(clock.wake)
        return clock

    def act(self, command: str, values: Any) -> None:
        raise AssertionError(f"nothing was to be asked for, least of all {command}")

    async def until(self, clock: Clock, done: Callable[[], bool], seconds: float = 10) -> None:
        running = asyncio.create_task(clock.run())
        try:
            async with asyncio.timeout(seconds):
                while not done():
                    await asyncio.sleep(0.005)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


def test_a_notice_is_sent_when_it_comes_due_and_not_at_the_next_safety_look(post: Post, peru: Charter) -> None:
    ringing = Ringing(post, peru)
    due = wall() + timedelta(seconds=1.5)
    post.write("a", due_at=due)
    asyncio.run(ringing.until(ringing.clock(), lambda: bool(post.chat.posted)))
    sent_at = post.row("a").sent_at
    assert sent_at is not None
    assert timedelta(0) <= sent_at - due < timedelta(seconds=2)


def test_what_is_written_while_it_runs_is_sent_at_once(post: Post, peru: Charter) -> None:
    ringing = Ringing(post, peru)

    async def story() -> None:
        clock = ringing.clock()
        running = asyncio.create_task(clock.run())
        await asyncio.sleep(0.5)
        await asyncio.to_thread(post.write, "a")
        clock.wake()
        async with asyncio.timeout(10):
            while not post.chat.posted:
                await asyncio.sleep(0.01)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    asyncio.run(story())
    assert post.row("a").status == SENT


def test_it_comes_to_rest(post: Post, peru: Charter) -> None:
    """What the clock itself writes does not wake it for ever."""
    ringing = Ringing(post, peru)
    looks: list[int] = []

    async def story() -> None:
        clock = ringing.clock()
        tick = clock.tick

        async def counted() -> None:
            looks.append(1)
            await tick()

        clock.tick = counted  # type: ignore[method-assign]
        post.write("a", "b", "c")
        running = asyncio.create_task(clock.run())
        await asyncio.sleep(1.5)
        looks.clear()
        await asyncio.sleep(1)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    asyncio.run(story())
    assert post.chat.posted == ["a", "b", "c"]
    assert len(looks) <= 1


def test_the_clock_beats(post: Post, peru: Charter) -> None:
    ringing = Ringing(post, peru)
    before = wall()

    def beaten() -> bool:
        with post.database.reading() as session:
            beat = heartbeat.last(session, heartbeat.CLOCK)
        return beat is not None and beat >= before

    asyncio.run(ringing.until(ringing.clock(), beaten))


def test_one_round_ticks_and_delivers(post: Post, peru: Charter) -> None:
    """`clock --once`: a reminder that is due is written and sent in one go, by the networks' own present."""
    held = datetime(2027, 4, 6, 15, 0, tzinfo=UTC)
    meeting = Meeting(
        network_id=post.network_id, code="TEC-2027-01", kind="technical", title="Salud", starts_at=held, minutes=60,
        convened_at=held - timedelta(days=20), status=HELD, held_on=held.date(), held_recorded_at=held + timedelta(hours=1),
    )  # fmt: skip
    with post.database.transaction() as session:
        session.add(meeting)
    ringing = Ringing(post, peru)
    now = datetime(2027, 4, 14, 14, 0, tzinfo=UTC)
    post.more["needless"] = lambda *_: {}
    asyncio.run(ringing.clock(lambda: now).once())
    assert [row.notice for row in post.chat.notices if row.about == "TEC-2027-01"] == ["minutes.circulation.late"]


def test_a_database_that_is_away_for_a_while_does_not_stop_the_clock(post: Post, peru: Charter) -> None:
    ringing = Ringing(post, peru)

    async def story() -> None:
        clock = ringing.clock()
        look, away = post.counter.look, [True] * 3

        async def sometimes(question: Any) -> Any:
            if away:
                away.pop()
                raise ConnectionError("the database is away")
            return await look(question)

        post.counter.look = sometimes  # type: ignore[method-assign]
        running = asyncio.create_task(clock.run())
        post.write("a")
        for _ in range(200):
            clock.wake()
            await asyncio.sleep(0.02)
            if post.chat.posted:
                break
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    with capture_logs():
        asyncio.run(story())
    assert post.chat.posted == ["a"]
