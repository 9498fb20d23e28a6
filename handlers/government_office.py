"""The focal point of an institution of the government: in the directory and a guest on the roster, by one oficio (ToR 5).

Each institution names one; whoever was named before stops being it the day before.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from handlers.desk import Desk
from handlers.directory import show_button
from handlers.mandates import GUESTS
from handlers.reply import Refusal, text
from handlers.speaker_guests import guest_of, institution
from handlers.typed import plain
from storage import directory, invitations, outbox, people
from storage.directory import GOVERNMENT, DirectoryEntry
from storage.people import Office, Organisation, Person

CLAUSE = "5.government"


@dataclass(frozen=True, slots=True)
class Oficio:
    """The paper a designation rests on, and its day."""

    reference: str
    day: date


def focal_point_before(
    desk: Desk, organisation: str, reference: str, entry: DirectoryEntry | None
) -> DirectoryEntry | None:
    """Each institution has one focal point (ToR 5): another one rests on another oficio."""
    for row in directory.entries(desk.session, desk.network_id):
        other = entry is None or row.id != entry.id
        if reference and other and row.is_focal_point and plain(row.organisation) == plain(organisation):
            if plain(row.reference) == plain(reference):
                why = text("speakers.same_reference", reference=reference, who=row.name)
                raise Refusal(why, clause=CLAUSE, field="reference", instead=(show_button(row),))
            return row
    return None


def former_holders(desk: Desk, body: Organisation | None, but: int | None) -> list[tuple[Office, Person]]:
    """Whoever is the institution's focal point on the roster, `but` somebody; those who were only invited to speak are none."""
    if body is None:
        return []
    entries = directory.entries(desk.session, desk.network_id)
    speakers = {row.person_id for row in entries if not row.reference}
    rows = people.holders(desk.session, desk.network_id, (GOVERNMENT,), desk.today, body.id)
    return [
        (office, person)
        for office, person, _ in rows
        if person.id != but and not (office.recorded_by is not None and person.id in speakers)
    ]


def may_be_guest(desk: Desk, person: Person | None) -> None:
    """Whoever takes part in the network for a member is no focal point of the government."""
    if person is None or person.id is None:
        return
    held = people.offices_of(desk.session, person.id, desk.today)
    if any(office.office not in GUESTS for office in held):
        raise Refusal(text("government.is_member", name=person.name), clause=CLAUSE, field="email")


def appoint(desk: Desk, entry: DirectoryEntry, oficio: Oficio) -> list[Person]:
    """Make the person of an entry the focal point on the roster; who was it before is given back.

    The entry has a name and an e-mail address. The institution's open letters are answered by the oficio.
    """
    body = institution(desk, entry.organisation)
    person = guest_of(desk, entry, oficio.reference)
    _sit(desk, person, body, oficio)
    former = former_holders(desk, body, person.id)
    for office, _ in former:
        office.until = desk.today - timedelta(days=1)
        desk.session.add(office)
    desk.session.flush()
    for each in {each.id: each for _, each in former}.values():
        _stop_writing_to(desk, each)
    return [each for _, each in former]


def answer_letters(desk: Desk, body: Organisation | None, oficio: Oficio) -> None:
    """The oficio answers every letter that still waited for it."""
    for letter in invitations.designation_letters(desk.session, desk.network_id):
        if body is not None and letter.organisation_id == body.id and letter.answered_on is None:
            letter.answered_on, letter.answer_reference = oficio.day, oficio.reference
            desk.session.add(letter)


def link_guest(desk: Desk, entry: DirectoryEntry) -> None:
    """An entry whose address is a guest's on the roster is that guest."""
    person = people.by_email(desk.session, desk.network_id, entry.email) if entry.email else None
    if person is None or person.id is None or entry.person_id is not None:
        return
    held = people.offices_of(desk.session, person.id, desk.today)
    if held and all(office.office in GUESTS for office in held):
        entry.person_id = person.id
        desk.session.add(entry)


def _sit(desk: Desk, person: Person, body: Organisation, oficio: Oficio) -> None:
    assert person.id is not None
    assert body.id is not None
    held = people.offices_of(desk.session, person.id, desk.today)
    office = next((row for row in held if (row.office, row.organisation_id) == (GOVERNMENT, body.id)), None)
    office = office or Office(
        network_id=desk.network_id, person_id=person.id, organisation_id=body.id, office=GOVERNMENT, since=desk.today
    )
    office.reference, office.recorded_by = oficio.reference, desk.person_id
    desk.session.add(office)


def _stop_writing_to(desk: Desk, former: Person) -> None:
    """What waits for somebody who is no guest any more goes nowhere: it was written to them by name."""
    assert former.id is not None
    if not people.offices_of(desk.session, former.id, desk.today):
        outbox.hand_over(desk.session, desk.network_id, former.id, None)
