"""The trial page's doors: choose who you are, talk, read the mail, move the clock."""

from collections.abc import Sequence
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute

from bot.platforms.webchat.chat import Chat
from bot.platforms.webchat.clock import Clock
from bot.platforms.webchat.documents import Documents
from bot.platforms.webchat.mailbox import Mailbox
from bot.platforms.webchat.parts import Parts
from bot.platforms.webchat.shell import LANGUAGE, Shell, back_to, everybody, number_of
from bot.platforms.webchat.story import Member

FILES = Path(__file__).parent / "files"
KINDS = {
    "style.css": "text/css",
    "page.js": "text/javascript",
    "quipu.svg": "image/svg+xml",
    "cord.svg": "image/svg+xml",
}


def routes(parts: Parts) -> list[BaseRoute]:
    """Every address of the trial page; only a rehearsal has them."""
    shell = Shell(parts)
    welcome = Welcome(shell)
    return [
        *welcome.routes(),
        *Chat(shell).routes(),
        *Mailbox(shell).routes(),
        *Documents(shell).routes(),
        *Clock(shell).routes(),
    ]


class Welcome:
    """The first page, the change of person and of language, and the page's own files."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell

    def routes(self) -> list[BaseRoute]:
        """Where one arrives."""
        return [
            self.shell.door("/", self.show),
            self.shell.door("/trial/switch", self.switch),
            self.shell.door("/trial/language", self.language, "POST"),
            self.shell.door("/trial/files/{name}", self.file),
            self.shell.door("/favicon.ico", self.icon),
        ]

    async def show(self, request: Request) -> Response:
        """Who is here, and how this works."""
        return await self.shell.page(request, "welcome.html", first=first_three, everybody=everybody)

    async def switch(self, request: Request) -> Response:
        """Become somebody else."""
        person = number_of(request.query_params.get("person", ""))
        return RedirectResponse(f"/trial/people/{person}#newest" if person else "/", 303)

    async def language(self, request: Request) -> Response:
        """Show the page in the other language from now on."""
        filled = await self.shell.form(request)
        response = back_to(filled)
        if filled.get("language") in self.shell.parts.charter.languages:
            response.set_cookie(LANGUAGE, str(filled["language"]), httponly=True, samesite="lax")
        return response

    async def file(self, request: Request) -> Response:
        """One of the page's own files; there are no others."""
        name = request.path_params["name"]
        if name not in KINDS:
            raise HTTPException(404)
        return FileResponse(FILES / name, media_type=KINDS[name], headers={"Cache-Control": "max-age=300"})

    async def icon(self, _request: Request) -> Response:
        """The picture in the browser's tab."""
        return FileResponse(FILES / "quipu.svg", media_type=KINDS["quipu.svg"])


def first_three(members: Sequence[Member]) -> list[Member]:
    """Whom a newcomer had best be first: the coordinator, a focal point elsewhere, the Resident Coordinator."""
    house = next((member.organisation for member in members if "coordination" in member.offices), "")
    wishes = (("coordination", ""), ("focal_point", house), ("resident_coordinator", ""))
    found: list[Member] = []
    for office, elsewhere in wishes:
        fitting = (m for m in members if office in m.offices and m.organisation != elsewhere and m not in found)
        found += list(fitting)[:1]
    return found
