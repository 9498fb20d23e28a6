"""Personal data pasted in a channel to others (E08): its writer alone is asked to delete it, once; nothing of it is kept or repeated."""

from __future__ import annotations

import io
import logging
import sqlite3
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlmodel import select

from bot import logs
from storage.alerts import SensitiveAlert
from tests.bot.slack_scene import AMARA, FATIMA, LUCIA, NOELIA, RENZO, ROOM, Scene, as_json, last_to, scene_at
from tests.clauses.test_2_personal_data import PASTED, SECRETS
from tests.pretend_slack import BOT, BOT_USER, Posted
from tests.slack_hand import buttons
from tests.town import lima

AT = lima(2027, 4, 7, 9, 5)
TITLE = "Un mensaje suyo parece tener datos personales"
FOREIGNER, MACHINE = "U0FUERA", "U0BOTARA"
ROUTE = "ACNUR, línea de orientación, (01) 640 9000"


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with scene_at(tmp_path, at=AT) as found:
        found.slack.add_user(FOREIGNER, "otra@lejos.example", "Otra Persona", team="T0OTRO", is_stranger=True)
        found.slack.add_user(MACHINE, "", "Máquina", is_bot=True)
        found.slack.members[ROOM] |= {FOREIGNER, MACHINE}
        yield found
        found.nothing_wrong()
        assert found.whole()


def alerts(scene: Scene) -> list[SensitiveAlert]:
    return scene.house.look(lambda session: list(session.exec(select(SensitiveAlert))))


def asked(scene: Scene, user: str) -> list[Posted]:
    """The messages that ask somebody to delete theirs, wherever they came."""
    marks = (TITLE, "No guardé lo que escribió", "seems to hold personal data")
    mine = [*scene.slack.to(user), *(each for each in scene.slack.posted if each.ephemeral_to == user)]
    return [each for each in mine if any(mark in each.text for mark in marks)]


def stand_in(words: str) -> list[str]:
    return [secret for secret in SECRETS if secret.casefold() in words.casefold()]


def test_its_writer_alone_is_asked_to_delete_it_and_told_where_to_turn(scene: Scene) -> None:
    preview = scene.hand.command(RENZO, "/red", f"derivación: {ROUTE}")
    scene.hand.press(RENZO, preview, "Confirmar")
    scene.hand.remark(NOELIA, PASTED, thread_ts="9.1")
    answer = last_to(scene, NOELIA)
    assert answer.text.startswith(TITLE)
    assert "bórrelo" in answer.text
    assert ROUTE in answer.text
    (alert,) = alerts(scene)
    assert (alert.place, alert.person_id, alert.platform) == (ROOM, scene.person(NOELIA).id, "slack")
    assert [each for each in scene.slack.posted if each.channel == ROOM] == []


def test_the_reader_s_language_is_spoken(scene: Scene) -> None:
    scene.hand.remark(AMARA, PASTED)
    assert last_to(scene, AMARA).text.startswith("A message of yours seems to hold personal data")


def test_nothing_of_it_stands_in_the_file_the_log_or_in_slack(tmp_path: Path) -> None:
    root, written = logging.getLogger(), io.StringIO()
    before, level = list(root.handlers), root.level
    logs.set_up("json")
    root.handlers = [logging.StreamHandler(written)]
    root.setLevel(logging.DEBUG)
    try:
        with scene_at(tmp_path, at=AT) as scene:
            scene.hand.remark(NOELIA, PASTED)
            last_to(scene, NOELIA)
            scene.hand.remark(LUCIA, f"#nota {PASTED}")
            last_to(scene, LUCIA)
            scene.hand.change(FATIMA, "Nos pide ayuda", PASTED, ts=scene.slack.new_ts())
            last_to(scene, FATIMA)
            scene.hand.shortcut(RENZO, PASTED)
            sent = as_json([each.__dict__ for each in scene.slack.posted]) + as_json(scene.slack.opened)
            sent += as_json(scene.slack.answers)
            assert len(alerts(scene)) == 4
    finally:
        root.handlers = before
        root.setLevel(level)
    with sqlite3.connect(tmp_path / "house.sqlite3") as file:
        kept = "\n".join(file.iterdump())
    assert (stand_in(kept), stand_in(written.getvalue()), stand_in(sent)) == ([], [], [])


