"""The directory of speakers as a CSV file: read whole and refused whole with line and column; written so that Excel runs nothing."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime

from bot.language.catalogue import LANGUAGES, Words
from bot.language.folding import plain
from storage.charter import Charter
from storage.directory import CATEGORIES, GOVERNMENT, LEVELS, ORDINARY, DirectoryEntry
from storage.people import ADDRESS
from storage.text import text

LONGEST, LONGEST_TAGS, LONGEST_TAG, LARGEST = 120, 300, 40, 5_000_000
FIRST_PRINTABLE, DELETE, LINE_ENDS = 32, 127, "\x85\u2028\u2029"
FORMULA = tuple("=+-@\t\r＝＋－＠")
"""How a cell begins that a spreadsheet would run."""
SEPARATORS = ",;\t"
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y")


class DirectoryError(ValueError):
    """The file cannot be used; the message names the file, line and column."""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as the file has it, checked."""

    organisation: str
    category: str
    name: str
    function: str
    email: str
    language: str
    address: str
    level: str
    objectives: tuple[int, ...]
    tags: tuple[str, ...]
    consent_on: date | None
    consent_purpose: str
    reference: str


COLUMNS = tuple(field.name for field in fields(Row))


def read(content: bytes, file: str, charter: Charter, today: date) -> list[tuple[int, Row]]:
    """The rows of the file with their lines, all of them right."""
    said = _decoded(content, file)
    reader = csv.reader(io.StringIO(said, newline=""), delimiter=_separator(said), strict=True)
    try:
        return _rows(reader, file, charter, today)
    except csv.Error as wrong:
        raise DirectoryError(f"{file}:{reader.line_num}: the quotation marks do not match ({wrong})") from None


def written(entries: Iterable[DirectoryEntry]) -> bytes:
    """The directory as a file: UTF-8 with the mark that Excel looks for; no cell is a formula."""
    page = io.StringIO(newline="")
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow([_cell(each) for each in astuple(row_of(entry))])
    return page.getvalue().encode("utf-8-sig")


def row_of(entry: DirectoryEntry) -> Row:
    """An entry as its row; a focal point that was replaced has no oficio any more."""
    return Row(
        entry.organisation, entry.category, entry.name, entry.function, entry.email, entry.language, entry.address,
        entry.level, tuple(entry.objectives), tuple(entry.tags), entry.consent_on, entry.consent_purpose,
        entry.reference if entry.is_focal_point else "",
    )  # fmt: skip


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        value = (", " if any(isinstance(each, str) for each in value) else " ").join(map(str, value))
    said = "" if value is None else str(value)
    return f"'{said}" if said.startswith(FORMULA) else said


def _decoded(content: bytes, file: str) -> str:
    """UTF-8, with or without its mark; what Excel saves as plain CSV is windows-1252."""
    if len(content) > LARGEST:
        raise DirectoryError(f"{file}: larger than {LARGEST} bytes; a directory has a line for each entry")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content:
        raise DirectoryError(f"{file}:1: this is UTF-16 or no text; in Excel save it as «CSV UTF-8»")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as wrong:
            line = content.count(b"\n", 0, wrong.start) + 1
    raise DirectoryError(f"{file}:{line}: neither UTF-8 nor windows-1252; in Excel save it as «CSV UTF-8»")


def _separator(said: str) -> str:
    first = said.split("\n", 1)[0]
    return max(SEPARATORS, key=first.count)


def _rows(reader: Iterable[list[str]], file: str, charter: Charter, today: date) -> list[tuple[int, Row]]:
    lines = iter(reader)
    header = next(lines, None)
    if header is None:
        raise DirectoryError(f"{file}:1: the file is empty; its first line must be {','.join(COLUMNS)}")
    names = tuple(cell.strip().lower() for cell in header)
    if names != COLUMNS:
        raise DirectoryError(
            f"{file}:1: the columns must be {','.join(COLUMNS)}; found {','.join(names)[:LONGEST_TAGS]}"
        )
    found: list[tuple[int, Row]] = []
    for cells in lines:
        if any(cell.strip() for cell in cells):
            line: int = reader.line_num
            found.append((line, _checked(cells, f"{file}:{line}", charter, today)))
    _each_once(found, file)
    return found


