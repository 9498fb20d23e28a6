"""Carries notices to Slack: one message (or its pages) for one notice, marked so that it can be found again."""

import asyncio
from datetime import timedelta
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.dispatch import Address
from bot.plain import plain
from bot.platforms.slack.answers import TARGET, payload
from bot.platforms.slack.attaching import Attachments, offered
from bot.platforms.slack.draw import Message, messages
from bot.platforms.slack.heard import digest
from bot.platforms.slack.kept import Kept
from bot.platforms.slack.memory import Memory
from bot.platforms.slack.outcomes import after_a_refusal, before_anything_left
from bot.platforms.slack.people import People
from bot.platforms.slack.running import RunningCards
from bot.platforms.slack.workspace import UNREACHABLE, answered, error_name
from handlers.reply import Card
from scheduler.sending import CannotTell, GiveUp, Pace, Sent, TryLater, Unclear
from storage.outbox import Notice

Outcome = Sent | TryLater | GiveUp | Unclear

MARK = "quipu_notice"
SECONDS_BETWEEN = 1.0
"""Slack takes about one message a second in a conversation."""
A_DAY = 86_400.0
CLOCKS_DIFFER = timedelta(minutes=5)
ASKED_AT_ONCE = 200
UNASKABLE = {
    "missing_scope",
    "not_in_channel",
    "channel_not_found",
    "thread_not_found",
    "unknown_method",
    "not_allowed_token_type",
}


