"""Meetings and who attended them."""

from datetime import date, datetime, timedelta

from sqlalchemy import JSON, Column, UniqueConstraint, bindparam
from sqlmodel import Field, Session, SQLModel, col, select

KINDS = ("plenary", "executive", "technical", "working_group", "extraordinary")
CONVENED, HELD, CANCELLED = "convened", "held", "cancelled"


class Meeting(SQLModel, table=True):
    """A meeting that was convened. Drafts are not meetings: they live in `storage.drafts`.

    `sequence` is the iCalendar SEQUENCE of the invitation; it rises with each change that is sent.
    """

    __table_args__ = (UniqueConstraint("network_id", "code"),)
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    code: str
    kind: str
    title: str
    starts_at: datetime
    minutes: int
    place: str = ""
    status: str = CONVENED
    sequence: int = 0
    convened_at: datetime
    convened_by: int | None = Field(default=None, foreign_key="person.id")
    reason: str = ""
    """Why it was convened against a charter's term, when it was."""
    call_opened_at: datetime | None = None
    items_closed_at: datetime | None = None
    agenda_cleared_at: datetime | None = None
    agenda_circulated_at: datetime | None = None
    held_on: date | None = None
    held_recorded_at: datetime | None = None
    cancelled_at: datetime | None = None
    notes: dict[str, object] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))

    @property
    def ends_at(self) -> datetime:
        """When it is planned to end."""
        return self.starts_at + timedelta(minutes=self.minutes)


class Attendance(SQLModel, table=True):
    """An organisation at a meeting: expected, confirmed, regrets, present or absent; by whom."""

    __table_args__ = (UniqueConstraint("meeting_id", "organisation_id"),)
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    organisation_id: int = Field(foreign_key="organisation.id")
    answer: str = ""
    """What was said before: "", confirmed or regrets."""
    presence: str = ""
    """What was recorded after: "", present or absent."""
    capacity: str = ""
    """official, alternate or guest, where known."""
    reason: str = ""
    """Why they cannot come, if they said so: for the secretariat alone, never in the journal."""
    person_id: int | None = Field(default=None, foreign_key="person.id")
    said_at: datetime


def by_code(session: Session, network_id: int, code: str) -> Meeting | None:
    """The meeting of that code, typed in any case."""
    return session.exec(_BY_CODE, params={"network": network_id, "code": code.strip().upper()}).first()


def all_meetings(session: Session, network_id: int) -> list[Meeting]:
    """Every meeting ever convened, in order of time."""
    return list(session.exec(_ALL, params={"network": network_id}))


_BY_CODE = select(Meeting).where(Meeting.network_id == bindparam("network"), Meeting.code == bindparam("code"))
_ALL = select(Meeting).where(Meeting.network_id == bindparam("network")).order_by(col(Meeting.starts_at))
"""Both are written out once, as what is known of attendance: they are asked with nearly every request."""


def known(session: Session, network_id: int) -> list[tuple[str, str, datetime]]:
    """Code, kind and moment of every meeting, in order of time: for understanding which one is meant."""
    rows = session.connection().execute(_KNOWN, {"network": network_id})
    return [(row.code, row.kind, row.starts_at) for row in rows]


_MEETINGS = Meeting.__table__
_KNOWN = (
    select(_MEETINGS.c.code, _MEETINGS.c.kind, _MEETINGS.c.starts_at)
    .where(_MEETINGS.c.network_id == bindparam("network"))
    .order_by(_MEETINGS.c.starts_at)
)


def coming(session: Session, network_id: int, now: datetime) -> list[Meeting]:
    """Convened meetings that have not ended yet, soonest first."""
    return [m for m in all_meetings(session, network_id) if m.status == CONVENED and m.ends_at > now]


def attendance(session: Session, meeting_id: int) -> list[Attendance]:
    """What is known of each organisation at a meeting."""
    return list(session.exec(_ATTENDANCE, params={"meeting": meeting_id}))


_ATTENDANCE = select(Attendance).where(Attendance.meeting_id == bindparam("meeting")).order_by(col(Attendance.id))
