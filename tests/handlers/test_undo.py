"""«Deshacer»: one's own act goes as if it had not been, for ten minutes; once; by whoever did it alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from handlers.commands import COMMANDS
from handlers.reply import Reply
from handlers.undoable import UNDOABLE
from tests.handlers.agenda_scene import OIT, convened, points, proposed, titles
from tests.handlers.consensus_scene import ELEVENTH, PNUD_CE, ad_referendum, answers, decision
from tests.handlers.meeting_scene import CE as EXECUTIVE
from tests.handlers.meeting_scene import convene, the
from tests.handlers.members_scene import NOELIA
from tests.handlers.minutes_scene import CIRCULATED, circulated, commented, drafted
from tests.handlers.poll_scene import ACNUR, TUESDAY, answered, opened
from tests.handlers.record_scene import CE, COMMITTEE, COORDINATOR, NOON, SECRETARY, UNFPA, held, said
from tests.handlers.record_scene import convened as only_convened
from tests.handlers.speaker_scene import SCHOLAR, register
from tests.handlers.undo_scene import offers_undo, record, undo, undone, whole
from tests.town import Town, keys_of, lima

TEN, LATER = lima(2027, 1, 20, 10), lima(2027, 3, 18, 10)
Story = Callable[[Town], Reply]


def point(town: Town, at: datetime = TEN, title: str = "Salud") -> Reply:
    return proposed(town, OIT, title, at)


def before_point(town: Town) -> None:
    convened(town)


def with_point(town: Town) -> None:
    convened(town)
    point(town)


def with_answer(town: Town) -> None:
    opened(town)
    answered(town, ACNUR, "yes", "no", "no")


def before_meeting(town: Town) -> None:
    convene(town, **EXECUTIVE)


STORIES: dict[str, tuple[Callable[[Town], Any], str, datetime, Story]] = {
    "agenda.propose": (before_point, OIT, TEN, point),
    "agenda.nothing": (before_point, OIT, TEN, lambda town: town.ask(OIT, "agenda.nothing", TEN, meeting=CE)),
    "agenda.withdraw": (with_point, OIT, TEN, lambda town: town.do(OIT, "agenda.withdraw", TEN, meeting=CE, item=1)),
    "agenda.defer": (with_point, OIT, TEN, lambda town: town.do(OIT, "agenda.defer", TEN, meeting=CE, item=1)),
    "minutes.comment": (circulated, UNFPA, lima(2027, 2, 18, 10), lambda town: commented(town, UNFPA)),
    "minutes.no_comments": (
        circulated, UNFPA, CIRCULATED, lambda town: town.ask(UNFPA, "minutes.no_comments", CIRCULATED, meeting=CE),
    ),
    "minutes.label": (
        drafted, SECRETARY, CIRCULATED,
        lambda town: town.do(SECRETARY, "minutes.label", CIRCULATED, meeting=CE, label="committee"),
    ),
    "minutes.circulate": (
        drafted, SECRETARY, CIRCULATED, lambda town: town.do(SECRETARY, "minutes.circulate", CIRCULATED, meeting=CE),
    ),
    "polls.answer": (with_answer, ACNUR, TUESDAY, lambda town: answered(town, ACNUR, "no", "if_needed", "yes")),
    "network.away": (
        lambda town: None, NOELIA, TEN, lambda town: town.do(NOELIA, "network.away", TEN, date="2027-03-03"),
    ),
    "meetings.regret": (
        before_meeting, UNFPA, TEN, lambda town: town.ask("t.wrennfeld", "meetings.regret", TEN, meeting=CE),
    ),
    "meetings.held": (
        only_convened, SECRETARY, lima(2027, 2, 9, 12),
        lambda town: town.do(SECRETARY, "meetings.held", lima(2027, 2, 9, 12), meeting=CE, present=["OIM", "ACNUR"]),
    ),
    "meetings.move": (
        before_meeting, SECRETARY, TEN, lambda town: town.do(SECRETARY, "meetings.move", TEN, meeting=CE, date="2027-02-16"),
    ),
    "meetings.cancel": (
        before_meeting, SECRETARY, TEN, lambda town: town.do(SECRETARY, "meetings.cancel", TEN, meeting=CE, reason="viaje"),
    ),
    "speakers.register": (lambda town: None, SECRETARY, LATER, lambda town: register(town, LATER, **SCHOLAR)),
}  # fmt: skip
"""Of each act: what goes before, who acts, when, and the act."""


@pytest.mark.parametrize("name", sorted(STORIES))
def test_what_is_undone_is_as_if_it_had_not_been(town: Town, name: str) -> None:
    """The record is as it was, nothing of the act leaves, what it had held back leaves after all, and the journal has both."""
    prepare, who, at, act = STORIES[name]
    prepare(town)
    who = "t.wrennfeld" if name == "meetings.regret" else who
    before, waited = record(town), {row.id: row.status for row in town.notices()}
    reply = act(town)
    assert record(town) != before
    assert offers_undo(town, reply), keys_of(reply)
    back = undo(town, who, reply, at + timedelta(minutes=9, seconds=59))
    assert "undo.taken_back" in keys_of(back), said(back)
    assert record(town) == before
    new = [row for row in town.notices() if row.id not in waited]
    assert {(row.status, row.why) for row in new} <= {("dropped", "undone")}
    assert {row.id: row.status for row in town.notices() if row.id in waited} == waited
    assert whole(town)


def test_an_answer_to_a_decision_goes_back_to_the_earlier_one(town: Town) -> None:
    """What was said stays in the record as withdrawn; the answer before it stands again, and may be given anew."""
    held(town, present=COMMITTEE[:-2], regrets=COMMITTEE[-2:])
    town.do(COORDINATOR, "decisions.record", NOON, wording="Se adoptan las prioridades.", title="Prioridades")
    town.do(PNUD_CE, "decisions.comment", ELEVENTH, code="D-2027-01", wording="Con énfasis en niñez.", meant="seat")
    first = decision(town).status
    reply = town.do(
        PNUD_CE, "decisions.object", ELEVENTH, code="D-2027-01", wording="No tiene fuente.", way_out="Usar la ENPOVE."
    )
    assert decision(town).status == "suspended"
    undo(town, PNUD_CE, reply, ELEVENTH + timedelta(minutes=2))
    assert decision(town).status == first
    assert [(row.kind, row.withdrawn_at is None) for row in answers(town)] == [("comment", True), ("object", False)]
    assert not [row for row in town.notices("decision.suspended") if row.status != "dropped"]
    assert [entry.values["undid"] for entry in undone(town, "D-2027-01")] == ["decision.objected"]


def test_a_yes_that_made_consensus_is_undone_with_it_and_can_be_said_again(town: Town) -> None:
    ad_referendum(town)
    reply = town.ask(PNUD_CE, "decisions.agree", ELEVENTH, code="D-2027-01", version="1")
    undo(town, PNUD_CE, reply, ELEVENTH + timedelta(minutes=1))
    assert (decision(town).status, decision(town).settled_at) == ("ad_referendum", None)
    again = town.ask(PNUD_CE, "decisions.agree", ELEVENTH + timedelta(minutes=2), code="D-2027-01", version="1")
    assert not again.refused
    assert decision(town).status == "consensus"
    told = [row for row in town.notices("decision.adopted") if row.status != "dropped"]
    assert len(told) == 2, "the same act done once more tells people once more"


def test_a_convocation_whose_letters_wait_is_taken_back_and_its_number_is_not_used_again(town: Town) -> None:
    evening = lima(2027, 1, 18, 20)
    reply = convene(town, at=evening, **EXECUTIVE)
    undo(town, SECRETARY, reply, evening + timedelta(minutes=3))
    assert {row.status for row in town.notices()} == {"dropped"}
    assert the(town, CE).status == "cancelled"
    assert "CE-2027-02" in said(convene(town, at=evening + timedelta(minutes=5), **EXECUTIVE))


def test_in_words_it_is_the_last_act_and_is_shown_first(town: Town) -> None:
    convened(town)
    point(town, title="Salud")
    point(town, TEN + timedelta(minutes=1), "Educación")
    shown = town.ask(OIT, "network.undo", TEN + timedelta(minutes=2))
    assert "Educación" in said(shown)
    assert titles(town) == ["Salud", "Educación"]
    town.confirm(OIT, shown, TEN + timedelta(minutes=2))
    assert titles(town) == ["Salud"]
    town.confirm(OIT, town.ask(OIT, "network.undo", TEN + timedelta(minutes=3)), TEN + timedelta(minutes=3))
    assert titles(town) == []
    assert town.ask(OIT, "network.undo", TEN + timedelta(minutes=4)).refused


def test_two_presses_or_one_delivered_twice_are_one_undoing(town: Town) -> None:
    convened(town)
    button = town.button(point(town), "undo.button")
    for key in ("one", "one", "two"):
        again = town.ask(OIT, button.command, TEN + timedelta(minutes=1), key=key, **button.values)
        assert not again.refused
        assert "undo.taken_back" in keys_of(again)
    assert len(undone(town, CE)) == 1


def test_a_typed_yes_confirms_what_was_shown_and_never_an_undoing(town: Town) -> None:
    convened(town)
    point(town)
    assert town.ask(OIT, "drafts.confirm", TEN + timedelta(minutes=1)).refused
    assert len(points(town)) == 1


def test_a_preview_or_a_second_same_answer_has_nothing_to_undo(town: Town) -> None:
    before_meeting(town)
    shown = town.ask(OIT, "agenda.propose", TEN, title="Salud", kind="debate", minutes=20, meeting=CE)
    assert not offers_undo(town, shown)
    for offered in (True, False):
        reply = town.ask("t.wrennfeld", "meetings.attend", TEN, meeting=CE)
        assert offers_undo(town, reply) is offered


def test_what_cannot_be_undone_is_said_by_name(town: Town) -> None:
    held(town)
    town.ask(UNFPA, "network.language", TEN, language="en")
    refused = town.ask(UNFPA, "network.undo", TEN + timedelta(minutes=1))
    assert refused.refused
    assert "undo." in keys_of(refused)[1]


def test_the_table_names_commands_that_exist() -> None:
    for name, how in UNDOABLE.items():
        assert {name, how.correct} <= set(COMMANDS)
