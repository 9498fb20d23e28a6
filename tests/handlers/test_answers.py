"""A seat of the Committee answers: agrees, comments, reserves, objects; each in a capacity that is said, and none is counted."""

from __future__ import annotations

import pytest

from tests.handlers.consensus_scene import (
    ACNUR_CE,
    D1,
    ELEVENTH,
    END,
    OIT_CE,
    PNUD_CE,
    ad_referendum,
    answers,
    decision,
    no_objection_rule,
    object_,
)  # fmt: skip
from tests.handlers.record_scene import COORDINATOR, GUEST, NOON, SECRETARY, UNFPA, acts, said, source
from tests.town import Town, keys_of, lima

WHY, WAY_OUT = "El indicador 4 no tiene fuente.", "Usar la ENPOVE."


def test_the_absent_seat_is_asked_until_the_third_working_day_and_its_explicit_yes_completes_consensus(
    network: Town,
) -> None:
    """E03: PNUD was absent on 9 February; asked until the 12th at 17:00, it agrees on the 11th."""
    ad_referendum(network)
    (asked,) = network.notices("absent.answer")
    assert network.emails([asked]) == {PNUD_CE}
    assert "absent.silence_says_nothing" in str(asked.values["silence"])
    assert decision(network).closes_at == END
    assert not decision(network).by_silence
    assert decision(network).status == "ad_referendum"
    done = network.ask(PNUD_CE, "decisions.agree", ELEVENTH, code=D1, version="1")
    assert not done.refused
    assert "Comité Ejecutivo, por PNUD" in said(done)
    assert "Estado: adoptada por consenso" in said(done)
    (answer,) = answers(network)
    assert (answer.kind, answer.office, answer.late, answer.version) == ("agree", "executive", False, 1)
    assert (decision(network).status, decision(network).settled_at) == ("consensus", ELEVENTH)
    assert network.emails(network.notices("decision.adopted")) == {COORDINATOR, SECRETARY}
    assert [entry.act for entry in acts(network, D1)] == ["decision.recorded", "decision.agreed", "decision.adopted"]
    shown = said(network.ask(UNFPA, "decisions.show", ELEVENTH, code=D1))
    assert "PNUD: de acuerdo (Henrik Lasvalle, Comité Ejecutivo)" in shown


def test_one_press_is_enough_and_a_second_is_told_what_was_recorded(town: Town) -> None:
    ad_referendum(town)
    town.ask(PNUD_CE, "decisions.agree", ELEVENTH, code=D1, version="1")
    again = town.ask(PNUD_CE, "decisions.agree", ELEVENTH, code=D1, version="1")
    assert again.refused
    assert "De PNUD ya consta: de acuerdo (Comité Ejecutivo, el jueves 11 de febrero de 2027, 16:40" in said(again)
    assert "§5.2.1" in source(again)
    assert len(answers(town)) == 1


def test_a_seat_that_was_in_the_room_has_agreed_already_and_may_still_object(town: Town) -> None:
    ad_referendum(town)
    reply = town.ask(ACNUR_CE, "decisions.agree", ELEVENTH, code=D1)
    assert reply.refused
    assert "answers.in_the_room" in keys_of(reply)
    object_(town, ACNUR_CE)
    assert decision(town).status == "suspended"


@pytest.mark.parametrize(
    ("at", "late", "status"),
    [(END, False, "consensus"), (lima(2027, 2, 12, 17, 0, 1), True, "ad_referendum")],
    ids=["17:00:00", "17:00:01"],
)
def test_the_last_second_still_counts_and_the_next_is_kept_as_late(
    town: Town, at: object, late: bool, status: str
) -> None:
    ad_referendum(town)
    reply = town.ask(PNUD_CE, "decisions.agree", at, code=D1)  # type: ignore[arg-type]
    assert [row.late for row in answers(town)] == [late]
    assert decision(town).status == status
    assert ("answers.kept_as_late" in keys_of(reply)) == late
    assert bool(town.notices("decision.answered_late")) == late
    shown = said(town.ask(UNFPA, "decisions.show", at, code=D1))  # type: ignore[arg-type]
    assert ("llegó después del cierre" in shown) == late


def test_silence_is_no_answer_and_the_coordination_hears_in_private_who_is_missing(town: Town) -> None:
    """5.2.1: without a rule in force the decision stays as it is, whatever time passes."""
    ad_referendum(town)
    town.pass_time(lima(2027, 2, 9, 12, 30), lima(2027, 2, 16, 9))
    assert decision(town).status == "ad_referendum"
    assert town.emails(town.notices("absent.answer.before")) == {PNUD_CE}
    expired = town.notices("decision.expired")
    assert town.emails(expired) == {COORDINATOR}
    assert expired[0].values["missing"] == ["PNUD"]
    assert town.notices("decisions.extract") == []


def test_under_a_rule_in_force_before_the_meeting_silence_counts_after_the_end(town: Town) -> None:
    no_objection_rule(town)
    ad_referendum(town)
    assert decision(town).by_silence
    town.clock(END)
    assert decision(town).status == "ad_referendum"
    town.clock(lima(2027, 2, 12, 17, 1))
    assert decision(town).proposed_result_at == lima(2027, 2, 12, 17, 1)
    assert decision(town).status == "ad_referendum", "what rests on silence is recorded by the secretariat"


