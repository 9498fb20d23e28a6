"""A pretend chat in memory, behind the sender's agreement: what reaches it, and how it may misbehave."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, select

from bot.counter import Counter
from scheduler.delivery import CannotTell, Delivery, GiveUp, Pace, Patience, Sent, TryLater, Unclear
from storage import outbox
from storage.database import Database
from storage.networks import Network
from storage.outbox import Notice
from storage.people import Office, Organisation, Person

NOW = datetime(2027, 4, 14, 14, 0, tzinfo=UTC)
Answer = Sent | TryLater | GiveUp | Unclear | BaseException | Callable[[], Any]


class Chat:
    """Keeps what was posted, by key. `answers` are given in turn to a key's attempts; then all goes well."""

    def __init__(self) -> None:
        self.posted: list[str] = []
        self.attempts: list[str] = []
        self.asked: list[str] = []
        self.notices: list[Notice] = []
        self.answers: dict[str, list[Answer]] = {}
        self.can_tell = True
        self.at_once = self.most_at_once = 0
        self.seconds = 0.0
        self.paces: dict[int | None, Pace] = {}
        self.times: list[float] = []

    def pace(self, notice: Notice) -> Pace | None:
        return self.paces.get(notice.person_id)

    async def send(self, notice: Notice) -> Sent | TryLater | GiveUp | Unclear:
        self.attempts.append(notice.key)
        self.times.append(asyncio.get_running_loop().time())
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(self.seconds)
            waiting = self.answers.get(notice.key, [])
            answer = waiting.pop(0) if waiting else None
            if isinstance(answer, BaseException):
                raise answer
            if callable(answer):
                answer = await answer()
            if isinstance(answer, TryLater | GiveUp | Unclear):
                return answer
            return self.post(notice)
        finally:
            self.at_once -= 1

    def post(self, notice: Notice) -> Sent:
        self.posted.append(notice.key)
        self.notices.append(notice)
        return Sent("chat", f"C/{len(self.posted)}", f"words of {notice.key}")

    async def find(self, notice: Notice) -> Sent | CannotTell | None:
        self.asked.append(notice.key)
        if not self.can_tell:
            return CannotTell()
        return Sent("chat", "C/found", "") if notice.key in self.posted else None


class Post:
    """A house with a chat: notices go in, a round of delivery carries them out; both clocks are moved by hand."""

    def __init__(self, database: Database, patience: Patience | None = None, **more: Any) -> None:
        self.database, self.chat, self.now = database, Chat(), NOW
        self.wall: datetime | None = None
        self.counter = Counter(database, {})
        self.more = {"patience": patience or Patience(), **more}
        with database.transaction() as session:
            self.network_id = people_of(session)

    def deliver(self, while_it_runs: Callable[[], Any] | None = None) -> int:
        """One delivery round."""

        async def once() -> int:
            delivery = self.delivery()
            if while_it_runs is None:
                return await delivery.once()
            count, _ = await asyncio.gather(delivery.once(), while_it_runs())
            return int(count)

        return asyncio.run(once())

    def delivery(self) -> Delivery:
        return Delivery(self.counter, self.chat, now=lambda: self.now, wall=lambda: self.wall or self.now, **self.more)

    def write(self, *keys: str, reader: int | None = 2, **more: Any) -> None:
        given = {"notice": "meeting.convened", "due_at": self.now, "written_at": self.now, **more}
        with self.database.transaction() as session:
            for key in keys:
                outbox.post(session, Notice(network_id=self.network_id, key=key, person_id=reader, **given))

    def row(self, key: str) -> Notice:
        with self.database.reading() as session:
            return session.exec(select(Notice).where(Notice.key == key)).one()

    def rows(self, notice: str) -> Sequence[Notice]:
        with self.database.reading() as session:
            return session.exec(select(Notice).where(Notice.notice == notice)).all()


def people_of(session: Session, readers: int = 4) -> int:
    """A network whose first person is its secretary."""
    network = Network(charter="peru", opened_at=NOW)
    session.add(network)
    session.flush()
    assert network.id is not None
    body = Organisation(network_id=network.id, name="OIM")
    people = [
        Person(network_id=network.id, name=f"Persona {n}", email=f"p{n}@x.example", language="es")
        for n in range(1, readers + 1)
    ]
    session.add_all([body, *people])
    session.flush()
    assert body.id is not None
    assert people[0].id is not None
    session.add(
        Office(
            network_id=network.id,
            person_id=people[0].id,
            organisation_id=body.id,
            office="secretariat",
            since=NOW.date(),
        )
    )
    return network.id


def pointless(why: Mapping[str, str]) -> Callable[[Session, Sequence[Notice], datetime], dict[int, str]]:
    """Notices (by key) that are not needed any more, and why."""

    def needless(session: Session, notices: Sequence[Notice], now: datetime) -> dict[int, str]:
        return {notice.id or 0: why[notice.key] for notice in notices if notice.key in why}

    return needless
