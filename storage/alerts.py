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


def alerts(session: Session, network_id: int) -> list[SensitiveAlert]:
    """Every alert, oldest first."""
    query = select(SensitiveAlert).where(SensitiveAlert.network_id == network_id)
    return list(session.exec(query.order_by(col(SensitiveAlert.id))))
