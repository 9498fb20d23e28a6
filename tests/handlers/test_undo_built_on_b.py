"""What others have built on an act of decisions, minutes, agenda, meetings or polls stays under them; what stands beside does not hinder."""

from __future__ import annotations

from datetime import timedelta

from handlers.reply import Reply
from tests.handlers import circulation_scene as circulation
from tests.handlers.consensus_scene import (
    D1,
    ELEVENTH,
    PNUD_CE,
    UNICEF_CE,
    ad_referendum,
    decision,
    object_,
)
from tests.handlers.record_scene import CE, SECRETARY, UNFPA
from tests.handlers.undo_scene import undo
from tests.handlers.undo_stories import seat_missing
from tests.town import Town, keys_of

SOON, THEN = timedelta(minutes=2), timedelta(minutes=4)


def refused(reply: Reply) -> bool:
    return bool(reply.refused) and bool({"undo.gone_on", "undo.gone_on_by"} & set(keys_of(reply)))


def test_a_yes_that_made_consensus_is_undone_although_its_author_or_others_commented_beside_it(town: Town) -> None:
    """A comment kept beside a decision, or how it is filed, rests on nobody's answer."""
    ad_referendum(town)
    mine = town.ask(PNUD_CE, "decisions.agree", ELEVENTH, code=D1, version="1")
    for who in (PNUD_CE, UNFPA):
        town.do(who, "decisions.comment", ELEVENTH + SOON, code=D1, wording="Gracias a todos.", meant="beside")
    town.do(SECRETARY, "decisions.classify", ELEVENTH + SOON, code=D1, review_on="2027-06-01")
    assert "undo.taken_back" in keys_of(undo(town, PNUD_CE, mine, ELEVENTH + THEN))
    assert decision(town).status == "ad_referendum"
    assert decision(town).review_on is not None, "how it is filed stays"


def test_an_objection_is_undone_although_another_seat_consented_since(town: Town) -> None:
    """The other seat's yes holds without it, and is still there when the last seat speaks."""
    seat_missing(town)
    mine = object_(town, UNICEF_CE)
    town.ask(PNUD_CE, "decisions.agree", ELEVENTH + SOON, code=D1, version="1")
    assert "undo.taken_back" in keys_of(undo(town, UNICEF_CE, mine, ELEVENTH + THEN))
    assert decision(town).status == "ad_referendum"
    town.ask(UNICEF_CE, "decisions.agree", ELEVENTH + THEN, code=D1, version="1")
    assert decision(town).status == "consensus"


def test_an_objection_after_a_yes_is_undone_and_the_other_seat_s_yes_makes_consensus(town: Town) -> None:
    """The seat had agreed before it objected: without the objection both have, and that is consensus."""
    seat_missing(town)
    town.ask(UNICEF_CE, "decisions.agree", ELEVENTH - SOON, code=D1, version="1")
    mine = object_(town, UNICEF_CE)
    town.ask(PNUD_CE, "decisions.agree", ELEVENTH + SOON, code=D1, version="1")
    undo(town, UNICEF_CE, mine, ELEVENTH + THEN)
    assert decision(town).status == "consensus"
    assert town.notices("decision.adopted") != []


def test_an_answer_that_the_seat_replaced_by_another_stays_beneath_it(town: Town) -> None:
    ad_referendum(town)
    mine = object_(town, PNUD_CE)
    town.do(
        PNUD_CE, "decisions.reserve", ELEVENTH + SOON, code=D1, wording="No crea obligaciones.",
    )  # fmt: skip
    assert refused(undo(town, PNUD_CE, mine, ELEVENTH + THEN))


def test_a_consensus_that_the_minutes_have_told_is_not_undone(town: Town) -> None:
    ad_referendum(town)
    mine = town.ask(PNUD_CE, "decisions.agree", ELEVENTH, code=D1, version="1")
    town.ask(SECRETARY, "minutes.draft", ELEVENTH + SOON, meeting=CE)
    town.do(SECRETARY, "minutes.circulate", ELEVENTH + SOON, meeting=CE)
    assert refused(undo(town, PNUD_CE, mine, ELEVENTH + THEN))
    assert decision(town).status == "consensus"


def test_an_answer_is_not_undone_once_the_text_was_revised(town: Town) -> None:
    circulation.in_force(town)
    code, at = circulation.opened(town), circulation.OPENED
    mine = circulation.objects(town, code, at)
    circulation.revised(town, code, at + SOON)
    assert refused(undo(town, circulation.OIT, mine, at + THEN))
    assert circulation.of(town, code).version == 2
