"""The paragraphs and tables of an opened document in their order, as words and marks; pure.

What Quipu cannot keep (a picture, a text box, a footnote, an equation) is refused instead of being lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from bot.word.marks import PREFIX
from bot.word.package import Unfit, W

P, TABLE, ROW, CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
BOOKMARK, NAME = f"{W}bookmarkStart", f"{W}name"
WORDS = {f"{W}t": None, f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
SKIPPED = {f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}delText", f"{W}sectPr"}
HOLDERS = {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag"}
LOST = {
    f"{W}drawing": "picture", f"{W}pict": "picture", f"{W}object": "picture", f"{W}footnoteReference": "footnote",
    f"{W}endnoteReference": "footnote", f"{W}altChunk": "inserted", f"{W}sym": "symbol",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath": "equation",
}  # fmt: skip
"""What has no words that minutes can hold; by which name it is said."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's words and the marks that begin in it."""

    words: str
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table's cells as words; `whole` when it is a plain grid: nothing merged, nothing nested."""

    rows: tuple[tuple[str, ...], ...]
    marks: frozenset[str]
    whole: bool


Piece = Paragraph | Table


def pieces_of(document: Element) -> list[Piece]:
    """Everything in the document's body, in order."""
    body = document.find(f"{W}body")
    return [] if body is None else list(_in(body))


def marks_of(document: Element) -> set[str]:
    """Every mark of ours in the document, wherever it stands."""
    return _marked(document)


def _in(holder: Element) -> Iterator[Piece]:
    loose: set[str] = set()  # a bookmark that begins between two paragraphs belongs to the next one
    for element in holder:
        if element.tag == BOOKMARK:
            loose |= _marked(element)
        elif element.tag == P:
            yield Paragraph(words_of(element), frozenset(_marked(element) | loose))
            loose = set()
        elif element.tag == TABLE:
            yield _table(element, loose)
            loose = set()
        elif element.tag in LOST:
            raise Unfit("extra", LOST[element.tag])
        elif element.tag in HOLDERS:
            yield from _in(element)


def _table(element: Element, loose: set[str]) -> Table:
    rows = list(element.iter(ROW))
    cells = [list(row.iter(CELL)) for row in rows]
    merged = any(
        element.find(f".//{W}{name}") is not None
        for name in ("gridSpan", "vMerge", "hMerge", "gridBefore", "gridAfter")
    )
    nested = element.find(f".//{TABLE}") is not None
    even = len({len(row) for row in cells}) <= 1
    said = tuple(tuple(_cell(cell) for cell in row) for row in cells)
    return Table(said, frozenset(_marked(element) | loose), whole=even and not merged and not nested)


def _cell(cell: Element) -> str:
    return "\n".join(words_of(paragraph) for paragraph in cell.iter(P)).strip()


def words_of(element: Element) -> str:
    """The words of a paragraph as they are read; what a program keeps beside them is skipped."""
    return "".join(_words(element))


def _words(element: Element) -> Iterator[str]:
    for each in element:
        if each.tag in LOST:
            raise Unfit("extra", LOST[each.tag])
        if each.tag in WORDS:
            fixed = WORDS[each.tag]
            yield (each.text or "") if fixed is None else fixed
        elif each.tag not in SKIPPED:
            yield from _words(each)


def _marked(element: Element) -> set[str]:
    names = (each.get(NAME, "") for each in element.iter(BOOKMARK))
    return {name for name in names if name.startswith(PREFIX)}
