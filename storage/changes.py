"""Which rows an act added, changed or removed, so that exactly those can be put back as they were."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, event, inspect
from sqlalchemy.orm import UOWTransaction
from sqlmodel import Session, SQLModel

from storage.outbox import Notice
from storage.text import from_paper, to_paper

UNWATCHED = frozenset(
    {"counter", "draft", "inbound", "journal", "journalhead", "ledger", "network", "outbox", "recordcard"}
)
"""What stays as it is when an act is taken back: numbers given, the journal, what was said to whom."""
Place = tuple[str, tuple[Any, ...]]
"""A row: its table and its key."""
WATCH = "watch"
"""Under this name a session keeps what watches it."""
NOW = "§now"
"""In a mark: the moment at which it is put on the row."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one row: `was` holds the values before, as JSON (none: it was added); `left` the fingerprint of
    what the act left behind (none: it was removed).
    """

    table: str
    key: list[Any]
    was: str | None
    left: str | None


@dataclass(slots=True)
class Watch:
    """What has happened to the rows of a session so far."""

    session: Session
    tables: frozenset[str] = frozenset()
    """Tables that are watched although others' changes of them are not."""
    places: dict[Place, SQLModel] = field(default_factory=dict)
    added: set[Place] = field(default_factory=set)
    before: dict[Place, dict[str, Any]] = field(default_factory=dict)
    unclear: bool = False
    """Something was changed whose value before is not known: then nothing can be put back."""

    def note(self, session: Session) -> None:
        """Called as rows are written, while what they were before is still known."""
        for row in session.new:
            if (place := self._watched(row)) is not None:
                self.places[place] = row
                self.added.add(place)
        for row in session.dirty:
            self._changed(row)
        for row in session.deleted:
            if (place := self._watched(row)) is not None:
                self.places[place] = row
                self.before[place] = {**_values(row), **self.before.get(place, {})}

    def _watched(self, row: SQLModel) -> Place | None:
        place = _place(row)
        return None if place[0] in UNWATCHED - self.tables else place

    def _changed(self, row: SQLModel) -> None:
        place = self._watched(row)
        if place is None or place in self.added:
            return
        state = inspect(row)
        for column in state.mapper.column_attrs:
            name, history = column.key, state.attrs[column.key].history
            if not history.has_changes():
                continue
            self.unclear |= not history.deleted
            self.places[place] = row
            self.before.setdefault(place, {}).setdefault(name, history.deleted[0] if history.deleted else None)

    def changes(self) -> list[Change]:
        """What the act left behind, a line a row, in the order in which it came to them."""
        self.session.flush()
        return [change for place in self.places if (change := self._change(place)) is not None]

    def _change(self, place: Place) -> Change | None:
        row, before = self.places[place], self.before.get(place)
        gone = row not in self.session
        if place in self.added:
            return None if gone else Change(place[0], list(place[1]), None, _fingerprint(_values(row)))
        assert before is not None
        if gone:
            return Change(place[0], list(place[1]), _to_json(before), None)
        now = {name: value for name, value in _values(row).items() if name in before}
        before = {name: value for name, value in before.items() if _plain(value) != _plain(now[name])}
        now = {name: now[name] for name in before}
        return Change(place[0], list(place[1]), _to_json(before), _fingerprint(now)) if before else None


@contextmanager
def watched(session: Session, *tables: str) -> Iterator[Watch]:
    """Note what happens to the rows of this session inside the block; of these tables too."""
    session.flush()
    watch = session.info[WATCH] = Watch(session, frozenset(tables))
    try:
        yield watch
        session.flush()
    finally:
        del session.info[WATCH]


@event.listens_for(Session, "after_flush")
def _noted(session: Session, _flush: UOWTransaction) -> None:
    watch: Watch | None = session.info.get(WATCH)
    if watch is not None:
        watch.note(session)


def to_list(changes: list[Change]) -> list[dict[str, Any]]:
    """The changes as JSON can hold them."""
    return [asdict(change) for change in changes]


def from_list(written: list[dict[str, Any]]) -> list[Change]:
    """The inverse of `to_list`."""
    return [Change(**each) for each in written]


def row_of(session: Session, change: Change) -> SQLModel | None:
    """The row a change is about, as it is now."""
    return _row(session, change.table, tuple(change.key))


def before_of(change: Change) -> dict[str, Any]:
    """The values that were changed, as they were before."""
    return _from_json(change) if change.was else {}


def still_so(session: Session, change: Change) -> bool:
    """Whether nobody has touched since what the act left behind."""
    row = row_of(session, change)
    if row is None or change.left is None:
        return row is None and change.left is None
    session.refresh(row)
    names = before_of(change)
    values = {name: value for name, value in _values(row).items() if change.was is None or name in names}
    return _fingerprint(values) == change.left


def put_back(session: Session, changes: list[Change], marks: Mapping[str, Mapping[str, Any]], now: datetime) -> None:
    """Every row as it was: the last first. A row that was added goes, but for the tables that are marked: it stays, marked."""
    for change in reversed(changes):
        row = row_of(session, change)
        if change.was is None:
            _take_out(session, row, marks.get(change.table), now)
        elif row is None:
            session.add(_models()[change.table](**before_of(change)))
        else:
            _set(session, row, before_of(change))
        session.flush()


def _take_out(session: Session, row: SQLModel | None, mark: Mapping[str, Any] | None, now: datetime) -> None:
    if row is not None and mark is None:
        session.delete(row)
    elif row is not None and mark is not None:
        _set(session, row, {name: now if value == NOW else value for name, value in mark.items()})


def _set(session: Session, row: SQLModel, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)


@cache
def _models() -> dict[str, type[SQLModel]]:
    return {mapper.local_table.name: mapper.class_ for mapper in inspect(Notice).registry.mappers}


def _place(row: Any) -> Place:
    state = inspect(row)
    return state.mapper.local_table.name, tuple(state.mapper.primary_key_from_instance(row))


def _row(session: Session, table: str, key: tuple[Any, ...]) -> SQLModel | None:
    return session.get(_models()[table], key)


def _values(row: SQLModel) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs}


def _plain(value: Any) -> Any:
    """The value so that the same moment or list is the same, wherever it was read."""
    return value.astimezone(UTC) if isinstance(value, datetime) else list(value) if isinstance(value, tuple) else value


def _fingerprint(values: Mapping[str, Any]) -> str:
    said = json.dumps({name: to_paper(_plain(each)) for name, each in values.items()}, sort_keys=True, default=repr)
    return hashlib.sha256(said.encode()).hexdigest()


def _to_json(values: Mapping[str, Any]) -> str:
    return json.dumps({name: to_paper(_plain(each)) for name, each in values.items()}, ensure_ascii=False)


def _from_json(change: Change) -> dict[str, Any]:
    """The values again; what the row keeps as JSON is JSON already, whatever stands in it."""
    assert change.was is not None
    columns = _models()[change.table].__table__.columns
    found = json.loads(change.was)
    return {name: each if isinstance(columns[name].type, JSON) else from_paper(each) for name, each in found.items()}
