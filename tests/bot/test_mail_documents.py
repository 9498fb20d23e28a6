"""The comments to the minutes as a Word document: by mail, to the secretariat, every cell as it was typed."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from bot.mail.opened import File, open_letter
from bot.mail.word_table import Sheet, word_table
from bot.word.packing import holdable
from handlers.reply import Table
from scheduler.sending import Sent
from storage.outbox import MAIL, Notice
from storage.people import Office as Seat
from storage.people import Person
from storage.text import to_paper
from tests.bot.post_scene import ES, Inbox, Office, mail_server
from tests.handlers.minutes_scene import CORRECTION, UNTIL, circulated, commented
from tests.handlers.record_scene import CE, COORDINATOR, SECRETARY, UNFPA
from tests.town import Town, lima

TABLE = "minutes.comments_table"
HARM = "=cmd|' /C calc'!A0"
MIRRORED = "שלום \u202e<w:p>&amp;\u202c مرحبا"
BRIGHT = "Ñandú, pingüino, ¿sí? 👩🏽‍⚕️🇵🇪"
LONG = ("Línea de un comentario extenso.\n\tSangría  y  espacios " * 60)[:3000].strip()
WHEN = datetime(2027, 2, 22, 22, 0, tzinfo=UTC)


@pytest.fixture
def office(town: Town) -> Iterator[Office]:
    found = Office(town, convenes=False)
    yield found
    found.counter.close()


def closed(town: Town, *wordings: str) -> None:
    circulated(town)
    for minute, wording in enumerate(wordings):
        commented(town, wording=wording, at=lima(2027, 2, 18, 10, minute))
    town.clock(UNTIL)


def letter_of(office: Office, notice: Notice) -> File:
    (file,) = open_letter(office.letter(notice).raw).files
    return file


def cells(content: bytes) -> list[list[str]]:
    (table,) = Document(io.BytesIO(content)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def speaks(town: Town, who: str, language: str) -> None:
    with town.database.transaction() as session:
        person = session.get_one(Person, town.id_of(who))
        person.language = language
        session.add(person)


def test_the_table_reaches_the_secretariat_over_a_mail_server_with_every_cell_as_typed(office: Office) -> None:
    """E04: comments collected in one table (agency, paragraph, proposed text) and given as .docx."""
    typed = (CORRECTION, HARM, MIRRORED, BRIGHT, LONG)
    closed(office.town, *typed)
    (notice,) = office.town.notices(TABLE)
    assert (notice.road, notice.due_at) == (MAIL, UNTIL)
    assert office.town.emails([notice]) == {SECRETARY}
    inbox = Inbox()
    with mail_server(inbox):
        assert isinstance(office.send(office.smtp(inbox.url), notice), Sent)
    opened = open_letter(inbox.received[0])
    (file,) = opened.files
    assert file.name == "comentarios-CE-2027-01.docx"
    assert file.kind.endswith("wordprocessingml.document")
    header, *rows = cells(file.content)
    assert header == ["Entidad", "Sección", "Texto propuesto", "Llegó"]
    assert [row[:3] for row in rows] == [["ACNUR", "Decisiones y acuerdos", wording] for wording in typed]
    assert "Le adjunto una tabla en Word con los 5 comentarios" in opened.text
    assert "miércoles 24 de febrero de 2027, 17:00 (hora de Lima)" in opened.text
    assert "§5.1.8" in opened.text
    assert CORRECTION not in opened.text, "what travels in the file is not in the letter again"


def test_around_the_table_stand_the_network_the_meeting_its_date_in_full_and_the_clause(office: Office) -> None:
    closed(office.town, CORRECTION)
    file = letter_of(office, *office.town.notices(TABLE))
    page = Document(io.BytesIO(file.content))
    above = [paragraph.text for paragraph in page.paragraphs]
    assert above[:2] == [office.town.charter.title["es"], "Comentarios a la minuta de CE-2027-01"]
    assert "Prioridades 2027 (CE-2027-01)" in above[2]
    assert above[3] == "martes 9 de febrero de 2027, 10:00 (hora de Lima)"
    assert above[4] == "Preparado el lunes 22 de febrero de 2027, 17:00 (hora de Lima)."
    assert page.sections[0].footer.paragraphs[0].text.startswith("Términos de Referencia, §5.1.8: «")
    assert page.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_a_reader_of_english_gets_the_file_in_english(office: Office) -> None:
    speaks(office.town, SECRETARY, "en")
    closed(office.town, CORRECTION)
    file = letter_of(office, *office.town.notices(TABLE))
    assert file.name == "comments-CE-2027-01.docx"
    assert cells(file.content)[0] == ["Organisation", "Section", "Proposed wording", "Came"]
    assert cells(file.content)[1][2] == CORRECTION


def test_a_comment_on_the_whole_minutes_says_so(office: Office) -> None:
    circulated(office.town)
    office.town.do(UNFPA, "minutes.comment", lima(2027, 2, 18), meeting=CE, wording="Conforme.")
    office.town.clock(UNTIL)
    (notice,) = office.town.notices(TABLE)
    assert cells(letter_of(office, notice).content)[1][:3] == ["UNFPA", "Toda la minuta", "Conforme."]
    speaks(office.town, SECRETARY, "en")
    assert cells(letter_of(office, notice).content)[1][1] == "The whole minutes"


def test_without_comments_no_letter_leaves(network: Town) -> None:
    closed(network)
    assert len(network.notices("minutes.comments_closed")) == 2
    assert network.notices(TABLE) == []


def test_where_the_secretariat_has_nobody_the_coordination_gets_the_table(network: Town) -> None:
    circulated(network)
    commented(network)
    with network.database.transaction() as session:
        for seat in session.exec(select(Seat).where(Seat.office == "secretariat")):
            seat.until = lima(2027, 2, 19).date()
            session.add(seat)
    network.clock(UNTIL)
    assert network.emails(network.notices(TABLE)) == {COORDINATOR}


def test_the_letter_leaves_once_however_often_the_clock_looks(network: Town) -> None:
    closed(network, CORRECTION)
    for _ in range(2):
        network.clock(UNTIL)
    assert len(network.notices(TABLE)) == 1


def test_the_same_notice_gives_the_same_file_to_the_byte(office: Office) -> None:
    closed(office.town, CORRECTION)
    (notice,) = office.town.notices(TABLE)
    first, again = letter_of(office, notice), letter_of(office, notice)
    assert first == again
    packed = zipfile.ZipFile(io.BytesIO(first.content))
    assert {each.date_time[0] for each in packed.infolist()} == {1980}
    known = Document(io.BytesIO(first.content)).core_properties
    assert known.created == known.modified == UNTIL
    assert (known.author, known.comments) == (office.town.charter.title["es"], "")


def sheet(title: str = "Comentarios", lines: tuple[str, ...] = (), foot: tuple[str, ...] = ()) -> Sheet:
    return Sheet("Red de prueba", title, lines, foot, "es", WHEN)


def test_what_a_document_cannot_hold_is_shown_and_not_dropped() -> None:
    table = Table("c", ("A",), (("uno\x00dos\x1b\x0b\ud83d\uffff",), ("a\r\nb\rc\td",)))
    assert cells(word_table(sheet(), table, ES.say)) == [["A"], ["uno␀dos␛␋\ufffd\ufffd"], ["a\nb\nc\td"]]


def test_what_begins_right_to_left_is_set_right_to_left() -> None:
    made = word_table(sheet(), Table("c", ("A",), (("(1) مرحبا",), ("Hola مرحبا",), ("",))), ES.say)
    (table,) = Document(io.BytesIO(made)).tables
    ways = [row.cells[0].paragraphs[0]._p.find(".//" + qn("w:bidi")) is not None for row in table.rows]
    assert ways == [False, True, False, False]


@settings(max_examples=30, deadline=None)
@given(typed=st.text(max_size=300))
def test_whatever_is_typed_the_document_opens_and_says_it(typed: str) -> None:
    made = word_table(sheet(typed, (typed,), (typed,)), Table(typed, (typed, "b"), ((typed, "c"),)), ES.say)
    assert cells(made) == [[holdable(typed), "b"], [holdable(typed), "c"]]


def test_a_notice_about_no_meeting_can_have_its_table_attached_too(office: Office) -> None:
    notice = office.notice(
        TABLE, SECRETARY, meeting="", title="x", count=1, due=WHEN, why="",
        table={"caption": "c", "header": ["A"], "rows": [["b"]]}, document={"file": '../a b\r\n/ñ"', "foot": []},
    )  # fmt: skip
    notice.values = to_paper(notice.values)
    raw = office.letter(notice).raw
    (file,) = open_letter(raw).files
    assert (file.name, cells(file.content)) == ("a-b-ñ.docx", [["A"], ["b"]])
    assert [part.get_content_type() for part in message_from_bytes(raw, policy=SMTP).iter_parts()] == [  # type: ignore[attr-defined]
        "multipart/alternative", file.kind,
    ]  # fmt: skip


ALONE = """
import sys
def refuse(event, details):
    if event in {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "socket.connect"}:
        raise RuntimeError(event)
sys.addaudithook(refuse)
from datetime import UTC, datetime
from bot.mail.word_table import Sheet, word_table
from handlers.reply import Table
when = datetime(2027, 2, 22, 22, 0, tzinfo=UTC)
made = word_table(Sheet("Red", "T", ("l",), ("p",), "es", when), Table("c", ("A",), (("ñ",),)), str)
sys.stdout.buffer.write(made)
"""


def test_no_office_program_is_needed() -> None:
    """A process with nothing on its path, which may start no other and call nobody, makes the document."""
    alone = {"PATH": "", "PYTHONPATH": str(Path(__file__).parents[2])}
    ran = subprocess.run([sys.executable, "-c", ALONE], env=alone, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    assert cells(ran.stdout) == [["A"], ["ñ"]]
