"""Our own validator knows the limits that Slack's library leaves out: each one, a little too far, is found."""

from __future__ import annotations

from typing import Any

import pytest

from bot.platforms.slack.limits import problems, size, view_problems


def plain(words: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": words}


def section(words: str = "x", **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": plain(words), **more}


def button(**more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": "a", "text": plain("Ver"), **more}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def field(element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "input", "block_id": "f", "label": plain("F"), "element": {"action_id": "a", **element}, **more}


def table(rows: int, cells: int = 1, words: str = "x") -> dict[str, Any]:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": words}] * cells] * rows}


def message(*blocks: dict[str, Any], text: str = "x") -> dict[str, Any]:
    return {"text": text, "blocks": list(blocks)}


GOOD_MESSAGES = [
    message(section("x" * 3000), actions(button(value="x" * 2000, style="primary"))),
    message({"type": "header", "text": plain("x" * 150)}, {"type": "divider"}, table(100, 20)),
    message({"type": "context", "elements": [plain("x")] * 10}, *[section("x")] * 40),
    message({"type": "image", "image_url": "https://a.example/b.png", "alt_text": "x"}),
]
BAD_MESSAGES = {
    "51 blocks": message(*[section()] * 51),
    "13,201 characters": message(*[section("x" * 2641)] * 5),
    "no text": message(section(), text=" "),
    "text over 40,000": message(text="x" * 40_001),
    "section over 3,000": message(section("x" * 3001)),
    "an empty section": message({"type": "section"}),
    "empty words": message(section("")),
    "11 fields": message({"type": "section", "fields": [plain("x")] * 11}),
    "a field over 2,000": message({"type": "section", "fields": [plain("x" * 2001)]}),
    "header over 150": message({"type": "header", "text": plain("x" * 151)}),
    "label over 75": message(actions(button(text=plain("x" * 76)))),
    "label over 75 in emoji": message(actions(button(text=plain("🧵" * 38)))),
    "value over 2,000": message(actions(button(value="x" * 2001))),
    "address over 3,000": message(actions(button(url="x" * 3001))),
    "action_id over 255": message(actions(button(action_id="x" * 256))),
    "two of one action_id": message(actions(button(), button())),
    "two of one block_id": message(section(block_id="a"), section(block_id="a")),
    "block_id over 255": message(section(block_id="x" * 256)),
    "26 buttons": message(actions(*[button(action_id=str(n)) for n in range(26)])),
    "a row without buttons": message(actions()),
    "an unknown style": message(actions(button(style="huge"))),
    "a long confirmation": message(actions(button(confirm={"title": plain("x" * 101)}))),
    "11 in a context": message({"type": "context", "elements": [plain("x")] * 11}),
    "a picture without description": message({"type": "image", "image_url": "https://a.example"}),
    "a picture over http": message({"type": "image", "image_url": "http://a.example", "alt_text": "x"}),
    "two tables": message(table(1), table(1)),
    "101 rows": message(table(101)),
    "21 cells": message(table(1, 21)),
    "10,001 characters in a table": message(table(3, 1, "x" * 3334)),
    "an empty cell": message(table(1, 1, "")),
    "an unknown block": message({"type": "hologram"}),
    "a field in a message": message(field({"type": "datepicker"})),
    "empty rich text": message({"type": "rich_text", "elements": []}),
    "an accessory too long": message(section(accessory=button(text=plain("x" * 76)))),
}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "title": plain("T"),
        "submit": plain("S"),
        "close": plain("C"),
        "blocks": list(blocks),
        **more,
    }


def choice(count: int, **more: Any) -> dict[str, Any]:
    return {"type": "static_select", "options": [{"text": plain("x"), "value": str(n)} for n in range(count)], **more}


BAD_VIEWS = {
    "101 blocks": modal(*[section()] * 101),
    "no title": {"type": "modal", "blocks": []},
    "title over 24": modal(title=plain("x" * 25)),
    "submit over 24": modal(submit=plain("x" * 25)),
    "fields and no submit": {"type": "modal", "title": plain("T"), "blocks": [field({"type": "datepicker"})]},
    "metadata over 3,000": modal(private_metadata="x" * 3001),
    "callback_id over 255": modal(callback_id="x" * 256),
    "label over 2,000": modal(field({"type": "datepicker"}, label=plain("x" * 2001))),
    "no label": modal({"type": "input", "block_id": "f", "element": {"type": "datepicker", "action_id": "a"}}),
    "placeholder over 150": modal(field({"type": "datepicker", "placeholder": plain("x" * 151)})),
    "hint over 2,000": modal(field({"type": "datepicker"}, hint=plain("x" * 2001))),
    "initial_value over 3,000": modal(field({"type": "plain_text_input", "initial_value": "x" * 3001})),
    "initial_value over its max_length": modal(
        field({"type": "plain_text_input", "max_length": 5, "initial_value": "123456"})
    ),
    "max_length over 3,000": modal(field({"type": "plain_text_input", "max_length": 3001})),
    "101 options": modal(field(choice(101))),
    "no options": modal(field({"type": "static_select"})),
    "11 check boxes": modal(field(choice(11) | {"type": "checkboxes"})),
    "option over 75": modal(field({"type": "static_select", "options": [{"text": plain("x" * 76), "value": "1"}]})),
    "option value over 150": modal(
        field({"type": "static_select", "options": [{"text": plain("x"), "value": "1" * 151}]})
    ),
    "an initial option that is none": modal(field(choice(2, initial_option={"text": plain("y"), "value": "9"}))),
    "101 groups": modal(
        field(
            {"type": "static_select", "option_groups": [{"label": plain("x"), "options": choice(1)["options"]}] * 101}
        )
    ),
    "a table in a modal": modal(table(1)),
    "an unknown view": {"type": "popup", "blocks": []},
}


@pytest.mark.parametrize("good", GOOD_MESSAGES)
def test_what_slack_takes_is_taken(good: dict[str, Any]) -> None:
    assert problems(good) == []


@pytest.mark.parametrize("bad", BAD_MESSAGES.values(), ids=BAD_MESSAGES.keys())
def test_what_slack_refuses_in_a_message_is_found(bad: dict[str, Any]) -> None:
    assert len(problems(bad)) == 1


@pytest.mark.parametrize("bad", BAD_VIEWS.values(), ids=BAD_VIEWS.keys())
def test_what_slack_refuses_in_a_view_is_found(bad: dict[str, Any]) -> None:
    assert len(view_problems(bad)) == 1


def test_an_emoji_counts_as_slack_counts_it() -> None:
    assert [size("abc"), size("ñ"), size("🧵")] == [3, 1, 2]
