"""Unclear answers, deaths, leases and paces: nothing lost, nothing doubled."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from scheduler.delivery import Pace, Patience, Unclear
from storage.outbox import DROPPED, SENDING, SENT, WAITING
from tests.pretend import NOW, Post

SECOND = timedelta(seconds=1)
LEASE = Patience().lease


def test_an_unclear_answer_is_asked_about_after_the_lease_and_not_sent_again(post: Post) -> None:
    """It arrived and the answer was lost: found by its key, settled as sent."""
    post.write("a")

    async def lost() -> Unclear:
        post.chat.post(post.row("a"))
        return Unclear("connection reset")

    post.chat.answers["a"] = [lost]
    post.deliver()
    assert (post.row("a").status, post.row("a").why) == (SENDING, "connection reset")
    post.now = NOW + LEASE - SECOND
    assert post.deliver() == 0
    post.now = NOW + LEASE
    post.deliver()
    assert (post.chat.posted, post.chat.attempts, post.chat.asked) == (["a"], ["a"], ["a"])
    assert (post.row("a").status, post.row("a").external_id) == (SENT, "C/found")


def test_an_unclear_answer_about_what_never_arrived_is_sent_again(post: Post) -> None:
    post.write("a")
    post.chat.answers["a"] = [Unclear("502")]
    post.deliver()
    post.now = NOW + LEASE
    post.deliver()
    assert (post.chat.posted, post.chat.attempts, post.chat.asked) == (["a"], ["a", "a"], ["a"])


@pytest.mark.parametrize("broken", [RuntimeError("a fault of the sender"), TimeoutError()])
def test_a_sender_that_breaks_may_have_sent_so_it_is_asked_about(post: Post, broken: BaseException) -> None:
    post.write("a")
    post.chat.answers["a"] = [broken]
    with capture_logs():
        post.deliver()
    assert post.row("a").status == SENDING
    post.now = NOW + LEASE
    post.deliver()
    assert (post.chat.posted, post.chat.asked) == (["a"], ["a"])


def test_a_send_that_takes_too_long_is_cut_short_and_asked_about(patient: Callable[..., Post]) -> None:
    """The time limit of a send lies far below the lease, so that nothing is still on its way when it is asked about."""
    post = patient(Patience(lease=timedelta(seconds=2), send_seconds=0.2))

    async def hang() -> None:
        await asyncio.sleep(30)

    post.write("a")
    post.chat.answers["a"] = [hang]
    post.deliver()
    assert (post.row("a").status, post.row("a").why) == (SENDING, "timeout")
    with pytest.raises(ValueError, match="before the fence"):
        Patience(lease=timedelta(seconds=20), send_seconds=6)


def test_where_nobody_can_tell_a_deadline_is_repeated_and_says_so_and_a_courtesy_is_not(
    patient: Callable[..., Post],
) -> None:
    post = patient(Patience(at_most_once=frozenset({"courtesy"})))
    post.chat.can_tell = False
    post.write("deadline", notice="agenda.answer.before")
    post.write("thanks", reader=3, notice="courtesy")
    post.chat.answers = {"deadline": [Unclear("timeout")], "thanks": [Unclear("timeout")]}
    post.deliver()
    post.now = NOW + LEASE
    post.deliver()
    assert post.chat.posted == ["deadline"]
    assert post.chat.notices[0].values["repeated"] is True
    assert (post.row("thanks").status, post.row("thanks").why) == (DROPPED, "unclear")


def test_a_platform_that_cannot_be_asked_just_now_is_asked_again_later(post: Post) -> None:
    post.write("a")
    post.chat.answers["a"] = [Unclear("timeout")]
    find = post.chat.find

    async def down(notice: Any) -> None:
        raise ConnectionError

    post.deliver()
    post.now = NOW + LEASE
    post.chat.find = down  # type: ignore[method-assign]
    post.deliver()
    assert (post.row("a").status, post.chat.posted) == (SENDING, [])
    post.now = NOW + LEASE * 2
    post.chat.find = find  # type: ignore[method-assign]
    post.deliver()
    assert post.chat.posted == ["a"]


def test_a_channel_is_used_at_its_pace(post: Post) -> None:
    """About one message a second on a Slack channel: two readers who share one wait for each other."""
    post.chat.paces = {2: Pace("C1", 0.2), 3: Pace("C1", 0.2)}
    post.write("a", "b", reader=2)
    post.write("c", reader=3)
    post.deliver()
    gaps = [later - sooner for sooner, later in zip(post.chat.times, post.chat.times[1:], strict=False)]
    assert len(gaps) == 2
    assert min(gaps) >= 0.19


def test_nothing_is_started_in_the_second_half_of_a_lease(patient: Callable[..., Post]) -> None:
    """The fence: what would have to wait longer for its channel is given back untried and taken up again."""
    post = patient(Patience(lease=timedelta(seconds=1), send_seconds=0.2))
    post.wall = NOW
    post.chat.paces = {2: Pace("C1", 0.4)}
    post.write("a", "b", "c")
    post.deliver()
    assert post.chat.posted == ["a", "b"]
    assert (post.row("c").status, post.row("c").attempts) == (WAITING, 0)
    post.wall = NOW + timedelta(seconds=2)
    post.deliver()
    assert post.chat.posted == ["a", "b", "c"]


def test_a_process_put_to_sleep_after_its_claim_sends_nothing_when_it_wakes(post: Post) -> None:
    """Stopped and continued: the ordinary clock says the lease is half over, so the send is not begun."""
    post.write("a")
    slow = iter([NOW, NOW + LEASE, NOW + LEASE, NOW + LEASE, NOW + LEASE])

    async def woken() -> int:
        delivery = post.delivery()
        delivery.wall = lambda: next(slow, NOW + LEASE)
        return await delivery._take()

    assert asyncio.run(woken()) == 1
    assert post.chat.attempts == []


def test_so_many_at_once_and_no_more(patient: Callable[..., Post]) -> None:
    post = patient(Patience(batch=2, at_once=4))
    post.chat.seconds = 0.02
    for reader in (1, 2, 3, 4):
        post.write(f"a{reader}", f"b{reader}", reader=reader)
    post.deliver()
    assert len(post.chat.posted) == 8
    assert post.chat.most_at_once <= 4


def test_a_rehearsals_hand_that_jumps_breaks_no_lease(post: Post) -> None:
    """The hand goes nine days ahead while a notice is on its way: it is not taken for lost and not sent twice."""
    post.wall = NOW
    post.chat.seconds = 0.2

    async def jump() -> None:
        await asyncio.sleep(0.05)
        post.now = NOW + timedelta(days=9)
        await post.delivery().once()

    post.write("a")
    post.deliver(jump)
    assert (post.chat.posted, post.chat.asked) == (["a"], [])


def test_a_lease_that_runs_out_under_our_own_hands_neither_doubles_nor_reorders(patient: Callable[..., Post]) -> None:
    """The machine was so slow that our own lease lapsed: what is being done is left to finish, the rest waits for it."""
    post = patient(Patience(lease=timedelta(seconds=2), send_seconds=0.5))
    post.wall = NOW
    post.chat.seconds = 0.3
    post.write("a")

    async def story() -> None:
        delivery = post.delivery()
        first = asyncio.create_task(delivery.once())
        while not post.chat.attempts:
            await asyncio.sleep(0.01)
        await asyncio.to_thread(post.write, "b")
        post.wall = NOW + timedelta(seconds=3)
        await delivery.once()
        await first
        post.wall = NOW + timedelta(seconds=6)
        await delivery.once()

    asyncio.run(story())
    assert (post.chat.posted, post.chat.asked) == (["a", "b"], [])


def test_it_runs_until_it_is_told_to_stop_and_finishes_what_is_on_its_way(post: Post) -> None:
    post.chat.seconds = 0.1
    post.write("a", reader=2)

    async def work() -> None:
        delivery = post.delivery()
        running = asyncio.create_task(delivery.run())
        while not post.chat.attempts:
            await asyncio.sleep(0.01)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    asyncio.run(work())
    assert post.row("a").status == SENT


def test_what_is_about_to_come_due_is_claimed_beforehand_and_leaves_on_its_moment(post: Post) -> None:
    """At the due moment nobody asks the database any more; and nothing leaves before it."""
    begun = datetime.now(UTC)
    post.write("a", due_at=begun + timedelta(seconds=1))

    async def story() -> None:
        delivery = post.delivery()
        delivery.now = delivery.wall = lambda: datetime.now(UTC)
        running = asyncio.create_task(delivery.run())
        async with asyncio.timeout(20):
            while post.row("a").status == WAITING:
                delivery.wake()
                await asyncio.sleep(0.01)
            claimed = datetime.now(UTC)
            while not post.chat.posted:
                await asyncio.sleep(0.01)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        assert claimed < begun + timedelta(seconds=1)

    asyncio.run(story())
    sent_at = post.row("a").sent_at
    assert sent_at is not None
    assert sent_at >= begun + timedelta(seconds=1)


def test_a_rehearsals_hand_that_rests_before_a_moment_sends_nothing(post: Post) -> None:
    """The hand may never come to that moment, so nothing is claimed ahead of it."""
    post.wall = NOW + timedelta(days=30)
    post.write("a", due_at=NOW + timedelta(seconds=0.2))

    async def story() -> None:
        running = asyncio.create_task(post.delivery().run())
        await asyncio.sleep(0.5)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    asyncio.run(story())
    assert (post.row("a").status, post.row("a").attempts, post.chat.attempts) == (WAITING, 0, [])