class SlackCarrier:
    """Brings a card to a person's direct messages, to the network's room, or into the thread it answers."""

    def __init__(self, people: People) -> None:
        self.people, self.workspace = people, people.workspace
        self.kept = Kept(people.counter, people.network_id)
        self.running = RunningCards(people.counter, people.workspace)
        self.attachments = Attachments(people)
        self._conversations: Memory[str] = Memory(A_DAY)
        self._accounts: Memory[str] = Memory(600.0)

    def pace(self, notice: Notice) -> Pace | None:
        """One message a second to each reader, and to the room."""
        return Pace(f"slack/{notice.network_id}/{notice.person_id or 'room'}", SECONDS_BETWEEN)

    async def reaches(self, address: Address) -> bool:
        """Whether this reader is in the workspace, or the room is named. When Slack does not say, the send will tell."""
        if address.person is None:
            return bool(address.network.slack_room)
        try:
            return bool(await self._account(address))
        except UNREACHABLE:
            return True

    async def send(self, notice: Notice, address: Address, card: Card) -> Outcome:
        """Send it once; never retry. Pages that arrived in an earlier attempt are not sent again."""
        try:
            channel, thread = await self._place(notice, address)
            asks = notice.attempts > 1 and not _only(notice)  # what one person alone sees is in no history
            arrived = await self._arrived(notice, channel, thread) if asks else {}
        except UNREACHABLE as wrong:
            return before_anything_left(wrong)
        if not channel:
            return GiveUp("not_in_workspace")
        if address.person is not None and address.person.id is not None:
            card = await self.kept.lightened(card, address.person.id, self.people.clock())
        documents = await self.attachments.of(notice, address)
        if documents:
            card = offered(card, notice, documents)
        if (there := await self.running.updated(notice, messages(card, address.words.say))) is not None:
            return there
        pages, only = messages(card, address.words.say), _only(notice)
        outcome = await self._post(notice, channel, thread, pages, arrived or {}, only)
        if isinstance(outcome, GiveUp) and only:
            outcome = await self._in_person(notice, only, pages)
        elif isinstance(outcome, GiveUp) and outcome.why == "invalid_blocks":
            # The table is the newest of the blocks we use; where it is not taken, a list is.
            outcome = await self._post(notice, channel, thread, messages(card, address.words.say, tables=False), {})
        if isinstance(outcome, Sent):
            await self.running.keep(notice, outcome.external_id)
            if documents and not arrived:
                first = messages(card, address.words.say)[0]
                await self.attachments.put(documents, address, first, outcome.external_id)
            return Sent(outcome.platform, outcome.external_id, plain(card, address.words.say))
        return outcome

    async def find(self, notice: Notice, address: Address) -> Sent | CannotTell | None:
        """Ask the conversation for our mark: whether every page of an earlier attempt is there."""
        channel, thread = await self._place(notice, address)
        if not channel or _only(notice):
            return None
        arrived = await self._arrived(notice, channel, thread)
        if arrived is None:
            return CannotTell()
        wanted = max((pages for _, pages in arrived.values()), default=0)
        if not wanted or len(arrived) < wanted:
            return None
        return Sent("slack", f"{channel}/{arrived[1][0]}")

    async def _account(self, address: Address) -> str:
        assert address.person is not None
        known = self._accounts.get(address.person.email)
        if known is None:
            known = await self.people.account_of(address.person)
            self._accounts.put(address.person.email, known, None if known else 60.0)
        return known

    async def _place(self, notice: Notice, address: Address) -> tuple[str, str]:
        """The conversation and thread a notice goes to; ("", "") when there is none."""
        target = notice.values.get(TARGET)
        if target:
            return target["channel"], target.get("thread", "")
        if address.person is None:
            return address.network.slack_room, ""
        account = await self._account(address)
        return (await self._conversation(account), "") if account else ("", "")

    async def _conversation(self, account: str) -> str:
        known = self._conversations.get(account)
        if known is None:
            said = await answered(self.workspace.patient.conversations_open(users=account))
            known = str((said.get("channel") or {}).get("id", ""))
            self._conversations.put(account, known)
        return known

    async def _in_person(self, notice: Notice, account: str, pages: list[Message]) -> Outcome:
        """What cannot be shown to somebody alone in a channel goes to their direct messages."""
        try:
            channel = await self._conversation(account)
        except UNREACHABLE as wrong:
            return before_anything_left(wrong)
        return await self._post(notice, channel, "", pages, {})

    async def _post(
        self, notice: Notice, channel: str, thread: str, pages: list[Message], arrived: dict[int, tuple[str, int]],
        only: str = "",
    ) -> Outcome:  # fmt: skip
        first = arrived[1][0] if 1 in arrived else ""
        for number, page in enumerate(pages, 1):
            if number in arrived:
                continue
            if number > 1:
                await asyncio.sleep(SECONDS_BETWEEN)
            mark = {
                "event_type": MARK,
                "event_payload": {"key": digest(notice.key), "page": number, "pages": len(pages)},
            }
            given: dict[str, Any] = {"channel": channel, **payload(page)} | ({"thread_ts": thread} if thread else {})
            given |= {"user": only} if only else {"metadata": mark}
            method = "chat.postEphemeral" if only else "chat.postMessage"
            try:
                said = await answered(self.workspace.patient.api_call(method, json=given))
            except UNREACHABLE as wrong:
                return after_a_refusal(wrong, more_before=number > 1)
            first = first or str(said.get("ts") or said.get("message_ts") or "")
            channel = str(said.get("channel") or channel)
        return Sent("slack", f"{channel}/{first}")

    async def _arrived(self, notice: Notice, channel: str, thread: str) -> dict[int, tuple[str, int]] | None:
        """The pages of a notice that are there: number → (time stamp, pages in all); None when Slack cannot be asked."""
        if not channel or notice.first_try_at is None:
            return {}
        oldest = f"{(notice.first_try_at - CLOCKS_DIFFER).timestamp():.6f}"
        wanted, found, cursor = digest(notice.key), dict[int, tuple[str, int]](), ""
        while True:
            asked = {
                "channel": channel,
                "oldest": oldest,
                "limit": ASKED_AT_ONCE,
                "include_all_metadata": True,
                "cursor": cursor,
            }
            try:
                said = await self._history(asked, thread)
            except SlackApiError as refused:
                if error_name(refused) in UNASKABLE:
                    return None
                raise
            for message in said.get("messages") or []:
                mark = (message.get("metadata") or {}).get("event_payload") or {}
                if mark.get("key") == wanted:
                    found[int(mark.get("page", 1))] = (str(message["ts"]), int(mark.get("pages", 1)))
            cursor = (said.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return found

    async def _history(self, asked: dict[str, Any], thread: str) -> Any:
        if thread:
            return await answered(self.workspace.patient.conversations_replies(ts=thread, **asked))
        return await answered(self.workspace.patient.conversations_history(**asked))


def _only(notice: Notice) -> str:
    """The account that alone sees it in a channel, where there is one."""
    return str((notice.values.get(TARGET) or {}).get("only", ""))
