"""Twelve seats answer within one second through two web processes on a real PostgreSQL: two hundred times out of two hundred."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Iterator

import pytest
from sqlmodel import Session, select

from storage import decisions, membership, people
from storage.charter import Charter
from storage.database import Database
from storage.decisions import CIRCULATION, CONSENSUS, OPEN, SUSPENDED, Answer, Decision, DecisionText
from storage.journal import JournalEntry
from storage.membership import Membership
from storage.outbox import Notice
from storage.people import Office, Organisation, Person
from tests.conftest import SEEDED_AT
from tests.long import answering_process
from tests.long.answering_process import Round
from tests.postgresql import Emptied
from tests.town import Town, lima

pytestmark = [pytest.mark.long, pytest.mark.timeout(180)]

ROUNDS, SEATS = 200, 12
EVERY = 4
"""In every fourth round one seat objects."""
AT = lima(2027, 2, 19, 10)
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.long.answering_process"])


@pytest.fixture
def committee(postgresql_seeded: Emptied, peru: Charter) -> Iterator[Town]:
    """The network on PostgreSQL, with as many more seats in the Committee as make twelve."""
    database = Database(postgresql_seeded.fresh())
    town = Town(database, {"peru": peru}, SEEDED_AT)
    with database.transaction() as session:
        has = membership.seats(session, town.network_id, membership.COMMITTEE, AT.date())
        for number in range(SEATS - len(has)):
            _one_more(session, town.network_id, number)
    yield town
    database.close()


def test_twelve_seats_at_once_two_hundred_times(committee: Town) -> None:
    """Every answer is recorded once; the result is proposed and adopted once, or suspended once when somebody objects."""
    town = committee
    seats = _seats(town)
    speakers = list(seats.values())
    rounds = _put(town, list(seats), speakers)
    together = processes.Barrier(2)
    halves = ((speakers[:6], town.id_of("l.altaquilla")), (speakers[6:], town.id_of("r.berrocapa")))
    url = town.database.url.render_as_string(hide_password=False)
    workers = [
        processes.Process(
            target=answering_process.answer_all, args=(url, town.network_id, mine, officer, rounds, AT, together)
        )
        for mine, officer in halves
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0, 0]
    wrong = [found for code, objecting in rounds if (found := _wrong(town, code, objecting, set(seats)))]
    assert wrong == []


def _wrong(town: Town, code: str, objecting: int | None, seats: set[int]) -> str:
    """What is not as it should be with one decision, or ""."""
    with town.database.reading() as session:
        decision = decisions.by_code(session, town.network_id, code)
        assert decision is not None
        answers = session.exec(select(Answer).where(Answer.decision_id == decision.id)).all()
        acts = Counter(session.exec(select(JournalEntry.act).where(JournalEntry.about == code)).all())
        told = Counter(session.exec(select(Notice.notice).where(Notice.about == code)).all())
    once = sorted(row.organisation_id for row in answers) == sorted(seats) and not any(row.late for row in answers)
    counted = (acts["decision.adopted"], acts["decision.suspended"], told["decision.result_proposed"])
    expected = (SUSPENDED, (0, 1, 0)) if objecting else (CONSENSUS, (1, 0, 2))
    right = once and (decision.status, counted) == expected
    return "" if right else f"{code}: {len(answers)} answers, {decision.status}, {dict(acts)}, {dict(told)}"


def _put(town: Town, seats: list[int], speakers: list[int]) -> list[Round]:
    """Two hundred texts before the Committee, each seat to answer explicitly."""
    rounds: list[Round] = []
    with town.database.transaction() as session:
        for number in range(ROUNDS):
            code = f"D-2027-{number + 1:02d}"
            row = Decision(
                network_id=town.network_id, series="D", code=code, title=code, wording=f"Texto {number}.", clause="5.2.1",
                basis=CIRCULATION, status=OPEN, voices=seats, closes_at=lima(2027, 2, 24, 17), present=[], absent=[],
                taken_on=AT.date(), recorded_at=AT,
            )  # fmt: skip
            session.add(row)
            session.flush()
            assert row.id is not None
            text = DecisionText(decision_id=row.id, version=1, wording=row.wording, fingerprint="", put_at=AT)
            session.add(text)
            rounds.append((code, speakers[number % SEATS] if number % EVERY == 0 else None))
    return rounds


def _seats(town: Town) -> dict[int, int]:
    """Who speaks for each seat of the Committee (ids)."""
    with town.database.reading() as session:
        held = people.holders(session, town.network_id, people.COMMITTEE_OFFICES, AT.date())
        seats = {body.id for body in membership.seats(session, town.network_id, membership.COMMITTEE, AT.date())}
    found = {body.id: person.id for _, person, body in held if body.id in seats and body.id and person.id}
    assert len(found) == SEATS
    return found  # type: ignore[return-value]


def _one_more(session: Session, network_id: int, number: int) -> None:
    body = Organisation(network_id=network_id, name=f"Entidad {number:02d}")
    person = Person(network_id=network_id, name=f"Voz {number:02d}", email=f"voz{number}@red.example", language="es")
    session.add(body)
    session.add(person)
    session.flush()
    assert body.id is not None
    assert person.id is not None
    since = SEEDED_AT.date()
    session.add(
        Office(network_id=network_id, person_id=person.id, organisation_id=body.id, office="executive", since=since)
    )
    session.add(
        Membership(
            network_id=network_id, organisation_id=body.id, body=membership.COMMITTEE, since=since, recorded_at=SEEDED_AT
        )
    )  # fmt: skip
