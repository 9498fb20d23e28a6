"""The journal is a chain: no act can be changed, removed or slipped in unseen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text as sql
from sqlmodel import Session

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


def test_what_is_taken_back_within_a_transaction_leaves_no_gap_and_what_is_kept_is_followed(network: Town) -> None:
    number, at = network.network_id, lima(2027, 1, 12)
    with network.database.transaction() as session:
        journal.write(session, network_id=number, at=at, act="first")
        taken_back = session.begin_nested()
        journal.write(session, network_id=number, at=at, act="taken back")
        taken_back.rollback()
        with session.begin_nested():
            journal.write(session, network_id=number, at=at, act="kept")
        journal.write(session, network_id=number, at=at, act="last")

    _written(network, 1)

    with network.database.reading() as session:
        acts = [entry.act for entry in journal.since(session, number, 0)]
    assert acts[-4:] == ["first", "kept", "last", "act"]
    assert _broken(network.database, number) is None


def test_one_session_that_writes_again_after_its_commit_follows_what_others_wrote_meanwhile(network: Town) -> None:
    number, at = network.network_id, lima(2027, 1, 12)
    with Session(network.database.engine) as session:
        journal.write(session, network_id=number, at=at, act="mine")
        session.commit()
        _written(network, 1)
        journal.write(session, network_id=number, at=at, act="mine again")
        session.commit()

    assert _broken(network.database, number) is None
