"""The counter: what is answered is on disk, and one request that breaks breaks nobody else's."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from datetime import date

from sqlalchemy import update
from sqlmodel import Session, col

from bot.counter import Counter
from handlers.request import Request
from scheduler.law import in_force
from storage import journal, networks
from storage.networks import ExtraDay
from storage.people import Person
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


def _in_one_batch(town: Town, *works: Callable[[Session], object]) -> list[object]:
    """The outcomes of works that share a commit: the writer is held up until all are waiting."""

    async def story() -> list[object]:
        counter, gate = Counter(town.database, town.charters), threading.Event()
        held = asyncio.ensure_future(counter.write(lambda _session: gate.wait(10)))
        await asyncio.sleep(0.1)
        waiting = [asyncio.ensure_future(counter.write(work)) for work in works]
        await asyncio.sleep(0)
        gate.set()
        outcomes = await asyncio.gather(*waiting, return_exceptions=True)
        await held
        counter.close()
        return list(outcomes)

    return asyncio.run(story())


def test_nobody_is_told_done_when_sqlite_has_given_up_the_whole_transaction(town: Town) -> None:
    def good(session: Session) -> None:
        journal.write(session, network_id=town.network_id, at=town.now, act="tried", about="lost")

    def disk_full(session: Session) -> None:
        driver = session.connection().connection.driver_connection
        assert driver is not None
        driver.execute("ROLLBACK")  # what SQLite does by itself when the disk is full
        raise OSError("database or disk is full")

    first, second = _in_one_batch(town, good, disk_full)

    assert isinstance(first, Exception)
    assert isinstance(second, Exception)
    assert _acts(town) == []


def test_a_day_off_that_was_undone_is_a_working_day_for_the_next_in_the_batch(town: Town) -> None:
    day = date(2026, 12, 1)

    def working(session: Session) -> bool:
        law = in_force(session, town.network_id, town.charter, town.now)
        return law.days.next_working(day) == day

    def broken(session: Session) -> None:
        session.add(
            ExtraDay(network_id=town.network_id, day=day, calendar="un_office", name="Censo", added_at=town.now)
        )
        networks.law_changed(session)
        assert not working(session)
        raise RuntimeError("this one breaks")

    undone, after = _in_one_batch(town, broken, working)

    assert isinstance(undone, RuntimeError)
    assert after is True


def test_two_who_wait_for_each_other_are_both_answered(network: Town) -> None:
    """PostgreSQL undoes one of two that hold what the other wants; it is tried again and nobody sees a fault."""
    both = threading.Barrier(2)
    people = [network.id_of("r.berrocapa"), network.id_of("l.altaquilla")]

    def touch(first: int, second: int) -> Callable[[Session], None]:
        def work(session: Session) -> None:
            for place, person in enumerate((first, second)):
                session.connection().execute(update(Person).where(col(Person.id) == person).values(language="en"))
                with contextlib.suppress(threading.BrokenBarrierError):
                    if place == 0:
                        both.wait(0.5)

        return work

    async def story() -> list[object]:
        counter = Counter(network.database, network.charters)
        works = (counter.write(touch(*people)), counter.write(touch(*reversed(people))))
        done = await asyncio.gather(*works, return_exceptions=True)
        counter.close()
        return list(done)

    assert asyncio.run(story()) == [None, None]
