"""A date poll before a meeting is convened: which hour suits whom. Opened and withdrawn by whoever convenes (setting, ToR 2)."""

from typing import Any

from sqlmodel import col, select

from handlers import poll_cards, poll_outcome, poll_seats
from handlers.agenda_items import form_at_hand
from handlers.commands import command
from handlers.desk import Desk
from handlers.meeting_conflicts import conflicts_of
from handlers.meeting_dates import SHORT_NOTICE
from handlers.poll_cards import CLAUSE, finished, the_poll
from handlers.poll_plan import Plan, poll_form, read_plan, settle_slots
from handlers.poll_seats import Seat
from handlers.reply import Buttons, Card, Facts, Heading, Note, Paragraph, Part, Refusal, Reply, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.why import source_parts
from scheduler.polling import ANSWER, about, convened_until
from storage import polls
from storage.outbox import SENDING, SENT, Notice
from storage.people import Person
from storage.polls import DatePoll, PollSlot

QUESTIONS = ("polls.asked", "poll.answer.before")


@command("polls.open", power="convene")
def open_poll(request: Request, desk: Desk) -> Reply:
    """Ask which of some hours suit: nobody hears of it before its author has seen every hour in full and who is asked."""
    settle_slots(request, desk)
    with form_at_hand(lambda: poll_form(request, desk)):
        plan = read_plan(request, desk)
    if request.step == FORM or not plan.complete:
        return Reply(form=poll_form(request, desk))
    seats = poll_seats.seats(desk, plan.kind)
    if request.step != CONFIRMED:
        kept = request.at_step(request.step, values=plan.values(desk))
        return desk.show_first(kept, _preview(desk, plan, seats))
    return _opened(desk, plan, seats)


def _preview(desk: Desk, plan: Plan, seats: list[Seat]) -> Card:
    assert plan.closes_at is not None
    names = [person.name for seat in seats for person in seat.asked]
    parts: list[Part] = [
        Heading(text("polls.preview")),
        Facts(poll_cards.facts(plan.kind, plan.title, plan.minutes, plan.place, plan.closes_at, _bodies(plan))),
        Heading(text("polls.slots")),
    ]
    for number, starts_at in enumerate(plan.starts, 1):
        parts.append(Paragraph(text("polls.slot", number=number, when=starts_at)))
        parts += [Note(each.words) for each in conflicts_of(desk, plan.as_meeting(desk, starts_at))]
    if plan.repeated:
        parts.append(Note(text("polls.repeated")))
    parts += _closes_late(desk, plan)
    parts.append(Facts(((text("polls.fact.asked"), text("polls.names", names=names)),)))
    return Card((*parts, Note(text("polls.no_guests")), *source_parts(desk, CLAUSE, ANSWER)))


def _bodies(plan: Plan) -> list[str]:
    return [body.name for body in plan.must_have]


def _closes_late(desk: Desk, plan: Plan) -> list[Part]:
    """Once the answers are in, some hours can no longer be convened with the notice of their kind: said beforehand."""
    closes = plan.closes_at
    assert closes is not None
    late = [at for at in plan.starts if convened_until(desk.law, plan.kind, at, desk.now) < closes]
    short = {
        at
        for at in late
        for each in conflicts_of(desk, plan.as_meeting(desk, at))
        if each.name == SHORT_NOTICE  # already said under that hour
    }
    late = [at for at in late if at not in short]
    if not late:
        return []
    last = convened_until(desk.law, plan.kind, late[0], desk.now)
    return [Note(text("polls.closes_late", hours=late, last=last))]


