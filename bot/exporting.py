"""The whole record as files that outlive Quipu: JSON and CSV a noun, the calendar, the Word files (`python -m bot export DIR`)."""

import csv
import io
import json
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from bot.board.feed import Feed, feed_bytes
from bot.language.catalogue import Words
from storage import archive, journal, networks, people
from storage.charter import Charter
from storage.meetings import Meeting
from storage.minutes import MinutesFile

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would calculate."""
UNFIT = re.compile(r"[^\w.-]+")
DOMAIN = "quipu.invalid"
"""Stands in the names of the calendar's entries: an archive is subscribed to by nobody."""


class NothingToExport(ValueError):
    """The network has not been opened, or nobody on its roster has that address."""


def export(session: Session, charter: Charter, folder: Path, now: datetime) -> dict[str, int]:
    """Write everything of the charter's network; {noun: rows}. That it was done stands in the journal."""
    network_id = _network(session, charter)
    counts = {}
    for table in archive.tables():
        rows = list(archive.rows(session, table, network_id))
        counts[table.name] = len(rows)
        private(folder / "json" / f"{table.name}.json", _json(rows))
        columns = [column.name for column in table.c if column.name not in archive.SECRET]
        private(folder / "csv" / f"{table.name}.csv", _csv(columns, rows))
    _files(session, network_id, folder)
    private(folder / "meetings.ics", _calendar(session, charter, network_id, now))
    about = {"network": charter.name, "exported_at": now.isoformat(), "rows": counts}
    private(folder / "contents.json", _json(about))
    journal.write(session, network_id=network_id, at=now, act="archive.exported", values={"rows": sum(counts.values())})
    return counts


def export_person(session: Session, charter: Charter, folder: Path, email: str, now: datetime) -> dict[str, int]:
    """Write everything that is held about one person, in one file; {noun: rows}."""
    network_id = _network(session, charter)
    person = people.by_email(session, network_id, email)
    if person is None or person.id is None:
        raise NothingToExport(f"nobody on the roster has the address {email!r}")
    held: dict[str, list[archive.Row]] = {}
    for table in archive.personal_tables():
        if rows := list(archive.rows_of_person(session, table, network_id, person.id)):
            held[table.name] = rows
    private(folder / f"person-{person.id}.json", _json(held))
    journal.write(session, network_id=network_id, at=now, act="person.exported", about=str(person.id))
    return {name: len(rows) for name, rows in held.items()}


def private(path: Path, content: bytes) -> None:
    """Write a file that only its owner reads, in a folder that only they open."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_bytes(content)


def _network(session: Session, charter: Charter) -> int:
    found = networks.find(session, charter.name)
    if found is None or found.id is None:
        raise NothingToExport("the network has not been opened yet: run python -m bot people import FILE.csv first")
    return found.id


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1, default=archive.plain).encode() + b"\n"


def _csv(columns: list[str], rows: Iterable[archive.Row]) -> bytes:
    """With the mark by which a spreadsheet knows UTF-8, and nothing in it that one would calculate."""
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(columns)
    table.writerows([_cell(row[name]) for name in columns] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _cell(value: Any) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=archive.plain)
    said = "" if value is None else str(archive.plain(value))
    return f"'{said}" if said.startswith(FORMULA) and not isinstance(value, int | float) else said


def _files(session: Session, network_id: int, folder: Path) -> None:
    """The edited Word files as they came in, while they are kept."""
    for row in session.exec(select(MinutesFile).where(MinutesFile.network_id == network_id)):
        if row.content:
            name = UNFIT.sub("-", Path(row.name).stem)[:60].strip("-.")
            private(folder / "files" / f"minutesfile-{row.id}-{name}.docx", row.content)


def _calendar(session: Session, charter: Charter, network_id: int, now: datetime) -> bytes:
    words = Words(charter.language, charter.language, ZoneInfo(charter.zone))
    feed = Feed(charter.title[charter.language], charter.name, DOMAIN, charter.zone, now, words.say)
    query = select(Meeting).where(Meeting.network_id == network_id).order_by(Meeting.starts_at)  # type: ignore[arg-type]
    return feed_bytes(feed, list(session.exec(query)))
