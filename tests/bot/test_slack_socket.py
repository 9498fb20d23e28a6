"""Socket Mode: the same house with no public address, over a connection it opens itself."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.bot.slack_scene import AMARA, NOELIA, RENZO, Scene, last_to, scene_at
from tests.pretend_slack import Failure
from tests.slack_hand import words_of


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with scene_at(tmp_path_factory.mktemp("socket"), socket=True) as found:
        found.slack.wait_for(lambda: found.slack.sockets)
        yield found
        found.nothing_wrong()


def test_without_a_signing_secret_there_is_no_door_for_anybody_to_knock_at(scene: Scene) -> None:
    assert httpx.post(f"{scene.house.url}/slack/events", content=b"command=/red", trust_env=False).status_code == 404


def test_a_command_is_answered_inside_its_acknowledgement(scene: Scene) -> None:
    answer = scene.hand.command(NOELIA, "/red")
    assert answer.body["response_type"] == "ephemeral"
    assert "Sus pendientes" in words_of(answer.body["blocks"])


def test_presses_forms_mistakes_and_confirmations_travel_over_it(scene: Scene) -> None:
    settings = scene.hand.command(RENZO, "/red", "ajustes")
    scene.hand.press(RENZO, settings, "Agregar un día no laborable…")
    view = scene.slack.opened[-1]
    wrong = scene.hand.submit(RENZO, view, date="nunca", name="Por el cable")
    assert list(wrong.errors) == ["date"]
    assert scene.hand.submit(RENZO, view, date="2027-02-12", name="Por el cable").body["response_action"] == "clear"
    scene.hand.press(RENZO, last_to(scene, RENZO), "Confirmar")
    assert "Día agregado" in scene.slack.answers[-1][1]["text"]
    assert len(scene.acts("calendar.day_added")) == 1


def test_messages_and_home_are_heard(scene: Scene) -> None:
    came = len(scene.slack.to(AMARA))
    scene.hand.say(AMARA, "what is due from me?")
    assert last_to(scene, AMARA, came + 1).text
    assert scene.hand.open_home(AMARA)["type"] == "home"


def test_an_event_delivered_again_over_another_connection_is_one_act(scene: Scene) -> None:
    came, ts = len(scene.slack.to(NOELIA)), scene.slack.new_ts()
    scene.hand.say(NOELIA, "ayuda", ts=ts)
    connections = len(scene.slack.sockets)
    scene.slack.disconnect()
    scene.slack.wait_for(lambda: len(scene.slack.sockets) > connections, 20)
    scene.hand.say(NOELIA, "ayuda", ts=ts)
    last_to(scene, NOELIA, came + 1)
    scene.house.settle()
    assert len(scene.slack.to(NOELIA)) == came + 1


def test_when_slack_gives_no_connection_at_first_it_is_asked_again(tmp_path_factory: pytest.TempPathFactory) -> None:
    from tests.pretend_slack import PretendSlack

    slack = PretendSlack()
    slack.fail("apps.connections.open", Failure(500))
    with scene_at(tmp_path_factory.mktemp("again"), socket=True, slack=slack.start()) as scene:
        slack.wait_for(lambda: slack.sockets, 30)
        assert scene.hand.command(NOELIA, "/red").text
