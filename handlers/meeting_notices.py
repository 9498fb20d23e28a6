"""Who is told of a meeting: the network's room, each reader in private, and their calendars by mail."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from handlers.desk import Desk
from handlers.meeting_cards import kind_of
from handlers.meeting_conflicts import readers_of
from handlers.reply import Text, text
from handlers.slots import later
from storage import calendars_sent, outbox
from storage.calendars_sent import CANCEL, MEETINGS, REQUEST, UPDATE
from storage.meetings import Meeting
from storage.outbox import MAIL
from storage.people import Person

__all__ = ["CANCEL", "REQUEST", "UPDATE", "about", "invite", "invited_before", "standing", "tell_reader", "tell_room"]


def about(desk: Desk, meeting: Meeting) -> dict[str, Any]:
    """What every notice of a meeting can say."""
    return {
        "meeting": meeting.code, "title": meeting.title, "kind": kind_of(meeting), "when": meeting.starts_at,
        "ends": meeting.ends_at, "minutes": meeting.minutes, "place": meeting.place or text("meeting.place.none"),
        "why": why_convened(desk, meeting),
    }  # fmt: skip


def why_convened(desk: Desk, meeting: Meeting) -> Text:
    """The clause under which such a meeting is held."""
    clause = desk.law.charter.clauses[desk.law.charter.meetings[meeting.kind].clause]
    return text("source.clause", number=clause.number, words=clause.words)


def tell_room(desk: Desk, meeting: Meeting, notice: str, **more: Any) -> None:
    """Announce in the network's room, once for each act."""
    desk.tell(None, notice, meeting.code, key=f"{_key(desk, notice, meeting)}/room", **{**about(desk, meeting), **more})


def tell_reader(desk: Desk, person: Person, meeting: Meeting, notice: str, **more: Any) -> None:
    """Tell one reader in private; whoever acted knows already and is not told."""
    if person.id != desk.person_id:
        key = f"{_key(desk, notice, meeting)}/{person.id}"
        desk.tell(person, notice, meeting.code, key=key, **{**about(desk, meeting), **more})


def invite(
    desk: Desk, meeting: Meeting, notice: str, invited: Sequence[Person], before: datetime | None = None
) -> list[Person]:
    """Put the invitation in everybody's calendar, change it or take it out: by mail, also for whoever acted.

    It takes the place of what waits for them. An update waits a few minutes for further changes. Nobody who has the
    meeting in their calendar, or will have it, is invited a second time. `before` is the hour that held until now: of
    what begins soon calendars are told at any hour, like people. Returns those who were written to.
    """
    known = standing(desk, meeting)
    written = [person for person in invited if not (notice == REQUEST and known.get(person.id or 0))]
    outbox.replace(desk.session, desk.network_id, meeting.code, MEETINGS, [person.id or 0 for person in written])
    for person in written:
        desk.tell(
            person, notice, meeting.code, key=f"{_key(desk, notice, meeting)}/{person.id}", road=MAIL,
            due_at=later(desk) if notice == UPDATE else None,
            meeting=meeting.code, sequence=meeting.sequence, why=why_convened(desk, meeting),
            before=min(before or meeting.starts_at, meeting.starts_at),
        )  # fmt: skip
    return written


def standing(desk: Desk, meeting: Meeting) -> dict[int, bool | None]:
    """By person (id), whether this meeting is in their calendar or on its way there."""
    known = calendars_sent.standing(desk.session, desk.network_id, [meeting.code])
    return known[meeting.code].has if known else {}


def invited_before(desk: Desk, meeting: Meeting) -> list[Person]:
    """Readers of today and everybody who has the meeting in their calendar."""
    asked = [person for person, has in standing(desk, meeting).items() if has]
    rows = desk.session.exec(select(Person).where(Person.network_id == desk.network_id, col(Person.id).in_(asked)))
    found = {person.id: person for person in (*readers_of(desk, meeting.kind), *rows)}
    return sorted(found.values(), key=lambda person: person.name)


def _key(desk: Desk, notice: str, meeting: Meeting) -> str:
    """Once for each act: a correction leaves the sequence as it is."""
    return f"{notice}/{meeting.code}/{meeting.sequence}/{desk.now.isoformat()}"
