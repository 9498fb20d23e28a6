"""A card as a letter: text and HTML twins, one reader, a Message-ID that never changes; pure."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import cache
from pathlib import Path

from jinja2 import Environment

from bot.mail.harmless import one_line, paragraphs
from bot.pages import environment
from bot.plain import Say, plain, title_of
from handlers.reply import Card, Said

PAGES = Path(__file__).parent / "pages"
NOBODY = Address("Quipu", "quipu", "quipu.example")
"""Who writes while no MAIL_FROM is set: only in a rehearsal."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom, to whom, when, in which language; `key` is the notice's, and names the letter for good."""

    sender: Address
    reader: Address
    key: str
    now: datetime
    language: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a letter says: the first lines tell date, hour and place when it is about a meeting."""

    card: Card
    subject: Said = ""
    opening: tuple[Said, ...] = ()
    closing: tuple[Said, ...] = ()


def mailbox(written: str) -> Address:
    """MAIL_FROM as an address: `Quipu <quipu@red.example>` or the address alone."""
    name, address = parseaddr(written)
    return Address(one_line(name), addr_spec=address) if "@" in address else NOBODY


def reader(name: str, email: str) -> Address:
    """Somebody on the roster as an address."""
    return Address(one_line(name), addr_spec=email)


def message_id(key: str, domain: str) -> str:
    """The same for the same notice, so that a letter sent twice is known as one."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def letter(envelope: Envelope, contents: Contents, say: Say) -> EmailMessage:
    """The letter, ready to be sent or to have an invitation attached."""
    message = EmailMessage(policy=SMTP)
    message["From"] = envelope.sender
    message["To"] = envelope.reader
    message["Subject"] = one_line(say(contents.subject) or title_of(contents.card, say))
    message["Date"] = format_datetime(envelope.now)
    message["Message-ID"] = message_id(envelope.key, envelope.sender.domain)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    message.set_content(text_twin(contents, say), cte="quoted-printable")
    message.add_alternative(html_twin(contents, say, envelope.language), subtype="html", cte="quoted-printable")
    message["Content-Language"] = envelope.language  # last: what sets content throws such headers away
    return message


def text_twin(contents: Contents, say: Say) -> str:
    """The letter as plain text."""
    opening = "\n".join(one_line(say(words)) for words in contents.opening)
    closing = "\n".join(paragraphs(say(words)) for words in contents.closing)
    blocks = [opening, paragraphs(plain(contents.card, say)), f"-- \n{closing}" if closing else ""]
    return "\n\n".join(block for block in blocks if block) + "\n"


def html_twin(contents: Contents, say: Say, language: str) -> str:
    """The same letter as a page without anything from outside."""
    return _pages().get_template("letter.html").render(contents=contents, say=_clean(say), language=language)


def _clean(say: Say) -> Say:
    return lambda words: paragraphs(say(words))


@cache
def _pages() -> Environment:
    return environment(PAGES)
