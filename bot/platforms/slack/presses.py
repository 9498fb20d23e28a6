"""What a button carries through Slack and back: a command and a few short values, as JSON."""

import json
from collections.abc import Mapping
from typing import Any

from bot.platforms.slack.limits import BUTTON_VALUE
from handlers.reply import Button
from storage.text import from_paper, to_paper

_HARMLESS = str.maketrans({"&": "\\u0026", "<": "\\u003c", ">": "\\u003e"})
"""Slack escapes these three in some payloads and not in others; inside JSON they can be written without them."""


def written(thing: Mapping[str, Any]) -> str:
    """A mapping as JSON that comes back from Slack exactly as it went."""
    return json.dumps(to_paper(thing), separators=(",", ":")).translate(_HARMLESS)


def read(words: str) -> dict[str, Any]:
    """The inverse of `written`; {} when it is not ours."""
    try:
        thing = json.loads(words)
    except ValueError:
        return {}
    return from_paper(thing) if isinstance(thing, dict) else {}


def value_of(button: Button) -> str:
    """What this button carries."""
    return written({"c": button.command, "v": dict(button.values)})


def fits(button: Button) -> bool:
    """Whether Slack lets a button carry that much."""
    return bool(button.link) or len(value_of(button)) <= BUTTON_VALUE