def test_a_rule_adopted_later_does_not_reach_back(town: Town) -> None:
    ad_referendum(town)
    no_objection_rule(town, "2027-02-10")
    town.pass_time(lima(2027, 2, 12, 9), lima(2027, 2, 15, 12))
    assert decision(town).status == "ad_referendum"


def test_a_reservation_lets_it_be_adopted_with_its_statement_annexed(town: Town) -> None:
    ad_referendum(town)
    statement = "PNUD entiende que no crea obligaciones de informe."
    town.do(PNUD_CE, "decisions.reserve", ELEVENTH, code=D1, wording=statement)
    assert decision(town).status == "consensus"
    shown = said(town.ask(UNFPA, "decisions.show", ELEVENTH, code=D1))
    assert "Declaraciones anexas" in shown
    assert statement in shown


def test_a_comment_of_a_seat_is_no_objection_and_quipu_asks_which_it_is(town: Town) -> None:
    ad_referendum(town)
    asked = town.ask(PNUD_CE, "decisions.comment", ELEVENTH, code=D1, wording="Conviene mencionar la salud.")
    assert "answers.which.title" in keys_of(asked)
    assert answers(town) == []
    shown = town.press(PNUD_CE, asked, "answers.which.comment", ELEVENTH)
    town.confirm(PNUD_CE, shown, ELEVENTH)
    assert [(row.kind, row.wording) for row in answers(town)] == [("comment", "Conviene mencionar la salud.")]
    assert decision(town).status == "consensus"
    assert town.emails(town.notices("decision.answered")) == {COORDINATOR, SECRETARY}


def test_an_agreement_with_conditions_is_no_plain_yes(town: Town) -> None:
    ad_referendum(town, "Prioridades 2027.", "Regla de no objeción: tres días hábiles.")
    asked = town.ask(PNUD_CE, "decisions.agree", ELEVENTH, code=D1, wording="si se corrige el plazo")
    assert "answers.which.title" in keys_of(asked)
    asked = town.ask(PNUD_CE, "decisions.agree", ELEVENTH, codes=[D1, "D-2027-02"], wording="pero no con la segunda")
    assert "answers.meant.title" in keys_of(asked)
    assert answers(town) == []


def test_the_same_words_as_an_objection_ask_what_would_solve_it(town: Town) -> None:
    ad_referendum(town)
    asked = town.ask(PNUD_CE, "decisions.comment", ELEVENTH, code=D1, wording=WHY)
    form = town.press(PNUD_CE, asked, "answers.which.object", ELEVENTH).form
    assert form is not None
    assert [(field.name, field.value) for field in form.fields] == [("wording", WHY), ("way_out", "")]


@pytest.mark.parametrize("command", ["decisions.agree", "decisions.reserve", "decisions.object", "decisions.take_back"])
def test_a_focal_point_has_no_answer_to_give_and_may_comment(town: Town, command: str) -> None:
    """E03: refused with 5 (Puntos focales) and 5.2.1, and offered a comment."""
    ad_referendum(town)
    reply = town.ask(UNFPA, command, ELEVENTH, code=D1, wording=WHY, way_out=WAY_OUT)
    assert reply.refused
    assert "el §5 (Puntos focales) y el §5.2.1" in said(reply)
    assert town.button(reply, "decisions.button.comment").values == {"code": D1}
    assert answers(town) == []
    assert town.ask(GUEST, command, ELEVENTH, code=D1).refused


def test_nobody_answers_for_anothers_seat(town: Town) -> None:
    ad_referendum(town)
    reply = town.ask(OIT_CE, "decisions.agree", ELEVENTH, code=D1, organisation="PNUD")
    assert reply.refused
    assert "answers.another_seat" in keys_of(reply)
    assert "§5.2.1" in source(reply)
    assert answers(town) == []


def test_the_secretariat_never_decides_and_notes_a_seats_message_citing_it(town: Town) -> None:
    ad_referendum(town)
    refused = town.ask(SECRETARY, "decisions.agree", ELEVENTH, code=D1)
    assert refused.refused
    assert "la Secretaría no tiene voz entre ellos" in said(refused)
    form = town.press(SECRETARY, refused, "answers.button.note", ELEVENTH).form
    assert form is not None
    assert [field.name for field in form.fields] == ["organisation", "reference"]
    named = {**form.hidden, "organisation": str(town.organisation("PNUD"))}
    assert town.ask(SECRETARY, form.command, ELEVENTH, **named).form is not None
    town.do(SECRETARY, form.command, ELEVENTH, **named, reference="Correo del 11 de febrero, 16:40")
    (answer,) = answers(town)
    assert (answer.office, answer.reference) == ("secretariat", "Correo del 11 de febrero, 16:40")
    assert decision(town).status == "consensus"
    assert town.emails(town.notices("decision.answer_noted")) == {PNUD_CE}
    shown = said(town.ask(UNFPA, "decisions.show", ELEVENTH, code=D1))
    assert "la anotó Renzo Berrocapa Illari según: Correo del 11 de febrero, 16:40" in shown


