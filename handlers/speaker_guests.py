"""Whoever is invited to speak becomes a guest of the network: they answer by mail, by link or in chat like every guest (ToR 5)."""

from sqlmodel import select

from handlers.desk import Desk
from storage import people
from storage.directory import GOVERNMENT, DirectoryEntry
from storage.people import Office, Organisation, Person

STAKEHOLDER = "stakeholder"


def guest_of(desk: Desk, entry: DirectoryEntry, reference: str = "") -> Person:
    """The person on the roster behind an entry of the directory: found by e-mail, or written down as a guest.

    Somebody who is in the network already keeps the offices they hold and gets none besides. The entry
    must have a name and an e-mail address.
    """
    person = people.by_email(desk.session, desk.network_id, entry.email)
    if person is None:
        person = Person(
            network_id=desk.network_id, name=entry.name, email=entry.email.strip().lower(), language=entry.language
        )
        desk.session.add(person)
        desk.session.flush()
    assert person.id is not None
    if not people.offices_of(desk.session, person.id, desk.today):
        _receive(desk, person.id, entry, reference)
    entry.person_id = person.id
    desk.session.add(entry)
    desk.session.flush()
    return person


def institution(desk: Desk, name: str) -> Organisation:
    """The organisation of that name, written down when the network has not met it yet."""
    wanted = name.strip()
    query = select(Organisation).where(Organisation.network_id == desk.network_id)
    found = next((row for row in desk.session.exec(query) if row.name.casefold() == wanted.casefold()), None)
    if found is None:
        found = Organisation(network_id=desk.network_id, name=wanted)
        desk.session.add(found)
        desk.session.flush()
    return found


def _receive(desk: Desk, person_id: int, entry: DirectoryEntry, reference: str) -> None:
    office = Office(
        network_id=desk.network_id, person_id=person_id, organisation_id=institution(desk, entry.organisation).id or 0,
        office=GOVERNMENT if entry.category == GOVERNMENT else STAKEHOLDER, since=desk.today,
        reference=reference or entry.reference, recorded_by=desk.person_id,
    )  # fmt: skip
    desk.session.add(office)
