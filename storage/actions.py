"""Actions (A-): what an organisation took upon itself, by when, and everything that became of it (ToR 5.1.8)."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

OPEN, DONE, DROPPED = "open", "done", "dropped"
ASSIGNED, MOVED, HELP, REOPENED, UNDONE = "assigned", "moved", "help", "reopened", "undone"


class Action(SQLModel, table=True):
    """Something an organisation took upon itself at a meeting, by a day."""

    __table_args__ = (UniqueConstraint("network_id", "code"),)
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)
    code: str
    wording: str
    organisation_id: int = Field(foreign_key="organisation.id")
    due: date | None = None
    status: str = OPEN
    done_at: datetime | None = None
    evidence: str = ""
    """What shows that it was done, in its owner's words."""
    help_wanted_at: datetime | None = None
    """Since when its owner waits for help."""
    recorded_by: int | None = Field(default=None, foreign_key="person.id")
    recorded_at: datetime
    item_id: int | None = Field(default=None, foreign_key="agendaitem.id")
    """The point of the agenda under which it was taken on, where one was named."""


class ActionEvent(SQLModel, table=True):
    """Something that became of an action: done, moved to another day, help asked for, opened again, taken back."""

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    action_id: int = Field(foreign_key="action.id", index=True)
    kind: str
    words: str = ""
    """The evidence, the reason for the new day, or what help is needed."""
    before: date | None = None
    after: date | None = None
    person_id: int | None = Field(default=None, foreign_key="person.id")
    said_at: datetime


def of_meeting(session: Session, meeting_id: int) -> list[Action]:
    """The actions a meeting left, in order of their number; not what was recorded by mistake and taken back."""
    query = select(Action).where(Action.meeting_id == meeting_id, Action.status != DROPPED)
    return list(session.exec(query.order_by(col(Action.id))))


def by_code(session: Session, network_id: int, code: str) -> Action | None:
    """The action of that code, typed in any case."""
    wanted = code.strip().upper()
    return session.exec(select(Action).where(Action.network_id == network_id, Action.code == wanted)).first()


def still_open(session: Session, network_id: int) -> list[Action]:
    """The actions not yet closed, soonest due first, those without a day last."""
    query = select(Action).where(Action.network_id == network_id, Action.status == OPEN)
    return sorted(session.exec(query), key=lambda row: (row.due or date.max, row.code))


def events(session: Session, action_id: int) -> list[ActionEvent]:
    """What became of an action, in the order it happened."""
    query = select(ActionEvent).where(ActionEvent.action_id == action_id)
    return list(session.exec(query.order_by(col(ActionEvent.id))))
