"""An outbox row becomes a whole letter, ready to leave: in the reader's language, with its invitation or document."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.headerregistry import Address as Mailbox
from typing import Protocol, TypeVar

from sqlmodel import Session

from bot.dispatch import Address
from bot.mail import convocation, enclosed, entries, invitation
from bot.mail.convocation import METHODS, Home
from bot.mail.entries import Entry
from bot.mail.letter import Contents, Envelope, letter, reader, text_twin
from bot.mail.letters import drafts
from bot.word.enclosure import Bound, Enclosure, bound, minutes_file
from handlers.reply import Button, Buttons, Card, Note, text
from scheduler.sending import GiveUp, TryLater
from storage import meetings
from storage.calendars_sent import CalendarSent
from storage.meetings import Meeting
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
    """A letter as it leaves: its bytes, its name for good, what it said, and its calendar as a version to keep."""

    raw: bytes
    message_id: str
    recipient: str
    subject: str
    words: str
    version: CalendarSent | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """What a letter is about: a meeting, the reader's calendar entry of it, where they answer, the minutes it carries."""

    meeting: Meeting | None = None
    entry: Entry | None = None
    link: str = ""
    minutes: Bound | None = None


@dataclass(frozen=True, slots=True)
class Composer:
    """Writes the letter of a notice, from the network's mailbox. `page` is the network's address, if it has one."""

    storage: Storage
    sender: Mailbox
    clock: Callable[[], datetime]
    page: str = ""
    answer_link: Callable[[Session, Notice, Meeting], str] | None = None
    """Where the reader of an invitation answers without an account; "" when their answer is not asked."""
    poll_link: Callable[[Session, Notice], str] | None = None
    """The same for the reader of a date poll."""

    async def letter(self, notice: Notice, address: Address, card: Card) -> Letter | GiveUp | TryLater:
        """The letter, or why there can be none."""
        person = address.person
        if person is None:
            return GiveUp("no_reader")
        if not person.email.isascii():
            return GiveUp("strange_address")
        matter = await self.storage.look(lambda session: self._matter(session, notice, address))
        card = await self._with_poll(notice, card)
        if notice.notice in METHODS and matter.entry is None:
            return GiveUp("no_meeting")
        if matter.entry is not None and matter.entry.gone and matter.entry.method == invitation.REQUEST:
            return TryLater("just_cancelled")  # asked once more, it is needless
        to = reader(person.name, person.email)
        envelope = Envelope(self.sender, to, notice.key, self.clock(), address.words.language)
        home = self._home(address, envelope)
        document = None
        if enclosed.wanted(notice, card):  # beside the event loop: a long table takes a while to draw
            say, language = address.words.say, envelope.language
            document = await asyncio.to_thread(enclosed.document, notice, card, matter.meeting, home, language, say)
        elif matter.minutes is not None:
            say, card, language = address.words.say, enclosed.announced(card), envelope.language
            document = await asyncio.to_thread(minutes_file, matter.minutes, address.charter, language, say)
        documents = await self._letters(notice, address)
        if isinstance(documents, GiveUp):
            return documents
        documents = ([document] if document else []) + documents
        return self._written(notice, address, card, matter, envelope, home, documents)

    async def _letters(self, notice: Notice, address: Address) -> list[Enclosure] | GiveUp:
        """The Word letters this notice carries, drawn from the record as it is when it leaves."""
        wanted, charters, now = drafts.wanted_by(notice), {address.charter.name: address.charter}, self.clock()
        if not wanted:
            return []
        found = await self.storage.look(lambda session: [drafts.draft_of(session, charters, w, now) for w in wanted])
        if not any(found):
            return GiveUp("letter_gone")  # withdrawn since, or its reader left: a mail without its file says nothing
        try:  # beside the event loop, like every document
            return [await asyncio.to_thread(draft.drawn) for draft in found if draft is not None]
        except drafts.LetterError as broken:
            return GiveUp(f"letter_template: {broken}")

    def _matter(self, session: Session, notice: Notice, address: Address) -> Matter:
        """The meeting a letter is about, what its reader's calendar is told, and where they answer."""
        meeting = _meeting(session, notice)
        if meeting is None or notice.notice not in METHODS:
            return Matter(meeting, minutes=bound(session, notice, address.charter, self.clock()))
        say, language = address.words.say, address.words.language
        entry = entries.entry_of(session, notice, address.charter, self.sender.domain, say, language)
        asks = METHODS[notice.notice] == invitation.REQUEST and self.answer_link is not None
        return Matter(meeting, entry, self.answer_link(session, notice, meeting) if asks and self.answer_link else "")

    async def _with_poll(self, notice: Notice, card: Card) -> Card:
        """The card of a date poll with its reader's own link."""
        find = self.poll_link
        link = (
            await self.storage.look(lambda session: find(session, notice)) if find and notice.values.get("poll") else ""
        )
        if not link:
            return card
        here = Buttons((Button(text("mail.poll_here"), "", link=link),))
        return card.followed_by(here, Note(text("mail.poll_link")))

    def _home(self, address: Address, envelope: Envelope) -> Home:
        charter = address.charter
        return Home(charter.name, charter.zone, charter.title[envelope.language], self.page)

    def _written(
        self,
        notice: Notice,
        address: Address,
        card: Card,
        matter: Matter,
        envelope: Envelope,
        home: Home,
        documents: Sequence[Enclosure],
    ) -> Letter:
        say, entry, version = address.words.say, matter.entry, None
        contents = _contents(notice, card, matter, home, envelope.language)
        message = letter(envelope, contents, say)
        # The mailbox that invites is the organiser: it is never invited by itself.
        himself = envelope.reader.addr_spec.lower() == envelope.sender.addr_spec.lower()
        if entry is not None and not himself:
            told = convocation.calendar(entry, envelope, home, say, matter.link)
            calendar = invitation.calendar_bytes(told)
            invitation.attach(message, calendar, told.method)
            version = entries.version(notice, told, envelope.reader.addr_spec, calendar, envelope.now)
        for document in documents:
            enclosed.attach(message, document)
        return Letter(
            raw=message.as_bytes(), message_id=str(message["Message-ID"]), recipient=envelope.reader.addr_spec,
            subject=str(message["Subject"]), words=text_twin(contents, say), version=version,
        )  # fmt: skip


def _contents(notice: Notice, card: Card, matter: Matter, home: Home, language: str) -> Contents:
    if matter.entry is not None:
        return convocation.contents(matter.entry, home, language, matter.link)
    opening = convocation.opening(matter.meeting) if matter.meeting else ()
    read = enclosed.without_table(card) if enclosed.wanted(notice, card) else card
    return Contents(_to_read(read), opening=opening, closing=convocation.closing(home))


def _meeting(session: Session, notice: Notice) -> Meeting | None:
    code = str(notice.values.get("meeting") or "")
    return meetings.by_code(session, notice.network_id, code) if code else None


def _to_read(card: Card) -> Card:
    """The card without presses that only a chat can take; links stay."""
    parts = (
        replace(part, buttons=tuple(each for each in part.buttons if each.link)) if isinstance(part, Buttons) else part
        for part in card.parts
    )
    return Card(tuple(parts))
