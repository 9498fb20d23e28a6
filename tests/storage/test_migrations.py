"""An old database comes up to the present one with its seats, voices, texts and standings right, and could go back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlmodel.sql.sqltypes import UTCDateTime

from storage import decisions, membership
from storage.database import Database
from storage.decisions import AD_REFERENDUM, AGREED, CONSENSUS
from storage.schema import METADATA, MIGRATIONS, migrate

OLD = "0001"
OIM, ACNUR, UNFPA, OCR, GONE, MINISTRY = 1, 2, 3, 4, 5, 6
RECORDED_AT = datetime(2027, 2, 9, 17, 0, tzinfo=UTC)
OFFICES = (
    (OIM, "coordination", "2026-11-23", None),
    (OIM, "executive", "2026-11-23", None),
    (OIM, "focal_point", "2026-12-01", None),
    (ACNUR, "executive", "2026-11-23", "2027-01-10"),
    (ACNUR, "executive", "2027-01-11", None),
    (ACNUR, "alternate", "2026-11-23", None),
    (UNFPA, "focal_point", "2026-11-24", None),
    (OCR, "resident_coordinator", "2026-11-23", None),
    (OCR, "executive", "2026-11-23", None),
    (OCR, "rco", "2026-11-23", None),
    (GONE, "executive", "2026-11-23", "2026-12-31"),
    (GONE, "focal_point", "2026-11-23", "2027-01-31"),
    (MINISTRY, "government", "2026-11-23", None),
)


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database of before, with its offices and its register."""
    url = f"sqlite:///{tmp_path}/old.sqlite3" if request.param == "sqlite" else _new_postgresql(request, tmp_path.name)
    migrate(url, OLD)
    with _connected(url) as connection:
        _write_down(connection)
    return url


def test_members_and_seats_are_told_from_the_offices_that_were_held(old: str) -> None:
    migrate(old)
    assert _memberships(old) == {
        ("OIM", "network"): (date(2026, 11, 23), None),
        ("OIM", "committee"): (date(2026, 11, 23), None),
        ("ACNUR", "network"): (date(2026, 11, 23), None),
        ("ACNUR", "committee"): (date(2026, 11, 23), None),
        ("UNFPA", "network"): (date(2026, 11, 24), None),
        ("OCR", "committee"): (date(2026, 11, 23), None),
        ("GONE", "network"): (date(2026, 11, 23), date(2027, 1, 31)),
        ("GONE", "committee"): (date(2026, 11, 23), date(2026, 12, 31)),
    }


def test_what_was_recorded_is_consensus_and_what_waited_still_waits(old: str) -> None:
    migrate(old)
    database = Database(old)
    with database.reading() as session:
        found = {row.code: row for row in decisions.register(session, 1)}
    database.close()
    whole, waiting, agreement = (found[code] for code in ("D-2027-01", "D-2027-02", "AT-2027-01"))
    assert (whole.status, whole.settled_at) == (CONSENSUS, RECORDED_AT)
    assert (waiting.status, waiting.settled_at) == (AD_REFERENDUM, None)
    assert (agreement.status, agreement.settled_at, agreement.voices) == (AGREED, None, [])
    assert (whole.version, whole.by_silence, whole.labels, whole.supersedes) == (1, False, [], "")


def test_the_voices_are_the_seats_of_the_committee_never_who_else_was_in_the_room(old: str) -> None:
    migrate(old)
    database = Database(old)
    with database.reading() as session:
        voices = {row.code: row.voices for row in decisions.register(session, 1)}
    database.close()
    assert voices["D-2027-01"] == [OIM, ACNUR, OCR]
    assert voices["D-2027-02"] == [OIM, ACNUR, OCR]


def test_every_decision_keeps_its_text_with_its_fingerprint(old: str) -> None:
    migrate(old)
    database = Database(old)
    with database.reading() as session:
        found = decisions.by_code(session, 1, "D-2027-01")
        assert found is not None
        [text] = decisions.texts_of(session, found.id or 0)
        agreement = decisions.by_code(session, 1, "AT-2027-01")
        assert agreement is not None
        assert decisions.texts_of(session, agreement.id or 0) == []
    database.close()
    assert (text.version, text.wording, text.wording_en) == (1, "Se aprueban «las prioridades»: niñez.", "Adopted.")
    assert text.fingerprint == decisions.fingerprint(text.wording, text.wording_en)
    assert (text.put_by, text.put_at, text.closes_at) == (1, RECORDED_AT, None)


def test_nothing_is_left_between_the_database_and_the_tables_of_the_house(old: str) -> None:
    migrate(old)
    assert _differences(old) == []


