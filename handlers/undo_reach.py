"""What has left the network: a letter, an entry in somebody's calendar, mail to whoever is not of it (ToR 2).

Those of the network who were told, by chat or by mail, are told again; nobody else can be.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from handlers.desk import Desk
from storage import called_back, changes, people
from storage.changes import Change
from storage.outbox import MAIL, Notice
from storage.people import Office, Person

OUTSIDE = ("government", "stakeholder")
"""Offices of those whom the network invites: what they were told stays told."""


def newcomers(rows: Iterable[Change]) -> set[int]:
    """The people (ids) whom the network did not know before the act."""
    return {change.key[0] for change in rows if change.table == Person.__tablename__ and change.was is None}


def offices_ended(desk: Desk, rows: Iterable[Change]) -> list[Office]:
    """The offices that the act ended; who acted may have held one, and takes it back in that office."""
    ended = (each for each in rows if each.table == Office.__tablename__ and "until" in changes.before_of(each))
    offices = (changes.row_of(desk.session, each) for each in ended)
    return [row for row in offices if isinstance(row, Office)]


def outside(desk: Desk, gone: Iterable[Notice], rows: Sequence[Change]) -> list[Notice]:
    """Those of these that went, or would go, where they cannot be called back from. `rows`: what the act changed."""
    new, inside = newcomers(rows), _of_the_network_before(desk, rows)
    return [row for row in gone if row.person_id != desk.person_id and _is_outside(desk, row, new, inside)]


def first_leaves(desk: Desk, told: Collection[int], rows: Sequence[Change]) -> datetime | None:
    """When the first of these leaves the network: from then on the act cannot be taken back."""
    return min((row.due_at for row in outside(desk, called_back.waiting(desk.session, told), rows)), default=None)


def _is_outside(desk: Desk, row: Notice, new: Collection[int], inside: Collection[int]) -> bool:
    """Whoever was new to the network is on no chat of it yet: what they are told goes by mail."""
    if row.road == MAIL or row.person_id in new:
        return True
    if row.person_id in inside or not called_back.by_mail(desk.session, row):
        return False
    return row.person_id is None or not _is_of_the_network(desk, row.person_id)


def _is_of_the_network(desk: Desk, person_id: int) -> bool:
    return any(row.office not in OUTSIDE for row in people.offices_of(desk.session, person_id, desk.today))


def _of_the_network_before(desk: Desk, rows: Iterable[Change]) -> set[int]:
    """Whose office the act ended: they are of the network again once it is taken back."""
    return {row.person_id for row in offices_ended(desk, rows) if row.office not in OUTSIDE}
