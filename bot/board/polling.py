"""The page behind a poll's link: who looks at it changes nothing, who presses on it says which hours suit.

Mail scanners open every link, so a GET only shows; a press is a form that this page drew.
"""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.board.answering import FORGED, PLATFORM, STALE, without_presses
from bot.board.parts import Parts
from bot.board.poll_links import PollSeal
from handlers import poll_sheet
from handlers.poll_sheet import AskedOf, PollSheet
from handlers.reply import Card
from storage.polls import ANSWERS

STATUS = {
    FORGED: 404, poll_sheet.MISSING: 410, poll_sheet.LEFT: 403, poll_sheet.NO_SEAT: 403, STALE: 403,
    poll_sheet.OVER: 410,
}  # fmt: skip


class Polls:
    """Shows one person's sheet of a poll and takes their press through the one door."""

    def __init__(self, parts: Parts) -> None:
        self.parts, self.seal = parts, PollSeal(parts.secret_key)

    def routes(self) -> list[BaseRoute]:
        """Where a letter's link leads."""
        at = "/poll/{token}"
        return [self.parts.door(at, self.show), self.parts.door(at, self.press, "POST")]

    async def show(self, request: Request) -> Response:
        """The hours; nothing is written."""
        token = request.path_params["token"]
        asked = self._read(token)
        if asked is None:
            return self._closed(PollSheet("", FORGED))
        sheet = await self._sheet(asked)
        return self._closed(sheet) if sheet.closed else self._page(token, sheet)

    async def press(self, request: Request) -> Response:
        """Take the answers down, and show what is on record now."""
        token, filled = request.path_params["token"], await request.form()
        asked = self._read(token)
        if asked is None:
            return self._closed(PollSheet("", FORGED))
        sheet = await self._sheet(asked)
        if sheet.closed:
            return self._closed(sheet)
        form, given = self.seal.key(token, str(filled.get("form", ""))), _given(filled, sheet)
        if not form or not given:
            return self._closed(PollSheet(sheet.language, STALE))
        seat = str(filled.get("organisation") or sheet.bodies[0][0])
        reply = await self.parts.entrance.confirmed(
            asked.network_id,
            asked.person_id,
            "polls.answer",
            {**given, "poll": str(asked.poll), "as": seat},
            platform=PLATFORM,
            key=f"poll/{form}/{seat}/{sheet.state}/{'.'.join(given.values())}",
        )
        now = await self._sheet(asked)
        if now.closed:
            return self._closed(now)
        return self._page(token, now, without_presses(reply.card), 409 if reply.refused else 200)

    def _read(self, token: str) -> AskedOf | None:
        asked = self.seal.read(token)
        return asked if asked and asked.network_id == self.parts.network_id else None

    async def _sheet(self, asked: AskedOf) -> PollSheet:
        now, charters = self.parts.entrance.clock(), self.parts.counter.charters
        return await self.parts.counter.look(lambda session: poll_sheet.sheet(session, charters, asked, now))

    def _page(self, token: str, sheet: PollSheet, card: Card | None = None, status: int = 200) -> Response:
        form = self.seal.form(token)
        return self.parts.page(
            "poll.html", sheet.language, status, sheet=sheet, form=form, card=card, answers=ANSWERS
        )  # fmt: skip

    def _closed(self, sheet: PollSheet) -> Response:
        return self.parts.page("closed.html", sheet.language, STATUS[sheet.closed], sheet=sheet)


def _given(filled: FormData, sheet: PollSheet) -> dict[str, str]:
    """One answer for each hour of the page; {} when one is missing or is none: then the page did not arrive whole."""
    given = {f"slot_{hour.number}": str(filled.get(f"slot_{hour.number}", "")) for hour in sheet.hours}
    return given if all(answer in ANSWERS for answer in given.values()) else {}
