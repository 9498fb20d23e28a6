"""What has left the network: a letter, an entry in somebody's calendar, mail to whoever is not of it (ToR 2).

Those of the network who were told, by chat or by mail, are told again; nobody else can be.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from handlers.desk import Desk
from storage import called_back, people
from storage.changes import Change
from storage.outbox import MAIL, Notice
from storage.people import Person

OUTSIDE = ("government", "stakeholder")
"""Offices of those whom the network invites: what they were told stays told."""


def newcomers(rows: Iterable[Change]) -> set[int]:
    """The people (ids) whom the network did not know before the act."""
    return {change.key[0] for change in rows if change.table == Person.__tablename__ and change.was is None}


def outside(desk: Desk, gone: Iterable[Notice], new: Collection[int]) -> list[Notice]:
    """Those of these that went, or would go, where they cannot be called back from."""
    return [row for row in gone if row.person_id != desk.person_id and _is_outside(desk, row, new)]


def first_leaves(desk: Desk, told: Collection[int], new: Collection[int]) -> datetime | None:
    """When the first of these leaves the network: from then on the act cannot be taken back."""
    return min((row.due_at for row in outside(desk, called_back.waiting(desk.session, told), new)), default=None)


def _is_outside(desk: Desk, row: Notice, new: Collection[int]) -> bool:
    if row.road == MAIL:
        return True
    if not called_back.by_mail(desk.session, row):
        return False
    return row.person_id is None or row.person_id in new or not _is_of_the_network(desk, row.person_id)


def _is_of_the_network(desk: Desk, person_id: int) -> bool:
    return any(row.office not in OUTSIDE for row in people.offices_of(desk.session, person_id, desk.today))
