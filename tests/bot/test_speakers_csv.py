"""The directory as a file: imported as often as one likes, refused whole when a cell is wrong, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from bot.__main__ import main
from bot.speakers_file import COLUMNS, DirectoryError, written
from bot.speakers_import import export_speakers, import_speakers
from storage import directory
from storage.directory import CATEGORIES, DirectoryEntry
from storage.journal import JournalEntry
from tests.handlers.speaker_scene import FOCAL, MIGRATION, entries, register, three
from tests.town import Town

AT = datetime(2027, 3, 19, 15, tzinfo=UTC)
HEADER = ",".join(COLUMNS)
SCHOLAR = 'Universidad del Altiplano,academia,Marisol Quenta Huayta,,m.quenta@altiplano.example,es,,ordinary,15,"salud, niñez",2027-02-01,invitaciones,'
FOCAL_POINT = f"{MIGRATION},government,Wilma Ccoyllor,,w.ccoyllor@migraciones.example,es,Señora Directora,high,4 5,,,,Oficio 41-2027"
TWO = f"{HEADER}\n{SCHOLAR}\n{FOCAL_POINT}\n"


def imported(town: Town, content: str | bytes) -> list[str]:
    given = content if isinstance(content, bytes) else content.encode()
    with town.database.transaction() as session:
        return import_speakers(session, town.charter, given, "d.csv", AT)


def exported(town: Town) -> bytes:
    with town.database.transaction() as session:
        return export_speakers(session, town.charter, AT)[0]


def test_a_second_import_changes_nothing_and_the_export_is_the_same_file_again(town: Town) -> None:
    assert imported(town, TWO) == [
        "+ Marisol Quenta Huayta (Universidad del Altiplano)", f"+ Wilma Ccoyllor ({MIGRATION})",
        f"+ Wilma Ccoyllor ({MIGRATION}): focal point by Oficio 41-2027",
    ]  # fmt: skip
    assert imported(town, TWO) == []
    assert imported(town, exported(town)) == []
    row = entries(town)["Marisol Quenta Huayta"]
    assert (row.objectives, row.tags, row.consent_on) == ([15], ["salud", "niñez"], date(2027, 2, 1))
    assert entries(town)["Wilma Ccoyllor"].is_focal_point


def test_what_is_different_is_changed_and_named_and_nobody_is_deleted(town: Town) -> None:
    imported(town, TWO)
    other = f"{HEADER}\n{SCHOLAR.replace('ordinary,15', 'high,15 16')}\n"
    assert imported(town, other) == ["~ Marisol Quenta Huayta (Universidad del Altiplano): level, objectives"]
    assert set(entries(town)) == {"Marisol Quenta Huayta", "Wilma Ccoyllor"}


def test_an_oficio_that_stands_is_not_replaced_by_a_file(town: Town) -> None:
    register(town, **FOCAL)
    other = FOCAL_POINT.replace("Wilma Ccoyllor", "Otra Persona").replace("w.ccoyllor", "o.persona")
    (added, passed_over) = imported(town, f"{HEADER}\n{other}\n")
    assert added.startswith("+ Otra Persona") and "Oficio N.° 041-2027 stands" in passed_over
    assert entries(town)["Wilma Ccoyllor Sayre"].is_focal_point
    assert not entries(town)["Otra Persona"].is_focal_point


def test_an_empty_oficio_in_a_file_ends_no_designation(town: Town) -> None:
    imported(town, TWO)
    assert imported(town, TWO.replace("Oficio 41-2027", "")) == []
    assert entries(town)["Wilma Ccoyllor"].is_focal_point


def test_a_guest_of_the_roster_is_tied_to_their_entry(town: Town) -> None:
    imported(
        town,
        f"{HEADER}\nMinisterio de Relaciones Exteriores,Gobierno,Fátima Valderruma Oz,,F.Valderruma@mre.example,,,,,,,,\n",
    )
    row = entries(town)["Fátima Valderruma Oz"]
    assert (row.person_id, row.category, row.language) == (town.id_of("f.valderruma"), "government", "es")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_excel_saves_is_read(town: Town, encoding: str, separator: str) -> None:
    page = io.StringIO(newline="")
    csv.writer(page, delimiter=separator).writerows(csv.reader(io.StringIO(TWO.replace("2027-02-01", "01/02/2027"))))
    imported(town, page.getvalue().encode(encoding))
    assert entries(town)["Marisol Quenta Huayta"].tags == ["salud", "niñez"]
    assert entries(town)["Wilma Ccoyllor"].address == "Señora Directora"


def with_cell(column: str, value: str) -> str:
    """The scholar's row with one cell of it otherwise."""
    (cells,) = csv.reader([SCHOLAR])
    cells[COLUMNS.index(column)] = value
    page = io.StringIO(newline="")
    csv.writer(page).writerow(cells)
    return f"{HEADER}\n{page.getvalue()}"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "d.csv:1: the file is empty"),
        (b"name,email\n", "d.csv:1: the columns must be organisation,category"),
        (TWO.encode("utf-16"), "d.csv:1: this is UTF-16"),
        (TWO.encode() + b"\x81\x8d", "d.csv:4: neither UTF-8 nor windows-1252"),
        (b"x" * 5_000_001, "larger than"),
        (f"{HEADER}\nONG,academia\n".encode(), "d.csv:2: 13 columns are needed, 2 found"),
        (f'{HEADER}\n"ONG,academia\n'.encode(), "quotation marks do not match"),
        (with_cell("organisation", "").encode(), "d.csv:2: column organisation: nothing in it"),
        (with_cell("category", "king").encode(), "d.csv:2: column category: 'king' is none of government"),
        (with_cell("language", "qu").encode(), "d.csv:2: column language: 'qu'"),
        (with_cell("level", "top").encode(), "d.csv:2: column level: 'top'"),
        (with_cell("objectives", "4 24").encode(), "d.csv:2: column objectives: '24' is no objective from 1 to 23"),
        (with_cell("consent_on", "31/02/2027").encode(), "d.csv:2: column consent_on: '31/02/2027' is no day"),
        (with_cell("consent_on", "2028-01-01").encode(), "still to come"),
        (with_cell("consent_purpose", "").encode(), "column consent_purpose: a consent needs its purpose"),
        (with_cell("reference", "Oficio 1").encode(), "column reference: only an institution of the government"),
        (with_cell("name", "x" * 121).encode(), "column name: 121 characters are too many"),
        (with_cell("email", "m@x.example\r\nBcc: all@un.example").encode(), "column email: it has a line break"),
        (with_cell("email", "m@x.example, n@x.example").encode(), "column email: 'm@x.example, n@x.example' is not"),
        (with_cell("name", "Marisol\u2028Quenta").encode(), "column name: it has a line break"),
        (f"{TWO}{SCHOLAR}\n".encode(), "d.csv:4: column organisation and name: the same as in line 2"),
        (TWO.encode() + FOCAL_POINT.replace("Wilma", "Otra").replace("w.cc", "o.cc").encode(), "d.csv:4: column reference"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_whole_with_line_and_column(town: Town, content: bytes, complaint: str) -> None:
    with pytest.raises(DirectoryError) as refused:
        imported(town, content)
    assert complaint in str(refused.value)
    assert entries(town) == {}


def test_an_address_of_one_and_a_name_of_another_is_refused(town: Town) -> None:
    imported(town, TWO)
    with pytest.raises(DirectoryError, match="that of another entry"):
        imported(town, with_cell("email", "w.ccoyllor@migraciones.example"))


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "+51 999", "-1", "@SUM(A1)"])
def test_no_cell_of_the_export_is_a_formula_and_it_comes_back_as_it_was(town: Town, cell: str) -> None:
    imported(town, with_cell("function", cell))
    content = exported(town)
    (row,) = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert row["function"] == f"'{cell}"
    assert imported(town, content) == []
    assert entries(town)["Marisol Quenta Huayta"].function == cell


