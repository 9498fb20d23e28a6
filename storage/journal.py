"""Who did what, when and by which clause: a chain in which no link can be changed unseen."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint, bindparam, event, insert, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Field, Session, SQLModel, col, select

from storage.text import to_paper

GENESIS = "0" * 64


class JournalEntry(SQLModel, table=True):
    """One act of a person or of the clock (`person_id` empty).

    `digest` is SHA-256 over the previous digest and this entry's content; see `content`.
    """

    __tablename__ = "journal"
    __table_args__ = (UniqueConstraint("network_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    number: int
    at: datetime
    person_id: int | None = Field(default=None, foreign_key="person.id")
    office: str = ""
    act: str
    about: str = Field(default="", index=True)
    clause: str = ""
    values: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    previous: str
    digest: str


class JournalHead(SQLModel, table=True):
    """The end of a network's chain; locked while a link is added, so that the chain never forks."""

    network_id: int = Field(foreign_key="network.id", primary_key=True)
    number: int = 0
    digest: str = GENESIS


_HEADS = JournalHead.__table__
_ADD = insert(JournalEntry.__table__)
_END = select(_HEADS.c.number, _HEADS.c.digest).where(_HEADS.c.network_id == bindparam("network")).with_for_update()
_MOVE_END = (
    update(_HEADS)
    .where(_HEADS.c.network_id == bindparam("network"))
    .values(number=bindparam("number_"), digest=bindparam("digest_"))
)


def content(entry: JournalEntry) -> str:
    """The entry as the digest sees it: canonical JSON of everything but the two digests."""
    return _canonical(entry.model_dump(exclude={"id", "previous", "digest"}))


def _canonical(fields: Mapping[str, Any]) -> str:
    at = fields["at"].astimezone(UTC).isoformat(timespec="microseconds")
    return json.dumps({**fields, "at": at}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def write(
    session: Session,
    *,
    network_id: int,
    at: datetime,
    act: str,
    about: str = "",
    clause: str = "",
    person_id: int | None = None,
    office: str = "",
    values: dict[str, Any] | None = None,
) -> None:
    """Add a link to the network's chain, in the caller's transaction."""
    number, previous = _end_of_chain(session, network_id)
    fields = {
        "network_id": network_id, "number": number + 1, "at": at, "act": act, "about": about, "clause": clause,
        "person_id": person_id, "office": office, "values": to_paper(values or {}),
    }  # fmt: skip
    digest = hashlib.sha256((previous + _canonical(fields)).encode()).hexdigest()
    # Core, not ORM: this is written with every act, and nobody changes it afterwards.
    connection = session.connection()
    connection.execute(_ADD, {**fields, "previous": previous, "digest": digest})
    connection.execute(_MOVE_END, {"network": network_id, "number_": number + 1, "digest_": digest})
    session.info.setdefault(END, {})[network_id] = number + 1, digest


END = "end"
"""Under this name a transaction keeps where the chains it has locked end: nobody else can add to them meanwhile."""


@event.listens_for(Session, "after_soft_rollback")
def _gone(session: Session, _undone: SessionTransaction) -> None:
    """What was added since a savepoint may be gone, and the lock with it: the end is looked up again."""
    session.info.pop(END, None)


@event.listens_for(Session, "after_transaction_end")
def _let_go(session: Session, ended: SessionTransaction) -> None:
    """The lock is gone; a savepoint that is kept keeps it."""
    if ended.parent is None:
        session.info.pop(END, None)


def _end_of_chain(session: Session, network_id: int) -> tuple[int, str]:
    """Number and digest of the last act, ours until the transaction ends: SQLite has one writer, PostgreSQL locks the row."""
    known: dict[int, tuple[int, str]] = session.info.setdefault(END, {})
    if network_id not in known:
        known[network_id] = _locked_end(session, network_id)
    return known[network_id]


def _locked_end(session: Session, network_id: int) -> tuple[int, str]:
    connection = session.connection()
    found = connection.execute(_END, {"network": network_id}).first()
    if found is None:
        maker = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        begin = maker(_HEADS).values(network_id=network_id, number=0, digest=GENESIS).on_conflict_do_nothing()
        connection.execute(begin)
        found = connection.execute(_END, {"network": network_id}).one()
    return found.number, found.digest


def last_number(session: Session, network_id: int) -> int:
    """The number of the last act."""
    return _end_of_chain(session, network_id)[0]


def since(session: Session, network_id: int, number: int) -> list[JournalEntry]:
    """What was done after the act of that number, oldest first."""
    query = select(JournalEntry).where(JournalEntry.network_id == network_id, JournalEntry.number > number)
    return list(session.exec(query.order_by(col(JournalEntry.number))))


UNDONE = "network.undone"
"""An undoing: an act of its own, that names by their numbers the first and the last line of what it took back."""


def standing(entries: Sequence[JournalEntry]) -> list[JournalEntry]:
    """Those of these that none of them took back."""
    undone = [
        range(entry.values["number"], entry.values.get("last", entry.values["number"]) + 1)
        for entry in entries
        if entry.act == UNDONE
    ]
    return [entry for entry in entries if not any(entry.number in numbers for numbers in undone)]


def undoings(session: Session, network_id: int, since: datetime, person_id: int | None) -> list[JournalEntry]:
    """What was taken back since then, by one person or (None) by anybody, newest first."""
    query = select(JournalEntry).where(
        JournalEntry.network_id == network_id, JournalEntry.act == UNDONE, JournalEntry.at >= since
    )
    if person_id is not None:
        query = query.where(JournalEntry.person_id == person_id)
    return list(session.exec(query.order_by(col(JournalEntry.number).desc())))


def last_of(session: Session, network_id: int, person_id: int, but: Collection[str] = ()) -> JournalEntry | None:
    """The last act of a person that was not refused, and is none of those."""
    query = select(JournalEntry).where(
        JournalEntry.network_id == network_id, JournalEntry.person_id == person_id,
        col(JournalEntry.act).not_in(("refused", *but)),
    )  # fmt: skip
    return session.exec(query.order_by(col(JournalEntry.number).desc()).limit(1)).first()


def about(session: Session, network_id: int, code: str) -> list[JournalEntry]:
    """Everything that was done about one matter (a code such as CE-2027-01), oldest first."""
    query = select(JournalEntry).where(JournalEntry.network_id == network_id, JournalEntry.about == code)
    return list(session.exec(query.order_by(col(JournalEntry.number))))


def first_broken_link(session: Session, network_id: int) -> int | None:
    """The number of the first entry that was changed, removed or added by another hand; None when whole."""
    previous, number = GENESIS, 0
    query = select(JournalEntry).where(JournalEntry.network_id == network_id).order_by(col(JournalEntry.number))
    for entry in session.exec(query):
        number += 1
        digest = hashlib.sha256((previous + content(entry)).encode()).hexdigest()
        if (entry.number, entry.previous, entry.digest) != (number, previous, digest):
            return number
        previous = entry.digest
    head = session.get(JournalHead, network_id)
    if head is not None and (head.number, head.digest) != (number, previous):
        return number + 1
    return None
