"""Whatever anybody does in whatever order: nothing is adopted without every seat, and nobody else's word ever counts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from storage.charter import Charter
from storage.decisions import AD_REFERENDUM, CIRCULATION, CONSENSUS, MEETING, OBJECT, OPEN, SUSPENDED, Answer, Decision
from storage.people import Office, Person
from tests.conftest import SEEDED_AT
from tests.doors import Doors
from tests.handlers.consensus_scene import D1, ad_referendum, answers, decision, no_objection_rule
from tests.handlers.record_scene import NOON
from tests.town import Town, keys_of

VOICES = {
    "a.soderquist": "OCR", "p.estevanes": "OIM", "t.wrennfeld": "ACNUR", "b.sormendi": "OIT", "o.brandaris": "UNICEF",
    "h.lasvalle": "PNUD", "h.parihuanca": "ACNUR",
}  # fmt: skip
"""Who has a voice for which seat; the last is ACNUR's deputy, by letter."""
CLERKS = ("l.altaquilla", "r.berrocapa")
OTHERS = ("s.rocamarca", "g.umbralito", "x.caltarumi", "f.valderruma")
"""Focal points, somebody of the Resident Coordinator's office, a ministry."""


@dataclass(frozen=True)
class Act:
    """What somebody tries, so many hours after the act before."""

    who: str
    command: str
    hours: float
    version: str = ""
    seat: str = ""
    reference: str = ""


COMMANDS = st.sampled_from(("agree", "agree", "comment", "reserve", "object", "object", "take_back"))
HOURS = st.sampled_from((0, 0, 0, 1, 5, 24, 48, 77, 77 + 1 / 3600))
"""77 hours after the noon of the meeting the period ends, and a second later it has ended."""
USUAL = st.builds(Act, who=st.sampled_from(sorted(VOICES)), command=COMMANDS, hours=HOURS)
ODD = st.builds(
    Act,
    who=st.sampled_from((*VOICES, *CLERKS, *OTHERS, "")),
    command=COMMANDS,
    hours=HOURS,
    version=st.sampled_from(("", "1", "0", "2")),
    seat=st.sampled_from(("", "PNUD", "OIT", "UNFPA")),
    reference=st.sampled_from(("", "correo del 11 de febrero")),
)
EVERYBODY_AGREES = [Act(who, "agree", 0) for who in list(VOICES)[:-1]]
NEARLY = EVERYBODY_AGREES[:-1]
"""Put before or after what is drawn, so that consensus is often near."""
SEQUENCES = st.builds(
    lambda nearly, drawn, all_: (NEARLY if nearly else []) + drawn + (EVERYBODY_AGREES if all_ else []),
    st.booleans(), st.lists(USUAL | ODD, min_size=2, max_size=8), st.booleans(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("basis", "rule", "vacant"),
    [(MEETING, False, False), (MEETING, True, False), (MEETING, True, True), (CIRCULATION, True, False)],
    ids=["silence says nothing", "a rule in force", "a rule and a vacant seat", "by circulation"],
)
def test_nothing_is_adopted_without_every_seat(
    town: Town, doors: Doors, tmp_path: Path, peru: Charter, basis: str, rule: bool, vacant: bool
) -> None:
    """5.2.1: consensus is every seat's, or its silence under a rule then in force once the time is over; nobody else counts."""
    if rule:
        no_objection_rule(town)
    ad_referendum(town)
    prepare(town, basis, vacant)
    town.database.close()
    begun = shutil.copy(str(town.database.url.database), tmp_path / "begun.sqlite3")

    seen: set[str] = set()

    @given(SEQUENCES)
    @settings(max_examples=16, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    def holds(sequence: list[Act]) -> None:
        with doors.sqlite(begun) as found:
            seen.update(play(Town(found, {"peru": peru}, SEEDED_AT), sequence))

    holds()
    reached = {CONSENSUS} if basis == MEETING and not vacant else set()
    assert {SUSPENDED, *reached} <= seen, "the sequences are worth something"


def prepare(town: Town, basis: str, vacant: bool) -> None:
    """ACNUR has a deputy; the text may go round instead of coming from a meeting of two seats; nobody may hold PNUD's seat."""
    with town.database.transaction() as session:
        row = session.merge(decision(town))
        row.present = [town.organisation(name) for name in ("OCR", "OIM")] if basis == MEETING else []
        if basis == CIRCULATION:
            row.basis, row.status = CIRCULATION, OPEN
        deputy = session.exec(select(Person).where(Person.email.startswith("h.parihuanca"))).one()  # type: ignore[attr-defined]
        session.add(
            Office(
                network_id=town.network_id, person_id=deputy.id or 0, organisation_id=town.organisation("ACNUR"),
                office="deputy", since=date(2027, 1, 1), reference="Carta",
            )
        )  # fmt: skip
        if vacant:
            for office in session.exec(select(Office).where(Office.person_id == town.id_of("h.lasvalle"))):
                office.until = date(2027, 2, 8)


def play(town: Town, sequence: list[Act]) -> Iterator[str]:
    """The status after each act, everything checked."""
    now = NOON
    for act in sequence:
        now = now + timedelta(hours=act.hours)
        before, said = decision(town), len(answers(town))
        attempt(town, act, now)
        after = decision(town)
        for row in answers(town)[said:]:
            only_a_voice_counts(town, row)
            assert row.version == after.version
            assert act.version in {"", "1"}
            if before.status in (AD_REFERENDUM, OPEN):
                assert before.closes_at is not None
                assert row.late == (now > before.closes_at)
        consensus_is_everybodys(town, after, before, now)
        yield after.status


def attempt(town: Town, act: Act, now: datetime) -> None:
    if not act.who:
        town.clock(now)
        return
    values = {"wording": "Por esto.", "way_out": "Con esto.", "meant": "comment"} if act.command != "agree" else {}
    reply = town.ask(
        act.who, f"decisions.{act.command}", now, step="confirmed", code=D1, version=act.version,
        organisation=act.seat, reference=act.reference, **values,
    )  # fmt: skip
    if reply.refused:
        sources = {"source.clause", "source.setting"} & set(keys_of(reply))
        assert sources, f"a refusal without its clause: {keys_of(reply)}"


def only_a_voice_counts(town: Town, row: Answer) -> None:
    """An answer is its own seat's, spoken by its voice, or noted by the secretariat from a message of theirs."""
    with town.database.reading() as session:
        who = session.get_one(Person, row.person_id).email.split("@")[0]
    if row.reference:
        assert who in CLERKS
    else:
        assert town.organisation(VOICES[who]) == row.organisation_id


def consensus_is_everybodys(town: Town, after: Decision, before: Decision, now: datetime) -> None:
    """Said in other words than the code's: of each seat the last word in time decides."""
    last: dict[int, str] = {}
    for row in answers(town):
        if not row.late and row.withdrawn_at is None:
            last[row.organisation_id] = row.kind
    if before.status == CONSENSUS:
        assert after.status == CONSENSUS, "what was adopted stays adopted"
    if OBJECT in last.values():
        assert after.status == SUSPENDED
    if after.status != CONSENSUS:
        return
    assert after.basis == MEETING, "a circulation's result is for the secretariat to record"
    over = after.closes_at is not None and (after.settled_at or now) > after.closes_at
    with town.database.reading() as session:
        held = {row.organisation_id for row in session.exec(select(Office)) if in_the_committee(row)}
    for seat in after.voices:
        spoke = seat in after.present or seat in last
        assert spoke or (after.by_silence and over and seat in held)


def in_the_committee(row: Office) -> bool:
    return row.office in ("executive", "resident_coordinator") and row.until is None
