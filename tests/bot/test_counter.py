"""The counter: what is answered is on disk, and one request that breaks breaks nobody else's."""

from __future__ import annotations

import asyncio

from sqlmodel import Session

from bot.counter import Counter
from handlers.request import Request
from storage import journal
from tests.town import Town, keys_of


def _acts(network: Town) -> list[str]:
    with network.database.reading() as session:
        return [entry.about for entry in session.exec(journal.select(journal.JournalEntry)) if entry.act == "tried"]


def test_many_at_once_are_all_kept_and_a_broken_one_undoes_only_itself(network: Town) -> None:
    async def story() -> list[object]:
        counter = Counter(network.database, network.charters)

        def work(number: int) -> None:
            def write(session: Session) -> None:
                journal.write(session, network_id=network.network_id, at=network.now, act="tried", about=str(number))
                if number % 7 == 3:
                    raise RuntimeError("this one breaks")

            return write  # type: ignore[return-value]

        done = await asyncio.gather(*(counter.write(work(n)) for n in range(50)), return_exceptions=True)  # type: ignore[arg-type]
        counter.close()
        return list(done)

    outcomes = asyncio.run(story())

    broken = {str(number) for number in range(50) if number % 7 == 3}
    assert sum(isinstance(outcome, RuntimeError) for outcome in outcomes) == len(broken)
    assert set(_acts(network)) == {str(number) for number in range(50)} - broken
    with network.database.reading() as session:
        assert journal.first_broken_link(session, network.network_id) is None


def test_a_fault_is_shown_as_a_number_and_never_as_a_trace(network: Town) -> None:
    async def story() -> object:
        counter = Counter(network.database, network.charters)
        reply = await counter.answer(Request("network.help", network_id=10_000, received_at=network.now, person_id=1))
        counter.close()
        return reply

    reply = asyncio.run(story())

    assert keys_of(reply) == ["fault.title", "fault.body"]
