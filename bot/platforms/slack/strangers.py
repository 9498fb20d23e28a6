"""Whoever is not on the roster: a courteous answer for them, and the secretariat hears of it once."""

import contextlib

import structlog
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from bot.platforms.slack.answers import payload
from bot.platforms.slack.draw import messages
from bot.platforms.slack.heard import Message
from bot.platforms.slack.people import BOT, People, Stranger
from bot.platforms.slack.workspace import UNREACHABLE, answered, error_name
from handlers.reply import Card, Heading, Paragraph, text
from storage import inbound

log = structlog.get_logger()


def card_for(stranger: Stranger) -> Card:
    """What somebody reads who is not, or not recognisably, on the roster."""
    return Card((Heading(text("slack.stranger.title")), Paragraph(text(f"slack.stranger.{stranger.why}"))))


class Strangers:
    """Answers strangers where they wrote; what is said to them is a courtesy, tried once and not kept."""

    def __init__(self, people: People) -> None:
        self.people = people

    async def card(self, stranger: Stranger) -> Card:
        """The answer, and the word to the secretariat."""
        await self.people.tell_secretariat(stranger)
        return card_for(stranger)

    async def to_message(self, stranger: Stranger, message: Message) -> None:
        """Answer a message; in a channel only its writer sees it. Bots are not answered: they might answer back."""
        if stranger.why != BOT:
            await self.whisper(stranger, message, None, message.key)

    async def whisper(self, stranger: Stranger, message: Message, card: Card | None, key: str) -> None:
        """Say this (or that they are not on the roster) where they wrote, to them alone; what has that key, once."""
        if not await self._first_time(key):
            return
        words = await self.people.words(stranger)
        said = payload(messages(card or await self.card(stranger), words.say)[0])
        given = {"channel": message.channel, **said} | ({"thread_ts": message.thread} if message.thread else {})
        method = "chat.postMessage"
        if not message.direct:
            # Only the writer sees it: that somebody is not on the roster is nobody else's business.
            given, method = {"user": message.user, **given}, "chat.postEphemeral"
        try:
            await answered(self.people.workspace.hasty.api_call(method, json=given))
        except UNREACHABLE as wrong:
            log.warning("a stranger was not answered", error=error_name(wrong))

    async def _first_time(self, key: str) -> bool:
        now = self.people.clock()

        def note(session: Session) -> bool:
            known, _ = inbound.seen(session, key)
            if not known:
                inbound.remember(session, key, now, None)
            return not known

        with contextlib.suppress(IntegrityError):
            return await self.people.counter.write(note)
        return False
