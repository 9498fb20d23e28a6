"""What of the network's own a message is about: the entry, the person, the letter; and what the rule needs to know."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.mail.incoming import found
from bot.mail.incoming.found import CalendarAnswer, Found
from bot.mail.incoming.record import Entry, Record, newest, over
from bot.mail.incoming.rule import Known, why_not
from bot.mail.incoming.trust import vouched_for
from storage.outbox import Notice
from storage.people import Person


@dataclass(frozen=True, slots=True)
class About:
    """One message against the record. `person` is whose answer it most likely is, for whoever reviews it."""

    message: Found
    known: Known
    said: CalendarAnswer | None = None
    entry: Entry | None = None
    person: int | None = None
    meeting: str = ""
    letter: str = ""

    @property
    def slot(self) -> int | None:
        """The speaker's invitation it answers."""
        return self.entry.slot.id if self.entry and self.entry.slot else None

    @property
    def concerns_us(self) -> bool:
        """Whether somebody should see it: ordinary letters of people we know are not ours to list."""
        ours = bool(self.entry or self.meeting or self.letter)
        if self.message.kind == found.CALENDAR:
            return self.entry is not None
        if self.message.kind == found.TEXT:
            return ours or bool(self.known.sender and self.message.hint)
        return ours or self.person is not None or self.known.sender is not None

    def reason(self, now: datetime) -> str:
        """Why it is not applied by itself; "" when it is."""
        back = self.message.returned
        if back is not None:
            return "delayed" if not back.failed and back.certain else "returned" if back.certain else "perhaps_returned"
        return why_not(self.message, self.known, now)


def about(record: Record, message: Found, authserv_id: str, now: datetime) -> About:
    """Look up everything a message names."""
    said = message.answers[0] if message.answers else None
    uid = said.uid if said else next(iter(message.uids), "")
    entry, letter = record.entry(uid) if uid else None, _letter(record, message)
    sender = record.person(message.sender)
    whose = _whose(record, message, said, sender, letter)
    known = Known(sender=_id(sender), vouched=vouched_for(message.authentication, authserv_id, message.sender))
    if said and entry:
        known = _about_entry(record, known, said, entry, now)
    return About(
        message, known, said, entry, whose, _meeting(record, message, entry, letter),
        letter.key if letter else record.letter_of(uid, whose) if uid else "",
    )  # fmt: skip


def _about_entry(record: Record, known: Known, said: CalendarAnswer, entry: Entry, now: datetime) -> Known:
    """Whoever answers for a slot is the speaker who was invited to it, and nobody else."""
    person = _id(record.person(said.attendee))
    if entry.slot and person != entry.slot.person_id:
        person = None
    version, since = record.sequences(entry, said.uid)
    applied = record.applied(entry, person)
    return replace(
        known, entry=True, over=over(entry, now), person=person, sequence=version, hour_since=since,
        applied=newest(applied), said_otherwise_at=record.said_otherwise_at(entry, said, person, applied),
    )  # fmt: skip


def _letter(record: Record, message: Found) -> Notice | None:
    back = message.returned
    return record.letter(*((back.original,) if back else message.about))


def _whose(
    record: Record, message: Found, said: CalendarAnswer | None, sender: Person | None, letter: Notice | None
) -> int | None:
    """The person named in the answer, else the reader of the letter it answers, else whoever wrote it."""
    reader = letter.person_id if letter else None
    if message.returned:
        return reader or _id(record.person(message.returned.recipient))
    if said:
        return _id(record.person(said.attendee)) or reader or _id(sender)
    return _id(sender) or reader


def _meeting(record: Record, message: Found, entry: Entry | None, letter: Notice | None) -> str:
    if entry:
        return entry.meeting.code
    if letter:
        return str(letter.values.get("meeting") or "")
    named = record.meeting_named(message.subject)
    return named.code if named else ""


def _id(person: Person | None) -> int | None:
    return person.id if person else None
