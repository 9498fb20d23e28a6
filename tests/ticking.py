"""A town whose clock is looked at by hand: what it asks for, what it writes, and what the ledger says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from scheduler import tick
from storage import ledger, networks
from storage.meetings import HELD, Meeting
from storage.networks import Network
from tests.examples import lima
from tests.town import Town


@dataclass
class House:
    """A town whose clock asks for commands that only note that they were asked for, or do as told."""

    town: Town
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    does: dict[str, Any] = field(default_factory=dict)

    def look(self, at: datetime) -> datetime | None:
        with self.town.database.transaction() as session:
            network = session.get_one(Network, self.town.network_id)
            return tick.tick(session, network, self.town.charter, at, self.act(session, at))

    def act(self, session: Session, at: datetime) -> tick.Act:
        def asked(command: str, values: Mapping[str, Any]) -> None:
            self.asked.append((command, dict(values)))
            if command in self.does:
                self.does[command](session, at)
                networks.look_now(session, self.town.network_id)

        return asked

    def write(self, *rows: Any) -> None:
        with self.town.database.transaction() as session:
            session.add_all(rows)
            networks.look_now(session, self.town.network_id)

    def meeting(self, code: str, kind: str, starts: datetime, convened: datetime, **more: Any) -> int:
        row = Meeting(
            network_id=self.town.network_id, code=code, kind=kind, title="Prioridades", starts_at=starts, minutes=90,
            convened_at=convened, **more,
        )  # fmt: skip
        self.write(row)
        assert row.id is not None
        return row.id

    def change(self, meeting_id: int, **facts: Any) -> None:
        with self.town.database.transaction() as session:
            row = session.get_one(Meeting, meeting_id)
            for name, value in facts.items():
                setattr(row, name, value)
            session.add(row)
            networks.look_now(session, self.town.network_id)

    def told(self, about: str) -> list[tuple[str, str, bool]]:
        rows = [row for row in self.town.notices() if row.about == about and row.duty]
        return [(row.notice, *self.town.emails([row]), row.late) for row in rows]

    def ledger(self, duty: str, about: str) -> list[tuple[str, str]]:
        with self.town.database.reading() as session:
            found = ledger.about(session, self.town.network_id, duty, about)
            return [(entry.key.split("/")[4], entry.outcome) for entry in found]


def held_on_6_april(house: House) -> int:
    """E09: the technical meeting of 6 April 2027; its minutes are due on the 13th."""
    facts = {"status": HELD, "held_on": date(2027, 4, 6), "held_recorded_at": lima("2027-04-06", "12:00")}
    return house.meeting("TEC-2027-01", "technical", lima("2027-04-06", "10:00"), lima("2027-03-15"), **facts)


def every_morning(house: House, first: str, last: str) -> None:
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        house.look(lima(day.isoformat(), "09:00"))
        day += timedelta(days=1)
