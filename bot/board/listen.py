"""The board's doors."""

from starlette.routing import BaseRoute

from bot.board.answering import Answers
from bot.board.calendars import Calendars
from bot.board.letters import LetterFiles
from bot.board.parts import Parts
from bot.board.polling import Polls


def routes(parts: Parts) -> list[BaseRoute]:
    """Every address behind a signed link or a secret; each house that can sign has them."""
    return [
        *Answers(parts).routes(), *Polls(parts).routes(), *Calendars(parts).routes(), *LetterFiles(parts).routes(),
    ]  # fmt: skip