def test_down_and_up_again_loses_nothing_of_before(old: str) -> None:
    migrate(old)
    before = _memberships(old), _rows(old, "office"), _standings(old)
    command.downgrade(_config(old), OLD)
    assert {row["code"]: row["status"] for row in _rows(old, "decision")} == {
        "D-2027-01": "recorded", "D-2027-02": "ad_referendum", "AT-2027-01": "agreed",
    }  # fmt: skip
    assert len(_rows(old, "office")) == len(OFFICES)
    migrate(old)
    assert (_memberships(old), _rows(old, "office"), _standings(old)) == before
    assert _differences(old) == []


def test_migrating_twice_is_migrating_once(old: str) -> None:
    migrate(old)
    before = _memberships(old), _standings(old)
    migrate(old)
    assert (_memberships(old), _standings(old)) == before


def _write_down(connection: sa.Connection) -> None:
    """A network of before: what the house wrote down when membership was not dated and a decision had one state."""
    _insert(connection, "network", charter="peru", opened_at=RECORDED_AT, slack_team="", slack_room="")
    for name in ("OIM", "ACNUR", "UNFPA", "OCR", "GONE", "MRE"):
        _insert(connection, "organisation", network_id=1, name=name)
    _insert(connection, "person", network_id=1, name="Lucía", email="l@oim.example", language="es")
    for body, office, since, until in OFFICES:
        ends = date.fromisoformat(until) if until else None
        given = {"organisation_id": body, "office": office, "since": date.fromisoformat(since), "until": ends}
        _insert(connection, "office", network_id=1, person_id=1, **given)
    both = [OIM, ACNUR, OCR, UNFPA]
    _decision(connection, "D-2027-01", "recorded", both, [])
    _decision(connection, "D-2027-02", "ad_referendum", [OIM, UNFPA, OCR], [ACNUR])
    _decision(connection, "AT-2027-01", "agreed", [OIM, UNFPA], [])


def _decision(connection: sa.Connection, code: str, status: str, present: list[int], absent: list[int]) -> None:
    _insert(
        connection, "decision", network_id=1, series=code.split("-", maxsplit=1)[0], code=code, title="Prioridades",
        wording="Se aprueban «las prioridades»: niñez.", wording_en="Adopted.", clause="5.2.1", basis="meeting", status=status,
        present=present, absent=absent, taken_on=date(2027, 2, 9), recorded_by=1, recorded_at=RECORDED_AT,
    )  # fmt: skip


def _insert(connection: sa.Connection, table: str, **values: Any) -> None:
    columns = [sa.column(name, *_kind(value)) for name, value in values.items()]
    connection.execute(sa.insert(sa.table(table, *columns)).values(**values))


def _kind(value: Any) -> tuple[Any, ...]:
    if isinstance(value, datetime):
        return (UTCDateTime(),)
    return (sa.Date(),) if isinstance(value, date) else (sa.JSON(),) if isinstance(value, list) else ()


def _memberships(url: str) -> dict[tuple[str, str], tuple[date, date | None]]:
    database = Database(url)
    with database.reading() as session:
        names = {row["id"]: row["name"] for row in _rows(url, "organisation")}
        rows = membership.history(session, 1)
    database.close()
    assert len({(row.organisation_id, row.body) for row in rows}) == len(rows)
    return {(names[row.organisation_id], row.body): (row.since, row.until) for row in rows}


def _standings(url: str) -> list[tuple[Any, ...]]:
    names = ("code", "status", "settled_at", "voices", "wording", "version")
    return [tuple(str(row[name]) for name in names) for row in _rows(url, "decision")]


def _rows(url: str, table: str) -> list[dict[str, Any]]:
    with _connected(url) as connection:
        found = connection.execute(sa.text(f"SELECT * FROM {table} ORDER BY id")).mappings()
        return [dict(row) for row in found]


def _differences(url: str) -> list[Any]:
    with _connected(url) as connection:
        found: list[Any] = compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": True}), METADATA
        )
        return found


@contextmanager
def _connected(url: str) -> Iterator[sa.Connection]:
    """A connection whose work is kept, on an engine that lets go of it afterwards."""
    database = Database(url)
    with database.engine.begin() as connection:
        yield connection
    database.close()


def _new_postgresql(request: pytest.FixtureRequest, name: str) -> str:
    address: str = request.getfixturevalue("postgresql_server")
    server = sa.create_engine(
        f"{address}/postgres".replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
    )
    with server.connect() as connection:
        connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
    server.dispose()
    return f"{address}/{name}"


def _config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    return config
