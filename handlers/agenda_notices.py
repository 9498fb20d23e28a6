"""What the agenda's notices and previews say alike: the meeting, its close, its readers."""

from typing import Any

from handlers import agenda_dates
from handlers.desk import Desk
from handlers.reply import Button, Said, text
from storage.meetings import Meeting
from storage.people import Person


def tell_about(
    desk: Desk, person: Person | None, meeting: Meeting, notice: str, *, mark: str = "", **values: Any
) -> None:
    """Tell one reader (None: the room) something about a meeting; `mark` tells a later round from an earlier one."""
    reader = person.id if person else "room"
    desk.tell(
        person, notice, meeting.code, key=f"{notice}/{meeting.code}{mark}/{reader}", meeting=meeting.code,
        title=meeting.title, kind=text(f"meeting_kind.{meeting.kind}"), when=meeting.starts_at, **values,
    )  # fmt: skip


def close_row(desk: Desk, meeting: Meeting) -> list[tuple[Said, Said]]:
    """Until when items are taken, where that is limited."""
    closes = agenda_dates.closes(desk.law, meeting)
    return [(text("agenda.fact.closes"), text("agenda.until", due=closes))] if closes else []


def readers_row(readers: list[Person]) -> tuple[Said, Said]:
    """Who gets it: how many, and their names."""
    names = [person.name for person in readers]
    return text("agenda.fact.readers"), text("agenda.readers", count=len(names), names=names)


def about_meeting(label: str, name: str, meeting: Meeting) -> Button:
    """A press about this meeting."""
    return Button(text(label), name, {"meeting": meeting.code})
