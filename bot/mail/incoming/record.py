"""What the record knows of the people, meetings and letters a message names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot.mail.incoming.found import ACCEPTED, CalendarAnswer
from storage import calendars_sent, incoming_mail, invitations, meetings, people
from storage.calendars_sent import CalendarSent
from storage.incoming_mail import APPLIED, CLEARED, MailReceived
from storage.invitations import DECLINED as SLOT_DECLINED
from storage.invitations import SpeakerInvitation
from storage.meetings import CANCELLED, Attendance, Meeting
from storage.outbox import Notice
from storage.people import Person

SLOT = re.compile(r"(?P<code>.+)-s(?P<number>[0-9]{1,9})")
CODE = re.compile(r"(?<![\w-])[A-Z]{2,5}-20[0-9]{2}-[0-9]{2,3}(?![\w-])")
CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Entry:
    """A calendar entry of ours: a meeting's, or a speaker's slot in it."""

    meeting: Meeting
    slot: SpeakerInvitation | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """Asks the record of one network; `suffix` ends the UID of every entry of its own."""

    session: Session
    network_id: int
    suffix: str

    def entry(self, uid: str) -> Entry | None:
        """The entry of that UID: «{code}-{charter}@{domain}», or «{code}-s{number}-{charter}@{domain}» of a slot."""
        if not uid.lower().endswith(self.suffix.lower()):
            return None
        own = uid[: -len(self.suffix)]
        if slot := SLOT.fullmatch(own):
            meeting, row = self.meeting(slot["code"]), self._slot(int(slot["number"]))
            return Entry(meeting, row) if meeting and row and row.meeting_id == meeting.id else None
        meeting = self.meeting(own)
        return Entry(meeting) if meeting else None

    def meeting(self, code: str) -> Meeting | None:
        """The meeting of that code."""
        return meetings.by_code(self.session, self.network_id, code)

    def meeting_named(self, subject: str) -> Meeting | None:
        """The meeting whose code stands in a subject."""
        named = CODE.search(subject.upper())
        return self.meeting(named[0]) if named else None

    def person(self, address: str) -> Person | None:
        """Whoever has that address, or answers from it with the secretariat's approval."""
        if not address:
            return None
        if found := people.by_email(self.session, self.network_id, address):
            return found
        other = incoming_mail.alias(self.session, self.network_id, address)
        return self.session.get(Person, other.person_id) if other else None

    def letter(self, *message_ids: str) -> Notice | None:
        """The newest of our letters among these."""
        if not message_ids:
            return None
        query = select(Notice).where(Notice.network_id == self.network_id, col(Notice.external_id).in_(message_ids))
        return self.session.exec(query.order_by(col(Notice.id).desc())).first()

    def letter_of(self, uid: str, person_id: int | None) -> str:
        """The key of the newest invitation to that entry which this person got."""
        sent = [row for row in self._versions(uid) if row.person_id == person_id]
        return sent[-1].key if sent else ""

    def sequences(self, entry: Entry, uid: str) -> tuple[int, int]:
        """The newest version of an entry that was sent, and the one since which its hour holds.

        Of an entry whose versions were not kept, any change may have been one of the hour.
        """
        newest = entry.slot.sequence if entry.slot else entry.meeting.sequence
        versions = sorted(self._versions(uid), key=lambda row: row.sequence)
        if not versions:
            return newest, newest
        hour = (versions[-1].starts_at, versions[-1].ends_at)
        since = versions[-1].sequence
        for row in reversed(versions):
            if (row.starts_at, row.ends_at) != hour:
                break
            since = row.sequence
        return max(newest, versions[-1].sequence), since

    def applied(self, entry: Entry, person_id: int | None) -> list[MailReceived]:
        """The answers of this person by mail that were applied, by themselves or by the secretariat."""
        query = select(MailReceived).where(
            MailReceived.network_id == self.network_id, MailReceived.meeting == entry.meeting.code,
            MailReceived.person_id == person_id, MailReceived.invitation_id == (entry.slot.id if entry.slot else None),
            col(MailReceived.status).in_((APPLIED, CLEARED)),
        )  # fmt: skip
        return [row for row in self.session.exec(query) if APPLIED in (row.status, row.outcome)]

    def said_otherwise_at(
        self, entry: Entry, answer: CalendarAnswer, person_id: int | None, applied: Sequence[MailReceived]
    ) -> datetime | None:
        """When this person said something else about the meeting by another road: what came by mail has its own order.

        Of a speaker's slot it is what was answered for that slot.
        """
        comes, by_mail = answer.status == ACCEPTED, {row.decided_at or row.received_at for row in applied}
        if slot := entry.slot:
            otherwise_said = bool(slot.answer) and (slot.answer != SLOT_DECLINED) != comes
            return slot.answered_at if otherwise_said and slot.answered_at not in by_mail else None
        query = select(Attendance).where(Attendance.meeting_id == entry.meeting.id, Attendance.person_id == person_id)
        otherwise = (row for row in self.session.exec(query) if row.answer and (row.answer == CONFIRMED) != comes)
        return max((row.said_at for row in otherwise if row.said_at not in by_mail), default=None)

    def seen(self, message_id: str, sender: str) -> bool:
        """Whether the same message was read before, from another folder or before the mailbox was numbered anew."""
        query = select(MailReceived.id).where(
            MailReceived.network_id == self.network_id, MailReceived.message_id == message_id,
            MailReceived.sender == sender,
        )  # fmt: skip
        return self.session.exec(query).first() is not None

    def _slot(self, number: int) -> SpeakerInvitation | None:
        return invitations.invitation(self.session, self.network_id, number)

    def _versions(self, uid: str) -> list[CalendarSent]:
        return calendars_sent.of_uid(self.session, self.network_id, uid)


def newest(applied: Sequence[MailReceived]) -> tuple[int, datetime] | None:
    """SEQUENCE and DTSTAMP of the newest of these."""
    marks = [
        (int(row.facts["sequence"]), datetime.fromisoformat(row.facts["stamp"]))
        for row in applied
        if row.facts.get("stamp")
    ]
    return max(marks, default=None)


def over(entry: Entry, now: datetime) -> bool:
    """Whether nothing is to be answered any more: it has ended, or was called off."""
    ended = entry.meeting.status == CANCELLED or entry.meeting.ends_at <= now
    return ended or (entry.slot is not None and entry.slot.withdrawn_at is not None)
