"""The address at which one person takes a letter's draft as a file: it reads the record anew and writes nothing."""

import asyncio
from urllib.parse import quote

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.board.letter_links import LetterSeal
from bot.board.parts import Parts
from bot.mail.letters import drafts
from bot.mail.letters.fields import LetterError
from bot.word.enclosure import KIND
from handlers.answer_sheet import Sheet
from storage.people import Person

log = structlog.get_logger()

FORGED, EXPIRED, GONE, BROKEN = "letter_forged", "letter_expired", "letter_gone", "letter_broken"
STATUS = {FORGED: 404, EXPIRED: 410, GONE: 403, BROKEN: 409}
PRIVATE = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex", "Cache-Control": "no-store"}


class LetterFiles:
    """Serves letters as Word files."""

    def __init__(self, parts: Parts) -> None:
        self.parts, self.seal = parts, LetterSeal(parts.secret_key)

    def routes(self) -> list[BaseRoute]:
        """Where a card's link leads."""
        return [self.parts.door("/board/letter/{token}", self.file)]

    async def file(self, request: Request) -> Response:
        """The draft as it is now, for the person the link was made for while they may have it."""
        read, now = self.seal.read(request.path_params["token"]), self.parts.entrance.clock()
        if read is None or read[0].network_id != self.parts.network_id:
            return self._closed(FORGED, "")
        wanted, until = read
        language = await self.parts.counter.look(lambda s: s.get_one(Person, wanted.person_id).language)
        if now > until:
            return self._closed(EXPIRED, language)
        charters = self.parts.counter.charters
        draft = await self.parts.counter.look(lambda s: drafts.draft_of(s, charters, wanted, now))
        if draft is None:
            return self._closed(GONE, language)
        try:
            drawn = await asyncio.to_thread(draft.drawn)
        except LetterError as broken:
            log.error("letter template", template=draft.letter.name, field=broken.field, why=str(broken))  # noqa: TRY400 - a sentence, not a trace
            return self._closed(BROKEN, language)
        named = f"attachment; filename=\"letter.docx\"; filename*=UTF-8''{quote(drawn.name)}"
        return Response(drawn.content, media_type="/".join(KIND), headers={"Content-Disposition": named, **PRIVATE})

    def _closed(self, why: str, language: str) -> Response:
        return self.parts.page("closed.html", language, STATUS[why], sheet=Sheet(language, why))
