"""What an organisation asks for in a letter: the form for it, its facts, the clause it rests on."""

from dataclasses import dataclass
from datetime import date

from handlers import members_parts as parts
from handlers.desk import Desk
from handlers.members_parts import CLAUSE, COMMITTEE, NETWORK
from handlers.reply import (
    Facts,
    Field,
    Form,
    Option,
    Part,
    Refusal,
    Said,
    text,
)
from handlers.request import Request
from handlers.why import source_parts
from storage.people import Organisation

ACKNOWLEDGEMENT = "membership.acknowledgement"


@dataclass(frozen=True, slots=True)
class Wish:
    """What an organisation asked for, in which letter."""

    name: str
    body: Organisation | None
    which: str
    day: date
    reference: str


def given(request: Request) -> bool:
    """Whether the organisation, the letter and its day were all given."""
    return all(request.value(name) for name in ("organisation", "date", "reference"))


def letter_form(request: Request, desk: Desk, what: str, bodies: list[Organisation], which: str = COMMITTEE) -> Form:
    """Which organisation, by which letter, of what day; for a departure also from which body."""
    if not bodies:
        raise Refusal(text("members.nobody_to_choose"), clause=CLAUSE[which], instead=(parts.list_button(),))
    fields: tuple[Field, ...] = (parts.organisation_field(desk, request, bodies), *parts.letter_fields(request))
    if what == "leave":
        options = tuple(Option(name, text(f"members.body.{name}")) for name in (NETWORK, COMMITTEE))
        fields += (Field("select", "body", text("members.fact.body"), which, options=options),)
    return Form(text(f"members.form.{what}"), f"members.{what}", fields)


def told_row(names: list[str]) -> tuple[tuple[Said, Said], ...]:
    """Who will be told, by name."""
    said: Said = parts.listed(names) if names else text("members.told_nobody")
    return ((text("record.told"), said),)


def source(desk: Desk, which: str) -> tuple[Part, ...]:
    """The clause, and for joining the setting of the welcome."""
    return source_parts(desk, CLAUSE[which], ACKNOWLEDGEMENT if which == NETWORK else "")


def facts(desk: Desk, wish: Wish, more: tuple[tuple[Said, Said], ...] = ()) -> Facts:
    """The wish, a line each."""
    rows: list[tuple[Said, Said]] = [
        (text("members.fact.organisation"), wish.name),
        (text("members.fact.body"), text(f"members.body.{wish.which}")),
        (text("members.fact.letter"), text("members.letter", reference=wish.reference, day=wish.day)),
    ]
    return Facts((*rows, *more))
