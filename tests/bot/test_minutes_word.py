"""The Word round trip: edited variants, by hand and saved again by LibreOffice, are read right or refused with the reason."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Page
from docx.oxml import OxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.word.marks import read_bookmark
from bot.word.package import Unfit, opened
from bot.word.pieces import marks_of, pieces_of
from bot.word.reading import Edited, edited, lines_of
from tests.bot.word_variants import FIRST, GOOD, MARK, RETYPED, UNLIKE, Variant, _remove, grid, left, outline
from tests.handlers.word_scene import after, paragraph, put
from tests.handlers.word_scene import edited as worked_on

SOFFICE = shutil.which("soffice")
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf500f00038301807a"
    "a3d2b40000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def document() -> bytes:
    return left()


def read(content: bytes, language: str = "es", name: str = "minuta.docx") -> Edited:
    stands = outline(language)
    return edited(pieces_of(opened(name, content).body), stands, stands)


def refused(content: bytes, name: str = "minuta.docx") -> tuple[str, str]:
    with pytest.raises(Unfit) as unfit:
        read(content, name=name)
    return unfit.value.why, unfit.value.named


def expected(found: Edited, variant: Variant) -> None:
    assert dict(found.words) == variant.words
    assert tuple((each.place, each.register, each.file) for each in found.differences) == variant.differences


def repacked(content: bytes, change: dict[str, bytes | None]) -> bytes:
    """The same package with these parts replaced, added or (None) left out."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in change:
                new.writestr(name, old.read(name))
        for name, part in change.items():
            if part is not None:
                new.writestr(name, part)
    return made.getvalue()


@pytest.mark.parametrize("variant", [*GOOD, *UNLIKE], ids=lambda variant: variant.name)
def test_an_edited_variant_is_read_right(document: bytes, variant: Variant) -> None:
    expected(read(worked_on(document, variant.edit)), variant)


