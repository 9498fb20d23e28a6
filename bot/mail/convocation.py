"""The letter that carries an invitation: what it says above, and what the calendar is told; pure."""

from dataclasses import dataclass
from datetime import UTC
from zoneinfo import ZoneInfo

from bot.language import dates
from bot.mail.entries import METHODS, REMOVED, Entry, changes, named
from bot.mail.invitation import REQUEST, Invitation
from bot.mail.letter import Contents, Envelope
from bot.plain import Say
from handlers.reply import Button, Buttons, Card, Facts, Heading, Note, Paragraph, Part, Said, text
from storage.meetings import Meeting

__all__ = ["METHODS", "REMOVED", "Home", "calendar", "closing", "contents", "introduced", "named", "opening"]


@dataclass(frozen=True, slots=True)
class Home:
    """The network a letter comes from: its charter's name, its zone, what it is called, its address if it has one."""

    charter: str
    zone: str
    called: str
    address: str = ""


def contents(entry: Entry, home: Home, language: str, link: str = "") -> Contents:
    """The letter around the invitation; its first two lines tell date, hour, place and length. `link` is where its reader answers."""
    parts: list[Part] = [Heading(entry.title), Paragraph(text(f"mail.{entry.words}.body"))]
    if entry.method == REQUEST:
        if differs := changes(entry):
            parts.append(
                Facts(tuple((of, text("mail.change.said", before=old, after=new)) for of, old, new in differs))
            )
        if link:
            here = Buttons((Button(text("mail.answer_here"), "", link=link),))
            parts += [here, Note(text("mail.answer_link"))]
    parts += [Note(words) for words in _notes(entry)]
    return Contents(
        card=Card(tuple(parts)),
        subject=text(f"mail.{entry.words}.subject", named=entry.title, when=entry.starts_at),
        opening=(
            text("mail.when", when=entry.starts_at),
            _where(entry.place, entry.minutes),
            *_elsewhere(entry, language),
        ),
        closing=closing(home),
    )


def opening(meeting: Meeting) -> tuple[Said, ...]:
    """How every letter about a meeting begins: date and hour; place and length."""
    return (text("mail.when", when=meeting.starts_at), _where(meeting.place, meeting.minutes))


def introduced(meeting: Meeting | None) -> tuple[Said, ...]:
    """How a document about a meeting begins: which one, and when it is."""
    if meeting is None:
        return ()
    return (text("mail.meeting", named=named(meeting), code=meeting.code), text("mail.when", when=meeting.starts_at))


def closing(home: Home) -> tuple[Said, ...]:
    """How every letter of the network ends."""
    return (text("mail.signature", network=home.called), text("mail.sent_by"))


def calendar(entry: Entry, envelope: Envelope, home: Home, say: Say, link: str = "") -> Invitation:
    """What the reader's calendar is told; Outlook shows its description instead of the letter, so changes and link are there too."""
    asks = entry.method == REQUEST
    differs = (
        [say(text("mail.change.line", of=of, before=old, after=new)) for of, old, new in changes(entry)] if asks else []
    )
    lines = ["\n".join(differs)] if differs else []
    lines += [say(words) for words in _elsewhere(entry, envelope.language)]
    lines += [say(text("mail.answer_at", link=link))] if link and asks else []
    return Invitation(
        method=entry.method,
        uid=entry.uid,
        sequence=entry.sequence,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        zone=home.zone,
        title=entry.title,
        description="\n\n".join([*lines, *map(say, _notes(entry))]),
        place=entry.place,
        organiser=envelope.sender,
        attendee=envelope.reader,
        now=envelope.now,
        address=home.address,
        changes="\n".join(differs),
    )


def _notes(entry: Entry) -> list[Said]:
    """A speaker is told nothing of the meeting around their slot, not even its code."""
    if entry.slot:
        return [text("mail.slot.answer")] if entry.method == REQUEST else []
    notes: list[Said] = [text("mail.code", code=entry.code)]
    return [*notes, text("mail.answer", code=entry.code)] if entry.method == REQUEST else notes


def _elsewhere(entry: Entry, language: str) -> list[Said]:
    """The hour for whoever lives by another clock; an outsider, who may, is told it in UTC too."""
    if entry.abroad:
        there = dates.said_moment(entry.starts_at, language, ZoneInfo(entry.abroad))
        return [text("mail.slot.abroad", when=there)]
    return [text("mail.slot.utc", hour=f"{entry.starts_at.astimezone(UTC):%H:%M}")] if entry.slot else []


def _where(place: str, minutes: int) -> Said:
    if place.strip():
        return text("mail.where", place=place, minutes=minutes)
    return text("mail.where_unknown", minutes=minutes)
