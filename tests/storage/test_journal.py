"""The journal is a chain: no act can be changed, removed or slipped in unseen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text as sql

from storage import journal
from storage.database import Database
from tests.town import Town, lima


def _written(network: Town, acts: int) -> None:
    for number in range(acts):
        with network.database.transaction() as session:
            journal.write(
                session,
                network_id=network.network_id,
                at=lima(2027, 1, 12),
                act="act",
                about=str(number),
                values={"día": "año «nuevo»"},
            )


def _broken(database: Database, network_id: int) -> int | None:
    with database.reading() as session:
        return journal.first_broken_link(session, network_id)


def test_an_untouched_chain_is_whole(network: Town) -> None:
    _written(network, 5)

    assert _broken(network.database, network.network_id) is None


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE journal SET act = 'another' WHERE number = 3",
        "UPDATE journal SET clause = '7' WHERE number = 3",
        "DELETE FROM journal WHERE number = 3",
    ],
)
def test_whoever_changes_or_removes_an_act_is_found_at_that_act(network: Town, tampering: str) -> None:
    _written(network, 5)
    with network.database.transaction() as session:
        session.execute(sql(tampering))

    assert _broken(network.database, network.network_id) == 3


def test_cutting_off_the_end_is_found_too(network: Town) -> None:
    _written(network, 5)
    with network.database.transaction() as session:
        last = session.execute(sql("SELECT max(number) FROM journal")).scalar_one()
        session.execute(sql(f"DELETE FROM journal WHERE number = {last}"))

    assert _broken(network.database, network.network_id) == last


def test_clerks_who_write_at_the_same_time_make_one_chain(network: Town) -> None:
    with ThreadPoolExecutor(8) as clerks:
        list(clerks.map(lambda _: _written(network, 5), range(8)))

    with network.database.reading() as session:
        numbers = [entry.number for entry in session.exec(journal.select(journal.JournalEntry))]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 40
    assert _broken(network.database, network.network_id) is None
