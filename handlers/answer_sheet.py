"""The sheet on which one person answers for one meeting from outside the chat: read only, it changes nothing.

A link in a letter is for one person, one meeting and one hour of it: what moved, ended or was cancelled is not answered there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from handlers import guests
from handlers.attendance_seats import (
    ALTERNATE,
    CONFIRMED,
    OFFICIAL,
    REGRETS,
    alternate_of,
    capacity_of,
    own_seats,
    row_of,
)
from handlers.commands import desk_of
from handlers.desk import Desk
from handlers.guest_sight import facts_for
from handlers.meeting_cards import Row
from handlers.reply import Text, text
from handlers.request import Request
from storage import meetings
from storage.charter import Charter
from storage.meetings import CANCELLED, Meeting
from storage.people import Person

LEFT, MISSING, CALLED_OFF, OVER, MOVED, NOT_CONVENED = "left", "missing", "cancelled", "over", "moved", "not_convened"
"""Why nothing can be answered; `bot/language` has a page for each."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose answer to which meeting, and the hour at which it was to be when they were asked."""

    network_id: int
    meeting: str
    person_id: int
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the person sees before answering: the meeting, for whom they answer, what was answered already.

    `closed` is why nothing can be answered; then only the language is told, and the meeting to whoever may know of it.
    """

    language: str
    closed: str = ""
    meeting: str = ""
    when: datetime | None = None
    name: str = ""
    bodies: tuple[tuple[int, str], ...] = ()
    facts: tuple[Row, ...] = ()
    said: Text | None = None
    alternate: str = ""
    speaks: bool = False
    """Whether they are asked to speak: then that is what is asked of them."""
    state: str = ""
    """Changes with the answer on record: two presses on the same sheet are one act."""


def sheet(session: Session, charters: Mapping[str, Charter], asked: Asked, now: datetime) -> Sheet:
    """The sheet as it stands at that moment."""
    person = session.get(Person, asked.person_id)
    if person is None or person.network_id != asked.network_id:
        return Sheet("", MISSING)
    desk = desk_of(session, charters, Request("meetings.show", asked.network_id, now, person.id))
    meeting = meetings.by_code(session, asked.network_id, asked.meeting)
    closed = _closed(desk, meeting, asked)
    if not closed and meeting is not None:
        return _open(desk, meeting, person)
    told = meeting if closed not in {LEFT, NOT_CONVENED} else None
    return Sheet(person.language, closed, told.code if told else "", guests.known_as(desk, told)[1] if told else None)


def may_answer(session: Session, charters: Mapping[str, Charter], asked: Asked, now: datetime) -> bool:
    """Whether a link for that answer would be of use: not for the secretariat, which prepares the meeting."""
    return not sheet(session, charters, asked, now).closed


def _closed(desk: Desk, meeting: Meeting | None, asked: Asked) -> str:
    if not desk.offices:
        return LEFT
    if meeting is None:
        return MISSING
    if meeting.ends_at <= desk.now:
        return OVER
    if not own_seats(desk, meeting):
        return NOT_CONVENED
    if meeting.status == CANCELLED:
        return CALLED_OFF
    return MOVED if meeting.starts_at != asked.starts_at else ""


def _open(desk: Desk, meeting: Meeting, person: Person) -> Sheet:
    bodies = own_seats(desk, meeting)
    rows = [row_of(desk, meeting, body.id or 0) for body in bodies]
    said = (_said(row.answer, row.capacity, body.name) for row, body in zip(rows, bodies, strict=True))
    holder = len(bodies) == 1 and capacity_of(desk, meeting, bodies[0]) == OFFICIAL and not guests.is_guest(desk)
    alternate = alternate_of(desk, bodies[0]) if holder else None
    return Sheet(
        language=person.language,
        meeting=meeting.code,
        when=guests.known_as(desk, meeting)[1],
        name=person.name,
        bodies=tuple((body.id or 0, body.name) for body in bodies),
        facts=tuple(facts_for(desk, meeting)),
        said=next((each for each in said if each), None),
        alternate=alternate.name if alternate else "",
        speaks=guests.is_guest(desk) and bool(guests.own_invitations(desk, meeting)),
        state="/".join(f"{row.answer}.{row.capacity}.{row.said_at.timestamp() if row.id else 0}" for row in rows),
    )


def _said(answer: str, capacity: str, body: str) -> Text | None:
    if answer not in {CONFIRMED, REGRETS}:
        return None
    how = ALTERNATE if (answer, capacity) == (CONFIRMED, ALTERNATE) else answer
    return text(f"board.said.{how}", organisation=body)
