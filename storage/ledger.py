"""Which stage of which duty has been dealt with for whom: one row each, for ever."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel, col, select

__all__ = ["TOLD_AHEAD", "Entry", "about", "enter", "entered", "untell"]

TOLD_AHEAD = "told_ahead"
"""It was said in the week's last message before its own day came."""


class Entry(SQLModel, table=True):
    """A stage of a duty for one recipient. `outcome`: written, late, asked, or why it was pointless."""

    __tablename__ = "ledger"
    key: str = Field(primary_key=True)
    """network/duty/about/organisation/stage/recipient, such as 1/minutes.circulation/TEC-2027-01/-/late/2027-04-13/7."""
    network_id: int = Field(foreign_key="network.id", index=True)
    due_at: datetime
    entered_at: datetime
    outcome: str


def enter(session: Session, entry: Entry) -> bool:
    """Write the entry; False when that stage had been dealt with already."""
    written = session.connection().execute(_ENTER[session.get_bind().dialect.name], entry.model_dump())
    return written.first() is not None


_ENTER = {
    name: insert(Entry.__table__).on_conflict_do_nothing().returning(Entry.__table__.c.key)
    for name, insert in (("postgresql", postgresql.insert), ("sqlite", sqlite.insert))
}
"""Written out once: it is said of every reminder."""


def entered(session: Session, network_id: int, since: datetime) -> set[str]:
    """The keys of every stage due since then that has been dealt with."""
    query = select(Entry.key).where(Entry.network_id == network_id, col(Entry.due_at) >= since)
    return set(session.exec(query))


def about(session: Session, network_id: int, duty: str, code: str) -> list[Entry]:
    """What was dealt with for one duty of one matter, in order of time."""
    start = f"{network_id}/{duty}/{code}/"
    query = select(Entry).where(Entry.network_id == network_id, col(Entry.key).startswith(start, autoescape=True))
    return list(session.exec(query.order_by(col(Entry.due_at), col(Entry.key))))


def untell(session: Session, network_id: int, person_id: int, at: datetime) -> None:
    """The message in which this person was told ahead at that moment never left: each matter is told on its own day."""
    told = delete(Entry).where(
        col(Entry.network_id) == network_id, col(Entry.outcome) == TOLD_AHEAD, col(Entry.entered_at) == at,
        col(Entry.key).endswith(f"/{person_id}", autoescape=True),
    )  # fmt: skip
    session.execute(told)