def _checked(cells: list[str], where: str, charter: Charter, today: date) -> Row:
    if len(cells) != len(COLUMNS):
        raise DirectoryError(f"{where}: {len(COLUMNS)} columns are needed, {len(cells)} found")
    said = {name: _line(name, cell, where) for name, cell in zip(COLUMNS, cells, strict=True)}
    if not said["organisation"]:
        raise DirectoryError(f"{where}: column organisation: nothing in it")
    if said["email"] and not ADDRESS.fullmatch(said["email"]):
        raise DirectoryError(f"{where}: column email: {said['email']!r} is not an address")
    row = Row(
        said["organisation"], _category(said["category"], where), said["name"], said["function"], said["email"].lower(),
        _one_of("language", said["language"] or charter.language, charter.languages, where), said["address"],
        _one_of("level", said["level"] or ORDINARY, LEVELS, where), _objectives(said["objectives"], charter, where),
        _tags(said["tags"], where), _day(said["consent_on"], today, where), said["consent_purpose"], said["reference"],
    )  # fmt: skip
    _hangs_together(row, where)
    return row


def _line(name: str, cell: str, where: str) -> str:
    """One line. Whatever could lead a letter's head astray is refused; the mark against formulas is taken off again."""
    cell = cell.strip(" ")
    if any(ord(letter) < FIRST_PRINTABLE or ord(letter) == DELETE or letter in LINE_ENDS for letter in cell):
        raise DirectoryError(f"{where}: column {name}: it has a line break or control character")
    if len(cell) > (LONGEST_TAGS if name == "tags" else LONGEST):
        raise DirectoryError(f"{where}: column {name}: {len(cell)} characters are too many")
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _category(said: str, where: str) -> str:
    """A category by its name in the file or in any language."""
    found = said if said in CATEGORIES else _categories().get(plain(said), "")
    return found or _one_of("category", said, CATEGORIES, where)


def _categories() -> Mapping[str, str]:
    return {
        plain(Words(language).say(text(f"speakers.category.{category}"))): category
        for language in LANGUAGES
        for category in CATEGORIES
    }


def _one_of(column: str, said: str, known: Iterable[str], where: str) -> str:
    if said not in known:
        raise DirectoryError(f"{where}: column {column}: {said!r} is none of {', '.join(known)}")
    return said


def _objectives(said: str, charter: Charter, where: str) -> tuple[int, ...]:
    pieces = [piece for piece in re.split(r"[\s,;]+", said) if piece]
    wrong = next((p for p in pieces if not (p.isascii() and p.isdigit() and int(p[:4]) in charter.objectives)), None)
    if wrong is not None:
        last = max(charter.objectives, default=0)
        raise DirectoryError(f"{where}: column objectives: {wrong!r} is no objective from 1 to {last}")
    return tuple(sorted({int(piece) for piece in pieces}))


def _tags(said: str, where: str) -> tuple[str, ...]:
    tags = {plain(tag): tag.strip() for tag in reversed(re.split("[,;]", said)) if tag.strip()}
    if long := next((tag for tag in tags.values() if len(tag) > LONGEST_TAG), None):
        raise DirectoryError(f"{where}: column tags: {long!r} has more than {LONGEST_TAG} characters")
    return tuple(reversed(tags.values()))


def _day(said: str, today: date, where: str) -> date | None:
    if not said:
        return None
    for form in DAYS:
        try:
            day = datetime.strptime(said, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if day > today:
            raise DirectoryError(f"{where}: column consent_on: {day} is still to come")
        return day
    raise DirectoryError(f"{where}: column consent_on: {said!r} is no day; write it as 2027-02-01")


def _hangs_together(row: Row, where: str) -> None:
    if row.consent_on is not None and not row.consent_purpose:
        raise DirectoryError(f"{where}: column consent_purpose: a consent needs its purpose")
    if row.reference and row.category != GOVERNMENT:
        raise DirectoryError(f"{where}: column reference: only an institution of the government names a focal point")
    if row.reference and not row.name:
        raise DirectoryError(f"{where}: column name: the oficio names a person")


def _each_once(found: list[tuple[int, Row]], file: str) -> None:
    """One address, one person of an institution and one focal point of it: each stands on one line."""
    seen: dict[tuple[str, str], int] = {}
    for line, row in found:
        keys = [("organisation and name", plain(f"{row.organisation}\n{row.name}"))]
        keys += [("email", row.email)] if row.email else []
        keys += [("reference", plain(row.organisation))] if row.reference else []
        for column, key in keys:
            first = seen.setdefault((column, key), line)
            if first != line:
                raise DirectoryError(f"{file}:{line}: column {column}: the same as in line {first}; each stands once")
