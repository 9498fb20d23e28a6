"""The letters that a rehearsal kept, each with its invitation and its files, and the network's room."""

from typing import Any

from sqlmodel import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute

from bot.platforms.webchat import story
from bot.platforms.webchat.documents import WORD, as_file
from bot.platforms.webchat.shell import Shell, member_of, number_of
from storage.rehearsal import Letter, letters_to

A_PAGE = 50
"""Letters shown at a time."""


class Mailbox:
    """What left by mail, and what was announced to everybody."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.parts = shell.parts

    def routes(self) -> list[BaseRoute]:
        """Where letters and announcements are read."""
        letter = "/trial/mailbox/{letter:int}"
        return [
            self.shell.door("/trial/room", self.room),
            self.shell.door("/trial/mailbox", self.letters),
            self.shell.door(letter, self.letter),
            self.shell.door(f"{letter}/page", self.as_sent),
            self.shell.door(f"{letter}/invite.ics", self.invitation),
            self.shell.door(f"{letter}/files/{{place:int}}", self.enclosed),
            self.shell.door(f"{letter}/letter.eml", self.raw),
        ]

    async def room(self, request: Request) -> Response:
        """What was announced to the whole network."""
        entries = await self.parts.counter.look(lambda session: story.room(session, self.parts.network_id))
        return await self.shell.page(request, "room.html", seen_as=_seen_as(request), entries=entries)

    async def letters(self, request: Request) -> Response:
        """Every letter, newest first; or only those to the person one is."""
        only = request.query_params.get("only") == "mine"
        seen_as = _seen_as(request)
        reader = await self._address(seen_as) if only else None
        before = number_of(request.query_params.get("before", ""))
        letters = await self.parts.counter.look(lambda session: self._listed(session, reader, before))
        older = letters[-1][0].id if len(letters) == A_PAGE else None
        return await self.shell.page(request, "mailbox.html", seen_as=seen_as, letters=letters, only=only, older=older)

    async def letter(self, request: Request) -> Response:
        """One letter, with its invitation in plain words."""
        letter = await self._letter(request)
        opened = self.parts.open_letter(letter.raw)
        return await self.shell.page(request, "letter.html", seen_as=_seen_as(request), letter=letter, opened=opened)

    async def as_sent(self, request: Request) -> Response:
        """The letter's own page, as a mail reader would show it: shut in, without scripts or pictures; its links open beside it."""
        opened = self.parts.open_letter((await self._letter(request)).raw)
        policy = f"default-src 'none'; style-src '{opened.style}'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
        beside = opened.html.replace("<head>", '<head><base target="_blank">', 1)
        return HTMLResponse(beside, headers={"Content-Security-Policy": policy})

    async def invitation(self, request: Request) -> Response:
        """The invitation's own bytes, as a file."""
        calendar = self.parts.open_letter((await self._letter(request)).raw).calendar
        if not calendar:
            raise HTTPException(404)
        return as_file(calendar, "text/calendar; charset=utf-8", "invite.ics")

    async def enclosed(self, request: Request) -> Response:
        """A file the letter carries; a browser only ever saves it, whatever it is."""
        files = self.parts.open_letter((await self._letter(request)).raw).files
        place = number_of(request.path_params["place"])
        if not 1 <= place <= len(files):
            raise HTTPException(404)
        found = files[place - 1]
        return as_file(found.content, found.kind if found.kind == WORD else "application/octet-stream", found.name)

    async def raw(self, request: Request) -> Response:
        """The whole letter as it would have left."""
        letter = await self._letter(request)
        return as_file(letter.raw, "message/rfc822", f"letter-{letter.id}.eml")

    def _listed(self, session: Session, reader: str | None, before: int) -> list[tuple[Letter, Any]]:
        found = letters_to(session, self.parts.network_id, reader, before, A_PAGE)
        return [(letter, self.parts.open_letter(letter.raw)) for letter in found]

    async def _letter(self, request: Request) -> Letter:
        letter_id = number_of(request.path_params["letter"])
        letter = await self.parts.counter.look(lambda session: session.get(Letter, letter_id))
        if letter is None or letter.network_id != self.parts.network_id:
            raise HTTPException(404)
        return letter

    async def _address(self, seen_as: int | None) -> str | None:
        around = await self.shell.around(await self.parts.rehearsal.now())
        member = member_of(around.roster, seen_as)
        return member.person.email if member else None


def _seen_as(request: Request) -> int | None:
    return number_of(request.query_params.get("as", "")) or None
