"""The clock stands still: the web process tells the secretariat once, and again only when it stops anew."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from bot.counter import Counter
from bot.dispatch import Dispatch, NoPost, TrialPage
from bot.watching import PATIENT, STOPPED, Watch
from storage import heartbeat
from tests.town import Town, lima

OLD = timedelta(minutes=5)
NOON = lima(2027, 3, 10, 12)
OFFICER = "r.berrocapa"


class Standing:
    """A house whose clock beat for the last time when it is told."""

    def __init__(self, town: Town) -> None:
        self.town, self.counter, self.at = town, Counter(town.database, town.charters), NOON
        dispatch = Dispatch(self.counter, town.charters, NoPost())
        dispatch.chat = (TrialPage(),)
        self.watch = Watch(self.counter, dispatch, town.network_id, self.now, self.now, OLD)

    def now(self) -> datetime:
        return self.at

    def beats(self, at: datetime) -> None:
        with self.town.database.transaction() as session:
            heartbeat.beat(session, heartbeat.CLOCK, at)

    def looks(self, times: int) -> int:
        async def all_() -> int:
            return sum([await self.watch.look() for _ in range(times)])

        return asyncio.run(all_())


@pytest.fixture
def standing(town: Town) -> Iterator[Standing]:
    found = Standing(town)
    yield found
    found.counter.close()


def test_a_clock_that_beats_is_no_news(standing: Standing) -> None:
    standing.beats(NOON - OLD)
    assert standing.looks(10) == 0


def test_one_that_stands_still_is_told_once_to_the_secretariat_alone(standing: Standing) -> None:
    standing.beats(NOON - OLD - timedelta(seconds=1))
    assert standing.looks(PATIENT - 1) == 0, "it may just be started again"
    assert standing.looks(10) == 1
    (row,) = standing.town.notices(STOPPED)
    assert (row.status, row.sent_at) == ("sent", NOON)
    assert standing.town.emails([row]) == {OFFICER}
    assert "miércoles 10 de marzo de 2027" in row.words


def test_when_it_stops_anew_it_is_told_anew(standing: Standing) -> None:
    standing.beats(NOON - timedelta(hours=1))
    assert standing.looks(PATIENT) == 1
    standing.beats(NOON)
    assert standing.looks(2) == 0
    standing.at = NOON + timedelta(hours=2)
    assert standing.looks(PATIENT) == 1
    assert len(standing.town.notices(STOPPED)) == 2
