"""Slack's own hand: it signs and delivers what people type, press, fill in and open, as Slack would, and reads the answer."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx

from tests.pretend_slack import APP, BOT_USER, SECRET, TEAM, Posted, PretendSlack

_events = itertools.count(1)


@dataclass
class Answer:
    """What Quipu answered a delivery."""

    status: int
    body: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return str(self.body.get("text", ""))

    @property
    def errors(self) -> dict[str, str]:
        return dict(self.body.get("errors", {}))


class SlackHand:
    """Delivers to one house over HTTP, or over its socket."""

    def __init__(self, slack: PretendSlack, house_url: str, *, secret: str = SECRET, by_socket: bool = False) -> None:
        self.slack, self.url, self.secret, self.by_socket = slack, f"{house_url}/slack/events", secret, by_socket
        self._http = httpx.Client(timeout=30, trust_env=False)

    def close(self) -> None:
        self._http.close()

    # What people do

    def command(
        self,
        user: str,
        command: str,
        words: str = "",
        *,
        channel: str = "C0SALA",
        trigger: str | None = None,
        **more: Any,
    ) -> Answer:
        """Somebody types a slash command."""
        given = {
            "team_id": TEAM, "team_domain": "red", "channel_id": channel, "channel_name": "sala", "user_id": user,
            "command": command, "text": words, "api_app_id": APP, "response_url": self.slack.answer_address(),
            "trigger_id": self.slack.new_trigger() if trigger is None else trigger, **more,
        }  # fmt: skip
        if self.by_socket:
            return Answer(200, self.slack.push("slash_commands", given))
        return self.deliver(urlencode(given), "application/x-www-form-urlencoded")

    def press(self, user: str, card: Posted | Answer | dict[str, Any], label: str, **more: Any) -> Answer:
        """Somebody presses the button of that label on a message, an answer, a Home or a modal."""
        return self.interaction(self.pressing(user, card, label, **more))

    def pressing(self, user: str, card: Posted | Answer | dict[str, Any], label: str, **more: Any) -> dict[str, Any]:
        """The delivery of such a press; deliver the same one twice for a double click."""
        view = card if isinstance(card, dict) else None
        blocks = (
            card.blocks
            if isinstance(card, Posted)
            else card.body["blocks"]
            if isinstance(card, Answer)
            else card["blocks"]
        )
        button = next((each for each in buttons(blocks) if each["text"]["text"] == label), None)
        if button is None:
            raise LookupError(f"no button {label!r} among {[each['text']['text'] for each in buttons(blocks)]}")
        action = {
            "type": "button",
            "action_ts": self.slack.new_ts(),
            "block_id": "b",
            **{k: button[k] for k in ("action_id", "value", "text") if k in button},
        }
        payload = {
            "type": "block_actions", "team": {"id": TEAM}, "user": {"id": user, "team_id": TEAM}, "api_app_id": APP,
            "trigger_id": self.slack.new_trigger(), "actions": [action],
        }  # fmt: skip
        if view is not None:
            payload |= {"container": {"type": "view", "view_id": view["id"]}, "view": view}
        else:
            posted = isinstance(card, Posted)
            ts = card.ts if isinstance(card, Posted) else f"{id(card)}.0"
            payload |= {
                "container": {"type": "message", "message_ts": ts, "is_ephemeral": not posted},
                "response_url": self.slack.answer_address(),
            }
        return payload | more

    def submit(self, user: str, view: dict[str, Any], **filled: Any) -> Answer:
        """Somebody sends a form, with these fields changed and the others as they were."""
        return self.interaction(self.submission(user, view, **filled))

    def submission(self, user: str, view: dict[str, Any], **filled: Any) -> dict[str, Any]:
        inputs = [block for block in view["blocks"] if block["type"] == "input"]
        unknown = set(filled) - {block["block_id"] for block in inputs}
        if unknown:
            raise LookupError(f"no fields {unknown} in {[block['block_id'] for block in inputs]}")
        values = {
            block["block_id"]: {block["element"]["action_id"]: _state(block["element"], filled.get(block["block_id"]))}
            for block in inputs
        }
        return {
            "type": "view_submission", "team": {"id": TEAM}, "user": {"id": user, "team_id": TEAM}, "api_app_id": APP,
            "view": {**view, "state": {"values": values}},
        }  # fmt: skip

    def say(self, user: str, words: str, *, ts: str | None = None, **more: Any) -> str:
        """Somebody writes Quipu a direct message; its time stamp."""
        ts = ts or self.slack.new_ts()
        channel = self.slack.direct(user)
        self.event(
            {"type": "message", "channel_type": "im", "channel": channel, "user": user, "text": words, "ts": ts, **more}
        )
        return ts

    def mention(
        self,
        user: str,
        words: str,
        *,
        channel: str = "C0SALA",
        kind: str = "app_mention",
        ts: str | None = None,
        **more: Any,
    ) -> str:
        """Somebody names Quipu in a channel."""
        ts = ts or self.slack.new_ts()
        event = {"type": kind, "channel": channel, "user": user, "text": f"<@{BOT_USER}> {words}", "ts": ts, **more}
        self.event(event | ({"channel_type": "channel"} if kind == "message" else {}))
        return ts

    def remark(self, user: str, words: str, *, channel: str = "C0SALA", ts: str | None = None, **more: Any) -> str:
        """Somebody writes in a channel to the others, not to Quipu; its time stamp."""
        ts = ts or self.slack.new_ts()
        kind = "group" if channel.startswith("G") else "channel"
        said = {"type": "message", "channel_type": kind, "channel": channel, "user": user, "text": words, "ts": ts}
        self.event(said | more)
        return ts

    def change(self, user: str, before: str, words: str, *, ts: str, channel: str = "C0SALA", **more: Any) -> None:
        """Somebody changes what they wrote, as Slack tells it."""
        was, now = ({"type": "message", "user": user, "text": each, "ts": ts} for each in (before, words))
        self.event(
            {
                "type": "message", "subtype": "message_changed", "channel": channel, "ts": self.slack.new_ts(), "hidden": True,
                "message": now | {"edited": {"user": user, "ts": self.slack.new_ts()}} | more, "previous_message": was,
            }
        )  # fmt: skip

    def shortcut(
        self, user: str, words: str, *, author: str = "U0NOELIA", channel: str = "C0SALA", **more: Any
    ) -> Answer:
        """Somebody chooses «Al acta» on a message."""
        payload = {
            "type": "message_action", "callback_id": "to_minutes", "team": {"id": TEAM}, "user": {"id": user, "team_id": TEAM},
            "channel": {"id": channel, "name": "sala"}, "api_app_id": APP, "trigger_id": self.slack.new_trigger(),
            "message_ts": "1.5", "message": {"type": "message", "user": author, "text": words, "ts": "1.5"},
            "response_url": self.slack.answer_address(),
        }  # fmt: skip
        return self.interaction(payload | more)

    def open_home(self, user: str) -> dict[str, Any]:
        """Somebody opens Quipu's Home; what stands there."""
        self.event({"type": "app_home_opened", "user": user, "tab": "home", "channel": self.slack.direct(user)})
        return self.slack.homes[user]

    # How it is delivered

    def event(self, event: dict[str, Any], event_id: str = "", **more: Any) -> Answer:
        body = {
            "type": "event_callback", "team_id": TEAM, "api_app_id": APP, "event": event,
            "event_id": event_id or f"Ev{next(_events)}", "event_time": int(time.time()),
            "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
        } | more  # fmt: skip
        if self.by_socket:
            return Answer(200, self.slack.push("events_api", body))
        return self.deliver(json.dumps(body), "application/json")

    def interaction(self, payload: dict[str, Any]) -> Answer:
        if self.by_socket:
            return Answer(200, self.slack.push("interactive", payload))
        return self.deliver(urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded")

    def deliver(
        self,
        body: str | bytes,
        content_type: str,
        *,
        stamp: str | None = None,
        signature: str | None = None,
        **headers: str,
    ) -> Answer:
        """Sign these bytes as Slack does and deliver them."""
        raw = body.encode() if isinstance(body, str) else body
        stamp = stamp if stamp is not None else str(int(time.time()))
        digest = hmac.new(self.secret.encode(), b"v0:" + stamp.encode() + b":" + raw, hashlib.sha256).hexdigest()
        answer = self._http.post(
            self.url, content=raw,
            headers={  # type: ignore[dict-item]
                "Content-Type": content_type, "X-Slack-Request-Timestamp": stamp,
                "X-Slack-Signature": (signature if signature is not None else f"v0={digest}").encode(), **headers,
            },
        )  # fmt: skip
        is_json = answer.headers.get("content-type", "").startswith("application/json")
        return Answer(answer.status_code, answer.json() if is_json and answer.content else {})


def buttons(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every button of these blocks."""
    found = [each for block in blocks if block["type"] == "actions" for each in block["elements"]]
    return found + [block["accessory"] for block in blocks if block.get("accessory")]


def words_of(blocks: list[dict[str, Any]]) -> str:
    """Everything that can be read in these blocks."""
    found: list[str] = []
    _read(blocks, found)
    return "\n".join(found)


def _read(thing: Any, found: list[str]) -> None:
    if isinstance(thing, dict):
        for name, value in thing.items():
            if name in {"text", "alt_text"} and isinstance(value, str):
                found.append(value)
            else:
                _read(value, found)
    elif isinstance(thing, list):
        for each in thing:
            _read(each, found)


def _state(element: dict[str, Any], given: Any) -> dict[str, Any]:
    """What Slack says of an element: as it was filled beforehand, or as the person changed it."""
    kind = element["type"]
    if kind in {"plain_text_input", "number_input"}:
        value = element.get("initial_value") if given is None else str(given)
        return {"type": kind, "value": value or None}
    if kind in {"datepicker", "timepicker"}:
        name = "date" if kind == "datepicker" else "time"
        return {"type": kind, f"selected_{name}": element.get(f"initial_{name}") if given is None else given}
    options = element.get("options") or [each for group in element["option_groups"] for each in group["options"]]
    if kind == "static_select":
        chosen = (
            element.get("initial_option")
            if given is None
            else next(each for each in options if each["value"] == str(given))
        )
        return {"type": kind, "selected_option": chosen}
    chosen = (
        element.get("initial_options", [])
        if given is None
        else [each for each in options if each["value"] in {str(one) for one in given}]
    )
    return {"type": kind, "selected_options": chosen}
