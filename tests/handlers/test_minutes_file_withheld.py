"""A Word file that is sent in is looked at whole, also where the minutes would not read it (data protection)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as Page
from docx.oxml import OxmlElement
from sqlmodel import select

from handlers.reply import Reply
from storage.minutes import MinutesFile
from tests.handlers.record_scene import CE, SECRETARY, versions
from tests.handlers.word_scene import AT, edited, noted, put, sent, word_of
from tests.town import Town, keys_of

SECRET = "La señora pidió ayuda, DNI 45678912"


def _in_the_header(page: Page) -> None:
    page.sections[0].header.paragraphs[0].add_run(SECRET)


def _in_a_tracked_change(page: Page) -> None:
    put(page, "Se presentó", SECRET)
    run = page.paragraphs[0].add_run("x")._r
    change = OxmlElement("w:ins")
    run.addprevious(change)
    change.append(run)


def _in_a_property(page: Page) -> None:
    page.core_properties.subject = SECRET


def _among_a_table_s_cells(page: Page) -> None:
    table = page.add_table(1, 1)
    table.cell(0, 0).text = SECRET


def _split_over_runs(page: Page) -> None:
    paragraph = page.sections[0].footer.paragraphs[0]
    for piece in ("La señora pidió ayuda, D", "NI 456", "78912"):
        paragraph.add_run(piece).bold = True


def _kept(town: Town) -> list[MinutesFile]:
    with town.database.reading() as session:
        return list(session.exec(select(MinutesFile)))


def _withheld(town: Town, reply: Reply) -> None:
    assert reply.withheld
    assert "alerts.title" in keys_of(reply)
    assert _kept(town) == []


@pytest.mark.parametrize(
    "edit", [_in_the_header, _in_a_tracked_change, _in_a_property, _among_a_table_s_cells, _split_over_runs]
)
def test_wherever_it_stands_in_the_file_nothing_of_the_file_is_kept(town: Town, edit: Callable[[Page], None]) -> None:
    noted(town)
    _withheld(town, sent(town, edited(word_of(versions(town)[-1]), edit), meeting=CE))


def test_a_document_of_another_origin_and_a_plain_text_are_looked_at_as_well(town: Town) -> None:
    noted(town)
    page, saved = Document(), io.BytesIO()
    page.add_paragraph(SECRET)
    page.save(saved)
    _withheld(town, sent(town, saved.getvalue(), meeting=CE))
    _withheld(town, sent(town, SECRET.encode(), meeting=CE))
    _withheld(town, sent(town, SECRET.encode("utf-16"), meeting=CE))


def test_a_file_without_them_is_kept_as_before(town: Town) -> None:
    noted(town)
    sent(town, edited(word_of(versions(town)[-1]), lambda page: put(page, "Se presentó", "Se presentó el plan.")))
    sent(town, b"nada", meeting=CE)
    assert [row.outcome for row in _kept(town)] == ["imported", "refused"]


def test_what_an_archive_hides_is_read_no_further_than_the_limits(town: Town) -> None:
    noted(town)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 30_000_000 + b"</a>")
    assert sent(town, packed.getvalue(), meeting=CE).refused


def test_what_cannot_be_looked_at_whole_is_refused_by_name_and_nothing_of_it_is_kept(town: Town) -> None:
    noted(town)
    sent(town, b"PK\x03\x04 nada", meeting=CE)
    sent(town, b"Una palabra. " * 100_000, name="larga.txt", meeting=CE)
    sent(town, b"%PDF-1.7\n\0\x01\x02", name="pasaporte.pdf", meeting=CE)
    assert [(row.outcome, row.content) for row in _kept(town)] == [("refused", b"")] * 3


def test_the_same_file_is_taken_once_the_secretariat_has_called_it_a_false_alarm(town: Town) -> None:
    noted(town)
    content = edited(word_of(versions(town)[-1]), _in_the_header)
    _withheld(town, sent(town, content, meeting=CE))
    town.ask(SECRETARY, "alerts.allow", AT, alert="1", reason="Es el teléfono de la oficina.")
    assert not sent(town, content, meeting=CE).withheld
    assert [row.outcome for row in _kept(town)] == ["imported"]
