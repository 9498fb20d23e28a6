"""The road by mail: over SMTP, or into the mailbox of a rehearsal, which no letter leaves."""

import asyncio
import re
import ssl
from collections.abc import Callable
from datetime import datetime

import aiosmtplib
from aiosmtplib import SMTPException, SMTPResponseException

from bot.dispatch import Address, Carrier, NoPost, Outcome
from bot.mail import entries
from bot.mail.composing import Composer, Letter, Storage
from bot.mail.door import Door, Server
from bot.mail.letter import message_id
from bot.mail.opened import open_letter
from bot.mail.tokens import NoToken, Tokens
from bot.settings import Settings
from handlers.reply import Card
from scheduler.sending import CannotTell, GiveUp, Pace, Sent, TryLater, Unclear
from storage import rehearsal
from storage.outbox import Notice

PLATFORM = "mail"
HANDING_OVER = 10.0
"""Seconds until the server holds the letter: below the delivery's own limit, so that it is known not to have left."""
SERVICE_CLOSING, PERMANENT = 421, 500
CLOSED_AGAIN_IN = 60.0
_FINER = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])")
"""The finer code in a server's answer (RFC 3463): 5.1.1 is an address that does not exist."""
_OURS = re.compile(r"5\.7\.60|SendAsDenied", re.IGNORECASE)
"""Exchange says so after the letter: it is about our mailbox, not about its reader."""


class Mailbox:
    """Keeps letters instead of sending them; each once, by its Message-ID."""

    def __init__(self, composer: Composer, storage: Storage, clock: Callable[[], datetime]) -> None:
        self.composer, self.storage, self.clock = composer, storage, clock

    def pace(self, notice: Notice) -> Pace | None:
        """Keeping is quick."""
        return None

    async def reaches(self, address: Address) -> bool:
        """Everybody on the roster has an address; a room has none."""
        return address.person is not None

    async def send(self, notice: Notice, address: Address, card: Card) -> Outcome:
        """Keep the letter."""
        letter = await self.composer.letter(notice, address, card)
        if not isinstance(letter, Letter):
            return letter
        await self.keep(notice.network_id, letter)
        return Sent(PLATFORM, letter.message_id, letter.words, letter.version)

    async def find(self, notice: Notice, address: Address) -> Sent | CannotTell | None:
        """Whether the letter is in the box."""
        name = message_id(notice.key, self.composer.sender.domain)
        there = await self.storage.look(lambda s: rehearsal.letter_by_message_id(s, notice.network_id, name))
        if there is None:
            return None
        opened, version = open_letter(there.raw), None
        if opened.invitation is not None:
            version = entries.version(notice, opened.invitation, there.recipient, opened.calendar, there.sent_at)
        return Sent(PLATFORM, name, opened.text, version)

    async def keep(self, network_id: int, letter: Letter) -> None:
        """Put a letter into the box, unless it is there."""
        row = rehearsal.Letter(
            network_id=network_id, recipient=letter.recipient, subject=letter.subject,
            message_id=letter.message_id, sent_at=self.clock(), raw=letter.raw,
        )  # fmt: skip
        await self.storage.write(lambda session: rehearsal.keep_once(session, row))


class Smtp:
    """Hands letters to a mail server, one connection a letter. `mailbox` keeps a copy in a rehearsal.

    With `tokens` it logs in with an access token (XOAUTH2) in place of a password.
    """

    def __init__(
        self,
        composer: Composer,
        server: Server,
        mailbox: Mailbox | None = None,
        tls: ssl.SSLContext | None = None,
        tokens: Tokens | None = None,
    ) -> None:
        self.composer, self.mailbox = composer, mailbox
        self.door = Door(server, tokens, tls)

    def pace(self, notice: Notice) -> Pace | None:
        """A mail server says itself when it has had enough."""
        return None

    async def find(self, notice: Notice, address: Address) -> Sent | CannotTell | None:
        """A mail server cannot be asked; the unchanging Message-ID lets the reader's side see one letter."""
        return CannotTell()

    async def reaches(self, address: Address) -> bool:
        """Everybody on the roster has an address; a room has none."""
        return address.person is not None

    async def send(self, notice: Notice, address: Address, card: Card) -> Outcome:
        """Hand the letter over; what is unclear is only what broke while the server held it."""
        letter = await self.composer.letter(notice, address, card)
        if not isinstance(letter, Letter):
            return letter
        outcome = await self._hand_over(letter)
        if isinstance(outcome, Sent) and self.mailbox is not None:
            await self.mailbox.keep(notice.network_id, letter)
        return outcome

    async def _hand_over(self, letter: Letter) -> Sent | TryLater | GiveUp | Unclear:
        client, held = None, False
        try:
            async with asyncio.timeout(HANDING_OVER):
                client = await self.door.opened()
                await client.mail(self.composer.sender.addr_spec)
                await client.rcpt(letter.recipient)
            held = True
            await client.data(letter.raw)
        except NoToken as wrong:
            return TryLater(wrong.why)
        except SMTPResponseException as answer:
            return _refused(answer)
        except (SMTPException, OSError) as broken:
            why = type(broken).__name__
            return Unclear(why) if held else TryLater(why)
        finally:
            if client is not None:
                client.close()
        return Sent(PLATFORM, letter.message_id, letter.words, letter.version)


def _refused(answer: SMTPResponseException) -> TryLater | GiveUp:
    """A server's no about this reader or this letter is for good from 500 on; all else is the administrator's to mend."""
    finer = _FINER.search(answer.message)
    why = " ".join(filter(None, (type(answer).__name__, str(answer.code), finer[0] if finer else "")))
    if answer.code == SERVICE_CLOSING:
        return TryLater(why, CLOSED_AGAIN_IN)
    about_it = isinstance(answer, aiosmtplib.SMTPRecipientRefused | aiosmtplib.SMTPDataError)
    if answer.code >= PERMANENT and about_it and not _OURS.search(answer.message):
        return GiveUp(why)
    return TryLater(why)


def post_of(settings: Settings, composer: Composer, storage: Storage, clock: Callable[[], datetime]) -> Carrier:
    """The road by mail as the settings have it: SMTP (in a rehearsal only to this machine), the rehearsal's mailbox, or waiting."""
    kept = Mailbox(composer, storage, clock) if settings.rehearsal else None
    if settings.smtp_wanted:
        door = Door.of(settings)
        return Smtp(composer, door.server, kept, tokens=door.tokens)
    return kept or NoPost()
