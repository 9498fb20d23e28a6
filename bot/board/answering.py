"""The page behind the link of an invitation's letter: who presses on it answers for the meeting."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session
from starlette.datastructures import FormData

from bot.board.asked import FORGED, STALE, AskedPage, Press
from bot.board.links import Seal
from bot.board.parts import Parts
from handlers import answer_sheet
from handlers.answer_sheet import Asked, Sheet
from handlers.attendance_answers import LONGEST_REASON

PRESSES = {
    "attend": ("meetings.attend", {}),
    "regret": ("meetings.regret", {}),
    "alternate": ("meetings.regret", {"alternate": True}),
}
"""What each press asks for."""


class Answers(AskedPage[Asked, Sheet]):
    """One person's answer to one meeting."""

    at = "answer"
    status = {  # noqa: RUF012
        FORGED: 404, answer_sheet.MISSING: 404, answer_sheet.LEFT: 403, answer_sheet.NOT_CONVENED: 403, STALE: 403,
        answer_sheet.OVER: 410, answer_sheet.CALLED_OFF: 410, answer_sheet.MOVED: 410,
    }  # fmt: skip

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts, Seal(parts.secret_key))

    def sheet(self, session: Session, asked: Asked) -> Sheet:
        """The meeting, and what was answered already."""
        return answer_sheet.sheet(session, self.parts.counter.charters, asked, self.parts.entrance.clock())

    def empty(self, language: str, closed: str) -> Sheet:
        """Why nothing can be answered."""
        return Sheet(language, closed)

    def pressed(self, filled: FormData, asked: Asked, sheet: Sheet) -> Press | None:
        """One of the three answers."""
        choice = str(filled.get("answer", ""))
        if choice not in PRESSES:
            return None
        command, values = PRESSES[choice]
        given = {**values, "meeting": asked.meeting, "reason": str(filled.get("reason", ""))[:LONGEST_REASON]}
        given["organisation"] = str(filled.get("organisation") or sheet.bodies[0][0])
        return Press(command, given, f"{sheet.state}/{choice}")

    def more(self) -> Mapping[str, Any]:
        """How long a reason may be."""
        return {"longest": LONGEST_REASON}
