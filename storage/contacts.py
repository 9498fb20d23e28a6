"""The rounds in which each seat confirms who its people are."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from storage.people import Office, Organisation

CONFIRMED, CHANGE = "confirmed", "change"


class ContactCheck(SQLModel, table=True):
    """An organisation asked, in the round of that day, whether its contacts still stand; and its answer."""

    __table_args__ = (UniqueConstraint("network_id", "round_on", "organisation_id"),)
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    round_on: date
    organisation_id: int = Field(foreign_key="organisation.id")
    asked_at: datetime
    answer: str = ""
    """"", confirmed, or change: somebody is to be replaced."""
    person_id: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = None


def checks(session: Session, network_id: int, round_on: date | None = None) -> list[ContactCheck]:
    """Every question of every round, oldest first; of one round when named."""
    query = select(ContactCheck).where(ContactCheck.network_id == network_id)
    if round_on is not None:
        query = query.where(ContactCheck.round_on == round_on)
    return list(session.exec(query.order_by(col(ContactCheck.round_on), col(ContactCheck.id))))


def invited_bodies(session: Session, network_id: int, office: str) -> list[Organisation]:
    """The organisations that hold, or ever held, that office: they are the ones invited to name somebody for it."""
    query = (
        select(Organisation)
        .join(Office, col(Office.organisation_id) == Organisation.id)
        .where(Office.network_id == network_id, Office.office == office)
    )
    return sorted({body.id: body for body in session.exec(query)}.values(), key=lambda body: body.name)
