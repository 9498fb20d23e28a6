"""An organisation says of each hour whether it suits: by one form, one press or one sentence. Its last word counts until the close."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from handlers import poll_seats
from handlers.commands import command
from handlers.desk import Desk
from handlers.poll_cards import CLAUSE, finished, show_button, the_poll
from handlers.poll_closing import tell_when_complete
from handlers.poll_outcome import said_of
from handlers.poll_seats import Seat
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Facts,
    Field,
    Form,
    Heading,
    Note,
    Option,
    Paragraph,
    Part,
    Question,
    Refusal,
    Reply,
    text,
)  # fmt: skip
from handlers.request import FORM, Request
from scheduler.polling import ANSWER, about
from storage import polls
from storage.people import Person
from storage.polls import ANSWERS, YES, DatePoll, PollAnswer, PollSlot

SLOT = re.compile(r"slot_([0-9]{1,9})")


@command("polls.answer", power="attend")
def answer(request: Request, desk: Desk) -> Reply:
    """One answer an organisation and hour; it may be changed until the poll closes, and not after."""
    still = polls.still_open(desk.session, desk.network_id)
    mine = [row for row in still if poll_seats.own_seats(desk, row)]
    poll = the_poll(request, desk, mine or still)
    if finished(poll) or desk.now > poll.closes_at:
        why = text("polls.too_late", title=poll.title, until=poll.closed_at or poll.closes_at)
        raise Refusal(why, clause=CLAUSE, setting=ANSWER, instead=(show_button(poll),))
    assert poll.id is not None
    seat = poll_seats.seat_of(request, desk, poll)
    hours = polls.slots(desk.session, poll.id)
    given, sure = _given(request, desk, poll, seat, hours)
    if request.step == FORM or not given:
        return Reply(form=_form(desk, poll, seat, hours, given))
    if not sure:
        card = Card((Heading(text("polls.unsure")), Paragraph(text("polls.unsure_body"))))
        raise Question(Reply(card, _form(desk, poll, seat, hours, given)))
    replaced = _write(desk, poll, seat, given)
    tell_when_complete(desk, poll)
    return Reply(_receipt(desk, poll, seat, hours, replaced))


def _given(
    request: Request, desk: Desk, poll: DatePoll, seat: Seat, hours: Sequence[PollSlot]
) -> tuple[dict[int, str], bool]:
    """What was said of which hour (id), and whether it was certain."""
    if request.value("all"):
        return {hour.id: YES for hour in hours if hour.id is not None}, True
    found: dict[int, str] = {}
    known = {hour.id for hour in hours}
    for name, said in request.values.items():
        place = SLOT.fullmatch(name)
        if place is None or said in ("", None):
            continue
        if int(place[1]) not in known or said not in ANSWERS:
            raise Refusal(text("polls.other_slot"), clause=CLAUSE, instead=(show_button(poll),))
        found[int(place[1])] = str(said)
    return (found, True) if found else _typed(request, desk, poll, seat, hours)


def _typed(
    request: Request, desk: Desk, poll: DatePoll, seat: Seat, hours: Sequence[PollSlot]
) -> tuple[dict[int, str], bool]:
    """What a sentence says of the hours: "puedo el martes, el jueves si hace falta, el viernes no"."""
    clauses = list(request.values.get("said") or ())
    found: dict[int, str] = {}
    sure = not request.values.get("unsure")
    for clause in sorted(clauses, key=lambda each: not each.get("every")):
        fitting = [hour for hour in hours if clause.get("every") or _fits(desk, hour, clause)]
        if not fitting:
            form = _form(desk, poll, seat, hours, found)
            asked = [hour.starts_at for hour in hours]
            raise Refusal(text("polls.no_such_hour", hours=asked), clause=CLAUSE, setting=ANSWER, form=form)
        days = {desk.law.day_of(hour.starts_at) for hour in fitting}
        sure = sure and (len(days) == 1 or bool(clause.get("every")))
        found |= {hour.id: str(clause["answer"]) for hour in fitting if hour.id is not None}
    return found, sure


def _fits(desk: Desk, hour: PollSlot, clause: Mapping[str, Any]) -> bool:
    at = desk.law.local(hour.starts_at)
    if clause.get("hour") and f"{at:%H:%M}" != clause["hour"]:
        return False
    if clause.get("weekday") is None and clause.get("number") is None:
        return at.date().isoformat() in (clause.get("days") or ())
    right_day = clause.get("weekday") in {None, at.weekday()}
    return right_day and clause.get("number") in {None, at.day}


def _form(desk: Desk, poll: DatePoll, seat: Seat, hours: Sequence[PollSlot], given: Mapping[int, str]) -> Form:
    known = _on_record(desk, poll, seat)
    options = tuple(Option(name, text(f"polls.option.{name}")) for name in ANSWERS)
    fields = []
    for hour in hours:
        before = given.get(hour.id or 0) or (known[hour.id or 0].answer if hour.id in known else None)
        fields.append(
            Field("select", f"slot_{hour.id}", text("polls.when", when=hour.starts_at), before, options=options)
        )
    hidden = {"poll": str(poll.id), "as": str(seat.organisation.id)}
    intro = text("polls.form.intro", title=poll.title, organisation=seat.organisation.name, until=poll.closes_at)
    return Form(text("polls.form.answer"), "polls.answer", tuple(fields), hidden, text("polls.form.submit"), intro)


def _on_record(desk: Desk, poll: DatePoll, seat: Seat) -> dict[int, PollAnswer]:
    assert poll.id is not None
    rows = polls.answers(desk.session, poll.id)
    return {row.slot_id: row for row in rows if row.organisation_id == seat.organisation.id}


def _write(desk: Desk, poll: DatePoll, seat: Seat, given: Mapping[int, str]) -> list[str]:
    """The organisation's last word; who else had answered for it before is named. The same word again is no news."""
    assert poll.id is not None
    assert seat.organisation.id is not None
    known = _on_record(desk, poll, seat)
    others = {row.person_id for row in known.values() if row.person_id != desk.person_id}
    changed = {slot: said for slot, said in given.items() if slot not in known or known[slot].answer != said}
    for slot, said in changed.items():
        row = known.get(slot) or PollAnswer(
            network_id=desk.network_id, poll_id=poll.id, slot_id=slot, organisation_id=seat.organisation.id,
            answer=said, said_at=desk.now,
        )  # fmt: skip
        row.answer, row.person_id, row.said_at = said, desk.person_id, desk.now
        desk.session.add(row)
    if not changed:
        return []
    desk.session.flush()
    desk.record("poll.answered", about(poll), CLAUSE, organisation=seat.organisation.name, hours=len(changed))
    replaced = others if any(slot in known for slot in changed) else set()
    people = (desk.session.get(Person, each) for each in replaced if each is not None)
    return [person.name for person in people if person is not None]


def _receipt(desk: Desk, poll: DatePoll, seat: Seat, hours: Sequence[PollSlot], replaced: Sequence[str]) -> Card:
    known = _on_record(desk, poll, seat)
    rows = tuple(
        (text("polls.when", when=hour.starts_at), said_of(known[hour.id or 0].answer if hour.id in known else ""))
        for hour in hours
    )
    parts: list[Part] = [
        Heading(text("polls.answered", organisation=seat.organisation.name, title=poll.title)),
        Facts(rows),
    ]
    if len(known) < len(hours):
        parts.append(Paragraph(text("polls.some_left")))
    if replaced:
        parts.append(Note(text("polls.replaced", names=list(replaced))))
    parts.append(Note(text("polls.may_change", until=poll.closes_at)))
    given = {"poll": str(poll.id), "as": str(seat.organisation.id)}
    change = Button(text("polls.button.change"), "polls.answer", given, opens_form=True)
    return Card((*parts, Buttons((change, show_button(poll)))))
