"""The frame of a page behind a letter's link: who looks at it changes nothing, who presses on it answers.

Mail scanners open every link, so a GET only shows; a press is a form that this page drew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.board.parts import Parts
from handlers.reply import Buttons, Card

PLATFORM = "link"
FORGED, STALE = "forged", "stale"


class Person(Protocol):
    """Whom a link asks, in which network."""

    @property
    def network_id(self) -> int:
        """The network."""

    @property
    def person_id(self) -> int:
        """The person."""


class Drawn(Protocol):
    """What a sheet says of itself: the language, and why nothing can be answered."""

    @property
    def language(self) -> str:
        """In which it is drawn."""

    @property
    def closed(self) -> str:
        """Why nothing can be answered; "" while it can."""


A = TypeVar("A", bound=Person)
S = TypeVar("S", bound=Drawn)
A_co = TypeVar("A_co", bound=Person, covariant=True)


class LinkSeal(Protocol[A_co]):
    """Reads the tokens of links, and makes and reads the seals of the forms that are drawn for them."""

    def read(self, token: str) -> A_co | None:
        """What the link asks for; None when it is not one of ours."""

    def form(self, token: str) -> str:
        """What the form of a drawn page carries."""

    def key(self, token: str, sealed: str) -> str:
        """The name of what is pressed on that form; "" when it was not drawn for this link."""


@dataclass(frozen=True, slots=True)
class Press:
    """What a press asks for; `mark` tells it from others on the same form."""

    command: str
    values: Mapping[str, Any]
    mark: str


class AskedPage(Generic[A, S]):
    """Shows one person's sheet and takes their press through the one door. What is particular to a page is below."""

    at: str
    """Where it lies, and the name of its template."""
    status: Mapping[str, int]
    """How a sheet answers that is closed, by its reason."""

    def __init__(self, parts: Parts, seal: LinkSeal[A]) -> None:
        self.parts, self.seal = parts, seal

    def sheet(self, session: Session, asked: A) -> S:
        """What the person sees, as the record has it now."""
        raise NotImplementedError

    def empty(self, language: str, closed: str) -> S:
        """A sheet that says nothing but why."""
        raise NotImplementedError

    def pressed(self, filled: FormData, asked: A, sheet: S) -> Press | None:
        """What was pressed; None when the page did not arrive whole."""
        raise NotImplementedError

    def more(self) -> Mapping[str, Any]:
        """What else the template needs."""
        return {}

    def routes(self) -> list[BaseRoute]:
        """Where a letter's link leads."""
        at = f"/{self.at}/{{token}}"
        return [self.parts.door(at, self.show), self.parts.door(at, self.press, "POST")]

    async def show(self, request: Request) -> Response:
        """The sheet and the presses; nothing is written."""
        token = request.path_params["token"]
        asked = self._read(token)
        if asked is None:
            return self._closed(self.empty("", FORGED))
        sheet = await self._sheet(asked)
        return self._closed(sheet) if sheet.closed else self._page(token, sheet)

    async def press(self, request: Request) -> Response:
        """Take the answer down, and show what is on record now."""
        token, filled = request.path_params["token"], await request.form()
        asked = self._read(token)
        if asked is None:
            return self._closed(self.empty("", FORGED))
        sheet = await self._sheet(asked)
        if sheet.closed:
            return self._closed(sheet)
        form, press = self.seal.key(token, str(filled.get("form", ""))), self.pressed(filled, asked, sheet)
        if not form or press is None:
            return self._closed(self.empty(sheet.language, STALE))
        reply = await self.parts.entrance.confirmed(
            asked.network_id, asked.person_id, press.command, dict(press.values), platform=PLATFORM,
            key=f"{self.at}/{form}/{press.mark}",
        )  # fmt: skip
        now = await self._sheet(asked)
        if now.closed:
            return self._closed(now)
        return self._page(token, now, without_presses(reply.card), 409 if reply.refused else 200)

    def _read(self, token: str) -> A | None:
        asked = self.seal.read(token)
        return asked if asked and asked.network_id == self.parts.network_id else None

    async def _sheet(self, asked: A) -> S:
        return await self.parts.counter.look(lambda session: self.sheet(session, asked))

    def _page(self, token: str, sheet: S, card: Card | None = None, status: int = 200) -> Response:
        form, page = self.seal.form(token), f"{self.at}.html"
        return self.parts.page(page, sheet.language, status, sheet=sheet, form=form, card=card, **self.more())

    def _closed(self, sheet: S) -> Response:
        return self.parts.page("closed.html", sheet.language, self.status[sheet.closed], sheet=sheet)


def without_presses(card: Card | None) -> Card | None:
    """What was answered; the page has its own presses."""
    return Card(tuple(part for part in card.parts if not isinstance(part, Buttons))) if card else None
