"""The directory becomes what a file says: imported as often as one likes; nobody is deleted by it."""

from dataclasses import fields
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.language.folding import plain
from bot.speakers_file import DirectoryError, Row, read, row_of, written
from storage import directory, journal, networks, people
from storage.charter import Charter
from storage.directory import DirectoryEntry
from storage.networks import Network

GUESTS = ("government", "stakeholder")
TAKEN_OVER = tuple(field.name for field in fields(Row) if field.name != "reference")


def import_speakers(session: Session, charter: Charter, content: bytes, file: str, at: datetime) -> list[str]:
    """Write the file's rows into the directory and tell what changed, one line each.

    Whoever is not in the file stays. A focal point recorded in the chat is not replaced by a file: that takes an oficio.
    """
    network = _network(session, charter)
    assert network.id is not None
    rows = read(content, file, charter, at.astimezone(ZoneInfo(charter.zone)).date())
    changes: list[str] = []
    for line, row in rows:
        entry = _entry(session, network.id, row, f"{file}:{line}")
        changes += _made(session, network.id, row, at) if entry is None else _changed(session, row, entry)
    if changes:
        journal.write(
            session, network_id=network.id, at=at, act="speakers.imported", about="directory", clause="5.1.5",
            values={"changes": len(changes)},
        )  # fmt: skip
        networks.look_now(session, network.id)
    return changes


def export_speakers(session: Session, charter: Charter, at: datetime) -> tuple[bytes, int]:
    """The whole directory as a file, and how many entries it has; that it was taken out stands in the journal."""
    network = _network(session, charter)
    assert network.id is not None
    rows = directory.entries(session, network.id)
    journal.write(
        session, network_id=network.id, at=at, act="speakers.exported", about="directory", clause="5.1.5",
        values={"entries": len(rows)},
    )  # fmt: skip
    return written(rows), len(rows)


def _network(session: Session, charter: Charter) -> Network:
    network = networks.find(session, charter.name)
    if network is None or network.id is None:
        raise DirectoryError(f"the network {charter.name} is not open; import its roster first: people import FILE.csv")
    return network


def _entry(session: Session, network_id: int, row: Row, where: str) -> DirectoryEntry | None:
    """The entry of that address, else of that person of that institution; a row that fits two is refused."""
    every = directory.entries(session, network_id)
    by_email = [each for each in every if row.email and each.email == row.email]
    by_name = [each for each in every if _key(each) == _key(row)]
    if by_email and by_name and by_email[0].id != by_name[0].id:
        raise DirectoryError(f"{where}: column email: {row.email} is that of another entry of the directory")
    return next(iter(by_email or by_name), None)


def _key(row: Row | DirectoryEntry) -> str:
    return plain(f"{row.organisation}\n{row.name}")


def _made(session: Session, network_id: int, row: Row, at: datetime) -> list[str]:
    entry = DirectoryEntry(
        network_id=network_id,
        organisation=row.organisation,
        category=row.category,
        language=row.language,
        recorded_at=at,
    )
    return [f"+ {_called(row)}", *_take_over(session, row, entry)]


def _changed(session: Session, row: Row, entry: DirectoryEntry) -> list[str]:
    before = row_of(entry)
    different = [name for name in TAKEN_OVER if getattr(before, name) != getattr(row, name)]
    said = _take_over(session, row, entry)
    return ([f"~ {_called(row)}: {', '.join(different)}"] if different else []) + said


def _take_over(session: Session, row: Row, entry: DirectoryEntry) -> list[str]:
    """The file's values into the entry; an empty reference ends no designation."""
    for name in TAKEN_OVER:
        value = getattr(row, name)
        setattr(entry, name, list(value) if isinstance(value, tuple) else value)
    session.add(entry)
    session.flush()
    _link(session, entry)
    return _by_oficio(session, row, entry)


def _by_oficio(session: Session, row: Row, entry: DirectoryEntry) -> list[str]:
    if not row.reference or (entry.is_focal_point and entry.reference == row.reference):
        return []
    same = (
        each
        for each in directory.entries(session, entry.network_id)
        if plain(each.organisation) == plain(row.organisation)
    )
    standing = next((each for each in same if each.is_focal_point), None)
    if standing is not None:
        return [
            f"! {_called(row)}: not focal point; {standing.reference} stands, another oficio is recorded in the chat"
        ]
    entry.reference, entry.focal_until = row.reference, None
    session.add(entry)
    return [f"+ {_called(row)}: focal point by {row.reference}"]


def _link(session: Session, entry: DirectoryEntry) -> None:
    """An entry whose address is a guest's on the roster is that guest."""
    person = (
        people.by_email(session, entry.network_id, entry.email) if entry.email and entry.person_id is None else None
    )
    if person is None or person.id is None:
        return
    held = people.offices_of(session, person.id, entry.recorded_at.date())
    if held and all(office.office in GUESTS for office in held):
        entry.person_id = person.id
        session.add(entry)


def _called(row: Row) -> str:
    return f"{row.name} ({row.organisation})" if row.name else row.organisation
