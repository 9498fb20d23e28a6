"""Sending what is in the outbox: claim, ask back where needed, send, settle; nothing lost and nothing doubled."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Protocol, TypeVar

import structlog
from sqlmodel import Session

from scheduler.aloud import say_given_up
from scheduler.patience import Lease, Pacing, Patience
from scheduler.sending import CannotTell, GiveUp, Pace, Sender, Sent, TryLater, Unclear
from storage import outbox
from storage.outbox import DROPPED, GIVEN_UP, SENDING, SENT, WAITING, Claim, Notice, Settlement

__all__ = ["CannotTell", "Delivery", "GiveUp", "Pace", "Patience", "Sender", "Sent", "Storage", "TryLater", "Unclear"]

T = TypeVar("T")
Needless = Callable[[Session, Sequence[Notice], datetime], Mapping[int, str]]
"""Of these notices, those (by id) that have become pointless, and why."""
log = structlog.get_logger()

SETTLE_TRIES = 3


class Storage(Protocol):
    """The way to the database from the event loop: questions, and work in a transaction, each in a thread."""

    async def look(self, question: Callable[[Session], T]) -> T:
        """Ask the record something."""

    async def write(self, work: Callable[[Session], T]) -> T:
        """Do something in a transaction; return when it is committed."""


def nothing_needless(session: Session, notices: Sequence[Notice], now: datetime) -> Mapping[int, str]:
    """Everything in the outbox is still needed."""
    return {}


class Delivery:
    """Carries notices to their readers, each reader's in order, many readers at once.

    1. claim (one transaction): SENDING, an attempt more, a lease; 2. the fence: never start a send in
    the second half of the lease; 3. send, with a time limit far below the lease and no retry; 4. settle
    (another transaction). What stays SENDING because the answer was unclear or the process died is taken
    up after its lease has lapsed, and the platform is asked before anything is sent again.

    `now` is the network's present, `wall` an ordinary clock: leases and pauses go by that, so that
    moving a rehearsal's hand neither breaks a lease nor freezes a pause.
    """

    def __init__(
        self,
        storage: Storage,
        sender: Sender,
        *,
        now: Callable[[], datetime],
        wall: Callable[[], datetime] | None = None,
        needless: Needless = nothing_needless,
        patience: Patience | None = None,
        told: Callable[[Notice, str], None] | None = None,
    ) -> None:
        self.storage, self.sender, self.now, self.wall = storage, sender, now, wall or now
        self.needless, self.patience, self.told = needless, patience or Patience(), told
        self._pacing = Pacing()
        self._wake = asyncio.Event()
        self._serving: set[asyncio.Task[None]] = set()
        self._in_hand: set[int | None] = set()
        self._unsettled: list[tuple[Settlement, asyncio.Future[None]]] = []
        self._settling: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Something may be due: look."""
        self._wake.set()

    async def run(self) -> None:
        """Deliver for ever; what is on its way is finished when this is cancelled."""
        try:
            while True:
                self._wake.clear()
                if not await self._taken():
                    await self._wake.wait()
        finally:
            await self._finish()

    async def once(self) -> int:
        """One delivery round: until nothing more can be sent now; how many notices were taken up."""
        count = 0
        while True:
            taken = await self._take()
            count += taken
            if not taken and not self._serving:
                return count
            if self._serving:
                await asyncio.wait(self._serving, return_when=asyncio.FIRST_COMPLETED)

    async def _finish(self) -> None:
        if self._serving:
            await asyncio.wait(self._serving, timeout=self.patience.send_seconds)

    async def _taken(self) -> int:
        """A database that is away for a while must not stop the delivery: the next wake tries again."""
        try:
            return await self._take()
        except Exception:
            log.exception("the outbox could not be read")
            return 0

    async def _take(self) -> int:
        """Claim a batch and set about it, unless hands are full."""
        if len(self._serving) > self.patience.at_once // 2:
            return 0
        now, wall = self.now(), self.wall()
        if not await self.storage.look(partial(outbox.anything_to_claim, now=now, wall=wall)):
            return 0
        lease = Lease.begun(wall, self.patience)
        claims = await self.storage.write(partial(self._claimed, now=now, wall=wall))
        claims = [claim for claim in claims if claim.notice.id not in self._in_hand]
        for group in _by_reader(claims):
            self._in_hand.update(claim.notice.id for claim in group)
            task = asyncio.create_task(self._serve(group, lease))
            self._serving.add(task)
            task.add_done_callback(self._served)
        return len(claims)

    def _served(self, task: "asyncio.Task[None]") -> None:
        self._serving.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("delivery failed", exc_info=error)
        self._wake.set()

    def _claimed(self, session: Session, now: datetime, wall: datetime) -> list[Claim]:
        """In one transaction: claim, and drop at once what has become pointless."""
        claims = outbox.claim(session, now, wall, self.patience.lease, self.patience.batch)
        why = self._needless(session, [claim.notice for claim in claims if not claim.ask_first], now)
        outbox.settle(
            session, [_dropped(claim.notice, why[claim.notice.id]) for claim in claims if claim.notice.id in why]
        )
        return [claim for claim in claims if claim.notice.id not in why]

    def _needless(self, session: Session, notices: Sequence[Notice], now: datetime) -> dict[int | None, str]:
        try:
            with session.begin_nested():
                return dict(self.needless(session, notices, now).items())
        except Exception:
            log.exception("cannot tell what is still needed")
            return {}

    async def _serve(self, claims: Sequence[Claim], lease: Lease) -> None:
        """One reader's notices in order; the first that has to wait holds up the rest."""
        try:
            for place, claim in enumerate(claims):
                settlement = await self._attempt(claim, lease)
                await self._settle(settlement)
                if settlement.status in (WAITING, SENDING):
                    for other in claims[place + 1 :]:
                        await self._settle(_unsent(other, None, self.wall()))
                    return
        finally:
            self._in_hand.difference_update(claim.notice.id for claim in claims)

    async def _attempt(self, claim: Claim, lease: Lease) -> Settlement:
        notice = claim.notice
        wait = self._pacing.wait(self.sender.pace(notice), at_most=lease.seconds_left(self.wall()))
        if wait is None:
            return _unsent(claim, self._pacing.free_at(self.sender.pace(notice), self.wall()), self.wall())
        await asyncio.sleep(wait)
        if claim.ask_first:
            found = await self._found(notice)
            if found is not None:
                return found
        doubtful = claim.ask_first or lease.age() > self.patience.needed_for
        if doubtful and (why := await self._still_needless(notice)):
            return _dropped(notice, why)
        # The fence: nothing is awaited between this question and the send.
        if lease.seconds_left(self.wall()) <= 0:
            return _unsent(claim, None, self.wall())
        return await self._sent(notice)

    async def _still_needless(self, notice: Notice) -> str:
        if not notice.duty or notice.id is None:
            return ""
        found = await self.storage.look(lambda session: self._needless(session, [notice], self.now()))
        return found.get(notice.id, "")

    async def _found(self, notice: Notice) -> Settlement | None:
        """What became of the attempt that was cut short; None: it did not arrive, send it."""
        try:
            async with asyncio.timeout(self.patience.send_seconds):
                found = await self.sender.find(notice)
        except Exception as error:  # noqa: BLE001 - a platform that cannot be asked now is asked again later
            return self._settlement(notice, Unclear(type(error).__name__))
        if isinstance(found, Sent):
            return self._settlement(notice, found)
        if isinstance(found, CannotTell):
            if notice.notice in self.patience.at_most_once:
                return _dropped(notice, "unclear")
            notice.values = {**notice.values, "repeated": True}
        return None

    async def _sent(self, notice: Notice) -> Settlement:
        outcome: Sent | TryLater | GiveUp | Unclear
        try:
            async with asyncio.timeout(self.patience.send_seconds):
                outcome = await self.sender.send(notice)
        except TimeoutError:
            outcome = Unclear("timeout")
        except Exception as error:  # noqa: BLE001 - it may have left before it broke
            log.warning("send broke", notice=notice.id, error=type(error).__name__)
            outcome = Unclear(type(error).__name__)
        if isinstance(outcome, TryLater) and outcome.after_seconds:
            self._pacing.hold(self.sender.pace(notice), outcome.after_seconds)
        return self._settlement(notice, outcome)

    def _settlement(self, notice: Notice, outcome: Sent | TryLater | GiveUp | Unclear) -> Settlement:
        if isinstance(outcome, Sent):
            return Settlement(
                notice, SENT, sent_at=self.now(), platform=outcome.platform,
                external_id=outcome.external_id, words=outcome.words,
            )  # fmt: skip
        if isinstance(outcome, GiveUp) or self.patience.is_over(notice, self.wall()):
            return Settlement(notice, GIVEN_UP, outcome.why)
        if isinstance(outcome, Unclear):
            return Settlement(notice, SENDING, outcome.why, notice.lease_until)
        return Settlement(
            notice, WAITING, outcome.why, self.patience.next_try(notice, self.wall(), outcome.after_seconds)
        )

    async def _settle(self, settlement: Settlement) -> None:
        """Write it down together with whatever else is to be settled meanwhile."""
        done = asyncio.get_running_loop().create_future()
        self._unsettled.append((settlement, done))
        if self._settling is None or self._settling.done():
            self._settling = asyncio.create_task(self._settle_all())
        await done

    async def _settle_all(self) -> None:
        while self._unsettled:
            batch, self._unsettled = self._unsettled, []
            await self._write_down([settlement for settlement, _ in batch])
            for settlement, done in batch:
                if self.told is not None:
                    self.told(settlement.notice, settlement.status)
                if not done.done():
                    done.set_result(None)

    async def _write_down(self, settlements: list[Settlement]) -> None:
        """What cannot be written stays SENDING and is reconciled when its lease has lapsed."""
        for attempt in range(1, SETTLE_TRIES + 1):
            try:
                return await self.storage.write(lambda session: _settle(session, settlements, self.now()))
            except Exception:
                log.exception("settling failed", attempt=attempt, notices=len(settlements))
                await asyncio.sleep(attempt * 0.2)
        return None


def _settle(session: Session, settlements: Iterable[Settlement], now: datetime) -> None:
    outbox.settle(session, settlements)
    for each in settlements:
        if each.status == GIVEN_UP:
            say_given_up(session, each.notice, each.why, now)


def _dropped(notice: Notice, why: str) -> Settlement:
    return Settlement(notice, DROPPED, why)


def _unsent(claim: Claim, until: datetime | None, wall: datetime) -> Settlement:
    """Given back without having been begun; one that must be asked about first stays so."""
    status = SENDING if claim.ask_first else WAITING
    return Settlement(
        claim.notice, status, claim.notice.why, until or (wall if claim.ask_first else None), untried=True
    )


def _by_reader(claims: Iterable[Claim]) -> list[list[Claim]]:
    groups: dict[tuple[int, int | None, str], list[Claim]] = {}
    for claim in claims:
        notice = claim.notice
        groups.setdefault((notice.network_id, notice.person_id, notice.road), []).append(claim)
    return list(groups.values())
