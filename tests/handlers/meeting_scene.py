"""The secretariat convenes the first meetings of 2027: the acts that stories about meetings begin with."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.language.catalogue import Words
from bot.notices import card_of
from bot.plain import plain
from handlers.reply import Reply
from storage import journal, meetings
from storage.journal import JournalEntry
from storage.meetings import Attendance, Meeting
from storage.outbox import Notice
from tests.town import Town, lima

COORDINATOR, SECRETARY = "l.altaquilla", "r.berrocapa"
RC, ACNUR_CE, ACNUR, ACNUR_ALT, UNFPA, GUEST = (
    "a.soderquist",
    "t.wrennfeld",
    "n.quintamayo",
    "h.parihuanca",
    "s.rocamarca",
    "f.valderruma",
)
MORNING = lima(2027, 1, 19, 9)
"""The morning of E02: fifteen working days before the meeting."""
CE = {"kind": "executive", "date": "2027-02-09", "time": "10:00", "title": "Prioridades 2027", "place": "Sala Cantuta"}
TEC = {"kind": "technical", "date": "2027-02-10", "time": "15:00", "title": "Regularización"}
_WORDS = {language: Words(language, "es", ZoneInfo("America/Lima")) for language in ("es", "en")}


def says(reply: Reply, language: str = "es") -> str:
    """What a card says, in words."""
    return plain(reply.card, _WORDS[language].say) if reply.card else ""


def notice_says(notice: Notice, language: str = "es") -> str:
    """What a notice says, in words."""
    return plain(card_of(notice), _WORDS[language].say)


def presses(town: Town, reply: Reply) -> list[str]:
    """The labels of a card's presses, in Spanish."""
    return [_WORDS["es"].say(button.label) for button in town.buttons(reply)]


def preview(town: Town, who: str = SECRETARY, at: datetime = MORNING, **values: Any) -> Reply:
    """The preview of a convocation."""
    return town.ask(who, "meetings.convene", at, **values)


def convene(town: Town, who: str = SECRETARY, at: datetime = MORNING, **values: Any) -> Reply:
    """A convocation shown and confirmed."""
    return town.do(who, "meetings.convene", at, **values)


def all_of(town: Town) -> list[Meeting]:
    """Every meeting on the record."""
    with town.database.reading() as session:
        return meetings.all_meetings(session, town.network_id)


def the(town: Town, code: str) -> Meeting:
    """The meeting of that code as it stands."""
    return next(each for each in all_of(town) if each.code == code)


def acts(town: Town, code: str) -> list[str]:
    """What the journal says was done about a matter, in order."""
    return [entry.act for entry in entries(town, code)]


def entries(town: Town, code: str) -> list[JournalEntry]:
    """The journal's entries about a matter."""
    with town.database.reading() as session:
        return journal.about(session, town.network_id, code)


def answers(town: Town, code: str) -> dict[str, Attendance]:
    """What is known of each organisation at a meeting."""
    with town.database.reading() as session:
        from storage import people

        names = {body.id: body.name for body in people.organisations(session, town.network_id)}
        rows = meetings.attendance(session, the(town, code).id or 0)
    return {names[row.organisation_id]: row for row in rows}
