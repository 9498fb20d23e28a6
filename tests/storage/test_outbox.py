"""The outbox on both databases: claimed once, leased, settled; each reader's notices in their order."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from storage import gathered, outbox
from storage.database import Database
from storage.networks import Network
from storage.outbox import SENDING, SENT, WAITING, Claim, Notice, Settlement
from storage.people import Person
from storage.text import from_paper, text

NOW = datetime(2027, 4, 14, 14, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)
SECOND = timedelta(seconds=1)
READERS = 6


@pytest.fixture
def network_id(database: Database) -> int:
    """A network with six readers, of ids 1 to 6."""
    with database.transaction() as session:
        network = Network(charter="peru", opened_at=NOW)
        session.add(network)
        session.flush()
        assert network.id is not None
        session.add_all(
            Person(id=number, network_id=network.id, name=f"P{number}", email=f"p{number}@x.example", language="es")
            for number in range(1, READERS + 1)
        )
        return network.id


def post(database: Database, *keys: str, reader: int | None = 1, due: datetime = NOW, **more: Any) -> None:
    for key in keys:
        given = {"notice": "meeting.convened", "due_at": due, "written_at": NOW, **more}
        with database.transaction() as session:
            assert outbox.post(session, Notice(network_id=1, key=key, person_id=reader, **given))


def claim(database: Database, at: datetime = NOW, *, wall: datetime | None = None, most: int = 50) -> list[Claim]:
    with database.transaction() as session:
        return outbox.claim(session, at, wall or at, LEASE, most)


def settle(database: Database, *settlements: Settlement) -> None:
    with database.transaction() as session:
        outbox.settle(session, settlements)


def row(database: Database, key: str) -> Notice:
    with database.reading() as session:
        return session.exec(select(Notice).where(Notice.key == key)).one()


def keys(claims: list[Claim]) -> list[str]:
    return [each.notice.key for each in claims]


def test_a_notice_of_the_same_key_is_posted_once(database: Database, network_id: int) -> None:
    post(database, "a")
    with database.transaction() as session:
        assert not outbox.post(session, Notice(network_id=network_id, key="a", notice="x", due_at=NOW, written_at=NOW))


def test_what_fills_the_words_comes_back_as_it_was(database: Database, network_id: int) -> None:
    values = {
        "why": text("reminder.why.tor", clause="7"),
        "due": NOW,
        "day": date(2027, 4, 14),
        "said": "«¡<!channel>!»",
    }
    post(database, "a", values=values)
    assert from_paper(row(database, "a").values) == values


def test_a_notice_is_claimed_at_its_second_and_once(database: Database, network_id: int) -> None:
    post(database, "a")
    assert claim(database, NOW - SECOND) == []
    (found,) = claim(database)
    assert (found.notice.status, found.notice.attempts, found.notice.lease_until) == (SENDING, 1, NOW + LEASE)
    assert (found.ask_first, found.notice.first_try_at) == (False, NOW)
    assert claim(database, NOW + SECOND) == []


def test_a_lease_that_lapsed_is_taken_up_again_and_asked_about_first(database: Database, network_id: int) -> None:
    post(database, "a")
    claim(database)
    assert claim(database, NOW + LEASE - SECOND) == []
    (again,) = claim(database, NOW + LEASE)
    assert (again.ask_first, again.notice.attempts, again.notice.first_try_at) == (True, 2, NOW)


def test_each_readers_notices_keep_their_order(database: Database, network_id: int) -> None:
    """While one is on its way or resting, the reader's later ones wait; other readers and roads do not."""
    post(database, "first", "second")
    post(database, "mail", road="mail")
    post(database, "other", reader=2)
    assert keys(claim(database, most=1)) == ["first"]
    assert keys(claim(database)) == ["mail", "other"]
    (first,) = [Settlement(row(database, "first"), WAITING, "429", NOW + timedelta(seconds=30))]
    settle(database, first)
    assert claim(database, NOW + SECOND) == []
    assert keys(claim(database, NOW + timedelta(seconds=30))) == ["first", "second"]


def test_one_readers_notices_may_be_taken_up_together_in_order(database: Database, network_id: int) -> None:
    post(database, "late", due=NOW)
    post(database, "early", due=NOW - SECOND)
    assert keys(claim(database)) == ["early", "late"]


def test_the_room_is_a_reader_like_another(database: Database, network_id: int) -> None:
    post(database, "r1", "r2", reader=None)
    post(database, "a")
    assert keys(claim(database, most=1)) == ["r1"]
    assert keys(claim(database)) == ["a"]


