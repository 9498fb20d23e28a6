"""The movable clock of a rehearsal: it goes from one thing that happens to the next, and nothing is skipped."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlmodel import Session, col

from bot.counter import Counter
from storage.networks import Network
from storage.outbox import SENDING, WAITING, Notice
from storage.rehearsal import RehearsalClock

FARTHEST = timedelta(days=400)
STEPS = 4000


@dataclass(slots=True)
class Rehearsal:
    """The clock's hand is a row of the database; `round_` is one tick and one delivery round at a moment."""

    counter: Counter
    round_: Callable[[datetime], Awaitable[None]]
    _now: datetime
    _moving: asyncio.Lock = field(default_factory=asyncio.Lock)

    def clock(self) -> datetime:
        """The rehearsal's present."""
        return self._now

    async def now(self) -> datetime:
        """The rehearsal's present."""
        return self._now

    async def next_moment(self) -> datetime | None:
        """When the next thing happens, if anything is foreseen."""
        return await self.counter.look(lambda session: _next(session, self._now))

    async def go_to(self, moment: datetime) -> None:
        """Move the hand forward to that moment, stopping at everything that happens on the way."""
        moment = moment.astimezone(UTC)
        if not self._now <= moment <= self._now + FARTHEST:
            raise ValueError("the clock goes forward, by at most 400 days at a time")
        async with self._moving:
            for _ in range(STEPS):
                await self.round_(self._now)
                ahead = await self.next_moment()
                if ahead is None or ahead > moment:
                    break
                await self._set(max(ahead, self._now))
            await self._set(moment)
            await self.round_(self._now)

    async def _set(self, moment: datetime) -> None:
        self._now = moment

        def move(session: Session) -> None:
            session.merge(RehearsalClock(id=1, now=moment))

        await self.counter.write(move)


def hand(session: Session, start: datetime) -> datetime:
    """Where the hand of a rehearsal's clock stands; a new one is set to `start`."""
    clock = session.get(RehearsalClock, 1)
    if clock is None:
        clock = RehearsalClock(id=1, now=start.astimezone(UTC))
        session.add(clock)
        session.flush()
    return clock.now


def _next(session: Session, now: datetime) -> datetime | None:
    """The earliest of: a network to look at, a notice to send."""
    looks = session.scalar(select(func.min(col(Network.look_again_at))).where(col(Network.look_again_at) > now))
    notices = session.scalar(
        select(func.min(col(Notice.due_at))).where(col(Notice.status).in_((WAITING, SENDING)), col(Notice.due_at) > now)
    )
    known = [moment for moment in (looks, notices) if moment is not None]
    return min(known) if known else None
