"""A small directory: institutions of the government and key actors, with and without consent, and where they spoke."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from handlers.reply import Reply
from storage import directory
from storage.directory import Appearance, DirectoryEntry
from tests.town import Town, lima

COORDINATOR, SECRETARY, MEMBER, GUEST = "l.altaquilla", "r.berrocapa", "n.quintamayo", "f.valderruma"
MORNING = lima(2027, 3, 18, 10)
MIGRATION = "Superintendencia Nacional de Migraciones"
CONSENT = {"consent_on": "2027-02-01", "purpose": "invitaciones de la Red"}
FOCAL = {
    "organisation": MIGRATION, "category": "government", "name": "Wilma Ccoyllor Sayre",
    "function": "Directora de Política Migratoria", "email": "w.ccoyllor@migraciones.example",
    "reference": "Oficio N.° 041-2027", "objectives": ["4", "5"], "tags": "regularización",
}  # fmt: skip
SCHOLAR = {
    "organisation": "Universidad del Altiplano", "category": "academia", "name": "Marisol Quenta Huayta",
    "email": "m.quenta@altiplano.example", "objectives": ["15"], "tags": "salud, regularización", **CONSENT,
}  # fmt: skip
ASSOCIATION = {
    "organisation": "Asociación Tierra Abierta", "category": "migrants", "name": "Yelitza Morante",
    "email": "y.morante@tierraabierta.example", "objectives": ["4"], "tags": "Regularización",
}  # fmt: skip


def register(town: Town, at: datetime = MORNING, **given: Any) -> Reply:
    """The secretary writes somebody down and confirms it."""
    return town.do(SECRETARY, "speakers.register", at, **given)


def three(town: Town) -> None:
    """A focal point, a scholar who consented and an association that did not."""
    for given in (FOCAL, SCHOLAR, ASSOCIATION):
        register(town, **given)


def entries(town: Town) -> dict[str, DirectoryEntry]:
    """The directory by the name of the person."""
    with town.database.reading() as session:
        return {row.name: row for row in directory.entries(session, town.network_id)}


def spoke(town: Town, name: str, day: date, meeting: str = "TEC-2026-03", item: str = "Documentación") -> None:
    """Put down that somebody spoke."""
    entry = entries(town)[name]
    with town.database.transaction() as session:
        session.add(
            Appearance(
                network_id=town.network_id, entry_id=entry.id, organisation=entry.organisation, category=entry.category,
                meeting=meeting, item=item, day=day, recorded_at=lima(day.year, day.month, day.day, 17),
            )
        )  # fmt: skip
