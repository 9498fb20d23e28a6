"""Date polls: which hour suits whom, before a meeting is convened."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

YES, IF_NEEDED, NO = "yes", "if_needed", "no"
ANSWERS = (YES, IF_NEEDED, NO)


class DatePoll(SQLModel, table=True):
    """A question to the readers of a meeting to come; it closes by itself and never convenes anybody."""

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    kind: str
    title: str
    minutes: int
    place: str = ""
    must_have: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """The organisations (ids) without which no hour will do."""
    opened_by: int | None = Field(default=None, foreign_key="person.id")
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    meeting: str = ""
    """The code of the meeting that came of it."""


class PollSlot(SQLModel, table=True):
    """One hour that is asked about."""

    __table_args__ = (UniqueConstraint("poll_id", "starts_at"),)
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    poll_id: int = Field(foreign_key="datepoll.id", index=True)
    starts_at: datetime


class PollAnswer(SQLModel, table=True):
    """What an organisation said of one hour; its last word counts."""

    __table_args__ = (UniqueConstraint("slot_id", "organisation_id"),)
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    poll_id: int = Field(foreign_key="datepoll.id", index=True)
    slot_id: int = Field(foreign_key="pollslot.id")
    organisation_id: int = Field(foreign_key="organisation.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    answer: str
    said_at: datetime


def poll(session: Session, network_id: int, number: int) -> DatePoll | None:
    """The poll of that number, if it belongs to this network."""
    found = session.get(DatePoll, number)
    return found if found is not None and found.network_id == network_id else None


def polls(session: Session, network_id: int) -> list[DatePoll]:
    """Every poll that was not withdrawn, oldest first."""
    query = select(DatePoll).where(DatePoll.network_id == network_id, col(DatePoll.withdrawn_at).is_(None))
    return list(session.exec(query.order_by(col(DatePoll.id))))


def slots(session: Session, poll_id: int) -> list[PollSlot]:
    """The hours asked about, in order of time."""
    return list(session.exec(select(PollSlot).where(PollSlot.poll_id == poll_id).order_by(col(PollSlot.starts_at))))


def answers(session: Session, poll_id: int) -> list[PollAnswer]:
    """What was said, hour by hour and organisation by organisation."""
    return list(session.exec(select(PollAnswer).where(PollAnswer.poll_id == poll_id).order_by(col(PollAnswer.id))))


def still_open(session: Session, network_id: int) -> list[DatePoll]:
    """The polls that are neither closed nor withdrawn, oldest first."""
    return [row for row in polls(session, network_id) if row.closed_at is None]


def answered_whole(session: Session, rows: Sequence[DatePoll]) -> dict[int, dict[int, datetime]]:
    """By poll (id): the organisations (ids) that said something of every hour, and when they last did."""
    of_these = [row.id for row in rows]
    if not of_these:
        return {}
    hours: dict[int, int] = {}
    for slot in session.exec(select(PollSlot).where(col(PollSlot.poll_id).in_(of_these))):
        hours[slot.poll_id] = hours.get(slot.poll_id, 0) + 1
    said: dict[int, dict[int, list[datetime]]] = {}
    for row in session.exec(select(PollAnswer).where(col(PollAnswer.poll_id).in_(of_these))):
        said.setdefault(row.poll_id, {}).setdefault(row.organisation_id, []).append(row.said_at)
    return {
        key: {seat: max(moments) for seat, moments in of_poll.items() if len(moments) >= hours[key]}
        for key, of_poll in said.items()
    }
