"""When something breaks, or Slack does, people get a number or a place in the queue; nothing is lost, doubled or leaked."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import structlog
from sqlalchemy import text as sql

from bot import logs
from storage.database import Database
from storage.outbox import SENT
from tests.bot.slack_scene import NOELIA, RENZO, ROOM, Scene, last_to, scene_at
from tests.pretend_slack import Failure, PretendSlack
from tests.slack_hand import buttons

SECRET_WORDS = "palabras que nadie más debe leer"


def test_a_fault_of_ours_is_shown_as_a_number_and_logged_in_one_line_without_what_was_written(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with scene_at(tmp_path) as scene, logging_as_in_production():
        view = opened_form(scene)
        press = scene.hand.command(NOELIA, "/red", "ayuda")
        break_the_record(scene)
        capfd.readouterr()
        shown = [
            scene.hand.command(NOELIA, "/red", SECRET_WORDS).text,
            scene.hand.submit(RENZO, view, date="2027-02-12", name=SECRET_WORDS).errors["date"],
        ]
        scene.hand.press(NOELIA, press, buttons(press.body["blocks"])[0]["text"]["text"])
        shown.append(scene.slack.answers[-1][1]["text"])
        said = capfd.readouterr()
        assert all("pase a la Secretaría este número" in words for words in shown)
        for words in shown:
            number = words.rsplit(": ", 1)[1].rstrip(".")
            assert (said.out + said.err).count(number) == 1
        assert SECRET_WORDS not in said.out + said.err
        assert all("Traceback" not in words and "sqlite" not in words.lower() for words in shown)


@contextmanager
def logging_as_in_production() -> Iterator[None]:
    root, before = logging.getLogger(), structlog.get_config()
    handlers, level = list(root.handlers), root.level
    logs.set_up("console")
    yield
    structlog.configure(**before)
    root.handlers, root.level = handlers, level


def test_an_event_that_could_not_be_taken_in_is_brought_again_by_slack_and_answered_then(tmp_path: Path) -> None:
    with scene_at(tmp_path) as scene:
        scene.hand.say(NOELIA, "ayuda")
        came = len([1 for _ in range(1) if last_to(scene, NOELIA)])
        break_the_record(scene)
        event = {
            "type": "message",
            "channel_type": "im",
            "channel": scene.slack.direct(NOELIA),
            "user": NOELIA,
            "text": "ayuda",
            "ts": "9.9",
        }
        assert scene.hand.event(event, "Ev1").status == 500
        mend_the_record(scene)
        assert scene.hand.event(event, "Ev2").status == 200
        assert last_to(scene, NOELIA, came + 1)


def break_the_record(scene: Scene) -> None:
    execute(scene, "ALTER TABLE person RENAME TO hidden_person")


def mend_the_record(scene: Scene) -> None:
    execute(scene, "ALTER TABLE hidden_person RENAME TO person")


def execute(scene: Scene, statement: str) -> None:
    database = Database(scene.house.settings.database_url)
    with database.engine.begin() as connection:
        connection.execute(sql(statement))
    database.close()


def opened_form(scene: Scene) -> dict[str, object]:
    scene.hand.press(RENZO, scene.hand.command(RENZO, "/red", "ajustes"), "Agregar un día no laborable…")
    return scene.slack.opened[-1]


@pytest.mark.long
def test_quipu_starts_and_answers_commands_while_slack_does_not_answer_and_introduces_itself_later(
    tmp_path: Path,
) -> None:
    slack = PretendSlack()
    slack.fail("auth.test", *[Failure(500)] * 2)
    slack.start()
    with scene_at(tmp_path, slack=slack) as scene:
        assert "Sus pendientes" in scene.hand.command(NOELIA, "/red").text
        scene.hand.mention(NOELIA, "¿qué tengo pendiente?")
        assert "Sus pendientes" in last_to(scene, NOELIA).text
        slack.wait_for(lambda: len(slack.calls_of("auth.test")) == 1, 15)


FAILURES = {
    "n.quintamayo@acnur.example": Failure(429, retry_after=1),
    "h.parihuanca@acnur.example": Failure(500),
    "i.choquerrey@oit.example": Failure(503, after=True),
    "m.tordoya@oit.example": Failure("drop"),
    "p.huaranda@unicef.example": Failure("drop", after=True),
    "s.ormachal@unicef.example": Failure("internal_error", after=True),
    "g.umbralito@pnud.example": Failure("fatal_error"),
    "k.soncollay@pnud.example": Failure("hang", after=True),
    "c.yupancal@ops.example": Failure("hang"),
}


@pytest.mark.long
def test_answers_slack_did_not_take_or_did_not_say_it_took_wait_and_go_later_once(tmp_path: Path) -> None:
    with scene_at(tmp_path, delivery_lease_seconds=2) as scene:
        users = {email: scene.slack.add_user(f"U0{place}", email, email) for place, email in enumerate(FAILURES)}
        to_come = {scene.slack.direct(user): FAILURES[email] for email, user in users.items()}
        scene.slack.fails = lambda method, given: (
            to_come.pop(given.get("channel"), None) if method == "chat.postMessage" else None
        )
        for user in users.values():
            scene.hand.say(user, "¿qué tengo pendiente?")
        scene.slack.wait_for(lambda: all(notice.status == SENT for notice in scene.notices("reply.card")), 60)
        assert to_come == {}
        assert {email: len(scene.slack.to(user)) for email, user in users.items()} == dict.fromkeys(FAILURES, 1)
        arrived = {f"{message.channel}/{message.ts}" for message in scene.slack.posted}
        assert {notice.external_id for notice in scene.notices("reply.card")} == arrived
        scene.nothing_wrong()


def test_on_postgresql_too_one_message_delivered_eleven_times_at_once_is_one_act(
    tmp_path: Path, postgresql_server: str
) -> None:
    url = new_database(postgresql_server)
    with scene_at(tmp_path, database_url=url) as scene:
        ts = scene.slack.new_ts()
        with ThreadPoolExecutor(11) as together:
            list(together.map(lambda _: scene.hand.mention(NOELIA, "¿qué tengo pendiente?", ts=ts), range(11)))
        assert "Sus pendientes" in last_to(scene, NOELIA).text
        scene.house.settle()
        assert [message.text.split("\n")[0] for message in scene.slack.to(NOELIA)] == ["Sus pendientes"]
        assert len(scene.slack.messages(ROOM)) == 1


def new_database(server: str) -> str:
    from sqlmodel import create_engine

    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sql("CREATE DATABASE slack_eleven TEMPLATE template1"))
    engine.dispose()
    return f"{server}/slack_eleven"
