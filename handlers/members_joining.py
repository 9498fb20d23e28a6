"""Membership is voluntary: an organisation joins or leaves by its own letter, and nobody votes on it (ToR 5).

Sitting in the Executive Committee is a separate wish of a member.
"""

from datetime import date, datetime

from handlers import members_parts as parts
from handlers import members_welcome
from handlers.commands import command
from handlers.desk import Desk
from handlers.meeting_plan import TRUE
from handlers.members_parts import CLAUSE, COMMITTEE, NETWORK
from handlers.members_wishes import ACKNOWLEDGEMENT, Wish, facts, given, letter_form, source, told_row
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Field,
    Form,
    Heading,
    Note,
    Paragraph,
    Part,
    Refusal,
    Reply,
    Said,
    text,
)
from handlers.request import CONFIRMED, FORM, Request
from storage import membership
from storage.membership import Membership
from storage.people import Organisation, Person


@command("members.join", power="manage_people")
def join(request: Request, desk: Desk) -> Reply:
    """An agency, fund or programme joins because it wishes to. The terms of reference ask for no vote on it."""
    if request.values.get("vote") in TRUE:
        again = (Button(text("members.button.join"), "members.join", _without_vote(request), opens_form=True),)
        raise Refusal(text("members.no_vote"), clause=parts.MEMBERS, instead=again)
    if request.step == FORM or not given(request):
        return Reply(form=_join_form(request))
    wish = _checked(request, desk, NETWORK)
    if request.step != CONFIRMED:
        return desk.show_first(request, _preview(desk, wish, "members.join.preview", text("members.join.no_vote")))
    body = wish.body or _new_body(desk, wish.name)
    _enter(desk, body, wish)
    welcomed = members_welcome.welcome(desk, body)
    return Reply(_joined(desk, body, wish, welcomed))


@command("members.committee", power="manage_people")
def committee(request: Request, desk: Desk) -> Reply:
    """A member sits in the Executive Committee because it says so in a letter of its own; the Network's is not enough."""
    if request.step == FORM or not given(request):
        return Reply(form=letter_form(request, desk, "committee", _members_outside(desk)))
    wish = _checked(request, desk, COMMITTEE)
    if request.step != CONFIRMED:
        return desk.show_first(request, _preview(desk, wish, "members.committee.preview"))
    assert wish.body is not None
    _enter(desk, wish.body, wish)
    seat = {"organisation": str(wish.body.id), "office": "executive"}
    sits = Button(text("members.button.head"), "members.head", seat, "primary", opens_form=True)
    said = Paragraph(text("members.committee.next", organisation=wish.body.name))
    heading = Heading(text("members.committee.done", organisation=wish.body.name))
    return Reply(Card((heading, said, facts(desk, wish), Buttons((sits, parts.show_button(wish.body))))))


def _without_vote(request: Request) -> dict[str, str]:
    return {"organisation": request.value("organisation")} if request.value("organisation") else {}


def _checked(request: Request, desk: Desk, which: str) -> Wish:
    name = parts.line(request, "organisation")
    body = parts.known(desk, name) if which == NETWORK else parts.body_named(desk, name)
    if body is not None:
        _may_join(desk, body, which)
    reference = parts.line(request, "reference", parts.LONGEST_REFERENCE)
    return Wish(body.name if body else name, body, which, parts.letter_day(request, desk), reference)


def _may_join(desk: Desk, body: Organisation, which: str) -> None:
    if parts.is_guest(desk, body):
        raise Refusal(text("members.guest", organisation=body.name), clause="5.government", field="organisation")
    if (row := parts.is_in(desk, body, which)) is not None:
        why = text("members.already", organisation=body.name, body=text(f"members.body.{which}"), since=row.since)
        raise Refusal(why, clause=CLAUSE[which], field="organisation", instead=(parts.show_button(body),))
    if which == COMMITTEE and body.name != parts.resident_office(desk) and not parts.is_in(desk, body, NETWORK):
        join_first = Button(text("members.button.join"), "members.join", {"organisation": body.name}, opens_form=True)
        why = text("members.join_first", organisation=body.name)
        raise Refusal(why, clause=parts.SEATS, field="organisation", instead=(join_first,))


def _members_outside(desk: Desk) -> list[Organisation]:
    inside = membership.seats(desk.session, desk.network_id, COMMITTEE, desk.today)
    return [body for body in membership.seats(desk.session, desk.network_id, NETWORK, desk.today) if body not in inside]


def _new_body(desk: Desk, name: str) -> Organisation:
    body = Organisation(network_id=desk.network_id, name=name)
    desk.session.add(body)
    desk.session.flush()
    return body


def _enter(desk: Desk, body: Organisation, wish: Wish) -> None:
    assert body.id is not None
    desk.session.add(
        Membership(
            network_id=desk.network_id, organisation_id=body.id, body=wish.which, since=desk.today,
            reference=wish.reference, recorded_by=desk.person_id, recorded_at=desk.now,
        )
    )  # fmt: skip
    desk.session.flush()
    act = "member.joined" if wish.which == NETWORK else "member.joined_committee"
    desk.record(act, body.name, CLAUSE[wish.which], letter=wish.day, reference=wish.reference)


def _join_form(request: Request) -> Form:
    name = Field("text", "organisation", text("members.fact.organisation"), request.value("organisation")[:120])
    return Form(text("members.form.join"), "members.join", (name, *parts.letter_fields(request)))


def _preview(desk: Desk, wish: Wish, title: str, *notes: Said) -> Card:
    told = members_welcome.readers(desk, wish.body) if wish.which == NETWORK and wish.body else []
    rows = told_row([person.name for person in told])
    noted = tuple(Note(note) for note in notes)
    return Card((Heading(text(title)), facts(desk, wish, rows), *noted, *source(desk, wish.which)))


def _joined(desk: Desk, body: Organisation, wish: Wish, welcomed: list[Person]) -> Card:
    """The welcome itself, for the secretariat to see or to send on, and by when it is due."""
    due = _welcome_due(desk, wish.day)
    names = [person.name for person in welcomed]
    said = text("members.join.welcomed", who=names) if names else text("members.join.nobody_yet", due=due)
    seat = {"organisation": str(body.id)}
    presses = (
        Button(text("members.button.focal_point"), "members.focal_point", seat, "primary", opens_form=True),
        Button(text("members.button.committee"), "members.committee", seat, opens_form=True),
        parts.show_button(body),
    )
    found: list[Part] = [
        Heading(text("members.join.done", organisation=body.name)),
        facts(desk, wish, ((text("members.fact.welcome_due"), text("members.moment", when=due)),)),
        Paragraph(said),
        *members_welcome.pack_parts(desk, body),
        *source(desk, NETWORK),
        Buttons(presses),
    ]
    return Card(tuple(found))


def _welcome_due(desk: Desk, letter: date) -> datetime:
    """So many working days after the letter; the day of the letter is day 0."""
    days = desk.law.term(ACKNOWLEDGEMENT).working_days or 0
    return desk.law.end_of(desk.law.days.count(desk.law.days.next_working(letter), days))
