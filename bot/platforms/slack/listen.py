"""Slack speaks, Quipu listens: commands, presses, forms, mentions, direct messages and Home, through one entrance.

Everything is done before Slack is answered (`process_before_response`); what is slow goes through the outbox.
Slack delivers some things several times: what happened is named by `key`, and done once.
"""

import logging
import re
import secrets
import traceback
from pathlib import Path
from typing import Any

import structlog
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.web.async_client import AsyncWebClient

from bot.counter import fault
from bot.platforms.slack import forms, heard
from bot.platforms.slack.answers import Answers, payload
from bot.platforms.slack.draw import messages
from bot.platforms.slack.families import FAMILIES
from bot.platforms.slack.house import Entrance
from bot.platforms.slack.naming import named
from bot.platforms.slack.overhearing import Overhearing
from bot.platforms.slack.people import Known, People, Stranger
from bot.platforms.slack.pressing import Pressing
from bot.platforms.slack.shortcut import TO_MINUTES, Shortcut
from bot.platforms.slack.strangers import Strangers
from bot.platforms.slack.workspace import Workspace
from bot.understanding.marks import marks_in
from bot.word.package import LARGEST
from handlers.reply import Card, Paragraph, Reply, text

log = structlog.get_logger()

SLACK = "slack"
CODE = re.compile(r"\b[A-Z]{1,5}-[0-9]{4}-[0-9]{1,3}\b")
ANYTHING = re.compile(".*", re.DOTALL)
Body = dict[str, Any]


class Listening:
    """What Bolt calls when something arrives."""

    def __init__(self, people: People, entrance: Entrance, answers: Answers) -> None:
        self.people, self.entrance, self.answers = people, entrance, answers
        self.workspace = people.workspace
        self.strangers = Strangers(people)
        self.pressing = Pressing(people, entrance, answers, self.strangers)
        self.shortcut = Shortcut(people, entrance, answers, self.strangers)
        self.overhearing = Overhearing(people, entrance, answers, self.strangers)

    def app(self, signing_secret: str) -> AsyncApp:
        """Bolt with everything attached. The signature was checked at the door, on the bytes that came."""
        app = AsyncApp(
            name="quipu",
            logger=logging.getLogger("slack_bolt"),
            client=AsyncWebClient(base_url=self.workspace.api_url, retry_handlers=[]),
            authorize=OneWorkspace(self.workspace),
            signing_secret=signing_secret or "socket",
            request_verification_enabled=False,
            process_before_response=True,
        )
        families = "|".join(name for family in FAMILIES for name in family.names)
        app.command(re.compile(rf"^/({families})$"))(self.on_command)
        app.command(ANYTHING)(self.on_command)
        app.action(ANYTHING)(self.pressing.on_press)
        app.view(ANYTHING)(self.on_form)
        app.shortcut(TO_MINUTES)(self.shortcut.on_shortcut)
        for kind in ("message", "app_mention"):
            app.event(kind)(self.on_message)
        app.event("app_home_opened")(self.on_home)
        for catch_all in (app.event, app.shortcut, app.view_closed, app.options):
            catch_all(ANYTHING)(_nothing)
        app.error(self.on_error)
        return app

    async def on_command(self, ack: Any, body: Body) -> None:
        """A slash command: answered on the spot, to its writer alone."""
        team, user = body.get("team_id", ""), body.get("user_id", "")
        if not await self.people.settle_in(team):
            await ack(_ephemeral(Card((Paragraph(text("slack.other_workspace")),)), self.people))
            return
        who = await self.people.who(user)
        if isinstance(who, Stranger):
            words = await self.people.words(who)
            await ack({"response_type": "ephemeral", **payload(messages(await self.strangers.card(who), words.say)[0])})
            return
        key = f"slack/{team}/command/{body['trigger_id']}" if body.get("trigger_id") else ""
        family = str(body.get("command", "")).lstrip("/").lower()
        reply = await self.entrance.typed(
            self.people.network_id, who.person_id, heard.unescaped(body.get("text") or ""),
            family=family if family in _KNOWN else "", platform=SLACK, key=key, place=_room(body.get("channel_id")),
        )  # fmt: skip
        words = self.people.words_in(reply.language) if reply.language else await self.people.words(who)
        answer = await self.answers.to_command(
            who, reply, words, trigger=body.get("trigger_id", ""), key=key or _once()
        )
        await (ack(answer) if answer else ack())

    async def on_form(self, ack: Any, body: Body) -> None:
        """A form was sent in: what is wrong is said beside the field, else the form closes and the card comes by post."""
        view, team, user = body["view"], _team(body), body["user"]["id"]
        if not await self.people.settle_in(team):
            await ack({"response_action": "clear"})
            return
        who = await self.people.who(user)
        if isinstance(who, Stranger):
            why = (await self.people.words(who)).say(text(f"slack.stranger.{who.why}"))
            await ack({"response_action": "errors", "errors": {forms.first_field(view): why}})
            return
        command, hidden, _, kept = forms.hidden_of(view)
        if kept:
            hidden = ((await self.answers.kept.unfolded(kept, who.person_id)) or ("", {}))[1]
        values = hidden | heard.cleaned(forms.filled(view))
        # The key is kept even where what was filled in must not be: with our token in it nobody finds out by trying.
        key = f"slack/{team}/form/{view['id']}/{heard.digest(self.workspace.token, command, values)}"
        reply = await self.entrance.submitted(
            self.people.network_id, who.person_id, command, values, platform=SLACK, key=key
        )
        words = await self.people.words(who)
        await ack(await self.answers.to_submission(who, reply, words, view, key))

    async def on_message(self, body: Body, event: Body, context: Any) -> None:
        """A direct message, or a mention elsewhere: answered in person; in a channel nobody sees another's answer."""
        team = context.team_id or ""
        ours = self.workspace.identity.bot_user or _bot_user(body)
        message = heard.message(event, team, ours)
        if message is None:
            await self.overhearing.on_message(heard.overheard(event, team, ours))
            return
        if not await self.people.settle_in(team):
            return
        who = await self.people.who(message.user)
        if isinstance(who, Stranger):
            await self.strangers.to_message(who, message)
            return
        reply = await self._reply(who, message)
        card = reply.card or Card(())
        if reply.form is not None:
            now = self.people.clock()
            card = await self.answers.kept.reopening(reply.form, reply.card, who.person_id, now, message.key)
        here = {"channel": message.channel, "thread": message.thread or ("" if message.direct else message.at)}
        await self.answers.post(who, card, message.key, here if message.direct else None)
        if not message.direct and not reply.withheld:  # that there was something to withhold is nobody else's business
            pointer = Card((Paragraph(text("slack.answered_in_person")),))
            await self.answers.post(who, pointer, f"{message.key}/pointer", here)

    async def _reply(self, who: Known, message: heard.Message) -> Reply:
        """The answer to what was typed, or to the Word file that came with it."""
        network_id, person_id, place = self.people.network_id, who.person_id, _room(message.channel)
        if message.words.startswith("#") and len(marks := marks_in(message.words, all_of_it=True)) > 1:
            return await self.overhearing.marked(who, message, marks)
        if message.file is None:
            words = await named(self.people, message.words) if message.words.startswith("#") else message.words
            return await self.entrance.typed(
                network_id, person_id, words, platform=SLACK, key=message.key, place=place,
                attached=message.attached,
            )  # fmt: skip
        content = await self.workspace.file(message.file.address, LARGEST)
        if content is None:
            return Reply(Card((Paragraph(text("slack.file_not_given")),)), refused=True)
        code = CODE.search(message.words.upper())
        return await self.entrance.attached(
            network_id, person_id, message.file.name, content,
            meeting=code[0] if code else "", platform=SLACK, key=message.key,
        )  # fmt: skip

    async def on_home(self, event: Body, context: Any) -> None:
        """Somebody opened Home: their pending matters, as of now."""
        if event.get("tab") == "home" and await self.people.settle_in(context.team_id or ""):
            await self.pressing.refresh_home(event["user"])

    async def on_error(self, error: Exception, body: Body) -> BoltResponse:
        """Something broke on our side: a number to quote, one line in the log, nothing of what was written."""
        reference = secrets.token_hex(4)
        log.error("fault", reference=reference, platform=SLACK, error=type(error).__name__, where=_where(error))
        said = payload(messages(fault(reference).card or Card(()), self.people.words_in().say)[0])
        if "command" in body:
            return BoltResponse(status=200, body={"response_type": "ephemeral", **said})
        if body.get("type") == "view_submission" and (field := forms.first_field(body["view"])):
            return BoltResponse(status=200, body={"response_action": "errors", "errors": {field: said["text"]}})
        if body.get("response_url"):
            await self.workspace.respond(body["response_url"], {"replace_original": False, **said})
            return BoltResponse(status=200, body="")
        return BoltResponse(status=500, body="")  # an event: Slack brings it again


