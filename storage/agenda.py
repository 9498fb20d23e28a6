"""Agenda items, and the organisations that said they have none."""

from datetime import datetime

from sqlalchemy import JSON, Column, UniqueConstraint, bindparam
from sqlmodel import Field, Session, SQLModel, col, select

INFORM, DEBATE, DECIDE = "inform", "debate", "decide"
UNDONE = "undone"
"""The status of an item whose author took it back at once: it is as if it had not been, and its number is not given again."""


class AgendaItem(SQLModel, table=True):
    """A point somebody asks to be taken up; `minutes` is the time it asks for.

    `status`: proposed, late (came after the close and waits for the coordinator), moved (went to
    the next meeting), withdrawn or undone. `balance` marks the annual balance of the work plan (ToR §7).
    `reason` says why the coordinator let a late item in; of a moved one, it is the code of the
    meeting it went to, empty while it waits for that meeting to be convened.
    """

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    organisation_id: int = Field(foreign_key="organisation.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    title: str
    why: str = ""
    kind: str
    minutes: int
    document: str = ""
    objectives: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    balance: bool = False
    position: int
    status: str = "proposed"
    late: bool = False
    reason: str = ""
    received_at: datetime


class NothingToRaise(SQLModel, table=True):
    """An organisation's answer "sin puntos" for a meeting."""

    __table_args__ = (UniqueConstraint("meeting_id", "organisation_id"),)
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    organisation_id: int = Field(foreign_key="organisation.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    said_at: datetime


def items(session: Session, meeting_id: int, *statuses: str) -> list[AgendaItem]:
    """The items of a meeting in order; all but the withdrawn and moved ones unless statuses are named."""
    wanted = statuses or ("proposed",)
    return list(session.exec(_ITEMS, params={"meeting": meeting_id, "statuses": wanted}))


_ITEMS = (
    select(AgendaItem)
    .where(AgendaItem.meeting_id == bindparam("meeting"))
    .where(col(AgendaItem.status).in_(bindparam("statuses", expanding=True)))
    .order_by(col(AgendaItem.position), col(AgendaItem.id))
)


def item(session: Session, network_id: int, item_id: int) -> AgendaItem | None:
    """The item of that number, if it belongs to this network."""
    found = session.get(AgendaItem, item_id)
    return found if found is not None and found.network_id == network_id else None


def waiting(session: Session, network_id: int) -> list[AgendaItem]:
    """The items that were moved and wait for a meeting that suits them to be convened, oldest first."""
    query = select(AgendaItem).where(AgendaItem.network_id == network_id, AgendaItem.status == "moved")
    return list(session.exec(query.where(AgendaItem.reason == "").order_by(col(AgendaItem.id))))


def next_position(session: Session, meeting_id: int) -> int:
    """The place at the end of a meeting's agenda."""
    places = session.exec(select(AgendaItem.position).where(AgendaItem.meeting_id == meeting_id))
    return max(places, default=0) + 1


def said_nothing(session: Session, meeting_id: int) -> list[NothingToRaise]:
    """The "sin puntos" answers of a meeting."""
    return list(session.exec(select(NothingToRaise).where(NothingToRaise.meeting_id == meeting_id)))


def answered(session: Session, meeting_id: int) -> set[int]:
    """The organisations (ids) that proposed an item, even withdrawn, or said they have none."""
    query = select(AgendaItem.organisation_id).where(AgendaItem.meeting_id == meeting_id, AgendaItem.status != UNDONE)
    return set(session.exec(query)) | {row.organisation_id for row in said_nothing(session, meeting_id)}
