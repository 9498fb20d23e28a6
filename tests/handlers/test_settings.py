"""A setting is changed from chat: asked for what is missing, shown with what it moves, then changed by its decision."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.understanding import Context, understand
from handlers.reply import Reply
from tests.handlers.record_scene import TEC_STARTS, convened, fields, held, said, source
from tests.handlers.setting_scene import ACNUR, COORDINATOR, SECRETARY, TERM, decided, desk_at
from tests.town import LIMA, Town, keys_of, lima

NOW = lima(2027, 2, 15, 10)


def ask(town: Town, typed: str, who: str = COORDINATOR, at: datetime = NOW) -> Reply:
    understood = understand(typed, Context("es", at.astimezone(LIMA), ("ACNUR", "OIM"), ()))
    return town.ask(who, understood.command, at, **understood.values)


@pytest.mark.parametrize(
    "typed",
    [
        "/red ajuste minutes.circulation 7 desde el 1 de marzo por D-2027-05",
        "/red ajuste Circulación de la minuta: 7 días hábiles a partir del 1 de marzo de 2027, por d-2027-05",
        "/network setting minutes.circulation 7 from 1 March by D-2027-05",
        "cambia el ajuste circulación de la minuta a 7 desde el 1 de marzo por D-2027-05",
    ],
)
def test_typed_whole_it_is_shown_with_both_values_the_clause_the_day_and_the_decision(town: Town, typed: str) -> None:
    decided(town)
    words = said(ask(town, typed))
    assert "5 días hábiles" in words
    assert "7 días hábiles" in words
    assert "lunes 1 de marzo de 2027" in words
    assert "D-2027-05 · Minutas" in words
    assert "5.1.8" in words
    with desk_at(town, NOW) as desk:
        assert desk.law.to_come(TERM) == []


def test_confirmed_it_is_changed_and_the_secretariat_is_told(town: Town) -> None:
    decided(town)
    town.confirm(COORDINATOR, ask(town, "/red ajuste minutes.circulation 7 desde el 1 de marzo por D-2027-05"), NOW)
    with desk_at(town, NOW) as desk:
        assert [term.working_days for term in desk.law.to_come(TERM)] == [7]
    assert town.emails(town.notices("setting.changed")) == {SECRETARY}


def test_the_deadlines_it_moves_are_listed_and_those_announced_keep_their_date(town: Town) -> None:
    """The Committee of 9 February is over: its minutes keep their day. Those of the technical meeting of April move."""
    held(town)
    convened(town, "TEC-2027-01", "technical", TEC_STARTS, "Regularización")
    decided(town)
    words = said(ask(town, "/red ajuste minutes.circulation 7 desde el 1 de marzo por D-2027-05"))
    moved, kept = words.split("Plazos ya anunciados")
    assert "Circulación de la minuta (TEC-2027-01): Antes: martes 13 de abril de 2027" in moved
    assert "Después: jueves 15 de abril de 2027" in moved
    assert "CE-2027-01" not in moved
    assert "Circulación de la minuta (CE-2027-01): martes 16 de febrero de 2027" in kept


def test_one_that_would_shorten_what_was_announced_that_same_day_is_refused(town: Town) -> None:
    """A meeting was held this morning and its minutes announced for five working days; the change would leave two."""
    held(town, starts=lima(2027, 2, 15, 8))
    decided(town)
    evening = lima(2027, 2, 15, 12)
    reply = ask(town, "/red ajuste minutes.circulation 2 desde hoy por D-2027-05", at=evening)
    assert reply.refused
    assert "setting.would_shorten" in keys_of(reply)
    later = ask(town, "/red ajuste minutes.circulation 2 desde mañana por D-2027-05", at=evening)
    assert not later.refused


def test_what_is_missing_is_asked_which_setting_then_its_value_the_day_and_the_decision(town: Town) -> None:
    decided(town)
    which = ask(town, "/red ajuste")
    assert which.form is not None
    assert list(fields(which)) == ["name"]
    assert "plenary.yearly" not in {option.value for option in which.form.fields[0].options}
    form = town.ask(COORDINATOR, "settings.change", NOW, name="agenda.close")
    assert list(fields(form)) == ["meeting_kind", "value", "date", "decision"]
    shown = town.ask(
        COORDINATOR, "settings.change", NOW, name="agenda.close", meeting_kind="executive", value="7",
        date="2027-03-01", decision="D-2027-05",
    )  # fmt: skip
    town.confirm(COORDINATOR, shown, NOW)
    with desk_at(town, lima(2027, 3, 1)) as desk:
        assert desk.law.term("agenda.close").by_meeting["executive"] == -7


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("/red ajuste no_objection.enabled activar desde hoy por D-2027-05", {"value": "true"}),
        ("/red ajuste hora en que vencen los plazos 18:00 por D-2027-05", {"value": "18:00"}),
        (
            "/network setting agenda.close executive committee 7 by D-2027-05",
            {"value": "7", "meeting_kind": "executive"},
        ),
        ("/red ajuste fechas en que se confirman los contactos", {}),
    ],
)
def test_each_kind_of_value_is_read(typed: str, values: dict[str, str]) -> None:
    read = understand(typed, Context("es", NOW.astimezone(LIMA), (), ())).values
    assert {name: read[name] for name in ("value", "meeting_kind") if name in read} == values
    assert read["name"]


@pytest.mark.parametrize(
    ("name", "values", "field"),
    [
        ("contacts.check", {"value": "15/02, 15/08"}, "days"),
        ("plenary.alert", {"amber": "01/09", "red": "01/11", "day": "10/12"}, "amber"),
        ("no_objection.enabled", {"value": "true"}, "on"),
        ("hours.close_of_business", {"value": "16:30"}, "at"),
        ("group.sunset", {"value": "6"}, "number"),
        ("invitation.government", {"value": "12"}, "working_days"),
    ],
)
def test_every_kind_of_setting_can_be_changed(town: Town, name: str, values: dict[str, str], field: str) -> None:
    decided(town)
    shown = town.ask(COORDINATOR, "settings.change", NOW, name=name, date="2027-03-01", decision="D-2027-05", **values)
    assert said(shown, "en")
    town.confirm(COORDINATOR, shown, NOW)
    with desk_at(town, NOW) as desk:
        before, [after] = desk.law.term(name), desk.law.to_come(name)
    assert getattr(before, field) != getattr(after, field)


@pytest.mark.parametrize("value", ["siete", "-", "9999", "0x7", "", "²", "7 o 8"])
def test_no_value_makes_it_fall(town: Town, value: str) -> None:
    decided(town)
    for name in (TERM, "contacts.check", "hours.opens", "no_objection.enabled", "group.sunset"):
        reply = town.ask(
            COORDINATOR, "settings.change", NOW, name=name, value=value, date="2027-03-01", decision="D-2027-05"
        )
        assert reply.form is not None or reply.refused or reply.card is not None


def test_a_refusal_brings_the_form_back_and_names_the_setting(town: Town) -> None:
    decided(town)
    reply = ask(town, "/red ajuste minutes.circulation 251 desde el 1 de marzo por D-2027-05")
    assert reply.refused
    assert "setting.between" in keys_of(reply)
    assert reply.form is not None
    assert "Circulación de la minuta" in source(reply)


def test_a_rule_of_the_terms_of_reference_is_refused_with_its_clause(town: Town) -> None:
    decided(town)
    reply = ask(town, "/red ajuste plenary.yearly 2 desde el 1 de marzo por D-2027-05")
    assert reply.refused
    assert "setting.rule" in keys_of(reply)
    assert "§7" in source(reply)


def test_only_the_coordination_changes_settings(town: Town) -> None:
    for who in (SECRETARY, ACNUR):
        reply = ask(town, "/red ajuste minutes.circulation 7 desde el 1 de marzo por D-2027-05", who=who)
        assert reply.refused
        assert {"refusal.no_mandate", "office.coordination"} <= set(keys_of(reply))


def test_days_that_could_be_meant_are_offered(town: Town) -> None:
    decided(town)
    reply = ask(
        town, "/red ajuste minutes.circulation 7 desde el próximo miércoles por D-2027-05", at=lima(2027, 2, 16)
    )
    assert "7 días hábiles" in said(
        town.ask(COORDINATOR, town.buttons(reply)[0].command, NOW, **town.buttons(reply)[0].values)
    )


def test_why_shows_the_decision_and_the_list_says_from_when(town: Town) -> None:
    decided(town)
    town.confirm(COORDINATOR, ask(town, "/red ajuste minutes.circulation 7 desde el 1 de marzo por D-2027-05"), NOW)
    ahead = said(town.ask(ACNUR, "network.why", NOW, code=TERM))
    assert "Cambiará: 7 días hábiles desde el lunes 1 de marzo de 2027, por D-2027-05" in ahead
    assert "5 días hábiles; 7 días hábiles desde el lunes 1 de marzo de 2027, por D-2027-05" in said(
        town.ask(ACNUR, "network.settings", NOW)
    )
    assert "Ajustes que cambió" in said(town.ask(ACNUR, "network.why", NOW, code="D-2027-05"))
    after = said(town.ask(ACNUR, "network.why", lima(2027, 3, 2), code=TERM))
    assert "Valor: 7 días hábiles" in after
    assert "Rige desde: lunes 1 de marzo de 2027" in after
    assert "Por decisión: D-2027-05" in after
