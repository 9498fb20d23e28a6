"""The directory of speakers: written by the secretariat, found by topic, shared only where somebody consented."""

from __future__ import annotations

import pytest

from bot.understanding import Context, understand
from storage import directory
from tests.handlers.record_scene import acts, fields, said, source
from tests.handlers.speaker_scene import (
    ASSOCIATION,
    COORDINATOR,
    FOCAL,
    GUEST,
    MEMBER,
    MIGRATION,
    MORNING,
    SCHOLAR,
    SECRETARY,
    entries,
    register,
    spoke,
    three,
)  # fmt: skip
from tests.town import Town, keys_of, lima


def test_somebody_is_written_down_after_a_preview_and_nobody_is_told(town: Town) -> None:
    shown = town.ask(SECRETARY, "speakers.register", MORNING, **FOCAL)
    assert "Nadie recibe aviso" in said(shown)
    assert "sin consentimiento registrado: no se comparte" in said(shown).lower()
    assert "§5 (Vínculo con el gobierno)" in source(shown)
    assert entries(town) == {}
    town.confirm(SECRETARY, shown, MORNING)
    entry = entries(town)["Wilma Ccoyllor Sayre"]
    assert (entry.objectives, entry.tags, entry.is_focal_point) == ([4, 5], ["regularización"], True)
    assert town.notices() == []
    assert [act.act for act in acts(town, MIGRATION)] == ["speaker.registered"]


def test_the_journal_holds_no_name_and_no_address(town: Town) -> None:
    register(town, **FOCAL)
    (entry,) = acts(town, MIGRATION)
    assert "Ccoyllor" not in f"{entry.about} {entry.values}"
    assert "@" not in f"{entry.about} {entry.values}"


def test_the_form_asks_for_what_is_missing_and_keeps_what_was_given(town: Town) -> None:
    reply = town.ask(SECRETARY, "speakers.register", MORNING, organisation="Universidad", name="Marisol")
    assert (fields(reply)["organisation"], fields(reply)["name"]) == ("Universidad", "Marisol")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"email": "a@b.example\r\nBcc: todos@x.example"}, "email"),
        ({"email": "a@b.example, c@d.example"}, "email"),
        ({"email": "nadie"}, "email"),
        ({"email": "a@b.example\nSubject: hola"}, "email"),
        ({"name": "Marisol\nBcc: x@y.example"}, "name"),
        ({"address": "Señora\u2028Directora"}, "address"),
        ({"objectives": "24"}, "objectives"),
        ({"category": "ministerio"}, "category"),
        ({"consent_on": "2027-04-01"}, "consent_on"),
        ({"consent_on": "ayer"}, "consent_on"),
        ({"purpose": ""}, "purpose"),
        ({"reference": "Oficio 1"}, "reference"),
        ({"tags": "x" * 41}, "tags"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field_and_nothing_is_lost(
    town: Town, given: dict[str, str], field: str
) -> None:
    reply = town.ask(SECRETARY, "speakers.register", MORNING, **{**SCHOLAR, **given})
    assert reply.refused
    assert reply.wrong == field
    assert fields(reply)["function"] == ""
    assert fields(reply)["organisation"] == SCHOLAR["organisation"]
    assert entries(town) == {}


def test_the_same_person_is_not_written_down_twice(town: Town) -> None:
    register(town, **SCHOLAR)
    again = town.ask(SECRETARY, "speakers.register", MORNING, **{**SCHOLAR, "name": "M. Quenta"})
    assert again.refused
    assert "speakers.button.show" in keys_of(again)
    by_name = {**SCHOLAR, "email": "otra@altiplano.example", "name": "MARISOL QUENTA HUAYTA"}
    assert town.ask(SECRETARY, "speakers.register", MORNING, **by_name).refused


def test_an_entry_is_changed_in_its_own_form(town: Town) -> None:
    register(town, **ASSOCIATION)
    shown = town.ask(SECRETARY, "speakers.show", MORNING, words="tierra abierta")
    form = town.press(SECRETARY, shown, "speakers.button.change", MORNING)
    assert fields(form)["email"] == ASSOCIATION["email"]
    kept = {**ASSOCIATION, "entry": str(entries(town)["Yelitza Morante"].id)}
    register(town, **kept, consent_on="2027-03-17", purpose="invitaciones")
    assert entries(town)["Yelitza Morante"].consent_purpose == "invitaciones"
    assert [act.act for act in acts(town, "Asociación Tierra Abierta")] == ["speaker.registered", "speaker.changed"]


def test_a_member_sees_names_only_where_there_is_consent(town: Town) -> None:
    three(town)
    words = said(town.ask(MEMBER, "speakers.list", MORNING))
    assert "Marisol Quenta Huayta" in words
    assert "Asociación Tierra Abierta" in words
    assert "Yelitza" not in words
    assert "sin consentimiento registrado: no se comparte" in words
    entry = said(town.ask(MEMBER, "speakers.show", MORNING, words="Tierra Abierta"))
    assert "Yelitza" not in entry
    assert "@" not in entry
    assert "m.quenta@altiplano.example" in said(town.ask(MEMBER, "speakers.show", MORNING, words="Altiplano"))


@pytest.mark.parametrize("who", [SECRETARY, COORDINATOR])
def test_the_secretariat_sees_everything_and_that_consent_is_missing(town: Town, who: str) -> None:
    three(town)
    words = said(town.ask(who, "speakers.show", MORNING, words="yelitza"))
    assert "y.morante@tierraabierta.example" in words
    assert "Sin consentimiento registrado: no se comparte." in words


def test_nobody_learns_by_searching_what_they_may_not_read(town: Town) -> None:
    three(town)
    for words in ("Yelitza", "y.morante"):
        assert "speakers.nobody" in keys_of(town.ask(MEMBER, "speakers.find", MORNING, words=words))
        assert "Yelitza" in said(town.ask(SECRETARY, "speakers.find", MORNING, words=words))


@pytest.mark.parametrize("command", ["speakers.list", "speakers.find", "speakers.show", "speakers.register"])
def test_a_guest_never_sees_the_directory(town: Town, command: str) -> None:
    three(town)
    reply = town.ask(GUEST, command, MORNING, words="salud")
    assert reply.refused
    assert "Quenta" not in said(reply)


def test_a_member_does_not_write_in_the_directory(town: Town) -> None:
    assert town.ask(MEMBER, "speakers.register", MORNING, **SCHOLAR).refused


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"words": "salud"}, {"Marisol Quenta Huayta"}),
        ({"words": "REGULARIZACION"}, {"Marisol Quenta Huayta", "Yelitza Morante", "Wilma Ccoyllor Sayre"}),
        ({"words": "PMM 4"}, {"Yelitza Morante", "Wilma Ccoyllor Sayre"}),
        ({"words": "15"}, {"Marisol Quenta Huayta"}),
        ({"words": "legal identity"}, {"Yelitza Morante", "Wilma Ccoyllor Sayre"}),
        ({"category": "academia"}, {"Marisol Quenta Huayta"}),
        ({"category": "government", "words": "salud"}, set()),
        ({"objectives": ["4", "5"]}, {"Wilma Ccoyllor Sayre"}),
    ],
)
def test_they_are_found_by_number_name_words_or_category(town: Town, given: dict[str, object], found: set[str]) -> None:
    three(town)
    words = said(town.ask(SECRETARY, "speakers.find", MORNING, **given))
    assert {name for name in entries(town) if name in words} == found


