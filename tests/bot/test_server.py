"""What those who watch over the house ask of it: is it up, is its clock alive, what has it counted."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

import httpx
from sqlalchemy.exc import OperationalError

from bot.server import Health, application
from storage import heartbeat
from tests.running import RunningHouse


@contextlib.asynccontextmanager
async def _opened() -> AsyncIterator[None]:
    yield


def asked(path: str, measure: Callable[[], Awaitable[None]]) -> httpx.Response:
    async def ready() -> str:
        return "the clock has not beaten lately"

    async def ask() -> httpx.Response:
        app = application(Health(ready, measure), [], _opened)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://house") as client:
            return await client.get(path)

    return asyncio.run(ask())


async def _database_away() -> None:
    raise OperationalError("select", {}, Exception("the database is away"))


def test_what_was_counted_is_told_while_the_database_is_away() -> None:
    answer = asked("/metrics", _database_away)

    assert answer.status_code == 200
    assert "quipu_commands" in answer.text


def test_not_ready_is_said_with_its_reason() -> None:
    answer = asked("/readyz", _database_away)

    assert (answer.status_code, answer.json()) == (503, {"ready": False, "why": "the clock has not beaten lately"})


def test_a_running_house_is_ready_until_its_clock_stops_beating(running_house: RunningHouse) -> None:
    assert httpx.get(running_house.url + "/healthz").status_code == 200
    assert httpx.get(running_house.url + "/readyz").status_code == 200

    long_ago = datetime.now(UTC) - timedelta(minutes=10)
    running_house.call(
        running_house.house.counter.write(lambda session: heartbeat.beat(session, name=heartbeat.CLOCK, now=long_ago))
    )

    answer = httpx.get(running_house.url + "/readyz")
    assert answer.status_code == 503
    assert "clock" in answer.json()["why"]


def test_the_outbox_is_measured(running_house: RunningHouse) -> None:
    counted = httpx.get(running_house.url + "/metrics")

    assert counted.status_code == 200
    assert "quipu_outbox_depth" in counted.text