class OneWorkspace(AsyncAuthorize):
    """Ours is the only workspace for now, and no call is made to find that out."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.workspace = workspace

    async def __call__(self, **_asked: Any) -> AuthorizeResult:
        """Always ourselves."""
        ours = self.workspace.identity
        return AuthorizeResult(
            enterprise_id=None, team_id=ours.team or None, bot_token=self.workspace.token,
            bot_user_id=ours.bot_user or None, bot_id=ours.bot or None,
        )  # fmt: skip


_KNOWN = {name for family in FAMILIES for name in family.names}


def _where(error: BaseException) -> list[str]:
    """The last steps before it broke; never what was in anybody's hands."""
    steps = traceback.extract_tb(error.__traceback__)[-3:]
    return [f"{Path(step.filename).name}:{step.lineno} {step.name}" for step in steps]


async def _nothing(ack: Any) -> None:
    """Whatever else Slack sends is taken note of: an unanswered delivery counts as failed and comes again."""
    await ack()


def _ephemeral(card: Card, people: People) -> Body:
    return {"response_type": "ephemeral", **payload(messages(card, people.words_in().say)[0])}


def _team(body: Body) -> str:
    return (body.get("team") or {}).get("id") or (body.get("user") or {}).get("team_id") or ""


def _bot_user(body: Body) -> str:
    """Our own name as the delivery says it, while Slack has not been asked yet."""
    ours: Body = next((each for each in body.get("authorizations") or [] if each.get("is_bot")), {})
    return ours.get("user_id") or ""


def _room(channel: str | None) -> str:
    """The channel, if it is one that can be the network's room: a direct conversation is not."""
    return channel if channel and channel.startswith(("C", "G")) else ""


def _once() -> str:
    return f"slack/once/{secrets.token_hex(8)}"
