"""The road by mail: over SMTP, or into the mailbox of a rehearsal, which no letter leaves."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib
from aiosmtplib import SMTPException, SMTPResponseException

from bot.dispatch import Address, Carrier, Outcome
from bot.mail import entries
from bot.mail.composing import Composer, Letter, Storage
from bot.mail.letter import mailbox, message_id
from bot.mail.opened import open_letter
from bot.settings import Settings
from handlers.reply import Card
from scheduler.sending import CannotTell, GiveUp, Pace, Sent, TryLater, Unclear
from storage import rehearsal
from storage.outbox import Notice

PLATFORM = "mail"
PORTS = {"smtp": 587, "smtps": 465}
STARTTLS = {"required": True, "never": False, "auto": None}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
PATIENCE = 20.0
"""Seconds a mail server may take for one step."""
SERVICE_CLOSING, PERMANENT = 421, 500
CLOSED_AGAIN_IN = 60.0


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


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server as SMTP_URL names it: smtp[s]://user:password@host:port?starttls=required|auto|never."""

    host: str
    port: int
    user: str
    password: str
    tls: bool
    starttls: bool | None

    @classmethod
    def of(cls, url: str) -> "Server":
        """Read the address; a password never travels unprotected beyond this machine unless asked to."""
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname:
            raise ValueError("SMTP_URL looks like smtp://user:password@host:587 or smtps://user:password@host:465")
        asked = parse_qs(parts.query).get("starttls", ["auto" if parts.hostname in LOOPBACK else "required"])[0]
        if asked not in STARTTLS:
            raise ValueError("SMTP_URL: starttls is required, auto or never")
        tls = parts.scheme == "smtps"
        return cls(
            host=parts.hostname, port=parts.port or PORTS[parts.scheme], user=unquote(parts.username or ""),
            password=unquote(parts.password or ""), tls=tls, starttls=False if tls else STARTTLS[asked],
        )  # fmt: skip


class Smtp:
    """Hands letters to a mail server, one connection a letter. `mailbox` keeps a copy in a rehearsal."""

    def __init__(
        self, composer: Composer, server: Server, mailbox: Mailbox | None = None, tls: ssl.SSLContext | None = None
    ) -> None:
        self.composer, self.server, self.mailbox, self.tls = composer, server, mailbox, tls

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
        server, held = self.server, False
        client = aiosmtplib.SMTP(
            hostname=server.host, port=server.port, use_tls=server.tls, start_tls=server.starttls,
            username=server.user or None, password=server.password or None, timeout=PATIENCE, tls_context=self.tls,
        )  # fmt: skip
        try:
            await client.connect()
            await client.mail(self.composer.sender.addr_spec)
            await client.rcpt(letter.recipient)
            held = True
            await client.data(letter.raw)
        except SMTPResponseException as answer:
            return _refused(answer)
        except (SMTPException, OSError) as broken:
            why = type(broken).__name__
            return Unclear(why) if held else TryLater(why)
        finally:
            client.close()
        return Sent(PLATFORM, letter.message_id, letter.words, letter.version)


def _refused(answer: SMTPResponseException) -> TryLater | GiveUp:
    """A server's no: for good from 500 on, but a refused log-in is the administrator's to mend."""
    why = f"{type(answer).__name__} {answer.code}"
    if answer.code == SERVICE_CLOSING:
        return TryLater(why, CLOSED_AGAIN_IN)
    if answer.code >= PERMANENT and not isinstance(answer, aiosmtplib.SMTPAuthenticationError):
        return GiveUp(why)
    return TryLater(why)


class NoPost:
    """No mail server is configured: letters cannot leave, and that is said."""

    def pace(self, notice: Notice) -> Pace | None:
        """Nothing to pace."""
        return None

    async def reaches(self, address: Address) -> bool:
        """Nobody."""
        return False

    async def send(self, notice: Notice, address: Address, card: Card) -> Outcome:
        """It cannot leave."""
        return GiveUp("no mail server: SMTP_URL is not set")

    async def find(self, notice: Notice, address: Address) -> Sent | CannotTell | None:
        """It certainly did not."""
        return None


class Post:
    """The road by mail as the settings have it."""

    @staticmethod
    def of(settings: Settings, storage: Storage, clock: Callable[[], datetime]) -> Carrier:
        """SMTP where it is wanted (in a rehearsal only to this machine), the rehearsal's mailbox, or nothing."""
        sender = mailbox(settings.mail_from)
        composer = Composer(storage, sender, clock, settings.public_url)
        kept = Mailbox(composer, storage, clock) if settings.rehearsal else None
        if settings.smtp_wanted:
            return Smtp(composer, Server.of(settings.smtp_url), kept)
        return kept or NoPost()