def test_where_they_spoke_is_shown(town: Town) -> None:
    three(town)
    spoke(town, "Marisol Quenta Huayta", lima(2026, 12, 2).date())
    assert "TEC-2026-03" in said(town.ask(MEMBER, "speakers.show", MORNING, words="Altiplano"))


@pytest.mark.parametrize(
    ("typed", "command", "values"),
    [
        ("/ponente buscar salud", "speakers.find", {"words": "salud"}),
        ("/speaker find health", "speakers.find", {"words": "health"}),
        ("/ponente buscar academia", "speakers.find", {"category": "academia"}),
        ("/speaker find trade unions and workers' organisations", "speakers.find", {"category": "unions"}),
        ("Busca un ponente sobre trata de personas", "speakers.find", {"words": "trata de personas"}),
        ("/ponente", "speakers.list", {}),
        ("/ponente lista", "speakers.list", {}),
        ("/ponente ver Marisol Quenta", "speakers.show", {"words": "Marisol Quenta"}),
        ("/speaker show", "speakers.list", {}),
        (
            "/ponente registrar a la Universidad del Altiplano: Marisol Quenta",
            "speakers.register",
            {"organisation": "Universidad del Altiplano", "name": "Marisol Quenta"},
        ),
    ],
)
def test_it_is_asked_for_in_words(typed: str, command: str, values: dict[str, str]) -> None:
    understood = understand(typed, Context("es", MORNING, ("ACNUR", "OIM"), ()))
    assert (understood.command, dict(understood.values)) == (command, values)


def test_whoever_lives_by_another_clock_is_written_down_with_their_zone(town: Town) -> None:
    register(town, **SCHOLAR, zone="europe/madrid")
    register(town, **ASSOCIATION, zone="America/Lima")
    with town.database.reading() as session:
        zones = {row.name: row.zone for row in directory.entries(session, town.network_id)}
    assert zones == {"Marisol Quenta Huayta": "Europe/Madrid", "Yelitza Morante": ""}
    wrong = town.ask(SECRETARY, "speakers.register", MORNING, **FOCAL, zone="Madrid")
    assert wrong.refused
    assert wrong.wrong == "zone"
