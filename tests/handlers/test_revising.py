"""A revised text: another version under the same number, only what changed shown, a new period, and nothing carried over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.handlers.circulation_scene import (
    ACNUR,
    AGREED,
    COORDINATOR,
    ENDS,
    OIT,
    OPENED,
    SEATS,
    SECRETARY,
    TEXT,
    WAY_OUT,
    WHY,
    in_force,
    objects,
    of,
    opened,
    revised,
    texts,
)
from tests.handlers.record_scene import CE, NOON, TEC, fields, held, register, said, technical
from tests.town import Town, keys_of, lima

OBJECTED = lima(2027, 2, 24, 16, 20)
AGAIN = lima(2027, 3, 1, 11)
SECOND_END = lima(2027, 3, 4, 17)


def suspended(town: Town) -> str:
    in_force(town)
    code = opened(town)
    objects(town, code, OBJECTED)
    return code


def test_the_form_holds_the_text_that_stands(town: Town) -> None:
    code = suspended(town)
    form = town.ask(COORDINATOR, "decisions.revise", AGAIN, about="el Plan de Trabajo 2027 versión 2")
    assert (fields(form)["wording"], fields(form)["period"]) == (TEXT, "ordinary")
    assert form.form is not None
    assert form.form.hidden == {"code": code}


def test_the_preview_compares_the_versions_and_says_that_answers_do_not_carry_over(town: Town) -> None:
    code = suspended(town)
    words = said(town.ask(COORDINATOR, "decisions.revise", AGAIN, code=code, wording=AGREED, period="ordinary"))
    assert "[con multas a los empleadores.]" in words
    assert "[según el estándar de derechos laborales.]" in words
    assert "jueves 4 de marzo de 2027, 17:00 (hora de Lima)" in words
    assert "no pasan a esta" in words


def test_the_second_version_keeps_the_number_and_asks_everybody_anew(town: Town) -> None:
    code = suspended(town)
    town.ask(ACNUR, "decisions.agree", lima(2027, 2, 19, 9), code=code)
    revised(town, code, AGAIN)
    decision = of(town, code)
    assert (decision.code, decision.version, decision.status, decision.closes_at) == (code, 2, "open", SECOND_END)
    assert decision.wording == AGREED
    assert [(row.version, row.wording) for row in texts(town, code)] == [(1, TEXT), (2, AGREED)]
    calls = town.notices("circulation.silence_again")
    assert town.emails(calls) == set(SEATS)
    assert "albergues" in str(calls[0].values["table"])
    assert "datos" not in str(calls[0].values["table"]), "only what changed"


def test_a_press_on_the_old_text_is_refused(town: Town) -> None:
    code = suspended(town)
    revised(town, code, AGAIN)
    refused = town.ask(ACNUR, "decisions.agree", AGAIN, code=code, version="1")
    assert refused.refused
    assert "answers.old_text" in keys_of(refused)


def test_answers_to_the_version_before_do_not_carry_over(town: Town) -> None:
    """The objection to the first text does not stop the second; neither does silence count before its end."""
    code = suspended(town)
    revised(town, code, AGAIN)
    refused = town.ask(COORDINATOR, "decisions.adopt", AGAIN, code=code)
    assert "circulation.waiting" in keys_of(refused)
    assert "OIT" in said(refused)
    objects(town, code, lima(2027, 3, 2, 9))
    assert of(town, code).status == "suspended"


def test_an_end_already_announced_is_not_shortened_by_a_shorter_period(town: Town) -> None:
    in_force(town)
    code = opened(town)
    words = said(town.ask(COORDINATOR, "decisions.revise", OPENED, code=code, wording=AGREED, period="urgent"))
    assert "jueves 25 de febrero de 2027, 17:00" in words
    revised(town, code, OPENED, period="urgent")
    assert of(town, code).closes_at == ENDS


def test_the_same_text_is_not_another_version(town: Town) -> None:
    code = suspended(town)
    refused = town.ask(COORDINATOR, "decisions.revise", AGAIN, code=code, wording=TEXT, period="ordinary")
    assert "circulation.unchanged" in keys_of(refused) or not refused.refused
    in_time = town.ask(COORDINATOR, "decisions.revise", OBJECTED, code=code, wording=TEXT, period="ordinary")
    assert "circulation.unchanged" in keys_of(in_time)


def test_two_officers_who_revise_the_same_version_make_one_more_not_two(town: Town) -> None:
    code = suspended(town)
    previews = [
        town.ask(who, "decisions.revise", AGAIN, code=code, wording=f"{AGREED} {who}", period="ordinary")
        for who in (COORDINATOR, SECRETARY)
    ]
    town.confirm(COORDINATOR, previews[0], AGAIN)
    again = town.confirm(SECRETARY, previews[1], AGAIN)
    assert "circulation.changed_meanwhile" in keys_of(again)
    assert of(town, code).version == 2


@pytest.mark.parametrize("who", [OIT, "i.choquerrey"])
def test_only_the_secretariat_revises(town: Town, who: str) -> None:
    code = suspended(town)
    assert town.ask(who, "decisions.revise", AGAIN, code=code, wording=AGREED, period="ordinary").refused


def test_mediation_shows_both_texts_side_by_side_and_until_when_a_way_out_is_expected(town: Town) -> None:
    code = suspended(town)
    card = town.ask(COORDINATOR, "decisions.mediate", OBJECTED, code=code)
    words = said(card)
    assert TEXT in words
    assert WAY_OUT in words
    assert WHY in words
    assert "miércoles 3 de marzo de 2027, 17:00 (hora de Lima)" in words
    form = town.press(COORDINATOR, card, "circulation.button.revise", OBJECTED)
    assert fields(form)["wording"] == TEXT


def test_there_is_nothing_to_mediate_while_nobody_objects(town: Town) -> None:
    in_force(town)
    assert "circulation.no_objection_stands" in keys_of(town.ask(COORDINATOR, "decisions.mediate", code=opened(town)))


def test_a_text_of_a_meeting_that_is_objected_to_goes_by_circulation_and_asks_everybody(town: Town) -> None:
    """Those who were in the room agreed to other words; correcting who was there changes nothing of the new round."""
    held(town)
    town.do(COORDINATOR, "decisions.record", NOON, meeting=CE, wording=TEXT, title="Plan")
    code = register(town)[0].code
    refused = town.ask(COORDINATOR, "decisions.revise", NOON, code=code, wording=AGREED, period="explicit")
    assert "circulation.ad_referendum" in keys_of(refused), "nobody objects: the text stays"
    objects(town, code, lima(2027, 2, 10, 9), who="h.lasvalle")
    revised(town, code, lima(2027, 2, 11, 9), period="explicit")
    decision = of(town, code)
    assert (decision.basis, decision.present, len(decision.voices)) == ("circulation", [], 6)
    assert town.emails(town.notices("circulation.explicit_again")) == set(SEATS)
    for seat in SEATS:
        assert not town.ask(seat, "decisions.agree", lima(2027, 2, 11, 10), code=code).refused
    assert of(town, code).proposed_result_at is not None


def test_a_technical_agreement_is_not_put_to_the_committee(town: Town) -> None:
    technical(town)
    at = lima(2027, 4, 6, 12)
    town.do(SECRETARY, "decisions.record", at, meeting=TEC, wording="Se acuerda.", title="Acuerdo")
    assert "circulation.no_decision" in keys_of(
        town.ask(SECRETARY, "decisions.revise", at, code="AT-2027-01", wording="x", period="urgent")
    )


def test_the_entry_shows_the_secretariat_what_comes_next_and_nobody_else(town: Town) -> None:
    code = suspended(town)
    assert "circulation.button.mediate" in keys_of(town.ask(SECRETARY, "decisions.show", AGAIN, code=code))
    assert "circulation.button.mediate" not in keys_of(town.ask(OIT, "decisions.show", AGAIN, code=code))
    revised(town, code, AGAIN)
    assert "circulation.button.revise" in keys_of(town.ask(SECRETARY, "decisions.show", AGAIN, code=code))
    town.clock(SECOND_END + timedelta(seconds=1))
    assert "circulation.button.adopt" in keys_of(
        town.ask(SECRETARY, "decisions.show", SECOND_END + timedelta(minutes=1), code=code)
    )


def test_a_title_that_names_its_version_names_the_new_one(town: Town) -> None:
    in_force(town)
    code = opened(town, title="Plan de Trabajo 2027 (versión 1)")
    objects(town, code, OBJECTED)
    preview = town.ask(COORDINATOR, "decisions.revise", AGAIN, code=code, wording=AGREED, period="ordinary")
    assert "Plan de Trabajo 2027 (versión 2)" in said(preview)
    assert of(town, code).title == "Plan de Trabajo 2027 (versión 1)", "a preview changes nothing"
    town.confirm(COORDINATOR, preview, AGAIN)
    assert of(town, code).title == "Plan de Trabajo 2027 (versión 2)"
