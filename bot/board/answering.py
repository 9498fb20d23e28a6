"""The page behind a letter's link: who looks at it changes nothing, who presses on it answers for the meeting.

Mail scanners open every link, so a GET only shows; a press is a form that this page drew.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.board.links import Seal
from bot.board.parts import Parts
from handlers import answer_sheet
from handlers.answer_sheet import Asked, Sheet
from handlers.attendance_answers import LONGEST_REASON
from handlers.reply import Buttons, Card

PLATFORM = "link"
PRESSES = {
    "attend": ("meetings.attend", {}),
    "regret": ("meetings.regret", {}),
    "alternate": ("meetings.regret", {"alternate": True}),
}
"""What each press asks for."""
FORGED, STALE = "forged", "stale"
STATUS = {
    FORGED: 404, answer_sheet.MISSING: 404, answer_sheet.LEFT: 403, answer_sheet.NOT_CONVENED: 403, STALE: 403,
    answer_sheet.OVER: 410, answer_sheet.CALLED_OFF: 410, answer_sheet.MOVED: 410,
}  # fmt: skip


class Answers:
    """Shows one person's sheet and takes their press through the one door."""

    def __init__(self, parts: Parts) -> None:
        self.parts, self.seal = parts, Seal(parts.secret_key)

    def routes(self) -> list[BaseRoute]:
        """Where a letter's link leads."""
        at = "/answer/{token}"
        return [self.parts.door(at, self.show), self.parts.door(at, self.press, "POST")]

    async def show(self, request: Request) -> Response:
        """The meeting and the presses; nothing is written."""
        token = request.path_params["token"]
        asked = self._read(token)
        if asked is None:
            return self._closed(Sheet("", FORGED))
        sheet = await self._sheet(asked)
        return self._closed(sheet) if sheet.closed else self._page(token, sheet)

    async def press(self, request: Request) -> Response:
        """Take the answer down, and show what is on record now."""
        token, filled = request.path_params["token"], await request.form()
        asked = self._read(token)
        if asked is None:
            return self._closed(Sheet("", FORGED))
        sheet = await self._sheet(asked)
        if sheet.closed:
            return self._closed(sheet)
        form, choice = self.seal.key(token, str(filled.get("form", ""))), str(filled.get("answer", ""))
        if not form or choice not in PRESSES:
            return self._closed(Sheet(sheet.language, STALE))
        command, values = PRESSES[choice]
        given = {**values, "meeting": asked.meeting, "reason": str(filled.get("reason", ""))[:LONGEST_REASON]}
        given["organisation"] = str(filled.get("organisation") or sheet.bodies[0][0])
        reply = await self.parts.entrance.confirmed(
            asked.network_id,
            asked.person_id,
            command,
            given,
            platform=PLATFORM,
            key=f"link/{form}/{sheet.state}/{choice}",
        )
        now = await self._sheet(asked)
        if now.closed:
            return self._closed(now)
        return self._page(token, now, without_presses(reply.card), 409 if reply.refused else 200)

    def _read(self, token: str) -> Asked | None:
        asked = self.seal.read(token)
        return asked if asked and asked.network_id == self.parts.network_id else None

    async def _sheet(self, asked: Asked) -> Sheet:
        now, charters = self.parts.entrance.clock(), self.parts.counter.charters
        return await self.parts.counter.look(lambda session: answer_sheet.sheet(session, charters, asked, now))

    def _page(self, token: str, sheet: Sheet, card: Card | None = None, status: int = 200) -> Response:
        form = self.seal.form(token)
        return self.parts.page(
            "answer.html", sheet.language, status, sheet=sheet, form=form, card=card, longest=LONGEST_REASON
        )

    def _closed(self, sheet: Sheet) -> Response:
        return self.parts.page("closed.html", sheet.language, STATUS[sheet.closed], sheet=sheet)


def without_presses(card: Card | None) -> Card | None:
    """What was answered; the page has its own presses."""
    return Card(tuple(part for part in card.parts if not isinstance(part, Buttons))) if card else None
