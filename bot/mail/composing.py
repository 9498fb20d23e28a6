"""An outbox row becomes a whole letter, ready to leave: in the reader's language, with its invitation or document."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from email.headerregistry import Address as Mailbox
from typing import Protocol, TypeVar

from sqlmodel import Session

from bot.dispatch import Address
from bot.mail import convocation, enclosed, invitation
from bot.mail.convocation import METHODS, Home
from bot.mail.enclosed import Enclosure
from bot.mail.letter import Contents, Envelope, letter, reader, text_twin
from handlers.reply import Buttons, Card
from scheduler.sending import GiveUp
from storage import meetings, minutes
from storage.meetings import Meeting
from storage.minutes import Minutes
from storage.outbox import Notice

T = TypeVar("T")


class Storage(Protocol):
    """The way to the record from the event loop."""

    async def look(self, question: Callable[[Session], T]) -> T:
        """Ask the record something."""

    async def write(self, work: Callable[[Session], T]) -> T:
        """Do something in a transaction."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it leaves: its bytes, its name for good, and what it said."""

    raw: bytes
    message_id: str
    recipient: str
    subject: str
    words: str


@dataclass(frozen=True, slots=True)
class Composer:
    """Writes the letter of a notice, from the network's mailbox. `page` is the network's address, if it has one."""

    storage: Storage
    sender: Mailbox
    clock: Callable[[], datetime]
    page: str = ""
    answer_link: Callable[[Session, Notice, Meeting], str] | None = None
    """Where the reader of an invitation answers without an account; "" when their answer is not asked."""

    async def letter(self, notice: Notice, address: Address, card: Card) -> Letter | GiveUp:
        """The letter, or why there can be none."""
        person = address.person
        if person is None:
            return GiveUp("a letter needs one reader")
        if not person.email.isascii():
            return GiveUp("the address has letters that mail cannot carry")
        meeting, link, row = await self.storage.look(lambda session: self._about(session, notice))
        if notice.notice in METHODS and meeting is None:
            return GiveUp("the meeting of this invitation is not in the record")
        to = reader(person.name, person.email)
        envelope = Envelope(self.sender, to, notice.key, self.clock(), address.words.language)
        home = self._home(address, envelope)
        document = None
        if enclosed.wanted(notice, card):  # beside the event loop: a long table takes a while to draw
            say = address.words.say
            document = await asyncio.to_thread(enclosed.document, notice, card, meeting, home, envelope.language, say)
        elif row is not None and meeting is not None:
            say, card = address.words.say, enclosed.announced(card)
            document = await asyncio.to_thread(enclosed.minutes_of, notice, meeting, row, home, envelope.language, say)
        return self._written(notice, address, card, meeting, envelope, home, document, link)

    def _about(self, session: Session, notice: Notice) -> tuple[Meeting | None, str, Minutes | None]:
        """The meeting a letter is about, where its reader answers, and the minutes that it carries."""
        meeting = _meeting(session, notice)
        row = _minutes(session, notice, meeting)
        if meeting is None or notice.notice not in METHODS or self.answer_link is None:
            return meeting, "", row
        return meeting, self.answer_link(session, notice, meeting), row

    def _home(self, address: Address, envelope: Envelope) -> Home:
        charter = address.charter
        return Home(charter.name, charter.zone, charter.title[envelope.language], self.page)

    def _written(
        self,
        notice: Notice,
        address: Address,
        card: Card,
        meeting: Meeting | None,
        envelope: Envelope,
        home: Home,
        document: Enclosure | None,
        link: str,
    ) -> Letter:
        say = address.words.say
        contents = _contents(notice, card, meeting, home, link)
        message = letter(envelope, contents, say)
        # The mailbox that invites is the organiser: it is never invited by itself.
        himself = envelope.reader.addr_spec.lower() == envelope.sender.addr_spec.lower()
        if meeting is not None and notice.notice in METHODS and not himself:
            sequence = int(notice.values.get("sequence", meeting.sequence))
            told = convocation.calendar(notice.notice, sequence, meeting, envelope, home, say, link)
            invitation.attach(message, invitation.calendar_bytes(told), told.method)
        if document is not None:
            enclosed.attach(message, document)
        return Letter(
            raw=message.as_bytes(), message_id=str(message["Message-ID"]), recipient=envelope.reader.addr_spec,
            subject=str(message["Subject"]), words=text_twin(contents, say),
        )  # fmt: skip


def _contents(notice: Notice, card: Card, meeting: Meeting | None, home: Home, link: str) -> Contents:
    if notice.notice in METHODS and meeting is not None:
        return convocation.contents(notice.notice, meeting, home, link)
    opening = convocation.opening(meeting) if meeting else ()
    read = enclosed.without_table(card) if enclosed.wanted(notice, card) else card
    return Contents(_to_read(read), opening=opening, closing=convocation.closing(home))


def _meeting(session: Session, notice: Notice) -> Meeting | None:
    code = str(notice.values.get("meeting") or "")
    return meetings.by_code(session, notice.network_id, code) if code else None


def _minutes(session: Session, notice: Notice, meeting: Meeting | None) -> Minutes | None:
    named = notice.values.get(enclosed.WORD)
    if meeting is None or meeting.id is None or not named:
        return None
    rows = minutes.versions(session, meeting.id)
    return next((row for row in rows if row.version == named["version"]), None)


def _to_read(card: Card) -> Card:
    """The card without presses that only a chat can take; links stay."""
    parts = (
        replace(part, buttons=tuple(each for each in part.buttons if each.link)) if isinstance(part, Buttons) else part
        for part in card.parts
    )
    return Card(tuple(parts))
