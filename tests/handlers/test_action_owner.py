"""An action for a mentioned person is their organisation's: it is filled in and shown, and asked only where there are two."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding import Context, understand
from handlers.reply import Reply
from storage.people import Office
from tests.handlers.record_scene import CE, SECRETARY, actions, fields, held, said
from tests.town import Town, lima

DURING = lima(2027, 2, 9, 10, 20)
NAMES = ("ACNUR", "UNICEF", "OIM", "UNFPA")


def typed(town: Town, words: str) -> Reply:
    meant = understand(words, Context("es", DURING, NAMES, ()))
    return town.ask(SECRETARY, meant.command, DURING, **meant.values)


def also_for(town: Town, organisation: str, who: str = "n.quintamayo") -> None:
    """The same person answers for another organisation too."""
    with town.database.transaction() as session:
        session.add(
            Office(
                network_id=town.network_id, person_id=town.id_of(who), organisation_id=town.organisation(organisation),
                office="alternate", since=date(2027, 1, 1),
            )
        )  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "#accion @Noelia Quintamayo envía la matriz, 20 de mayo",
        "#accion @noelia envía la matriz a UNICEF, 20 de mayo",
        "#accion @n.quintamayo envía la matriz, 20 de mayo",
        "#accion p1 @Noelia Quintamayo Ser envía la matriz, 20 de mayo",
        "#accion Noelia Quintamayo Ser (ACNUR) envía la matriz a UNICEF, 20 de mayo",  # as Slack's mention is written out
        "#action @Noelia Quintamayo: sends the matrix, by 20 May",
        "/accion asignar @Noelia Quintamayo envía la matriz, 20 de mayo",
    ],
)
def test_whoever_is_mentioned_acts_for_their_organisation_and_it_is_shown(town: Town, words: str) -> None:
    held(town)
    shown = typed(town, words)
    assert shown.form is None
    assert "Entidad responsable: ACNUR" in said(shown)
    town.confirm(SECRETARY, shown, DURING)
    assert [row.organisation_id for row in actions(town)] == [town.organisation("ACNUR")]


def test_an_organisation_that_is_named_first_is_meant(town: Town) -> None:
    held(town)
    assert "Entidad responsable: UNICEF" in said(typed(town, "#accion UNICEF: con @Noelia, la matriz, 20 de mayo"))


def test_only_the_day_is_asked_with_the_organisation_filled_in(town: Town) -> None:
    held(town)
    assert fields(typed(town, "#accion @Noelia envía la matriz"))["organisation"] == str(town.organisation("ACNUR"))


@pytest.mark.parametrize(
    "words", ["#accion p1: @Noelia Quintamayo envía la matriz, 20 de mayo", "#accion p1 Noelia Quintamayo Ser (ACNUR, UNFPA) envía la matriz, 20 de mayo"]
)  # fmt: skip
def test_who_holds_offices_for_two_is_asked_about_and_the_rest_is_kept(town: Town, words: str) -> None:
    held(town)
    also_for(town, "UNFPA")
    asked = typed(town, words)
    assert "ACNUR o UNFPA" in said(asked)
    assert [button.label for button in town.buttons(asked)] == ["ACNUR", "UNFPA"]
    press = town.buttons(asked)[1]
    shown = town.ask(SECRETARY, press.command, DURING, **press.values)
    town.confirm(SECRETARY, shown, DURING)
    (action,) = actions(town)
    assert (action.organisation_id, str(action.due)) == (town.organisation("UNFPA"), "2027-05-20")
    assert action.item_id is not None


def test_two_offices_for_one_organisation_are_no_question(town: Town) -> None:
    held(town)
    also_for(town, "ACNUR")
    assert "Entidad responsable: ACNUR" in said(typed(town, "#accion @Noelia envía la matriz, 20 de mayo"))


@pytest.mark.parametrize("words", ["#accion @Nadie envía la matriz, 20 de mayo", "#accion escribir a info@noelia, 20 de mayo"])  # fmt: skip
def test_whoever_is_not_on_the_roster_is_asked_about_in_the_form(town: Town, words: str) -> None:
    held(town)
    asked = typed(town, words)
    assert (fields(asked)["organisation"], fields(asked)["date"]) == (None, "2027-05-20")
    assert town.ask(SECRETARY, "actions.list", DURING, meeting=CE).card is not None
