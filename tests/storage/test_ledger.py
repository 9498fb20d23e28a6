"""The ledger on both databases: a stage is dealt with once, whoever comes first."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from storage import heartbeat, ledger
from storage.database import Database
from storage.ledger import Entry
from storage.networks import Network

NOW = datetime(2027, 4, 14, 14, 0, tzinfo=UTC)


@pytest.fixture
def network_id(database: Database) -> int:
    with database.transaction() as session:
        network = Network(charter="peru", opened_at=NOW)
        session.add(network)
        session.flush()
        assert network.id is not None
        return network.id


def entry(
    network_id: int, key: str = "minutes.circulation/TEC-2027-01/-/late/2027-04-13/7", due: datetime = NOW
) -> Entry:
    return Entry(key=f"{network_id}/{key}", network_id=network_id, due_at=due, entered_at=NOW, outcome="written")


def test_a_stage_is_entered_once(database: Database, network_id: int) -> None:
    with database.transaction() as session:
        assert ledger.enter(session, entry(network_id))
        assert not ledger.enter(session, entry(network_id))
    with database.transaction() as session:
        assert not ledger.enter(session, entry(network_id))


def test_two_clocks_at_once_enter_a_stage_once(database: Database, network_id: int) -> None:
    """Whoever comes second waits for the first and learns that it was dealt with."""
    won: list[bool] = []
    start = threading.Barrier(4)

    def enter() -> None:
        start.wait()
        with database.transaction() as session:
            won.append(ledger.enter(session, entry(network_id)))

    clocks = [threading.Thread(target=enter) for _ in range(4)]
    for clock in clocks:
        clock.start()
    for clock in clocks:
        clock.join()
    assert sorted(won) == [False, False, False, True]


def test_an_entry_undone_with_its_transaction_can_be_made_again(database: Database, network_id: int) -> None:
    """The notice and its entry are written together or not at all."""

    def fail() -> None:
        with database.transaction() as session:
            ledger.enter(session, entry(network_id))
            raise RuntimeError("the notice could not be written")

    with pytest.raises(RuntimeError):
        fail()
    with database.transaction() as session:
        assert ledger.enter(session, entry(network_id))


def test_the_ledger_tells_what_was_dealt_with_since_and_about_what(database: Database, network_id: int) -> None:
    old, other = "minutes.circulation/TEC-2027-01/-/before1/2027-04-12/7", "minutes.circulation/TEC-2027-010/-/late/x/7"
    with database.transaction() as session:
        ledger.enter(session, entry(network_id, old, NOW - timedelta(days=2)))
        ledger.enter(session, entry(network_id))
        ledger.enter(session, entry(network_id, other))
    with database.reading() as session:
        assert ledger.entered(session, network_id, NOW) == {entry(network_id).key, entry(network_id, other).key}
        assert [
            row.key.split("/")[4] for row in ledger.about(session, network_id, "minutes.circulation", "TEC-2027-01")
        ] == ["before1", "late"]
        assert ledger.entered(session, network_id + 1, NOW - timedelta(days=9)) == set()


def test_the_clock_is_seen_alive(database: Database) -> None:
    for moment in (NOW, NOW + timedelta(minutes=1)):
        with database.transaction() as session:
            heartbeat.beat(session, heartbeat.CLOCK, moment)
    with database.reading() as session:
        assert heartbeat.last(session, heartbeat.CLOCK) == NOW + timedelta(minutes=1)
        assert heartbeat.last(session, "web") is None
