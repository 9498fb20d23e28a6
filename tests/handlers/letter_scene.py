"""An invitation to speak at a technical meeting, to a focal point of the government and to an association."""

from __future__ import annotations

from typing import Any

from storage.directory import DirectoryEntry
from storage.invitations import CARTA, SpeakerInvitation
from storage.meetings import Meeting
from tests.handlers import speaker_scene
from tests.town import Town, lima

SECRETARY, COORDINATOR = speaker_scene.SECRETARY, speaker_scene.COORDINATOR
MORNING = lima(2027, 4, 5, 10)
CODE, STARTS = "TEC-2027-01", lima(2027, 5, 6, 10)
FOCAL, ASSOCIATION = "Wilma Ccoyllor Sayre", "Yelitza Morante"


def meeting(town: Town, **changes: Any) -> int:
    """A technical meeting to come; its title is the network's own matter."""
    with town.database.transaction() as session:
        row = Meeting(
            network_id=town.network_id, code=CODE, kind="technical", title="Interno: discrepancias sobre la regularización",
            starts_at=STARTS, minutes=120, place="Casa ONU, sala 3", convened_at=lima(2027, 3, 1), **changes,
        )  # fmt: skip
        session.add(row)
        session.flush()
        assert row.id is not None
        return row.id


def entry(town: Town, name: str, **changes: Any) -> DirectoryEntry:
    """Somebody of the directory, with what is written of them changed."""
    found = speaker_scene.entries(town)[name]
    with town.database.transaction() as session:
        row = session.get_one(DirectoryEntry, found.id)
        session.add(row.sqlmodel_update(changes))
    return found


def invited(town: Town, meeting_id: int, who: DirectoryEntry, form: str = CARTA, **changes: Any) -> int:
    """A drafted invitation to that entry."""
    given: dict[str, Any] = {
        "network_id": town.network_id, "meeting_id": meeting_id, "entry_id": who.id, "organisation": who.organisation,
        "category": who.category, "name": who.name, "topic": "Regularización migratoria", "starts_at": lima(2027, 5, 6, 10, 20),
        "minutes": 20, "form": form, "language": "es", "drafted_at": lima(2027, 4, 5, 9), "late_reason": "Un motivo interno",
    }  # fmt: skip
    with town.database.transaction() as session:
        row = SpeakerInvitation(**{**given, **changes})
        session.add(row)
        session.flush()
        assert row.id is not None
        return row.id


def two(town: Town) -> tuple[int, int]:
    """A letter to the government and an e-mail to an association."""
    speaker_scene.three(town)
    at = meeting(town)
    return invited(town, at, entry(town, FOCAL)), invited(town, at, entry(town, ASSOCIATION), "email")
