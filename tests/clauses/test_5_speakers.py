"""§5, Vínculo con el gobierno and Diálogo con actores clave: who speaks to the network, and on whose word."""

from __future__ import annotations

from tests.handlers.record_scene import said
from tests.handlers.speaker_scene import FOCAL, MIGRATION, MORNING, SECRETARY, entries, register
from tests.town import Town

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
