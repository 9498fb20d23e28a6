"""The mailbox is looked at every so often: every message once, in order, and one that is bad never stops the next.

The mark is UIDVALIDITY and UID in the database and nothing else, so it can be interrupted anywhere. While the server is
away it is asked less and less often, which the log says once.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from imaplib import IMAP4

import structlog
from imap_tools.errors import ImapToolsError

from bot import metrics
from bot.counter import Counter
from bot.mail.incoming import found
from bot.mail.incoming.filing import Filing, Place
from bot.mail.incoming.imap import Connection, Server
from bot.mail.incoming.parts import Hostile
from bot.mail.incoming.reading import headers_only, read
from bot.mail.letter import mailbox
from bot.mail.tokens import NoToken
from bot.settings import Settings
from storage import incoming_mail

log = structlog.get_logger()

EVERY = 90
"""Seconds between two looks."""
MOST = 200
"""Messages of one look; the rest comes with the next."""
TRIES = 3
"""Looks that may break over the same message."""
LONGEST_PAUSE = timedelta(minutes=15)
AWAY = (OSError, IMAP4.error, ImapToolsError, NoToken)
TokenOf = Callable[[], Awaitable[str]]
"""Gives an access token for XOAUTH2; asked anew for each visit."""

"""What a server does that is down, slow or will not let us in."""


@dataclass(slots=True)
class Poll:
    """Looks at one mailbox. `now` is the network's present, `wall` an ordinary clock: pauses are counted on that."""

    storage: Counter
    server: Server
    filing: Filing
    now: Callable[[], datetime]
    wall: Callable[[], datetime]
    token: TokenOf | None = None
    failures: int = 0
    stumbled: dict[int, int] = field(default_factory=dict)
    """How often the connection broke over which message."""
    not_before: datetime | None = None
    outcomes: dict[str, int] = field(default_factory=dict)
    """How many messages became what since the house opened."""

    async def once(self) -> int:
        """One look: how many messages were read. Whatever is wrong outside is logged and waited out."""
        if self.not_before is not None and self.wall() < self.not_before:
            return 0
        try:
            read_now = await self._look()
        except AWAY as broken:
            self._away(type(broken).__name__)
            return 0
        except Exception:
            log.exception("the mailbox could not be read")
            self._rest()
            return 0
        if self.failures:
            log.info("the mailbox answers again")
        self.failures, self.not_before = 0, None
        metrics.MAIL_LOOKED_AT.set(self.wall().timestamp())
        return read_now

    async def _look(self) -> int:
        token = await self.token() if self.token else ""
        connection = await asyncio.to_thread(Connection, self.server, token)
        try:
            mark = partial(incoming_mail.last_uid, mailbox=self.server.name, uid_validity=connection.uid_validity)
            fresh = await asyncio.to_thread(connection.after, await self.storage.look(mark))
            for uid in fresh[:MOST]:
                await self._take(connection, uid)
        finally:
            await asyncio.to_thread(connection.close)
        await self.storage.write(lambda session: self.filing.remind(session, self.now()))
        return len(fresh[:MOST])

    async def _take(self, connection: Connection, uid: int) -> None:
        """Read one message and file it; where something of ours breaks, that is filed."""
        place = Place(self.server.name, connection.uid_validity, uid)
        now = self.now()
        try:
            message = await asyncio.to_thread(_fetched, connection, uid)
        except AWAY:
            self.stumbled[uid] = self.stumbled.get(uid, 0) + 1
            if self.stumbled[uid] >= TRIES:  # it is this message: a person looks at it, and the next one is read
                await self.storage.write(lambda session: self.filing.file_fault(session, place, now))
            raise
        try:
            outcome = await self.storage.write(lambda session: self.filing.file(session, place, message, now))
        except Exception:
            log.exception("a message could not be filed", uid=uid)
            outcome = await self.storage.write(lambda session: self.filing.file_fault(session, place, now))
        if outcome:
            self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1
            metrics.MAIL_READ.labels(message.kind, outcome).inc()

    def _away(self, why: str) -> None:
        if not self.failures:
            log.warning("the mailbox does not answer; it is asked again, less and less often", why=why)
        self._rest()

    def _rest(self) -> None:
        pause = min(timedelta(seconds=EVERY) * 2 ** min(self.failures, 10), LONGEST_PAUSE)
        self.failures, self.not_before = self.failures + 1, self.wall() + pause


def of(
    settings: Settings, counter: Counter, network_id: int, *,
    now: Callable[[], datetime], wall: Callable[[], datetime], token: TokenOf | None = None,
) -> Poll:  # fmt: skip
    """The look at the mailbox that the settings name. `token` gives access tokens where passwords are not taken."""
    domain = mailbox(settings.mail_from).domain
    filing = Filing(counter.charters, network_id, domain, settings.authserv_id)
    return Poll(counter, Server.of(settings.imap_url), filing, now, wall, token)


def _fetched(connection: Connection, uid: int) -> found.Found:
    """The message, read; pure work beside the event loop."""
    try:
        raw, whole = connection.message(uid)
    except Hostile:
        return found.Found(found.BROKEN)
    return read(raw) if whole else headers_only(raw, found.TOO_LARGE)
