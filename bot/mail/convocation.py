"""The letter that carries an invitation: what it says above, and what the calendar is told; pure."""

from dataclasses import dataclass

from bot.mail import invitation
from bot.mail.invitation import CANCEL, REQUEST, Invitation
from bot.mail.letter import Contents, Envelope
from bot.plain import Say
from handlers.reply import Button, Buttons, Card, Heading, Note, Paragraph, Part, Said, text
from storage.meetings import Meeting

METHODS = {"invitation.request": REQUEST, "invitation.update": REQUEST, "invitation.cancel": CANCEL}
"""The notices that carry an invitation, and what each asks of a calendar."""


@dataclass(frozen=True, slots=True)
class Home:
    """The network a letter comes from: its charter's name, its zone, what it is called, its address if it has one."""

    charter: str
    zone: str
    called: str
    address: str = ""


def contents(notice: str, meeting: Meeting, home: Home, link: str = "") -> Contents:
    """The letter around the invitation; its first two lines tell date, hour, place and length. `link` is where its reader answers."""
    called = named(meeting)
    parts: list[Part] = [
        Heading(called),
        Paragraph(text(f"mail.{notice}.body")),
        Note(text("mail.code", code=meeting.code)),
    ]
    if METHODS[notice] == REQUEST:
        if link:
            here = Buttons((Button(text("mail.answer_here"), "", link=link),))
            parts[2:2] = [here, Note(text("mail.answer_link"))]
        parts.append(Note(text("mail.answer", code=meeting.code)))
    return Contents(
        card=Card(tuple(parts)),
        subject=text(f"mail.{notice}.subject", named=called, when=meeting.starts_at),
        opening=opening(meeting),
        closing=closing(home),
    )


def opening(meeting: Meeting) -> tuple[Said, ...]:
    """How every letter about a meeting begins: date and hour; place and length."""
    return (text("mail.when", when=meeting.starts_at), _where(meeting))


def introduced(meeting: Meeting | None) -> tuple[Said, ...]:
    """How a document about a meeting begins: which one, and when it is."""
    if meeting is None:
        return ()
    return (text("mail.meeting", named=named(meeting), code=meeting.code), text("mail.when", when=meeting.starts_at))


def closing(home: Home) -> tuple[Said, ...]:
    """How every letter of the network ends."""
    return (text("mail.signature", network=home.called), text("mail.sent_by"))


def calendar(
    notice: str, sequence: int, meeting: Meeting, envelope: Envelope, home: Home, say: Say, link: str = ""
) -> Invitation:
    """What the reader's calendar is told; Outlook shows its description instead of the letter, so the link is there too."""
    lines = [text("mail.code", code=meeting.code)]
    if METHODS[notice] == REQUEST:
        lines += [text("mail.answer_at", link=link)] if link else []
        lines.append(text("mail.answer", code=meeting.code))
    return Invitation(
        method=METHODS[notice],
        uid=invitation.uid_of(meeting.code, home.charter, envelope.sender.domain),
        sequence=sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        zone=home.zone,
        title=say(named(meeting)),
        description="\n\n".join(map(say, lines)),
        place=meeting.place,
        organiser=envelope.sender,
        attendee=envelope.reader,
        now=envelope.now,
        address=home.address,
    )


def named(meeting: Meeting) -> Said:
    """What a meeting is called: its kind, and its title if it has one."""
    kind = text(f"meeting_kind.{meeting.kind}")
    return text("mail.named", kind=kind, title=meeting.title) if meeting.title.strip() else kind


def _where(meeting: Meeting) -> Said:
    if meeting.place.strip():
        return text("mail.where", place=meeting.place, minutes=meeting.minutes)
    return text("mail.where_unknown", minutes=meeting.minutes)
