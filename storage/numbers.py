"""Running numbers: one series a body and year, never reused."""

from sqlmodel import Field, Session, SQLModel


class Counter(SQLModel, table=True):
    """The last number given in a series and year."""

    network_id: int = Field(foreign_key="network.id", primary_key=True)
    series: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    last: int = 0


def next_code(session: Session, network_id: int, series: str, year: int) -> str:
    """The next code, such as CE-2027-01. The row is locked, so two clerks never get the same one."""
    counter = session.get(Counter, (network_id, series, year), with_for_update=True)
    counter = counter or Counter(network_id=network_id, series=series, year=year)
    counter.last += 1
    session.add(counter)
    session.flush()
    return f"{series}-{year}-{counter.last:02d}"
