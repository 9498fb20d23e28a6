"""A network whose letters really leave (into the rehearsal's mailbox), and calendars replayed from what each reader got."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import vobject
from sqlmodel import Session, col, select

from bot.counter import Counter
from bot.dispatch import Dispatch, TrialPage
from bot.mail import entries
from bot.mail.composing import Composer
from bot.mail.opened import OpenedLetter, open_letter
from bot.mail.sender import Mailbox
from handlers.commands import desk_of
from handlers.desk import Desk
from handlers.request import Request
from scheduler import rereading
from scheduler.delivery import Delivery
from storage import rehearsal
from storage.calendars_sent import CalendarSent
from storage.invitations import SpeakerInvitation
from storage.meetings import Meeting
from storage.outbox import Notice
from storage.people import Office, Organisation, Person
from tests.bot.post_scene import FROM
from tests.strict_calendar import method_of, problems, properties
from tests.town import Town


class Post:
    """Lets the clock look and the letters leave, at a moment."""

    def __init__(self, town: Town) -> None:
        self.town, self.now = town, town.now
        self.counter = Counter(town.database, town.charters)
        self.mailbox = Mailbox(Composer(self.counter, FROM, lambda: self.now), self.counter, lambda: self.now)

    def at(self, moment: datetime) -> None:
        """The clock looks, and everything due leaves."""
        self.town.clock(moment)
        self.now = moment
        asyncio.run(self._round())

    def stop(self) -> None:
        self.counter.close()

    async def _round(self) -> None:
        dispatch = Dispatch(self.counter, self.town.charters, self.mailbox)
        dispatch.chat += (TrialPage(),)
        await Delivery(self.counter, dispatch, now=lambda: self.now, needless=self._needless).once()

    def _needless(self, session: Session, notices: Sequence[Notice], now: datetime) -> Mapping[int, str]:
        told = entries.needless_among(session, notices, self.town.charters, FROM.domain, now)
        return rereading.pointless_among(session, notices, self.town.charters, now) | told

    def letters(self, who: str = "") -> list[OpenedLetter]:
        """The letters with a calendar, oldest first; to whoever's address begins so."""
        with self.town.database.reading() as session:
            rows = list(session.exec(select(rehearsal.Letter).order_by(col(rehearsal.Letter.id))))
        opened = [open_letter(row.raw) for row in rows if row.recipient.startswith(who)]
        return [each for each in opened if each.calendar]

    def versions(self) -> list[CalendarSent]:
        """Every version kept, in the order of sending."""
        with self.town.database.reading() as session:
            return list(session.exec(select(CalendarSent).order_by(col(CalendarSent.id))))

    def desk(self, session: Session, at: datetime, who: str) -> Desk:
        """The desk at which somebody acts."""
        request = Request("meetings.show", self.town.network_id, at, self.town.id_of(who))
        return desk_of(session, self.town.charters, request)

    def speaker(self, code: str, at: datetime, minutes: int = 20, **given: Any) -> int:
        """A speaker from outside, cleared and sent, with their slot at that hour; the invitation's number."""
        with self.town.database.transaction() as session:
            meeting = session.exec(select(Meeting).where(Meeting.code == code)).one()
            person = session.exec(select(Person).where(Person.email == "e.sotelo@uni.example")).first()
            if person is None:
                body = Organisation(network_id=self.town.network_id, name="Universidad")
                person = Person(
                    network_id=self.town.network_id, name="Eva Sotelo", email="e.sotelo@uni.example", language="es"
                )
                session.add(body)
                session.add(person)
                session.flush()
                session.add(
                    Office(
                        network_id=self.town.network_id, person_id=person.id, organisation_id=body.id,
                        office="stakeholder", since=at.date() - timedelta(days=400),
                    )
                )  # fmt: skip
            row = SpeakerInvitation(
                network_id=self.town.network_id, meeting_id=meeting.id, person_id=person.id, organisation="Universidad",
                category="academia", topic="Datos sobre niñez migrante", starts_at=at, minutes=minutes, form="email",
                language="es", drafted_at=self.now, sent_at=self.now, **given,
            )  # fmt: skip
            session.add(row)
            session.flush()
            assert row.id is not None
            return row.id


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of a calendar, as its owner sees it."""

    sequence: int
    stamp: str
    method: str
    starts: str
    ends: str
    title: str
    place: str


def replayed(calendars: Iterable[bytes]) -> dict[str, Event]:
    """A calendar that obeys RFC 5546: the highest SEQUENCE of a UID wins, then the latest DTSTAMP; a CANCEL takes it out."""
    kept: dict[str, Event] = {}
    for raw in calendars:
        told = properties(raw)
        event = Event(
            int(told["SEQUENCE"]), told["DTSTAMP"], method_of(raw), told["DTSTART"], told["DTEND"], told["SUMMARY"],
            told["LOCATION"],
        )  # fmt: skip
        known = kept.get(told["UID"])
        if known is None or (event.sequence, event.stamp) > (known.sequence, known.stamp):
            kept[told["UID"]] = event
    return {uid: event for uid, event in kept.items() if event.method == "REQUEST"}


def check(raw: bytes) -> None:
    """A strict reader and one of another make find nothing to complain of."""
    assert problems(raw) == []
    event = vobject.readOne(raw.decode()).vevent
    assert event.uid.value
    assert len(event.contents["attendee"]) == 1
