"""The manifest an administrator pastes into Slack: within its limits, in both languages, with no right that is not used."""

from __future__ import annotations

import json
import re

import pytest

from bot.__main__ import main
from bot.platforms.slack.manifest import manifest

HTTP, SOCKET = manifest("https://quipu.example/"), manifest(None)
COMMANDS_OF_THE_HOUSE = {
    "/red", "/network", "/reunion", "/meeting", "/agenda", "/ponente", "/speaker", "/decision", "/minuta", "/minutes", "/accion",
    "/action", "/miembro", "/member", "/plan", "/workplan", "/propuesta", "/proposal", "/informe", "/report",
}  # fmt: skip


def test_both_languages_commands_are_there_once_each() -> None:
    commands = [each["command"] for each in HTTP["features"]["slash_commands"]]
    assert len(commands) == len(set(commands)) <= 50
    assert set(commands) == COMMANDS_OF_THE_HOUSE


@pytest.mark.parametrize("command", HTTP["features"]["slash_commands"], ids=lambda command: command["command"])
def test_a_command_is_plain_ascii_and_its_words_are_in_both_languages_and_short_enough(command: dict[str, str]) -> None:
    assert re.fullmatch(r"/[a-z]{1,31}", command["command"])
    assert 1 <= len(command["description"]) <= 2000
    assert 1 <= len(command["usage_hint"]) <= 1000
    assert " · " in command["description"]
    assert " · " in command["usage_hint"]
    assert command["url"] == "https://quipu.example/slack/events"


def test_names_and_descriptions_are_within_slacks_limits() -> None:
    shown = HTTP["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000
    assert re.fullmatch(r"#[0-9a-f]{6}", shown["background_color"])
    assert re.fullmatch(r"[A-Za-z0-9-_.]{1,80}", HTTP["features"]["bot_user"]["display_name"])
    agent = HTTP["features"]["agent_view"]
    assert len(agent["agent_description"]) <= 300
    assert len(agent["suggested_prompts"]) <= 4
    assert all(prompt.keys() == {"title", "message"} and all(prompt.values()) for prompt in agent["suggested_prompts"])


def test_new_apps_have_an_agent_view_and_not_an_assistant_view() -> None:
    assert "assistant_view" not in HTTP["features"]
    assert HTTP["_metadata"] == {"major_version": 2, "minor_version": 1}


def test_no_right_is_asked_that_is_not_used() -> None:
    """That they are enough is shown by the pretend Slack, which knows no other rights than these."""
    assert HTTP["oauth_config"]["scopes"] == {
        "bot": [
            "app_mentions:read", "assistant:write", "channels:history", "chat:write", "commands", "files:read", "files:write", "groups:history",
            "im:history", "im:write", "users:read", "users:read.email",
        ]
    }  # fmt: skip
    assert HTTP["settings"]["event_subscriptions"]["bot_events"] == [
        "app_home_opened", "app_mention", "message.channels", "message.groups", "message.im",
    ]  # fmt: skip


def test_the_shortcut_on_messages_is_named_in_both_languages_within_slacks_limits() -> None:
    (shortcut,) = HTTP["features"]["shortcuts"]
    assert (shortcut["type"], shortcut["callback_id"]) == ("message", "to_minutes")
    assert shortcut["name"] == "Al acta · To the minutes"
    assert len(shortcut["name"]) <= 24
    assert len(shortcut["description"]) <= 150


def test_home_and_messages_are_open_and_presses_are_delivered() -> None:
    home = HTTP["features"]["app_home"]
    assert (home["home_tab_enabled"], home["messages_tab_enabled"], home["messages_tab_read_only_enabled"]) == (
        True,
        True,
        False,
    )
    assert HTTP["settings"]["interactivity"] == {
        "is_enabled": True,
        "request_url": "https://quipu.example/slack/events",
    }


def test_without_a_public_address_it_is_socket_mode_and_names_no_address() -> None:
    assert SOCKET["settings"]["socket_mode_enabled"] is True
    assert HTTP["settings"]["socket_mode_enabled"] is False
    assert "http" not in json.dumps(SOCKET)


def test_the_command_line_prints_it(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://quipu.example")
    assert main(["manifest", "slack"]) == 0
    assert json.loads(capsys.readouterr().out) == HTTP
