"""A date for the next technical meeting: the secretariat asks on Monday 15 March 2027 and the poll closes on the 18th."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import select

from handlers.reply import Reply
from storage import journal, meetings, polls
from storage.meetings import Meeting
from storage.outbox import SENT, Notice
from storage.people import Absence
from storage.polls import DatePoll, PollAnswer, PollSlot
from tests.handlers.meeting_scene import notice_says, says
from tests.town import Town, lima

SECRETARY, COORDINATOR, RCO, GUEST = "r.berrocapa", "l.altaquilla", "x.caltarumi", "f.valderruma"
ACNUR, ACNUR_ALTERNATE, OIT, UNFPA = "n.quintamayo", "h.parihuanca", "i.choquerrey", "s.rocamarca"
OFFICIALS = {
    "x.caltarumi", "n.collpabamba", "n.quintamayo", "i.choquerrey", "p.huaranda", "g.umbralito", "c.yupancal",
    "s.rocamarca", "j.atocsaira", "b.carhuandino",
}  # fmt: skip
MONDAY, TUESDAY, WEDNESDAY = lima(2027, 3, 15, 9), lima(2027, 3, 16, 10), lima(2027, 3, 17, 10)
CLOSES, AFTER = lima(2027, 3, 18, 17), lima(2027, 3, 18, 17, 0, 1)
HOURS = ["2027-04-06T10:00", "2027-04-08T10:00", "2027-04-09T15:00"]
TECHNICAL: dict[str, Any] = {"kind": "technical", "title": "Regularización", "slots": HOURS}

__all__ = ["Notice", "Reply", "notice_says", "says"]


def opened(town: Town, at: datetime = MONDAY, **more: Any) -> Reply:
    """The secretariat asks about three hours of April, and confirms what it saw."""
    return town.do(SECRETARY, "polls.open", at, **{**TECHNICAL, **more})


def answered(town: Town, who: str, *said: str, at: datetime = TUESDAY, **more: Any) -> Reply:
    """Somebody fills in the form: one answer an hour, in their order."""
    fields = {f"slot_{number}": answer for number, answer in enumerate(said, 1)}
    return town.ask(who, "polls.answer", at, poll="1", **fields, **more)


def the_poll(town: Town) -> DatePoll:
    with town.database.reading() as session:
        return polls.polls(session, town.network_id)[-1]


def slots(town: Town, poll: int = 1) -> list[PollSlot]:
    with town.database.reading() as session:
        return polls.slots(session, poll)


def answers(town: Town, poll: int = 1) -> list[PollAnswer]:
    with town.database.reading() as session:
        return polls.answers(session, poll)


def meetings_of(town: Town) -> list[Meeting]:
    with town.database.reading() as session:
        return meetings.all_meetings(session, town.network_id)


def acts(town: Town) -> list[str]:
    """What the journal has about the first poll."""
    with town.database.reading() as session:
        return [entry.act for entry in journal.about(session, town.network_id, "Regularización · 1")]


def delivered(town: Town) -> None:
    """Everything written so far has reached its readers."""
    with town.database.transaction() as session:
        for row in session.exec(select(Notice)):
            session.add(row.sqlmodel_update({"status": SENT}))


def away(town: Town, who: str) -> None:
    """Somebody said that they are away all through it."""
    with town.database.transaction() as session:
        session.add(
            Absence(
                network_id=town.network_id, person_id=town.id_of(who), first=lima(2027, 3, 10).date(),
                last=lima(2027, 4, 30).date(), said_at=MONDAY,
            )
        )  # fmt: skip