def test_however_often_it_is_told_or_changed_it_is_asked_once(scene: Scene) -> None:
    ts = scene.slack.new_ts()
    with ThreadPoolExecutor(6) as together:
        list(together.map(lambda _: scene.hand.remark(NOELIA, PASTED, ts=ts), range(6)))
    scene.hand.remark(NOELIA, PASTED, ts=ts, subtype="thread_broadcast", thread_ts="9.1")
    for number in range(2):
        scene.hand.change(NOELIA, PASTED, f"{PASTED}, urgente {number}", ts=ts)
    last_to(scene, NOELIA)
    scene.house.settle()
    assert len(asked(scene, NOELIA)) == 1
    assert len(alerts(scene)) == 1


def test_what_was_added_by_a_change_is_noticed_once_too(scene: Scene) -> None:
    ts = scene.hand.remark(NOELIA, "Nos pide ayuda una familia.")
    for number in range(3):
        scene.hand.change(NOELIA, "Nos pide ayuda una familia.", f"{PASTED} {number}", ts=ts)
    last_to(scene, NOELIA)
    scene.house.settle()
    assert len(asked(scene, NOELIA)) == 1


def test_a_message_to_quipu_that_was_withheld_is_not_asked_about_again_when_it_is_changed(scene: Scene) -> None:
    ts = scene.hand.mention(NOELIA, PASTED)
    scene.hand.mention(NOELIA, PASTED, kind="message", ts=ts)
    last_to(scene, NOELIA)
    scene.hand.change(NOELIA, f"<@{BOT_USER}> {PASTED}", f"<@{BOT_USER}> {PASTED} ya", ts=ts)
    scene.house.settle()
    assert len(asked(scene, NOELIA)) == 1
    assert len(alerts(scene)) == 1


def test_a_preview_of_a_link_or_a_deletion_is_no_news(scene: Scene) -> None:
    ts = scene.slack.new_ts()
    scene.hand.change(NOELIA, PASTED, PASTED, ts=ts, attachments=[{"title": "una página"}])
    scene.hand.event({
        "type": "message", "subtype": "message_deleted", "channel": ROOM, "ts": "9.9", "deleted_ts": ts,
        "previous_message": {"type": "message", "user": NOELIA, "text": PASTED, "ts": ts},
    })  # fmt: skip
    scene.house.settle()
    assert alerts(scene) == []


def test_a_mark_in_a_message_that_must_not_stand_there_is_not_taken(scene: Scene) -> None:
    scene.hand.remark(RENZO, f"{PASTED}\n#nota Se atenderá el caso.")
    assert "No guardé lo que escribió" in last_to(scene, RENZO).text
    assert scene.acts("minutes.noted") == []


def test_names_of_files_and_forwarded_messages_are_looked_at(scene: Scene) -> None:
    files = [{"id": "F1", "name": "pasaporte 154829037.pdf", "title": "Yusbelis Montilla"}]
    scene.hand.remark(NOELIA, "aquí va", subtype="file_share", files=files)
    last_to(scene, NOELIA, 1)
    scene.hand.remark(NOELIA, "vean", attachments=[{"is_share": True, "text": PASTED}])
    last_to(scene, NOELIA, 2)
    assert len(alerts(scene)) == 2


@pytest.mark.parametrize("user", [FOREIGNER, "U0NADIE"])
def test_somebody_of_elsewhere_is_asked_alone_and_once_and_nobody_is_told_who(scene: Scene, user: str) -> None:
    if user not in scene.slack.users:
        scene.slack.add_user(user, "nadie@otra.example", "Nadie Nada")
        scene.slack.members[ROOM].add(user)
    ts = scene.slack.new_ts()
    for _ in range(3):
        scene.hand.remark(user, PASTED, ts=ts)
    scene.hand.change(user, PASTED, f"{PASTED}!", ts=ts)
    (whisper,) = asked(scene, user)
    assert whisper.ephemeral_to == user
    assert buttons(whisper.blocks) == []
    (alert,) = alerts(scene)
    assert (alert.person_id, alert.fingerprints) == (None, [])
    assert scene.notices("slack.stranger") == []


@pytest.mark.parametrize(
    "said", ["Saludos, Noelia Quintamayo, cel. 999 888 777", "Llamen a LUCÍA ALTAQUILLA: 999 888 777"]
)
def test_a_colleague_s_telephone_is_no_secret(scene: Scene, said: str) -> None:
    scene.hand.remark(NOELIA, said)
    scene.house.settle()
    assert alerts(scene) == []


def test_somebody_else_s_telephone_beside_a_colleague_s_name_is_noticed(scene: Scene) -> None:
    scene.hand.remark(NOELIA, "Noelia Quintamayo: los datos de Yusbelis Montilla, 987 654 321")
    last_to(scene, NOELIA)
    assert [each.kinds for each in alerts(scene)] == [["phone"]]


