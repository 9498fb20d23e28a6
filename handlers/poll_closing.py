"""A poll ends: by itself at its moment, earlier when the secretariat says so. Quipu proposes; only a person convenes."""

from handlers import meetings, poll_cards, poll_outcome, poll_seats
from handlers.asked_seats import officers
from handlers.commands import command
from handlers.desk import Desk
from handlers.group_cards import on_notice
from handlers.poll_cards import CLAUSE, finished, the_poll
from handlers.reply import Buttons, Card, Facts, Heading, Paragraph, Part, Refusal, Reply, text
from handlers.request import CONFIRMED, Request
from handlers.why import source_parts
from scheduler.polling import ANSWER, about
from storage import polls
from storage.people import Person
from storage.polls import DatePoll


@command("polls.close", power="convene", clock=True)
def close(request: Request, desk: Desk) -> Reply:
    """The clock at the announced moment, or the secretariat earlier: the outcome goes to the secretariat alone."""
    still = polls.still_open(desk.session, desk.network_id)
    if desk.person is None and request.value("poll") not in {str(row.id) for row in still}:
        return Reply()
    poll = the_poll(request, desk, still)
    if finished(poll):
        raise Refusal(text("polls.is_over", title=poll.title), clause=CLAUSE, instead=(poll_cards.show_button(poll),))
    early = desk.now < poll.closes_at
    if desk.person is None and early:
        return Reply()
    if early and request.step != CONFIRMED:
        return desk.show_first(request.at_step(request.step, values={"poll": str(poll.id)}), _early_preview(desk, poll))
    poll.closed_at = desk.now
    desk.session.add(poll)
    desk.record("poll.closed", about(poll), CLAUSE, early=early)
    _tell_outcome(desk, poll)
    for person in _undecided(desk, poll) if early else ():
        desk.tell(
            person, "polls.closed_early", about(poll), key=f"polls.closed_early/{poll.id}/{person.id}",
            title=poll.title, until=poll.closes_at, why=poll_cards.told_why(desk),
        )  # fmt: skip
    heading = Heading(text("polls.closed", title=poll.title))
    parts = (heading, *poll_outcome.outcome_parts(desk, poll), Buttons(poll_outcome.outcome_buttons(desk, poll)))
    return Reply(Card(parts))


def _early_preview(desk: Desk, poll: DatePoll) -> Card:
    """Another moment was announced: whoever is undecided is named to the secretariat, and will be told."""
    parts: list[Part] = [
        Heading(text("polls.close_preview", title=poll.title)),
        Paragraph(text("polls.close_early", until=poll.closes_at)),
    ]
    if waiting := _undecided(desk, poll):
        names = text("polls.names", names=[person.name for person in waiting])
        parts.append(Facts(((text("polls.fact.told"), names),)))
    return Card((*parts, *source_parts(desk, CLAUSE, ANSWER)))


def _undecided(desk: Desk, poll: DatePoll) -> list[Person]:
    """Who was to answer for the organisations that have not said something of every hour."""
    assert poll.id is not None
    answered = polls.answered_whole(desk.session, [poll]).get(poll.id, {})
    silent = [seat for seat in poll_seats.seats(desk, poll.kind) if seat.organisation.id not in answered]
    return list({person.id: person for seat in silent for person in seat.asked}.values())


def _tell_outcome(desk: Desk, poll: DatePoll) -> None:
    """Every officer of the secretariat gets the order of the hours, the table, and a press for each possible hour."""
    found = [each for each in poll_outcome.results_of(desk, poll) if each.possible]
    hours = [[each.slot.id, each.slot.starts_at] for each in found]
    shown = [part for part in poll_outcome.outcome_parts(desk, poll) if isinstance(part, Facts)]
    rows = [list(row) for part in shown for row in part.rows]
    for person in officers(desk):
        if person.id != desk.person_id:
            desk.tell(
                person, "polls.outcome" if hours else "polls.no_hour", about(poll),
                key=f"polls.outcome/{poll.id}/{person.id}", title=poll.title, kind=poll.kind, poll=str(poll.id),
                hours=hours, facts=rows, table=on_notice(poll_outcome.table(desk, poll)), why=poll_cards.told_why(desk),
            )  # fmt: skip


def tell_when_complete(desk: Desk, poll: DatePoll) -> None:
    """Once everybody asked has answered, the secretariat hears of it, once: it may close early, the clock does not."""
    if _undecided(desk, poll):
        return
    for person in officers(desk):
        desk.tell(
            person, "polls.complete", about(poll), key=f"polls.complete/{poll.id}/{person.id}", duty=ANSWER,
            title=poll.title, poll=str(poll.id), until=poll.closes_at, why=poll_cards.told_why(desk),
        )  # fmt: skip


@command("polls.choose", power="convene")
def choose(request: Request, desk: Desk) -> Reply:
    """Take up one of the hours: the ordinary convocation opens filled; nothing is convened by this press."""
    poll = the_poll(request, desk, ())
    assert poll.id is not None
    show = poll_cards.show_button(poll)
    if poll.meeting:
        raise Refusal(text("polls.became", meeting=poll.meeting), clause=CLAUSE, instead=(show,))
    if poll.closed_at is None:
        instead = (poll_cards.close_button(poll), show)
        raise Refusal(text("polls.not_closed", until=poll.closes_at), clause=CLAUSE, setting=ANSWER, instead=instead)
    found = next(
        (each for each in poll_outcome.results_of(desk, poll) if str(each.slot.id) == request.value("slot")), None
    )
    if found is None or not found.possible:
        raise Refusal(text("polls.not_that_hour"), clause=CLAUSE, instead=(show,))
    at = desk.law.local(found.slot.starts_at)
    given = {
        "kind": poll.kind, "title": poll.title, "minutes": poll.minutes, "place": poll.place, "poll": str(poll.id),
        "date": at.date().isoformat(), "time": f"{at:%H:%M}",
    }  # fmt: skip
    return meetings.convene(request.at_step(request.step, command="meetings.convene", values=given), desk)
