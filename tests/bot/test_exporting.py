"""The archive: every noun as JSON and CSV, the calendar and the Word files; readable without Quipu, by its owner alone."""

from __future__ import annotations

import csv
import json
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from icalendar import Calendar
from sqlmodel import select

from bot.exporting import NothingToExport, export, export_person
from storage import archive
from storage.journal import JournalEntry, first_broken_link
from storage.minutes import MinutesFile
from storage.networks import Network
from storage.people import Organisation
from tests import export_page
from tests.clauses.test_2_personal_data import PASTED, SECRETS, say
from tests.handlers.record_scene import SECRETARY, TEC, technical
from tests.town import Town, lima

NOW = datetime(2027, 5, 3, 15, 0, tzinfo=UTC)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the archive goes: beside the database."""
    return tmp_path / "out"


def exported(town: Town, folder: Path) -> dict[str, int]:
    with town.database.transaction() as session:
        return export(session, town.charter, folder, NOW)


def busy(town: Town) -> None:
    technical(town)
    given = {"organisation": "ACNUR", "wording": "=SUMA(1;2) del mapa", "date": "2027-05-14", "meeting": TEC}
    town.do(SECRETARY, "actions.assign", lima(2027, 4, 6, 15), **given)
    with town.database.transaction() as session:
        session.add(
            MinutesFile(network_id=town.network_id, meeting_id=1, name="../acta final.docx", content=b"PK", sent_at=NOW, outcome="imported")
        )  # fmt: skip


def test_every_noun_is_there_twice_and_says_the_same(town: Town, out: Path) -> None:
    busy(town)
    counts = exported(town, out)
    for table in archive.tables():
        rows = json.loads((out / "json" / f"{table.name}.json").read_text(encoding="utf-8"))
        with (out / "csv" / f"{table.name}.csv").open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file))
        assert len(rows) == len(lines) == counts[table.name]
        assert [str(row.get("id", "")) for row in rows] == [line.get("id", "") for line in lines]
    assert {"meeting", "action", "person", "office", "journal", "outbox"} <= {name for name, n in counts.items() if n}
    assert json.loads((out / "contents.json").read_text(encoding="utf-8"))["rows"] == counts


def test_a_spreadsheet_calculates_nothing_and_reads_accents(town: Town, out: Path) -> None:
    busy(town)
    exported(town, out)
    written = (out / "csv" / "action.csv").read_text(encoding="utf-8-sig")
    assert "'=SUMA(1;2) del mapa" in written
    assert "Söderquist" in (out / "csv" / "person.csv").read_text(encoding="utf-8-sig")


def test_the_calendar_and_the_word_files_are_in_it(town: Town, out: Path) -> None:
    busy(town)
    exported(town, out)
    calendar = Calendar.from_ical((out / "meetings.ics").read_bytes())
    assert any(TEC in str(event.get("description", "")) for event in calendar.walk("VEVENT"))
    (file,) = (out / "files").iterdir()
    assert (file.name, file.read_bytes()) == ("minutesfile-1-acta-final.docx", b"PK")


def test_only_its_owner_reads_it(town: Town, out: Path) -> None:
    exported(town, out)
    files = [path for path in out.rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_it_holds_no_secret_and_nothing_that_was_withheld(town: Town, out: Path) -> None:
    town.ask(SECRETARY, "meetings.feed", lima(2027, 4, 6, 15))
    say(town, PASTED)
    exported(town, out)
    everything = "".join(path.read_text(encoding="utf-8") for path in out.rglob("*.*") if path.is_file())
    assert "token_hash" not in everything
    assert "fingerprints" not in everything
    assert [secret for secret in SECRETS if secret in everything] == []


def test_another_network_s_rows_stay_at_home(town: Town, out: Path) -> None:
    with town.database.transaction() as session:
        other = Network(charter="example", opened_at=NOW)
        session.add(other)
        session.flush()
        assert other.id is not None
        session.add(Organisation(network_id=other.id, name="Vecinos"))
    exported(town, out)
    assert "Vecinos" not in (out / "json" / "organisation.json").read_text(encoding="utf-8")
    assert len(json.loads((out / "json" / "network.json").read_text(encoding="utf-8"))) == 1


def test_it_is_journalled_and_the_chain_stays_whole(town: Town, out: Path) -> None:
    exported(town, out)
    with town.database.reading() as session:
        (act,) = session.exec(select(JournalEntry).where(JournalEntry.act == "archive.exported"))
        assert first_broken_link(session, town.network_id) is None
    assert set(act.values) == {"rows"}


def test_one_person_s_file_has_their_rows_alone(town: Town, out: Path) -> None:
    busy(town)
    with town.database.transaction() as session:
        export_person(session, town.charter, out, "n.quintamayo@acnur.example", NOW)
    (file,) = out.iterdir()
    held = json.loads(file.read_text(encoding="utf-8"))
    assert [row["email"] for row in held["person"]] == ["n.quintamayo@acnur.example"]
    assert held["outbox"]
    assert {row["person_id"] for name, rows in held.items() if name != "person" for row in rows} == {
        town.id_of("n.quintamayo")
    }


def test_an_address_nobody_has_is_said(town: Town, out: Path) -> None:
    with town.database.transaction() as session, pytest.raises(NothingToExport, match="nobody on the roster"):
        export_person(session, town.charter, out, "x@y.example", NOW)


def test_every_noun_belongs_to_a_network_so_that_none_is_left_out() -> None:
    for table in archive.tables():
        owners = [key.parent.name for key in table.foreign_keys if "network_id" in key.column.table.c]
        assert table.name == "network" or "network_id" in table.c or archive.OWNERS & set(owners), table.name


def test_the_page_about_it_is_what_would_be_written_now() -> None:
    written = export_page.PAGE.read_text(encoding="utf-8")
    assert written == export_page.page(), "docs/export.md is out of date: run python -m tests.export_page"
