"""The web process watches the clock: when it stands still, the secretariat is told once, by the web process itself."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlmodel import Session

from bot.counter import Counter
from bot.dispatch import Dispatch
from scheduler.sending import Sent
from storage import heartbeat, outbox, people
from storage.outbox import GIVEN_UP, SENDING, SENT, Notice, Settlement
from storage.text import to_paper

EVERY = 60
"""Seconds between two looks."""
PATIENT = 3
"""So many looks in a row must find the clock standing still: one that is being started again is given time."""
STOPPED = "clock.stopped"
TOLD = ("secretariat", "coordination")
log = structlog.get_logger()


@dataclass(slots=True)
class Watch:
    """Looks at the clock's heartbeat. `now` is the network's present, `wall` an ordinary clock: heartbeats are on that."""

    counter: Counter
    dispatch: Dispatch
    network_id: int
    now: Callable[[], datetime]
    wall: Callable[[], datetime]
    old: timedelta
    seen: int = 0

    async def run(self) -> None:
        """Watch until cancelled."""
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.look()
            except Exception:
                log.exception("the clock could not be looked after")

    async def look(self) -> int:
        """One look: how many people were told that the clock stands still."""
        beat = await self.counter.look(lambda session: heartbeat.last(session, heartbeat.CLOCK))
        if beat is None or self.wall() - beat <= self.old:
            self.seen = 0
            return 0
        self.seen += 1
        if self.seen < PATIENT:
            return 0
        log.error("the clock stands still", since=beat.isoformat())
        notices = await self.counter.write(lambda session: self._written(session, beat))
        for notice in notices:
            await self._sent(notice)
        return len(notices)

    def _written(self, session: Session, beat: datetime) -> list[Notice]:
        """One notice a person for each time it stops, taken up by us at once: nobody else would send it."""
        told = (people.readers(session, self.network_id, (office,), self.now().date()) for office in TOLD)
        found: list[Notice] = []
        for person in next((each for each in told if each), []):
            notice = Notice(
                network_id=self.network_id, key=f"{self.network_id}/{STOPPED}/{beat.isoformat()}/{person.id}",
                person_id=person.id, notice=STOPPED, values=to_paper({"since": beat}), about=STOPPED, due_at=self.now(),
                written_at=self.now(), status=SENDING, attempts=1, lease_until=self.wall() + timedelta(minutes=2),
            )  # fmt: skip
            if outbox.post(session, notice):
                found.append(outbox.of_key(session, notice.key))
        return found

    async def _sent(self, notice: Notice) -> None:
        outcome = await self.dispatch.send(notice)
        if isinstance(outcome, Sent):
            done = Settlement(
                notice, SENT, sent_at=self.now(), platform=outcome.platform, external_id=outcome.external_id,
                words=outcome.words,
            )  # fmt: skip
        else:
            done = Settlement(notice, GIVEN_UP, why=outcome.why)
        await self.counter.write(lambda session: outbox.settle(session, [done]))
