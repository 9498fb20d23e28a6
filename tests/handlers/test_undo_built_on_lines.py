"""A line of a meeting's record that everybody was told of since, or by which another text was replaced, is not taken back."""

from __future__ import annotations

from datetime import timedelta

from handlers.reply import Reply
from tests.handlers import circulation_scene as circulation
from tests.handlers import test_follow_up_table as follow_up
from tests.handlers.consensus_scene import decision
from tests.handlers.record_scene import CE, COORDINATOR, NOON, SECRETARY, acts, held, technical
from tests.handlers.undo_scene import undo
from tests.town import Town, keys_of

SOON, THEN = timedelta(minutes=2), timedelta(minutes=4)


def recorded(town: Town) -> Reply:
    held(town)
    return town.do(COORDINATOR, "decisions.record", NOON, wording="Se adoptan las prioridades.", title="Prioridades")


def refused(town: Town, who: str, mine: Reply) -> bool:
    """By the press and by #deshacer alike."""
    at = NOON + THEN if who == COORDINATOR else follow_up.AT_ONCE + THEN
    replies = (undo(town, who, mine, at), town.ask(who, "minutes.undo", at))
    return all("undo.gone_on_by" in keys_of(reply) for reply in replies)


def test_an_action_that_stands_in_the_table_that_went_round_stays(town: Town) -> None:
    """Its owner has it from the table alone."""
    technical(town)
    given = {"meeting": follow_up.TEC, "wording": "Enviar el mapa.", "organisation": "ACNUR", "date": "2027-05-14"}
    mine = town.do(SECRETARY, "actions.assign", follow_up.AT_ONCE, **given)
    town.do(COORDINATOR, "minutes.follow_up", follow_up.AT_ONCE + SOON, meeting=follow_up.TEC)
    assert refused(town, SECRETARY, mine)
    assert "action.dropped" not in [entry.act for entry in acts(town, "A-2027-01")]


def test_a_decision_that_stands_in_minutes_that_circulate_stays(town: Town) -> None:
    mine = recorded(town)
    town.ask(SECRETARY, "minutes.draft", NOON + SOON, meeting=CE)
    town.do(SECRETARY, "minutes.circulate", NOON + SOON, meeting=CE)
    assert refused(town, COORDINATOR, mine)
    assert decision(town).status == "ad_referendum"


def test_minutes_that_were_taken_back_hold_it_no_more(town: Town) -> None:
    mine = recorded(town)
    town.ask(SECRETARY, "minutes.draft", NOON + SOON, meeting=CE)
    circulated = town.do(SECRETARY, "minutes.circulate", NOON + SOON, meeting=CE)
    undo(town, SECRETARY, circulated, NOON + SOON)
    assert "undo.done" in keys_of(undo(town, COORDINATOR, mine, NOON + THEN))


def test_a_decision_by_which_another_says_to_be_replacing_it_stays(town: Town) -> None:
    circulation.by_decision(town, "D-2027-09", title="Plan", wording="El plan.")
    held(town, present=("OIM", "ACNUR", "OIT", "UNICEF", "PNUD", "OCR"), regrets=())
    mine = town.do(COORDINATOR, "decisions.record", NOON, wording="Se adopta el plan B.", title="Plan B")
    code = circulation.newest(town).code
    town.do(SECRETARY, "decisions.classify", NOON + SOON, code="D-2027-09", supersedes=code)
    assert circulation.of(town, code).status == "replaced"
    assert refused(town, COORDINATOR, mine)


def test_a_new_day_of_an_action_that_the_table_has_told_stays(town: Town) -> None:
    technical(town)
    follow_up.assigned(town)
    given = {"code": "A-2027-01", "date": "2027-05-21", "wording": "Por un viaje."}
    mine = town.ask("n.quintamayo", "actions.move", follow_up.AT_ONCE, **given)
    town.do(SECRETARY, "minutes.follow_up", follow_up.AT_ONCE + SOON, meeting=follow_up.TEC)
    assert "undo.gone_on_by" in keys_of(undo(town, "n.quintamayo", mine, follow_up.AT_ONCE + THEN))
