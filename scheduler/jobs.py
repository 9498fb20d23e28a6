"""The clock: it wakes at the next moment anything is due, ticks the networks that are, and has notices delivered."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler import tick
from scheduler.delivery import Delivery, Storage
from scheduler.tick import ActFactory
from storage import heartbeat, outbox
from storage.charter import Charter

log = structlog.get_logger()

SAFETY_SECONDS = 30
BEAT_SECONDS = 60
ALWAYS = {"misfire_grace_time": None, "coalesce": True, "max_instances": 8}
"""A ring is never too late, and never left out because the one before has not quite ended."""


class Clock:
    """APScheduler as a pure clock: its jobs only ring; what is due is read from the papers, every time.

    `now` is the networks' present, `wall` an ordinary clock.
    """

    def __init__(
        self,
        storage: Storage,
        delivery: Delivery,
        charters: Mapping[str, Charter],
        act_factory: ActFactory,
        *,
        now: Callable[[], datetime],
        wall: Callable[[], datetime],
    ) -> None:
        self.storage, self.delivery, self.charters, self.act_factory = storage, delivery, charters, act_factory
        self.now, self.wall = now, wall
        self.besides: list[tuple[Callable[[], Awaitable[object]], float]] = []
        """What else is done every so many seconds while the clock runs, never twice at once."""
        self._wake = asyncio.Event()
        self._rings = AsyncIOScheduler(timezone=UTC, job_defaults=ALWAYS)

    def wake(self) -> None:
        """Something was written: look again."""
        self._wake.set()

    async def run(self) -> None:
        """Keep time until cancelled."""
        self._rings.add_job(self._ring, "interval", seconds=SAFETY_SECONDS)
        self._rings.add_job(self.beat, "interval", seconds=BEAT_SECONDS)
        for work, seconds in self.besides:
            self._rings.add_job(work, "interval", seconds=seconds, max_instances=1)
        self._rings.start()
        carrying = asyncio.create_task(self.delivery.run())
        try:
            await self.beat()
            while True:
                self._wake.clear()
                await self._look()
                await self._wake.wait()
        finally:
            self._rings.shutdown(wait=False)
            carrying.cancel()
            await asyncio.gather(carrying, return_exceptions=True)

    async def once(self) -> int:
        """One tick and one delivery round; how many notices were taken up."""
        await self.tick()
        return await self.delivery.once()

    async def tick(self) -> None:
        """Look at every network that is due, one transaction each; a fault in one does not stop the others."""
        now = self.now()
        for network_id in await self.storage.look(partial(tick.due_networks, now=now)):
            look = partial(
                tick.tick_network, network_id=network_id, charters=self.charters, now=now, act_factory=self.act_factory
            )
            try:
                await self.storage.write(look)
            except Exception:
                log.exception("tick failed", network=network_id)
                await self.storage.write(partial(tick.put_off, network_id=network_id, now=now))

    async def _ring(self) -> None:
        """As a coroutine it runs on the event loop; a plain function would be run in a thread of APScheduler's."""
        self.wake()

    async def beat(self) -> None:
        """Say that the clock is alive."""
        try:
            await self.storage.write(partial(heartbeat.beat, name=heartbeat.CLOCK, now=self.wall()))
        except Exception:
            log.exception("the clock could not say that it is alive")

    async def _look(self) -> None:
        self.delivery.wake()
        try:
            await self.tick()
            await self._arm()
        except Exception:
            # The safety ring looks again; a database that is away for a while must not stop the clock.
            log.exception("the clock could not look")

    async def _arm(self) -> None:
        """Set the alarm to the next moment at which anything is due."""
        now, wall = self.now(), self.wall()
        looks = await self.storage.look(partial(tick.next_look, now=now))
        due, rested = await self.storage.look(partial(outbox.next_due, now=now, wall=wall))
        seconds = [(moment - now).total_seconds() for moment in (looks, due) if moment is not None]
        seconds += [(rested - wall).total_seconds()] if rested is not None else []
        if due is not None and due - now > self.delivery.patience.early:
            seconds.append((due - now - self.delivery.patience.early).total_seconds())
        if (ahead := min(seconds, default=float(SAFETY_SECONDS))) < SAFETY_SECONDS:
            ring = wall + timedelta(seconds=ahead)
            self._rings.add_job(self._ring, "date", run_date=ring, id="due", replace_existing=True)
