"""For a point of the agenda Quipu says whom to call, why, whom else, and until when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from bot.understanding import Context, understand
from handlers.reply import Reply
from tests.handlers import agenda_scene
from tests.handlers.record_scene import fields, said
from tests.handlers.speaker_scene import (
    ASSOCIATION,
    FOCAL,
    GUEST,
    MEMBER,
    MORNING,
    SECRETARY,
    entries,
    register,
    spoke,
    three,
)
from tests.town import Town, keys_of, lima

CODE, STARTS, CONVENED = "TEC-2027-01", lima(2027, 4, 6, 10), lima(2027, 3, 10, 9)
TITLE = "Regularización migratoria"


def convened(town: Town) -> None:
    agenda_scene.convened(town, "technical", CODE, STARTS, CONVENED)


def point(town: Town, title: str = TITLE, **more: Any) -> None:
    agenda_scene.proposed(town, MEMBER, title, lima(2027, 3, 17, 10), meeting=CODE, **more)


def suggested(town: Town, who: str = SECRETARY, at: datetime = MORNING, **given: Any) -> Reply:
    return town.ask(who, "speakers.suggest", at, **(given or {"meeting": CODE}))


def test_government_is_convened_by_topic_and_key_actors_may_be_invited(town: Town) -> None:
    three(town)
    convened(town)
    point(town, objectives="4")
    words = said(suggested(town))
    assert "Gobierno: se convoca de acuerdo al tema" in words
    assert "Wilma Ccoyllor Sayre (Superintendencia Nacional de Migraciones)" in words
    assert "Actores clave: podrían ser invitados" in words
    assert "Yelitza Morante" in words
    assert "trabaja el objetivo 4 (Identidad jurídica y documentación)" in words
    assert "trabaja el tema «regularización»" in words
    assert "es punto focal de su institución (Oficio N.° 041-2027)" in words


def test_who_spoke_last_and_how_the_year_is_balanced_are_reasons(town: Town) -> None:
    three(town)
    spoke(town, "Marisol Quenta Huayta", lima(2027, 2, 3).date(), "TEC-2027-00")
    words = said(suggested(town, topic="regularización"))
    assert "expuso por última vez el" in words
    assert "en 2027 la Red escuchó 1 vez a la academia" in words
    assert "en 2027 la Red aún no ha escuchado a la sociedad civil" in words
    assert words.index("Asociación Tierra Abierta") < words.index("Universidad del Altiplano")


def test_each_has_one_alternative_or_it_is_said_that_there_is_none(town: Town) -> None:
    three(town)
    words = said(suggested(town, topic="regularización"))
    assert "Yelitza Morante (Asociación Tierra Abierta): trabaja el tema «Regularización»" in words
    assert "nadie más del directorio coincide con el tema" in words


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (lima(2027, 3, 18, 10), "viernes 19 de marzo de 2027 (en plazo, queda 1 día hábil"),
        (lima(2027, 3, 17, 10), "viernes 19 de marzo de 2027 (en plazo, quedan 2 días hábiles"),
        (lima(2027, 3, 19, 17), "hoy, hasta el viernes 19 de marzo de 2027, 17:00"),
        (lima(2027, 3, 19, 17, 1), "viernes 19 de marzo de 2027 (ya pasó). Invitar después requiere el motivo"),
    ],
)
def test_the_last_day_to_invite_is_counted_across_easter(town: Town, at: datetime, expected: str) -> None:
    """E07: for 6 April 2027 it is 19 March."""
    register(town, lima(2027, 3, 16, 9), **FOCAL)
    convened(town)
    assert expected in said(suggested(town, at=at, topic="regularización", meeting=CODE))


def test_a_high_level_guest_is_invited_earlier(town: Town) -> None:
    register(town, lima(2027, 3, 10, 9), **{**FOCAL, "level": "high"})
    convened(town)
    assert "viernes 12 de marzo de 2027" in said(suggested(town, at=lima(2027, 3, 11, 9), topic="PMM 4", meeting=CODE))


def test_of_several_points_it_is_asked_which(town: Town) -> None:
    three(town)
    convened(town)
    point(town)
    point(town, "Salud mental")
    form = suggested(town)
    assert list(fields(form)) == ["item"]
    assert "Marisol" in said(suggested(town, meeting=CODE, item="2"))


def test_a_meeting_without_points_asks_for_the_topic(town: Town) -> None:
    convened(town)
    form = suggested(town)
    assert fields(form)["meeting"] == CODE
    assert "speakers.no_points" in keys_of(form)


def test_nobody_is_proposed_who_has_nothing_to_do_with_the_topic(town: Town) -> None:
    three(town)
    reply = suggested(town, topic="presupuesto del próximo año")
    assert "speakers.why.objective" not in keys_of(reply)
    assert "speakers.nobody_fits.government" in keys_of(reply)
    assert "speakers.nobody_fits.stakeholders" in keys_of(reply)
    form = town.press(SECRETARY, reply, "speakers.button.other_topic", MORNING)
    assert form.form is not None


def test_an_objective_is_understood_by_its_name_in_either_language(town: Town) -> None:
    three(town)
    for topic in ("identidad jurídica", "Legal identity and documentation", "PMM 4", "4"):
        assert "Wilma" in said(suggested(town, topic=topic))


def test_a_member_gets_the_reasons_and_no_name_that_may_not_be_shared(town: Town) -> None:
    three(town)
    words = said(suggested(town, MEMBER, topic="regularización"))
    assert "Asociación Tierra Abierta" in words
    assert ASSOCIATION["name"] not in words
    assert FOCAL["name"] not in words


def test_a_guest_is_told_nothing_of_it(town: Town) -> None:
    three(town)
    assert suggested(town, GUEST, topic="regularización").refused


def test_proposing_tells_and_writes_nothing(town: Town) -> None:
    three(town)
    before = entries(town)
    suggested(town, topic="regularización")
    assert town.notices() == []
    assert entries(town) == before


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("/ponente sugerir TEC-2027-01", {"meeting": "TEC-2027-01"}),
        ("/speaker suggest TEC-2027-01: health", {"meeting": "TEC-2027-01", "topic": "health"}),
        ("/ponente sugerir tec-2027-1 regularización", {"meeting": "TEC-2027-01", "topic": "regularización"}),
        ("/ponente sugerir trata de personas", {"topic": "trata de personas"}),
        ("/ponente sugerir para la reunión técnica", {"meeting": "TEC-2027-01"}),
        ("/speaker suggest", {}),
    ],
)
def test_it_is_asked_for_in_words(typed: str, values: dict[str, str]) -> None:
    known = ((CODE, "technical", STARTS.date()),)
    understood = understand(typed, Context("es", MORNING, ("ACNUR", "OIM"), known))
    assert (understood.command, dict(understood.values)) == ("speakers.suggest", values)


def test_the_balance_of_the_year_is_shown_between_the_four(town: Town) -> None:
    """Government, civil society, academia and territory: each appearance of the year counts, last year's do not."""
    three(town)
    spoke(town, "Yelitza Morante", lima(2027, 2, 3).date())
    spoke(town, "Yelitza Morante", lima(2027, 3, 3).date())
    spoke(town, "Marisol Quenta Huayta", lima(2026, 11, 3).date())
    words = said(suggested(town, topic=TITLE))
    assert "Escuchados en 2027: gobierno 0, sociedad civil 2, academia 0 y territorio 0" in words


