"""An edited document laid beside what it was: the words that are people's, and what differs from the register; pure."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from bot.word.marks import bookmark_of
from bot.word.outline import ITEM, Free, Grid, Line, Outline
from bot.word.package import Unfit
from bot.word.pieces import Paragraph, Piece, Table

MOST, ENOUGH = 3000, 75.0
"""How many paragraphs a document may have, and how like (of 100) a line typed anew must be to what stood there."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something of the register's that reads otherwise in the file; "" where one of them has nothing."""

    place: str
    register: str
    file: str


@dataclass(frozen=True, slots=True)
class Edited:
    """What a file says: the words of each free place that changed, and what differs from the register."""

    words: Mapping[str, str]
    differences: tuple[Difference, ...]


@dataclass(slots=True)
class _Placed:
    """Where each element of the outline was found, by the piece's position."""

    said: Sequence[list[str]]
    """Each piece's lines, as they are compared."""
    at: dict[int, Line | Grid] = field(default_factory=dict)
    missing: list[Line | Grid] = field(default_factory=list)


def edited(pieces: Sequence[Piece], before: Outline, now: Outline) -> Edited:
    """Read the file: `before` is what it was when it left, `now` what the register says today, both in its language.

    A line that left otherwise than the register has it today is no difference: the register's words go in by themselves.
    """
    placed = _place(pieces, before)
    lost = next((each for each in placed.missing if isinstance(each, Line) and each.field and not each.firm), None)
    lost = lost or next((each for each in placed.missing if isinstance(each, Line) and each.style == ITEM), None)
    if lost is not None:
        raise Unfit("lost_heading", lost.words)
    if any(isinstance(each, Grid) for each in placed.missing):
        raise Unfit("torn_table")
    free, stray = _between(pieces, placed, before)
    today = {each.tag: each for each in now if not isinstance(each, Free)}
    found = [*_lines(pieces, placed, today), *_grids(pieces, placed, today), *stray]
    return Edited(_changed(free, before), tuple(found))


def same(one: str, other: str) -> bool:
    """Whether two texts read the same: spaces, empty lines and the way accents are written do not count."""
    return lines_of(one) == lines_of(other)


def lines_of(words: str) -> list[str]:
    """The lines of a text that say something, each with single spaces."""
    composed = unicodedata.normalize("NFC", words)
    return [" ".join(line.split()) for line in composed.split("\n") if line.split()]


def _place(pieces: Sequence[Piece], outline: Outline) -> _Placed:
    """Find each element: by its words, else by its mark, else by words that are nearly its own; or it is missing."""
    if len(pieces) > MOST:
        raise Unfit("too_large")
    placed = _Placed([lines_of(each.words) if isinstance(each, Paragraph) else [] for each in pieces])
    looks = (_spot, _nearly)
    wanted = [element for element in outline if not isinstance(element, Free)]
    for look in looks:
        placed.missing = []
        for element in wanted:
            spot = look(pieces, element, placed)
            if spot is None:
                placed.missing.append(element)
            else:
                placed.at[spot] = element
        wanted = placed.missing
    return placed


def _spot(pieces: Sequence[Piece], element: Line | Grid, placed: _Placed) -> int | None:
    kind = Table if isinstance(element, Grid) else Paragraph
    open_ = [place for place, piece in enumerate(pieces) if isinstance(piece, kind) and place not in placed.at]
    marked = [place for place in open_ if bookmark_of(element.tag) in pieces[place].marks]
    alike = [place for place in open_ if _alike(place, pieces, element, placed)]
    both = [place for place in alike if place in marked]
    after = max(placed.at, default=-1)
    later = [place for place in alike if place > after]
    return next(iter(both or later or alike or marked), None)


def _alike(place: int, pieces: Sequence[Piece], element: Line | Grid, placed: _Placed) -> bool:
    piece = pieces[place]
    if isinstance(piece, Table):
        return isinstance(element, Grid) and bool(piece.rows) and _row(piece.rows[0]) == _row(element.header)
    return isinstance(element, Line) and bool(placed.said[place]) and placed.said[place] == lines_of(element.words)


def _nearly(pieces: Sequence[Piece], element: Line | Grid, placed: _Placed) -> int | None:
    """A paragraph that was typed anew, or whose mark was lost: the likest one, if it is like enough."""
    if isinstance(element, Grid):
        return None
    wanted = " ".join(lines_of(element.words))
    open_ = [place for place, lines in enumerate(placed.said) if lines and place not in placed.at]
    likeness = {place: fuzz.ratio(wanted, " ".join(placed.said[place])) for place in open_}
    best = max(open_, key=lambda place: likeness[place], default=None)
    return best if best is not None and likeness[best] >= ENOUGH else None


