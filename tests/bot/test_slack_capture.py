"""A meeting recorded in Slack from end to end: the card lies in the secretary's messages and every mark changes it there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from storage.meetings import Meeting
from tests.bot.slack_scene import RENZO, Scene, scene_at
from tests.pretend_slack import Posted
from tests.town import lima

DURING = lima(2027, 2, 9, 10, 20)


def convened(session: Session) -> None:
    session.add(
        Meeting(
            network_id=1, code="CE-2027-01", kind="executive", title="Prioridades 2027", minutes=90,
            starts_at=lima(2027, 2, 9, 10), convened_at=lima(2027, 1, 5), call_opened_at=lima(2027, 1, 6),
        )
    )  # fmt: skip


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with scene_at(tmp_path_factory.mktemp("slack"), at=DURING) as found:
        found.house.call(found.house.house.counter.write(convened))
        yield found
        found.nothing_wrong()
        assert found.whole()


def test_one_message_follows_the_marks_and_stays_where_a_press_asks_for_more(scene: Scene) -> None:
    scene.hand.command(RENZO, "/minuta", "registro CE-2027-01")
    (card,) = scene.slack.wait_for(lambda: records(scene))
    scene.hand.say(RENZO, "#nota OIT compartirá el estudio.")
    scene.hand.say(RENZO, "#ausente PNUD")
    scene.slack.wait_for(lambda: "Ausentes: PNUD" in card.text and "OIT compartirá el estudio." in card.text)
    scene.hand.press(RENZO, card, "Pasar lista")
    assert not scene.slack.answers[-1][1]["replace_original"]
    scene.hand.press(RENZO, card, "Deshacer lo último")
    assert not scene.slack.answers[-1][1]["replace_original"]
    scene.slack.wait_for(lambda: "Ausentes: PNUD" not in card.text)
    assert len(records(scene)) == 1


def records(scene: Scene) -> list[Posted]:
    """The messages that show the running record."""
    return [each for each in scene.slack.to(RENZO) if each.text.startswith("Registro de CE-2027-01")]
