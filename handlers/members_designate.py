"""Each member designates an official focal point and an alternate; a seat of the Committee its head (ToR 5).

Whoever is designated takes the place of whoever held the office: that office ends the day before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from handlers import finding, members_welcome
from handlers import members_parts as parts
from handlers.commands import command
from handlers.desk import Desk
from handlers.meeting_plan import TRUE
from handlers.members_parts import COMMITTEE, FOCAL_POINTS, NETWORK, SEATS
from handlers.reply import (  # fmt: skip
    Button,
    Buttons,
    Card,
    Facts,
    Field,
    Form,
    Heading,
    Option,
    Paragraph,
    Question,
    Refusal,
    Reply,
    Said,
    text,
)
from handlers.request import CONFIRMED, FORM, Request
from handlers.why import source_parts
from storage import membership, outbox, people
from storage.people import Office, Organisation, Person

FOCAL_POINT, ALTERNATE, HEAD, DEPUTY = "focal_point", "alternate", "executive", "deputy"
OF_THE = {FOCAL_POINT: NETWORK, ALTERNATE: NETWORK, HEAD: COMMITTEE, DEPUTY: COMMITTEE}
COMMANDS: Mapping[str, str] = MappingProxyType(
    {"members.focal_point": FOCAL_POINT, "members.alternate": ALTERNATE, "members.head": HEAD, "members.deputy": DEPUTY}
)


@dataclass(frozen=True, slots=True)
class Designation:
    """Who is to hold which office for which organisation, by which letter."""

    body: Organisation
    office: str
    name: str
    email: str
    language: str
    reference: str
    person: Person | None
    """Somebody who is on the roster already, under that address."""
    former: tuple[tuple[Office, Person], ...]
    given_up: tuple[Office, ...] = ()
    """What the same person was beside it: nobody is official and alternate of one seat."""

    @property
    def clause(self) -> str:
        """The clause it rests on."""
        return FOCAL_POINTS if OF_THE[self.office] == NETWORK else SEATS


@command("members.focal_point", power="manage_people")
def focal_point(request: Request, desk: Desk) -> Reply:
    """A member's official focal point, as its head designates them."""
    return _designate(request, desk)


@command("members.alternate", power="manage_people")
def alternate(request: Request, desk: Desk) -> Reply:
    """A member's alternate focal point, as its head designates them."""
    return _designate(request, desk)


@command("members.head", power="manage_people")
def head(request: Request, desk: Desk) -> Reply:
    """Whoever sits in the Committee for an organisation that is part of it."""
    return _designate(request, desk)


@command("members.deputy", power="manage_people")
def deputy(request: Request, desk: Desk) -> Reply:
    """Whoever stands in for a seat of the Committee: only with a letter, also for the Resident Coordinator's."""
    return _designate(request, desk)


def _designate(request: Request, desk: Desk) -> Reply:
    office = _office(request)
    given = [request.value(name) for name in ("organisation", "name", "email")]
    if office == DEPUTY:
        given.append(request.value("reference"))
    if request.step == FORM or not all(given):
        return Reply(form=designation_form(request, desk, office))
    try:
        found = _checked(request, desk, office)
    except Refusal as refusal:
        refusal.form = refusal.form or designation_form(request, desk, office)
        raise
    if request.step != CONFIRMED:
        return desk.show_first(request, _preview(desk, found))
    person = appoint(desk, found)
    facts = Facts((*_rows(desk, found), (text("record.told"), parts.listed([person.name, *_former_names(found)]))))
    done = text("members.designate.done", name=person.name, seat=_seat(found))
    return Reply(Card((Heading(done), facts, Buttons((parts.show_button(found.body), parts.list_button())))))


def appoint(desk: Desk, found: Designation) -> Person:
    """Write the office down, end the former holder's, and tell both."""
    person = found.person or _new_person(desk, found)
    assert person.id is not None
    assert found.body.id is not None
    _end(desk, [*(office for office, _ in found.former), *found.given_up])
    for office in _offices_given(desk, found):
        desk.session.add(
            Office(
                network_id=desk.network_id, person_id=person.id, organisation_id=found.body.id, office=office,
                since=desk.today, reference=found.reference, recorded_by=desk.person_id,
            )
        )  # fmt: skip
    desk.session.flush()
    desk.record(
        "member.designated", found.body.name, found.clause, seat=found.office, person=person.id,
        former=[each.id for _, each in found.former], reference=found.reference,
    )  # fmt: skip
    _tell(desk, found, person)
    return person


