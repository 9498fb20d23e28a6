"""The minutes in Word on their way: by mail with the notices about them, and to whoever asks."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from bot.__main__ import main
from bot.mail.opened import File, open_letter
from bot.word.package import opened
from storage.outbox import MAIL, Notice
from tests.bot.post_scene import Office
from tests.handlers.minutes_scene import FINAL, circulated, finished
from tests.handlers.record_scene import ACNUR, CE, GUEST, SECRETARY, held, said, versions
from tests.handlers.word_scene import AT, NO_OTHER, edited, files, noted, put, word_of
from tests.town import Town, keys_of, lima


@pytest.fixture
def office(town: Town) -> Iterator[Office]:
    found = Office(town, convenes=False)
    yield found
    found.counter.close()


def letter_of(office: Office, notice: Notice) -> tuple[File, str]:
    letter = open_letter(office.letter(notice).raw)
    (file,) = letter.files
    return file, letter.text


def test_the_secretariat_asks_and_gets_the_draft_to_edit_by_mail_alone(office: Office) -> None:
    noted(office.town)
    reply = office.town.ask(SECRETARY, "minutes.word", AT, meeting=CE)
    assert "r.berrocapa" in said(reply)
    assert office.town.button(reply, "minutes.button.upload").values == {"meeting": CE}
    (notice,) = office.town.notices("minutes.word")
    assert (notice.road, office.town.emails([notice])) == (MAIL, {SECRETARY})
    file, words = letter_of(office, notice)
    assert file.name == "minuta-CE-2027-01-v2.docx"
    assert "Le adjunto la minuta en Word." in words
    assert "OIT pide" not in words
    mark = opened(file.name, file.content).mark
    assert mark is not None
    assert mark.written() == "peru CE-2027-01 2 es"
    above = Document(io.BytesIO(file.content)).sections[0]
    assert above.header.paragraphs[0].text.startswith(office.town.charter.title["es"])
    assert "Secretaría: OIM" in above.header.paragraphs[0].text
    assert "BORRADOR, versión 2" in above.footer.paragraphs[0].text


def test_asking_again_in_the_same_minute_is_one_letter_and_before_a_draft_one_is_made(town: Town) -> None:
    held(town)
    for _ in range(2):
        town.ask(SECRETARY, "minutes.word", AT)
    assert len(town.notices("minutes.word")) == 1
    assert [row.version for row in versions(town)] == [1]


def test_members_get_what_was_circulated_and_neither_drafts_nor_guests_anything(town: Town) -> None:
    noted(town)
    for who in (ACNUR, GUEST):
        assert town.ask(who, "minutes.word", AT, meeting=CE).refused
    assert town.notices("minutes.word") == []
    town.do(SECRETARY, "minutes.circulate", lima(2027, 2, 15), meeting=CE)
    reply = town.ask(ACNUR, "minutes.word", lima(2027, 2, 16), meeting=CE)
    assert "minutes_word.back" not in keys_of(reply)
    assert town.emails(town.notices("minutes.word")) == {ACNUR}


def test_circulated_and_final_minutes_carry_the_document_wherever_they_go_by_mail(office: Office) -> None:
    """The final minutes are one message with the .docx."""
    circulated(office.town)
    finished(office.town, FINAL)
    for name, version in (("minutes.circulated", 1), ("minutes.final", 2)):
        notice = office.town.notices(name, ACNUR)[0]
        file, words = letter_of(office, notice)
        assert file.name == f"minuta-CE-2027-01-v{version}.docx"
        assert "Le adjunto la minuta en Word." in words
        assert len(office.town.notices(name, ACNUR)) == 1
    foot = Document(io.BytesIO(file.content)).sections[0].footer.paragraphs[0].text
    assert "FINAL" in foot
    assert "editar" not in foot


def test_the_command_line_takes_an_edited_file(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    noted(town)
    content = edited(word_of(versions(town)[-1]), lambda page: put(page, NO_OTHER, "Saludo."))
    (tmp_path / "corregida.docx").write_bytes(content)
    (tmp_path / "otra.docx").write_bytes(b"no")
    monkeypatch.setenv("DATABASE_URL", str(town.database.engine.url))
    assert main(["minutes", "import", str(tmp_path / "corregida.docx")]) == 0
    assert "ya es la versión 3" in capsys.readouterr().out
    assert versions(town)[-1].body["other"] == "Saludo."
    assert main(["minutes", "import", str(tmp_path / "otra.docx")]) == 2
    assert "no es un documento de Word" in capsys.readouterr().err
    assert main(["minutes", "import", str(tmp_path / "otra.docx"), "--by", "nadie@red.example"]) == 2
    assert main(["minutes", "import", str(tmp_path / "falta.docx")]) == 2
    assert len(files(town)) == 1


def test_the_house_starts_without_the_word_library() -> None:
    import subprocess

    code = "import sys, bot.assembly, bot.word.door; print([n for n in sys.modules if n.split('.')[0] in ('docx', 'lxml')])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
