"""The addresses that calendars subscribe to: a secret each, one person's, read anew at every visit."""

from dataclasses import dataclass

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute

from bot.board.feed import Feed, Slot, feed_bytes
from bot.board.parts import Parts
from handlers.commands import desk_of
from handlers.feeds import followed, own_slots
from handlers.reply import text
from handlers.request import Request as Asked
from storage import feeds
from storage.meetings import Meeting

UNKNOWN, GONE = 404, 410


@dataclass(frozen=True, slots=True)
class Followed:
    """What one person follows, in their language."""

    language: str
    meetings: list[Meeting]
    slots: list[Slot]


class Calendars:
    """Serves a person's own meetings and, to members, the network's."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts

    def routes(self) -> list[BaseRoute]:
        """Where calendars ask."""
        return [
            self.parts.door("/calendar/{token}/network.ics", self.network),
            self.parts.door("/calendar/{token}.ics", self.own),
        ]

    async def own(self, request: Request) -> Response:
        """One's own meetings."""
        return await self._answer(request, whole=False)

    async def network(self, request: Request) -> Response:
        """All the network's meetings; a guest's own."""
        return await self._answer(request, whole=True)

    async def _answer(self, request: Request, *, whole: bool) -> Response:
        token = request.path_params["token"]
        found = await self.parts.counter.look(lambda session: self._followed(session, token, whole=whole))
        if isinstance(found, int):
            return PlainTextResponse(f"{found}\n", found)
        charter, say = self.parts.charter, self.parts.words(found.language).say
        network = charter.title.get(found.language) or charter.title[charter.language]
        called = say(text(f"feed.called.{'network' if whole else 'own'}", network=network))
        short = charter.short.get(found.language) or charter.short[charter.language]
        now, domain = self.parts.entrance.clock(), self.parts.sender_domain
        feed = Feed(called, charter.name, domain, charter.zone, now, say, short)
        return Response(
            feed_bytes(feed, found.meetings, found.slots),
            media_type="text/calendar",
            headers={"Referrer-Policy": "no-referrer"},
        )

    def _followed(self, session: Session, token: str, *, whole: bool) -> Followed | int:
        feed = feeds.by_token(session, token)
        if feed is None or feed.network_id != self.parts.network_id:
            return UNKNOWN
        if feed.revoked_at is not None:
            return GONE
        asked = Asked("meetings.calendar", feed.network_id, self.parts.entrance.clock(), feed.person_id)
        desk = desk_of(session, self.parts.counter.charters, asked)
        if desk.person is None or not desk.offices:
            return GONE
        return Followed(desk.person.language, followed(desk, whole=whole), own_slots(desk))