@pytest.fixture(scope="module")
def saved_again(document: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every variant after LibreOffice opened and saved it: one run for all of them."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is not on this machine")
    folder = tmp_path_factory.mktemp("office")
    for variant in (*GOOD, *UNLIKE):
        (folder / f"{variant.name}.docx").write_bytes(worked_on(document, variant.edit))
    home, out = f"-env:UserInstallation=file://{folder}/profile", folder / "out"
    kind = 'docx:"MS Word 2007 XML"'.replace('"', "")
    command = [
        SOFFICE,
        "--headless",
        home,
        "--convert-to",
        kind,
        "--outdir",
        str(out),
        *map(str, folder.glob("*.docx")),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {path.stem: path.read_bytes() for path in Path(out).glob("*.docx")}


@pytest.mark.parametrize("variant", [*GOOD, *UNLIKE], ids=lambda variant: variant.name)
def test_the_same_saved_again_by_libreoffice_is_read_the_same(saved_again: dict[str, bytes], variant: Variant) -> None:
    content = saved_again[variant.name]
    expected(read(content), variant)
    assert opened("x.docx", content).mark == MARK


def test_an_english_document_is_read_in_english() -> None:
    content = worked_on(left("en"), lambda page: put(page, "Nothing noted.", "Convene in May."))
    found = read(content, "en")
    assert (dict(found.words), found.differences) == ({"next_steps": "Convene in May."}, ())


def test_where_the_properties_were_dropped_the_title_still_tells_the_version(document: bytes) -> None:
    found = opened("x.docx", repacked(document, {"docProps/custom.xml": None}))
    marks = [mark for mark in map(read_bookmark, marks_of(found.body)) if mark]
    assert found.mark is None
    assert [(mark.meeting, mark.version, mark.language) for mark in marks] == [("CE-2027-01", 3, "es")]


def test_a_line_that_the_register_changed_meanwhile_is_no_difference(document: bytes) -> None:
    from dataclasses import replace

    stands = outline()
    now = tuple(
        replace(each, words="otra fecha") if getattr(each, "tag", "") == "fact_when" else each for each in stands
    )
    same = edited(pieces_of(opened("x.docx", document).body), stands, now)
    assert same.differences == ()


def _change(page: Page, tag: str) -> None:
    wrapped = OxmlElement(tag)
    run = paragraph(page, FIRST).runs[0]._r
    run.addprevious(wrapped)
    wrapped.append(run)


def _comment(page: Page) -> None:
    page.add_comment(paragraph(page, FIRST).runs, "¿seguro?", "Alguien")


def _footnote(page: Page) -> None:
    paragraph(page, FIRST).runs[0]._r.append(OxmlElement("w:footnoteReference"))


def _row_without_a_cell(page: Page) -> None:
    row = grid(page, 2).rows[1]._tr
    row.remove(row.tc_lst[-1])


def _no_table(page: Page) -> None:
    element = grid(page, 2)._tbl
    element.getparent().remove(element)


def _cut_in_two(page: Page) -> None:
    table = grid(page, 0)
    second = page.add_table(1, 2)
    second.rows[0]._tr.addnext(table.rows[2]._tr)
    table._tbl.addnext(second._tbl)


def _renamed(page: Page) -> None:
    for each in [each for each in page.paragraphs if "Cifras" in each.text][:2]:
        each._p.getparent().remove(each._p)


REFUSED: tuple[tuple[str, Any, tuple[str, str]], ...] = (
    ("inserted", lambda page: _change(page, "w:ins"), ("tracked", "")),
    ("deleted", lambda page: _change(page, "w:del"), ("tracked", "")),
    ("moved", lambda page: _change(page, "w:moveTo"), ("tracked", "")),
    ("comment", _comment, ("comments", "")),
    ("merged-cells", lambda page: grid(page, 2).cell(1, 0).merge(grid(page, 2).cell(1, 1)), ("torn_table", "")),
    ("cell-missing", _row_without_a_cell, ("torn_table", "")),
    ("table-missing", _no_table, ("torn_table", "")),
    ("table-cut-in-two", _cut_in_two, ("torn_table", "")),
    ("nested-table", lambda page: grid(page, 0).cell(1, 1).add_table(1, 1), ("torn_table", "")),
    ("row-twice", lambda page: setattr(grid(page, 0).cell(2, 0), "text", "OCR"), ("torn_table", "")),
    ("new-table", lambda page: page.add_table(2, 3), ("foreign_table", "")),
    ("heading-gone", _renamed, ("lost_heading", "2. Cifras")),
    ("other-heading-gone", lambda page: _remove(page, "Otros asuntos"), ("lost_heading", "Otros asuntos")),
    ("picture", lambda page: paragraph(page, FIRST).runs[0].add_picture(io.BytesIO(PICTURE)), ("extra", "picture")),
    ("footnote", _footnote, ("extra", "footnote")),
)  # fmt: skip


@pytest.mark.parametrize(("edit", "why"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_cannot_be_kept_whole_is_refused_with_its_reason(document: bytes, edit: Any, why: tuple[str, str]) -> None:
    assert refused(worked_on(document, edit)) == why


def test_files_that_are_no_safe_word_document_are_refused_each_with_its_reason(document: bytes) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    body = zipfile.ZipFile(io.BytesIO(document)).read("word/document.xml")
    types = zipfile.ZipFile(io.BytesIO(document)).read("[Content_Types].xml")
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + body.partition(b"?>")[2]
    cases = {
        "empty": (b"", "not_word"),
        "text": (b"Minuta de CE-2027-01", "not_word"),
        "pdf": (b"%PDF-1.7", "not_word"),
        "old": (ole, "old_word"),
        "password": (ole + "EncryptedPackage".encode("utf-16-le"), "password"),
        "cut": (document[: len(document) // 2], "broken"),
        "zip": (repacked(document, {"word/document.xml": None}), "not_word"),
        "no-xml": (repacked(document, {"word/document.xml": b"<w:document"}), "broken"),
        "entities": (repacked(document, {"word/document.xml": entity}), "broken"),
        "macros": (repacked(document, {"word/vbaProject.bin": b"x"}), "macros"),
        "macro-type": (
            repacked(document, {"[Content_Types].xml": types.replace(b"vnd.openxmlformats-officedocument.wordprocessingml.document.main", b"vnd.ms-word.document.macroEnabled.main")}),
            "macros",
        ),
        "embedded": (repacked(document, {"word/embeddings/oleObject1.bin": b"x"}), "embedded"),
        "bomb": (repacked(document, {"word/media/a.bin": b"\0" * 30_000_000}), "bomb"),
        "many": (repacked(document, {f"x/{number}": b"" for number in range(1001)}), "bomb"),
        "large": (b"PK\x03\x04" + b"x" * 5_000_000, "too_large"),
        "long": (worked_on(document, lambda page: after(page, FIRST, *["línea"] * 3001)), "too_large"),
    }  # fmt: skip
    assert {name: refused(content)[0] for name, (content, _) in cases.items()} == {
        name: why for name, (_, why) in cases.items()
    }
    assert refused(document, "minuta.docm")[0] == "macros"


def test_a_package_that_lies_about_its_size_is_read_no_further_than_the_limit(document: bytes) -> None:
    packed = bytearray(repacked(document, {"word/document.xml": b"<a>" + b" " * 25_000_000 + b"</a>"}))
    with zipfile.ZipFile(io.BytesIO(bytes(packed))) as real:
        size = real.getinfo("word/document.xml").file_size
    for place in range(len(packed) - 4):
        if int.from_bytes(packed[place : place + 4], "little") == size:
            packed[place : place + 4] = (900_000).to_bytes(4, "little")
    assert refused(bytes(packed))[0] in {"bomb", "broken"}


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.text(
            st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"),
            min_size=1,
            max_size=60,
        ),
        max_size=4,
    )
)
def test_whatever_is_typed_under_an_item_comes_back_as_typed(lines: list[str]) -> None:
    found = read(
        worked_on(left(), lambda page: (_remove(page, FIRST), after(page, "1. Prioridades", *[]), _typed(page, lines)))
    )
    typed = [line for line in lines_of("\n".join(lines)) if line not in {"Sin apuntes.", "Sin apuntes de este punto."}]
    assert lines_of(found.words.get("note_11", FIRST)) == typed or typed == [FIRST]


def _typed(page: Page, lines: list[str]) -> None:
    heading = next(each for each in page.paragraphs if each.text == "1. Prioridades")
    for line in reversed(lines):
        new = heading.insert_paragraph_before(line)
        heading._p.addnext(new._p)


def test_the_document_has_the_heading_styles_numbers_and_no_trace_of_this_machine(document: bytes) -> None:
    page = Document(io.BytesIO(document))
    assert page.sections[0].header.paragraphs[0].text == "Red de prueba"
    assert paragraph(page, "Minuta · CE-2027-01").style.name == "Title"
    assert paragraph(page, "Asistencia por entidad").style.name == "Heading 1"
    assert paragraph(page, FIRST).style.name == "List Number"
    assert [row.cells[0].text for row in grid(page, 0).rows] == ["Entidad", "OCR", "OIM", "PNUD"]
    assert paragraph(page, "Cifras: cifras-2026.xlsx").text
    assert paragraph(page, "Minuta anterior: CE-2026-02").text
    assert page.core_properties.author == "Red de prueba"
    assert document == left()
    assert RETYPED not in "".join(each.text for each in page.paragraphs)
