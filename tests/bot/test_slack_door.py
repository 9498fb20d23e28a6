"""Slack's door over real HTTP: only what Slack signed comes in, and nothing it sends breaks anything."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from urllib.parse import urlencode

import httpx
import pytest

from tests.bot.slack_scene import NOELIA, ROOM, Scene, last_to, scene_at
from tests.pretend_slack import BOT, BOT_USER, TEAM

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with scene_at(tmp_path_factory.mktemp("slack")) as found:
        yield found
        found.nothing_wrong()
        assert found.whole()


def test_a_wrong_signature_a_stale_one_and_none_are_turned_away(scene: Scene) -> None:
    body, old, ahead = "command=/red&text=ayuda", str(int(time.time()) - 400), str(int(time.time()) + 400)
    before = len(scene.slack.calls)
    assert scene.hand.deliver(body, FORM, signature="v0=" + "0" * 64).status == 401
    assert scene.hand.deliver(body, FORM, stamp=old).status == 401
    assert scene.hand.deliver(body, FORM, stamp=ahead).status == 401
    assert scene.hand.deliver(body, FORM, stamp="yesterday").status == 401
    assert scene.hand.deliver(body, FORM, stamp="").status == 401
    assert scene.hand.deliver(body, FORM, signature="").status == 401
    assert scene.hand.deliver(body, FORM, signature="v0=ñandú").status == 401
    assert httpx.post(scene.hand.url, content=body, trust_env=False).status_code == 401
    assert len(scene.slack.calls) == before


def test_a_signature_counts_for_the_very_bytes_it_was_made_for(scene: Scene) -> None:
    import hashlib
    import hmac

    stamp, body = str(int(time.time())), b"command=%2Fred&text=ayuda"
    made = hmac.new(scene.hand.secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    assert scene.hand.deliver(body + b"&user_id=U0LUCIA", FORM, stamp=stamp, signature=f"v0={made}").status == 401


def test_what_cannot_be_read_is_refused_and_breaks_nothing(scene: Scene) -> None:
    assert scene.hand.deliver(b"\xff\xfe\xfa", FORM).status == 400
    assert scene.hand.deliver("{not json", "application/json").status == 400
    assert scene.hand.deliver(urlencode({"payload": "{not json"}), FORM).status == 400
    assert scene.hand.deliver("x" * 1_000_001, FORM).status == 413
    assert httpx.get(scene.hand.url, trust_env=False).status_code == 405
    assert scene.hand.command(NOELIA, "/red", "ayuda").status == 200


def test_slack_may_check_that_the_address_is_ours(scene: Scene) -> None:
    answer = scene.hand.deliver(json.dumps({"type": "url_verification", "challenge": "3eZbrw"}), "application/json")
    assert answer.body == {"challenge": "3eZbrw"}
    assert scene.hand.deliver("ssl_check=1&token=x", FORM, signature="").status == 200


@pytest.mark.parametrize(
    "kind", ["reaction_added", "channel_archive", "team_join", "app_uninstalled", "tokens_revoked"]
)
def test_events_we_have_no_use_for_are_taken_note_of_so_that_slack_does_not_bring_them_again(
    scene: Scene, kind: str
) -> None:
    assert scene.hand.event({"type": kind, "user": NOELIA}).status == 200


def test_other_interactions_are_taken_note_of_too(scene: Scene) -> None:
    team = {"team": {"id": TEAM}, "user": {"id": NOELIA}}
    for payload in (
        {"type": "shortcut", "callback_id": "x", "trigger_id": "1", **team},
        {
            "type": "message_action",
            "callback_id": "x",
            "trigger_id": "1",
            "message": {},
            "channel": {"id": ROOM},
            **team,
        },
        {"type": "view_closed", "view": {"id": "V1", "callback_id": "form"}, **team},
        {"type": "block_suggestion", "action_id": "x", "block_id": "y", "value": "z", **team},
        {"type": "something_new", **team},
    ):
        assert scene.hand.interaction(payload).status == 200


def test_nobody_talks_to_themselves_to_bots_or_to_what_is_not_meant_for_quipu(scene: Scene) -> None:
    before, asked = len(scene.slack.posted), len(scene.slack.calls)
    direct = scene.slack.direct(NOELIA)
    for event in (
        {
            "type": "message",
            "channel": ROOM,
            "user": NOELIA,
            "text": "una charla cualquiera",
            "ts": scene.slack.new_ts(),
        },
        {
            "type": "message",
            "channel": direct,
            "channel_type": "im",
            "user": BOT_USER,
            "bot_id": BOT,
            "text": "yo",
            "ts": scene.slack.new_ts(),
        },
        {
            "type": "message",
            "channel": direct,
            "channel_type": "im",
            "bot_id": "B9",
            "subtype": "bot_message",
            "text": f"<@{BOT_USER}>",
            "ts": "1.1",
        },
        {
            "type": "message",
            "channel": direct,
            "channel_type": "im",
            "subtype": "message_changed",
            "message": {"user": NOELIA, "text": "x"},
            "ts": "1.2",
        },
        {
            "type": "message",
            "channel": direct,
            "channel_type": "im",
            "subtype": "message_deleted",
            "deleted_ts": "1.0",
            "ts": "1.3",
        },
        {
            "type": "message",
            "channel": ROOM,
            "subtype": "channel_join",
            "user": NOELIA,
            "text": f"<@{BOT_USER}> joined",
            "ts": "1.4",
        },
    ):
        assert scene.hand.event(event).status == 200
    scene.house.settle()
    assert len(scene.slack.posted) == before
    assert len(scene.slack.calls) == asked


def test_a_body_without_team_event_id_or_time_is_understood(scene: Scene) -> None:
    came = len(scene.slack.to(NOELIA))
    event = {
        "type": "message",
        "channel_type": "im",
        "channel": scene.slack.direct(NOELIA),
        "user": NOELIA,
        "text": "ayuda",
        "ts": scene.slack.new_ts(),
    }
    assert scene.hand.deliver(json.dumps({"type": "event_callback", "event": event}), "application/json").status == 200
    assert last_to(scene, NOELIA, came + 1)
