"""A press on a button: what it asks for, how often it counts, and where its answer is shown."""

from typing import Any

from bot.platforms.slack.answers import Answers, payload
from bot.platforms.slack.draw import messages
from bot.platforms.slack.forms import FORM
from bot.platforms.slack.heard import digest
from bot.platforms.slack.home import home
from bot.platforms.slack.house import Entrance
from bot.platforms.slack.kept import UNFOLD
from bot.platforms.slack.memory import Memory
from bot.platforms.slack.people import Known, People, Stranger
from bot.platforms.slack.presses import read
from bot.platforms.slack.strangers import Strangers
from handlers.reply import Card, Paragraph, Reply, text

Body = dict[str, Any]
DOUBLE_CLICK_SECONDS = 10.0
QUESTIONS = {
    "show", "list", "search", "why", "tor", "help", "obligations", "settings", "status", "calendar", "mine", "home",
    "later", "unknown", "forecast", "roll",
}  # fmt: skip
"""Verbs that change nothing: their answer stands beside the card that was pressed, which stays."""

STAYS = {"minutes.undo"}
"""The card they are pressed on is brought up to date by itself: their answer stands beside it."""


class Pressing:
    """Answers presses. A double click is one press; a preview is confirmed once, however often it is pressed."""

    def __init__(self, people: People, entrance: Entrance, answers: Answers, strangers: Strangers) -> None:
        self.people, self.entrance, self.answers, self.strangers = people, entrance, answers, strangers
        self._bursts: Memory[str] = Memory(DOUBLE_CLICK_SECONDS)

    async def on_press(self, ack: Any, body: Body) -> None:
        """Somebody pressed a button on a message, in a modal or on Home."""
        await ack()
        action, user = body["actions"][0], body["user"]["id"]
        if action.get("type") != "button" or not action.get("value") or not await self.people.settle_in(_team(body)):
            return
        who = await self.people.who(user)
        if isinstance(who, Stranger):
            words = await self.people.words(who)
            await self._beside(body, payload(messages(await self.strangers.card(who), words.say)[0]))
            return
        command, values, reply = await self._asked(action, who)
        if reply is None:
            reply = await self.entrance.pressed(
                self.people.network_id,
                who.person_id,
                command,
                values,
                platform="slack",
                key=self._key(command, action, body),
            )
        await self._answer(who, command, reply, body, self._name(action, body))

    async def refresh_home(self, user: str) -> None:
        """Put what is pending on the person's Home."""
        who = await self.people.who(user)
        if isinstance(who, Stranger):
            card = await self.strangers.card(who)
        else:
            person = who.person_id
            network = self.people.network_id
            reply = await self.entrance.pressed(network, person, "network.home", {}, platform="slack", key="")
            card = await self.answers.kept.lightened(reply.card or Card(()), person, self.people.clock())
        words = await self.people.words(who)
        await self.answers.publish(user, home(card, words.say))

    async def _asked(self, action: Body, who: Known) -> tuple[str, dict[str, Any], Reply | None]:
        """The command a button carries, or the answer that it is not this person's to press."""
        given = read(action["value"])
        command, values = str(given.get("c", "")), dict(given.get("v") or {})
        if command != UNFOLD:
            return command, values, None
        kept = await self.answers.kept.unfolded(str(values.get("kept", "")), who.person_id)
        if kept is None:
            return command, values, Reply(Card((Paragraph(text("slack.not_yours")),)), refused=True)
        return *kept, None

    def _key(self, command: str, action: Body, body: Body) -> str:
        """The name of this press: the same for a double click; none for questions and forms, which may be asked again."""
        if command.rpartition(".")[2] in QUESTIONS or command == "drafts.change":
            return ""
        return self._name(action, body)

    def _name(self, action: Body, body: Body) -> str:
        container = body.get("container") or {}
        place = container.get("message_ts") or container.get("view_id") or (body.get("view") or {}).get("id", "")
        # A card replaced in place keeps its name and that of its buttons: what a button carries tells them apart.
        what = digest(action.get("action_id"), action.get("value"))
        press = f"slack/{_team(body)}/press/{place}/{what}/{body['user']['id']}"
        first = self._bursts.get(press)
        if first is None:
            first = str(action.get("action_ts", ""))
            self._bursts.put(press, first)
        return f"{press}/{first}"

    async def _answer(self, who: Known, command: str, reply: Reply, body: Body, key: str) -> None:
        words = await self.people.words(who)
        trigger, answer_at = body.get("trigger_id", ""), body.get("response_url", "")
        card = reply.card
        if reply.form is not None:
            # The preview a form was opened from gives way once the form comes back.
            if await self.answers.open_form(
                who, reply, words, trigger, answer_at if command == "drafts.change" else ""
            ):
                return
            card = await self.answers.kept.reopening(reply.form, reply.card, who.person_id, self.people.clock(), key)
        if card is not None and not await self._shown(who, command, card, body):
            await self.answers.post(who, card, key)

    async def _shown(self, who: Known, command: str, card: Card, body: Body) -> bool:
        """Whether the answer could be shown where the press was."""
        words = await self.people.words(who)
        light = await self.answers.kept.lightened(card, who.person_id, self.people.clock())
        view = body.get("view") or {}
        if view.get("type") == "modal" and view.get("callback_id") != FORM:
            return await self.answers.show(words, light, view_id=view["id"])
        if view:
            shown = await self.answers.show(words, light, trigger=body.get("trigger_id", ""))
            if view.get("type") == "home":
                await self.refresh_home(who.user)
            return shown
        pages = messages(light, words.say)
        if len(pages) > 1:
            return False
        beside = command.rpartition(".")[2] in QUESTIONS or command in STAYS or _is_preview(light)
        if beside and not command.startswith("drafts."):
            return await self._beside(body, payload(pages[0]))
        return await self.answers.workspace.respond(
            body.get("response_url", ""), {"replace_original": True, **payload(pages[0])}
        )

    async def _beside(self, body: Body, said: Body) -> bool:
        """Below the pressed card, for its presser alone."""
        answer = {"replace_original": False, "response_type": "ephemeral", **said}
        return await self.answers.workspace.respond(body.get("response_url", ""), answer)


def _is_preview(card: Card) -> bool:
    """A draft to be confirmed is its author's own business, and leaves the pressed card to be pressed again."""
    return any(
        getattr(button, "command", "") == "drafts.confirm"
        for part in card.parts
        for button in getattr(part, "buttons", ())
    )


def _team(body: Body) -> str:
    return (body.get("team") or {}).get("id") or (body.get("user") or {}).get("team_id") or ""
