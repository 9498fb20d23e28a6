"""Acts on which others stand without naming them: who sits where, and by which rule days are counted (ToR 2, 5)."""

from collections.abc import Iterable
from datetime import datetime

from handlers.desk import Desk
from handlers.undo_cards import Act
from handlers.undoable import LAW, ROSTER, UNDO, UNDOABLE
from handlers.voices import STANDS_IN
from scheduler import law
from storage import called_back, changes, drafts, networks, people
from storage.alerts import SensitiveAlert
from storage.changes import Change
from storage.journal import JournalEntry
from storage.membership import Membership
from storage.networks import ChangedSetting, ExtraDay
from storage.people import Absence, Account, Office, Organisation

PERSONAL = frozenset({"person.language", "person.exported", "alert.noticed"})
"""What concerns nobody but whoever did it."""


def resting(desk: Desk, act: Act, since: Iterable[JournalEntry]) -> list[JournalEntry]:
    """Which of these may rest on it: what somebody did whom the act let do it, or in place of whom it says to be away,
    and what counts on its ground.

    What another institution said for itself does not rest on who sits for this one.
    """
    ground, given, instead = UNDOABLE[act.kept.command].ground, _given(desk, act), _stand_in(desk, act)
    everybody, own = (_names(desk), _bodies(desk, act)) if ground == ROSTER else (set(), set())
    return [
        entry
        for entry in since
        if entry.person_id in given
        or (entry.person_id in instead and entry.office in STANDS_IN.values() and entry.act not in PERSONAL)
        or (ground and entry.act not in PERSONAL and not _of_another(entry, everybody, own | act.matters))
    ]


def deadline_said(desk: Desk, act: Act, since: datetime) -> bool:
    """Whether anybody has been told of a deadline that may be counted by it."""
    counts = UNDOABLE[act.kept.command].ground == LAW
    return counts and called_back.deadline_said(desk.session, desk.network_id, since, act.kept.told)


def typed_again(desk: Desk, act: Act, since: datetime) -> bool:
    """Whether what was let through as a false alarm has been shown to its author for a yes: it would pass now."""
    alerts = (changes.row_of(desk.session, row) for row in act.kept.rows if row.table == SensitiveAlert.__tablename__)
    authors = (row.person_id for row in alerts if isinstance(row, SensitiveAlert) and row.person_id)
    return any(shown.command != UNDO for each in authors for shown in drafts.waiting(desk.session, each, since))


def law_as_before(desk: Desk, rows: Iterable[Change]) -> None:
    """What is counted from here on is counted by the law as it is again."""
    if any(row.table in (ChangedSetting.__tablename__, ExtraDay.__tablename__) for row in rows):
        networks.law_changed(desk.session)
        desk.law = law.in_force(desk.session, desk.network_id, desk.law.charter, desk.now)


def _given(desk: Desk, act: Act) -> set[int]:
    """The people (ids) to whom it gave an office, an account, or leave to write something again."""
    found = (
        changes.row_of(desk.session, row) for row in act.kept.rows if row.table != Office.__tablename__ or not row.was
    )
    return {row.person_id for row in found if isinstance(row, Office | Account | SensitiveAlert) and row.person_id}


def _stand_in(desk: Desk, act: Act) -> set[int | None]:
    """The people (ids) who speak for a seat only because the act says that whoever holds it is away."""
    absent = [row for row in act.kept.rows if row.table == Absence.__tablename__ and row.was is None]
    away = [row for each in absent if isinstance(row := changes.row_of(desk.session, each), Absence)]
    seats = {
        seat.organisation_id for row in away for seat in people.offices_of(desk.session, row.person_id, desk.today)
    }
    held = people.holders(desk.session, desk.network_id, STANDS_IN.values(), desk.today) if seats else []
    return {person.id for office, person, _ in held if office.organisation_id in seats}


def _bodies(desk: Desk, act: Act) -> set[str]:
    """The institutions, by name, whose people or standing it changed."""
    found = (changes.row_of(desk.session, row) for row in act.kept.rows)
    touched = (row for row in found if isinstance(row, Office | Membership))
    return {desk.session.get_one(Organisation, row.organisation_id).name for row in touched}


def _names(desk: Desk) -> set[str]:
    return set(people.names_of_organisations(desk.session, desk.network_id))


def _of_another(entry: JournalEntry, everybody: set[str], own: set[str]) -> bool:
    named = {entry.about, str(entry.values.get("organisation", ""))} & everybody
    return bool(named) and not named & own
