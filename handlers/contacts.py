"""The round in which each member confirms its focal points: opened by the secretariat or the clock, then closed."""

from datetime import date, datetime
from typing import Any

from handlers import asked_seats
from handlers.asked_seats import Seat, officers
from handlers.commands import command
from handlers.contact_cards import letters_button, people_facts, preview, round_table, told_why
from handlers.desk import Desk
from handlers.meeting_plan import TRUE
from handlers.reply import Button, Buttons, Card, Heading, Note, Paragraph, Part, Refusal, Reply, text
from handlers.request import CONFIRMED, Request
from handlers.why import source_parts
from scheduler.contacts import ANSWER, CHECK, answers_until, newest_round, recent_round
from storage import contacts
from storage.contacts import CHANGE, ContactCheck
from storage.people import Organisation, Person

CLAUSE = "5.focal_points"


@command("contacts.ask", power="manage_people")
def ask(request: Request, desk: Desk) -> Reply:
    """The secretariat asks every member, at any time, whether its people still stand; one round at a time."""
    _no_round_is_open(desk)
    seats = asked_seats.seats(desk)
    with_letters = request.values.get("letters") in TRUE
    extra: tuple[Part, ...] = (Paragraph(text("contacts.letters_too")),) if with_letters else ()
    if request.step != CONFIRMED:
        return desk.show_first(request, preview(desk, seats, answers_until(desk.law, desk.now), extra))
    _open(desk, seats)
    parts: list[Part] = [
        Heading(text("contacts.opened")),
        Paragraph(text("contacts.open_until", until=answers_until(desk.law, desk.now))),
        *extra,
    ]
    buttons = (letters_button(primary=True), _show_button()) if with_letters else (_show_button(), letters_button())
    return Reply(Card((*parts, *source_parts(desk, CLAUSE, ANSWER), Buttons(buttons))))


@command("contacts.open_round", power="manage_people", clock=True)
def open_round(request: Request, desk: Desk) -> Reply:
    """On its two days of the year the clock opens a round, unless one was opened within the last two months."""
    if desk.person is not None:
        return ask(request, desk)
    recent = recent_round(contacts.checks(desk.session, desk.network_id), desk.today)
    if recent is not None:
        # Nobody is asked twice for the same thing: the round that was opened by hand is this one.
        desk.record("contacts.spared", matter_of(desk.today), CLAUSE, round=recent)
        return Reply()
    _open(desk, asked_seats.seats(desk))
    return Reply(Card((Heading(text("contacts.opened")),)))


def _no_round_is_open(desk: Desk) -> None:
    rows = the_round(desk)
    if rows and (until := answers_until(desk.law, rows[0].asked_at)) > desk.now:
        why = text("contacts.already_open", since=rows[0].asked_at, until=until)
        raise Refusal(why, clause=CLAUSE, setting=ANSWER, instead=(_show_button(), letters_button()))


def the_round(desk: Desk) -> list[ContactCheck]:
    """The questions of the newest round, one a seat; [] when there was none."""
    return newest_round(contacts.checks(desk.session, desk.network_id))


def _open(desk: Desk, seats: list[Seat]) -> None:
    for seat in seats:
        assert seat.organisation.id is not None
        desk.session.add(
            ContactCheck(
                network_id=desk.network_id, round_on=desk.today, organisation_id=seat.organisation.id, asked_at=desk.now
            )
        )
    desk.session.flush()
    asked = [seat.organisation.name for seat in seats]
    desk.record("contacts.asked", matter_of(desk.today), CLAUSE, asked=asked, until=answers_until(desk.law, desk.now))
    for seat in seats:
        for person in seat.asked:
            tell_seat(desk, seat, person, "contacts.asked")
        for person in seat.copied:
            tell_seat(desk, seat, person, "contacts.copied")


def tell_seat(desk: Desk, seat: Seat, person: Person, notice: str) -> None:
    """Ask one of a seat's people, with the names that are on record; not said once the seat has answered."""
    mark = f"{desk.today}/{seat.organisation.id}/{person.id}"
    values: dict[str, Any] = {"as": str(seat.organisation.id), "round": desk.today.isoformat(), "seen": seat.people}
    desk.tell(
        person, notice, desk.today.isoformat(), key=f"{notice}/{mark}", duty=ANSWER,
        organisation=seat.organisation.name, organisation_id=seat.organisation.id,
        until=answers_until(desk.law, desk.now), facts=people_facts(seat), why=told_why(desk, CHECK), **values,
    )  # fmt: skip


@command("contacts.close_round", power="manage_people", clock=True)
def close_round(request: Request, desk: Desk) -> Reply:
    """At its end the secretariat, and nobody else, gets the list of members that have not answered."""
    rows = _round_of(request, desk)
    if rows and (until := answers_until(desk.law, rows[0].asked_at)) > desk.now:
        raise Refusal(text("contacts.still_open", until=until), clause=CLAUSE, setting=ANSWER)
    if not rows:
        return Reply(Card((Heading(text("contacts.none")),)))
    members = {seat.organisation.id for seat in asked_seats.seats(desk)}
    silent = names_of(desk, [row for row in rows if not row.answer and row.organisation_id in members])
    changing = names_of(desk, [row for row in rows if row.answer == CHANGE])
    round_on = rows[0].round_on
    told = [_hand_list(desk, person, round_on, rows[0].asked_at, silent, changing) for person in officers(desk)]
    if any(told):
        desk.record("contacts.closed", matter_of(round_on), CLAUSE, without_answer=silent, change=changing)
    return show(request, desk)


def _hand_list(
    desk: Desk, person: Person, round_on: date, asked_at: datetime, silent: list[str], changing: list[str]
) -> bool:
    rows = [(text("contacts.fact.silent"), text("contacts.listed", all=silent))] if silent else []
    rows += [(text("contacts.fact.changing"), text("contacts.listed", all=changing))] if changing else []
    notice = "contacts.closed" if silent else "contacts.complete"
    return desk.tell(
        person, notice, round_on.isoformat(), key=f"contacts.closed/{round_on}/{person.id}",
        asked=asked_at, facts=rows, why=told_why(desk, ANSWER),
    )  # fmt: skip


@command("contacts.show", power="manage_people")
def show(request: Request, desk: Desk) -> Reply:
    """Where the newest round stands, seat by seat: for the secretariat and the coordination only."""
    rows = the_round(desk)
    again = Button(text("contacts.button.ask"), "contacts.ask")
    if not rows:
        return Reply(
            Card((Heading(text("contacts.none")), Paragraph(text("contacts.none_body")), Buttons((again,))))
        )  # fmt: skip
    until = answers_until(desk.law, rows[0].asked_at)
    when = Note(text("contacts.round_of", since=rows[0].asked_at, until=until))
    buttons = (letters_button(),) if until > desk.now else (again, letters_button())
    return Reply(Card((Heading(text("contacts.title")), when, round_table(desk, rows), Buttons(buttons))))


def _round_of(request: Request, desk: Desk) -> list[ContactCheck]:
    wanted = request.value("round")
    if not wanted:
        return the_round(desk)
    rows = contacts.checks(desk.session, desk.network_id)
    return [row for row in rows if row.round_on.isoformat() == wanted]


def names_of(desk: Desk, rows: list[ContactCheck]) -> list[str]:
    """The organisations that were asked, by name."""
    return sorted(desk.session.get_one(Organisation, row.organisation_id).name for row in rows)


def matter_of(round_on: date) -> str:
    """A round of contacts, as a matter."""
    return f"{CHECK}/{round_on.isoformat()}"


def _show_button() -> Button:
    return Button(text("contacts.button.show"), "contacts.show")
