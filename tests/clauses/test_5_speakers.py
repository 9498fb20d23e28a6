"""§5, Vínculo con el gobierno and Diálogo con actores clave: who speaks to the network, and on whose word."""

from __future__ import annotations

import pytest

from scheduler import law as laws
from scheduler.inviting import days_left, last_day, setting_for
from storage.charter import Charter
from storage.directory import STAKEHOLDERS
from tests.handlers.record_scene import said, source
from tests.handlers.speaker_scene import FOCAL, MIGRATION, MORNING, SECRETARY, entries, register, three
from tests.town import Town, lima

NEW = {
    **FOCAL, "name": "Ítalo Paucarchuco", "email": "i.paucarchuco@migraciones.example",
    "organisation": MIGRATION.upper(), "reference": "Oficio N.° 077-2027",
}  # fmt: skip


def test_each_institution_of_the_government_has_one_focal_point(town: Town) -> None:
    """§5: they designate one focal point each ("sendos"): another oficio replaces the person before, and the preview says whom."""
    register(town, **FOCAL)
    shown = town.ask(SECRETARY, "speakers.register", MORNING, **NEW)
    assert "reemplaza a Wilma Ccoyllor Sayre" in said(shown)
    assert entries(town)["Wilma Ccoyllor Sayre"].is_focal_point
    town.confirm(SECRETARY, shown, MORNING)
    found = entries(town)
    assert [name for name, entry in found.items() if entry.is_focal_point] == ["Ítalo Paucarchuco"]
    assert found["Wilma Ccoyllor Sayre"].focal_until == MORNING.date()


def test_a_focal_point_of_the_government_rests_on_the_institutions_own_oficio(town: Town) -> None:
    """§5: the institution designates, nobody else: the same oficio cannot name two people."""
    register(town, **FOCAL)
    reply = town.ask(SECRETARY, "speakers.register", MORNING, **{**NEW, "reference": "oficio n.° 041-2027"})
    assert reply.refused
    assert reply.wrong == "reference"
    assert "Términos de Referencia" in said(reply)


def test_government_is_convened_by_topic_and_key_actors_may_be(town: Town) -> None:
    """§5: "serán convocados, de acuerdo a los temas de agenda"; "también podrán ser convocados": two headings, two clauses."""
    three(town)
    reply = town.ask(SECRETARY, "speakers.suggest", MORNING, topic="regularización")
    assert "§5 (Vínculo con el gobierno)" in source(reply)
    assert "§5 (Vínculo con actores clave)" in source(reply)
    assert said(reply).index("se convoca de acuerdo al tema") < said(reply).index("podrían ser invitados")


@pytest.mark.parametrize(
    ("category", "level", "expected"),
    [
        ("government", "ordinary", "2027-03-19"),
        ("government", "high", "2027-03-12"),
        ("academia", "ordinary", "2027-03-19"),
    ],
)
def test_the_last_day_to_invite_is_counted_across_easter(
    peru: Charter, category: str, level: str, expected: str
) -> None:
    """Settings under §5: 10 working days before, 15 for high level; for 6 April 2027 the holy days are skipped (E07)."""
    law = laws.of_charter(peru, 2027)
    last = last_day(law, setting_for(category, level), lima(2027, 4, 6, 10), lima(2027, 3, 1))
    assert last.isoformat() == expected


def test_on_the_last_day_one_can_invite_until_the_close_of_business(peru: Charter) -> None:
    """A deadline ends at 17:00 of its day."""
    law = laws.of_charter(peru, 2027)
    last = lima(2027, 3, 19).date()
    moments = (lima(2027, 3, 18, 10), lima(2027, 3, 19, 17), lima(2027, 3, 19, 17, 0, 1))
    assert [days_left(law, last, moment) for moment in moments] == [1, 0, -1]


def test_there_are_fifteen_kinds_of_key_actors() -> None:
    """§5 and paragraph 44 of the Global Compact together."""
    assert len(set(STAKEHOLDERS)) == 15
