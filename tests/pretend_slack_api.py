"""What the pretend Slack knows and how its Web API answers: strict about rights, triggers, blocks and membership."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.platforms.slack.limits import problems, view_problems
from bot.platforms.slack.manifest import SCOPES
from tests.pretend_slack_files import Upload, Uploads

TEAM, BOT_USER, BOT, APP = "T0RED", "U0QUIPU", "B0QUIPU", "A0QUIPU"
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-pretend", "xapp-pretend", "pretend signing secret"
TRIGGER_SECONDS = 3.0

RIGHTS = {
    "users.info": "users:read", "users.lookupByEmail": "users:read.email", "conversations.open": "im:write",
    "chat.postMessage": "chat:write", "chat.postEphemeral": "chat:write", "chat.update": "chat:write",
    "files.getUploadURLExternal": "files:write", "files.completeUploadExternal": "files:write",
}  # fmt: skip
HISTORY_RIGHTS = {"D": "im:history", "C": "channels:history", "G": "groups:history"}


@dataclass
class Posted:
    """A message that arrived in a conversation."""

    channel: str
    ts: str
    text: str
    blocks: list[dict[str, Any]]
    thread: str = ""
    metadata: dict[str, Any] = field(default_factory=dict)
    ephemeral_to: str = ""
    files: list[Upload] = field(default_factory=list)


@dataclass
class Call:
    """A call of the Web API, as it came."""

    method: str
    given: dict[str, Any]


class WebApi(Uploads):
    """A workspace: its people, conversations, messages, views, and everything that was asked of it."""

    def __init__(self, scopes: tuple[str, ...] = SCOPES) -> None:
        super().__init__()
        self.scopes, self.port = set(scopes), 0
        self.calls: list[Call] = []
        self.posted: list[Posted] = []
        self.opened: list[dict[str, Any]] = []
        self.views: dict[str, dict[str, Any]] = {}
        self.homes: dict[str, dict[str, Any]] = {}
        self.problems: list[str] = []
        """What Slack would have refused or shown wrongly; a test that ends with any is wrong."""
        self.users: dict[str, dict[str, Any]] = {}
        self.members: dict[str, set[str]] = {}
        self.archived: set[str] = set()
        self._triggers: dict[str, float] = {}
        self._used: set[str] = set()
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._last_ts = 0.0
        self.add_user(BOT_USER, "", "Quipu", is_bot=True)

    def add_user(
        self, user: str, email: str, name: str, *, team: str = TEAM, locale: str = "es-LA", **flags: Any
    ) -> str:
        """An account; flags: is_bot, is_restricted, is_ultra_restricted, is_stranger, deleted."""
        profile = {"real_name": name, "display_name": name.split(" ", maxsplit=1)[0]} | (
            {"email": email} if email else {}
        )
        flags = {"is_bot": False, "is_restricted": False, "is_ultra_restricted": False, "deleted": False, **flags}
        self.users[user] = {
            "id": user,
            "team_id": team,
            "name": user.lower(),
            "locale": locale,
            "profile": profile,
            **flags,
        }
        return user

    def add_channel(self, channel: str, *users: str, with_quipu: bool = True) -> str:
        self.members[channel] = {*users, *([BOT_USER] if with_quipu else [])}
        return channel

    def new_trigger(self) -> str:
        trigger = f"{next(self._numbers)}.trigger"
        self._triggers[trigger] = time.monotonic()
        return trigger

    def new_ts(self) -> str:
        with self._lock:
            self._last_ts = max(time.time(), self._last_ts + 0.000001)
            return f"{self._last_ts:.6f}"

    def direct(self, user: str) -> str:
        """The direct conversation of a user with Quipu."""
        return self.add_channel(f"D{user[1:]}", user)

    def messages(self, channel: str) -> list[Posted]:
        return [message for message in self.posted if message.channel == channel and not message.ephemeral_to]

    def to(self, user: str) -> list[Posted]:
        """What arrived in the direct messages of a user."""
        return self.messages(f"D{user[1:]}")

    def answer(self, method: str, given: dict[str, Any], authorization: str) -> dict[str, Any]:
        self.calls.append(Call(method, given))
        wanted = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
        if authorization != f"Bearer {wanted}" and given.get("token") != wanted:
            return _error("invalid_auth")
        needed = RIGHTS.get(method, "")
        if method in {"conversations.history", "conversations.replies"}:
            needed = HISTORY_RIGHTS[str(given["channel"])[0]]
        if needed and needed not in self.scopes:
            return _error("missing_scope", needed=needed, provided=",".join(sorted(self.scopes)))
        asked: Callable[[dict[str, Any]], dict[str, Any]] | None = getattr(self, "_" + method.replace(".", "_"), None)
        return asked(given) if asked else _error("unknown_method")

    def _auth_test(self, _given: dict[str, Any]) -> dict[str, Any]:
        return _ok(team_id=TEAM, team="Red", user_id=BOT_USER, user="quipu", bot_id=BOT)

    def _users_info(self, given: dict[str, Any]) -> dict[str, Any]:
        user = self.users.get(str(given.get("user")))
        return _ok(user=self._seen(user, given)) if user else _error("user_not_found")

    def _users_lookupByEmail(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's name
        for user in self.users.values():
            if user["profile"].get("email") == given.get("email") and user["team_id"] == TEAM:
                return _ok(user=self._seen(user, given))
        return _error("users_not_found")

    def _seen(self, user: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
        seen = {**user, "profile": dict(user["profile"])}
        if "users:read.email" not in self.scopes:
            seen["profile"].pop("email", None)
        if not given.get("include_locale"):
            seen.pop("locale")
        return seen

    def _conversations_open(self, given: dict[str, Any]) -> dict[str, Any]:
        user = str(given.get("users"))
        if user not in self.users:
            return _error("user_not_found")
        return _ok(channel={"id": self.direct(user)})

    def _chat_postMessage(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's name
        refused = self._refused(given)
        if refused:
            return refused
        posted = Posted(
            given["channel"], self.new_ts(), given.get("text", ""), given.get("blocks") or [],
            given.get("thread_ts") or "", given.get("metadata") or {},
        )  # fmt: skip
        self.posted.append(posted)
        return _ok(channel=posted.channel, ts=posted.ts, message={"text": posted.text})

    def _chat_update(self, given: dict[str, Any]) -> dict[str, Any]:
        refused = self._refused(given)
        if refused:
            return refused
        for posted in self.posted:
            if (posted.channel, posted.ts) == (given["channel"], given["ts"]):
                files = self.completed(given.get("file_ids") or [])
                if files is None:
                    return _error("file_not_found")
                posted.text, posted.blocks = given.get("text", ""), given.get("blocks") or []
                posted.files = files or posted.files
                return _ok(channel=posted.channel, ts=posted.ts)
        return _error("message_not_found")

    def _chat_postEphemeral(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's name
        refused = self._refused(given)
        if refused:
            return refused
        if given.get("user") not in self.members[given["channel"]]:
            return _error("user_not_in_channel")
        ts = self.new_ts()
        self.posted.append(
            Posted(
                given["channel"], ts, given.get("text", ""), given.get("blocks") or [],
                given.get("thread_ts") or "", ephemeral_to=given["user"],
            )
        )  # fmt: skip
        return _ok(message_ts=ts)

    def _refused(self, given: dict[str, Any]) -> dict[str, Any] | None:
        channel = given.get("channel")
        if channel not in self.members:
            return _error("channel_not_found")
        if channel in self.archived:
            return _error("is_archived")
        if BOT_USER not in self.members[channel]:
            return _error("not_in_channel")
        if not given.get("text") and not given.get("blocks"):
            return _error("no_text")
        return self._invalid(problems(given), "invalid_blocks")

    def _invalid(self, wrong: list[str], error: str) -> dict[str, Any] | None:
        self.problems += wrong
        return _error(error, response_metadata={"messages": wrong}) if wrong else None

    def _conversations_history(self, given: dict[str, Any]) -> dict[str, Any]:
        return self._page([each for each in self.messages(given["channel"]) if not each.thread], given)

    def _conversations_replies(self, given: dict[str, Any]) -> dict[str, Any]:
        inside = [each for each in self.messages(given["channel"]) if given["ts"] in {each.thread, each.ts}]
        return self._page(inside, given)

    def _page(self, found: list[Posted], given: dict[str, Any]) -> dict[str, Any]:
        if given["channel"] not in self.members:
            return _error("channel_not_found")
        found = [each for each in found if float(each.ts) > float(given.get("oldest") or 0)]
        found.sort(key=lambda each: each.ts, reverse=True)
        start, most = int(given.get("cursor") or 0), int(given.get("limit") or 100)
        following = str(start + most) if start + most < len(found) else ""
        shown = [self._as_history(each, given) for each in found[start : start + most]]
        return _ok(messages=shown, has_more=bool(following), response_metadata={"next_cursor": following})

    def _as_history(self, posted: Posted, given: dict[str, Any]) -> dict[str, Any]:
        message = {"type": "message", "ts": posted.ts, "text": posted.text, "bot_id": BOT, "user": BOT_USER}
        wanted = str(given.get("include_all_metadata", "")).lower() in {"1", "true"}
        return message | ({"metadata": posted.metadata} if posted.metadata and wanted else {})

    def _views_open(self, given: dict[str, Any]) -> dict[str, Any]:
        wrong = self._trigger_problem(str(given.get("trigger_id", "")))
        return _error(wrong) if wrong else self._shown(given["view"], f"V{next(self._numbers)}")

    def _views_update(self, given: dict[str, Any]) -> dict[str, Any]:
        if given.get("view_id") not in self.views:
            return _error("not_found")
        return self._shown(given["view"], given["view_id"])

    def _views_publish(self, given: dict[str, Any]) -> dict[str, Any]:
        refused = self._invalid(view_problems(given["view"]), "invalid_arguments")
        if refused:
            return refused
        self.homes[given["user_id"]] = {**given["view"], "id": f"V{next(self._numbers)}"}
        return _ok(view=self.homes[given["user_id"]])

    def _shown(self, view: dict[str, Any], view_id: str) -> dict[str, Any]:
        refused = self._invalid(view_problems(view), "invalid_arguments")
        if refused:
            return refused
        self.views[view_id] = {**view, "id": view_id, "team_id": TEAM, "hash": str(next(self._numbers))}
        self.opened.append(self.views[view_id])
        return _ok(view=self.views[view_id])

    def _trigger_problem(self, trigger: str) -> str:
        if trigger not in self._triggers:
            return "invalid_trigger_id"
        if trigger in self._used:
            return "exchanged_trigger_id"
        self._used.add(trigger)
        return "expired_trigger_id" if time.monotonic() - self._triggers[trigger] > TRIGGER_SECONDS else ""

    def _apps_connections_open(self, _given: dict[str, Any]) -> dict[str, Any]:
        return _ok(url=f"ws://127.0.0.1:{self.port}/socket/{next(self._numbers)}")


def _ok(**more: Any) -> dict[str, Any]:
    return {"ok": True, **more}


def _error(name: str, **more: Any) -> dict[str, Any]:
    return {"ok": False, "error": name, **more}
