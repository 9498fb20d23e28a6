"""What every act about members needs: which organisation is meant, the letter it rests on, who holds which seat."""

from datetime import date
from typing import Any

from handlers import typed
from handlers.desk import Desk
from handlers.mandates import GUESTS, may
from handlers.reply import Button, Field, Option, Refusal, Said, Text, text
from handlers.request import Request
from storage import membership, people
from storage.membership import COMMITTEE, NETWORK, Membership
from storage.people import Office, Organisation, Person

MEMBERS, SEATS, FOCAL_POINTS, RESIDENT = "5.members", "5.committee", "5.focal_points", "5.2.2"
CLAUSE = {NETWORK: MEMBERS, COMMITTEE: SEATS}
LONGEST_NAME, LONGEST_REFERENCE = 120, 300
FIRST_PRINTABLE, DELETE = 32, 127
LINE_ENDS = "\x85\u2028\u2029"


def is_secretary(desk: Desk) -> bool:
    """Whether the person keeps the list of members: only they see what is missing from it."""
    return may(desk.law.charter, "manage_people", desk.offices)


def line(request: Request, name: str, longest: int = LONGEST_NAME) -> str:
    """One line as typed. Line breaks and control characters are refused: they would lead a letter's head astray."""
    given = request.value(name)
    if any(ord(letter) < FIRST_PRINTABLE or ord(letter) == DELETE or letter in LINE_ENDS for letter in given):
        raise Refusal(text("members.not_a_line"), field=name)
    return " ".join(typed.words(request, name, longest).split())


def address(request: Request, name: str = "email") -> str:
    """One e-mail address in lower case, and nothing else."""
    given = line(request, name, LONGEST_NAME)
    if given and not people.ADDRESS.fullmatch(given):
        raise Refusal(text("members.not_an_address", written=given[:80]), field=name)
    return given.lower()


def letter_day(request: Request, desk: Desk) -> date:
    """The day of the letter or message: never one to come."""
    day = typed.day(request, "date")
    if day > desk.today:
        raise Refusal(text("members.letter_to_come", day=day), field="date")
    return day


def known(desk: Desk, wanted: str) -> Organisation | None:
    """The organisation of that name in any case, or of that number."""
    if not wanted:
        return None
    bodies = people.organisations(desk.session, desk.network_id)
    return next(
        (body for body in bodies if wanted == str(body.id) or typed.plain(wanted) == typed.plain(body.name)), None
    )


def body_named(desk: Desk, wanted: str) -> Organisation:
    """The organisation that is named, or a refusal that says it is not on the list."""
    found = known(desk, wanted)
    if found is None:
        raise Refusal(
            text("members.unknown", organisation=wanted[:80]), clause=MEMBERS, field="organisation",
            instead=(list_button(),),
        )  # fmt: skip
    return found


def is_in(desk: Desk, body: Organisation, which: str) -> Membership | None:
    """The organisation's membership of that body today."""
    assert body.id is not None
    return membership.current(desk.session, desk.network_id, body.id, which, desk.today)


def resident_office(desk: Desk) -> str:
    """The organisation of the Resident Coordinator, who is part of the Committee (ToR 5.2.2)."""
    return desk.law.charter.offices["resident_coordinator"].bound_to


def offices_of(desk: Desk, body: Organisation) -> list[tuple[Office, Person]]:
    """Who holds which office for the organisation today, in the charter's order of weight."""
    rows = people.holders(desk.session, desk.network_id, people.OFFICES, desk.today, body.id)
    found = [(office, person) for office, person, _ in rows]
    return sorted(found, key=by_weight)


def by_weight(row: tuple[Office, Person]) -> tuple[int, str]:
    """The charter's order of weight, then the name."""
    return people.OFFICES.index(row[0].office), row[1].name


def is_guest(desk: Desk, body: Organisation) -> bool:
    """Whether the organisation takes part as a guest: the government and others are no members of the network."""
    held = {office.office for office, _ in offices_of(desk, body)}
    return bool(held) and held <= set(GUESTS)


def listed(names: list[Any]) -> Said:
    """Names in a row."""
    return text("members.listed", all=names)


def held_as(desk: Desk, office: Office) -> Text:
    """An office with its organisation: in which capacity somebody acts."""
    body = desk.session.get_one(Organisation, office.organisation_id)
    return text("members.held", office=text(f"office.{office.office}"), organisation=body.name)


def list_button() -> Button:
    """The way to the list of members."""
    return Button(text("members.button.list"), "members.list")


def show_button(body: Organisation) -> Button:
    """The way to one organisation."""
    return Button(text("members.button.show"), "members.show", {"organisation": str(body.id)})


def organisation_field(desk: Desk, request: Request, bodies: list[Organisation]) -> Field:
    """Which organisation, from those that can be meant."""
    found = known(desk, request.value("organisation"))
    chosen = str(found.id) if found in bodies and found is not None else None
    options = tuple(Option(str(body.id), body.name) for body in bodies)
    return Field("select", "organisation", text("members.fact.organisation"), chosen, options=options)


def letter_fields(request: Request, *, required: bool = True) -> tuple[Field, Field]:
    """The day of the letter and how the secretariat finds it again."""
    try:
        day = typed.as_day(request.values.get("date")).isoformat()
    except ValueError:
        day = None
    reference = typed.again(request, "reference", LONGEST_REFERENCE)
    return (
        Field("date", "date", text("members.fact.letter_day"), day, required=required),
        Field(
            "text", "reference", text("members.fact.reference"), reference, text("members.hint.reference"),
            required=required, longest=LONGEST_REFERENCE,
        ),
    )  # fmt: skip