def test_who_asked_to_be_forgotten_is_in_no_export(town: Town) -> None:
    three(town)
    town.do("r.berrocapa", "speakers.erase", AT, words="Marisol Quenta")
    assert b"Quenta" not in exported(town)


def test_every_category_can_be_written_and_read_again(town: Town) -> None:
    with town.database.transaction() as session:
        for number, category in enumerate(CATEGORIES):
            session.add(DirectoryEntry(
                network_id=town.network_id, organisation=f"Casa {number}", category=category, language="en", recorded_at=AT,
            ))  # fmt: skip
    with town.database.reading() as session:
        assert imported(town, written(directory.entries(session, town.network_id))) == []


def test_the_journal_counts_and_names_nobody(town: Town) -> None:
    imported(town, TWO)
    exported(town)
    with town.database.reading() as session:
        rows = [row for row in session.exec(select(JournalEntry)) if row.about == "directory"]
    assert [(row.act, row.values) for row in rows] == [
        ("speakers.imported", {"changes": 3}), ("speakers.exported", {"entries": 2}),
    ]  # fmt: skip


def test_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/q.sqlite3")
    monkeypatch.setattr("bot.logs.set_up", lambda _form: None)
    given, out = tmp_path / "in.csv", tmp_path / "out.csv"
    given.write_text(TWO.replace("2027-02-01", "2026-02-01"), encoding="utf-8")
    assert main(["speakers", "import", str(given)]) == 2
    assert "python -m bot migrate" in capsys.readouterr().err
    assert main(["migrate"]) == 0
    assert main(["speakers", "import", str(given)]) == 2
    assert "import its roster first" in capsys.readouterr().err
    assert main(["people", "import", "storage/charters/peru.roster.csv"]) == 0
    assert main(["speakers", "import", str(given)]) == 0
    assert main(["speakers", "import", str(given)]) == 0
    assert "No change" in capsys.readouterr().out
    assert main(["speakers", "export", str(out)]) == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    given.write_text(f"{HEADER}\nONG,king,,,,,,,,,,,\n", encoding="utf-8")
    assert main(["speakers", "import", str(given)]) == 2
    assert "Nothing was imported." in capsys.readouterr().err
