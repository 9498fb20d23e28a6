"""Members of the network in tests: who they are, what was told, and ways to look at the roster."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlmodel import col, select

from handlers.reply import Reply
from storage import membership, people
from storage.membership import Membership
from storage.people import Office, Person
from tests.handlers.record_scene import TEC, said, technical
from tests.town import Town, lima

COORDINATOR, SECRETARY = "l.altaquilla", "r.berrocapa"
NOELIA, HUGO, HEAD, RESIDENT, GUEST = "n.quintamayo", "h.parihuanca", "t.wrennfeld", "a.soderquist", "f.valderruma"
MORNING = lima(2027, 3, 2, 10)
"""A Tuesday."""
LETTER = {"date": "2027-02-26", "reference": "carta FAO 045-2027"}

SPRING = lima(2027, 4, 7, 10)
TODAY = SPRING.date()
ROSA = {"name": "Rosa Alva", "email": "r.alva@acnur.example", "reference": "carta 12"}

__all__ = [
    "COORDINATOR",
    "GUEST",
    "HEAD",
    "HUGO",
    "LETTER",
    "MORNING",
    "NOELIA",
    "RESIDENT",
    "ROSA",
    "SECRETARY",
    "SPRING",
    "TODAY",
    "busy",
    "designate",
    "handed_over",
    "history",
    "holders",
    "join",
    "offices",
    "person",
    "said",
]  # fmt: skip


def busy(town: Town) -> None:
    """A meeting held, an action of ACNUR, a meeting to come that its people are convened to."""
    technical(town)
    given = {"organisation": "ACNUR", "wording": "Enviar el mapa", "date": "2027-05-14", "meeting": TEC}
    town.do(SECRETARY, "actions.assign", lima(2027, 4, 6, 15), **given)
    town.do(
        SECRETARY,
        "meetings.convene",
        lima(2027, 4, 6, 16),
        kind="plenary",
        date="2027-06-01",
        time="10:00",
        title="Datos",
    )


def handed_over(town: Town, **follows: str) -> str:
    shown = town.ask(SECRETARY, "members.handover", SPRING, person="Noelia Quintamayo", asked=True, **follows)
    town.confirm(SECRETARY, shown, SPRING)
    return said(shown)


def join(town: Town, name: str = "FAO", at: datetime = MORNING) -> Reply:
    return town.do(SECRETARY, "members.join", at, organisation=name, **LETTER)


def designate(town: Town, command: str, organisation: str, name: str, email: str, at: datetime = MORNING, **more: Any) -> Reply:  # fmt: skip
    return town.do(SECRETARY, command, at, organisation=organisation, name=name, email=email, **more)


def history(town: Town, organisation: str) -> list[Membership]:
    with town.database.reading() as session:
        return membership.history(session, town.network_id, town.organisation(organisation))


def holders(town: Town, organisation: str, office: str, on: date) -> list[str]:
    """The e-mails of those who hold the office that day, by the part before the @."""
    with town.database.reading() as session:
        rows = people.holders(session, town.network_id, (office,), on, town.organisation(organisation))
        return [person.email.split("@")[0] for _, person, _ in rows]


def offices(town: Town, who: str) -> list[Office]:
    with town.database.reading() as session:
        query = select(Office).where(Office.person_id == town.id_of(who)).order_by(col(Office.id))
        return list(session.exec(query))


def person(town: Town, number: int) -> Person:
    with town.database.reading() as session:
        return session.get_one(Person, number)
