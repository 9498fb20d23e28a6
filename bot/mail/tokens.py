"""Access tokens for the mailbox (OAuth 2): asked for at the provider, kept until shortly before they end, never logged.

A client's own grant (Microsoft 365: an application that may send as the mailbox) or, with a refresh
token, the mailbox's (Google). Sending uses it; whoever reads the mailbox can use the same one.
"""

import asyncio
import contextlib
import json
import re
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp
import structlog

from bot.settings import LOOPBACK, Settings, Unfit

PATIENCE = 5.0
"""Seconds the provider may take; a letter waits for it."""
MARGIN = 120.0
"""Seconds before its end at which a token is not used any more; of short-lived ones, half their life."""
UNSAID = 300.0
"""Seconds for which a token is used whose provider does not say how long it lasts."""
REST = 30.0
"""Seconds in which a provider that failed, or whose new token was refused at once, is not asked again."""
LONGEST = 64 * 1024
_TOKEN = re.compile(r"[\x21-\x7e]{1,16000}")
"""A token stands in one line of SMTP; anything else could say more than a token."""
_CODE = re.compile(r"[a-z_]{1,40}")
OK = 200

log = structlog.get_logger()


class NoToken(Exception):
    """There is no token now; `why` is a code that can stand in a log and in the outbox."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Provider:
    """Where tokens are asked for, and with what. Its secrets are never shown."""

    url: str
    client_id: str
    client_secret: str
    scope: str
    refresh_token: str = ""

    @classmethod
    def of(cls, settings: Settings) -> "Provider | None":
        """The provider as the settings name it, or none; half of one is refused with the mend."""
        if not settings.mail_oauth_token_url:
            return None
        parts = urlsplit(settings.mail_oauth_token_url)
        safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        if not safe or not parts.hostname or parts.username or parts.password:
            raise Unfit("MAIL_OAUTH_TOKEN_URL begins with https:// and holds no password")
        needed = {"MAIL_OAUTH_CLIENT_ID": settings.mail_oauth_client_id}
        needed |= {} if settings.mail_oauth_refresh_token else {"MAIL_OAUTH_CLIENT_SECRET": settings.mail_oauth_client_secret}  # fmt: skip
        if missing := [name for name, value in needed.items() if not value]:
            raise Unfit(f"{' and '.join(missing)} must be set where MAIL_OAUTH_TOKEN_URL is")
        return cls(
            settings.mail_oauth_token_url, settings.mail_oauth_client_id, settings.mail_oauth_client_secret,
            settings.mail_oauth_scope, settings.mail_oauth_refresh_token,
        )  # fmt: skip

    def __repr__(self) -> str:
        return f"Provider({urlsplit(self.url).hostname})"

    def form(self, refresh_token: str) -> dict[str, str]:
        """What is posted to the provider (RFC 6749 §4.4.2 and §6)."""
        grant = {"grant_type": "refresh_token", "refresh_token": refresh_token} if refresh_token else {"grant_type": "client_credentials"}  # fmt: skip
        given = {"client_id": self.client_id, "client_secret": self.client_secret, "scope": self.scope}
        return grant | {name: value for name, value in given.items() if value}


class Tokens:
    """The mailbox's token: one for everybody, asked for once at a time. `clock` counts seconds."""

    def __init__(
        self, provider: Provider, clock: Callable[[], float] = time.monotonic, tls: ssl.SSLContext | None = None
    ) -> None:
        self.provider, self.clock, self.tls = provider, clock, tls
        self._refresh_token = provider.refresh_token
        self._token, self._until, self._got_at = "", 0.0, -REST
        self._failed, self._failed_at = "", -REST
        self._asking = asyncio.Lock()

    @classmethod
    def of(cls, settings: Settings) -> "Tokens | None":
        """The tokens of the provider that the settings name, if they name one."""
        provider = Provider.of(settings)
        return cls(provider) if provider else None

    async def token(self) -> str:
        """A token that is good for a while; raises NoToken."""
        async with self._asking:
            if self._token and self.clock() < self._until:
                return self._token
            if self._failed and self.clock() - self._failed_at < REST:
                raise NoToken(self._failed)
            return await self._ask()

    async def instead_of(self, refused: str) -> str:
        """Another token than one that the mail server refused; a fresh one that is refused is the administrator's to mend."""
        if self._token == refused:
            if self.clock() - self._got_at < REST:
                raise NoToken("mail_login_refused")
            self._token = ""
        return await self.token()

    async def _ask(self) -> str:
        try:
            status, said = await self._answer()
            token, lasts = _read(status, said)
        except NoToken as wrong:
            self._fail(wrong.why)
            raise
        except (aiohttp.ClientError, OSError, TimeoutError) as broken:
            self._fail("mail_login_unreachable", type(broken).__name__)
            raise NoToken("mail_login_unreachable") from None
        now = self.clock()
        self._token, self._got_at, self._failed = token, now, ""
        self._until = now + max(lasts - MARGIN, lasts / 2)
        if isinstance(renewed := said.get("refresh_token"), str) and renewed and self._refresh_token:
            self._refresh_token = renewed
        return token

    async def _answer(self) -> tuple[int, dict[str, object]]:
        """Posted in a form, never redirected: the secret goes to the named address or nowhere."""
        limit = aiohttp.ClientTimeout(total=PATIENCE)
        form = self.provider.form(self._refresh_token)
        async with (
            aiohttp.ClientSession(timeout=limit, trust_env=False) as session,
            session.post(self.provider.url, data=form, allow_redirects=False, ssl=self.tls or True) as answer,
        ):
            raw = b""
            async for piece in answer.content.iter_chunked(LONGEST):
                raw += piece
                if len(raw) > LONGEST:
                    raise NoToken("mail_login_unreadable")
            said: object = None
            with contextlib.suppress(ValueError, RecursionError):
                said = json.loads(raw)
            return answer.status, said if isinstance(said, dict) else {}

    def _fail(self, why: str, kind: str = "") -> None:
        self._failed, self._failed_at = why, self.clock()
        log.warning("no token for the mailbox", why=why, kind=kind, provider=urlsplit(self.provider.url).hostname)


def _read(status: int, said: dict[str, object]) -> tuple[str, float]:
    """The token and how many seconds it lasts; what the provider says of a refusal is only its code."""
    if status != OK:
        code = said.get("error")
        named = code if isinstance(code, str) and _CODE.fullmatch(code) else ""
        raise NoToken(" ".join(filter(None, ("mail_login_denied", str(status), named))))
    token, lasts = said.get("access_token"), said.get("expires_in")
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        raise NoToken("mail_login_unreadable")
    return token, _seconds(lasts)


def _seconds(lasts: object) -> float:
    """Some providers write the number as text; what is no sensible number counts as unsaid."""
    try:
        seconds = float(lasts) if isinstance(lasts, int | float | str) else UNSAID
    except ValueError:
        return UNSAID
    return seconds if 0 < seconds < 10**7 else UNSAID
