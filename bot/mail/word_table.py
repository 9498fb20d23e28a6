"""A table as a Word document: a title above, its header on every page, the clause it comes from below; pure."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as Page
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table as Grid
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph

from bot.plain import Say
from bot.word.packing import LONGEST_PROPERTY, holdable, packed
from handlers.reply import Said, Table

WIDE, HIGH, MARGIN = Mm(297), Mm(210), Mm(18)
NARROWEST, WIDEST = 14, 70
"""Between how many letters a column's share of the page is counted."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands around the table: who it is from, its title, lines under it, and the foot in small print."""

    network: str
    title: Said
    lines: tuple[Said, ...]
    foot: tuple[Said, ...]
    language: str
    written_at: datetime


def word_table(sheet: Sheet, table: Table, say: Say) -> bytes:
    """The document, in the words of one reader; what people typed stays as typed."""
    page = Document()
    _lay_out(page, sheet, say)
    _write(page.add_paragraph(), sheet.network)
    page.add_heading(holdable(say(sheet.title)), 1)
    for line in sheet.lines:
        _write(page.add_paragraph(), say(line))
    header, *rows = ([say(cell) for cell in row] for row in (table.header, *table.rows))
    _draw(page, say(table.caption), header, rows)
    foot = page.sections[0].footer.paragraphs[0]
    _write(foot, "\n".join(map(say, sheet.foot)), size=8)
    return packed(page.save)


def _lay_out(page: Page, sheet: Sheet, say: Say) -> None:
    """A4 on its side, in the reader's language, dated by the notice and not by this machine."""
    section = page.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, WIDE, HIGH
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    for language in page.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), sheet.language)
    known = page.core_properties
    known.title, known.author = (holdable(each)[:LONGEST_PROPERTY] for each in (say(sheet.title), sheet.network))
    known.comments, known.last_modified_by, known.language = "", known.author, sheet.language
    known.created = known.modified = sheet.written_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def _draw(page: Page, caption: str, header: list[str], rows: list[list[str]]) -> None:
    grid = page.add_table(rows=1 + len(rows), cols=len(header), style="Table Grid")
    grid.autofit = False
    told = OxmlElement("w:tblCaption")
    told.set(qn("w:val"), holdable(caption))
    grid._tbl.tblPr.append(told)  # noqa: SLF001 - python-docx has no words for a table's description
    widths = _widths(header, rows)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for drawn, words in zip(grid.rows, (header, *rows), strict=True):
        for cell, said, width in zip(drawn.cells, words, widths, strict=True):
            _fill(cell, said, width, bold=words is header)
    _repeat_header(grid)


def _widths(header: list[str], rows: list[list[str]]) -> list[Length]:
    """The page's width, shared by how much each column has to say."""
    shares = [min(WIDEST, max(NARROWEST, *map(len, column))) for column in zip(header, *rows, strict=True)]
    return [Length((WIDE - 2 * MARGIN) * share // sum(shares)) for share in shares]


def _fill(cell: Cell, said: str, width: Length, *, bold: bool) -> None:
    cell.width = width
    _write(cell.paragraphs[0], said, size=10, bold=bold)


def _repeat_header(grid: Grid) -> None:
    settings = grid.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no words for a repeated header
    for name in ("w:cantSplit", "w:tblHeader"):
        settings.append(OxmlElement(name))


def _write(paragraph: Paragraph, said: str, *, size: int = 11, bold: bool = False) -> None:
    run = paragraph.add_run(holdable(said))
    run.font.size, run.bold = Pt(size), bold or None
    if _begins_right_to_left(said):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001 - as above


def _begins_right_to_left(said: Iterable[str]) -> bool:
    """By its first letter that has a direction, as a browser decides for dir=auto."""
    ways = (unicodedata.bidirectional(letter) for letter in said)
    return next((way != "L" for way in ways if way in {"L", "R", "AL"}), False)
