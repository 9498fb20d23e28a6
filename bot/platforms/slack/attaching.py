"""The minutes in Word with the message that brings them: put into it once it has arrived, or asked for with a press.

The message leaves first, marked, exactly once. Only then is the file brought to Slack and put into that same message;
to change a message twice to the same does no harm. Whatever fails on the way, the message says how to ask for the file.
"""

import asyncio

import structlog

from bot.dispatch import Address
from bot.platforms.slack.answers import payload
from bot.platforms.slack.draw import Message
from bot.platforms.slack.people import People
from bot.platforms.slack.workspace import UNREACHABLE, answered, error_name
from bot.word.enclosure import WITH_FILE, Bound, bound, minutes_file
from handlers.reply import Card, Note, text
from storage.outbox import Notice

log = structlog.get_logger()

SECONDS = 10.0
"""In all, for the file: the delivery waits no longer for one message."""


class Attachments:
    """Finds the document of a notice, and puts it into the message."""

    def __init__(self, people: People) -> None:
        self.people, self.workspace = people, people.workspace

    async def of(self, notice: Notice, address: Address) -> Bound | None:
        """The document this notice comes with; None when it has none, or its reader may not read it."""
        if notice.notice not in WITH_FILE:
            return None
        now = self.people.clock()
        return await self.people.counter.look(lambda session: bound(session, notice, address.charter, now))

    async def put(self, found: Bound, address: Address, page: Message, where: str) -> bool:
        """Put it into the message at `where` ("channel/time stamp"); False when Slack did not take it."""
        channel, _, at = where.partition("/")
        drawn = (found, address.charter, address.words.language, address.words.say)
        try:
            async with asyncio.timeout(SECONDS):
                file = await asyncio.to_thread(minutes_file, *drawn)
                kept = await self.workspace.put_file(file.name, file.content)
                given = {"channel": channel, "ts": at, "file_ids": [kept], **payload(page)}
                await answered(self.workspace.patient.api_call("chat.update", json=given))
        except UNREACHABLE as wrong:
            log.warning("a file was not taken", error=error_name(wrong))
            return False
        return True


def offered(card: Card) -> Card:
    """The card of a message that brings a document: how to ask for it, with the press it has, where it is not seen."""
    return card.followed_by(Note(text("minutes_word.with_this")))
