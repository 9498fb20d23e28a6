"""Calendars that people subscribe to: each person's address is a secret, kept only as its digest, and can be renewed."""

import hashlib
from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select


class Feed(SQLModel, table=True):
    """The secret part of one person's calendar address. A renewed one is revoked, and stays to say so."""

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    token_hash: str = Field(unique=True)
    made_at: datetime
    revoked_at: datetime | None = None


def digest(token: str) -> str:
    """What is kept of a secret: enough to know it again, not to tell it."""
    return hashlib.sha256(token.encode()).hexdigest()


def by_token(session: Session, token: str) -> Feed | None:
    """The feed whose secret this is, revoked or not."""
    return session.exec(select(Feed).where(Feed.token_hash == digest(token))).first()


def current(session: Session, person_id: int) -> Feed | None:
    """The feed in use of that person."""
    query = select(Feed).where(Feed.person_id == person_id, col(Feed.revoked_at).is_(None))
    return session.exec(query.order_by(col(Feed.id).desc())).first()


def renew(session: Session, network_id: int, person_id: int, token: str, now: datetime) -> None:
    """Begin a feed with that secret; whatever the person had before stops working."""
    earlier = select(Feed).where(Feed.person_id == person_id, col(Feed.revoked_at).is_(None))
    for feed in session.exec(earlier).all():
        feed.revoked_at = now
        session.add(feed)
    session.add(Feed(network_id=network_id, person_id=person_id, token_hash=digest(token), made_at=now))
