"""Everything on record, a table at a time: of one network, or of one person; what is only the house's working memory is left out."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, false, or_, select
from sqlmodel import Session, SQLModel

WORKING_MEMORY = frozenset({"heartbeat", "inbound", "rehearsalclock", "ledger", "letter", "chatline", "draft"})
"""What came in, what was reminded of, what waits for a press, and a rehearsal's own: no record of the network."""
SECRET = frozenset({"token_hash", "fingerprints"})
"""What nobody needs to read and somebody could misuse."""
SENDER = {"minutesfile": "sent_by"}
"""What somebody handed in themselves, where the column is not called `person_id`; whoever only wrote a row down is in the journal."""
Row = dict[str, Any]


def tables() -> list[Table]:
    """Every table of the record, by name."""
    return [table for name, table in sorted(SQLModel.metadata.tables.items()) if name not in WORKING_MEMORY]


def personal_tables() -> list[Table]:
    """Those in which a row can be somebody's."""
    return [table for table in tables() if _whose(table) in table.c]


def rows(session: Session, table: Table, network_id: int) -> Iterator[Row]:
    """A network's rows of a table in the order they were written."""
    return _picked(session, table, _of_network(table, network_id))


def rows_of_person(session: Session, table: Table, network_id: int, person_id: int) -> Iterator[Row]:
    """The rows of a table that are this person's: who they are, what they did, what was sent to them."""
    theirs = table.c[_whose(table)] == person_id
    return _picked(session, table, _of_network(table, network_id) & theirs)


def _whose(table: Table) -> str:
    """The column that says whose a row is."""
    return "id" if table.name == "person" else SENDER.get(table.name, "person_id")


def plain(value: Any) -> Any:
    """A value as JSON has it: days and moments in figures (UTC); of a file only its size."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return f"{len(value)} bytes" if isinstance(value, bytes) else value


def _picked(session: Session, table: Table, which: ColumnElement[bool]) -> Iterator[Row]:
    columns = [column for column in table.c if column.name not in SECRET]
    order: Iterable[Any] = table.primary_key.columns
    for row in session.connection().execute(select(*columns).where(which).order_by(*order)).mappings():
        yield dict(row)


def _of_network(table: Table, network_id: int) -> ColumnElement[bool]:
    """By its own column, or by what it belongs to: a member of a group, the text of a decision."""
    if table.name == "network":
        return table.c.id == network_id
    if "network_id" in table.c:
        return table.c.network_id == network_id
    parents = [key for key in table.foreign_keys if "network_id" in key.column.table.c]
    above = [(key.parent, key.column.table) for key in parents if key.parent.name in OWNERS]
    return or_(
        false(), *(child.in_(select(parent.c.id).where(parent.c.network_id == network_id)) for child, parent in above)
    )


OWNERS = frozenset({"group_id", "consultation_id", "decision_id"})
"""By which column rows without a network of their own belong to one."""