def _office(request: Request) -> str:
    """The office of the command; "punto-focal … alterno" is the alternate's."""
    named, usual = request.value("office"), COMMANDS[request.command]
    return named if named in OF_THE and OF_THE[named] == OF_THE[usual] else usual


def _checked(request: Request, desk: Desk, office: str) -> Designation:
    body = parts.body_named(desk, request.value("organisation"))
    which = OF_THE[office]
    if parts.is_in(desk, body, which) is None:
        raise _no_seat(body, which)
    name, email = parts.line(request, "name"), parts.address(request)
    person = people.by_email(desk.session, desk.network_id, email)
    if person is not None:
        _is_this_the_one(request, desk, body, person)
    held = parts.offices_of(desk, body)
    former = tuple((row, each) for row, each in held if row.office in _seats_of(desk, body, office))
    if person is not None and any(each.id == person.id for _, each in former):
        why = text(
            "members.designate.already", name=person.name, organisation=body.name, office=text(f"office.{office}")
        )
        raise Refusal(why, clause=FOCAL_POINTS if which == NETWORK else SEATS, instead=(parts.show_button(body),))
    beside = {FOCAL_POINT, ALTERNATE} if which == NETWORK else {HEAD, DEPUTY}
    given_up = tuple(row for row, each in held if person and each.id == person.id and row.office in beside)
    language = request.value("language")
    return Designation(
        body, office, person.name if person else name, email,
        language if language in desk.law.charter.languages else desk.law.charter.language,
        parts.line(request, "reference", parts.LONGEST_REFERENCE), person, former, given_up,
    )  # fmt: skip


def _no_seat(body: Organisation, which: str) -> Refusal:
    name = "members.join" if which == NETWORK else "members.committee"
    press = Button(text(f"{name.replace('.', '.button.')}"), name, {"organisation": body.name}, opens_form=True)
    why = text("members.not_in", organisation=body.name, body=text(f"members.body.{which}"))
    return Refusal(why, clause=parts.CLAUSE[which], field="organisation", instead=(press,))


def _is_this_the_one(request: Request, desk: Desk, body: Organisation, person: Person) -> None:
    """An address that belongs to another organisation's person is pointed out and asked about, not overwritten."""
    assert person.id is not None
    held = people.offices_of(desk.session, person.id, desk.today)
    elsewhere = [office for office in held if office.organisation_id != body.id]
    if not elsewhere or request.values.get("same") in TRUE:
        return
    raise whose_address(request, desk, person, [parts.held_as(desk, office) for office in elsewhere])


def whose_address(request: Request, desk: Desk, person: Person, elsewhere: Sequence[Said]) -> Question:
    """The question that is asked when an address is that of somebody of another organisation."""
    kept = {key: value for key, value in request.values.items() if key != "same"}
    given = request.value("name") or person.name
    said = text("members.designate.elsewhere", email=person.email, name=person.name, offices=elsewhere, given=given)
    yes = finding.kept_button(desk, text("members.button.same"), request.command, kept, same=True)
    without = {key: value for key, value in kept.items() if key != "email"}
    draft = {"draft": desk.keep(request.command, without)}
    other = Button(text("members.button.other_address"), "drafts.change", draft, opens_form=True)
    title = Heading(text("members.designate.whose"))
    return Question(Reply(Card((title, Paragraph(said), Buttons((yes, other)))), wrong="email"))


def _seats_of(desk: Desk, body: Organisation, office: str) -> tuple[str, ...]:
    """The offices that change hands: whoever sits for the Resident Coordinator's office is the Resident Coordinator."""
    if office == HEAD and body.name == parts.resident_office(desk):
        return people.COMMITTEE_OFFICES
    return (office,)


def _offices_given(desk: Desk, found: Designation) -> tuple[str, ...]:
    return _seats_of(desk, found.body, found.office)


