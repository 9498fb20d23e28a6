"""What Slack delivers is read as it was typed, and the same thing has one name however it is delivered."""

from __future__ import annotations

from typing import Any

import pytest

from bot.platforms.slack.heard import clean, cleaned, message, spoken

US = "U0QUIPU"


def event(**more: Any) -> dict[str, Any]:
    return {"type": "message", "channel": "C1", "user": "U1", "ts": "17.5", "text": f"<@{US}> hola", **more}


@pytest.mark.parametrize(
    ("delivered", "typed"),
    [
        ("&lt;!channel&gt; &amp;amp;", "<!channel> &amp;"),
        ("ver <https://a.example/x|a.example/x>", "ver https://a.example/x"),
        ("<https://a.example>", "https://a.example"),
        ("<https://evil.example|https://bueno.example>", "https://bueno.example (https://evil.example)"),
        ("<mailto:a@b.example|a@b.example>", "mailto:a@b.example"),
        ("irá <@U0HUGO> al comité", "irá <@U0HUGO> al comité"),
        ("  «comillas» “inglesas”  ", "«comillas» “inglesas”"),
    ],
)
def test_words_are_read_as_they_were_typed(delivered: str, typed: str) -> None:
    assert spoken(delivered) == typed


def test_a_mention_of_quipu_is_not_part_of_what_is_said_and_others_are() -> None:
    heard = message(event(text=f"<@{US}> pregunta a <@U0HUGO> <@{US}|quipu>"), "T1", US)
    assert heard is not None
    assert heard.words == "pregunta a <@U0HUGO>"


def test_a_mention_and_the_message_it_stands_in_have_one_name() -> None:
    mention, plain = message(event(type="app_mention"), "T1", US), message(event(), "T1", US)
    assert mention is not None
    assert plain is not None
    assert mention.key == plain.key == "slack/T1/C1/17.5"


def test_before_slack_has_said_who_we_are_the_first_name_in_a_mention_is_ours() -> None:
    heard = message(event(type="app_mention", text="<@U0QUIPU> ¿y <@U0HUGO>?"), "T1", "")
    assert heard is not None
    assert heard.words == "¿y <@U0HUGO>?"


@pytest.mark.parametrize(
    "ignored",
    [
        event(text="sin nombrarte"), event(bot_id="B1"), event(user=US), event(subtype="message_changed"), event(subtype="bot_message"),
        event(subtype="channel_join"), event(user=None), event(ts=None), event(channel=None),
    ],
)  # fmt: skip
def test_what_is_not_said_to_quipu_by_a_person_is_not_heard(ignored: dict[str, Any]) -> None:
    assert message(ignored, "T1", US) is None


def test_a_direct_message_needs_no_mention_and_may_come_with_a_file_or_from_a_thread() -> None:
    for more in (
        {"channel_type": "im"},
        {"channel": "D1"},
        {"channel": "D1", "subtype": "file_share"},
        {"channel": "D1", "thread_ts": "9.1"},
    ):
        heard = message(event(text="hola", **more), "T1", US)
        assert heard is not None
        assert (heard.direct, heard.words) == (True, "hola")


def test_characters_no_database_can_hold_are_taken_out() -> None:
    assert clean("a\x00b") == "ab"
    assert clean("\ud83e roto").encode("utf-8")
    assert cleaned({"a": ["x\x00", True, None], "b": {"c": "\x00"}}) == {"a": ["x", True, None], "b": {"c": ""}}
    assert clean("👩\u200d👧 عربى \u202e") == "👩\u200d👧 عربى \u202e"
