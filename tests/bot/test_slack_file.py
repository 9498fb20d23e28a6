"""An edited Word file sent to Quipu in a direct message on Slack."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.platforms.slack.workspace import theirs
from storage.charter import Charter
from tests.bot.slack_scene import RENZO, Scene, last_to, scene_at
from tests.handlers.record_scene import CE, versions
from tests.handlers.word_scene import NO_OTHER, edited, noted, put, word_of
from tests.slack_hand import words_of
from tests.town import Town, lima


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, peru: Charter) -> Iterator[Scene]:
    with scene_at(tmp_path_factory.mktemp("slack"), at=lima(2027, 2, 9, 8)) as found:
        noted(town_of(found, peru))
        found.house.go_to(lima(2027, 2, 10, 14))
        yield found
        found.nothing_wrong()


def town_of(scene: Scene, peru: Charter) -> Town:
    return Town(scene.house.house.counter.database, {"peru": peru}, lima(2027, 2, 10, 14))


def send(scene: Scene, *files: dict[str, str], words: str = "") -> str:
    before = len(scene.slack.to(RENZO))
    scene.hand.say(RENZO, words, subtype="file_share", files=list(files))
    return words_of(last_to(scene, RENZO, before + 1).blocks)


def test_the_edited_minutes_become_the_next_version_once(scene: Scene, peru: Charter) -> None:
    town = town_of(scene, peru)
    content = edited(word_of(versions(town)[-1]), lambda page: put(page, NO_OTHER, "Saludo."))
    assert "ya es la versión 3" in send(scene, scene.slack.share("minuta.docx", content))
    assert versions(town)[-1].body["other"] == "Saludo."
    assert len(versions(town)) == 3
    wrong = send(scene, scene.slack.share("minuta.docx", content), words="esta es la ple-2027-01")
    assert f"es la minuta de {CE}, no de la reunión que usted indicó" in wrong


def test_another_file_gets_a_clear_answer_and_one_slack_does_not_give_too(scene: Scene) -> None:
    assert "no es un documento de Word" in send(scene, scene.slack.share("nada.docx", b"hola"))
    lost = {"name": "lost.docx", "url_private_download": scene.slack.share("x", b"")["url_private_download"] + "-not"}
    assert "Slack no me entregó ese archivo" in send(scene, lost)
    foreign = {"name": "minuta.docx", "url_private_download": "https://files.example/minuta.docx"}
    assert "Slack no me entregó ese archivo" in send(scene, foreign)


def test_the_token_goes_to_slacks_own_addresses_alone() -> None:
    api = "https://slack.com/api/"
    assert theirs("https://files.slack.com/files-pri/T0-F0/download/minuta.docx", api)
    for address in (
        "http://files.slack.com/x",
        "https://files.slack.com.example/x",
        "https://evilslack.com/x",
        "https://127.0.0.1/x",
        "file:///etc/passwd",
        "",
    ):
        assert not theirs(address, api)