@pytest.mark.parametrize("said", ["Sofía pide ayuda con el formulario", "Ana Torres necesita ayuda con Teams"])
def test_work_talk_with_a_name_and_the_word_help_is_none_of_our_business(scene: Scene, said: str) -> None:
    for user in (NOELIA, FOREIGNER):
        scene.hand.remark(user, said)
    scene.house.settle()
    assert alerts(scene) == []
    assert scene.slack.posted == []


def test_a_plea_for_somebody_s_own_life_is_noticed_in_passing(scene: Scene) -> None:
    scene.hand.remark(NOELIA, "Keila Urdaneta pide ayuda, no tiene dónde dormir con sus hijos")
    last_to(scene, NOELIA)
    assert [each.kinds for each in alerts(scene)] == [["case"]]


def test_bots_and_quipu_itself_are_not_asked(scene: Scene) -> None:
    scene.slack.add_user("USLACKBOT", "", "Slackbot")
    said = {"type": "message", "channel": ROOM, "text": PASTED, "ts": scene.slack.new_ts()}
    for more in ({"user": NOELIA, "bot_id": BOT}, {"user": MACHINE}, {"user": BOT_USER}, {"user": "USLACKBOT"}):
        scene.hand.event({**said, "ts": scene.slack.new_ts(), **more})
    scene.house.settle()
    assert alerts(scene) == []
    assert scene.slack.posted == []


def test_another_workspace_s_delivery_is_none_of_our_business(scene: Scene) -> None:
    elsewhere = {"team_id": "T0OTRO", "authorizations": [{"team_id": "T0OTRO", "user_id": BOT_USER, "is_bot": True}]}
    scene.hand.remark(NOELIA, "hola")
    scene.hand.command(NOELIA, "/red")
    said = {"type": "message", "channel": ROOM, "user": NOELIA, "text": PASTED, "ts": scene.slack.new_ts()}
    scene.hand.event(said, **elsewhere)
    scene.house.settle()
    assert alerts(scene) == []


def test_a_false_alarm_that_was_allowed_is_let_go_in_silence(scene: Scene) -> None:
    scene.hand.remark(RENZO, PASTED)
    card = last_to(scene, RENZO)
    scene.hand.press(RENZO, card, "No es dato personal…")
    scene.hand.submit(RENZO, scene.slack.opened[-1], reason="Es un ejemplo del manual.")
    came = len(asked(scene, RENZO))
    scene.hand.remark(RENZO, PASTED)
    scene.house.settle()
    assert len(asked(scene, RENZO)) == came
    assert len(alerts(scene)) == 1


def test_every_message_of_e08_its_reader_channel_hour_and_language(scene: Scene) -> None:
    scene.hand.remark(NOELIA, PASTED)
    scene.hand.remark(LUCIA, f"{PASTED}, otra vez")
    for user in (NOELIA, LUCIA):
        last_to(scene, user)
    scene.house.go_to(lima(2027, 4, 8, 9, 1))
    morning = lima(2027, 4, 8, 9)
    left = [each for each in scene.notices() if each.sent_at]
    told = [(each.sent_at, each.notice, each.person_id, each.platform) for each in left]
    assert Counter(told) == Counter([
        (AT, "reply.card", scene.person(NOELIA).id, "slack"),
        (AT, "reply.card", scene.person(LUCIA).id, "slack"),
        (AT, "alerts.noticed", scene.person(RENZO).id, "slack"),  # at once, and once a day
        (morning, "network.daily_line", scene.person(RENZO).id, "slack"),
    ])  # fmt: skip
    assert {scene.person(user).language for user in (NOELIA, LUCIA, RENZO)} == {"es"}
    news = [each for each in scene.slack.to(RENZO) if "Alguien escribió lo que parecía un dato personal" in each.text]
    assert len(news) == 1
    assert [each for each in scene.slack.posted if each.channel == ROOM] == []
    assert stand_in(as_json([notice.values for notice in scene.notices()])) == []


def test_a_direct_message_that_is_changed_is_looked_at_too(scene: Scene) -> None:
    direct = scene.slack.direct(NOELIA)
    scene.hand.change(NOELIA, "hola", PASTED, ts=scene.slack.new_ts(), channel=direct)
    assert last_to(scene, NOELIA).text.startswith("No guardé lo que escribió")
    assert [each.place for each in alerts(scene)] == [""]
