"""The no-objection procedure: off until a decision of the Committee turns it on, with its periods; an explicit round meanwhile."""

from __future__ import annotations

from datetime import date

import pytest

from storage.decisions import AD_REFERENDUM
from tests.handlers.circulation_scene import (
    COORDINATOR,
    OIT,
    OPENED,
    SECRETARY,
    THE_RULE,
    by_decision,
    in_force,
    newest,
    of,
    opened,
    shown,
)
from tests.handlers.record_scene import fields, said
from tests.town import Town, keys_of, lima

ON = {"decision": THE_RULE, "state": "on", "urgent": "2", "ordinary": "4", "substantive": "7"}


def test_it_is_off_until_the_committee_turns_it_on(town: Town) -> None:
    words = said(town.ask(OIT, "decisions.no_objection", OPENED))
    assert "Está apagado: el silencio no significa nada" in words
    assert "endoso de la Coordinación Residente" in words
    assert "§5.2.1" in words


def test_only_the_coordinator_turns_it_on_citing_an_adopted_decision(town: Town) -> None:
    by_decision(town)
    card = town.ask(COORDINATOR, "decisions.no_objection", OPENED)
    form = town.press(COORDINATOR, card, "no_objection.button.turn_on", OPENED)
    assert fields(form)["state"] == "on"
    assert "no_objection.button.turn_on" not in keys_of(town.ask(SECRETARY, "decisions.no_objection", OPENED))
    assert town.ask(SECRETARY, "decisions.no_objection_change", OPENED, **ON).refused
    done = town.do(COORDINATOR, "decisions.no_objection_change", OPENED, **ON)
    assert "por D-2027-02" in said(done)
    words = said(town.ask(OIT, "decisions.no_objection", OPENED))
    assert "Está en vigor desde el jueves 18 de febrero de 2027, por la decisión D-2027-02" in words
    assert "Plazo de no objeción sustantivo: 7 días hábiles" in words
    assert of(town, opened(town)).closes_at == lima(2027, 3, 1, 17)


@pytest.mark.parametrize(("code", "status"), [("D-2027-02", AD_REFERENDUM), ("AT-2027-02", "agreed")])
def test_what_is_not_adopted_by_consensus_turns_nothing_on(town: Town, code: str, status: str) -> None:
    by_decision(town, "D-2027-01")
    by_decision(town, code, status=status, series=code.split("-", maxsplit=1)[0])
    refused = town.ask(COORDINATOR, "decisions.no_objection_change", OPENED, **{**ON, "decision": code})
    assert refused.refused
    assert "no consta como decisión adoptada por consenso" in said(refused)
    assert refused.form is not None


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"decision": "D-2031-99"}, "No encuentro"),
        ({"date": "2027-02-17"}, "ya pasó"),
        ({"urgent": "0"}, "días hábiles enteros"),
        ({"urgent": "2.5"}, "días hábiles enteros"),
        ({"ordinary": "-3"}, "días hábiles enteros"),
        ({"substantive": "1000000000000"}, "días hábiles enteros"),
    ],
)
def test_bad_details_change_nothing(town: Town, given: dict[str, str], why: str) -> None:
    by_decision(town)
    refused = town.ask(COORDINATOR, "decisions.no_objection_change", OPENED, **{**ON, **given})
    assert refused.refused
    assert why in said(refused)


def test_turned_off_again_what_is_in_circulation_keeps_its_rule(town: Town) -> None:
    in_force(town)
    code = opened(town)
    town.do(COORDINATOR, "decisions.no_objection_change", OPENED, **{**ON, "state": "off"})
    assert of(town, code).by_silence
    assert "no_objection.is_off" in keys_of(town.ask(OIT, "decisions.no_objection", OPENED))


def test_a_rule_from_a_day_to_come_says_nothing_before_it(town: Town) -> None:
    by_decision(town)
    town.do(COORDINATOR, "decisions.no_objection_change", OPENED, **{**ON, "date": "2027-02-22"})
    assert not of(town, opened(town)).by_silence
    assert of(town, opened(town, lima(2027, 2, 22, 9), wording="Otro texto.")).by_silence


def test_while_it_is_off_every_seat_must_answer_within_the_days_of_absent_members(town: Town) -> None:
    words = said(shown(town))
    assert "La no objeción está apagada" in words
    assert "el plazo es el de los miembros ausentes" in words
    assert "martes 23 de febrero de 2027, 17:00" in words
    opened(town)
    decision = newest(town)
    assert (decision.by_silence, decision.period, decision.closes_at) == (False, "", lima(2027, 2, 23, 17))
    assert len(town.notices("circulation.explicit")) == 6
    assert town.notices("circulation.silence") == []


@pytest.mark.parametrize("subject", ["endorsement", "designation", "government", "tor"])
def test_some_matters_are_never_settled_by_silence(town: Town, subject: str) -> None:
    in_force(town)
    words = said(shown(town, subject=subject))
    assert "Un asunto así nunca se resuelve por silencio" in words
    decision = of(town, opened(town, subject=subject))
    assert (decision.by_silence, decision.subject) == (False, subject)


@pytest.mark.parametrize(
    ("wording", "subject"),
    [
        ("Se aprueba el endoso de la nota conceptual.", "endorsement"),
        ("Se designa a la entidad facilitadora.", "designation"),
        ("La posición del Gobierno será la siguiente.", "government"),
        ("Se modifican los TdR de la Red.", "tor"),
        ("The Network endorses the proposal.", "endorsement"),
    ],
)
def test_words_that_sound_so_are_pointed_out_and_decide_nothing(town: Town, wording: str, subject: str) -> None:
    in_force(town)
    hinted = shown(town, wording=wording, subject="other")
    assert f"circulation.subject.{subject}" in keys_of(hinted)
    assert "circulation.hint" in keys_of(hinted)
    assert of(town, opened(town, wording=wording)).by_silence


def test_ordinary_words_are_no_hint(town: Town) -> None:
    in_force(town)
    assert "circulation.hint" not in keys_of(shown(town, wording="Se aprueba el diseño del tablero y su director."))


def test_the_rule_holds_from_its_day(town: Town) -> None:
    in_force(town, since=date(2027, 2, 19))
    assert not of(town, opened(town)).by_silence
