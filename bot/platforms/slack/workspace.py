"""The workspace Quipu sits in: the way to Slack's Web API, and who Quipu itself is there.

Nothing here retries by itself: what must arrive goes through the outbox, and a retry of the library's
would post twice (it repeats calls whose answer was lost).
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

log = structlog.get_logger()

HASTY_SECONDS = 2.0
"""For calls made while somebody waits: Slack gives three seconds for the whole answer."""
PATIENT_SECONDS = 10.0
KNOCK_SECONDS = (1, 5, 30, 60)
FILE_HOSTS = (".slack.com", ".slack-gov.com", ".slack-files.com")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class Unintelligible(SlackClientError):
    """An answer that is not Slack's: a page of a proxy, say. What was asked may have been done all the same."""


UNREACHABLE = (aiohttp.ClientError, asyncio.TimeoutError, SlackClientError, OSError)
"""Whatever Slack, or the way to it, may answer with instead of an answer."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who Quipu is in this workspace."""

    team: str = ""
    bot_user: str = ""
    bot: str = ""


class Workspace:
    """Slack's Web API with one token, over kept connections; `hasty` for people who wait, `patient` for letters."""

    def __init__(self, token: str, api_url: str, *, only_here: bool = False) -> None:
        self.token, self.api_url, self.only_here = token, api_url, only_here
        self.identity = Identity()
        self._sessions: dict[float, aiohttp.ClientSession] = {}

    @property
    def hasty(self) -> AsyncWebClient:
        """The Web API for somebody who waits."""
        return self._client(HASTY_SECONDS)

    @property
    def patient(self) -> AsyncWebClient:
        """The Web API for what may take its time."""
        return self._client(PATIENT_SECONDS)

    async def introduce(self) -> Identity:
        """Ask Slack who we are (auth.test); raises one of UNREACHABLE when it does not say."""
        said = await answered(self.hasty.auth_test())
        self.identity = Identity(said.get("team_id") or "", said.get("user_id") or "", said.get("bot_id") or "")
        return self.identity

    async def keep_introducing(self, told: Callable[[Identity], Awaitable[None]]) -> None:
        """Ask until Slack says who we are: Quipu starts, and works, while Slack does not."""
        for tries in range(1_000_000):
            try:
                await told(await self.introduce())
            except UNREACHABLE as wrong:
                log.warning("slack does not say who we are", error=error_name(wrong))
                await asyncio.sleep(KNOCK_SECONDS[min(tries, len(KNOCK_SECONDS) - 1)])
            else:
                return

    async def respond(self, address: str, answer: dict[str, Any]) -> bool:
        """Answer at the address Slack gave with a command or a press; False when it does not take it."""
        if not address or (self.only_here and not here(address)):
            return False
        client = AsyncWebhookClient(address, session=self._session(HASTY_SECONDS), retry_handlers=[])
        if here(address):
            client.proxy = None
        try:
            return (await client.send_dict(answer)).status_code == 200  # noqa: PLR2004
        except UNREACHABLE as wrong:
            log.warning("an answer was not taken", error=error_name(wrong))
            return False

    async def file(self, address: str, largest: int) -> bytes | None:
        """A file that was shared with Quipu, read one byte past `largest` at most; None when Slack does not give it.

        The token goes to Slack's own addresses alone, and follows no redirection.
        """
        if not theirs(address, self.api_url) or (self.only_here and not here(address)):
            return None
        rights = {"Authorization": f"Bearer {self.token}"}
        session, proxy = self._session(HASTY_SECONDS), None if here(address) else self.hasty.proxy
        try:
            async with session.get(address, headers=rights, allow_redirects=False, proxy=proxy) as answer:
                if answer.status != 200 or answer.content_type == "text/html":  # noqa: PLR2004 - a page to log in is no file
                    return None
                return b"".join([part async for part in _up_to(answer.content, largest + 1)])
        except UNREACHABLE as wrong:
            log.warning("a file was not given", error=error_name(wrong))
            return None

    async def put_file(self, name: str, content: bytes) -> str:
        """Bring a file to Slack, where nobody sees it yet; its id. Raises one of UNREACHABLE where Slack does not take it."""
        place = await answered(self.patient.files_getUploadURLExternal(filename=name, length=len(content)))
        address, file = str(place.get("upload_url") or ""), str(place.get("file_id") or "")
        if not theirs(address, self.api_url) or (self.only_here and not here(address)):
            raise Unintelligible("upload_url")
        proxy = None if here(address) else self.patient.proxy
        async with self._session(PATIENT_SECONDS).post(
            address, data=content, allow_redirects=False, proxy=proxy
        ) as answer:
            if answer.status != 200:  # noqa: PLR2004
                raise Unintelligible("upload")
        await answered(self.patient.files_completeUploadExternal(files=[{"id": file, "title": name}]))
        return file

    async def close(self) -> None:
        """Let go of the connections."""
        for session in self._sessions.values():
            await session.close()
        self._sessions.clear()

    def _client(self, seconds: float) -> AsyncWebClient:
        client = AsyncWebClient(
            self.token, self.api_url, timeout=int(seconds) or 1, session=self._session(seconds), retry_handlers=[]
        )
        if here(self.api_url):
            # The library would send even loopback through HTTP_PROXY.
            client.proxy = None
        return client

    def _session(self, seconds: float) -> aiohttp.ClientSession:
        session = self._sessions.get(seconds)
        if session is None or session.closed:
            session = self._sessions[seconds] = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=seconds))
        return session


async def answered(asking: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
    """Slack's answer; the library stumbles over answers that are not JSON, which is no fault of ours."""
    try:
        return await asking
    except (AttributeError, TypeError, ValueError) as odd:
        raise Unintelligible(type(odd).__name__) from odd


async def _up_to(content: aiohttp.StreamReader, most: int) -> AsyncIterator[bytes]:
    while most > 0 and (part := await content.read(min(most, 65_536))):
        most -= len(part)
        yield part


def theirs(address: str, api_url: str) -> bool:
    """Whether an address is where Slack keeps files: never anybody else's, whatever a message says."""
    parts = urlsplit(address)
    if here(api_url):
        return here(address)
    return parts.scheme == "https" and (parts.hostname or "").endswith(FILE_HOSTS)


def here(address: str) -> bool:
    """Whether an address is on this machine."""
    return (urlsplit(address).hostname or "") in LOOPBACK


def error_name(wrong: BaseException) -> str:
    """What went wrong, in a word that holds nothing anybody wrote."""
    if isinstance(wrong, SlackApiError):
        data = getattr(wrong.response, "data", None)
        return str(data.get("error", "unknown")) if isinstance(data, dict) else f"status {status_of(wrong)}"
    return type(wrong).__name__


def status_of(wrong: SlackApiError) -> int:
    """The HTTP status of a refused call; 0 when there is none."""
    found = getattr(wrong.response, "status_code", None) or getattr(wrong.response, "status", None)
    return found if isinstance(found, int) else 0
