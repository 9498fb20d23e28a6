"""How an answer reaches whoever asked: on the spot where Slack allows it, else through the outbox, durably and once."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog

from bot.language.catalogue import Words
from bot.notices import REPLY
from bot.platforms.slack import forms
from bot.platforms.slack.cutting import shortened
from bot.platforms.slack.draw import Message, messages
from bot.platforms.slack.heard import digest
from bot.platforms.slack.house import Counter
from bot.platforms.slack.kept import Kept
from bot.platforms.slack.people import Known
from bot.platforms.slack.workspace import UNREACHABLE, Workspace, answered, error_name
from handlers.papers import on_paper
from handlers.reply import Buttons, Card, Heading, Note, Paragraph, Reply, text
from storage import outbox
from storage.outbox import Notice

log = structlog.get_logger()

ERROR_CHARACTERS = 2_000
TARGET = "slack"
"""Under this name a notice says where in Slack it goes: {"channel", "thread"}, and to whom `only`; without it, to the person."""
Ack = dict[str, Any]


class Answers:
    """Brings replies back to people, each in their own words."""

    def __init__(self, workspace: Workspace, counter: Counter, clock: Callable[[], datetime], network_id: int) -> None:
        self.workspace, self.counter, self.clock, self.network_id = workspace, counter, clock, network_id
        self.kept = Kept(counter, network_id)

    async def to_command(self, known: Known, reply: Reply, words: Words, *, trigger: str, key: str) -> Ack:
        """What Slack is answered when a command was typed: a card only its writer sees, or nothing but an open form."""
        card = reply.card
        if reply.form is not None:
            if not await self.open_form(known, reply, words, trigger):
                card = await self.kept.reopening(reply.form, reply.card, known.person_id, self.clock(), key)
            elif card is not None and not other_ways(card):
                card = None  # it stands above the form
        return await self.ephemeral(known, card, words, key) if card is not None else {}

    async def ephemeral(self, known: Known, card: Card, words: Words, key: str) -> Ack:
        """A card that only one person sees; what needs several messages goes to their direct messages."""
        light = await self.kept.lightened(card, known.person_id, self.clock())
        pages = messages(light, words.say)
        if len(pages) > 1:
            await self.post(known, light, key)
            pages = messages(Card((Paragraph(text("slack.too_long_here", count=len(pages))),)), words.say)
        return {"response_type": "ephemeral", **payload(pages[0])}

    async def open_form(self, known: Known, reply: Reply, words: Words, trigger: str, origin: str = "") -> bool:
        """Open the form over what the person is looking at; False when Slack does not let us any more."""
        if reply.form is None or not trigger:
            return False
        view = await self.modal(known, reply, words, origin)
        return await self._view("views.open", trigger_id=trigger, view=view)

    async def modal(self, known: Known, reply: Reply, words: Words, origin: str = "") -> dict[str, Any]:
        """The form as Slack takes it."""
        assert reply.form is not None
        kept = await self.kept.of_form(reply.form, known.person_id, self.clock())
        return forms.modal(reply.form, words.say, card=reply.card, origin=origin, kept=kept)

    async def to_submission(self, known: Known, reply: Reply, words: Words, view: dict[str, Any], key: str) -> Ack:
        """What a form is answered: what is wrong beside its field, a further form, or the door; the card goes by post."""
        field = reply.wrong if forms.has_field(view, reply.wrong) else forms.first_field(view)
        if reply.refused and reply.card is not None and field:
            if other_ways(reply.card):
                await self.post(known, reply.card, key)
            return {"response_action": "errors", "errors": {field: refusal_words(reply.card, words)}}
        if reply.form is not None:
            return {"response_action": "update", "view": await self.modal(known, reply, words)}
        if reply.card is not None:
            await self.post(known, reply.card, key)
            await self._close_origin(forms.hidden_of(view)[2], words)
        return {"response_action": "clear"}

    async def post(self, known: Known, card: Card, key: str, target: dict[str, str] | None = None) -> None:
        """Put a card in the outbox for this person; the same key, once."""
        now = self.clock()
        light = await self.kept.lightened(card, known.person_id, now)
        values: dict[str, Any] = {"card": on_paper(light)} | ({TARGET: target} if target else {})
        notice = Notice(
            network_id=self.network_id, key=f"{self.network_id}/reply/{digest(key)}", person_id=known.person_id,
            notice=REPLY, values=values, due_at=now, written_at=now,
        )  # fmt: skip
        await self.counter.write(lambda session: outbox.post(session, notice))

    async def show(self, words: Words, card: Card, *, trigger: str = "", view_id: str = "") -> bool:
        """Show a card over what the person is looking at, or in the modal they already have before them."""
        view = forms.shown(card, words.say, words.say(text("slack.shown")))
        if view is None:
            return False
        if view_id:
            return await self._view("views.update", view_id=view_id, view=view)
        return bool(trigger) and await self._view("views.open", trigger_id=trigger, view=view)

    async def publish(self, user: str, view: dict[str, Any]) -> bool:
        """Put this on the person's Home."""
        return await self._view("views.publish", user_id=user, view=view)

    async def _close_origin(self, origin: str, words: Words) -> None:
        """The preview the form was opened from is no longer the one to confirm: its presses go."""
        if origin:
            card = Card((Paragraph(text("slack.moved_on")),))
            await self.workspace.respond(origin, {"replace_original": True, **payload(messages(card, words.say)[0])})

    async def _view(self, method: str, **given: Any) -> bool:
        try:
            await answered(self.workspace.hasty.api_call(method, json=given))
        except UNREACHABLE as wrong:
            log.warning("a view was not taken", method=method, error=error_name(wrong))
            return False
        return True


def payload(page: Message) -> dict[str, Any]:
    """A message as Slack takes it; no link grows a preview."""
    return {"text": page.text, "blocks": page.blocks, "unfurl_links": False, "unfurl_media": False}


def other_ways(card: Card) -> bool:
    """Whether a refusal offers something to do instead."""
    commands = {button.command for part in card.parts if isinstance(part, Buttons) for button in part.buttons}
    return bool(commands - {"network.why", "network.help"})


def refusal_words(card: Card, words: Words) -> str:
    """A refusal as the few lines that stand beside a field."""
    lines = [words.say(part.words) for part in card.parts if isinstance(part, Paragraph | Note)]
    lines = lines or [words.say(part.words) for part in card.parts if isinstance(part, Heading)]
    return shortened("\n".join(lines), ERROR_CHARACTERS)
