"""The letters to the Government and its focal points, as tests ask for them."""

from __future__ import annotations

from datetime import date

from storage import invitations, people
from storage.invitations import DesignationLetter
from tests.handlers.speaker_scene import SECRETARY
from tests.town import Town, lima

MINISTRY = "Ministerio de Relaciones Exteriores"
DRAFTED = lima(2027, 1, 12, 9, 30)
FATIMA, WILDER = "f.valderruma", "w.ancastillo"
BY_OFICIO = {
    "organisation": "MIGRACIONES", "name": "Wilma Ccoyllor Sayre", "email": "w.ccoyllor@migraciones.example",
    "reference": "Oficio N.° 041-2027",
}  # fmt: skip


def letters(town: Town) -> dict[str, list[DesignationLetter]]:
    """The letters by institution."""
    with town.database.reading() as session:
        names = {body.id: body.name for body in people.organisations(session, town.network_id)}
        found: dict[str, list[DesignationLetter]] = {}
        for row in invitations.designation_letters(session, town.network_id):
            found.setdefault(names[row.organisation_id], []).append(row)
        return found


def focal_points(town: Town, body: str, on: date) -> list[str]:
    """Who is the institution's focal point on the roster that day."""
    with town.database.reading() as session:
        rows = people.holders(session, town.network_id, ("government",), on, town.organisation(body))
        return [person.email.split("@")[0] for _, person, _ in rows]


def reminders(town: Town, about: str = "") -> list[str]:
    """The reminders about letters, by institution; every one of them is the secretary's alone."""
    rows = [row for row in town.notices() if row.notice.startswith("designation.government")]
    assert town.emails(rows) <= {SECRETARY}
    return [row.about for row in rows if about in row.about]
