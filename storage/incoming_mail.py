"""Mail that came back: answers to invitations, returned letters, and what a person has to look at."""

import re
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

BOUNCE = "bounce"
NUMBER = re.compile("[0-9]{1,9}")
APPLIED, REVIEW, CLEARED, IGNORED = "applied", "review", "cleared", "ignored"


class MailReceived(SQLModel, table=True):
    """One message of the secretariat's mailbox as it was read: what it is, and what became of it; never its body.

    The message itself stays in the mailbox, found again by `uid_validity` and `uid`. `kind` is reply, counter,
    bounce, auto_reply, text, ... `reason` says why a person has to look at it.
    """

    __table_args__ = (UniqueConstraint("mailbox", "uid_validity", "uid"),)
    id: int | None = Field(default=None, primary_key=True)
    mailbox: str
    uid_validity: int = Field(sa_type=BigInteger)
    uid: int = Field(sa_type=BigInteger)
    network_id: int | None = Field(default=None, foreign_key="network.id", index=True)
    """The network it is for, once that is known."""
    message_id: str = Field(default="", index=True)
    received_at: datetime
    sender: str = ""
    subject: str = ""
    kind: str
    reason: str = ""
    meeting: str = ""
    invitation_id: int | None = Field(default=None, foreign_key="speakerinvitation.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    """Whose answer it is, where known."""
    attendee: str = ""
    answer: str = ""
    facts: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """What else it said: comment, delegated_to, proposed hour, SEQUENCE, DTSTAMP."""
    outbox_key: str = Field(default="", index=True)
    """The notice whose letter came back or was answered, where known."""
    status: str
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = None
    outcome: str = ""


class MailAlias(SQLModel, table=True):
    """Another address from which somebody answers, approved by the secretariat."""

    __table_args__ = (UniqueConstraint("network_id", "address"),)
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    address: str
    approved_by: int | None = Field(default=None, foreign_key="person.id")
    approved_at: datetime


def last_uid(session: Session, mailbox: str, uid_validity: int) -> int:
    """The last message of that mailbox that was read; 0 when none was."""
    query = select(MailReceived.uid).where(MailReceived.mailbox == mailbox, MailReceived.uid_validity == uid_validity)
    return max(session.exec(query), default=0)


def received(session: Session, network_id: int, number: str) -> MailReceived | None:
    """The message of that number, if it is this network's."""
    found = session.get(MailReceived, int(number)) if NUMBER.fullmatch(number) else None
    return found if found is not None and found.network_id == network_id else None


def to_review(session: Session, network_id: int) -> list[MailReceived]:
    """What waits for a person, oldest first."""
    query = select(MailReceived).where(MailReceived.network_id == network_id, MailReceived.status == REVIEW)
    return list(session.exec(query.order_by(col(MailReceived.received_at), col(MailReceived.id))))


def bounced_since(session: Session, network_id: int, since: datetime) -> int:
    """How many letters came back since then."""
    query = select(MailReceived.id).where(
        MailReceived.network_id == network_id, MailReceived.kind == BOUNCE, col(MailReceived.received_at) >= since
    )
    return len(list(session.exec(query)))


def about_notice(session: Session, network_id: int, key: str) -> list[MailReceived]:
    """What came back for one notice."""
    query = select(MailReceived).where(MailReceived.network_id == network_id, MailReceived.outbox_key == key)
    return list(session.exec(query.order_by(col(MailReceived.id))))


def alias(session: Session, network_id: int, address: str) -> MailAlias | None:
    """Whose other address that is."""
    query = select(MailAlias).where(MailAlias.network_id == network_id, MailAlias.address == address.lower())
    return session.exec(query).first()


def applied_from(session: Session, network_id: int, addresses: Collection[str], after: int) -> bool:
    """Whether an answer from one of these addresses was taken down by itself, of the messages after that number."""
    query = select(MailReceived).where(
        MailReceived.network_id == network_id, MailReceived.status == APPLIED, col(MailReceived.id) > after
    )
    return any({row.sender.lower(), row.attendee.lower()} & set(addresses) for row in session.exec(query))
