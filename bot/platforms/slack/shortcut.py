"""The shortcut on a message, «Al acta»: its words to the minutes of the meeting in hand, through a small form."""

from typing import Any

import structlog

from bot.platforms.slack import heard
from bot.platforms.slack.answers import Answers, payload
from bot.platforms.slack.draw import messages
from bot.platforms.slack.house import Entrance
from bot.platforms.slack.naming import named
from bot.platforms.slack.people import Known, People, Stranger
from bot.platforms.slack.strangers import Strangers
from bot.understanding.marks import marked
from handlers.minutes_capture import KINDS
from handlers.reply import Card, Paragraph, Reply, text

log = structlog.get_logger()

TO_MINUTES = "to_minutes"
"""The shortcut's name in the manifest."""
COMMAND = "minutes.capture"
Body = dict[str, Any]


class Shortcut:
    """Answers whoever chose «Al acta» on a message: with a form, or alone with the reason why not."""

    def __init__(self, people: People, entrance: Entrance, answers: Answers, strangers: Strangers) -> None:
        self.people, self.entrance, self.answers, self.strangers = people, entrance, answers, strangers

    async def on_shortcut(self, ack: Any, body: Body) -> None:
        """Somebody wants a message in the minutes."""
        await ack()
        if not await self.people.settle_in(_team(body)):
            await self._alone(body, Card((Paragraph(text("slack.other_workspace")),)), None)
            return
        who = await self.people.who(body["user"]["id"])
        if isinstance(who, Stranger):
            await self._alone(body, await self.strangers.card(who), who)
            return
        reply = await self.entrance.pressed(
            self.people.network_id, who.person_id, COMMAND, await self._given(body), platform="slack", key=""
        )
        await self._answer(who, reply, body)

    async def _given(self, body: Body) -> Body:
        """The message's words as they look; a mark at their beginning says what they are to be."""
        message = body.get("message") or {}
        words = await named(self.people, heard.spoken(str(message.get("text") or "")))
        command, rest = marked(words)
        likely = next((kind for kind, taken_by in KINDS.items() if taken_by == command), "")
        return {"wording": rest, "likely": likely} if likely else {"wording": words}

    async def _answer(self, who: Known, reply: Reply, body: Body) -> None:
        words = await self.people.words(who)
        card, key = reply.card, f"slack/shortcut/{body.get('trigger_id', '')}"
        if reply.form is not None:
            if await self.answers.open_form(who, reply, words, str(body.get("trigger_id", ""))):
                return
            card = await self.answers.kept.reopening(reply.form, reply.card, who.person_id, self.people.clock(), key)
        if card is not None and not await self._alone(body, card, who):
            await self.answers.post(who, card, key)

    async def _alone(self, body: Body, card: Card, who: Known | Stranger | None) -> bool:
        """Beside the message, for whoever chose it alone; False when Slack does not take it."""
        words = self.people.words_in() if who is None else await self.people.words(who)
        if isinstance(who, Known):
            card = await self.answers.kept.lightened(card, who.person_id, self.people.clock())
        said = {"replace_original": False, "response_type": "ephemeral", **payload(messages(card, words.say)[0])}
        return await self.answers.workspace.respond(str(body.get("response_url", "")), said)


def _team(body: Body) -> str:
    return (body.get("team") or {}).get("id") or (body.get("user") or {}).get("team_id") or ""