def test_a_button_of_an_earlier_text_is_refused_with_a_way_to_the_current_one(town: Town) -> None:
    ad_referendum(town)
    with town.database.transaction() as session:
        row = session.merge(decision(town))
        row.version = 2
    reply = town.ask(PNUD_CE, "decisions.agree", ELEVENTH, code=D1, version="1")
    assert reply.refused
    assert "§5.2.1" in source(reply)
    assert town.button(reply, "answers.button.current").command == "decisions.show"
    assert answers(town) == []


def test_both_decisions_are_offered_when_no_code_is_given(town: Town) -> None:
    """E03: "De acuerdo con ambas"."""
    ad_referendum(town, "Prioridades 2027.", "Regla de no objeción: tres días hábiles.")
    asked = town.ask(PNUD_CE, "decisions.agree", ELEVENTH, both="yes")
    assert "answers.meant.title" in keys_of(asked)
    assert answers(town) == []
    done = town.press(PNUD_CE, asked, "answers.meant.all", ELEVENTH)
    assert not done.refused
    assert {decision(town, code).status for code in (D1, "D-2027-02")} == {"consensus"}


def test_the_extract_goes_to_the_members_on_the_morning_of_the_next_working_day(town: Town) -> None:
    ad_referendum(town, "Prioridades 2027.", "Regla de no objeción: tres días hábiles.")
    town.ask(PNUD_CE, "decisions.agree", ELEVENTH, codes=[D1, "D-2027-02"])
    town.clock(lima(2027, 2, 12, 8, 59))
    assert town.notices("decisions.extract") == []
    town.clock(lima(2027, 2, 12, 9))
    town.clock(lima(2027, 2, 12, 10))
    told = town.notices("decisions.extract")
    assert {UNFPA, PNUD_CE} <= town.emails(told)
    assert COORDINATOR not in town.emails(told), "the coordinator read both texts when they were adopted"
    assert GUEST not in town.emails(told)
    assert len(told) == len(town.emails(told)), "one message for both"
    assert decision(town).extract_sent_at == lima(2027, 2, 12, 9)


def test_an_answer_may_be_changed_while_its_time_runs(town: Town) -> None:
    ad_referendum(town)
    object_(town, PNUD_CE, NOON)
    town.ask(PNUD_CE, "decisions.agree", ELEVENTH, code=D1)
    assert decision(town).status == "consensus"


def test_a_seat_that_answered_too_late_is_asked_once_more_and_then_counts(town: Town) -> None:
    ad_referendum(town)
    assert town.ask(SECRETARY, "decisions.ask_again", ELEVENTH, code=D1).refused
    late = lima(2027, 2, 15, 9)
    town.ask(PNUD_CE, "decisions.agree", late, code=D1)
    shown = town.ask(COORDINATOR, "decisions.show", late, code=D1)
    preview = town.press(COORDINATOR, shown, "again.button", late)
    assert "Henrik Lasvalle, hasta el jueves 18 de febrero de 2027, 17:00" in said(preview)
    assert len(town.notices("absent.answer")) == 1
    town.confirm(COORDINATOR, preview, late)
    assert len(town.notices("absent.answer")) == 2
    town.ask(PNUD_CE, "decisions.agree", lima(2027, 2, 16), code=D1)
    assert [row.late for row in answers(town)] == [True, False]
    assert decision(town).status == "consensus"


def test_one_press_among_the_pending_matters_answers(town: Town) -> None:
    ad_referendum(town)
    mine = town.ask(PNUD_CE, "network.mine", ELEVENTH)
    done = town.press(PNUD_CE, mine, "answers.button.agree", ELEVENTH)
    assert not done.refused
    assert decision(town).status == "consensus"


def test_a_bare_yes_to_the_only_text_is_met_with_one_press_that_says_yes(town: Town) -> None:
    ad_referendum(town)
    asked = town.ask(PNUD_CE, "decisions.agree", ELEVENTH)
    assert "answers.meant.this" in keys_of(asked)
    town.press(PNUD_CE, asked, "answers.meant.all", ELEVENTH)
    assert decision(town).status == "consensus"


def test_a_focal_point_who_objects_without_a_code_may_have_their_seat_asked(town: Town) -> None:
    ad_referendum(town)
    refused = town.ask("g.umbralito@pnud.example", "decisions.object", ELEVENTH, wording="Falta el plazo")
    assert refused.refused
    assert "answers.button.relay" in keys_of(refused)


def test_a_yes_with_nothing_before_the_committee_leads_to_what_waits(town: Town) -> None:
    ad_referendum(town, "Prioridades 2027.", "Regla de no objeción: tres días hábiles.")
    town.ask(PNUD_CE, "decisions.agree", ELEVENTH, codes=[D1, "D-2027-02"])
    reply = town.ask(UNFPA, "decisions.agree", ELEVENTH, wording="con el grupo de trabajo")
    assert "answers.nothing_waits" in keys_of(reply)
    assert town.button(reply, "button.mine").command == "network.mine"