def _new_person(desk: Desk, found: Designation) -> Person:
    person = Person(network_id=desk.network_id, name=found.name, email=found.email, language=found.language)
    desk.session.add(person)
    desk.session.flush()
    return person


def _end(desk: Desk, offices: Sequence[Office]) -> None:
    for office in offices:
        office.until = desk.today - timedelta(days=1)
        desk.session.add(office)


def _tell(desk: Desk, found: Designation, person: Person) -> None:
    key = f"members.designated/{found.body.id}/{found.office}/{desk.today}"
    values: dict[str, Any] = {"organisation": found.body.name, "office": text(f"office.{found.office}")}
    desk.tell(person, "members.designated", found.body.name, key=f"{key}/{person.id}", **values)
    for former in {each.id: each for _, each in found.former}.values():
        stop_writing_to(desk, former, person)
        desk.tell(former, "members.relieved", found.body.name, key=f"{key}/{former.id}/relieved", **values)
    if found.office != DEPUTY:
        members_welcome.welcome_newcomers(desk, found.body)


def stop_writing_to(desk: Desk, former: Person, successor: Person | None) -> None:
    """What waits for somebody who left goes to whoever follows, or nowhere; reminders are written anew for the seat."""
    assert former.id is not None
    if not people.offices_of(desk.session, former.id, desk.today):
        outbox.hand_over(desk.session, desk.network_id, former.id, successor.id if successor else None)


def _preview(desk: Desk, found: Designation) -> Card:
    told = (text("record.told"), parts.listed([found.name, *_former_names(found)]))
    heading = Heading(text("members.designate.preview", office=text(f"office.{found.office}")))
    return Card((heading, Facts((*_rows(desk, found), told)), *source_parts(desk, found.clause)))


def _former_names(found: Designation) -> list[str]:
    return list(dict.fromkeys(person.name for _, person in found.former))


def _seat(found: Designation) -> Said:
    return text("members.held", office=text(f"office.{found.office}"), organisation=found.body.name)


def _rows(desk: Desk, found: Designation) -> list[tuple[Said, Said]]:
    rows: list[tuple[Said, Said]] = [
        (text("members.fact.seat"), _seat(found)),
        (text("members.fact.person"), text("members.name_and_address", name=found.name, email=found.email)),
    ]
    if found.person is not None:
        rows.append((text("members.fact.known"), text("members.designate.known")))
    if found.former:
        last = desk.today - timedelta(days=1)
        replaced = text("members.designate.replaces", who=_former_names(found), last=last)
        rows.append((text("members.fact.replaces"), replaced))
    if found.given_up:
        offices = [text(f"office.{row.office}") for row in found.given_up]
        rows.append((text("members.fact.given_up"), parts.listed(offices)))
    reference: Said = found.reference or text("members.no_reference")
    return [*rows, (text("members.fact.reference"), reference)]


def designation_form(request: Request, desk: Desk, office: str) -> Form:
    """Filled with what was given; the letter is required of whoever stands in for a seat of the Committee."""
    bodies = membership.seats(desk.session, desk.network_id, OF_THE[office], desk.today)
    if not bodies:
        raise Refusal(text("members.nobody_to_choose"), clause=parts.CLAUSE[OF_THE[office]])
    offered = [name for name in OF_THE if OF_THE[name] == OF_THE[office]]
    options = tuple(Option(name, text(f"office.{name}")) for name in offered)
    languages = tuple(Option(name, text(f"language.{name}")) for name in desk.law.charter.languages)
    language = request.value("language") or desk.law.charter.language
    _, letter = parts.letter_fields(request, required=office == DEPUTY)
    fields = (
        parts.organisation_field(desk, request, bodies),
        Field("select", "office", text("members.fact.office"), office, options=options),
        Field("text", "name", text("members.fact.name"), request.value("name")[:120], longest=parts.LONGEST_NAME),
        Field("text", "email", text("members.fact.email"), request.value("email")[:120], longest=parts.LONGEST_NAME),
        Field("select", "language", text("members.fact.language"), language, options=languages),
        letter,
    )
    return Form(text("members.form.designate"), request.command, fields)
