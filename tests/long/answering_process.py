"""One of the web processes at which the seats answer: its own counter, its own connections, the same PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from multiprocessing.synchronize import Barrier
from typing import Any

import handlers.all_commands  # noqa: F401 - registers every command
from bot.counter import Counter
from handlers.reply import Reply
from handlers.request import CONFIRMED, Request
from storage.charter import load_named
from storage.database import Database

AGREE, OBJECT, ADOPT = "decisions.agree", "decisions.object", "decisions.adopt"
Round = tuple[str, int | None]
"""A decision's code, and who objects to it, if anybody does."""


def answer_all(
    url: str,
    network: int,
    people: Sequence[int],
    officer: int,
    rounds: Sequence[Round],
    at: datetime,
    together: Barrier,
) -> None:
    """In each round the people of this process answer at once, as those of the other do; then an officer records the result."""
    asyncio.run(_answer_all(url, network, people, officer, rounds, at, together))


async def _answer_all(
    url: str,
    network: int,
    people: Sequence[int],
    officer: int,
    rounds: Sequence[Round],
    at: datetime,
    together: Barrier,
) -> None:
    database = Database(url)
    counter = Counter(database, {"peru": load_named("peru")})
    for code, objecting in rounds:
        together.wait(30)
        said = [
            _request(OBJECT, network, person, code, at, place, wording="No.", way_out="Otro texto.")
            if person == objecting
            else _request(AGREE, network, person, code, at, place)
            for place, person in enumerate(people)
        ]
        answered: list[Reply] = await asyncio.gather(*(counter.answer(each) for each in said))
        assert not [reply for reply in answered if reply.refused], code
        together.wait(30)
        await counter.answer(_request(ADOPT, network, officer, code, at, len(people)))
    counter.close()
    database.close()


def _request(command: str, network: int, person: int, code: str, at: datetime, place: int, **more: Any) -> Request:
    """Confirmed already, as after its preview; all within the same second."""
    return Request(
        command, network, at + timedelta(milliseconds=place), person, {"code": code, "version": "1", **more},
        step=CONFIRMED, platform="web",
    )  # fmt: skip
