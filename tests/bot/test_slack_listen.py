"""What people type on Slack, in commands, messages and mentions: answered in their words, once, to nobody else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.language.catalogue import Words
from bot.platforms.slack.families import FAMILIES
from bot.platforms.slack.manifest import PROMPTS
from handlers.reply import text
from tests.bot.slack_scene import AMARA, LUCIA, NOELIA, ROOM, Scene, last_to, scene_at
from tests.slack_hand import words_of

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with scene_at(tmp_path_factory.mktemp("slack")) as found:
        yield found
        found.nothing_wrong()
        assert found.whole()


def test_a_command_is_answered_to_its_writer_alone_in_plain_text_and_blocks(scene: Scene) -> None:
    answer = scene.hand.command(NOELIA, "/red")
    assert (answer.status, answer.body["response_type"]) == (200, "ephemeral")
    assert "Sus pendientes" in answer.text
    assert "Sus pendientes" in words_of(answer.body["blocks"])


def test_everybody_is_answered_in_their_own_language(scene: Scene) -> None:
    assert (
        "¿Qué" in scene.hand.command(NOELIA, "/network", "help").text
        or "ayudar" in scene.hand.command(NOELIA, "/network", "help").text
    )
    assert "help" in scene.hand.command(AMARA, "/red", "ayuda").text.lower()


def test_a_changed_language_is_spoken_at_once(scene: Scene) -> None:
    assert scene.hand.command(AMARA, "/network", "idioma es").text.startswith("Desde ahora le escribo en español")
    assert scene.hand.command(AMARA, "/agenda", "verbo-que-no-existe").text.startswith("No le entendí")
    assert "English" in scene.hand.command(AMARA, "/red", "language en").text


@pytest.mark.parametrize("name", [name for family in FAMILIES for name in family.names])
def test_every_family_of_commands_is_heard_in_both_languages(scene: Scene, name: str) -> None:
    answer = scene.hand.command(LUCIA, f"/{name}", "qwertyuiop")
    assert answer.status == 200
    assert answer.text or scene.slack.opened


def test_a_command_the_administrator_named_otherwise_is_read_as_plain_words(scene: Scene) -> None:
    assert "Sus pendientes" in scene.hand.command(NOELIA, "/quipu", "¿qué tengo pendiente?").text


def test_a_command_that_says_payload_is_heard_like_any_other(scene: Scene) -> None:
    assert scene.hand.command(NOELIA, "/red", "payload").text.startswith("No le entendí")


def test_what_was_typed_is_quoted_as_typed_and_pings_nobody(scene: Scene) -> None:
    answer = scene.hand.command(NOELIA, "/red", "&lt;!channel&gt; *hola* <@U123ABCD> \u202eoir\u202c")
    assert "<!channel> *hola* <@U123ABCD> \u202eoir" in words_of(answer.body["blocks"])
    assert "<!channel>" not in answer.text
    assert "mrkdwn" not in json.dumps(answer.body)


@pytest.mark.parametrize(
    "typed", ["x" * 10_000, "\x00 nulo", "🧵" * 500, "línea\r\notra", "=cmd|'/C calc'!A0", "'; DROP TABLE person; --"]
)
def test_whatever_is_typed_gets_a_courteous_answer(scene: Scene, typed: str) -> None:
    answer = scene.hand.command(NOELIA, "/red", typed)
    assert (answer.status, answer.text.split("\n")[0]) == (200, "No le entendí")


def test_a_direct_message_is_answered_there_and_a_reply_in_a_thread_in_the_thread(scene: Scene) -> None:
    came = len(scene.slack.to(NOELIA))
    scene.hand.say(NOELIA, "¿qué tengo pendiente?")
    assert "Sus pendientes" in last_to(scene, NOELIA, came + 1).text
    root = scene.slack.new_ts()
    scene.hand.say(NOELIA, "ayuda", thread_ts=root)
    assert last_to(scene, NOELIA, came + 2).thread == root


def test_one_message_under_eleven_event_ids_and_both_kinds_of_event_is_answered_once(scene: Scene) -> None:
    came, threads = len(scene.slack.to(NOELIA)), len(scene.slack.messages(ROOM))
    ts = scene.slack.new_ts()
    with ThreadPoolExecutor(11) as together:
        kinds = ["app_mention", "message"] * 5 + ["app_mention"]
        list(together.map(lambda kind: scene.hand.mention(NOELIA, "¿qué tengo pendiente?", kind=kind, ts=ts), kinds))
    last_to(scene, NOELIA, came + 1)
    scene.house.settle()
    assert len(scene.slack.to(NOELIA)) == came + 1
    assert len(scene.slack.messages(ROOM)) == threads + 1


def test_a_mention_is_answered_in_person_and_the_thread_only_says_so(scene: Scene) -> None:
    came = len(scene.slack.to(NOELIA))
    ts = scene.hand.mention(NOELIA, "¿qué tengo pendiente?")
    assert "Sus pendientes" in last_to(scene, NOELIA, came + 1).text
    pointer = scene.slack.wait_for(lambda: [each for each in scene.slack.messages(ROOM) if each.thread == ts])[0]
    assert pointer.text == "Le respondí por mensaje directo."


def test_once_somebody_is_known_slack_is_not_asked_again(scene: Scene) -> None:
    scene.hand.command(LUCIA, "/red", "ayuda")
    before = len(scene.slack.calls)
    for _ in range(15):
        assert scene.hand.command(LUCIA, "/red", "ayuda").status == 200
    assert scene.slack.calls[before:] == []


def test_the_coordination_makes_the_channel_it_writes_in_the_room_of_the_network(scene: Scene) -> None:
    preview = scene.hand.command(LUCIA, "/red", "canal", channel=ROOM)
    scene.hand.press(LUCIA, preview, "Confirmar")
    (act,) = scene.acts("network.room")
    assert act.about == ROOM
    direct = scene.hand.command(LUCIA, "/red", "canal", channel=scene.slack.direct(LUCIA))
    assert "Escriba este comando en el canal" in direct.text


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_prompt_that_slack_suggests_is_understood(scene: Scene, language: str) -> None:
    user = NOELIA if language == "es" else AMARA
    for name in PROMPTS:
        came = len(scene.slack.to(user))
        scene.hand.say(user, Words(language).say(text(f"slack.prompt.{name}.asks")))
        answer = last_to(scene, user, came + 1).text
        assert not answer.startswith(("No le entendí", "I did not understand")), name
