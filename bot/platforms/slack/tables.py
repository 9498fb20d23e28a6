"""Rows for Slack: labelled facts as rich text, tables as a table block where one is taken, else as a list."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bot.platforms.slack import limits
from bot.platforms.slack.cutting import cut
from bot.platforms.slack.limits import size
from handlers.reply import Said, Table

Block = dict[str, Any]
Piece = tuple[Block, str]
"""A block and the same in plain words."""

NOTHING = "–"
TABLE_CHARACTERS = limits.TABLE_CHARACTERS - 500


def rich(elements: list[Block]) -> Block:
    """Rich text: what is in it is never interpreted."""
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def bold(words: str) -> Block:
    """Bold words of rich text."""
    return {"type": "text", "text": words, "style": {"bold": True}}


def pieces(rows: Sequence[tuple[str, str]]) -> Iterator[Piece]:
    """Facts, one a line: the label in bold, the value as it is."""
    lines: list[tuple[str, str]] = []
    room = limits.SECTION
    for label, value in _short_enough(rows):
        needs = size(label) + size(value) + 3
        if lines and needs > room:
            yield _facts(lines)
            lines, room = [], limits.SECTION
        lines.append((label, value))
        room -= needs
    if lines:
        yield _facts(lines)


def table(given: Table, say: Callable[[Said], str], *, as_block: bool) -> Iterator[Piece]:
    """A table under its caption; longer ones go on in further tables with the same header."""
    caption = say(given.caption)
    header = [say(cell) for cell in given.header]
    rows = [[say(cell) for cell in row] for row in given.rows]
    if caption.strip():
        yield from ((rich([bold(piece)]), piece) for piece in cut(caption, limits.SECTION))
    if as_block and _suits(header, rows):
        for chunk in _chunks(header, rows):
            yield _table_block(header, chunk), _twin(header, chunk)
    else:
        yield from _listed(header, rows)


def _short_enough(rows: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Rows with no label or value longer than a block; the rest of a long value stands on its own."""
    most = limits.SECTION // 2
    for label, value in rows:
        *early, label_end = [*cut(label, most)] or [""]
        for piece in early:
            yield piece, ""
        first, *rest = [*cut(value, most)] or [NOTHING]
        yield label_end, first
        for piece in rest:
            yield "", piece


def _facts(lines: Sequence[tuple[str, str]]) -> Piece:
    elements: list[Block] = []
    for place, (label, value) in enumerate(lines):
        if label:
            elements.append(bold(f"{label}: " if value else label))
        end = "" if place == len(lines) - 1 else "\n"
        if value + end:
            elements.append({"type": "text", "text": value + end})
    return rich(elements), "\n".join(": ".join(each for each in line if each) for line in lines)


def _suits(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether Slack's table block can hold it: not too wide, and no row too long for a table of its own."""
    if not header or not rows or len(header) > limits.TABLE_CELLS or any(len(row) != len(header) for row in rows):
        return False
    return all(_length(row) + _length(header) < TABLE_CHARACTERS for row in rows)


def _chunks(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    chunk: list[Sequence[str]] = []
    room = TABLE_CHARACTERS - _length(header)
    for row in rows:
        if chunk and (len(chunk) >= limits.TABLE_ROWS - 1 or _length(row) > room):
            yield chunk
            chunk, room = [], TABLE_CHARACTERS - _length(header)
        chunk.append(row)
        room -= _length(row)
    yield chunk


def _length(row: Sequence[str]) -> int:
    return sum(size(cell) + 1 for cell in row)


def _table_block(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Block:
    top = [
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [bold(c or NOTHING)]}]}
        for c in header
    ]
    cells = [[{"type": "raw_text", "text": cell if cell.strip() else NOTHING} for cell in row] for row in rows]
    return {"type": "table", "rows": [top, *cells], "column_settings": [{"is_wrapped": True} for _ in header]}


def _twin(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [" · ".join(header)] if header else []
    return "\n".join([*lines, *("– " + " · ".join(row) for row in rows)])


def _listed(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Piece]:
    """Each row as a line: its first cell in bold, the others with the names of their columns."""
    lines = []
    for row in rows:
        first, *others = row or [NOTHING]
        names = [*header[1 : len(row)], *[""] * (len(row) - len(header))]
        lines.append(
            (first or NOTHING, " · ".join(f"{n}: {c}" if n else c for n, c in zip(names, others, strict=False) if c))
        )
    yield from pieces(lines)
