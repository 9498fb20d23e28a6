"""Personal data typed on Slack or on the trial page: answered in private, in no channel, no table, no log."""

from __future__ import annotations

import io
import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import logs
from tests.bot.slack_scene import NOELIA, ROOM, Scene, as_json, last_to, scene_at
from tests.bot.visitor import Visitor
from tests.clauses.test_2_personal_data import PASTED, SECRETS
from tests.running import running
from tests.town import lima

AT = lima(2027, 4, 7, 9, 5)
TITLE = "No guardé lo que escribió"


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything any library would log, down to the last detail, and our own log as production writes it."""
    root, written = logging.getLogger(), io.StringIO()
    before, level = list(root.handlers), root.level
    logs.set_up("json")
    root.handlers = [logging.StreamHandler(written)]
    yield written
    root.handlers, root.level = before, level


def kept(folder: Path) -> str:
    """Every row of every table, as it lies in the file."""
    with sqlite3.connect(folder / "house.sqlite3") as file:
        return "\n".join(file.iterdump())


def stand_in(words: str) -> list[str]:
    return [secret for secret in SECRETS if secret.casefold() in words.casefold()]


def in_slack(scene: Scene) -> str:
    """Everything that was ever sent to Slack."""
    return as_json([each.__dict__ for each in scene.slack.posted]) + as_json(scene.slack.opened)


def test_on_slack_it_is_answered_in_private_and_stands_nowhere(tmp_path: Path, logged: io.StringIO) -> None:
    with scene_at(tmp_path, at=AT) as scene:
        answer = scene.hand.command(NOELIA, "/red", PASTED)
        assert answer.body["response_type"] == "ephemeral"
        assert TITLE in as_json(answer.body)
        scene.hand.mention(NOELIA, PASTED)
        assert TITLE in last_to(scene, NOELIA).text
        assert [each for each in scene.slack.posted if each.channel == ROOM] == []
        file = {"id": "F1", "name": "pasaporte 154829037.pdf", "title": "Yusbelis"}
        scene.hand.say(NOELIA, "aquí va", subtype="file_share", files=[file])
        last_to(scene, NOELIA, 2)
        assert len(scene.acts("alert.noticed")) == 3
        assert stand_in(in_slack(scene)) == []
        assert stand_in(as_json(answer.body)) == []
    assert stand_in(kept(tmp_path)) == []
    assert stand_in(logged.getvalue()) == []


def test_a_form_on_slack_takes_nothing_in(tmp_path: Path, logged: io.StringIO) -> None:
    with scene_at(tmp_path, at=lima(2027, 1, 4, 9)) as scene:
        scene.hand.command("U0RENZO", "/red", "feriado")
        view = scene.slack.opened[-1]
        answer = scene.hand.submit("U0RENZO", view, date="2027-02-02", name=PASTED)
        assert answer.status == 200
        assert TITLE in last_to(scene, "U0RENZO").text
    assert stand_in(kept(tmp_path)) == []
    assert stand_in(logged.getvalue()) == []


def test_on_the_trial_page_the_line_says_only_that_something_was_not_kept(tmp_path: Path, logged: io.StringIO) -> None:
    with running(tmp_path, AT) as house:
        visitor = Visitor(house)
        who = visitor.person("n.quintamayo")
        page = visitor.say(who, PASTED, key="k1")
        assert TITLE in page
        assert stand_in(page) == []
        visitor.say(who, "", key="k2", suggestion=PASTED)
        assert [line.typed for line in visitor.lines(who)] == ["(mensaje que no se guardó)"] * 2
        visitor.client.close()
    assert stand_in(kept(tmp_path)) == []
    assert stand_in(logged.getvalue()) == []
