"""Whom a member designates, and for what: the form, what is checked, what is asked back (ToR 5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from handlers import finding
from handlers import members_parts as parts
from handlers.desk import Desk
from handlers.meeting_plan import TRUE
from handlers.members_parts import COMMITTEE, FOCAL_POINTS, NETWORK, SEATS
from handlers.reply import (
    Button,
    Buttons,
    Card,
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
from handlers.request import Request
from storage import membership, people
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


def office_meant(request: Request) -> str:
    """The office of the command; "punto-focal … alterno" is the alternate's."""
    named, usual = request.value("office"), COMMANDS[request.command]
    return named if named in OF_THE and OF_THE[named] == OF_THE[usual] else usual


def checked(request: Request, desk: Desk, office: str) -> Designation:
    """The designation as it would be recorded, or why it cannot be; an address of somebody else is asked about."""
    body = parts.body_named(desk, request.value("organisation"))
    which = OF_THE[office]
    if parts.is_in(desk, body, which) is None:
        raise _no_seat(body, which)
    name, email = parts.line(request, "name"), parts.address(request)
    person = people.by_email(desk.session, desk.network_id, email)
    if person is not None:
        _is_this_the_one(request, desk, body, person)
    held = parts.offices_of(desk, body)
    former = tuple((row, each) for row, each in held if row.office in seats_of(desk, body, office))
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


def seats_of(desk: Desk, body: Organisation, office: str) -> tuple[str, ...]:
    """The offices that change hands: whoever sits for the Resident Coordinator's office is the Resident Coordinator."""
    if office == HEAD and body.name == parts.resident_office(desk):
        return people.COMMITTEE_OFFICES
    return (office,)


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
