"""The process that is killed: a real clock on the real database, sending over HTTP; or a careless one, for comparison."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
from sqlmodel import col, select

from bot.counter import Counter
from scheduler.delivery import Delivery, GiveUp, Pace, Patience, Sent, TryLater, Unclear
from scheduler.jobs import Clock
from storage.database import Database
from storage.outbox import SENT, WAITING, Notice

PATIENCE = Patience(lease=timedelta(seconds=0.8), send_seconds=0.2, shortest_pause=0.05, longest_pause=0.1, batch=40)
"""Short leases, so that fifty deaths fit into a minute."""


class Sender:
    """Posts with the notice's key in the message's metadata, and finds it again by that; it never retries."""

    def __init__(self, address: str, session: aiohttp.ClientSession) -> None:
        self.address, self.session = address, session

    def pace(self, notice: Notice) -> Pace | None:
        return None

    async def send(self, notice: Notice) -> Sent | TryLater | GiveUp | Unclear:
        metadata = {"event_type": "notice", "event_payload": {"key": notice.key}}
        try:
            answer = await self._call(
                "chat.postMessage", text=notice.notice, channel=f"D{notice.person_id}", metadata=metadata
            )
        except aiohttp.ClientError as error:
            return Unclear(type(error).__name__)
        return Sent("slack", f"{answer['channel']}/{answer['ts']}", notice.notice)

    async def find(self, notice: Notice) -> Sent | None:
        answer = await self._call("conversations.history", channel=f"D{notice.person_id}", include_all_metadata=True)
        for message in answer["messages"]:
            if message["metadata"]["event_payload"]["key"] == notice.key:
                return Sent("slack", f"{message['channel']}/{message['ts']}", notice.notice)
        return None

    async def _call(self, method: str, **asked: Any) -> Any:
        async with self.session.post(self.address + method, json=asked, raise_for_status=True) as response:
            return await response.json()


def wall() -> datetime:
    return datetime.now(UTC)


def careful(database_url: str, slack: str) -> None:
    """Run the clock until killed."""
    asyncio.run(_careful(database_url, slack))


async def _careful(database_url: str, slack: str) -> None:
    counter = Counter(Database(database_url), {})
    async with aiohttp.ClientSession() as session:
        delivery = Delivery(counter, Sender(slack, session), now=wall, patience=PATIENCE)
        clock = Clock(counter, delivery, {}, lambda *_: lambda *_: None, now=wall, wall=wall)
        counter.after_write.append(clock.wake)
        await clock.run()


def careless(database_url: str, slack: str) -> None:
    """What many do: send, then mark as sent; whatever is not marked is sent (again)."""
    asyncio.run(_careless(database_url, slack))


async def _careless(database_url: str, slack: str) -> None:
    database = Database(database_url)
    async with aiohttp.ClientSession() as session:
        sender = Sender(slack, session)
        while True:
            with database.reading() as record:
                waiting = select(Notice).where(Notice.status == WAITING).order_by(col(Notice.id)).limit(20)
                notices = list(record.exec(waiting))
            sent = await asyncio.gather(*(sender.send(notice) for notice in notices))
            with database.transaction() as record:
                for notice, outcome in zip(notices, sent, strict=True):
                    if isinstance(outcome, Sent):
                        record.merge(notice).status = SENT
            if not notices:
                await asyncio.sleep(0.05)
