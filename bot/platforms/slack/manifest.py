"""The app manifest an administrator pastes into Slack: both languages' commands, and no right that is not used."""

from typing import Any

from bot.language.catalogue import Words
from bot.platforms.slack.door import PATH
from bot.platforms.slack.families import FAMILIES, Family
from bot.platforms.slack.shortcut import TO_MINUTES
from handlers.reply import text

LANGUAGES = ("es", "en")
SCOPES = (
    "app_mentions:read",  # mentions in channels
    "assistant:write",  # goes with agent_view
    "channels:history",  # marks and personal data in the channels Quipu is in; did our announcement arrive there?
    "chat:write",
    "commands",
    "files:read",  # the minutes edited in Word, sent to Quipu in a direct message
    "files:write",  # the final minutes in Word, with the message that brings them
    "groups:history",  # the same in a private room
    "im:history",  # direct messages to Quipu, and whether a reminder arrived
    "im:write",
    "users:read",
    "users:read.email",  # people are matched to the roster by their e-mail
)
EVENTS = ("app_home_opened", "app_mention", "message.channels", "message.groups", "message.im")
PROMPTS = ("mine", "next", "propose", "tor")


def manifest(public_url: str | None = None) -> dict[str, Any]:
    """The manifest; without a public address Slack is reached over Socket Mode."""
    address = {} if public_url is None else {"request_url": f"{public_url.rstrip('/')}{PATH}"}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Quipu",
            "description": _both("slack.manifest.description"),
            "long_description": _both("slack.manifest.long", "\n\n"),
            "background_color": "#1f4e79",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Quipu", "always_online": True},
            "agent_view": {"agent_description": _both("slack.manifest.agent"), "suggested_prompts": _prompts()},
            "shortcuts": [_shortcut()],
            "slash_commands": [_command(family, name, public_url) for family in FAMILIES for name in family.names],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**address, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": False,
            "socket_mode_enabled": public_url is None,
            "token_rotation_enabled": False,
        },
    }


def _command(family: Family, name: str, public_url: str | None) -> dict[str, Any]:
    found = {
        "command": f"/{name}",
        "description": _both(f"slack.family.{family.noun}.does"),
        "usage_hint": _both(f"slack.family.{family.noun}.hint"),
        "should_escape": False,
    }
    return found if public_url is None else {**found, "url": f"{public_url.rstrip('/')}{PATH}"}


def _shortcut() -> dict[str, str]:
    """What stands in the menu of every message."""
    return {
        "name": _both("slack.shortcut.name"),
        "type": "message",
        "callback_id": TO_MINUTES,
        "description": _both("slack.shortcut.does"),
    }


def _prompts() -> list[dict[str, str]]:
    """Two in each language: a manifest cannot know who reads it."""
    es, en = (Words(language) for language in LANGUAGES)
    picked = [(es, name) for name in PROMPTS[:2]] + [(en, name) for name in PROMPTS[2:]]
    return [
        {
            "title": words.say(text(f"slack.prompt.{name}.title")),
            "message": words.say(text(f"slack.prompt.{name}.asks")),
        }
        for words, name in picked
    ]


def _both(key: str, between: str = " · ") -> str:
    """The same in every language, each once."""
    return between.join(dict.fromkeys(Words(language).say(text(key)) for language in LANGUAGES))