def test_an_institution_that_spoke_through_somebody_else_is_said(town: Town) -> None:
    three(town)
    spoke(town, "Wilma Ccoyllor Sayre", lima(2027, 2, 3).date(), "TEC-2027-00")
    other = FOCAL | {"name": "Rosa Tito", "email": "r.tito@migraciones.example", "reference": ""}
    register(town, **other)
    town.do(SECRETARY, "speakers.erase", MORNING, words="Wilma")
    words = said(suggested(town, topic=TITLE))
    assert "su institución expuso por última vez el miércoles 3 de febrero de 2027 (TEC-2027-00)" in words


def test_focal_points_without_topics_are_named_and_one_press_away(town: Town) -> None:
    """A guest of the roster whom no topic ties to anything would never be proposed: it is said, with the way to mend it."""
    shown = suggested(town, topic=TITLE)
    assert "Con punto focal y sin temas anotados: Ministerio de Relaciones Exteriores y Superintendencia" in said(shown)
    form = town.press(SECRETARY, shown, "speakers.button.topics", MORNING)
    assert fields(form)["name"] == "Ministra Consejera Fátima Valderruma Oz"
    town.do(SECRETARY, "speakers.register", MORNING, **FOCAL | {"reference": ""}, entry="")
    town.do(
        SECRETARY, "members.government", MORNING, organisation="MRE", name="Fátima Valderruma", reference="Oficio 2"
    )
    number = str(entries(town)["Ministra Consejera Fátima Valderruma Oz"].id)
    town.do(SECRETARY, "speakers.register", MORNING, entry=number, tags="regularización")
    words = said(suggested(town, topic=TITLE))
    assert "Ministra Consejera Fátima Valderruma Oz (Ministerio de Relaciones Exteriores)" in words
    assert "es punto focal de su institución (Oficio 2)" in words
    assert "Ministerio de Relaciones Exteriores y Superintendencia" not in words
    assert "speakers.button.topics" not in str(suggested(town, MEMBER, topic=TITLE))
