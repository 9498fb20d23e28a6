"""How date polls look while they are asked and afterwards: the hours, one's own answers, the presses of each reader."""

from collections.abc import Sequence

from handlers import poll_seats
from handlers.commands import command
from handlers.desk import Desk
from handlers.finding import kept_buttons
from handlers.mandates import may
from handlers.poll_outcome import outcome_buttons, outcome_parts, results_told, said_of
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Facts,
    Heading,
    Paragraph,
    Part,
    Question,
    Refusal,
    Reply,
    Said,
    Style,
    Text,
    text,
)  # fmt: skip
from handlers.request import Request
from handlers.why import source_parts
from scheduler.polling import ANSWER
from storage import polls
from storage.people import Organisation
from storage.polls import DatePoll

CLAUSE = "2"
OFFERED, LONGEST_NUMBER = 8, 9
Row = tuple[Said, Said]


@command("polls.show", power="see_register")
def show(request: Request, desk: Desk) -> Reply:
    """A poll: its hours, one's own answers; once closed, how each hour suits. Who said what, only the secretariat sees."""
    every = polls.polls(desk.session, desk.network_id)
    still = [row for row in every if row.closed_at is None]
    poll = the_poll(request, desk, still or every[-1:])
    if may(desk.law.charter, "convene", desk.offices):
        return Reply(Card((*state_parts(desk, poll), *outcome_parts(desk, poll), Buttons(_keeper_buttons(desk, poll)))))
    parts = [*state_parts(desk, poll), *(results_told(desk, poll) if poll.closed_at else _own(desk, poll))]
    return Reply(Card((*parts, *source_parts(desk, CLAUSE, ANSWER), Buttons(answer_buttons(desk, poll)))))


def the_poll(request: Request, desk: Desk, candidates: Sequence[DatePoll]) -> DatePoll:
    """The poll named by its number, in whatever state it is; else the only candidate; else a press for each."""
    wanted = request.value("poll")
    if wanted:
        number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) <= LONGEST_NUMBER else 0
        found = polls.poll(desk.session, desk.network_id, number)
        if found is None or found.withdrawn_at is not None:
            raise Refusal(text("polls.withdrawn_or_unknown"), clause=CLAUSE, setting=ANSWER)
        return found
    if not candidates:
        raise Refusal(text("polls.none"), clause=CLAUSE, setting=ANSWER, instead=_who_may_open(desk))
    if len(candidates) > 1:
        choices = [
            (text("polls.choice", title=row.title, until=row.closes_at), {"poll": str(row.id)})
            for row in candidates[:OFFERED]
        ]
        buttons = kept_buttons(desk, request.command, dict(request.values), choices)
        raise Question(Reply(Card((Heading(text("polls.which")), Buttons(buttons)))))
    return candidates[0]


def _who_may_open(desk: Desk) -> tuple[Button, ...]:
    if may(desk.law.charter, "convene", desk.offices):
        return (Button(text("polls.button.new"), "polls.open", opens_form=True),)
    return (Button(text("meeting.button.list"), "meetings.list"),)


def finished(poll: DatePoll) -> bool:
    """Whether nothing more is asked."""
    return poll.closed_at is not None or poll.withdrawn_at is not None


def facts(
    kind: str, title: str, minutes: int, place: str, closes_at: Said | object, must_have: Sequence[str]
) -> tuple[Row, ...]:
    """What is known of the meeting that is looked for, one line each."""
    rows: list[Row] = [
        (text("meeting.fact.kind"), text(f"meeting_kind.{kind}")),
        (text("meeting.fact.title"), title),
        (text("polls.fact.minutes"), text("polls.minutes", count=minutes)),
        (text("meeting.fact.place"), place or text("meeting.place.none")),
        (text("polls.fact.until"), text("polls.when", when=closes_at)),
    ]
    return (
        (*rows, (text("polls.fact.must_have"), text("polls.names", names=list(must_have)))) if must_have else (*rows,)
    )


def state_parts(desk: Desk, poll: DatePoll) -> list[Part]:
    """What is asked, and where it stands."""
    keeper = may(desk.law.charter, "convene", desk.offices)
    bodies = [desk.session.get_one(Organisation, seat).name for seat in poll.must_have] if keeper else []
    rows = facts(poll.kind, poll.title, poll.minutes, poll.place, poll.closes_at, bodies)
    parts: list[Part] = [Heading(text("polls.heading", title=poll.title)), Facts(rows)]
    if poll.meeting:
        parts.append(Paragraph(text("polls.became", meeting=poll.meeting)))
    elif poll.closed_at is not None:
        parts.append(Paragraph(text("polls.closed_at", when=poll.closed_at)))
    return parts


def _own(desk: Desk, poll: DatePoll) -> list[Part]:
    """The hours with what one's own organisations have said of each."""
    assert poll.id is not None
    hours = polls.slots(desk.session, poll.id)
    said = {(row.organisation_id, row.slot_id): row.answer for row in polls.answers(desk.session, poll.id)}
    parts: list[Part] = []
    own = poll_seats.own_seats(desk, poll)
    for seat in own:
        rows = tuple(
            (text("polls.when", when=hour.starts_at), said_of(said.get((seat.organisation.id or 0, hour.id or 0), "")))
            for hour in hours
        )
        parts += [Heading(text("polls.own", organisation=seat.organisation.name)), Facts(rows)]
    if not own:
        rows_ = tuple(
            (text("polls.numbered", number=n), text("polls.when", when=h.starts_at)) for n, h in enumerate(hours, 1)
        )
        parts.append(Facts(rows_))
    return parts


def told_why(desk: Desk) -> Text:
    """Why it came: the poll is a setting of the secretariat."""
    number = desk.law.charter.clauses[desk.law.term(ANSWER).clause].number
    return text("source.setting", name=text(f"term.{ANSWER}"), clause=number)


def answer_buttons(desk: Desk, poll: DatePoll) -> tuple[Button, ...]:
    """For whoever is asked, while the poll is open."""
    if finished(poll) or desk.now > poll.closes_at or not poll_seats.own_seats(desk, poll):
        return (Button(text("meeting.button.list"), "meetings.list"),)
    given = {"poll": str(poll.id)}
    return (
        Button(text("polls.button.answer"), "polls.answer", given, "primary", opens_form=True),
        Button(text("polls.button.all"), "polls.answer", {**given, "all": "yes"}),
    )


def _keeper_buttons(desk: Desk, poll: DatePoll) -> tuple[Button, ...]:
    if not finished(poll):
        return (close_button(poll), withdraw_button(poll))
    return outcome_buttons(desk, poll)


def show_button(poll: DatePoll, style: Style = "") -> Button:
    """The way to the poll."""
    return Button(text("polls.button.show"), "polls.show", {"poll": str(poll.id)}, style)


def withdraw_button(poll: DatePoll) -> Button:
    """The way to take it back."""
    return Button(text("polls.button.withdraw"), "polls.withdraw", {"poll": str(poll.id)})


def close_button(poll: DatePoll) -> Button:
    """Close it before its moment."""
    return Button(text("polls.button.close"), "polls.close", {"poll": str(poll.id)})
