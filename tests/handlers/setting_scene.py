"""A decision to cite, and a desk at which a setting is changed directly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from handlers.desk import Desk
from scheduler import law
from storage import decisions, people
from storage.decisions import CONSENSUS, Decision
from storage.networks import Network
from storage.people import Person
from tests.town import Town, lima

COORDINATOR, SECRETARY, ACNUR = "l.altaquilla", "r.berrocapa", "n.quintamayo"
TERM = "minutes.circulation"
SETTLED = lima(2027, 2, 9, 12)


def decided(town: Town, code: str = "D-2027-05", status: str = CONSENSUS, at: datetime = SETTLED) -> str:
    """An entry of the register, of that standing since that moment."""
    with town.database.transaction() as session:
        session.add(
            Decision(
                network_id=town.network_id, series=code.split("-", maxsplit=1)[0], code=code, title="Minutas",
                wording="Las minutas circulan en siete días hábiles.", clause="5.1.8", status=status,
                settled_at=at if status == CONSENSUS else None, present=[], absent=[], taken_on=at.date(), recorded_at=at,
            )
        )  # fmt: skip
    return code


def labels(town: Town, code: str = "D-2027-05") -> list[str]:
    with town.database.reading() as session:
        found = decisions.by_code(session, town.network_id, code)
        assert found is not None
        return found.labels


@contextmanager
def desk_at(town: Town, at: datetime, who: str = COORDINATOR) -> Iterator[Desk]:
    """The desk of somebody at that moment, in a transaction of its own."""
    with town.database.transaction() as session:
        network = session.get_one(Network, town.network_id)
        person = session.get_one(Person, town.id_of(who))
        in_force = law.in_force(session, town.network_id, town.charter, at)
        offices = tuple(people.offices_of(session, person.id or 0, in_force.day_of(at)))
        yield Desk(session, network, in_force, at, person, offices, offices[0])
