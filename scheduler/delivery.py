"""Sending what is in the outbox: claim, ask back where needed, send, settle; nothing lost and nothing doubled."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlmodel import Session

from scheduler.patience import Lease, Pacing, Patience
from scheduler.sending import CannotTell, GiveUp, Pace, Sender, Sent, TryLater, Unclear
from scheduler.settling import Settler, Storage
from storage import outbox
from storage.gathered import DIGEST
from storage.outbox import DROPPED, GIVEN_UP, SENDING, SENT, WAITING, Claim, Notice, Settlement

__all__ = ["CannotTell", "Delivery", "GiveUp", "Pace", "Patience", "Sender", "Sent", "Storage", "TryLater", "Unclear"]

Needless = Callable[[Session, Sequence[Notice], datetime], Mapping[int, str]]
"""Of these notices, those (by id) that have become pointless, and why."""
Reader = tuple[int, int | None, str]
"""A network's reader (none: its room) on a road: whose notices keep their order."""
log = structlog.get_logger()


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

    `reread` is `needless` of gathered messages: it also leaves out of them, in our hands and on record, what
    has become pointless.
    """

    def __init__(
        self,
        storage: Storage,
        sender: Sender,
        *,
        now: Callable[[], datetime],
        wall: Callable[[], datetime] | None = None,
        needless: Needless = nothing_needless,
        reread: Needless = nothing_needless,
        patience: Patience | None = None,
        told: Callable[[Notice, str], None] | None = None,
    ) -> None:
        self.storage, self.sender, self.now, self.wall = storage, sender, now, wall or now
        self.needless, self.reread, self.patience = needless, reread, patience or Patience()
        self._pacing, self._settler = Pacing(), Settler(storage, now, told)
        self._wake = asyncio.Event()
        self._claiming = asyncio.Lock()
        self._serving: set[asyncio.Task[None]] = set()
        self._in_hand: set[Reader] = set()
        self._hands = asyncio.Semaphore(self.patience.at_once)

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
            return await self._take(self.patience.early)
        except Exception:
            log.exception("the outbox could not be read")
            return 0

    async def _take(self, ahead: timedelta = timedelta(0)) -> int:
        """Claim a batch and set about it, unless enough is in hand.

        With `ahead` what is about to come due is claimed already, so that at its moment nobody asks the
        database. Not while a rehearsal's hand is moved: it may never come to that moment.
        """
        # One claim at a time: whoever asks whether anything is left must not look while another's claim is half made.
        async with self._claiming:
            return await self._claim_and_set_about(ahead)

    async def _claim_and_set_about(self, ahead: timedelta) -> int:
        if len(self._serving) >= self.patience.in_hand:
            return 0
        now, wall = self.now(), self.wall()
        now += ahead if abs(now - wall) < ahead else timedelta(0)
        if not await self.storage.look(partial(outbox.anything_to_claim, now=now, wall=wall)):
            return 0
        lease = Lease.begun(wall, self.patience)
        claims = await self.storage.write(partial(self._claimed, now=now, wall=wall))
        for reader, group in _by_reader(claims).items():
            # Where our own lease ran out under our hands, what is being done is left to finish.
            ours = reader in self._in_hand
            self._in_hand.add(reader)
            task = asyncio.create_task(self._give_back(group, keep=True) if ours else self._serve(reader, group, lease))
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
        asked_last = self.patience.asked_last
        claims = outbox.claim(session, now, wall, self.patience.lease, self.patience.batch)
        asked = [claim.notice for claim in claims if not claim.ask_first and claim.notice.notice not in asked_last]
        why = self._needless(session, asked, now)
        outbox.settle(
            session, [_dropped(claim.notice, why[claim.notice.id]) for claim in claims if claim.notice.id in why]
        )
        return [claim for claim in claims if claim.notice.id not in why]

    def _needless(self, session: Session, notices: Sequence[Notice], now: datetime) -> dict[int | None, str]:
        try:
            with session.begin_nested():
                messages = [notice for notice in notices if notice.notice == DIGEST]
                alone = [notice for notice in notices if notice.notice != DIGEST]
                return dict((*self.needless(session, alone, now).items(), *self.reread(session, messages, now).items()))
        except Exception:
            log.exception("cannot tell what is still needed")
            return {}

    async def _serve(self, reader: Reader, claims: Sequence[Claim], lease: Lease) -> None:
        """One reader's notices in order; the first that has to wait holds up the rest."""
        try:
            for place, claim in enumerate(claims):
                settlement = await self._attempt(claim, lease)
                await self._settler.settle(settlement)
                if settlement.status in (WAITING, SENDING):
                    return await self._give_back(claims[place + 1 :])
        finally:
            self._in_hand.discard(reader)

    async def _give_back(self, claims: Sequence[Claim], *, keep: bool = False) -> None:
        """Not begun; with `keep` what was begun before stays leased."""
        until = [claim.notice.lease_until if keep and claim.ask_first else None for claim in claims]
        back = (_unsent(claim, when, self.wall()) for claim, when in zip(claims, until, strict=True))
        await asyncio.gather(*(self._settler.settle(each) for each in back))

    async def _attempt(self, claim: Claim, lease: Lease) -> Settlement:
        notice = claim.notice
        while (early := (notice.due_at - self.now()).total_seconds()) > 0:
            if early > lease.seconds_left(self.wall()):
                return _unsent(claim, None, self.wall())
            await asyncio.sleep(early)
        wait = self._pacing.wait(self.sender.pace(notice), at_most=lease.seconds_left(self.wall()))
        if wait is None:
            return _unsent(claim, self._pacing.free_at(self.sender.pace(notice), self.wall()), self.wall())
        if wait > 0:
            await asyncio.sleep(wait)
        async with self._hands:
            return await self._by_hand(claim, lease)

    async def _by_hand(self, claim: Claim, lease: Lease) -> Settlement:
        notice = claim.notice
        if claim.ask_first:
            found = await self._found(notice)
            if found is not None:
                return found
        doubtful = claim.ask_first or lease.age() > self.patience.needed_for
        doubtful = doubtful or notice.notice in self.patience.asked_last
        if doubtful and (why := await self._still_needless(notice)):
            return _dropped(notice, why)
        # The fence: nothing is awaited between this question and the send.
        if lease.seconds_left(self.wall()) <= 0:
            return _unsent(claim, None, self.wall())
        return await self._sent(notice)

    async def _still_needless(self, notice: Notice) -> str:
        asked = self.storage.write if notice.notice == DIGEST else self.storage.look
        found = await asked(lambda session: self._needless(session, [notice], self.now()))
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
                external_id=outcome.external_id, words=outcome.words, version=outcome.version,
            )  # fmt: skip
        if isinstance(outcome, GiveUp) or self.patience.is_over(notice, self.wall()):
            return Settlement(notice, GIVEN_UP, outcome.why)
        if isinstance(outcome, Unclear):
            return Settlement(notice, SENDING, outcome.why, self.patience.ask_again(notice, self.wall()))
        return Settlement(
            notice, WAITING, outcome.why, self.patience.next_try(notice, self.wall(), outcome.after_seconds)
        )


def _dropped(notice: Notice, why: str) -> Settlement:
    return Settlement(notice, DROPPED, why)


def _unsent(claim: Claim, until: datetime | None, wall: datetime) -> Settlement:
    """Given back without having been begun; one that must be asked about first stays so."""
    status = SENDING if claim.ask_first else WAITING
    return Settlement(
        claim.notice, status, claim.notice.why, until or (wall if claim.ask_first else None), untried=True
    )


def _by_reader(claims: Iterable[Claim]) -> dict[Reader, list[Claim]]:
    groups: dict[Reader, list[Claim]] = {}
    for claim in claims:
        notice = claim.notice
        groups.setdefault((notice.network_id, notice.person_id, notice.road), []).append(claim)
    return groups
