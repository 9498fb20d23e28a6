"""A version of the minutes drawn as a Word document to edit: styles, numbered paragraphs, hidden marks; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import zip_longest
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.document import Document as Page
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from bot.word.marks import PROPERTY, Mark, bookmark_of
from bot.word.outline import HEADING, ITEM, NUMBERED, SOURCE, TITLE, Free, Grid, Line, Outline
from bot.word.packing import LONGEST_PROPERTY, holdable, packed
from handlers.minutes_draft import lines

STYLES = {TITLE: "Title", HEADING: "Heading 1", ITEM: "Heading 2", NUMBERED: "List Number"}
MARGIN = Mm(25)
SMALL, GREY = Pt(8), RGBColor(0x59, 0x59, 0x59)
CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
PROPERTIES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" \
xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">\
<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name={name}><vt:lpwstr>{value}</vt:lpwstr></property>\
</Properties>"""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above and below the minutes: who they are from, and the small print; when the version was written."""

    lines: tuple[str, ...]
    foot: str
    written_at: datetime


def word_minutes(mark: Mark, head: Head, outline: Outline) -> bytes:
    """The document; the same version gives the same bytes."""
    page = Document()
    _lay_out(page, mark, head, outline)
    drawn = _Drawn(page)
    for each in outline:
        drawn.add(each, mark)
    _know(page, mark)
    return packed(page.save)


class _Drawn:
    """Draws one element after the other, and numbers its marks."""

    def __init__(self, page: Page) -> None:
        self.page, self.marks = page, 0

    def add(self, each: Line | Free | Grid, mark: Mark) -> None:
        """The element at the end of the document."""
        if isinstance(each, Grid):
            return self._grid(each)
        if isinstance(each, Free):
            return self._free(each)
        paragraph = self.page.add_paragraph(holdable(each.words), STYLES.get(each.style))
        self._mark(paragraph, bookmark_of(each.tag))
        if each.style == TITLE:
            self._mark(paragraph, mark.bookmark())
        if each.style == SOURCE:
            _in_grey(paragraph.runs[0])
        return None

    def _free(self, free: Free) -> None:
        """People's lines, numbered, each with what it comes from; what stands there while there are none has no number."""
        if not lines(free.words):
            self.page.add_paragraph(holdable(free.empty))
        for line, source in zip_longest(lines(free.words), free.sources):
            paragraph = self.page.add_paragraph(holdable(line), "List Number")
            if source:
                _in_grey(paragraph.add_run(f" {holdable(source)}"))

    def _mark(self, paragraph: Paragraph, name: str) -> None:
        """A hidden bookmark around the paragraph's words."""
        self.marks += 1
        begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (begin, end):
            element.set(qn("w:id"), str(self.marks))
        begin.set(qn("w:name"), name)
        held: BaseOxmlElement = paragraph._p  # noqa: SLF001 - python-docx has no words for bookmarks
        held.insert(1 if held.pPr is not None else 0, begin)
        held.append(end)

    def _grid(self, grid: Grid) -> None:
        drawn = self.page.add_table(rows=1 + len(grid.rows), cols=len(grid.header), style="Table Grid")
        told = OxmlElement("w:tblCaption")
        told.set(qn("w:val"), holdable(grid.caption))
        drawn._tbl.tblPr.append(told)  # noqa: SLF001 - nor for a table's description
        for row, words in zip(drawn.rows, (grid.header, *grid.rows), strict=True):
            for cell, said in zip(row.cells, words, strict=True):
                _fill(cell, said, bold=words is grid.header)
        settings = drawn.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - nor for a repeated header
        settings.append(OxmlElement("w:tblHeader"))
        self._mark(drawn.rows[0].cells[0].paragraphs[0], bookmark_of(grid.tag))
        self.page.add_paragraph()


def _fill(cell: Cell, said: str, *, bold: bool) -> None:
    run = cell.paragraphs[0].add_run(holdable(said))
    run.font.size, run.bold = Pt(10), bold or None


def _in_grey(run: Run) -> None:
    """Small print that does not stand in the way of reading."""
    run.font.size, run.font.color.rgb = SMALL, GREY


def _lay_out(page: Page, mark: Mark, head: Head, outline: Outline) -> None:
    """A4 upright, the network's heading on every page, in the document's language, dated by its version."""
    section = page.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    above, below = section.header.paragraphs[0], section.footer.paragraphs[0]
    _headed(above, head.lines)
    below.add_run(holdable(head.foot)).font.size = SMALL
    page.styles["Title"].font.size = Pt(18)
    for language in page.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), mark.language)
    known = page.core_properties
    known.title = holdable(outline[0].words if isinstance(outline[0], Line) else "")[:LONGEST_PROPERTY]
    known.author = known.last_modified_by = holdable(head.lines[0])[:LONGEST_PROPERTY]
    known.comments, known.language = "", mark.language
    known.created = known.modified = head.written_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def _headed(above: Paragraph, lines: Sequence[str]) -> None:
    """The first line stands out; below the last there is room before the title, however many there are."""
    for place, line in enumerate(lines):
        run = above.add_run(holdable(line))
        run.font.size, run.bold = Pt(10), place == 0
        if place + 1 < len(lines):
            run.add_break()
    above.paragraph_format.space_after = Pt(18)


def _know(page: Page, mark: Mark) -> None:
    """The version among the file's own properties, where an edited file still carries it."""
    written = PROPERTIES.format(name=quoteattr(PROPERTY), value=escape(mark.written())).encode()
    package = page.part.package
    part = Part(PackURI("/docProps/custom.xml"), CUSTOM, written, package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
