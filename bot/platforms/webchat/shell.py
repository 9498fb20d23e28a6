"""What every page has around it: who you are, whom you can be, the clock, and what has just happened."""

import re
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import structlog
from sqlmodel import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.language.catalogue import Words
from bot.pages import LARGEST, sealed, too_large
from bot.platforms.webchat import story
from bot.platforms.webchat.draw import draw
from bot.platforms.webchat.guard import POLICY, ForeignForm, Guard
from bot.platforms.webchat.parts import Parts
from bot.platforms.webchat.story import Happening, Member
from handlers.reply import Field, text
from scheduler import law
from scheduler.law import Law
from storage.rehearsal import letters_kept

log = structlog.get_logger()
Endpoint = Callable[[Request], Awaitable[Response]]

LANGUAGE = "quipu_language"
OUR_OWN = re.compile(r"/(trial/[a-z0-9/]*(\?as=\d+)?)?")
"""The addresses one may be sent back to."""
NUMBER = re.compile(r"[0-9]{1,14}")
LATELY = 300
"""How many notices are looked at for the list of what happened last."""
FEW = 6


PLACES = {
    "welcome.html": "welcome",
    "chat.html": "chat",
    "room.html": "room",
    "mailbox.html": "mailbox",
    "letter.html": "mailbox",
}
"""Which page of the navigation a template belongs to."""


@dataclass(frozen=True, slots=True)
class Around:
    """What was read for the frame of a page."""

    law: Law
    roster: dict[str, list[Member]]
    lately: list[Happening]
    moved: list[Happening] | None
    letters: int


class Shell:
    """Draws pages within their frame, for the person they are looked at as."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.guard = Guard(parts.secret_key)

    async def page(
        self, request: Request, template: str, *, seen_as: int | None = None, status: int = 200, **values: Any
    ) -> Response:
        """That page for this browser; `seen_as` is the person it is looked at as."""
        now = await self.parts.rehearsal.now()
        since = moment_of(request.query_params.get("since", ""))
        around = await self.around(now, since)
        member = member_of(around.roster, seen_as)
        words = self.words(request, member)
        browser = self.guard.browser(request)
        drawn = draw(
            template, words, around=around, member=member, now=now, since=since, token=self.guard.token(browser),
            fresh_key=lambda: secrets.token_urlsafe(12), here=here(request), clock_problem=request.query_params.get("clock", ""),
            local=around.law.local, place=PLACES.get(template, ""), options=_options(around.roster, words), network=self.parts.charter.short[words.language], languages=self.parts.charter.languages,
            **values,
        )  # fmt: skip
        response = HTMLResponse(drawn, status)
        self.guard.remember(request, response, browser)
        return response

    async def around(self, now: datetime, since: datetime | None = None) -> Around:
        """What the frame of a page tells at this moment."""
        return await self.parts.counter.look(lambda session: self._around(session, now, since))

    def words(self, request: Request, member: Member | None) -> Words:
        """The language somebody asked for on this browser, else the person's own, else the network's."""
        charter = self.parts.charter
        asked = request.cookies.get(LANGUAGE, "")
        if asked not in charter.languages:
            asked = member.person.language if member else charter.language
        return self.parts.words(asked)

    async def form(self, request: Request) -> Any:
        """The posted form, once it is known to be ours."""
        filled = await request.form()
        self.guard.check(request, filled)
        return filled

    def door(self, path: str, endpoint: Endpoint, *methods: str, largest: int = LARGEST) -> BaseRoute:
        """A route of the page: what is not found, too large or from elsewhere gets a courteous page too."""

        async def answer(request: Request) -> Response:
            try:
                response = Response("413\n", 413) if too_large(request, largest) else await endpoint(request)
            except ForeignForm:
                response = await self.page(request, "sorry.html", status=403, about="foreign")
            except HTTPException as wrong:
                response = await self.page(request, "sorry.html", status=wrong.status_code, about="missing")
            except Exception:
                reference = secrets.token_hex(4)
                log.exception("fault", reference=reference, path=request.url.path)
                response = PlainTextResponse(
                    self.words(request, None).say(text("page.sorry.fault", reference=reference)), 500
                )
            return sealed(response, POLICY)

        return Route(path, answer, methods=methods or ("GET",))

    def _around(self, session: Session, now: datetime, since: datetime | None) -> Around:
        network_id = self.parts.network_id
        in_force = law.in_force(session, network_id, self.parts.charter, now)
        return Around(
            law=in_force,
            roster=story.roster(session, network_id, in_force.day_of(now)),
            lately=story.happened(session, network_id, None, LATELY)[-FEW:],
            moved=story.happened(session, network_id, since) if since else None,
            letters=letters_kept(session, network_id),
        )


def member_of(roster: dict[str, list[Member]], person_id: int | None) -> Member | None:
    """The person of that id; a page for somebody who is not here is not found."""
    if person_id is None:
        return None
    for members in roster.values():
        for member in members:
            if member.person.id == person_id:
                return member
    raise HTTPException(404)


def here(request: Request) -> str:
    """The page's own address, to come back to; without what was said about the clock."""
    seen_as = request.query_params.get("as", "")
    path = request.url.path if request.method == "GET" else "/"
    return f"{path}?as={seen_as}" if seen_as.isdigit() else path


def back_to(filled: Any, **more: str) -> Response:
    """The page the form was on, if that is one of ours."""
    address = str(filled.get("back", "/"))
    if not OUR_OWN.fullmatch(address):
        address = "/"
    joint = "&" if "?" in address else "?"
    return RedirectResponse(address + (joint + urlencode(more) if more else "") + "#moved" * bool(more), 303)


def moment_of(written: str) -> datetime | None:
    """A moment from an address, or None; only aware ones are moments."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None


def number_of(written: object) -> int:
    """A row's number from a form or address; 0 when it is none."""
    digits = str(written)
    return int(digits) if NUMBER.fullmatch(digits) else 0


def _options(roster: dict[str, list[Member]], words: Words) -> Callable[[Field], list[tuple[str, str]]]:
    """What can be ticked in a field: its own options, or the people of the roster."""

    def options(field: Field) -> list[tuple[str, str]]:
        if field.options or field.kind != "people":
            return [(option.value, words.say(option.label)) for option in field.options]
        return [(str(m.person.id), f"{m.person.name} ({m.organisation})") for m in everybody(roster)]

    return options


def everybody(roster: dict[str, list[Member]]) -> Sequence[Member]:
    """All the people of a roster, in its order."""
    return [member for members in roster.values() for member in members]
