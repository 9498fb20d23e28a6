"""The house's own templates, built from the layout and the catalogue's words: what is exported is what is used; pure."""

from functools import cache

from docx import Document
from docx.document import Document as Page
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph

from bot.language.catalogue import catalogue
from bot.mail.letters.layout import LAYOUT, Line
from bot.word.packing import packed

WIDE, HIGH, MARGIN, FONT = Mm(210), Mm(297), Mm(25), "Arial"
LABEL, VALUE = Mm(45), Mm(115)
QUIET, SHADE, LINES, ACCENT = RGBColor(0x5D, 0x62, 0x70), "F2F0EA", "BFBBB0", "9A2F3D"
BY_HAND = ("{letter_number}",)
"""What is always completed by hand is marked, so that nobody overlooks it."""
KEPT_WITH_NEXT = ("line", "name", "sign")


@cache
def template(name: str, language: str) -> bytes:
    """The house's template of that letter in that language."""
    page = Document()
    _lay_out(page, language)
    _head_and_foot(page, language)
    for line in LAYOUT[name]:
        _draw(page, line, language)
    return packed(page.save)


def fields_in(line: Line, language: str) -> str:
    """What a line says as a template: the catalogue's words with their gaps as fields."""
    words = _template(line.words, language)
    return f"{{% if {line.own} %}}{{{{ {line.own} }}}}{{% else %}}{words}{{% endif %}}" if line.own else words


def _template(words: str, language: str) -> str:
    if not words:
        return ""
    if words.startswith("{"):
        return f"{{{{ {words.strip('{}')} }}}}"
    pieces = catalogue(language)[words]["other"]
    return "".join(before + (f"{{{{ {gap} }}}}" if gap is not None else "") for before, gap, _ in pieces)


def _lay_out(page: Page, language: str) -> None:
    section = page.sections[0]
    section.page_width, section.page_height = WIDE, HIGH
    section.left_margin = section.right_margin = MARGIN
    section.top_margin, section.bottom_margin = Mm(28), Mm(22)
    plain = page.styles["Normal"]
    plain.font.name, plain.font.size = FONT, Pt(10.5)
    plain.paragraph_format.space_after, plain.paragraph_format.line_spacing = Pt(0), 1.1
    for told in page.styles.element.iter(qn("w:lang")):
        told.set(qn("w:val"), "es-PE" if language == "es" else "en-GB")
    known = page.core_properties
    known.title, known.author, known.comments, known.language = "", "Quipu", "", language


def _head_and_foot(page: Page, language: str) -> None:
    section = page.sections[0]
    network, secretariat = section.header.paragraphs[0], section.header.add_paragraph()
    _say(network, "{{ network }}", size=11, bold=True)
    _say(secretariat, _template("word.head.secretariat", language), size=9, quiet=True)
    _rule(secretariat, "bottom")
    foot = section.footer.paragraphs[0]
    _rule(foot, "top")
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _say(foot, "{{ draft_mark }}", size=9, bold=True, quiet=True)


def _draw(page: Page, line: Line, language: str) -> None:
    if line.how == "table":
        _facts(page)
    elif line.how == "optional":
        _optional(page, line)
    else:
        _paragraph(page, line, language)


def _paragraph(page: Page, line: Line, language: str) -> None:
    drawn = page.add_paragraph()
    shape = drawn.paragraph_format
    shape.keep_with_next = line.how in KEPT_WITH_NEXT or line.words.endswith(".farewell")
    shape.widow_control = True
    if line.how in {"body", "subject", "title"}:
        shape.space_before = shape.space_after = Pt(5)
    if line.how == "right":
        drawn.alignment, shape.space_after = WD_ALIGN_PARAGRAPH.RIGHT, Pt(6)
    if line.how == "sign":
        shape.space_before = Pt(28)
    bold = line.how in {"name", "subject", "title"}
    for words in _cut(fields_in(line, language)):
        by_hand = any(words == f"{{{{ {each.strip('{}')} }}}}" for each in BY_HAND)
        _say(drawn, words, bold=bold, marked=by_hand or line.how == "sign")


def _cut(words: str) -> list[str]:
    """The line in pieces, so that what is completed by hand stands in a piece of its own."""
    for each in BY_HAND:
        field = f"{{{{ {each.strip('{}')} }}}}"
        before, found, after = words.partition(field)
        if found:
            return [piece for piece in (before, field, after) if piece]
    return [words] if words else []


def _optional(page: Page, line: Line) -> None:
    """A paragraph that is there only when its field has something."""
    field = line.words.strip("{}")
    page.add_paragraph(f"{{%p if {field} %}}")
    drawn = page.add_paragraph(f"{{{{ {field} }}}}")
    drawn.paragraph_format.space_before = drawn.paragraph_format.space_after = Pt(5)
    page.add_paragraph("{%p endif %}")


def _facts(page: Page) -> None:
    """The facts, a row each: the rows between the two that say so are repeated."""
    grid = page.add_table(rows=3, cols=2, style="Table Grid")
    grid.autofit = False
    _thin_lines(grid)
    for row, words in zip(grid.rows, ("{%tr for row in facts %}", "", "{%tr endfor %}"), strict=True):
        row.cells[0].text = words
        settings = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no words for a row kept whole
        settings.append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, (LABEL, VALUE), strict=True):
            cell.width = width
    for column, width in zip(grid.columns, (LABEL, VALUE), strict=True):
        column.width = width
    label, value = grid.rows[1].cells
    _cell(label, "{{ row.label }}", bold=True)
    _shade(label)
    _cell(value, "{{ row.value }}", bold=False)
    page.add_paragraph().paragraph_format.space_after = Pt(2)


def _thin_lines(grid: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_border(side, "4", "0", LINES))
    shape = grid._tbl.tblPr  # noqa: SLF001 - python-docx has no words for a table's lines
    shape.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def _cell(cell: Cell, words: str, *, bold: bool) -> None:
    drawn = cell.paragraphs[0]
    drawn.paragraph_format.space_before = drawn.paragraph_format.space_after = Pt(2)
    _say(drawn, words, size=10, bold=bold)


def _shade(cell: Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in {"val": "clear", "color": "auto", "fill": SHADE}.items():
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - python-docx has no words for a cell's colour


def _say(
    paragraph: Paragraph,
    words: str,
    *,
    size: float = 10.5,
    bold: bool = False,
    quiet: bool = False,
    marked: bool = False,
) -> None:
    run = paragraph.add_run(words)
    run.font.size, run.bold = Pt(size), bold or None
    if quiet:
        run.font.color.rgb = QUIET
    if marked:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _rule(paragraph: Paragraph, side: str) -> None:
    """A thin line above or below."""
    borders = OxmlElement("w:pBdr")
    borders.append(_border(side, "6", "4", ACCENT))
    paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001 - python-docx has no words for a paragraph's border


def _border(side: str, size: str, space: str, color: str) -> BaseOxmlElement:
    border = OxmlElement(f"w:{side}")
    for name, value in {"val": "single", "sz": size, "space": space, "color": color}.items():
        border.set(qn(f"w:{name}"), value)
    return border
