"""The delivery on real databases, against a pretend chat: each notice once, each reader in order, given up aloud."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from scheduler.delivery import GiveUp, Patience, TryLater
from storage import outbox
from storage.outbox import DROPPED, GIVEN_UP, SENT, WAITING
from storage.text import from_paper, text
from tests.pretend import NOW, Post, pointless

SECOND = timedelta(seconds=1)
LEASE = Patience().lease


def test_a_due_notice_is_sent_and_kept_as_it_was_sent(post: Post) -> None:
    post.write("a")
    assert post.deliver() == 1
    kept = post.row("a")
    assert (kept.status, kept.sent_at, kept.platform, kept.external_id, kept.words) == (
        SENT,
        NOW,
        "chat",
        "C/1",
        "words of a",
    )
    assert post.deliver() == 0
    assert post.chat.attempts == ["a"]


@pytest.mark.parametrize(("seconds", "sent"), [(-1, []), (0, ["a"]), (1, ["a"])])
def test_a_notice_leaves_at_its_second(post: Post, seconds: int, sent: list[str]) -> None:
    post.write("a", due_at=NOW)
    post.now = NOW + timedelta(seconds=seconds)
    post.deliver()
    assert post.chat.posted == sent


def test_a_platform_that_asks_for_a_pause_gets_it(post: Post) -> None:
    """429 with Retry-After: 40 means not before 40 seconds, and then once."""
    post.write("a")
    post.chat.answers["a"] = [TryLater("429", 40)]
    post.deliver()
    assert (post.row("a").status, post.row("a").why) == (WAITING, "429")
    post.now = NOW + timedelta(seconds=39)
    assert post.deliver() == 0
    post.now = NOW + timedelta(seconds=40)
    post.deliver()
    assert post.chat.posted == ["a"]


def test_the_pauses_grow(post: Post) -> None:
    """It rests for as long as it has been failing, from 5 seconds to an hour: a platform that is down is not hammered."""
    post.write("a")
    post.chat.answers["a"] = [TryLater("503")] * 13
    for pause in (5, 5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600):
        post.deliver()
        attempts = len(post.chat.attempts)
        post.now += timedelta(seconds=pause) - SECOND
        assert post.deliver() == 0
        post.now += SECOND
        assert len(post.chat.attempts) == attempts
    post.deliver()
    assert post.chat.posted == ["a"]


def test_processes_that_died_do_not_make_their_successor_wait_for_an_hour(post: Post) -> None:
    """Twelve claims cut short within half a minute count as attempts, and yet the pause is that of half a minute."""
    post.write("a")
    lease = timedelta(seconds=2)
    for _ in range(12):
        with post.database.transaction() as session:
            (claim,) = outbox.claim(session, post.now, post.now, lease, 10)
        post.now += lease + SECOND
    assert claim.notice.attempts == 12
    post.chat.answers["a"] = [TryLater("503")]
    post.deliver()
    post.now += timedelta(seconds=40)
    post.deliver()
    assert post.chat.posted == ["a"]


def test_what_waits_holds_up_only_its_own_reader(post: Post) -> None:
    """A later notice never overtakes an earlier one to the same reader; others are not kept waiting."""
    post.write("first", "second", "third")
    post.write("elsewhere", reader=3)
    post.chat.answers["first"] = [TryLater("503")]
    post.deliver()
    assert post.chat.posted == ["elsewhere"]
    assert post.row("second").attempts == 0
    post.now = NOW + timedelta(seconds=5)
    post.deliver()
    assert post.chat.posted == ["elsewhere", "first", "second", "third"]


def test_what_has_become_pointless_is_dropped_with_its_reason(patient: Callable[..., Post]) -> None:
    """Nobody is reminded of what is already done."""
    post = patient(needless=pointless({"done": "done"}))
    post.write("done", "needed", duty="minutes.circulation")
    post.deliver()
    assert post.chat.posted == ["needed"]
    assert (post.row("done").status, post.row("done").why) == (DROPPED, "done")


def test_what_becomes_pointless_while_it_waits_its_turn_is_dropped_too(patient: Callable[..., Post]) -> None:
    why: dict[str, str] = {}
    post = patient(Patience(needed_for=0.05), needless=pointless(why))
    post.chat.seconds = 0.2

    async def meanwhile() -> None:
        await asyncio.sleep(0.1)
        why["second"] = "cancelled"

    post.write("first", "second", duty="minutes.circulation")
    post.deliver(meanwhile)
    assert (post.chat.posted, post.row("second").why) == (["first"], "cancelled")


def test_a_rule_that_breaks_does_not_hold_up_the_post(patient: Callable[..., Post]) -> None:
    """When it cannot be told whether notices are needed they are sent: better once too often than never."""

    def broken(*_: Any) -> dict[int, str]:
        raise LookupError("no such charter")

    post = patient(needless=broken)
    post.write("a", duty="minutes.circulation")
    with capture_logs() as logged:
        post.deliver()
    assert post.chat.posted == ["a"]
    assert [line["event"] for line in logged] == ["cannot tell what is still needed"]


def test_what_cannot_be_delivered_is_given_up_aloud_once(post: Post) -> None:
    """The secretariat hears of it by the other road; never about such a notice itself."""
    post.write("a", about="CE-2027-01")
    post.chat.answers["a"] = [GiveUp("account_inactive")]
    post.deliver()
    assert (post.row("a").status, post.row("a").why) == (GIVEN_UP, "account_inactive")
    (aloud,) = post.rows("delivery.given_up")
    assert (aloud.person_id, aloud.road, aloud.about, aloud.status) == (1, "mail", "CE-2027-01", SENT)
    assert aloud.values["to"] == "Persona 2"
    assert from_paper(aloud.values["reason"]) == text("undelivered.account_gone")


def test_giving_up_aloud_never_echoes(post: Post) -> None:
    post.write("aloud", reader=1, notice="delivery.given_up")
    post.chat.answers["aloud"] = [GiveUp("mailbox full")]
    post.deliver()
    assert post.row("aloud").status == GIVEN_UP
    assert len(post.rows("delivery.given_up")) == 1


@pytest.mark.parametrize(("after", "status"), [(timedelta(days=2), WAITING), (timedelta(days=2) + SECOND, GIVEN_UP)])
def test_after_two_days_it_is_given_up(post: Post, after: timedelta, status: str) -> None:
    post.write("a")
    post.chat.answers["a"] = [TryLater("503")] * 2
    post.deliver()
    post.now = NOW + after
    post.deliver()
    assert post.row("a").status == status
    assert bool(post.rows("delivery.given_up")) is (status == GIVEN_UP)


def test_a_round_waits_for_a_claim_that_is_half_made_elsewhere(post: Post) -> None:
    """Two rounds at once: the second is not over while what the first has claimed is still to be sent."""
    post.write("a")
    delivery = post.delivery()
    storage = delivery.storage

    class Slow:
        """Tells only after a while that it has written."""

        look = staticmethod(storage.look)

        async def write(self, work: Callable[..., Any]) -> Any:
            done = await storage.write(work)
            await asyncio.sleep(0.3)
            return done

    async def second() -> list[str]:
        await asyncio.sleep(0.15)
        await delivery.once()
        return list(post.chat.posted)

    async def story() -> list[str]:
        delivery.storage = Slow()
        _, seen = await asyncio.gather(delivery.once(), second())
        return seen

    assert asyncio.run(story()) == ["a"]
