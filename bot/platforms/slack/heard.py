"""What Slack delivers, read: the words as they were typed, and the name of what happened, however often it comes."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")
_LINK = re.compile(r"<((?:https?|mailto|tel):[^|>]+)(?:\|([^>]*))?>")
_TYPED = {None, "file_share", "thread_broadcast", "me_message"}
"""Subtypes of messages that a person typed; changes, deletions, joins and bots are none of them."""
_CHANGED = "message_changed"


WORD = (".docx", ".docm", ".doc")
"""How the names of Word files end."""


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A Word file that came with a message: its name, and where Slack keeps it."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message that somebody wrote: to Quipu (in a direct conversation, or naming it elsewhere), or where it is."""

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
    """The names of the files that came with it, and what was forwarded, a line each."""
    edited: bool = False
    """Its words are others than when it was written."""

    @property
    def everything(self) -> str:
        """All that can be read in it."""
        return f"{self.words}\n{self.attached}".strip()

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


def overheard(event: Mapping[str, Any], team: str, bot_user: str) -> Message | None:
    """What a person said where Quipu is without naming it, or changed in what they had said; None when it is neither."""
    edited = event.get("subtype") == _CHANGED
    said, before = (event.get("message") or {}, event.get("previous_message") or {}) if edited else (event, {})
    user, channel, at = said.get("user"), event.get("channel"), said.get("ts")
    if not (user and channel and at) or said.get("bot_id") or said.get("subtype") not in _TYPED or user == bot_user:
        return None
    words, attached = spoken(str(said.get("text") or "")), _attached(said)
    if edited and (words, attached) == (spoken(str(before.get("text") or "")), _attached(before)):
        return None  # a link grew a preview
    direct = event.get("channel_type") == "im" or str(channel).startswith("D")
    return Message(
        team, channel, at, said.get("thread_ts") or "", user, words, direct, attached=attached, edited=edited
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
    """What the files that came with a message are called, and the words of a message that was forwarded in it."""
    files = [each for each in event.get("files") or [] if isinstance(each, Mapping)]
    names = [str(each.get(name) or "") for each in files for name in ("name", "title")]
    forwarded = [each for each in event.get("attachments") or [] if isinstance(each, Mapping) and each.get("is_share")]
    return clean("\n".join((*names, *(spoken(str(each.get("text") or "")) for each in forwarded))).strip())


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
