"""A letter taken out of its envelope again: what it says, its invitation if it carries one, its files."""

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache, lru_cache

from bot.mail import invitation
from bot.mail.invitation import Opened
from bot.mail.letter import PAGES
from bot.pages import style_digest

INVITATION = "application/ics"


@dataclass(frozen=True, slots=True)
class File:
    """A file the letter carries."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class OpenedLetter:
    """What a reader's mail program would show. `style` is the one style its page may use, as CSP names it."""

    sender: str
    reader: str
    text: str
    html: str
    style: str
    calendar: bytes
    invitation: Opened | None
    files: tuple[File, ...]
    """Its attachments; the invitation is not among them, it has a place of its own."""


@lru_cache(maxsize=256)
def open_letter(raw: bytes) -> OpenedLetter:
    """Read a letter of ours."""
    message = message_from_bytes(raw, policy=SMTP)
    assert isinstance(message, EmailMessage)
    calendar = _part(message, "text/calendar")
    return OpenedLetter(
        sender=str(message["From"]),
        reader=str(message["To"]),
        text=_part(message, "text/plain").decode(),
        html=_part(message, "text/html").decode(),
        style=_style(),
        calendar=calendar,
        invitation=invitation.read(calendar) if calendar else None,
        files=tuple(_file(part) for part in message.iter_attachments() if part.get_content_type() != INVITATION),
    )


def _file(part: EmailMessage) -> File:
    content = part.get_payload(decode=True)
    return File(
        part.get_filename("letter.bin"), part.get_content_type(), content if isinstance(content, bytes) else b""
    )


def _part(message: EmailMessage, kind: str) -> bytes:
    for part in message.walk():
        if part.get_content_type() == kind:
            content = part.get_payload(decode=True)
            return content if isinstance(content, bytes) else b""
    return b""


@cache
def _style() -> str:
    return style_digest(PAGES / "letter.html")
