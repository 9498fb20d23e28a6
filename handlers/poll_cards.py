"""How date polls look: the hours, one's own answers, and at the end the outcome, whole for the secretariat alone."""

from collections.abc import Sequence

from handlers import poll_seats
from handlers.commands import command
from handlers.desk import Desk
from handlers.finding import kept_buttons
from handlers.mandates import may
from handlers.poll_results import IMPOSSIBLE, Result, results
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Facts,
    Heading,
    Note,
    Paragraph,
    Part,
    Question,
    Refusal,
    Reply,
    Said,
    Table,
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
OFFERED = 8
LAST_SHOWN = 5
Row = tuple[Said, Said]


@command("polls.show", power="see_register")
def show(request: Request, desk: Desk) -> Reply:
    """A poll: its hours, one's own answers; once closed, how each hour suits. Who said what, only the secretariat sees."""
    every = polls.polls(desk.session, desk.network_id)
    still = [row for row in every if row.closed_at is None]
    poll = the_poll(request, desk, still or every[-1:])
    if may(desk.law.charter, "convene", desk.offices):
        return Reply(Card((*state_parts(desk, poll), *outcome_parts(desk, poll), Buttons(_keeper_buttons(desk, poll)))))
    parts = [*state_parts(desk, poll), *(_results_told(desk, poll) if poll.closed_at else _own(desk, poll))]
    return Reply(Card((*parts, *source_parts(desk, CLAUSE, ANSWER), Buttons(answer_buttons(desk, poll)))))


def the_poll(request: Request, desk: Desk, candidates: Sequence[DatePoll]) -> DatePoll:
    """The poll named by its number, in whatever state it is; else the only candidate; else a press for each."""
    wanted = request.value("poll")
    if wanted:
        number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < OFFERED else 0
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


def said_of(answer: str) -> Text:
    """An answer in words; silence is said as such, and says nothing."""
    return text(f"polls.said.{answer or 'nothing'}")


def results_of(desk: Desk, poll: DatePoll) -> list[Result]:
    """Every hour with its place, as of now."""
    assert poll.id is not None
    seats = {seat.organisation.id for seat in poll_seats.seats(desk, poll.kind)}
    return results(
        polls.slots(desk.session, poll.id), polls.answers(desk.session, poll.id), poll.must_have,
        {seat for seat in seats if seat is not None},
    )  # fmt: skip


def _results_told(desk: Desk, poll: DatePoll) -> list[Part]:
    """How each hour suits, in order of time: no table of who said what, and nobody is named."""
    found = sorted(results_of(desk, poll), key=lambda each: each.slot.starts_at)
    rows = tuple(
        (text("polls.when", when=each.slot.starts_at), text(f"polls.verdict.{each.verdict}")) for each in found
    )
    return [Heading(text("polls.results")), Facts(rows)]


def outcome_parts(desk: Desk, poll: DatePoll) -> list[Part]:
    """For the secretariat: every hour in its order, and the table of hours and organisations."""
    found = results_of(desk, poll)
    rows = tuple((_place(each), _with_names(desk, each)) for each in found)
    parts: list[Part] = [Heading(text("polls.results")), Facts(rows), Note(text("polls.order"))]
    if not any(each.possible for each in found):
        parts.append(Paragraph(text("polls.none_possible")))
    return [*parts, table(desk, poll)]


def _place(each: Result) -> Text:
    if not each.possible:
        return text("polls.place.none", when=each.slot.starts_at)
    return text("polls.place.tied" if each.tied else "polls.place.alone", place=each.place, when=each.slot.starts_at)


def _with_names(desk: Desk, each: Result) -> Text:
    verdict = text(f"polls.verdict.{each.verdict}")
    against = [seat for seat in each.must_have if each.said.get(seat) == "no"]
    named = against if each.verdict == IMPOSSIBLE else each.awaited
    if not named:
        return verdict
    names = [desk.session.get_one(Organisation, seat).name for seat in named]
    return text("polls.against" if each.verdict == IMPOSSIBLE else "polls.awaits", verdict=verdict, names=names)


def table(desk: Desk, poll: DatePoll) -> Table:
    """Organisations by hours: for the secretariat alone."""
    assert poll.id is not None
    hours = polls.slots(desk.session, poll.id)
    said = {(row.organisation_id, row.slot_id): row.answer for row in polls.answers(desk.session, poll.id)}
    header: tuple[Said, ...] = (
        text("polls.column.organisation"), *(text("polls.short", when=hour.starts_at) for hour in hours),
    )  # fmt: skip
    rows = tuple(
        (
            _marked(seat.organisation, poll),
            *(said_of(said.get((seat.organisation.id or 0, hour.id or 0), "")) for hour in hours),
        )
        for seat in poll_seats.seats(desk, poll.kind)
    )
    return Table(text("polls.caption"), header, rows)


def _marked(body: Organisation, poll: DatePoll) -> Said:
    return text("polls.must", name=body.name) if body.id in poll.must_have else body.name


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


def outcome_buttons(desk: Desk, poll: DatePoll) -> tuple[Button, ...]:
    """One press a possible hour opens the convocation's preview; where there is none, a new poll."""
    if poll.meeting:
        return (Button(text("meeting.button.show"), "meetings.show", {"meeting": poll.meeting}),)
    found = [each for each in results_of(desk, poll) if each.possible and each.slot.starts_at > desk.now]
    presses = tuple(choose_button(each) for each in found)
    return presses or (new_button(poll),)


def choose_button(each: Result) -> Button:
    """The press that takes up one hour."""
    given = {"poll": str(each.slot.poll_id), "slot": str(each.slot.id)}
    style = "primary" if each.place == 1 else ""
    return Button(text("polls.button.convene_at", when=each.slot.starts_at), "polls.choose", given, style)  # type: ignore[arg-type]


def show_button(poll: DatePoll, style: str = "") -> Button:
    """The way to the poll."""
    return Button(text("polls.button.show"), "polls.show", {"poll": str(poll.id)}, style)  # type: ignore[arg-type]


def withdraw_button(poll: DatePoll) -> Button:
    """The way to take it back."""
    return Button(text("polls.button.withdraw"), "polls.withdraw", {"poll": str(poll.id)})


def close_button(poll: DatePoll) -> Button:
    """Close it before its moment."""
    return Button(text("polls.button.close"), "polls.close", {"poll": str(poll.id)})


def new_button(poll: DatePoll) -> Button:
    """Another poll of the same kind, with other hours."""
    return Button(text("polls.button.new"), "polls.open", {"kind": poll.kind}, opens_form=True)
