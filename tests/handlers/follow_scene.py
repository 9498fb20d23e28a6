"""Invitations to speak that are out: a university by e-mail and Migraciones by letter, at the technical meeting of 6 April 2027."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import select

from handlers.commands import desk_of
from handlers.reply import Reply
from handlers.request import Request
from handlers.speaker_guests import guest_of
from storage import directory, invitations, meetings
from storage.agenda import AgendaItem
from storage.directory import Appearance
from storage.invitations import SpeakerInvitation
from storage.meetings import Attendance
from storage.people import Organisation
from tests.handlers import record_scene
from tests.handlers.record_scene import SECRETARY, TEC, TEC_STARTS, meeting_of
from tests.handlers.speaker_scene import FOCAL, SCHOLAR, entries, register
from tests.town import Town, lima

SPEAKER, OFFICIAL = "m.quenta", "w.ccoyllor"
UNIVERSITY, MIGRATIONS = SCHOLAR["organisation"], FOCAL["organisation"]
SENT, LATER, AFTER = lima(2027, 3, 19, 16), lima(2027, 3, 31, 10), lima(2027, 4, 7, 10)
SECRET, INTERNAL = "Presupuesto reservado de la Red", "Motivo interno del punto"
SLOT = TEC_STARTS + timedelta(minutes=40)


def meeting(town: Town) -> None:
    """The technical meeting, with the point of the university's talk and another that is nobody's business."""
    record_scene.convened(town, TEC, "technical", TEC_STARTS, "Reunión reservada de puntos focales")
    for place, title in enumerate((SECRET, "Salud de las personas migrantes")):
        point(town, title, place)


def point(town: Town, title: str, place: int) -> None:
    """A point that ACNUR brought, with an internal reason."""
    with town.database.transaction() as session:
        session.add(
            AgendaItem(
                network_id=town.network_id, meeting_id=meeting_of(town, TEC).id or 0, title=title, why=INTERNAL,
                organisation_id=town.organisation("ACNUR"), kind="inform", minutes=20, position=place, received_at=SENT,
            )
        )  # fmt: skip


def invite(town: Town, name: str = SCHOLAR["name"], *, out: bool = True, **more: Any) -> int:
    """An invitation as it stands in the table: drafted, and (`out`) sent to its guest; its number."""
    entry = entries(town)[name]
    with town.database.transaction() as session:
        held = meetings.by_code(session, town.network_id, TEC)
        assert held is not None
        item = session.exec(select(AgendaItem).where(AgendaItem.title == "Salud de las personas migrantes")).first()
        given = {
            "topic": "Salud mental y migración", "starts_at": SLOT, "minutes": 10, "language": "es", "drafted_at": SENT,
            "form": "carta" if entry.category == "government" else "email", "item_id": item.id if item else None, **more,
        }  # fmt: skip
        row = SpeakerInvitation(
            network_id=town.network_id, meeting_id=held.id or 0, entry_id=entry.id, organisation=entry.organisation,
            category=entry.category, name=entry.name, drafted_by=town.id_of(SECRETARY), **given,
        )  # fmt: skip
        if out:
            row.sent_at, row.cleared_at = given.get("sent_at") or SENT, SENT
            desk = desk_of(session, town.charters, Request("x", town.network_id, SENT, town.id_of(SECRETARY)))
            person = guest_of(desk, session.get_one(directory.DirectoryEntry, entry.id), "letter")
            row.person_id = person.id
            body = session.exec(select(Organisation).where(Organisation.name == entry.organisation)).one()
            row.organisation_id = body.id
        session.add(row)
        session.flush()
        assert row.id is not None
        return row.id


def both(town: Town) -> tuple[int, int]:
    """The university and Migraciones, both invited and told."""
    meeting(town)
    register(town, SENT, **SCHOLAR)
    register(town, SENT, **FOCAL)
    return invite(town), invite(
        town, FOCAL["name"], topic="Regularización", starts_at=SLOT + timedelta(minutes=10), item_id=None
    )


def row(town: Town, number: int) -> SpeakerInvitation:
    """The invitation as it is on record."""
    with town.database.reading() as session:
        found = invitations.invitation(session, town.network_id, number)
        assert found is not None
        return found


def answered(town: Town, number: int, answer: str = "accepted", at: datetime = LATER, **more: str) -> Reply:
    """The secretary writes an answer down and confirms it."""
    return town.do(SECRETARY, "speakers.answer", at, invitation=str(number), answer=answer, **more)


def attendance(town: Town, body: str) -> Attendance | None:
    """What is known of an institution at the meeting."""
    with town.database.reading() as session:
        rows = meetings.attendance(session, meeting_of(town, TEC).id or 0)
    return next((each for each in rows if each.organisation_id == town.organisation(body)), None)


def held(town: Town, *present: str, at: datetime = AFTER) -> None:
    """The meeting was held with these institutions, and ACNUR, in the room."""
    town.do(SECRETARY, "meetings.held", at, meeting=TEC, present=["ACNUR", *present])


def appearances(town: Town) -> list[Appearance]:
    """Who spoke, as the directory has it."""
    with town.database.reading() as session:
        return directory.appearances(session, town.network_id)
