"""An objection stops a decision, says why and what would solve it, and only its own seat takes it back."""

from __future__ import annotations

from tests.handlers.consensus_scene import (
    D1,
    ELEVENTH,
    OIT_CE,
    PNUD_CE,
    ad_referendum,
    answers,
    decision,
    object_,
)  # fmt: skip
from tests.handlers.record_scene import COORDINATOR, SECRETARY, UNFPA, said
from tests.town import Town, lima

OIT = "i.choquerrey"
WHY, WAY_OUT = "El indicador 4 no tiene fuente.", "Usar la ENPOVE."


def test_an_objection_after_the_end_is_kept_and_brought_to_the_coordination(town: Town) -> None:
    ad_referendum(town)
    town.ask(PNUD_CE, "decisions.agree", ELEVENTH, code=D1)
    object_(town, PNUD_CE, lima(2027, 2, 15))
    assert [(row.kind, row.late) for row in answers(town)] == [("agree", False), ("object", True)]
    assert decision(town).status == "consensus"
    assert town.emails(town.notices("decision.answered_late")) == {COORDINATOR, SECRETARY}
    assert WHY in str(town.notices("decision.answered_late")[0].values["facts"])
    assert WHY in said(town.ask(UNFPA, "decisions.show", lima(2027, 2, 15), code=D1))


def test_an_objection_says_why_and_what_would_solve_it_and_stops_the_decision_at_once(network: Town) -> None:
    ad_referendum(network)
    for given in ({}, {"wording": WHY}, {"way_out": WAY_OUT}):
        form = network.ask(PNUD_CE, "decisions.object", ELEVENTH, code=D1, **given).form
        assert form is not None
        assert [field.name for field in form.fields] == ["wording", "way_out"]
    shown = network.ask(PNUD_CE, "decisions.object", ELEVENTH, code=D1, wording=WHY, way_out=WAY_OUT)
    assert "Tobias Wrennfeld" in said(shown)
    assert answers(network) == []
    network.confirm(PNUD_CE, shown, ELEVENTH)
    assert decision(network).status == "suspended"
    told = network.notices("decision.suspended")
    assert network.emails(told) == {
        "a.soderquist", "p.estevanes", "t.wrennfeld", "b.sormendi", "o.brandaris", "h.lasvalle",
        "r.berrocapa",
    }  # fmt: skip
    assert WHY in str(told[0].values["facts"])
    assert WAY_OUT in str(told[0].values["facts"])
    assert network.emails(network.notices("decision.objected")) == {COORDINATOR}
    network.pass_time(lima(2027, 2, 12, 16), lima(2027, 2, 15, 12))
    assert decision(network).status == "suspended"


def test_a_seat_takes_back_its_own_objection_in_writing_and_is_asked_anew(town: Town) -> None:
    ad_referendum(town)
    object_(town, PNUD_CE)
    other = town.ask(OIT_CE, "decisions.take_back", lima(2027, 2, 15), code=D1, wording="La retiramos.")
    assert other.refused
    assert town.ask(PNUD_CE, "decisions.take_back", lima(2027, 2, 15), code=D1).form is not None
    done = town.do(PNUD_CE, "decisions.take_back", lima(2027, 2, 15), code=D1, wording="El nuevo texto nos atiende.")
    assert (decision(town).status, decision(town).closes_at) == ("ad_referendum", lima(2027, 2, 16, 17))
    assert "retirada el" in said(town.ask(UNFPA, "decisions.show", lima(2027, 2, 15), code=D1))
    town.press(PNUD_CE, done, "answers.button.agree", lima(2027, 2, 16, 17))
    assert decision(town).status == "consensus"
    assert [row.kind for row in answers(town)] == ["object", "agree"]


def test_seats_that_hear_that_it_goes_on_are_not_reminded_in_the_same_minute(town: Town) -> None:
    ad_referendum(town)
    object_(town, PNUD_CE)
    goes_on = lima(2027, 2, 15, 9, 30)
    town.do(PNUD_CE, "decisions.take_back", goes_on, code=D1, wording="El nuevo texto nos atiende.")
    assert decision(town).closes_at == lima(2027, 2, 16, 17), "a working day before that is today at 9:00"
    town.pass_time(goes_on, lima(2027, 2, 16, 17))
    assert [row for row in town.notices("absent.answer.before") if row.written_at >= goes_on] == []


def test_a_focal_points_objection_is_kept_as_a_comment_and_their_seat_is_asked_whether_it_objects(town: Town) -> None:
    """E05: OIT's focal point has no voice; OIT's member of the Committee is asked, and until then nothing is stopped."""
    ad_referendum(town)
    refused = town.ask(OIT, "decisions.object", ELEVENTH, code=D1, wording=WHY, way_out=WAY_OUT)
    assert refused.refused
    shown = town.press(OIT, refused, "answers.button.relay", ELEVENTH)
    assert "Beatriz Sormendi Aro" in said(shown)
    assert "punto focal oficial, por OIT" in said(shown)
    town.confirm(OIT, shown, ELEVENTH)
    (asked,) = town.notices("decision.objection_wanted")
    assert town.emails([asked]) == {OIT_CE}
    assert asked.values["wording"] == WHY
    assert decision(town).status == "ad_referendum"
    assert answers(town) == []
    assert WHY in said(town.ask(UNFPA, "decisions.show", ELEVENTH, code=D1))
