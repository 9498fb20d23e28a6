"""What somebody said in place of whoever is away rests on their absence."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.reply import Reply
from tests.handlers.consensus_scene import D1, ELEVENTH, PNUD_CE, ad_referendum, answers, decision
from tests.handlers.record_scene import SECRETARY
from tests.handlers.test_answers_capacity import PNUD_FOCAL, office
from tests.handlers.undo_scene import record, undo
from tests.town import Town, keys_of

SOON, THEN = timedelta(minutes=2), timedelta(minutes=4)


def leaves(town: Town, who: str = PNUD_CE, at: datetime = ELEVENTH, **more: str) -> Reply:
    office(town, PNUD_FOCAL, "deputy", "PNUD")
    ad_referendum(town)
    return town.do(who, "network.away", at, date="2027-02-09", last="2027-02-28", **more)


def rests(town: Town, who: str, mine: Reply) -> None:
    before = record(town)
    assert "undo.rests_by" in keys_of(undo(town, who, mine, ELEVENTH + THEN))
    assert record(town) == before


def test_an_absence_during_which_the_deputy_has_answered_is_not_undone(town: Town) -> None:
    mine = leaves(town)
    town.ask(PNUD_FOCAL, "decisions.agree", ELEVENTH + SOON, code=D1)
    assert [row.office for row in answers(town)] == ["deputy"]
    assert decision(town).status == "consensus"
    rests(town, PNUD_CE, mine)


def test_nor_is_one_that_the_secretariat_wrote_down(town: Town) -> None:
    mine = leaves(town, SECRETARY, person="Henrik Lasvalle")
    town.ask(PNUD_FOCAL, "decisions.agree", ELEVENTH + SOON, code=D1)
    rests(town, SECRETARY, mine)


def test_what_whoever_stands_in_does_in_their_own_office_does_not_rest_on_it(town: Town) -> None:
    mine = leaves(town)
    town.ask(PNUD_FOCAL, "network.language", ELEVENTH + SOON, language="en")
    assert "undo.taken_back" in keys_of(undo(town, PNUD_CE, mine, ELEVENTH + THEN))
