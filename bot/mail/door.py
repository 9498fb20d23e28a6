"""A mail server as SMTP_URL names it, and how Quipu logs in there."""

import ssl
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib

from bot.mail.tokens import Tokens
from bot.settings import LOOPBACK, Settings, Unfit

PORTS = {"smtp": 587, "smtps": 465}
STARTTLS = {"required": True, "never": False, "auto": None}
STEP = 20.0
"""Seconds a mail server may take for one step."""


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server as SMTP_URL names it: smtp[s]://user:password@host:port?starttls=required|auto|never.

    Where it is logged into with an access token, the address has a user and no password.
    """

    host: str
    port: int
    user: str
    password: str
    tls: bool
    starttls: bool | None

    @classmethod
    def of(cls, url: str, *, by_token: bool = False) -> "Server":
        """Read the address; a password never travels unprotected beyond this machine unless asked to."""
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname:
            raise Unfit("SMTP_URL looks like smtp://user:password@host:587 or smtps://user:password@host:465")
        asked = parse_qs(parts.query).get("starttls", ["auto" if parts.hostname in LOOPBACK else "required"])[0]
        if asked not in STARTTLS:
            raise Unfit("SMTP_URL: starttls is required, auto or never")
        if by_token and (not parts.username or parts.password):
            raise Unfit("SMTP_URL: with MAIL_OAUTH_TOKEN_URL it names the mailbox and no password: smtp://quipu%40red.example@host:587")  # fmt: skip
        tls = parts.scheme == "smtps"
        return cls(
            host=parts.hostname, port=parts.port or PORTS[parts.scheme], user=unquote(parts.username or ""),
            password=unquote(parts.password or ""), tls=tls, starttls=False if tls else STARTTLS[asked],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Door:
    """The server and how it is logged into: with an access token (XOAUTH2), with a password, or not at all."""

    server: Server
    tokens: Tokens | None = None
    tls: ssl.SSLContext | None = None

    @classmethod
    def of(cls, settings: Settings) -> "Door":
        """As the settings have it; Unfit says how to mend them."""
        tokens = Tokens.of(settings)
        return cls(Server.of(settings.smtp_url, by_token=tokens is not None), tokens)

    async def opened(self) -> aiosmtplib.SMTP:
        """A connection that is logged in; a token that the server refuses is renewed once."""
        if self.tokens is None:
            return await self._connected()
        token = await self.tokens.token()
        try:
            return await self._connected(token)
        except aiosmtplib.SMTPAuthenticationError:
            return await self._connected(await self.tokens.instead_of(token))

    async def _connected(self, token: str = "") -> aiosmtplib.SMTP:
        async def given() -> str:
            return token

        server = self.server
        client = aiosmtplib.SMTP(
            hostname=server.host, port=server.port, use_tls=server.tls, start_tls=server.starttls,
            username=server.user or None, password=server.password or None, timeout=STEP, tls_context=self.tls,
            oauth_token_generator=given if token else None,
        )  # fmt: skip
        await client.connect()
        return client
