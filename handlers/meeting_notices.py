"""Who is told of a meeting: the network's room, each reader in private, and their calendars by mail."""

from typing import Any

from sqlmodel import col, select

from handlers.desk import Desk
from handlers.meeting_cards import kind_of
from handlers.meeting_conflicts import readers_of
from handlers.reply import Text, text
from storage.meetings import Meeting
from storage.outbox import MAIL, Notice
from storage.people import Person

REQUEST, UPDATE, CANCEL = "invitation.request", "invitation.update", "invitation.cancel"


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
    """Announce in the network's room, once for each state of the invitation."""
    key = f"{notice}/{meeting.code}/{meeting.sequence}/room"
    desk.tell(None, notice, meeting.code, key=key, **{**about(desk, meeting), **more})


def tell_reader(desk: Desk, person: Person, meeting: Meeting, notice: str, **more: Any) -> None:
    """Tell one reader in private; whoever acted knows already and is not told."""
    if person.id != desk.person_id:
        key = f"{notice}/{meeting.code}/{meeting.sequence}/{person.id}"
        desk.tell(person, notice, meeting.code, key=key, **{**about(desk, meeting), **more})


def invite(desk: Desk, meeting: Meeting, notice: str, invited: list[Person]) -> None:
    """Put the invitation in everybody's calendar, change it or take it out: by mail, also for whoever acted."""
    for person in invited:
        desk.tell(
            person, notice, meeting.code, key=f"{notice}/{meeting.code}/{meeting.sequence}/{person.id}", road=MAIL,
            meeting=meeting.code, sequence=meeting.sequence, why=why_convened(desk, meeting),
        )  # fmt: skip


def invited_before(desk: Desk, meeting: Meeting) -> list[Person]:
    """Readers of today and everybody whose calendar has the invitation already."""
    sent = select(Notice.person_id).where(
        Notice.network_id == desk.network_id, Notice.about == meeting.code, col(Notice.notice).in_((REQUEST, UPDATE))
    )
    asked = select(Person).where(Person.network_id == desk.network_id, col(Person.id).in_(sent))
    found = {person.id: person for person in (*readers_of(desk, meeting.kind), *desk.session.exec(asked))}
    return sorted(found.values(), key=lambda person: person.name)
