"""What only a rehearsal has: a movable clock, a mailbox that letters never leave, and the chat's lines."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, LargeBinary, Table, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel, col, func, select


class RehearsalClock(SQLModel, table=True):
    """The one hand of the rehearsal's clock."""

    id: int = Field(default=1, primary_key=True)
    now: datetime


class Letter(SQLModel, table=True):
    """A mail kept instead of sent, whole (RFC 5322 bytes), in the order of sending."""

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    recipient: str = Field(index=True)
    subject: str
    message_id: str = Field(unique=True)
    sent_at: datetime
    raw: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class ChatLine(SQLModel, table=True):
    """A line of the trial page's conversation: what the person typed or did, and what came back.

    `key` is the one-time key of the form it came from: a second click writes no second line. `heard`
    is how many notices had reached the person by then, which orders both within the same minute.
    """

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    heard: int = 0
    network_id: int = Field(foreign_key="network.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    said_at: datetime
    typed: str = ""
    reply: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))


def letters_to(
    session: Session, network_id: int, recipient: str | None = None, before: int = 0, last: int | None = None
) -> list[Letter]:
    """The letters kept, newest first; of one address if named, older than letter `before`, at most `last`."""
    query = select(Letter).where(Letter.network_id == network_id).order_by(col(Letter.id).desc()).limit(last)
    if recipient is not None:
        query = query.where(Letter.recipient == recipient)
    if before:
        query = query.where(col(Letter.id) < before)
    return list(session.exec(query))


def letters_kept(session: Session, network_id: int) -> int:
    """How many letters there are."""
    return session.exec(select(func.count()).select_from(Letter).where(Letter.network_id == network_id)).one()


def lines_of(session: Session, person_id: int, last: int = 60) -> list[ChatLine]:
    """A person's last lines, oldest first."""
    query = select(ChatLine).where(ChatLine.person_id == person_id).order_by(col(ChatLine.id).desc()).limit(last)
    return list(reversed(list(session.exec(query))))


def letter_by_message_id(session: Session, network_id: int, message_id: str) -> Letter | None:
    """The letter of that name, if it was kept."""
    return session.exec(select(Letter).where(Letter.network_id == network_id, Letter.message_id == message_id)).first()


def keep_once(session: Session, row: Letter | ChatLine) -> bool:
    """Keep a letter or a line unless one of its unique name is there already; whether it was kept."""
    table: Table = inspect(type(row)).local_table
    fields = {column.name: getattr(row, column.name) for column in table.c if column.name != "id"}
    maker = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    written = maker(table).values(fields).on_conflict_do_nothing().returning(table.c.id)
    return session.execute(written).first() is not None
