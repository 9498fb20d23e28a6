"""Every command with every office on every platform goes through the one door; who may not is told the clause and whom to ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlmodel import Session, select

from handlers.commands import COMMANDS, answer
from handlers.mandates import EVERYONE, GUESTS
from handlers.reply import Reply
from handlers.request import Request
from storage.charter import Charter
from storage.people import OFFICES, Office, Organisation, Person
from tests.handlers.record_scene import held
from tests.mandates_page import PAGE, page
from tests.town import Town, keys_of, lima

NOW = lima(2027, 2, 15, 10)
PLATFORMS = ("slack", "web", "teams")
NOBODY = "nobody"
"""Somebody on the roster whose office has ended."""
BODY = {"coordination": "OIM", "secretariat": "OIM", "government": "Ministerio de Relaciones Exteriores"}


@dataclass
class Walk:
    """One network in one transaction; each case is undone before the next."""

    town: Town
    session: Session
    people: dict[str, int]

    def ask(self, command: str, office: str | None, platform: str) -> Reply:
        person = self.people[office] if office else None
        request = Request(command, self.town.network_id, NOW, person, platform=platform)
        case = self.session.begin_nested()
        try:
            return answer(self.session, self.town.charters, request)
        finally:
            case.rollback()


@pytest.fixture
def walk(town: Town) -> Iterator[Walk]:
    """Somebody for each office, who holds that one alone, and somebody who holds none any more."""
    held(town)
    with town.database.transaction() as session:
        people = {office: _somebody(town, session, office) for office in (*OFFICES, NOBODY)}
        yield Walk(town, session, people)


def _somebody(town: Town, session: Session, office: str) -> int:
    bound = town.charter.offices[office].bound_to if office in OFFICES else ""
    name = bound or BODY.get(office, "ACNUR" if office != "stakeholder" else "Asociación de Personas Migrantes")
    body = session.exec(select(Organisation).where(Organisation.name == name)).first() or Organisation(
        network_id=town.network_id, name=name
    )
    person = Person(
        network_id=town.network_id, name=f"Persona {office}", email=f"{office}@mandates.example", language="es"
    )
    session.add(body)
    session.add(person)
    session.flush()
    assert body.id is not None
    assert person.id is not None
    ended = None if office in OFFICES else lima(2027, 2, 14).date()
    session.add(
        Office(
            network_id=town.network_id, person_id=person.id, organisation_id=body.id,
            office=office if office in OFFICES else "focal_point", since=lima(2026, 12, 1).date(), until=ended,
        )
    )  # fmt: skip
    session.flush()
    return person.id


def test_every_office_does_what_its_power_says_and_nothing_else_on_every_platform(walk: Walk, peru: Charter) -> None:
    """Outside the power's list: refused with clause and whom to ask. Inside: never refused for want of that mandate."""
    wrong = []
    for name, command in sorted(COMMANDS.items()):
        allowed = (*OFFICES, NOBODY) if command.power == EVERYONE else peru.powers[command.power].offices
        for office in (*OFFICES, NOBODY):
            for platform in PLATFORMS:
                reply = walk.ask(name, office, platform)
                fine = not _for_want_of(reply, command.power) if office in allowed else _says_why(reply, office)
                if not fine:
                    wrong.append((name, office, platform, keys_of(reply.card)[:6]))
    assert wrong == []


def test_the_clock_asks_only_for_what_is_marked_as_the_clocks(walk: Walk) -> None:
    for name, command in sorted(COMMANDS.items()):
        refused = "refusal.not_for_the_clock" in keys_of(walk.ask(name, None, "clock"))
        assert refused is not command.clock, name


def test_no_power_of_the_charter_is_carried_by_somebody_unknown(peru: Charter) -> None:
    for power in peru.powers.values():
        assert set(power.offices) <= set(OFFICES), power.name
        assert power.clause in peru.clauses, power.name


@pytest.mark.parametrize("office", GUESTS)
def test_guests_carry_no_power_but_to_attend_and_to_see_their_own_meetings(peru: Charter, office: str) -> None:
    assert {name for name, power in peru.powers.items() if office in power.offices} == {"attend", "see_meetings"}


def test_the_page_of_mandates_is_what_would_be_written_now(peru: Charter) -> None:
    written = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    assert written == page(peru), "docs/mandates.md is out of date: run `make mandates` and commit it"


def _for_want_of(reply: Reply, power: str) -> bool:
    """Whether it was refused because the office does not carry that power."""
    keys = keys_of(reply.card)
    return reply.refused and "refusal.no_mandate" in keys and f"power.{power}" in keys


def _says_why(reply: Reply, office: str) -> bool:
    """Whether it was refused with a clause or a setting, and says whom to ask."""
    keys = keys_of(reply.card)
    source = "source.clause" in keys or "source.setting" in keys
    told = "refusal.guest" in keys if office in GUESTS else any(key.startswith("office.") for key in keys)
    return reply.refused and source and told
