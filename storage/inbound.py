"""What has come in already: a redelivery, a double click or a resubmitted form is one act."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, Session, SQLModel


class Inbound(SQLModel, table=True):
    """A remembered event; `key` names what happened, not how often it was delivered."""

    key: str = Field(primary_key=True)
    received_at: datetime
    reply: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))


def seen(session: Session, key: str) -> Inbound | None:
    """The event, if it has been taken in before."""
    return session.get(Inbound, key)
