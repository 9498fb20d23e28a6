"""What meetings settled: decisions (D-), technical agreements (AT-) and the actions (A-) that follow."""

from datetime import date, datetime

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select


class Decision(SQLModel, table=True):
    """A numbered entry of the register. `series` is D (Executive Committee) or AT (technical agreement).

    `present` lists the organisations (ids) in the room and `absent` those of the body that were not.
    """

    __table_args__ = (UniqueConstraint("network_id", "code"),)
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)
    item_id: int | None = Field(default=None, foreign_key="agendaitem.id")
    series: str
    code: str
    title: str = ""
    wording: str
    wording_en: str = ""
    clause: str
    basis: str = "meeting"
    status: str
    present: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    absent: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    taken_on: date
    recorded_by: int | None = Field(default=None, foreign_key="person.id")
    recorded_at: datetime


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
    status: str = "open"
    recorded_by: int | None = Field(default=None, foreign_key="person.id")
    recorded_at: datetime


def by_code(session: Session, network_id: int, code: str) -> Decision | None:
    """The decision or agreement of that code, typed in any case."""
    wanted = code.strip().upper()
    return session.exec(select(Decision).where(Decision.network_id == network_id, Decision.code == wanted)).first()


def of_meeting(session: Session, meeting_id: int) -> list[Decision]:
    """What a meeting settled, in order of its number."""
    return list(session.exec(select(Decision).where(Decision.meeting_id == meeting_id).order_by(col(Decision.id))))


def register(session: Session, network_id: int) -> list[Decision]:
    """The whole register, newest first."""
    return list(
        session.exec(select(Decision).where(Decision.network_id == network_id).order_by(col(Decision.id).desc()))
    )


def actions_of(session: Session, meeting_id: int) -> list[Action]:
    """The actions a meeting left, in order of their number."""
    return list(session.exec(select(Action).where(Action.meeting_id == meeting_id).order_by(col(Action.id))))


def action_by_code(session: Session, network_id: int, code: str) -> Action | None:
    """The action of that code, typed in any case."""
    wanted = code.strip().upper()
    return session.exec(select(Action).where(Action.network_id == network_id, Action.code == wanted)).first()


def open_actions(session: Session, network_id: int) -> list[Action]:
    """The actions not yet closed, soonest due first, those without a day last."""
    query = select(Action).where(Action.network_id == network_id, Action.status == "open")
    return sorted(session.exec(query), key=lambda row: (row.due or date.max, row.code))
