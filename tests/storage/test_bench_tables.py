"""The clock's bench writes its rows by hand: it must know the tables as they are."""

from __future__ import annotations

from sqlmodel import Session, func, select

from storage.database import Database
from storage.networks import Network
from storage.outbox import Notice
from tests.bench_clock import fill


def test_the_bench_of_the_clock_can_fill_a_fresh_database(database: Database) -> None:
    fill(database, networks=3, rows=200)
    with Session(database.engine) as session:
        assert session.exec(select(func.count()).select_from(Network)).one() == 3
        assert session.exec(select(func.count()).where(Notice.status == "waiting")).one() == 2
