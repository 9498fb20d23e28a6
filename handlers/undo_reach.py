"""What has left the network: a letter, an entry in somebody's calendar, mail to whoever is not of it (ToR 2).

Those of the network who were told, by chat or by mail, are told again; nobody else can be.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlmodel import SQLModel

from handlers.desk import Desk
from storage import called_back, changes, incoming_mail, invitations, people
from storage.changes import Change
from storage.directory import DirectoryEntry
from storage.incoming_mail import MailAlias, MailReceived
from storage.invitations import SpeakerInvitation
from storage.outbox import MAIL, Notice
from storage.people import Office, Person

OUTSIDE = ("government", "stakeholder")
"""Offices of those whom the network invites: what they were told stays told."""


def newcomers(rows: Iterable[Change]) -> set[int]:
    """The people (ids) whom the network did not know before the act."""
    return _keys(rows, Person, added=True)


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


def used_since(desk: Desk, rows: Sequence[Change], told: Collection[int]) -> bool:
    """Whether something rests since on somebody or on an address that the act entered, though no line of it says so."""
    return _met_since(desk, rows, told) or _answered_since(desk, rows)


def _met_since(desk: Desk, rows: Sequence[Change], told: Collection[int]) -> bool:
    """Whether somebody whom the act entered has been written to, invited or given an office by another act."""
    new, entries = newcomers(rows), _keys(rows, DirectoryEntry, added=True)
    given = {row.id for each in new for row in people.offices_of(desk.session, each, desk.today)}
    return (
        bool(given - _keys(rows, Office))
        or called_back.others_to(desk.session, new, told)
        or invitations.others_to(desk.session, new, entries, _keys(rows, SpeakerInvitation))
    )


def _answered_since(desk: Desk, rows: Sequence[Change]) -> bool:
    """Whether an answer was taken down by itself from an address that the act had learnt."""
    learnt = [changes.row_of(desk.session, each) for each in rows if each.table == MailAlias.__tablename__]
    addresses = {row.address for row in learnt if isinstance(row, MailAlias)}
    read = max(_keys(rows, MailReceived), default=0)
    return bool(addresses) and incoming_mail.applied_from(desk.session, desk.network_id, addresses, read)


def _keys(rows: Iterable[Change], of: type[SQLModel], *, added: bool = False) -> set[int]:
    """The numbers of the rows of that table among these, or of those that were added."""
    return {row.key[0] for row in rows if row.table == of.__tablename__ and not (added and row.was is not None)}


def _of_the_network_before(desk: Desk, rows: Iterable[Change]) -> set[int]:
    """Whose office the act ended: they are of the network again once it is taken back."""
    return {row.person_id for row in offices_ended(desk, rows) if row.office not in OUTSIDE}
