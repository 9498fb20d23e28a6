"""Minutes of meetings: their versions and the comments on them."""

from datetime import datetime

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

DRAFT, CIRCULATED, FINAL = "draft", "circulated", "final"


class Minutes(SQLModel, table=True):
    """One version of a meeting's minutes.

    `body` holds sections {name: str or list of str} made from the record and corrected by people;
    `version` counts from 1. The newest version is the one that counts; older ones are kept.
    """

    __table_args__ = (UniqueConstraint("meeting_id", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    version: int
    status: str
    body: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))
    written_by: int | None = Field(default=None, foreign_key="person.id")
    written_at: datetime
    circulated_at: datetime | None = None
    comments_until: datetime | None = None
    comments_closed_at: datetime | None = None
    final_at: datetime | None = None
    fingerprint: str = ""


class MinutesComment(SQLModel, table=True):
    """What an organisation asks to be changed in circulated minutes."""

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    minutes_id: int = Field(foreign_key="minutes.id")
    organisation_id: int = Field(foreign_key="organisation.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    paragraph: str = ""
    wording: str
    late: bool = False
    said_at: datetime


def versions(session: Session, meeting_id: int) -> list[Minutes]:
    """Every version of a meeting's minutes, oldest first."""
    return list(session.exec(select(Minutes).where(Minutes.meeting_id == meeting_id).order_by(col(Minutes.version))))


def current(session: Session, meeting_id: int) -> Minutes | None:
    """The version that counts now."""
    found = versions(session, meeting_id)
    return found[-1] if found else None


def comments(session: Session, meeting_id: int) -> list[MinutesComment]:
    """The comments on a meeting's minutes in the order they came."""
    return list(
        session.exec(
            select(MinutesComment).where(MinutesComment.meeting_id == meeting_id).order_by(col(MinutesComment.id))
        )
    )
