"""What came of a date poll: its hours in order and who said what for the secretariat; for everybody else how each hour suits."""

from handlers import poll_seats
from handlers.desk import Desk
from handlers.poll_results import IMPOSSIBLE, Result, results
from handlers.reply import Button, Facts, Heading, Note, Paragraph, Part, Said, Style, Table, Text, text
from storage import polls
from storage.people import Organisation
from storage.polls import NO, DatePoll


def results_of(desk: Desk, poll: DatePoll) -> list[Result]:
    """Every hour with its place, as of now."""
    assert poll.id is not None
    seats = {seat.organisation.id for seat in poll_seats.seats(desk, poll.kind)}
    return results(
        polls.slots(desk.session, poll.id), polls.answers(desk.session, poll.id), poll.must_have,
        {seat for seat in seats if seat is not None},
    )  # fmt: skip


def results_told(desk: Desk, poll: DatePoll) -> list[Part]:
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
    against = [seat for seat in each.must_have if each.said.get(seat) == NO]
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


def said_of(answer: str) -> Text:
    """An answer in words; silence is said as such, and says nothing."""
    return text(f"polls.said.{answer or 'nothing'}")


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
    style: Style = "primary" if each.place == 1 else ""
    return Button(text("polls.button.convene_at", when=each.slot.starts_at), "polls.choose", given, style)


def new_button(poll: DatePoll) -> Button:
    """Another poll of the same kind, with other hours."""
    return Button(text("polls.button.new"), "polls.open", {"kind": poll.kind}, opens_form=True)
