"""What the board is handed when the house is put together, and how its pages are drawn."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.counter import Counter
from bot.entrance import Entrance
from bot.language.catalogue import Words
from bot.pages import environment, saying, sealed, style_digest, too_large
from handlers.reply import Text, text
from storage.charter import Charter

log = structlog.get_logger()
Endpoint = Callable[[Request], Awaitable[Response]]

PAGES = Path(__file__).parent / "pages"


@dataclass(frozen=True, slots=True)
class Parts:
    """The house behind the board: one network and its charter. `secretariat` is the mailbox people may write to."""

    counter: Counter
    entrance: Entrance
    network_id: int
    charter: Charter
    secret_key: str
    sender_domain: str
    secretariat: str = ""

    def words(self, language: str) -> Words:
        """The words of one reader, with hours on the network's clock."""
        return Words(language or self.charter.language, self.charter.language, ZoneInfo(self.charter.zone))

    def page(self, template: str, language: str, status: int = 200, **values: Any) -> Response:
        """That page in those words."""
        words = self.words(language)
        say = saying(words)

        def own(key: str, **gaps: Any) -> str:
            return say(Text(f"board.{key}", gaps))

        network = self.charter.title.get(words.language) or self.charter.title[self.charter.language]
        drawn = _pages().get_template(template).render(
            say=say, t=own, language=words.language, network=network, secretariat=self.secretariat, **values
        )  # fmt: skip
        return HTMLResponse(drawn, status, {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"})

    def door(self, path: str, endpoint: Endpoint, *methods: str) -> BaseRoute:
        """A route of the board; a fault is logged once and shown as its number."""

        async def answer(request: Request) -> Response:
            try:
                response = Response("413\n", 413) if too_large(request) else await endpoint(request)
            except Exception:
                reference = secrets.token_hex(4)
                log.exception("fault", reference=reference, path=path)  # the address itself is a secret
                said = self.words("").say(text("page.sorry.fault", reference=reference))
                response = PlainTextResponse(said, 500)
            return sealed(response, _policy())

        return Route(path, answer, methods=methods or ("GET",))


@cache
def _pages() -> Environment:
    return environment(PAGES)


@cache
def _policy() -> str:
    style = style_digest(PAGES / "frame.html")
    return f"default-src 'none'; style-src '{style}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
