"""The letters somebody asked for: found in the record as it is now, for whoever may still have them, then drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.language.catalogue import Words
from bot.mail.letters.fields import LetterError
from bot.word.enclosure import Enclosure, file_name
from handlers.commands import desk_of
from handlers.letters import POWER, Letter, letter_of
from handlers.mandates import may
from handlers.request import Request
from storage import invitations
from storage.charter import Charter
from storage.outbox import Notice

__all__ = ["Draft", "LetterError", "Wanted", "draft_of", "wanted_by"]
LETTERS = "letters"
"""The value of a notice that names the letters it carries: what each is about, by its number."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letter, for whom."""

    network_id: int
    person_id: int
    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter with its words and its template; drawing it is slow and needs no database."""

    letter: Letter
    words: Words
    template: bytes | None
    """The network's own template; None where the house's is used."""
    network: str
    now: datetime

    def drawn(self) -> Enclosure:
        """The letter as a file. LetterError when the network's template cannot be filled."""
        from bot.mail.letters import drawing, house, wording  # Word's libraries are slow to import and seldom needed

        language = self.words.language
        template = self.template or house.template(self.letter.name, language)
        name = file_name(self.words.say(self.letter.file))
        content = drawing.draw(
            template, wording.said(self.letter, self.words), title=name.removesuffix(".docx"), author=self.network,
            written_at=self.now, language=language,
        )  # fmt: skip
        return Enclosure(name, content)


def wanted_by(notice: Notice) -> list[Wanted]:
    """The letters a notice carries."""
    named: list[dict[str, Any]] = notice.values.get(LETTERS) or []
    reader = notice.person_id or 0
    return [Wanted(notice.network_id, reader, str(each["kind"]), int(each["number"])) for each in named]


def draft_of(session: Session, charters: Mapping[str, Charter], wanted: Wanted, now: datetime) -> Draft | None:
    """The letter as the record has it now; None when there is none, or this person may not have it any more."""
    desk = desk_of(session, charters, Request("letters.file", wanted.network_id, now, wanted.person_id))
    charter = desk.law.charter
    if wanted.kind not in POWER or not may(charter, POWER[wanted.kind], desk.offices):
        return None
    letter = letter_of(desk, wanted.kind, wanted.number)
    if letter is None:
        return None
    words = Words(letter.language, charter.language, ZoneInfo(charter.zone))
    own = invitations.template(session, wanted.network_id, letter.name, words.language)
    return Draft(letter, words, own.content if own else None, charter.title[words.language], now)
