"""A first Executive Committee of 2027 on the record, and the acts the agenda's stories begin with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import select

from bot.language.catalogue import Words
from handlers.reply import Facts, Reply, Table
from storage import agenda, journal, meetings
from storage.agenda import AgendaItem
from storage.meetings import Meeting
from tests.town import LIMA, Town, lima

CONVENED = lima(2027, 1, 19, 9)
"""Fifteen working days before the meeting: the call opens that morning."""
CLOSE = lima(2027, 1, 28, 17)
CIRCULATION = lima(2027, 2, 2, 17)
MEETING = lima(2027, 2, 9, 10)
SECRETARY, COORDINATOR = "r.berrocapa", "l.altaquilla"
OIT, UNICEF, UNFPA, OIM = "i.choquerrey", "p.huaranda", "s.rocamarca", "n.collpabamba"


def convened(
    town: Town, kind: str = "executive", code: str = "CE-2027-01", starts: datetime = MEETING,
    at: datetime = CONVENED, minutes: int = 90, **more: Any,
) -> str:  # fmt: skip
    """Put a convened meeting on the record, as its convocation leaves it; its code."""
    with town.database.transaction() as session:
        session.add(
            Meeting(
                network_id=town.network_id, code=code, kind=kind, title=f"Reunión {code}", starts_at=starts,
                minutes=minutes, convened_at=at, **more,
            )
        )  # fmt: skip
    town.now = max(town.now, at)
    return code


def proposed(town: Town, who: str, title: str, at: datetime, **values: Any) -> Reply:
    """A point proposed and confirmed at that moment; Quipu's last answer."""
    details = {"title": title, "kind": "debate", "minutes": 20, **values}
    return town.do(who, "agenda.propose", at, **details)


def the_meeting(town: Town, code: str = "CE-2027-01") -> Meeting:
    """The meeting as it stands on the record."""
    with town.database.reading() as session:
        found = meetings.by_code(session, town.network_id, code)
        assert found is not None
        return found


def points(town: Town, *statuses: str, code: str = "CE-2027-01") -> list[AgendaItem]:
    """The points of a meeting in their order."""
    with town.database.reading() as session:
        found = meetings.by_code(session, town.network_id, code)
        assert found is not None
        assert found.id is not None
        return agenda.items(session, found.id, *statuses)


def titles(town: Town, *statuses: str, code: str = "CE-2027-01") -> list[str]:
    """The titles of a meeting's points in their order."""
    return [item.title for item in points(town, *statuses, code=code)]


def acts(town: Town, code: str = "CE-2027-01") -> list[str]:
    """What the journal says was done about a meeting."""
    with town.database.reading() as session:
        return [entry.act for entry in journal.about(session, town.network_id, code)]


def refusals(town: Town) -> list[journal.JournalEntry]:
    """Every refusal in the journal, in order."""
    query = (
        select(journal.JournalEntry).where(journal.JournalEntry.act == "refused").order_by(journal.JournalEntry.number)
    )
    with town.database.reading() as session:
        return list(session.exec(query))


def said(reply: Reply, language: str = "es") -> str:
    """The card in words, a line each."""
    words = Words(language, zone=LIMA)
    found = []
    for part in reply.card.parts if reply.card else ():
        if isinstance(part, Facts):
            found += [f"{words.say(name)}: {words.say(value)}" for name, value in part.rows]
        elif isinstance(part, Table):
            found += [" | ".join(words.say(cell) for cell in row) for row in part.rows]
        elif hasattr(part, "words"):
            found.append(words.say(part.words))
    return "\n".join(found)
