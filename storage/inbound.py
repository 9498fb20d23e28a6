"""What has come in already: a redelivery, a double click or a resubmitted form is one act."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, String, bindparam, cast, false, insert, or_, select, update
from sqlmodel import Field, Session, SQLModel, col


class Inbound(SQLModel, table=True):
    """A remembered event; `key` names what happened, not how often it was delivered."""

    key: str = Field(primary_key=True)
    received_at: datetime
    reply: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))


_ADD = insert(Inbound.__table__)
_FIND = select(Inbound.__table__.c.reply).where(Inbound.__table__.c.key == bindparam("wanted"))


def seen(session: Session, key: str) -> tuple[bool, dict[str, Any] | None]:
    """Whether the event has been taken in before, and what it was answered."""
    row = session.connection().execute(_FIND, {"wanted": key}).first()
    return row is not None, row.reply if row is not None else None


def remember(session: Session, key: str, received_at: datetime, reply: dict[str, Any] | None) -> None:
    """Remember the event and its answer, in the transaction of its effect."""
    session.connection().execute(_ADD, {"key": key, "received_at": received_at, "reply": reply})


def forget_replies(session: Session, names: Iterable[str]) -> None:
    """The remembered answers that hold one of these names are deleted: that the event came stays."""
    written = cast(col(Inbound.reply), String)
    said = {each for name in names if name for each in (name, name.upper())}  # JSON writes É and é as different figures
    named = [written.icontains(json.dumps(each)[1:-1], autoescape=True) for each in said]
    session.execute(update(Inbound).where(or_(false(), *named)).values(reply=None))
