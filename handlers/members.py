"""Who is who: the members of the network, their seats, their people, and what is still to be designated (ToR 5).

What is missing is shown to the secretariat alone; everybody else sees the organisation without remarks.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from handlers import committee, voices
from handlers import members_parts as parts
from handlers.commands import command
from handlers.desk import Desk
from handlers.members_parts import COMMITTEE, NETWORK
from handlers.reply import Button, Buttons, Card, Facts, Form, Heading, Note, Paragraph, Part, Reply, Said, Table, text
from handlers.request import Request
from scheduler import seats
from storage import membership, people
from storage.membership import Membership
from storage.people import Office, Organisation, Person

NOBODY = "—"


@command("members.list", power="see_people")
def list_(request: Request, desk: Desk) -> Reply:
    """Every member with its official and alternate focal point and whoever sits for it in the Committee."""
    bodies, read = _bodies(desk), _read(desk)
    header = tuple(text(f"members.column.{name}") for name in ("organisation", "official", "alternate", "committee"))
    found: list[Part] = [Heading(text("members.title"))]
    if bodies:
        found.append(Table(text("members.caption"), header, tuple(_row(desk, body, read) for body in bodies)))
    else:
        found.append(Paragraph(text("members.none")))
    found += [*incomplete_parts(desk), Note(text("members.note"))]
    if parts.is_secretary(desk):
        presses = (
            Button(text("members.button.join"), "members.join", opens_form=True),
            Button(text("members.button.focal_point"), "members.focal_point", opens_form=True),
            Button(text("members.button.handover"), "members.handover", opens_form=True),
        )
        found.append(Buttons(presses))
    return Reply(Card(tuple(found)))


@command("members.show", power="see_people")
def show(request: Request, desk: Desk) -> Reply:
    """One organisation: since when it is a member, who speaks for it and in which offices, and its history."""
    wanted = request.value("organisation")
    own = list(dict.fromkeys(row.organisation_id for row in desk.offices))
    if not wanted and len(own) != 1:
        return Reply(form=_which(request, desk))
    body = parts.body_named(desk, wanted or str(own[0]))
    found: list[Part] = [Heading(body.name), Facts(tuple(_standing(desk, body)))]
    found += _people(desk, body)
    if body.name == parts.resident_office(desk):
        found += _without_resident(desk)
    if parts.is_secretary(desk):
        found += _missing(desk, body)
    if history := _history(desk, body):
        found += [Heading(text("members.history")), Facts(tuple(history))]
    return Reply(Card((*found, Buttons(_presses(desk, body)))))


def incomplete_parts(desk: Desk) -> tuple[Part, ...]:
    """Whether the Committee is incomplete: without the Resident Coordinator (ToR 5.2.2), or with a vacant seat.

    Which other seats are vacant is said to the secretariat alone.
    """
    resident = parts.resident_office(desk)
    names = [body.name for body in committee.vacant(desk, desk.today) if body.name != resident]
    if names and parts.is_secretary(desk):
        return (*_without_resident(desk), Note(text("members.vacant_seats", who=names)))
    return (*_without_resident(desk), *((Note(text("members.incomplete")),) if names else ()))


def _without_resident(desk: Desk) -> tuple[Part, ...]:
    """Said to everybody: without the Resident Coordinator there is no whole Committee."""
    resident = parts.resident_office(desk)
    seated = {body.name for body in membership.seats(desk.session, desk.network_id, COMMITTEE, desk.today)}
    vacant = {body.name for body in committee.vacant(desk, desk.today)}
    if not resident or resident in seated - vacant:
        return ()
    return (Note(text("members.without_resident", number=desk.law.charter.clauses[parts.RESIDENT].number)),)


def _bodies(desk: Desk) -> list[Organisation]:
    """Members and seats of the Committee, each once, by name."""
    rows = [each for which in (NETWORK, COMMITTEE) for each in membership.seats(desk.session, desk.network_id, which, desk.today)]  # fmt: skip
    return sorted({body.id: body for body in rows}.values(), key=lambda body: body.name)


@dataclass(frozen=True, slots=True)
class _Read:
    """What the list is made of, read at once: who holds what for each organisation (id), and which are in which body."""

    held: Mapping[int, list[tuple[Office, Person]]]
    inside: Mapping[str, frozenset[int | None]]


def _read(desk: Desk) -> _Read:
    held: dict[int, list[tuple[Office, Person]]] = {}
    for office, person, _ in people.holders(desk.session, desk.network_id, people.OFFICES, desk.today):
        held.setdefault(office.organisation_id, []).append((office, person))
    for rows in held.values():
        rows.sort(key=parts.by_weight)
    bodies = {
        which: membership.seats(desk.session, desk.network_id, which, desk.today) for which in (NETWORK, COMMITTEE)
    }
    return _Read(held, {which: frozenset(body.id for body in found) for which, found in bodies.items()})


def _row(desk: Desk, body: Organisation, read: _Read) -> tuple[Said, ...]:
    held = read.held.get(body.id or 0, [])
    is_member, sits = (body.id in read.inside[which] for which in (NETWORK, COMMITTEE))
    return (
        body.name,
        _cell(desk, held, ("focal_point",), due=is_member),
        _cell(desk, held, ("alternate",), due=is_member),
        _cell(desk, held, people.COMMITTEE_OFFICES, due=sits),
    )


def _cell(desk: Desk, held: list[tuple[Office, Person]], offices: tuple[str, ...], *, due: bool) -> Said:
    names = list(dict.fromkeys(person.name for office, person in held if office.office in offices))
    if names:
        return text("members.listed", all=names)
    return text("members.to_designate") if due and parts.is_secretary(desk) else NOBODY


def _which(request: Request, desk: Desk) -> Form:
    return Form(
        text("members.form.show"), "members.show", (parts.organisation_field(desk, request, _bodies(desk)),)
    )  # fmt: skip


def _standing(desk: Desk, body: Organisation) -> list[tuple[Said, Said]]:
    rows: list[tuple[Said, Said]] = []
    for which in (NETWORK, COMMITTEE):
        row = parts.is_in(desk, body, which)
        said = text("members.since", since=row.since) if row else text("members.is_not")
        rows.append((text(f"members.standing.{which}"), said))
    return rows


def _people(desk: Desk, body: Organisation) -> list[Part]:
    """Each person once, with every office they hold, of whichever organisation: one human may have several."""
    held = {person.id: person for _, person in parts.offices_of(desk, body)}
    if not held:
        return [Paragraph(text("members.nobody"))]
    rows = tuple((person.name, _person(desk, person)) for person in held.values())
    return [Heading(text("members.people")), Facts(rows)]


def _person(desk: Desk, person: Person) -> Said:
    assert person.id is not None
    offices = people.offices_of(desk.session, person.id, desk.today)
    said = text("members.person", offices=[parts.held_as(desk, office) for office in offices], email=person.email)
    absence = voices.away(desk.session, person.id, desk.today)
    return text("members.person_away", who=said, until=absence.last) if absence else said


def _missing(desk: Desk, body: Organisation) -> list[Part]:
    held = {office.office for office, _ in parts.offices_of(desk, body)}
    names = [name for name in seats.DESIGNATED if name not in held] if parts.is_in(desk, body, NETWORK) else []
    found: list[Part] = []
    if names:
        found.append(Note(text("members.missing", offices=[text(f"office.{name}") for name in names])))
        letters = [seats.letter_to_head(name, body.name, desk.law) for name in names]
        found += [Paragraph(text("members.drafted_letter", letter=letter)) for letter in letters]
    if body in committee.vacant(desk, desk.today) and body.name != parts.resident_office(desk):
        found.append(Note(text("members.vacant_seats", who=[body.name])))
    return found


def _history(desk: Desk, body: Organisation) -> list[tuple[Said, Said]]:
    rows = membership.history(desk.session, desk.network_id, body.id)
    return [(text(f"members.standing.{row.body}"), _span(desk, row)) for row in rows]


def _span(desk: Desk, row: Membership) -> Said:
    """From when until when; by which letter is the secretariat's to see."""
    span = text("members.since", since=row.since)
    if row.until is not None:
        span = text("members.from_to", since=row.since, until=row.until)
    letters = [letter for letter in (row.reference, row.left_reference) if letter]
    return text("members.by_letter", span=span, letters=letters) if letters and parts.is_secretary(desk) else span


def _presses(desk: Desk, body: Organisation) -> tuple[Button, ...]:
    if not parts.is_secretary(desk):
        return (parts.list_button(),)
    seat = {"organisation": str(body.id)}
    if parts.is_in(desk, body, NETWORK) is None:
        found = [Button(text("members.button.join"), "members.join", {"organisation": body.name}, opens_form=True)]
    else:
        found = [
            Button(text("members.button.focal_point"), "members.focal_point", seat, opens_form=True),
            Button(text("members.button.alternate"), "members.alternate", seat, opens_form=True),
            Button(text("members.button.leave"), "members.leave", seat, opens_form=True),
        ]
    if parts.is_in(desk, body, COMMITTEE):
        found.append(Button(text("members.button.head"), "members.head", seat, opens_form=True))
        found.append(Button(text("members.button.deputy"), "members.deputy", seat, opens_form=True))
    return (*found, parts.list_button())
