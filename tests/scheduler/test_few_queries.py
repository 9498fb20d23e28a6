"""What is read grows with the record; how often the database is asked does not."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import event

from scheduler import law as laws
from scheduler.papers import gather
from storage.groups import Consultation, ConsultationAnswer, WorkingGroup
from tests.handlers.members_scene import MORNING, SECRETARY, join
from tests.town import Town


def questions(town: Town, act: Callable[[], object]) -> int:
    """How many statements the database is asked while something is done."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(town.database.engine, "before_cursor_execute", note)
    act()
    event.remove(town.database.engine, "before_cursor_execute", note)
    return len(asked)


def consult(town: Town, many: int) -> None:
    with town.database.transaction() as session:
        for number in range(many):
            group = WorkingGroup(
                network_id=town.network_id, name=f"g{number}", objectives="o", status="active", proposed_at=MORNING
            )
            session.add(group)
            session.flush()
            assert group.id is not None
            asked = Consultation(
                network_id=town.network_id, group_id=group.id, about="review", wording="o", opened_at=MORNING,
                closes_at=MORNING,
            )  # fmt: skip
            session.add(asked)
            session.flush()
            assert asked.id is not None
            seat = town.organisation("OIT")
            for answered_at in (MORNING, MORNING.replace(hour=12)):
                session.add(
                    ConsultationAnswer(
                        consultation_id=asked.id, organisation_id=seat, agrees=True, answered_at=answered_at
                    )
                )


def look(town: Town) -> None:
    with town.database.reading() as session:
        law = laws.in_force(session, town.network_id, town.charter, MORNING)
        found = gather(session, town.network_id, law, MORNING)
        assert {each for said in found.round_answers.values() for each in said.values()} == {MORNING}


def test_many_rounds_are_read_in_as_few_questions_as_one(town: Town) -> None:
    consult(town, 1)
    one = questions(town, lambda: look(town))
    consult(town, 5)
    assert questions(town, lambda: look(town)) == one


def test_the_list_of_members_asks_as_little_for_many_as_for_few(town: Town) -> None:
    few = questions(town, lambda: town.ask(SECRETARY, "members.list", MORNING))
    for name in ("FAO", "UNOPS", "UNV"):
        join(town, name)
    assert questions(town, lambda: town.ask(SECRETARY, "members.list", MORNING)) == few
