"""When each of the house's processes was last seen to be alive, by an ordinary (not a rehearsal's) clock."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel

CLOCK = "clock"


class Heartbeat(SQLModel, table=True):
    """The last beat of a process."""

    name: str = Field(primary_key=True)
    beat_at: datetime


def beat(session: Session, name: str, now: datetime) -> None:
    """Note that the process is alive."""
    session.merge(Heartbeat(name=name, beat_at=now))


def last(session: Session, name: str) -> datetime | None:
    """When it was last seen alive, if ever."""
    found = session.get(Heartbeat, name)
    return found.beat_at if found else None
