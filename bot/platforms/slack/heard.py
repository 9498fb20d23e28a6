"""What Slack delivers, read: the words as they were typed, and the name of what happened, however often it comes."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")
_LINK = re.compile(r"<((?:https?|mailto|tel):[^|>]+)(?:\|([^>]*))?>")
_TYPED = {None, "file_share", "thread_broadcast"}
"""Subtypes of messages that a person typed; changes, deletions, joins and bots are none of them."""


WORD = (".docx", ".docm", ".doc")
"""How the names of Word files end."""


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A Word file that came with a message: its name, and where Slack keeps it."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message that somebody wrote to Quipu: in a direct conversation, or naming it elsewhere."""

    team: str
    channel: str
    at: str
    """Slack's time stamp, which names the message within its channel."""
    thread: str
    user: str
    words: str
    direct: bool
    file: SharedFile | None = None
    """The Word file that came with it, in a direct conversation."""
    attached: str = ""
    """The names of the files that came with it, a line each."""

    @property
    def key(self) -> str:
        """The same for the same message, under whatever event and event_id it is delivered."""
        return f"slack/{self.team}/{self.channel}/{self.at}"


def message(event: Mapping[str, Any], team: str, bot_user: str) -> Message | None:
    """The event as a message to Quipu; None when it is not one."""
    user, channel, at = event.get("user"), event.get("channel"), event.get("ts")
    if not (user and channel and at) or event.get("bot_id") or event.get("subtype") not in _TYPED or user == bot_user:
        return None
    typed = str(event.get("text") or "")
    direct = event.get("channel_type") == "im" or str(channel).startswith("D")
    named = event.get("type") == "app_mention"
    if not direct and not named and not (bot_user and f"<@{bot_user}" in typed):
        return None
    words = spoken(_without_us(typed, bot_user, named=named))
    return Message(
        team, channel, at, event.get("thread_ts") or "", user, words, direct, _word(event) if direct else None,
        _attached(event),
    )  # fmt: skip


def _word(event: Mapping[str, Any]) -> SharedFile | None:
    """The only Word file of a message; other files are not read."""
    shared = [each for each in event.get("files") or () if isinstance(each, Mapping)]
    found = [
        SharedFile(clean(str(each.get("name") or "")), str(each.get("url_private_download") or "")) for each in shared
    ]
    words = [each for each in found if each.name.lower().endswith(WORD)]
    return words[0] if len(words) == 1 else None


def _attached(event: Mapping[str, Any]) -> str:
    """What the files that came with a message are called."""
    files = [each for each in event.get("files") or [] if isinstance(each, Mapping)]
    return clean("\n".join(str(each.get(name) or "") for each in files for name in ("name", "title")).strip())


def spoken(typed: str) -> str:
    """The words of an event as they were typed: links as they look, Slack's three escapes undone."""
    return unescaped(_LINK.sub(_as_it_looks, typed)).strip()


def unescaped(typed: str) -> str:
    """What was typed, Slack's three escapes undone."""
    return clean(typed.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


def clean(words: str) -> str:
    """Words that every database can hold: no zero characters, no halves of emoji."""
    return words.replace("\x00", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def cleaned(values: Any) -> Any:
    """The same for everything that was filled in."""
    if isinstance(values, str):
        return clean(values)
    if isinstance(values, Mapping):
        return {name: cleaned(each) for name, each in values.items()}
    return [cleaned(each) for each in values] if isinstance(values, list) else values


def digest(*parts: Any) -> str:
    """A short name for these things; it tells nothing of them."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:24]


def _without_us(typed: str, bot_user: str, *, named: bool) -> str:
    """Without the mention of Quipu; when its own name is not known yet, the first one is it."""
    if bot_user:
        return re.sub(rf"<@{re.escape(bot_user)}(?:\|[^>]*)?>", " ", typed)
    return _MENTION.sub(" ", typed, count=1) if named else typed


def _as_it_looks(link: re.Match[str]) -> str:
    address, name = link.group(1), link.group(2)
    if not name:
        return address
    return address if name in address else f"{name} ({address})"
