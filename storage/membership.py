"""Who is a member of the network, and, by a separate wish, of its Executive Committee: with dates and the letter."""

from datetime import date, datetime

from sqlalchemy import bindparam
from sqlmodel import Field, Session, SQLModel, col, or_, select

from storage.people import Organisation

NETWORK, COMMITTEE = "network", "committee"


class Membership(SQLModel, table=True):
    """An organisation in a body of the network from a day on, until another (the last day, inclusive).

    `body` is network or committee: the wish to sit in the Committee is a separate one (ToR 5).
    """

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    body: str
    since: date
    until: date | None = None
    reference: str = ""
    """The letter or message of the organisation's head that asked for it."""
    left_reference: str = ""
    recorded_by: int | None = Field(default=None, foreign_key="person.id")
    recorded_at: datetime


def history(session: Session, network_id: int, organisation_id: int | None = None) -> list[Membership]:
    """Every membership there ever was, oldest first; of one organisation when named."""
    query = _MEMBERSHIPS
    if organisation_id is not None:
        query = query.where(Membership.organisation_id == organisation_id)
    return list(session.exec(query, params={"network": network_id}))


_MEMBERSHIPS = (
    select(Membership)
    .where(Membership.network_id == bindparam("network"))
    .order_by(col(Membership.since), col(Membership.id))
)


def current(session: Session, network_id: int, organisation_id: int, body: str, on: date) -> Membership | None:
    """The organisation's membership of that body that day."""
    rows = (row for row in history(session, network_id, organisation_id) if row.body == body)
    return next((row for row in rows if in_force(row, on)), None)


def seats(session: Session, network_id: int, body: str, on: date) -> list[Organisation]:
    """The organisations in that body that day, each once, by name, whether or not anybody holds their seat."""
    rows = session.exec(_SEATS, params={"network": network_id, "body": body, "on": on})
    return sorted({body.id: body for body in rows}.values(), key=lambda body: body.name)


_SEATS = (
    select(Organisation)
    .join(Membership, col(Membership.organisation_id) == Organisation.id)
    .where(
        Membership.network_id == bindparam("network"), Membership.body == bindparam("body"),
        col(Membership.since) <= bindparam("on"),
        or_(col(Membership.until).is_(None), col(Membership.until) >= bindparam("on")),
    )
)  # fmt: skip
"""Written out once, as the list of members: they are asked with nearly every request."""


def in_force(row: Membership, on: date) -> bool:
    """Whether a membership holds that day."""
    return row.since <= on and (row.until is None or row.until >= on)
