"""The networks of the house, the days their secretariat adds to the calendar and the settings it changed."""

from datetime import date, datetime

from sqlalchemy import JSON, Column, UniqueConstraint, bindparam, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key
from sqlmodel import Field, Session, SQLModel, col, select


class Network(SQLModel, table=True):
    """A coordination network; its law is the charter of that name."""

    id: int | None = Field(default=None, primary_key=True)
    charter: str = Field(unique=True)
    opened_at: datetime
    look_again_at: datetime | None = Field(default=None, index=True)
    """The next moment at which time can ask for anything; empty means look now."""
    slack_team: str = Field(default="", index=True)
    slack_room: str = ""
    """Where announcements are posted in Slack, once the secretariat has named it."""
    referral: str = ""
    """Where somebody who needs protection or help is referred to, in the secretariat's words."""
    address: str = ""
    """Where its pages are reached, as the administrator set it; written when the house opens."""
    heading: str = ""
    """What stands at the head of its minutes, a line each; empty means its title and its secretariat."""


class ExtraDay(SQLModel, table=True):
    """A day on which nobody counts, added by the secretariat to one of the charter's calendars."""

    __table_args__ = (UniqueConstraint("network_id", "day", "calendar"),)
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    day: date
    calendar: str
    name: str
    added_by: int | None = Field(default=None, foreign_key="person.id")
    added_at: datetime


class ChangedSetting(SQLModel, table=True):
    """A value of the charter that the network changed, from a day on, by a decision."""

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    name: str
    value: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))
    since: date
    decision: str
    changed_by: int | None = Field(default=None, foreign_key="person.id")
    changed_at: datetime


def find(session: Session, charter: str) -> Network | None:
    """The network that lives by this charter, if the house has opened it."""
    return session.exec(select(Network).where(Network.charter == charter)).first()


def all_networks(session: Session) -> list[Network]:
    """Every network of the house, oldest first."""
    return list(session.exec(select(Network).order_by(Network.id)))  # type: ignore[arg-type]


def extra_days(session: Session, network_id: int) -> list[ExtraDay]:
    """The days the secretariat added, in order."""
    return list(session.exec(_EXTRA_DAYS, params={"network": network_id}))


_EXTRA_DAYS = select(ExtraDay).where(ExtraDay.network_id == bindparam("network")).order_by(col(ExtraDay.day))
"""Written out once: it is asked with every request."""


CALLED = "called"
"""Under this name a transaction keeps for which networks it has called the clock."""
LAW = "law"
"""Under this name a transaction keeps the law it has read; see `law_changed`."""


def law_changed(session: Session) -> None:
    """The calendars or settings were written: read the law again before the next question."""
    session.flush()
    session.info.pop(LAW, None)


def undone(session: Session) -> None:
    """A savepoint was rolled back: what this transaction remembers of the law, and of having called the clock, may be gone."""
    session.info.pop(LAW, None)
    session.info.pop(CALLED, None)


def one_at_a_time(session: Session, network_id: int) -> None:
    """Until the transaction ends nobody else acts in this network; the clock takes the same lock, so neither waits in a ring.

    SQLite has one writer anyway. `key_share`: rows that only name the network may still be written meanwhile.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(_LOCK, {"network": network_id})


_LOCK = (
    select(Network.__table__.c.id).where(Network.__table__.c.id == bindparam("network")).with_for_update(key_share=True)
)


def look_now(session: Session, network_id: int) -> None:
    """Ask the clock to look at this network at its next tick: something was written.

    An UPDATE even when it is to be looked at already: a tick that is under way holds the row, so this
    waits for it and the wish is not lost. Once a transaction: after that the row is ours.
    """
    called: set[int] = session.info.setdefault(CALLED, set())
    if network_id in called:
        return
    called.add(network_id)
    session.connection().execute(_LOOK_NOW, {"network": network_id})
    if (read := session.identity_map.get(identity_key(Network, network_id))) is not None:
        set_committed_value(read, "look_again_at", None)


def look_again(session: Session, network: Network, at: datetime) -> None:
    """The clock has looked: it looks again at that moment, or when it is called after this."""
    network.look_again_at = at
    session.add(network)
    session.flush()
    session.info.pop(CALLED, None)


_LOOK_NOW = update(Network.__table__).where(Network.__table__.c.id == bindparam("network")).values(look_again_at=None)
