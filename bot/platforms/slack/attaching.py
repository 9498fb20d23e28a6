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
from bot.word.enclosure import WITH_FILE, Bound, carried, minutes_file
from handlers.reply import Card, Note, text
from storage.gathered import DIGEST
from storage.outbox import Notice

log = structlog.get_logger()

SECONDS = 10.0
"""In all, for the files: the delivery waits no longer for one message."""


class Attachments:
    """Finds the documents of a notice, and puts them into its message."""

    def __init__(self, people: People) -> None:
        self.people, self.workspace = people, people.workspace

    async def of(self, notice: Notice, address: Address) -> list[Bound]:
        """The documents this notice comes with, or those gathered in it; none that its reader may not read."""
        if notice.notice != DIGEST and notice.notice not in WITH_FILE:
            return []
        now = self.people.clock()
        return await self.people.counter.look(lambda session: carried(session, notice, address.charter, now))

    async def put(self, found: list[Bound], address: Address, page: Message, where: str) -> bool:
        """Put them into the message at `where` ("channel/time stamp"), all at once; False when Slack did not take one."""
        channel, _, at = where.partition("/")
        drawn = (address.charter, address.words.language, address.words.say)
        try:
            async with asyncio.timeout(SECONDS):
                files = [await asyncio.to_thread(minutes_file, each, *drawn) for each in found]
                kept = [await self.workspace.put_file(file.name, file.content) for file in files]
                given = {"channel": channel, "ts": at, "file_ids": kept, **payload(page)}
                await answered(self.workspace.patient.api_call("chat.update", json=given))
        except UNREACHABLE as wrong:
            log.warning("a file was not taken", error=error_name(wrong))
            return False
        return True


def offered(card: Card, notice: Notice, found: list[Bound]) -> Card:
    """The card of a message that brings documents: how to ask for one, with the press it has, where it is not seen."""
    if notice.notice != DIGEST:
        return card.followed_by(Note(text("minutes_word.with_this")))
    codes = [each.meeting.code for each in found]
    return card.followed_by(Note(text("minutes_word.with_digest", count=len(codes), meetings=codes)))