def _opened(desk: Desk, plan: Plan, seats: list[Seat]) -> Reply:
    assert plan.closes_at is not None
    poll = DatePoll(
        network_id=desk.network_id, kind=plan.kind, title=plan.title, minutes=plan.minutes, place=plan.place,
        must_have=[body.id for body in plan.must_have if body.id is not None], opened_by=desk.person_id,
        opened_at=desk.now, closes_at=plan.closes_at,
    )  # fmt: skip
    desk.session.add(poll)
    desk.session.flush()
    assert poll.id is not None
    for starts_at in plan.starts:
        desk.session.add(PollSlot(network_id=desk.network_id, poll_id=poll.id, starts_at=starts_at))
    desk.session.flush()
    names = [seat.organisation.name for seat in seats]
    desk.record(
        "poll.opened", about(poll), CLAUSE, meeting=plan.kind, hours=list(plan.starts), asked=names,
        must_have=_bodies(plan), until=poll.closes_at,
    )  # fmt: skip
    for seat in seats:
        for person in seat.asked:
            ask(desk, poll, seat, person)
    parts = (
        Heading(text("polls.opened", title=poll.title)),
        Paragraph(text("polls.opened_until", until=poll.closes_at)),
        *source_parts(desk, CLAUSE, ANSWER),
    )
    buttons = (poll_cards.show_button(poll, "primary"), poll_cards.withdraw_button(poll))
    return Reply(Card((*parts, Buttons(buttons))))


def ask(desk: Desk, poll: DatePoll, seat: Seat, person: Person) -> None:
    """Put the question to one of a seat's people; not said any more once the organisation has answered."""
    assert poll.id is not None
    hours = [row.starts_at for row in polls.slots(desk.session, poll.id)]
    rows = [(text("polls.numbered", number=n), text("polls.when", when=at)) for n, at in enumerate(hours, 1)]
    values: dict[str, Any] = {"as": str(seat.organisation.id), "poll": str(poll.id), "all": "yes"}
    desk.tell(
        person, "polls.asked", about(poll), key=f"polls.asked/{poll.id}/{seat.organisation.id}/{person.id}",
        duty=ANSWER, title=poll.title, kind=text(f"meeting_kind.{poll.kind}"), minutes=poll.minutes,
        until=poll.closes_at, organisation=seat.organisation.name, organisation_id=seat.organisation.id, facts=rows,
        why=poll_cards.told_why(desk), **values,
    )  # fmt: skip


@command("polls.withdraw", power="convene")
def withdraw(request: Request, desk: Desk) -> Reply:
    """Take a poll back before its close; whoever had been asked is told, once."""
    poll = the_poll(request, desk, polls.still_open(desk.session, desk.network_id))
    if finished(poll):
        raise Refusal(
            text("polls.is_over", title=poll.title), clause=CLAUSE, instead=(poll_cards.show_button(poll),)
        )  # fmt: skip
    told = _were_asked(desk, poll)
    if request.step != CONFIRMED:
        names = text("polls.names", names=[person.name for person in told])
        parts = (Heading(text("polls.withdraw_preview", title=poll.title)), Facts(((text("polls.fact.told"), names),)))
        kept = request.at_step(request.step, values={"poll": str(poll.id)})
        return desk.show_first(kept, Card((*parts, *source_parts(desk, CLAUSE))))
    poll.withdrawn_at = desk.now
    desk.session.add(poll)
    desk.record("poll.withdrawn", about(poll), CLAUSE)
    for person in told:
        desk.tell(
            person, "polls.withdrawn", about(poll), key=f"polls.withdrawn/{poll.id}/{person.id}", title=poll.title,
            kind=text(f"meeting_kind.{poll.kind}"), why=poll_cards.told_why(desk),
        )  # fmt: skip
    return Reply(Card((Heading(text("polls.withdrawn", title=poll.title)), Buttons((poll_outcome.new_button(poll),)))))


def _were_asked(desk: Desk, poll: DatePoll) -> list[Person]:
    """Everybody whom the question or its reminder has reached, by name: what still waits is dropped with the poll."""
    written = select(Notice.person_id).where(
        Notice.network_id == desk.network_id, Notice.about == about(poll), col(Notice.notice).in_(QUESTIONS),
        col(Notice.status).in_((SENDING, SENT)),
    )  # fmt: skip
    rows = desk.session.exec(
        select(Person).where(Person.network_id == desk.network_id, col(Person.id).in_(written)).order_by(Person.name)
    )
    return list(rows)
