"""Every version of an invitation that went into somebody's calendar, whole."""

from datetime import datetime

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, Session, SQLModel, col, select


class CalendarSent(SQLModel, table=True):
    """One iCalendar object as it left for one reader; `key` is that of its notice, so a letter sent twice is one version."""

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    key: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    email: str
    meeting: str = Field(index=True)
    """The meeting's code, also of a speaker's slot in it."""
    uid: str = Field(index=True)
    method: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str
    sent_at: datetime
    raw: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


def versions(session: Session, network_id: int, meeting: str, person_id: int | None = None) -> list[CalendarSent]:
    """What calendars were told of a meeting, in order; of one reader when named."""
    query = select(CalendarSent).where(CalendarSent.network_id == network_id, CalendarSent.meeting == meeting)
    if person_id is not None:
        query = query.where(CalendarSent.person_id == person_id)
    return list(session.exec(query.order_by(col(CalendarSent.sent_at), col(CalendarSent.id))))


def of_uid(session: Session, network_id: int, uid: str) -> list[CalendarSent]:
    """The versions of one calendar entry, whoever got them, in order."""
    query = select(CalendarSent).where(CalendarSent.network_id == network_id, CalendarSent.uid == uid)
    return list(session.exec(query.order_by(col(CalendarSent.sent_at), col(CalendarSent.id))))
