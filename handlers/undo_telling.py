"""Whoever was told of an act that is taken back hears it once, and only when its substance changes (ToR 2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from handlers.desk import Desk
from handlers.reply import Said, Text, text
from handlers.undo_offer import Kept, minutes
from handlers.undoable import SUBSTANCE
from scheduler.undelivered import called
from storage import changes
from storage.agenda import AgendaItem
from storage.changes import Change
from storage.outbox import Notice
from storage.people import Organisation, Person

CORRECTED = "undo.corrected"
NAMED = 5
"""How many readers are named: the first."""
CARRIED = frozenset({"facts", "table", "why", "document", "letters", "word", "card", "draft"})


@dataclass(frozen=True, slots=True)
class Correction:
    """What is said again: to whom (None: the room) with what they had been told, and the facts that hold again."""

    told: tuple[tuple[int | None, Text], ...]
    facts: tuple[tuple[Said, Said], ...]
    stands: bool
    """Whether something holds again as before; else what was told has no effect at all."""


def correction(desk: Desk, kept: Kept, gone: Sequence[Notice]) -> Correction | None:
    """What those who were told must hear; None when nobody was told, or nothing of substance changes. Asked before it does."""
    told = {row.person_id: _title(row) for row in gone if row.person_id is None or row.person_id != desk.person_id}
    touched = [(change, _columns(change)) for change in kept.rows if _is_of_substance(change)]
    if not told or not (any(columns is None or columns for _, columns in touched) or not kept.rows):
        return None
    facts = tuple(fact for change, columns in touched for fact in _facts(desk, change, columns or ()))
    return Correction(
        tuple(told.items()), facts, stands=bool(touched) and all(columns is not None for _, columns in touched)
    )


def _title(row: Notice) -> Text:
    """What they had been told, by its title; what it carried beside its words is not carried again."""
    said = called(row)
    return Text(said.key, {name: value for name, value in said.values.items() if name not in CARRIED})


def names(desk: Desk, found: Correction) -> list[Said]:
    """Who will hear it: the room and the first few by name, and how many more."""
    told = sorted((person for person, _ in found.told), key=lambda person: person is not None)
    named: list[Said] = [_name(desk, person) for person in told[:NAMED]]
    return [*named, text("undo.more_people", count=len(told) - NAMED)] if len(told) > NAMED else named


def tell(desk: Desk, token: str, about: str, matter: Said, found: Correction) -> None:
    """One short note each; `matter` is what it was about, in words."""
    for person_id, said in found.told:
        person = desk.session.get_one(Person, person_id) if person_id else None
        desk.tell(
            person, CORRECTED, about, key=f"{CORRECTED}/{token}/{person_id or 'room'}", matter=matter, said=said,
            stands=text("undo.stands" if found.stands else "undo.no_effect"), facts=list(found.facts),
            why=text("undo.told_why", minutes=minutes(desk)),
        )  # fmt: skip


def _name(desk: Desk, person_id: int | None) -> Said:
    return desk.session.get_one(Person, person_id).name if person_id else text("reminder.the_room")


def _is_of_substance(change: Change) -> bool:
    """A point that came is none; that it was admitted, moved or withdrawn is."""
    return change.table in SUBSTANCE and not (change.table == AgendaItem.__tablename__ and change.was is None)


def _columns(change: Change) -> list[str] | None:
    """The columns of substance that the act changed; None when it added the row."""
    if change.was is None:
        return None
    return [name for name in changes.before_of(change) if name in SUBSTANCE[change.table]]


def _facts(desk: Desk, change: Change, columns: Iterable[str]) -> list[tuple[Said, Said]]:
    before, labels = (changes.before_of(change) if change.was else {}), SUBSTANCE[change.table]
    return [(text(labels[name]), _value(desk, name, before[name])) for name in columns if labels[name]]


def _value(desk: Desk, name: str, value: Any) -> Said:
    if isinstance(value, datetime):
        return text("undo.when", when=value)
    if isinstance(value, date):
        return text("plain.day", day=value)
    if name == "organisation_id":
        return desk.session.get_one(Organisation, value).name
    return str(value) if value else text("undo.none")
