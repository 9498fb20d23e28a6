"""The mailbox on its IMAP server: looked at without touching it, one message at a time, its size asked first.

It is opened read-only and bodies are only peeked at, so nothing is marked as read for the people who read it too.
"""

import re
import ssl
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted

from bot.mail.incoming.parts import Hostile
from bot.mail.incoming.reading import HEADERS, LARGEST

PORTS = {"imap": 143, "imaps": 993}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
PATIENCE = 20.0
"""Seconds the server may take for one step."""
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
SHAPE = (
    "IMAP_URL looks like imaps://user:password@host:993/INBOX or imap://user:password@host:143/INBOX?starttls=required"
)


@dataclass(frozen=True, slots=True)
class Server:
    """A mailbox as IMAP_URL names it."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    tls: bool
    starttls: bool

    @classmethod
    def of(cls, url: str) -> "Server":
        """Read the address; a password never travels unprotected beyond this machine unless asked to."""
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname or not parts.username:
            raise ValueError(SHAPE)
        asked = parse_qs(parts.query).get("starttls", ["never" if parts.hostname in LOOPBACK else "required"])[0]
        if asked not in {"required", "never"}:
            raise ValueError("IMAP_URL: starttls is required or never")
        tls = parts.scheme == "imaps"
        return cls(
            host=parts.hostname, port=parts.port or PORTS[parts.scheme], user=unquote(parts.username),
            password=unquote(parts.password or ""), folder=unquote(parts.path.strip("/")) or "INBOX",
            tls=tls, starttls=not tls and asked == "required",
        )  # fmt: skip

    @property
    def name(self) -> str:
        """What the mailbox is called on record."""
        return f"{self.user}@{self.host}/{self.folder}"


class Connection:
    """One visit to the mailbox."""

    def __init__(self, server: Server, token: str = "") -> None:
        """With `token` it logs in with an access token (XOAUTH2) in place of a password."""
        self._box = _box(server)
        if token:
            self._box.xoauth2(server.user, token, initial_folder=None)
        else:
            self._box.login(server.user, server.password, initial_folder=None)
        self._box.folder.set(server.folder, readonly=True)
        self.uid_validity = int(self._box.folder.status(server.folder, ["UIDVALIDITY"])["UIDVALIDITY"])

    def after(self, uid: int) -> list[int]:
        """The messages that came after that one, in order."""
        self._box.client.noop()  # what arrived since the folder was opened is not found otherwise
        found = sorted(int(each) for each in self._box.uids(f"UID {uid + 1}:*", charset=None))
        return [each for each in found if each > uid]  # `n:*` always names the last message, also an older one

    def message(self, uid: int) -> tuple[bytes, bool]:
        """Its bytes, and whether they are the whole message: of one too large only the headers are fetched."""
        told = SIZE.search(b" ".join(_pieces(self._fetch(uid, "(UID RFC822.SIZE)"))))
        whole = told is not None and int(told[1]) <= LARGEST
        wanted = "(UID BODY.PEEK[])" if whole else f"(UID BODY.PEEK[HEADER]<0.{HEADERS}>)"
        raw = next((each[1] for each in self._fetch(uid, wanted) if isinstance(each, tuple)), None)
        if raw is None:
            raise Hostile("the server names a message and does not give it")
        return raw, whole

    def close(self) -> None:
        """Say goodbye; whether the server hears it does not matter."""
        try:
            self._box.logout()
        except Exception:  # noqa: BLE001 - see above
            self._box.client.shutdown()

    def _fetch(self, uid: int, what: str) -> list[bytes | tuple[bytes, bytes]]:
        status, data = self._box.client.uid("FETCH", str(uid), what)
        if status != "OK":
            raise Hostile("the server refuses a message")
        return [each for each in data if each is not None]


def _box(server: Server) -> BaseMailBox:
    """A connection that is not logged in yet; certificates are checked."""
    safe = ssl.create_default_context()
    if server.tls:
        return MailBox(server.host, server.port, timeout=PATIENCE, ssl_context=safe)
    if server.starttls:
        return MailBoxStartTls(server.host, server.port, timeout=PATIENCE, ssl_context=safe)
    return MailBoxUnencrypted(server.host, server.port, timeout=PATIENCE)


def _pieces(data: list[bytes | tuple[bytes, bytes]]) -> list[bytes]:
    return [each[0] if isinstance(each, tuple) else each for each in data]
