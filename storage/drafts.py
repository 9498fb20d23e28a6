"""What was shown to its author and waits for a press: nobody else has seen it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, delete
from sqlmodel import Field, Session, SQLModel, col, select

WAITING, CONFIRMED, DISCARDED = "waiting", "confirmed", "discarded"
KEPT_ACT = "kept.act"
"""In place of a command: what is kept to take an act back. It was not shown and waits for no yes."""


class Draft(SQLModel, table=True):
    """An act prepared but not done. It is done at most once: the first press settles it.

    `token` is random, so that a button cannot be guessed. `reply` is what the press was answered.
    """

    token: str = Field(primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    command: str
    values: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    status: str = WAITING
    made_at: datetime
    settled_at: datetime | None = None
    reply: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))


def find(session: Session, token: str) -> Draft | None:
    """The draft of that token, locked so that two presses are taken one after the other."""
    return session.get(Draft, token, with_for_update=True)


def waiting(session: Session, person_id: int, since: datetime) -> list[Draft]:
    """What this person was shown since then and has not settled, newest first."""
    query = select(Draft).where(Draft.person_id == person_id, Draft.status == WAITING, col(Draft.made_at) >= since)
    return list(session.exec(query.where(Draft.command != KEPT_ACT).order_by(col(Draft.made_at).desc())))


def undoable(session: Session, person_id: int) -> list[Draft]:
    """What is kept to take back the acts of this person that stand, newest first."""
    query = select(Draft).where(Draft.person_id == person_id, Draft.status == WAITING, Draft.command == KEPT_ACT)
    # By the journal's number: in a rehearsal the clock stands still between two acts.
    return sorted(session.exec(query), key=lambda draft: int(draft.values["last"]), reverse=True)


def forget_undoable(session: Session, network_id: int, before: datetime) -> None:
    """What was kept to take back an act is of no use once its minutes are over: what stood before it is not kept twice."""
    old = (col(Draft.network_id) == network_id, col(Draft.made_at) < before, col(Draft.command) == KEPT_ACT)
    session.execute(delete(Draft).where(*old).execution_options(synchronize_session="fetch"))
