"""A member answers the round of contacts in one press: its people still stand, or there is a change. One voice each."""

from typing import Any

from handlers import asked_seats, typed
from handlers.asked_seats import Seat, officers
from handlers.commands import command
from handlers.contact_cards import people_facts, seat_note, told_why
from handlers.contacts import matter_of, the_round
from handlers.desk import Desk
from handlers.reply import Button, Buttons, Card, Facts, Field, Form, Heading, Paragraph, Refusal, Reply, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.why import source_parts
from scheduler.contacts import ANSWER, answers_until
from storage.contacts import CHANGE, ContactCheck
from storage.contacts import CONFIRMED as STANDS

CLAUSE = "5.focal_points"
LONGEST = 1000


@command("contacts.confirm", power="speak_for_agency")
def confirm(request: Request, desk: Desk) -> Reply:
    """What is confirmed is what the card shows: without a card, or when the record changed since, it is shown first."""
    row, seat = _question(request, desk)
    if request.value("seen") != seat.people:
        return _shown(desk, row, seat, changed=bool(request.value("seen")))
    if (row.answer, row.person_id) != (STANDS, desk.person_id):
        before = row.answer
        _write(desk, row, STANDS)
        desk.record(
            "contacts.confirmed", seat.organisation.name, CLAUSE, round=row.round_on, matter=matter_of(row.round_on)
        )
        if before == CHANGE or _over(desk, row):
            _tell(desk, row, seat, "contacts.stands")
    parts = (
        Heading(text("contacts.confirmed", organisation=seat.organisation.name)),
        Facts(tuple(people_facts(seat))),
        Paragraph(text("contacts.thanks")),
    )
    return Reply(Card((*parts, Buttons((_change_button(row, seat),)))))


@command("contacts.change", power="speak_for_agency")
def change(request: Request, desk: Desk) -> Reply:
    """Who leaves and who arrives, in the member's own words; the secretariat gets them and updates the directory."""
    row, seat = _question(request, desk)
    if request.step == FORM or not request.value("wording"):
        return Reply(form=_form(request, row, seat))
    try:
        wording = typed.words(request, "wording", LONGEST)
    except Refusal as refusal:
        refusal.form = _form(request, row, seat)
        raise
    told = [person.name for person in officers(desk)]
    rows = (*people_facts(seat), (text("contacts.fact.told"), text("contacts.listed", all=told)))
    if request.step != CONFIRMED:
        kept = request.at_step(request.step, values={**request.values, "as": str(seat.organisation.id)})
        heading = Heading(text("contacts.change_preview", organisation=seat.organisation.name))
        return desk.show_first(kept, Card((heading, Paragraph(wording), Facts(rows))))
    _write(desk, row, CHANGE)
    desk.record(
        "contacts.change_announced", seat.organisation.name, CLAUSE, round=row.round_on, wording=wording,
        matter=matter_of(row.round_on),
    )  # fmt: skip
    _tell(desk, row, seat, "contacts.change", wording=wording)
    heading = Heading(text("contacts.change_kept", organisation=seat.organisation.name))
    return Reply(Card((heading, Paragraph(wording), *source_parts(desk, CLAUSE, ANSWER))))


def _question(request: Request, desk: Desk) -> tuple[ContactCheck, Seat]:
    """The question to the seat for which the person speaks; refused without an open question or without a voice."""
    rows = the_round(desk)
    said = {row.organisation_id: (row.person_id,) for row in rows if row.answer}
    voice = asked_seats.voice_of(request, desk, rows[0].asked_at if rows else None, said)
    for row in rows:
        if row.organisation_id == voice.organisation.id:
            return row, asked_seats.seat_of(desk, voice.organisation)
    raise Refusal(text("contacts.not_asked", organisation=voice.organisation.name), clause=CLAUSE, setting=ANSWER)


def _shown(desk: Desk, row: ContactCheck, seat: Seat, *, changed: bool) -> Reply:
    press = {"as": str(seat.organisation.id), "seen": seat.people}
    confirm_button = Button(text("contacts.button.confirm"), "contacts.confirm", press, "primary")
    meanwhile = (Paragraph(text("contacts.changed_meanwhile")),) if changed else ()
    return Reply(
        Card(
            (
                Heading(text("contacts.question", organisation=seat.organisation.name)), *meanwhile,
                Facts(tuple(people_facts(seat))), seat_note(answers_until(desk.law, row.asked_at)),
                Buttons((confirm_button, _change_button(row, seat))),
            )
        )
    )  # fmt: skip


def _change_button(row: ContactCheck, seat: Seat) -> Button:
    given = {"as": str(seat.organisation.id), "round": row.round_on.isoformat()}
    return Button(text("contacts.button.change"), "contacts.change", given, opens_form=True)


def _form(request: Request, row: ContactCheck, seat: Seat) -> Form:
    wording = Field(
        "long", "wording", text("contacts.fact.wording"), typed.again(request, "wording", LONGEST),
        text("contacts.hint.wording"), longest=LONGEST,
    )  # fmt: skip
    kept = {"as": str(seat.organisation.id), "round": row.round_on.isoformat()}
    intro = text("contacts.form.intro", organisation=seat.organisation.name)
    return Form(text("contacts.form.title"), "contacts.change", (wording,), kept, text("contacts.form.submit"), intro)


def _write(desk: Desk, row: ContactCheck, answer: str) -> None:
    row.answer, row.person_id, row.answered_at = answer, desk.person_id, desk.now
    desk.session.add(row)


def _over(desk: Desk, row: ContactCheck) -> bool:
    return desk.now > answers_until(desk.law, row.asked_at)


def _tell(desk: Desk, row: ContactCheck, seat: Seat, notice: str, **values: Any) -> None:
    """The secretariat hears of a change, and of an answer that came after it had the list."""
    mark = f"{row.round_on}/{seat.organisation.id}/{desk.now.isoformat()}"
    for person in officers(desk):
        desk.tell(
            person, notice, row.round_on.isoformat(), key=f"{notice}/{mark}/{person.id}",
            organisation=seat.organisation.name, facts=people_facts(seat), why=told_why(desk, ANSWER), **values,
        )  # fmt: skip
