"""The page behind the link of a poll's letter: who presses on it says which hours suit."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session
from starlette.datastructures import FormData

from bot.board.asked import FORGED, STALE, AskedPage, Press
from bot.board.parts import Parts
from bot.board.poll_links import PollSeal
from handlers import poll_sheet
from handlers.poll_sheet import AskedOf, PollSheet
from storage.polls import ANSWERS


class Polls(AskedPage[AskedOf, PollSheet]):
    """One person's answers to one poll."""

    at = "poll"
    status = {  # noqa: RUF012
        FORGED: 404, poll_sheet.MISSING: 410, poll_sheet.LEFT: 403, poll_sheet.NO_SEAT: 403, STALE: 403,
        poll_sheet.OVER: 410,
    }  # fmt: skip

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts, PollSeal(parts.secret_key))

    def sheet(self, session: Session, asked: AskedOf) -> PollSheet:
        """The hours, and what was said of them."""
        return poll_sheet.sheet(session, self.parts.counter.charters, asked, self.parts.entrance.clock())

    def empty(self, language: str, closed: str) -> PollSheet:
        """Why nothing can be answered."""
        return PollSheet(language, closed)

    def pressed(self, filled: FormData, asked: AskedOf, sheet: PollSheet) -> Press | None:
        """One answer for each hour of the page."""
        given = {f"slot_{hour.number}": str(filled.get(f"slot_{hour.number}", "")) for hour in sheet.hours}
        if not given or not all(answer in ANSWERS for answer in given.values()):
            return None
        seat = str(filled.get("organisation") or sheet.bodies[0][0])
        mark = f"{seat}/{sheet.state}/{'.'.join(given.values())}"
        return Press("polls.answer", {**given, "poll": str(asked.poll), "as": seat}, mark)

    def more(self) -> Mapping[str, Any]:
        """What can be said of an hour."""
        return {"answers": ANSWERS}
