"""The roster as a CSV file: read whole, refused whole with line and column, imported as often as one likes."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot.roster_addresses import hand_over
from bot.roster_guard import settled_in_chat
from storage import journal, membership, networks, people
from storage.charter import Charter
from storage.networks import Network
from storage.people import ADDRESS, OFFICES, Office, Organisation, Person

COLUMNS = ("organisation", "name", "email", "office", "language")
GOVERNMENT = "government"
MEMBER_OFFICES = ("focal_point", "alternate", "executive")
LONGEST = 200
FIRST_PRINTABLE = 32


class RosterError(ValueError):
    """The file cannot be used; the message names the file, line and column."""


@dataclass(frozen=True, slots=True)
class Row:
    """One office of one person, as the file has it."""

    organisation: str
    name: str
    email: str
    office: str
    language: str


def import_roster(session: Session, charter: Charter, content: str, file: str, at: datetime) -> list[str]:
    """Make the roster what the file says, and tell what changed, one line each; nobody is deleted.

    Offices that the file no longer has end the day before; the people and their history stay. What was recorded
    in the chat, by letter, is neither ended nor undone by a file.
    """
    rows = read_roster(content, file, charter)
    network = _opened(session, charter, at)
    assert network.id is not None
    today = at.astimezone(ZoneInfo(charter.zone)).date()
    changes: list[str] = []
    held: set[int] = set()
    hand_over(session, network.id, rows, changes)
    for row in rows:
        body = _organisation(session, network.id, row, changes)
        if why := settled_in_chat(session, network.id, body, row.office, row.email, today):
            changes.append(f"! {row.name}: not {row.office} of {row.organisation}; {why}")
            continue
        person = _person(session, network.id, row, changes)
        office = _office(session, network.id, body, person, row, today, changes)
        assert office.id is not None
        held.add(office.id)
        _sits(session, network.id, charter, body, row.office, today, at, changes)
    _end_others(session, network.id, held, today, changes)
    if changes:
        journal.write(
            session,
            network_id=network.id,
            at=at,
            act="people.imported",
            about="roster",
            values={"changes": len(changes)},
        )
        networks.look_now(session, network.id)
    return changes


def read_roster(content: str, file: str, charter: Charter) -> list[Row]:
    """The rows of the file, all of them right."""
    reader = csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline=""))
    header = next(reader, None)
    if header is None:
        raise RosterError(f"{file}:1: the file is empty; its first line must be {','.join(COLUMNS)}")
    names = tuple(cell.strip().lower() for cell in header)
    if names != COLUMNS:
        raise RosterError(f"{file}:1: the columns must be {','.join(COLUMNS)}; found {','.join(names)}")
    rows: list[Row] = []
    for cells in reader:
        if any(cell.strip() for cell in cells):
            where = f"{file}:{reader.line_num}"
            rows.append(_checked(cells, where, charter))
            _one_each(rows, where, charter)
    _check_people(rows, file)
    return rows


def _checked(cells: list[str], where: str, charter: Charter) -> Row:
    if len(cells) != len(COLUMNS):
        raise RosterError(f"{where}: {len(COLUMNS)} columns are needed, {len(cells)} found")
    row = Row(*(cell.strip() for cell in cells))
    for column, value in zip(COLUMNS, cells, strict=True):
        if not value.strip():
            raise RosterError(f"{where}: column {column}: nothing in it")
        if len(value) > LONGEST or any(ord(letter) < FIRST_PRINTABLE for letter in value):
            raise RosterError(
                f"{where}: column {column}: longer than {LONGEST} characters, or has a line break or control character"
            )
    if not ADDRESS.fullmatch(row.email):
        raise RosterError(f"{where}: column email: {row.email!r} is not an address")
    if row.office not in OFFICES:
        raise RosterError(f"{where}: column office: {row.office!r} is none of {', '.join(OFFICES)}")
    if row.language not in charter.languages:
        raise RosterError(f"{where}: column language: {row.language!r} is none of {', '.join(charter.languages)}")
    bound = charter.offices[row.office].bound_to if row.office in charter.offices else ""
    if bound and row.organisation != bound:
        raise RosterError(f"{where}: column organisation: the office {row.office} belongs to {bound} by the charter")
    return Row(row.organisation, row.name, row.email.lower(), row.office, row.language)


def _one_each(rows: list[Row], where: str, charter: Charter) -> None:
    """Each institution of the Government names one focal point (ToR 5)."""
    new = rows[-1]
    same = (row for row in rows[:-1] if (row.organisation, row.office) == (new.organisation, GOVERNMENT))
    first = next((row for row in same if row.email != new.email), None)
    if new.office == GOVERNMENT and first is not None:
        number = charter.clauses[charter.offices[GOVERNMENT].clause].number
        raise RosterError(
            f"{where}: column office: {new.organisation} has a focal point already, {first.name}; "
            f"each institution names one, says clause {number}"
        )


def _check_people(rows: list[Row], file: str) -> None:
    """The same address must be the same person throughout."""
    known: dict[str, Row] = {}
    for row in rows:
        first = known.setdefault(row.email, row)
        if (first.name, first.language) != (row.name, row.language):
            raise RosterError(
                f"{file}: {row.email} is two people: {first.name} ({first.language}), {row.name} ({row.language})"
            )
    if not rows:
        raise RosterError(f"{file}: nobody is in it")


def _opened(session: Session, charter: Charter, at: datetime) -> Network:
    network = networks.find(session, charter.name)
    if network is None:
        network = Network(charter=charter.name, opened_at=at)
        session.add(network)
        session.flush()
    return network


def _organisation(session: Session, network_id: int, row: Row, changes: list[str]) -> Organisation:
    query = select(Organisation).where(Organisation.network_id == network_id, Organisation.name == row.organisation)
    body = session.exec(query).first()
    if body is None:
        body = Organisation(network_id=network_id, name=row.organisation)
        session.add(body)
        session.flush()
        changes.append(f"+ organisation {body.name}")
    return body


def _person(session: Session, network_id: int, row: Row, changes: list[str]) -> Person:
    person = people.by_email(session, network_id, row.email)
    if person is None:
        person = Person(network_id=network_id, name=row.name, email=row.email, language=row.language)
        changes.append(f"+ {row.name} <{row.email}>")
    elif (person.name, person.language) != (row.name, row.language):
        changes.append(f"~ {row.email}: {person.name} ({person.language}) is now {row.name} ({row.language})")
        person.name, person.language = row.name, row.language
    session.add(person)
    session.flush()
    return person


def _office(
    session: Session, network_id: int, body: Organisation, person: Person, row: Row, today: date, changes: list[str]
) -> Office:
    query = select(Office).where(
        Office.person_id == person.id,
        Office.organisation_id == body.id,
        Office.office == row.office,
        col(Office.until).is_(None),
    )
    office = session.exec(query).first()
    if office is None:
        assert person.id is not None
        assert body.id is not None
        office = Office(
            network_id=network_id, person_id=person.id, organisation_id=body.id, office=row.office, since=today
        )
        session.add(office)
        session.flush()
        changes.append(f"+ {row.name}: {row.office} of {row.organisation}")
    return office


def _sits(
    session: Session, network_id: int, charter: Charter, body: Organisation, office: str, today: date, at: datetime,
    changes: list[str],
) -> None:  # fmt: skip
    """Whoever is listed with a focal point is a member, and with a head in the Committee sits there too.

    The file never ends a membership: a seat that nobody holds is a vacant seat, and leaving needs a letter.
    """
    assert body.id is not None
    bodies = [membership.COMMITTEE] if office in people.COMMITTEE_OFFICES else []
    if office in MEMBER_OFFICES and body.name != charter.offices["resident_coordinator"].bound_to:
        bodies.append(membership.NETWORK)
    for each in bodies:
        if membership.current(session, network_id, body.id, each, today) is None:
            session.add(
                membership.Membership(
                    network_id=network_id, organisation_id=body.id, body=each, since=today, recorded_at=at
                )
            )
            session.flush()
            changes.append(f"+ {body.name} is in the {each}")


def _end_others(session: Session, network_id: int, held: set[int], today: date, changes: list[str]) -> None:
    query = select(Office, Person).where(
        Office.network_id == network_id,
        col(Office.until).is_(None),
        col(Office.recorded_by).is_(None),
        Person.id == Office.person_id,
    )
    for office, person in session.exec(query):
        if office.id not in held:
            office.until = today - timedelta(days=1)
            session.add(office)
            changes.append(f"- {person.name}: no longer {office.office}")
