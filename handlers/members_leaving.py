"""A member leaves as it came, by its own letter; what the terms of reference bind does not leave (ToR 5, 5.1, 5.2.2)."""

from datetime import timedelta

from handlers import group_members, settling
from handlers import members_parts as parts
from handlers.commands import command
from handlers.desk import Desk
from handlers.members_designate import stop_writing_to
from handlers.members_parts import CLAUSE, COMMITTEE, NETWORK
from handlers.members_wishes import Wish, facts, given, letter_form, source, told_row
from handlers.reply import (
    Buttons,
    Card,
    Heading,
    Note,
    Refusal,
    Reply,
    text,
)
from handlers.request import CONFIRMED, FORM, Request
from storage import membership, people
from storage.people import Office, Organisation, Person

SITTING = {NETWORK: ("focal_point", "alternate"), COMMITTEE: ("executive", "deputy")}
"""The offices that end when an organisation leaves that body."""
BOUND = {NETWORK: ("coordination", "resident_coordinator"), COMMITTEE: ("resident_coordinator",)}
"""Offices whose organisation cannot leave that body: the terms of reference put it there."""


@command("members.leave", power="manage_people")
def leave(request: Request, desk: Desk) -> Reply:
    """A member leaves as it came, by its letter; leaving the network is leaving the Committee too."""
    which = COMMITTEE if request.value("body") == COMMITTEE else NETWORK
    if request.step == FORM or not given(request):
        bodies = membership.seats(desk.session, desk.network_id, which, desk.today)
        return Reply(form=letter_form(request, desk, "leave", bodies, which))
    body = parts.body_named(desk, request.value("organisation"))
    _may_leave(desk, body, which)
    wish = Wish(
        body.name, body, which, parts.letter_day(request, desk),
        parts.line(request, "reference", parts.LONGEST_REFERENCE),
    )  # fmt: skip
    ending = _offices_ending(desk, body, which)
    told = list({person.id: person for _, person in ending}.values())
    if request.step != CONFIRMED:
        rows = told_row([person.name for person in told])
        ends = [text("members.leave.ends", name=person.name, office=parts.held_as(desk, row)) for row, person in ending]
        noted = (Note(parts.listed(ends)),) if ends else ()
        card = Card((Heading(text("members.leave.preview")), facts(desk, wish, rows), *noted, *source(desk, which)))
        return desk.show_first(request, card)
    _go(desk, body, wish, ending)
    for person in told:
        stop_writing_to(desk, person, None)
        desk.tell(
            person, "members.left", body.name, key=f"members.left/{body.id}/{which}/{desk.today}/{person.id}",
            organisation=body.name, body=text(f"members.body.{which}"),
        )  # fmt: skip
    done = Heading(text("members.leave.done", organisation=body.name))
    return Reply(Card((done, facts(desk, wish), Buttons((parts.show_button(body), parts.list_button())))))


def _may_leave(desk: Desk, body: Organisation, which: str) -> None:
    """What the terms of reference themselves bind does not leave: the Resident Coordinator, the secretariat."""
    for office in BOUND[which]:
        rule = desk.law.charter.offices[office]
        if body.name == rule.bound_to:
            raise Refusal(text("members.bound", organisation=body.name), clause=rule.clause, field="organisation")
    if parts.is_in(desk, body, which) is None:
        why = text("members.not_in", organisation=body.name, body=text(f"members.body.{which}"))
        raise Refusal(why, clause=CLAUSE[which], field="organisation", instead=(parts.list_button(),))


def _go(desk: Desk, body: Organisation, wish: Wish, ending: list[tuple[Office, Person]]) -> None:
    """From today on the organisation is not in that body any more, nor are its people for it."""
    last = desk.today - timedelta(days=1)
    for which in (NETWORK, COMMITTEE) if wish.which == NETWORK else (COMMITTEE,):
        if (row := parts.is_in(desk, body, which)) is not None:
            row.until, row.left_reference = last, wish.reference
            desk.session.add(row)
    for office, _ in ending:
        office.until = last
        desk.session.add(office)
    act = "member.left" if wish.which == NETWORK else "member.left_committee"
    desk.record(act, body.name, CLAUSE[wish.which], letter=wish.day, reference=wish.reference)
    if wish.which == NETWORK:
        group_members.leave_all(desk, body)
    desk.session.flush()
    assert body.id is not None
    settling.seat_left(desk, body.id)


def _offices_ending(desk: Desk, body: Organisation, which: str) -> list[tuple[Office, Person]]:
    names = SITTING[COMMITTEE] + (SITTING[NETWORK] if which == NETWORK else ())
    found = people.holders(desk.session, desk.network_id, names, desk.today, body.id)
    return [(office, person) for office, person, _ in found]
