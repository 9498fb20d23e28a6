"""A network with a technical meeting to answer, and a mailbox whose messages are read and filed one by one."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import col, select

from bot.mail.incoming.filing import Filing, Place
from bot.mail.incoming.found import Found
from bot.mail.incoming.reading import read
from bot.mail.letter import message_id
from storage.calendars_sent import CalendarSent
from storage.incoming_mail import MailReceived
from storage.meetings import Attendance, Meeting
from storage.outbox import Notice
from tests.bot.incoming.samples import DOMAIN
from tests.handlers.meeting_scene import TEC, answers, convene, the
from tests.town import Town, lima

CODE = "TEC-2027-01"
FEBRUARY = lima(2027, 2, 1, 11)


@dataclass
class Post:
    """What comes back to the network's mailbox."""

    town: Town
    uids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def filing(self) -> Filing:
        return Filing(self.town.charters, self.town.network_id, DOMAIN, DOMAIN)

    def arrives(self, raw: bytes, at: datetime = FEBRUARY, uid: int | None = None, validity: int = 1) -> MailReceived:
        """A message comes in; the row it became."""
        return self.files(read(raw), at, uid, validity)

    def files(self, found: Found, at: datetime = FEBRUARY, uid: int | None = None, validity: int = 1) -> MailReceived:
        place = Place("box", validity, uid or next(self.uids))
        with self.town.database.transaction() as session:
            self.filing.file(session, place, found, at)
        return next(row for row in self.rows() if (row.uid_validity, row.uid) == (place.uid_validity, place.uid))

    def rows(self) -> list[MailReceived]:
        with self.town.database.reading() as session:
            return list(session.exec(select(MailReceived).order_by(col(MailReceived.id))))

    def attendance(self, body: str = "ACNUR", code: str = CODE) -> Attendance | None:
        return answers(self.town, code).get(body)

    def answered(self, body: str = "ACNUR", code: str = CODE) -> str:
        row = self.attendance(body, code)
        return row.answer if row else ""

    def letter(self, who: str = "n.quintamayo") -> str:
        """The Message-ID of this reader's invitation, marked as sent."""
        notice = self.town.notices("invitation.request", who)[-1]
        name = message_id(notice.key, DOMAIN)
        with self.town.database.transaction() as session:
            session.get_one(Notice, notice.id).external_id = name
        return name

    def sent_version(self, sequence: int, starts_at: datetime, who: str = "n.quintamayo", place: str = "") -> None:
        """A version of the invitation that went into somebody's calendar; the meeting is at it."""
        meeting = the(self.town, CODE)
        with self.town.database.transaction() as session:
            row = session.get_one(Meeting, meeting.id)
            row.sequence, row.starts_at = sequence, starts_at
            session.add(
                CalendarSent(
                    network_id=self.town.network_id, key=f"v/{who}/{sequence}", person_id=self.town.id_of(who), email="x@y.example",
                    meeting=CODE, uid=f"{CODE}-peru@{DOMAIN}", method="REQUEST", sequence=sequence, starts_at=starts_at,
                    ends_at=starts_at, title="x", place=place, sent_at=FEBRUARY, raw=b"",
                )
            )  # fmt: skip


def technical(town: Town) -> Post:
    """A technical meeting is convened for 10 February."""
    convene(town, **TEC)
    return Post(town)
