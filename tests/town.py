"""A small network to talk to in tests: who says what when, and what everybody received."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam
from sqlmodel import col, select

import handlers.all_commands  # noqa: F401 - registers every command
from handlers.commands import answer
from handlers.reply import Button, Buttons, Reply, Text
from handlers.request import Request
from storage import journal, networks, people
from storage.charter import Charter
from storage.database import Database
from storage.outbox import Notice
from tests.readers import SHOWS

LIMA = ZoneInfo("America/Lima")
_PERSON = people.Person.__table__.c
_PEOPLE = select(_PERSON.id, _PERSON.email, _PERSON.name).where(_PERSON.network_id == bindparam("network"))
"""Written out once: it is asked with everything anybody says."""
_keys = itertools.count(1)


def lima(year: int, month: int, day: int, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    """A moment on the clock of Lima, aware."""
    return datetime(year, month, day, hour, minute, second, tzinfo=LIMA)


@dataclass
class Town:
    """The network of the tests. `ask` is the front door: the same `handlers.commands.answer` everybody uses."""

    database: Database
    charters: Mapping[str, Charter]
    now: datetime
    slug: str = "peru"
    network_id: int = field(init=False)

    def __post_init__(self) -> None:
        with self.database.reading() as session:
            found = networks.find(session, self.slug)
            assert found is not None and found.id is not None
            self.network_id = found.id

    @property
    def charter(self) -> Charter:
        return self.charters[self.slug]

    def id_of(self, who: str) -> int:
        """A person's id by the start of the e-mail ("r.berrocapa") or of the name."""
        with self.database.reading() as session:
            for number, email, name in session.connection().execute(_PEOPLE, {"network": self.network_id}):
                if email.startswith(who.lower()) or name.startswith(who):
                    return int(number)
        raise LookupError(who)

    def organisation(self, name: str) -> int:
        with self.database.reading() as session:
            return next(body.id for body in people.organisations(session, self.network_id) if body.name == name)  # type: ignore[misc]

    def ask(
        self, who: str | None, command: str, at: datetime | None = None, key: str = "", step: str = "ask", **values: Any
    ) -> Reply:
        """What Quipu answers when this person asks for that command (None: the clock)."""
        request = Request(
            command=command, network_id=self.network_id, received_at=at or self.now,
            person_id=self.id_of(who) if who else None, values=values, key=key, step=step, platform="test",
        )  # fmt: skip
        with self.database.transaction() as session:
            before = journal.last_number(session, self.network_id)
            reply = answer(session, self.charters, request)
            changes_nothing = command in SHOWS and who and not reply.refused
            assert not changes_nothing or journal.last_number(session, self.network_id) == before, f"{command} acted"
            return reply

    def press(self, who: str, reply: Reply, label: str, at: datetime | None = None, **more: Any) -> Reply:
        """Press the button with that label key (e.g. button.confirm) on a card that was shown."""
        button = self.button(reply, label)
        return self.ask(who, button.command, at, **{**button.values, **more})

    def confirm(self, who: str, reply: Reply, at: datetime | None = None, **more: Any) -> Reply:
        """Press the first (primary) button of a preview that confirms it."""
        for button in self.buttons(reply):
            if button.command == "drafts.confirm":
                return self.ask(who, button.command, at, **{**button.values, **more})
        raise LookupError(f"nothing to confirm in {keys_of(reply)}")

    def do(self, who: str, command: str, at: datetime | None = None, **values: Any) -> Reply:
        """Ask and confirm in one go; the answer to the confirmation."""
        return self.confirm(who, self.ask(who, command, at, **values), at)

    def buttons(self, reply: Reply) -> list[Button]:
        parts = reply.card.parts if reply.card else ()
        return [button for part in parts if isinstance(part, Buttons) for button in part.buttons]

    def button(self, reply: Reply, label: str) -> Button:
        for button in self.buttons(reply):
            if (button.label.key if isinstance(button.label, Text) else button.label) == label:
                return button
        raise LookupError(f"no button {label} among {[b.label for b in self.buttons(reply)]}")

    def notices(self, notice: str | None = None, to: str | None = None, road: str | None = None) -> list[Notice]:
        """What is in the outbox, in order; by name, reader or road."""
        query = select(Notice).where(Notice.network_id == self.network_id).order_by(col(Notice.id))
        with self.database.reading() as session:
            rows = list(session.exec(query))
        reader = self.id_of(to) if to else None
        return [
            row for row in rows
            if (notice is None or row.notice == notice) and (to is None or row.person_id == reader) and (road is None or row.road == road)
        ]  # fmt: skip

    def emails(self, rows: list[Notice]) -> set[str]:
        """Who reads these notices, by the part of the e-mail before the @ ("" for the room)."""
        with self.database.reading() as session:
            found = {person.id: person.email.split("@")[0] for person in session.exec(select(people.Person))}
        return {found[row.person_id] if row.person_id else "" for row in rows}

    def clock(self, at: datetime) -> None:
        """Let the clock look at that moment: one tick of this network."""
        from scheduler import tick

        self.now = max(self.now, at)
        with self.database.transaction() as session:
            found = session.get_one(networks.Network, self.network_id)

            def act(command: str, values: Mapping[str, Any]) -> None:
                key = f"clock/{command}/{sorted(values.items())}/{at.isoformat()}"
                request = Request(command, self.network_id, at, None, values, key=key, platform="clock")
                answer(session, self.charters, request)

            tick.tick(session, found, self.charter, at, act)

    def pass_time(self, start: datetime, end: datetime, step: timedelta = timedelta(minutes=30)) -> None:
        """Let the clock look every half hour from `start` to `end`: at the first, then as in the house, where a network
        is opened only when time can ask something of it.
        """
        from scheduler import tick

        self.clock(start)
        while (start := start + step) <= end:
            with self.database.reading() as session:
                due = self.network_id in tick.due_networks(session, start)
            if due:
                self.clock(start)
            self.now = max(self.now, start)


def keys_of(thing: Any) -> list[str]:
    """Every catalogue key in a reply or part of one, in order: what it says, without the words."""
    found: list[str] = []
    _collect(thing, found)
    return found


def _collect(thing: Any, found: list[str]) -> None:
    if isinstance(thing, Text):
        found.append(thing.key)
        _collect(list(thing.values.values()), found)
    elif isinstance(thing, dict):
        _collect(list(thing.values()), found)
    elif isinstance(thing, list | tuple):
        for each in thing:
            _collect(each, found)
    elif hasattr(thing, "__dataclass_fields__"):
        for name in thing.__dataclass_fields__:
            _collect(getattr(thing, name), found)