def _row(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(lines_of(cell)) for cell in cells)


def _between(
    pieces: Sequence[Piece], placed: _Placed, outline: Outline
) -> tuple[dict[str, list[str]], list[Difference]]:
    """The words that stand in each free place, and those that stand where only the register speaks."""
    empty = {line for each in outline if isinstance(each, Free) for line in lines_of(each.empty)}
    sources = _sources(outline)
    free: dict[str, list[str]] = {each.field: [] for each in outline if isinstance(each, Free)}
    stray: list[Difference] = []
    above: Line | Grid | None = None
    for place, piece in enumerate(pieces):
        if place in placed.at:
            above = placed.at[place]
        elif isinstance(piece, Table):
            torn = any(isinstance(each, Grid) for each in placed.at.values()) and _cut_off(piece, outline)
            raise Unfit("torn_table" if torn else "foreign_table")
        else:
            lines = [line for line in _typed(piece.words, sources) if line not in empty]
            name = above.field if isinstance(above, Line) else ""
            if name:
                free[name] += lines
            elif lines:
                stray.append(Difference(above.place if above and above.place else "", "", " ".join(lines)))
    return free, stray


def _sources(outline: Outline) -> set[str]:
    """What stands in grey after lines that left with it, as it is compared."""
    return {" ".join(lines_of(source)) for each in outline if isinstance(each, Free) for source in each.sources}


def _typed(words: str, sources: Iterable[str]) -> list[str]:
    """The lines of a paragraph without what Quipu itself had written after them, wherever it went."""
    found = []
    for line in lines_of(words):
        for source in sources:
            line = line.replace(source, " ")  # noqa: PLW2901 - the same line, with less in it
        found.append(line)
    return lines_of("\n".join(found))


def _cut_off(table: Table, outline: Outline) -> bool:
    """Whether a table is a piece of one of the register's."""
    known = {_row(row)[0] for each in outline if isinstance(each, Grid) for row in (each.header, *each.rows)}
    return any(row and _row(row)[0] in known for row in table.rows)


def _lines(pieces: Sequence[Piece], placed: _Placed, today: Mapping[str, Line | Grid]) -> Iterator[Difference]:
    for place, element in placed.at.items():
        piece = pieces[place]
        if isinstance(element, Line) and isinstance(piece, Paragraph) and element.firm:
            stands = today.get(element.tag)
            words = stands.words if isinstance(stands, Line) else ""
            if not same(piece.words, element.words) and not (words and same(piece.words, words)):
                yield Difference(element.place, words, " ".join(lines_of(piece.words)))
    for element in placed.missing:
        if isinstance(element, Line) and element.firm:
            stands = today.get(element.tag)
            if isinstance(stands, Line):  # what the register itself no longer has may go
                yield Difference(element.place, stands.words, "")


def _grids(pieces: Sequence[Piece], placed: _Placed, today: Mapping[str, Line | Grid]) -> Iterator[Difference]:
    for place, element in placed.at.items():
        piece = pieces[place]
        if isinstance(element, Grid) and isinstance(piece, Table):
            if not piece.whole or any(len(row) != len(element.header) for row in piece.rows):
                raise Unfit("torn_table")
            yield from _rows(piece, element, today.get(element.tag))


def _rows(table: Table, before: Grid, now: Line | Grid | None) -> Iterator[Difference]:
    """Row by row, by its first cell: changed, added, taken out."""
    left = {_row(row)[0]: _row(row) for row in before.rows}
    stands = {_row(row)[0]: _row(row) for row in now.rows} if isinstance(now, Grid) else {}
    file = [_row(row) for row in table.rows if any(cell for cell in _row(row)) and _row(row) != _row(before.header)]
    for row in file:
        if row not in (left.get(row[0]), stands.get(row[0])):
            yield Difference(before.place, _told(stands.get(row[0], ())), _told(row))
    if len({row[0] for row in file}) < len(file):
        raise Unfit("torn_table")
    for name in left:
        if name in stands and name not in {row[0] for row in file}:
            yield Difference(before.place, _told(stands[name]), "")


def _told(row: Sequence[str]) -> str:
    return " · ".join(cell for cell in row if cell)


def _changed(free: Mapping[str, Sequence[str]], outline: Outline) -> dict[str, str]:
    """Only the free places whose words differ from what left."""
    before = {each.field: lines_of(each.words) for each in outline if isinstance(each, Free)}
    return {name: "\n".join(lines) for name, lines in free.items() if list(lines) != before[name]}
