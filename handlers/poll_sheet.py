"""The sheet on which one person answers a date poll from outside the chat: read only, it changes nothing.

A link in a letter is for one person and one poll: what closed, was withdrawn or is no longer theirs is not answered there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from handlers import poll_seats
from handlers.commands import desk_of
from handlers.desk import Desk
from handlers.poll_cards import Row, facts, finished
from handlers.request import Request
from storage import polls
from storage.charter import Charter
from storage.people import Person
from storage.polls import DatePoll

MISSING, LEFT, NO_SEAT, OVER = "poll_missing", "left", "poll_no_seat", "poll_over"
"""Why nothing can be answered; `bot/language` has a page for each."""


@dataclass(frozen=True, slots=True)
class AskedOf:
    """Whose answer to which poll."""

    network_id: int
    poll: int
    person_id: int


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour that is asked about, and what the organisation has said of it."""

    number: int
    starts_at: datetime
    said: str


@dataclass(frozen=True, slots=True)
class PollSheet:
    """What the person sees before answering. `closed` is why nothing can be answered; then only the language is told,
    and the poll to whoever may know of it.
    """

    language: str
    closed: str = ""
    meeting: str = ""
    """What the meeting that is looked for is called."""
    when: datetime | None = None
    """When the poll closes, or did."""
    name: str = ""
    bodies: tuple[tuple[int, str], ...] = ()
    facts: tuple[Row, ...] = ()
    hours: tuple[Hour, ...] = ()
    state: str = ""
    """Changes with the answers on record: two presses on the same sheet are one act."""

    @property
    def answered(self) -> bool:
        """Whether something is on record."""
        return any(each.said for each in self.hours)


def sheet(session: Session, charters: Mapping[str, Charter], asked: AskedOf, now: datetime) -> PollSheet:
    """The sheet as it stands at that moment."""
    person = session.get(Person, asked.person_id)
    if person is None or person.network_id != asked.network_id:
        return PollSheet("", MISSING)
    desk = desk_of(session, charters, Request("polls.show", asked.network_id, now, person.id))
    poll = polls.poll(session, asked.network_id, asked.poll)
    if not desk.offices:
        return PollSheet(person.language, LEFT)
    if poll is None or poll.withdrawn_at is not None:
        return PollSheet(person.language, MISSING)
    if not poll_seats.own_seats(desk, poll):
        return PollSheet(person.language, NO_SEAT)
    if finished(poll) or now > poll.closes_at:
        return PollSheet(person.language, OVER, poll.title, poll.closed_at or poll.closes_at)
    return _open(desk, poll, person)


def _open(desk: Desk, poll: DatePoll, person: Person) -> PollSheet:
    assert poll.id is not None
    bodies = [seat.organisation for seat in poll_seats.own_seats(desk, poll)]
    rows = [row for row in polls.answers(desk.session, poll.id) if row.organisation_id in {body.id for body in bodies}]
    first = {row.slot_id: row.answer for row in rows if row.organisation_id == bodies[0].id}
    return PollSheet(
        language=person.language,
        meeting=poll.title,
        when=poll.closes_at,
        name=person.name,
        bodies=tuple((body.id or 0, body.name) for body in bodies),
        facts=facts(poll.kind, poll.title, poll.minutes, poll.place, poll.closes_at, ()),
        hours=tuple(
            Hour(slot.id or 0, slot.starts_at, first.get(slot.id or 0, ""))
            for slot in polls.slots(desk.session, poll.id)
        ),
        state="/".join(f"{row.id}.{row.answer}.{row.said_at.timestamp()}" for row in rows),
    )