def test_what_was_sent_is_settled_once_and_for_all(database: Database, network_id: int) -> None:
    post(database, "a")
    (found,) = claim(database)
    settle(
        database,
        Settlement(found.notice, SENT, sent_at=NOW + SECOND, platform="slack", external_id="C1/17.1", words="Hola"),
    )
    settle(database, Settlement(found.notice, WAITING, "too late"))
    kept = row(database, "a")
    assert (kept.status, kept.external_id, kept.words, kept.sent_at) == (SENT, "C1/17.1", "Hola", NOW + SECOND)
    assert claim(database, NOW + LEASE * 2) == []


def test_that_it_arrived_is_true_even_when_the_lease_was_lost(database: Database, network_id: int) -> None:
    """Only the fact of the sending outlives a lost lease; a wish to rest or to drop belongs to whoever holds it now."""
    post(database, "a", "b", reader=1)
    post(database, "c", reader=2)
    slow = {each.notice.key: each.notice for each in claim(database)}
    claim(database, NOW + LEASE)
    settle(database, Settlement(slow["a"], SENT, sent_at=NOW), Settlement(slow["c"], "dropped", "done"))
    assert (row(database, "a").status, row(database, "c").status, row(database, "c").attempts) == (SENT, SENDING, 2)


def test_an_attempt_that_was_never_begun_is_given_back(database: Database, network_id: int) -> None:
    post(database, "a")
    (found,) = claim(database)
    settle(database, Settlement(found.notice, WAITING, untried=True))
    assert (row(database, "a").attempts, row(database, "a").status) == (0, WAITING)
    assert keys(claim(database, NOW + SECOND)) == ["a"]


def test_leases_and_pauses_go_by_the_ordinary_clock(database: Database, network_id: int) -> None:
    """A rehearsal's hand that jumps nine days ahead breaks no lease; one that stands still freezes no pause."""
    post(database, "a", reader=1)
    post(database, "b", reader=2)
    claimed = {each.notice.key: each.notice for each in claim(database, NOW, wall=NOW)}
    settle(database, Settlement(claimed["b"], WAITING, "503", NOW + timedelta(seconds=5)))
    assert claim(database, NOW + timedelta(days=9), wall=NOW + SECOND) == []
    assert keys(claim(database, NOW, wall=NOW + timedelta(seconds=5))) == ["b"]


def test_the_clock_learns_when_to_look_next(database: Database, network_id: int) -> None:
    post(database, "a", due=NOW + timedelta(hours=3))
    post(database, "b", reader=2)
    with database.reading() as session:
        assert outbox.anything_to_claim(session, NOW, NOW)
        assert not outbox.anything_to_claim(session, NOW - SECOND, NOW)
    claim(database)
    with database.reading() as session:
        assert not outbox.anything_to_claim(session, NOW, NOW)
        assert outbox.next_due(session, NOW, NOW) == (NOW + timedelta(hours=3), NOW + LEASE)


def test_several_clocks_never_claim_the_same_notice(database: Database, network_id: int) -> None:
    """Four clocks at once over sixty notices of six readers: each is claimed once, each reader's in order."""
    for number in range(60):
        post(database, f"{number:02}", reader=number % READERS + 1)
    found: list[str] = []
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        while len(found) < 60:
            claims = claim(database, most=4)
            found.extend(keys(claims))
            settle(database, *(Settlement(each.notice, SENT, sent_at=NOW) for each in claims))

    clocks = [threading.Thread(target=work) for _ in range(4)]
    for clock in clocks:
        clock.start()
    for clock in clocks:
        clock.join()
    assert sorted(found) == [f"{number:02}" for number in range(60)]
    for reader in range(READERS):
        mine = [key for key in found if int(key) % READERS == reader]
        assert mine == sorted(mine)


def test_a_week_s_messages_are_counted_by_name_and_by_gathering(database: Database, network_id: int) -> None:
    with database.transaction() as session:
        for key, notice, bundle in (("a", "digest", "a"), ("b", "digest", ""), ("c", "meeting.moved", "")):
            outbox.post(
                session,
                Notice(
                    network_id=network_id, key=key, person_id=2, notice=notice, due_at=NOW, written_at=NOW, bundle=bundle
                ),
            )  # fmt: skip
    with database.reading() as session:
        found = gathered.sent_between(session, network_id, NOW, NOW + timedelta(days=1))
    assert sorted((each.notice, each.times, each.gathered) for each in found) == [
        ("digest", 2, 1),
        ("meeting.moved", 1, 0),
    ]
