"""The rehearsal's clock, moved from the page: to the next thing that happens, or to a day and hour."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.platforms.webchat import story
from bot.platforms.webchat.shell import Shell, back_to

FARTHEST = timedelta(days=400)
LOOKS = 400
"""Moments looked at, at most, for one at which something happens that people can see."""


class Clock:
    """The two presses that move time."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.parts = shell.parts

    def routes(self) -> list[BaseRoute]:
        """Where the clock is moved."""
        return [
            self.shell.door("/trial/clock/next", self.next, "POST"),
            self.shell.door("/trial/clock/go", self.go, "POST"),
        ]

    async def next(self, request: Request) -> Response:
        """Go to the next moment at which something happens that somebody can see."""
        filled = await self.shell.form(request)
        start = await self.parts.rehearsal.now()
        found = await self._to_the_next(start)
        return back_to(filled, since=start.isoformat(), **({} if found else {"clock": "nothing"}))

    async def go(self, request: Request) -> Response:
        """Go to that day and hour, stopping at everything on the way."""
        filled = await self.shell.form(request)
        start = await self.parts.rehearsal.now()
        try:
            local = datetime.fromisoformat(str(filled.get("moment", "")))
        except ValueError:
            return back_to(filled, since=start.isoformat(), clock="unreadable")
        zone = ZoneInfo(self.parts.charter.zone)
        moment = (local if local.tzinfo else local.replace(tzinfo=zone)).astimezone(UTC)
        if moment < start:
            return back_to(filled, since=start.isoformat(), clock="past")
        if moment > start + FARTHEST:
            return back_to(filled, since=start.isoformat(), clock="far")
        await self.parts.rehearsal.go_to(moment)
        return back_to(filled, since=start.isoformat())

    async def _to_the_next(self, start: datetime) -> bool:
        network_id = self.parts.network_id
        for _ in range(LOOKS):
            ahead = await self.parts.rehearsal.next_moment()
            if ahead is None or ahead > start + FARTHEST:
                return False
            await self.parts.rehearsal.go_to(ahead)
            if await self.parts.counter.look(lambda session: story.happened(session, network_id, start, 1)):
                return True
        return False
