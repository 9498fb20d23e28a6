"""The agenda is looked at by whoever may, and put in order by the secretariat."""

from __future__ import annotations

import pytest

from tests.handlers.agenda_scene import (
    COORDINATOR,
    OIT,
    SECRETARY,
    UNFPA,
    UNICEF,
    acts,
    convened,
    points,
    proposed,
    refusals,
    said,
    titles,
)  # fmt: skip
from tests.town import Town, keys_of, lima

NOON = lima(2027, 1, 22, 12)
LATE = lima(2027, 1, 29, 11, 15)
GOVERNMENT = "f.valderruma"


def three_points(town: Town) -> None:
    convened(town)
    proposed(town, OIT, "Trabajo", NOON, objectives=[6], minutes=20)
    proposed(town, UNICEF, "Niñez", NOON, objectives=[7, 15], minutes=25)
    proposed(town, UNFPA, "Salud", NOON, kind="decide", minutes=10)


def test_the_agenda_shows_order_kind_minutes_sum_and_the_organisation_not_the_person(town: Town) -> None:
    three_points(town)
    told = said(town.ask(OIT, "agenda.show", NOON))
    assert "1 | Trabajo | OIT | Para debatir | 20 | 6 | —" in told
    assert "2 | Niñez | UNICEF | Para debatir | 25 | 7, 15 | —" in told
    assert "3 | Salud | UNFPA | Para decidir | 10 | — | por enviar" in told
    assert "suman 55 de los 90 minutos" in told
    assert "Choquerrey" not in told


def test_the_agenda_speaks_english_to_who_reads_english(town: Town) -> None:
    three_points(town)
    told = said(town.ask("t.wrennfeld", "agenda.show", NOON), "en")
    assert "3 | Salud | UNFPA | For decision | 10 | — | to come" in told


def test_late_points_stand_apart_for_the_secretariat_and_their_author_and_nobody_else_sees_them(town: Town) -> None:
    three_points(town)
    proposed(town, UNFPA, "Tarde", LATE)
    shown = {who: town.ask(who, "agenda.show", LATE) for who in (OIT, UNFPA, SECRETARY, COORDINATOR)}
    assert "Tarde" not in said(shown[OIT])
    for who in (UNFPA, SECRETARY, COORDINATOR):
        table = [line for line in said(shown[who]).splitlines() if " | " in line]
        assert not any("Tarde" in line for line in table)
        assert {"agenda.late.title", "button.agenda_defer"} <= set(keys_of(shown[who]))
    assert [who for who, reply in shown.items() if "button.agenda_admit" in keys_of(reply)] == [COORDINATOR]


def test_who_has_not_answered_is_for_the_secretariat_alone(town: Town) -> None:
    convened(town)
    town.ask(None, "agenda.call", NOON, meeting="CE-2027-01")
    town.ask("b.carhuandino", "agenda.nothing", NOON)
    proposed(town, OIT, "Trabajo", NOON)
    told = said(town.ask(SECRETARY, "agenda.show", NOON))
    assert "Dijeron que no tienen puntos: UNODC." in told
    assert "ACNUR, OIM, ONU Mujeres, OPS/OMS, PNUD, UNFPA y UNICEF" in told
    assert not {"agenda.show.silent", "agenda.show.nothing"} & set(keys_of(town.ask(UNICEF, "agenda.show", NOON)))


def test_guests_do_not_read_the_agenda(town: Town) -> None:
    three_points(town)
    reply = town.ask(GOVERNMENT, "agenda.show", NOON)
    assert reply.refused
    assert (refusals(town)[-1].clause, refusals(town)[-1].values["setting"]) == ("5.government", "powers.see_meetings")


def test_the_agenda_of_a_meeting_that_is_over_can_still_be_read(town: Town) -> None:
    three_points(town)
    shown = town.ask(OIT, "agenda.show", lima(2027, 6, 1), meeting="ce-2027-01")
    assert "Trabajo" in said(shown)
    assert town.buttons(shown) == []


def test_the_secretariat_orders_the_points_by_their_numbers(network: Town) -> None:
    three_points(network)
    shown = network.ask(SECRETARY, "agenda.order", NOON, order="3 1 2")
    assert titles(network) == ["Trabajo", "Niñez", "Salud"]
    assert said(shown).index("Salud") < said(shown).index("Trabajo")
    network.confirm(SECRETARY, shown, NOON)
    assert titles(network) == ["Salud", "Trabajo", "Niñez"]
    assert acts(network)[-1] == "agenda.ordered"


def test_points_that_are_not_named_follow_as_they_were(town: Town) -> None:
    three_points(town)
    town.do(SECRETARY, "agenda.order", NOON, order="3")
    assert titles(town) == ["Salud", "Trabajo", "Niñez"]


def test_without_an_order_the_form_shows_the_present_one(town: Town) -> None:
    three_points(town)
    form = town.ask(SECRETARY, "agenda.order", NOON).form
    assert [field.value for field in form.fields] == ["1 2 3"]
    assert [line.values["title"] for line in form.intro.values["items"]] == ["Trabajo", "Niñez", "Salud"]


@pytest.mark.parametrize("order", ["4", "0 1", "1 1", "uno", "1, dos", "1 2 3 4", "-", "9" * 300])
def test_an_order_that_makes_no_sense_is_refused_and_asked_again(town: Town, order: str) -> None:
    three_points(town)
    reply = town.ask(SECRETARY, "agenda.order", NOON, order=order)
    assert reply.refused
    assert "agenda.order.bad" in keys_of(reply)
    assert reply.form is not None
    assert titles(town) == ["Trabajo", "Niñez", "Salud"]


def test_numbers_shown_for_one_agenda_do_not_order_another(network: Town) -> None:
    three_points(network)
    shown = network.ask(SECRETARY, "agenda.order", NOON, order="3 1 2")
    network.do(OIT, "agenda.withdraw", NOON)
    reply = network.confirm(SECRETARY, shown, NOON)
    assert reply.refused
    assert "agenda.order.changed" in keys_of(reply)
    assert titles(network) == ["Niñez", "Salud"]


def test_an_empty_agenda_has_no_order(town: Town) -> None:
    convened(town)
    assert "agenda.order.empty" in keys_of(town.ask(SECRETARY, "agenda.order", NOON, order="1"))
    assert points(town) == []
