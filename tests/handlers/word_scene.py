"""The minutes of 9 February 2027 as a Word document, edited by hand and sent back."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

from docx import Document
from docx.document import Document as Page
from docx.text.paragraph import Paragraph
from sqlmodel import col, select

from bot.language.catalogue import Words
from bot.word.door import open_file, request_of
from bot.word.drawing import Head, word_minutes
from bot.word.marks import Mark
from bot.word.outline import outline_of
from handlers.commands import answer
from handlers.reply import Reply
from handlers.request import Request
from storage.minutes import Minutes, MinutesFile
from tests.handlers.minutes_scene import drafted
from tests.handlers.record_scene import CE, SECRETARY, versions
from tests.town import LIMA, Town, lima

AT = lima(2027, 2, 10, 11)
NOTE = "Se presentó la propuesta.\nOIT pide incluir trabajo decente."
NO_NOTE, NO_OTHER = "Sin apuntes de este punto.", "Sin apuntes."
Edit = Callable[[Page], object]


def noted(town: Town) -> None:
    """A draft with words in it: two lines on the only item."""
    drafted(town)
    name = f"note_{versions(town)[-1].body['items'][0]['id']}"  # type: ignore[index]
    town.ask(SECRETARY, "minutes.draft", AT, meeting=CE, version="1", **{name: NOTE})


def word_of(row: Minutes, language: str = "es", network: str = "peru", code: str = CE) -> bytes:
    """A version as it leaves in Word."""
    outline = outline_of(row.body, Words(language, zone=LIMA).say)
    head = Head(("Red de prueba",), "pie", row.written_at)
    return word_minutes(Mark(network, code, row.version, language), head, outline)


def edited(content: bytes, *edits: Edit) -> bytes:
    """The same document after somebody worked on it."""
    page = Document(io.BytesIO(content))
    for edit in edits:
        edit(page)
    saved = io.BytesIO()
    page.save(saved)
    return saved.getvalue()


def paragraph(page: Page, begins: str) -> Paragraph:
    """The paragraph that begins with these words."""
    return next(each for each in page.paragraphs if each.text.startswith(begins))


def put(page: Page, begins: str, words: str) -> None:
    """Type over a paragraph, as a person does: its bookmarks stay."""
    found = paragraph(page, begins)
    for run in found.runs[1:]:
        run.text = ""
    found.runs[0].text = words


def after(page: Page, begins: str, *lines: str) -> None:
    """Write lines after a paragraph."""
    found = paragraph(page, begins)
    for line in reversed(lines):
        new = found.insert_paragraph_before(line)
        found._p.addnext(new._p)


def sent(
    town: Town, content: bytes, name: str = "minuta.docx", at: datetime = AT, who: str = SECRETARY, meeting: str = ""
) -> Reply:
    """What Quipu answers whoever sends that file."""
    asked = Request("minutes.upload", town.network_id, at, town.id_of(who), {"meeting": meeting}, platform="test")
    with town.database.transaction() as session:
        return answer(session, town.charters, request_of(session, town.charters, asked, open_file(name, content)))


def files(town: Town) -> list[MinutesFile]:
    """The files that were kept, in order."""
    with town.database.reading() as session:
        return list(session.exec(select(MinutesFile).order_by(col(MinutesFile.id))))


def note_of(row: Minutes) -> str:
    """The words on the first item."""
    items: list[dict[str, str]] = row.body["items"]  # type: ignore[assignment]
    return items[0]["note"]
