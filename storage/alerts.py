"""That somebody wrote what must not be kept: only the fact, never the words (personal data of people who are helped)."""

from datetime import datetime

from sqlalchemy import JSON, Column
from sqlmodel import Field, Session, SQLModel, col, select


class SensitiveAlert(SQLModel, table=True):
    """Possible personal data was typed or attached: when, where, of which kind. What was typed is nowhere."""

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    """Who wrote it; whoever is written about is never recorded."""
    platform: str
    place: str = ""
    kinds: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    noticed_at: datetime
    allowed_by: int | None = Field(default=None, foreign_key="person.id")
    allowed_at: datetime | None = None
    reason: str = ""
    """Why the secretariat called it a false alarm."""
    fingerprints: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Salted digests of what was typed, for a day at most: so that a false alarm can be typed again and nothing else."""


def allowed_since(session: Session, network_id: int, person_id: int, since: datetime) -> list[SensitiveAlert]:
    """False alarms of this person that the secretariat has called so since then."""
    query = select(SensitiveAlert).where(
        SensitiveAlert.network_id == network_id, SensitiveAlert.person_id == person_id,
        col(SensitiveAlert.allowed_at) >= since,
    )  # fmt: skip
    return list(session.exec(query))


def forget_fingerprints(session: Session, network_id: int, noticed_before: datetime) -> int:
    """Digests of what was typed before then are deleted; how many alerts had any."""
    query = select(SensitiveAlert).where(
        SensitiveAlert.network_id == network_id, SensitiveAlert.noticed_at < noticed_before
    )
    old = [row for row in session.exec(query) if row.fingerprints]
    for row in old:
        row.fingerprints = []
        session.add(row)
    return len(old)


def alerts(session: Session, network_id: int) -> list[SensitiveAlert]:
    """Every alert, oldest first."""
    query = select(SensitiveAlert).where(SensitiveAlert.network_id == network_id)
    return list(session.exec(query.order_by(col(SensitiveAlert.id))))
