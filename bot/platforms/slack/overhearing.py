"""What is said in a channel without naming Quipu: only marks and personal data are looked for, all else is let go.

Nothing else is stored, answered or logged. Whoever wrote a mark, or what must not stand there, is answered alone.
"""

import asyncio

from bot.platforms.slack.answers import Answers
from bot.platforms.slack.heard import Message
from bot.platforms.slack.house import Entrance
from bot.platforms.slack.naming import named
from bot.platforms.slack.people import BOT, Known, People, Stranger
from bot.platforms.slack.strangers import Strangers
from bot.understanding.marks import marks_in
from handlers.personal_data import kinds_in
from handlers.reply import Buttons, Card, Divider, Note, Part, Reply, text
from storage import inbound

SLACK = "slack"
MOST = 10
"""How many marks of one message are taken."""


class Overhearing:
    """Listens for marks and for what must not stand in a channel."""

    def __init__(self, people: People, entrance: Entrance, answers: Answers, strangers: Strangers) -> None:
        self.people, self.entrance, self.answers, self.strangers = people, entrance, answers, strangers

    async def on_message(self, message: Message | None) -> None:
        """Answer a message that is our business though nobody named us; a changed one gives no mark a second time."""
        if message is None:
            return
        marks = [] if message.edited or message.direct else marks_in(message.words)
        personal = bool(await asyncio.to_thread(kinds_in, message.everything, in_passing=not message.direct))
        if not (marks or personal) or not await self.people.settle_in(message.team):
            return
        if message.edited and await self._asked_before(message):
            return
        who = await self.people.who(message.user)
        if isinstance(who, Stranger):
            await self._stranger(who, message, personal=personal)
            return
        reply = await (self.marked(who, message, marks) if marks else self._looked_at(who.person_id, message))
        if reply.card is not None:
            alone = {"channel": message.channel, "thread": message.thread, "only": message.user}
            await self.answers.post(who, reply.card, _key(message), None if reply.withheld else alone)

    async def _looked_at(self, person_id: int | None, message: Message) -> Reply:
        return await self.entrance.overheard(
            self.people.network_id,
            person_id,
            message.everything,
            platform=SLACK,
            key=_key(message),
            place="" if message.direct else message.channel,
        )

    async def marked(self, who: Known, message: Message, marks: list[str]) -> Reply:
        """Each mark as if it had been written to us; none of them where the message holds what must not be kept."""
        parts: list[Part] = []
        refused = False
        for number, mark in enumerate(marks[:MOST]):
            key = f"{message.key}/{number}" if number else message.key
            reply = await self.entrance.typed(
                self.people.network_id, who.person_id, await named(self.people, mark), platform=SLACK, key=key,
                place=message.channel, attached=message.attached, said=message.words,
            )  # fmt: skip
            if reply.withheld:
                return reply
            card = reply.card
            if reply.form is not None:
                now = self.people.clock()
                card = await self.answers.kept.reopening(reply.form, reply.card, who.person_id, now, key)
            parts += [*([Divider()] if parts else []), *(card.parts if card else ())]
            refused = refused or reply.refused
        if len(marks) > 1 and not refused:
            parts = [part for part in parts if not isinstance(part, Buttons) or _needed(part)]
        if len(marks) > MOST:
            parts.append(Note(text("capture.too_many", count=MOST)))
        return Reply(Card(tuple(parts)) if parts else None)

    async def _stranger(self, who: Stranger, message: Message, *, personal: bool) -> None:
        """Whoever is not on the roster takes nothing down, but is asked as well to delete what must not stand there."""
        if who.why == BOT:
            return
        if not personal:
            await self.strangers.to_message(who, message)
            return
        reply = await self._looked_at(None, message)
        if reply.card is not None:
            await self.strangers.whisper(who, message, reply.card, f"{_key(message)}/asked")

    async def _asked_before(self, message: Message) -> bool:
        """Whether its writer was asked to delete it before they changed it."""
        _, before = await self.people.counter.look(lambda session: inbound.seen(session, message.key))
        return bool(before and before.get("withheld"))


def _needed(presses: Buttons) -> bool:
    """Presses without which a mark is not taken: the others would be many under several marks."""
    return any(button.command.startswith("drafts.") for button in presses.buttons)


def _key(message: Message) -> str:
    """However often a message is changed, it is answered once."""
    return f"{message.key}/edited" if message.edited else message.key
