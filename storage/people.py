"""Organisations, people, the offices they hold and the accounts they speak from."""

import re
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import UniqueConstraint, bindparam
from sqlmodel import Field, Session, SQLModel, col, or_, select

from storage.journal import JournalEntry

OFFICES = (
    "coordination",
    "secretariat",
    "executive",
    "resident_coordinator",
    "deputy",
    "rco",
    "focal_point",
    "alternate",
    "government",
    "stakeholder",
)
COMMITTEE_OFFICES = ("executive", "resident_coordinator")
"""Those who sit in the Executive Committee in their own right; a deputy only stands in for them, by letter."""
ADDRESS = re.compile(r"[^@\s,;:<>()\"\\\x00-\x1f]+@[^@\s,;:<>()\"\\\x00-\x1f]+\.[^@\s,;:<>()\"\\\x00-\x1f]+")
"""What can be written to: one address, with nothing a letter's head could be led astray by."""
ERASED = "§erased"
"""Stands for the name of somebody whose contact data were deleted; `bot/language` has the words for it."""


class Organisation(SQLModel, table=True):
    """A body with a name: an agency, the Resident Coordinator's Office, a ministry, an association."""

    __table_args__ = (UniqueConstraint("network_id", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    name: str


class Person(SQLModel, table=True):
    """Somebody on the roster. `email` is lower case and names the person; `language` is theirs."""

    __table_args__ = (UniqueConstraint("network_id", "email"),)
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    name: str
    email: str
    language: str
    erased_at: datetime | None = None
    """When the contact data were deleted, some time after the last office ended; the row stays for the record."""


class Absence(SQLModel, table=True):
    """Days on which a person is away, first to last inclusive: their alternate speaks meanwhile."""

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    first: date
    last: date
    said_at: datetime
    withdrawn_at: datetime | None = None


class Office(SQLModel, table=True):
    """An office held: who, for which organisation, from when, until when (the last day, inclusive)."""

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    office: str
    since: date
    until: date | None = None
    reference: str = ""
    """The letter, message or decision it rests on, as the secretariat keeps it."""
    recorded_by: int | None = Field(default=None, foreign_key="person.id")


class Account(SQLModel, table=True):
    """Where a person speaks from on a platform: `platform` is slack, teams or web."""

    __table_args__ = (UniqueConstraint("network_id", "platform", "workspace", "external_id"),)
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    platform: str
    workspace: str = ""
    external_id: str
    email: str = ""
    """The address the platform gave when the account was matched; a change means: match again."""
    seen_at: datetime


def reached_on(session: Session, network_id: int, platform: str, now: datetime) -> None:
    """Give everybody on the roster an account of that platform, named by their own number."""
    there = select(Account.person_id).where(Account.network_id == network_id, Account.platform == platform)
    query = select(Person.id).where(Person.network_id == network_id, col(Person.id).not_in(there))
    for person in session.exec(query).all():
        if person is not None:
            account = Account(
                network_id=network_id, person_id=person, platform=platform, external_id=str(person), seen_at=now
            )
            session.add(account)


def by_email(session: Session, network_id: int, email: str) -> Person | None:
    """The person of this address, however it is capitalised."""
    wanted = email.strip().lower()
    return session.exec(select(Person).where(Person.network_id == network_id, Person.email == wanted)).first()


def account(session: Session, network_id: int, platform: str, workspace: str, external_id: str) -> Account | None:
    """The account of that name on that platform, if it has been matched to somebody."""
    return session.exec(
        select(Account).where(
            Account.network_id == network_id,
            Account.platform == platform,
            Account.workspace == workspace,
            Account.external_id == external_id,
        )
    ).first()


def has_come(session: Session, person_id: int) -> bool:
    """Whether somebody has been met on some platform, or is in the journal with an act of their own."""
    met = select(Account.id).where(Account.person_id == person_id)
    acted = select(JournalEntry.number).where(JournalEntry.person_id == person_id)
    return session.exec(met.limit(1)).first() is not None or session.exec(acted.limit(1)).first() is not None


def with_account(session: Session, network_id: int) -> set[int]:
    """The people (ids) who have been met on some platform: they are written to there."""
    return set(session.exec(select(Account.person_id).where(Account.network_id == network_id)))


def offices_of(session: Session, person_id: int, on: date) -> list[Office]:
    """The offices a person holds that day, in the charter's order of weight."""
    rows = session.execute(_OFFICES_OF, {"person": person_id, "on": on}).scalars()
    return sorted(rows, key=lambda row: (OFFICES.index(row.office), row.id))


_OFFICES_OF = select(Office).where(
    col(Office.person_id) == bindparam("person"),
    col(Office.since) <= bindparam("on"),
    or_(col(Office.until).is_(None), col(Office.until) >= bindparam("on")),
)
"""Written out once: it is asked with every request."""


def holders(
    session: Session, network_id: int, offices: Collection[str], on: date, organisation_id: int | None = None
) -> list[tuple[Office, Person, Organisation]]:
    """Who holds any of these offices that day, by organisation and name; one row per office held."""
    query = _HOLDERS if organisation_id is None else _HOLDERS_OF_ONE
    asked = {"network": network_id, "offices": list(offices), "on": on, "organisation": organisation_id}
    return [(office, person, organisation) for office, person, organisation in session.exec(query, params=asked)]


_IN_FORCE = (
    col(Office.since) <= bindparam("on"),
    or_(col(Office.until).is_(None), col(Office.until) >= bindparam("on")),
)
_HOLDERS = (
    select(Office, Person, Organisation)
    .join(Person, col(Person.id) == Office.person_id)
    .join(Organisation, col(Organisation.id) == Office.organisation_id)
    .where(Office.network_id == bindparam("network"), *_IN_FORCE)
    .where(col(Office.office).in_(bindparam("offices", expanding=True)))
    .order_by(Organisation.name, col(Office.office).desc(), Person.name)
)
_HOLDERS_OF_ONE = _HOLDERS.where(Office.organisation_id == bindparam("organisation"))
"""Written out once: nothing is asked more often than who holds an office."""


def readers(session: Session, network_id: int, offices: Collection[str], on: date) -> list[Person]:
    """The people behind these offices, each once, by name."""
    people = {person.id: person for _, person, _ in holders(session, network_id, offices, on)}
    return sorted(people.values(), key=lambda person: person.name)


def erased(session: Session, network_id: int) -> frozenset[int]:
    """The people (ids) whose contact data were deleted."""
    query = select(Person.id).where(Person.network_id == network_id, col(Person.erased_at).is_not(None))
    return frozenset(person for person in session.exec(query) if person is not None)


def absences(session: Session, network_id: int, since: date) -> list[Absence]:
    """The absences not taken back that end that day or later, in the order they were announced."""
    query = select(Absence).where(
        Absence.network_id == network_id, col(Absence.last) >= since, col(Absence.withdrawn_at).is_(None)
    )
    return list(session.exec(query.order_by(col(Absence.id))))


def organisations(session: Session, network_id: int) -> list[Organisation]:
    """Every organisation of the network, by name."""
    return list(session.exec(_ORGANISATIONS, params={"network": network_id}))


_ORGANISATIONS = select(Organisation).where(Organisation.network_id == bindparam("network")).order_by(Organisation.name)


def names_of_organisations(session: Session, network_id: int) -> tuple[str, ...]:
    """What the organisations of the network are called, by name."""
    return tuple(session.connection().execute(_NAMES, {"network": network_id}).scalars())


_BODIES = Organisation.__table__
_NAMES = select(_BODIES.c.name).where(_BODIES.c.network_id == bindparam("network")).order_by(_BODIES.c.name)


def seats(session: Session, network_id: int, offices: Collection[str], on: date) -> list[Organisation]:
    """The organisations with somebody in any of these offices that day, each once, by name."""
    bodies = {body.id: body for _, _, body in holders(session, network_id, offices, on)}
    return sorted(bodies.values(), key=lambda body: body.name)
