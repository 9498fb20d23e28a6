"""Marks in a channel without naming Quipu: taken once, answered to their writer alone; everything else said there is let go."""

from __future__ import annotations

import io
import logging
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot import logs
from storage import minutes
from storage.alerts import SensitiveAlert
from storage.drafts import Draft
from storage.inbound import Inbound
from storage.journal import JournalEntry
from storage.meetings import Meeting
from storage.minutes import RecordLine
from storage.outbox import Notice
from storage.people import Account
from tests.bot.slack_scene import FATIMA, LUCIA, NOELIA, RENZO, ROOM, Scene, as_json, scene_at
from tests.pretend_slack import BOT, BOT_USER, TEAM, Posted
from tests.slack_hand import buttons, words_of
from tests.town import lima

DURING = lima(2027, 2, 9, 10, 20)
STRANGER, FOREIGNER, MACHINE = "U0NADIE", "U0FUERA", "U0BOTARA"


def convened(session: Session) -> None:
    meeting = Meeting(
        network_id=1, code="CE-2027-01", kind="executive", title="Prioridades 2027", minutes=90,
        starts_at=lima(2027, 2, 9, 10), convened_at=lima(2027, 1, 5), call_opened_at=lima(2027, 1, 6),
    )  # fmt: skip
    session.add(meeting)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with scene_at(tmp_path_factory.mktemp("slack"), at=DURING) as found:
        found.slack.add_user(STRANGER, "nadie@otra.example", "Nadie")
        found.slack.add_user(FOREIGNER, "r.berrocapa@oim.example", "Otro Renzo", team="T0OTRO", is_stranger=True)
        found.slack.add_user(MACHINE, "", "Máquina", is_bot=True)
        found.slack.members[ROOM] |= {STRANGER, FOREIGNER, MACHINE}
        found.house.call(found.house.house.counter.write(convened))
        yield found
        found.nothing_wrong()
        assert found.whole()


def lines(scene: Scene) -> list[str]:
    """What stands in the running record."""
    rows: list[RecordLine] = scene.house.look(lambda session: minutes.record_lines(session, 1))
    return [row.about if row.kind in {"absent", "present"} else row.words for row in rows]


def whispered(scene: Scene, user: str) -> list[Posted]:
    """What was shown to somebody alone in the channel."""
    return [each for each in scene.slack.posted if each.channel == ROOM and each.ephemeral_to == user]


def seen_by_all(scene: Scene) -> list[Posted]:
    return scene.slack.messages(ROOM)


def in_the_channel(scene: Scene) -> int:
    """How much was posted there, for all or for one."""
    return sum(each.channel == ROOM for each in scene.slack.posted)


def newest(scene: Scene, user: str, count: int) -> Posted:
    found: Posted = scene.slack.wait_for(lambda: len(whispered(scene, user)) >= count and whispered(scene, user)[-1])
    return found


def test_a_note_needs_no_mention_and_is_answered_to_its_writer_alone_in_the_thread(scene: Scene) -> None:
    came, root = len(whispered(scene, RENZO)), scene.slack.new_ts()
    scene.hand.remark(RENZO, "#nota OIT compartirá el estudio.", thread_ts=root)
    answer = newest(scene, RENZO, came + 1)
    assert answer.thread == root
    assert "Anotado" in answer.text or "OIT compartirá el estudio." in answer.text
    assert lines(scene)[-1] == "OIT compartirá el estudio."
    assert (seen_by_all(scene), scene.slack.to(RENZO)) == ([], [])


def test_marks_of_one_message_are_taken_each_with_its_own_lines_and_the_chat_around_them_is_not(scene: Scene) -> None:
    before, came = lines(scene), len(whispered(scene, RENZO))
    scene.hand.remark(
        RENZO,
        "Colegas, resumo:\n#nota Primera,\nen dos líneas.\n#Ausente PNUD\n\nY ahora, a almorzar.\n#NOTE Third one.",
    )
    answer = newest(scene, RENZO, came + 1)
    assert lines(scene)[len(before) :] == ["Primera,\nen dos líneas.", "PNUD", "Third one."]
    assert "almorzar" not in answer.text
    scene.house.settle()
    assert len(whispered(scene, RENZO)) == came + 1


def test_undo_needs_no_mention_either(scene: Scene) -> None:
    came = len(whispered(scene, RENZO))
    scene.hand.remark(RENZO, "#nota Por error.")
    newest(scene, RENZO, came + 1)
    scene.hand.remark(RENZO, "#deshacer")
    assert "Deshecho" in newest(scene, RENZO, came + 2).text
    assert "Por error." not in lines(scene)


def test_an_action_without_its_day_is_asked_for_with_a_press_that_only_its_writer_sees(scene: Scene) -> None:
    came = len(whispered(scene, RENZO))
    scene.hand.remark(RENZO, f"#acción <@{NOELIA}> enviará el mapa")
    card = newest(scene, RENZO, came + 1)
    scene.hand.press(RENZO, card, "Abrir el formulario…")
    view = scene.slack.opened[-1]
    assert "Noelia Quintamayo Ser (ACNUR) enviará el mapa" in as_json(view)
    scene.hand.submit(RENZO, view, date="2027-03-15")
    preview = scene.slack.wait_for(lambda: scene.slack.to(RENZO))[-1]
    assert "ACNUR" in preview.text
    assert seen_by_all(scene) == []


def test_a_point_that_is_not_there_is_asked_about_in_the_thread_with_all_else_in_the_form(scene: Scene) -> None:
    came, root = len(whispered(scene, RENZO)), scene.slack.new_ts()
    scene.hand.remark(RENZO, f"#acción punto 7: <@{NOELIA}> enviará el mapa, 15 de marzo", thread_ts=root)
    card = newest(scene, RENZO, came + 1)
    assert card.thread == root
    assert "no tiene puntos" in card.text
    scene.hand.press(RENZO, card, "Abrir el formulario…")
    view = as_json(scene.slack.opened[-1])
    assert "Noelia Quintamayo Ser (ACNUR) enviará el mapa" in view
    assert "2027-03-15" in view


def test_a_decision_is_read_back_before_it_is_taken(scene: Scene) -> None:
    came = len(whispered(scene, RENZO))
    for name in ("OIM", "ACNUR"):
        values = {"meeting": "CE-2027-01", "organisation": name, "presence": "present"}
        scene.house.call(
            scene.house.house.entrance.pressed(
                1, scene.person(RENZO).id or 0, "meetings.presence", values, platform="slack", key=""
            )
        )
    scene.hand.remark(RENZO, "#acuerdo Se adoptan las prioridades 2027.")
    preview = newest(scene, RENZO, came + 1)
    assert scene.acts("decision.recorded") == []
    scene.hand.press(RENZO, preview, "Confirmar")
    assert len(scene.acts("decision.recorded")) == 1
    assert seen_by_all(scene) == []


def test_eleven_deliveries_a_broadcast_and_a_change_of_one_mark_are_one_line_and_one_answer(scene: Scene) -> None:
    came, ts = len(whispered(scene, RENZO)), scene.slack.new_ts()
    with ThreadPoolExecutor(11) as together:
        list(together.map(lambda _: scene.hand.remark(RENZO, "#nota Una sola vez.", ts=ts), range(11)))
    scene.hand.remark(RENZO, "#nota Una sola vez.", ts=ts, subtype="thread_broadcast", thread_ts="9.1")
    scene.hand.change(RENZO, "#nota Una sola vez.", "#nota Cambiada después.", ts=ts)
    scene.hand.event({"type": "message", "subtype": "message_deleted", "channel": ROOM, "ts": "9.9", "deleted_ts": ts})
    newest(scene, RENZO, came + 1)
    scene.house.settle()
    assert len(whispered(scene, RENZO)) == came + 1
    assert lines(scene).count("Una sola vez.") == 1
    assert "Cambiada después." not in lines(scene)


def test_a_mark_with_a_mention_is_taken_once_though_slack_tells_it_twice(scene: Scene) -> None:
    before, ts = len(lines(scene)), scene.slack.new_ts()
    for kind in ("message", "app_mention"):
        scene.hand.mention(RENZO, "#nota Con mención.", kind=kind, ts=ts)
    scene.slack.wait_for(lambda: seen_by_all(scene))  # the pointer to the answer, as with every mention
    assert len(lines(scene)) == before + 1


def test_several_marks_in_a_message_to_quipu_are_several_lines_too(scene: Scene) -> None:
    before = len(lines(scene))
    scene.hand.say(RENZO, "#nota Una.\n\nCon más.\n#nota Otra.")
    assert lines(scene)[before:] == ["Una.\n\nCon más.", "Otra."]


def test_whoever_may_not_record_is_told_so_alone(scene: Scene) -> None:
    before, came = lines(scene), len(whispered(scene, NOELIA))
    scene.hand.remark(NOELIA, "#nota Lo digo yo.")
    newest(scene, NOELIA, came + 1)
    scene.hand.remark(FATIMA, "#nota Una invitada.")
    newest(scene, FATIMA, 1)
    assert lines(scene) == before


@pytest.mark.parametrize("user", [STRANGER, FOREIGNER])
def test_whoever_is_not_on_the_roster_records_nothing_and_hears_so_once(scene: Scene, user: str) -> None:
    before, ts = lines(scene), scene.slack.new_ts()
    for _ in range(3):
        scene.hand.remark(user, "#nota De fuera.", ts=ts)
    assert len(whispered(scene, user)) == 1
    assert lines(scene) == before


@pytest.mark.parametrize(
    "more", [{"bot_id": BOT}, {"subtype": "bot_message"}, {"user": MACHINE}, {"team_id": "T0OTRO"}]
)
def test_bots_and_other_workspaces_mark_nothing_and_hear_nothing(scene: Scene, more: dict[str, str]) -> None:
    before, posted = lines(scene), in_the_channel(scene)
    team = more.pop("team_id", TEAM)
    said = {
        "type": "message",
        "channel": ROOM,
        "user": RENZO,
        "text": "#nota De una máquina.",
        "ts": scene.slack.new_ts(),
    }
    scene.hand.event(said | more, team_id=team, authorizations=[{"team_id": team, "user_id": BOT_USER, "is_bot": True}])
    scene.house.settle()
    assert [(each.text, each.ephemeral_to) for each in scene.slack.posted if each.channel == ROOM][posted:] == []
    assert lines(scene) == before


@pytest.mark.parametrize(
    "said",
    [
        "hola a todos", "la #nota va después", "> #nota citada", "#notable avance", "#nota_interna", "#1", "#", "##nota doble",
        "# nota", "¿qué tengo pendiente?", "/reunion cancelar CE-2027-01", "confirmar", "sí", "\u202e#nota", "*#nota* negrita",
        "<!channel> #acuerdo", "'; DROP TABLE person; --", "x" * 20_000, "🧵" * 900,
    ],
)  # fmt: skip
def test_what_is_no_mark_is_neither_answered_nor_kept(scene: Scene, said: str) -> None:
    before, posted = rows(scene), in_the_channel(scene)
    scene.hand.remark(LUCIA, said)
    scene.house.settle()
    assert in_the_channel(scene) == posted
    assert rows(scene) == before


def rows(scene: Scene) -> list[str]:
    """Every row that somebody's words could be in."""
    kept = (Inbound, Draft, Notice, JournalEntry, SensitiveAlert, RecordLine, Account)
    return scene.house.look(lambda session: [str(row) for kind in kept for row in session.exec(select(kind))])


def test_hostile_words_of_a_mark_are_kept_as_typed_and_ping_nobody(scene: Scene) -> None:
    came = len(whispered(scene, RENZO))
    scene.hand.remark(RENZO, "#nota &lt;!channel&gt; *x* =cmd|'/C calc'!A0 \u202eoir\u202c <@U0QWERTY> \x00")
    card = newest(scene, RENZO, came + 1)
    assert "<!channel> *x* =cmd|'/C calc'!A0" in words_of(card.blocks)
    assert "<!channel>" not in card.text
    assert "U0QWERTY" not in lines(scene)[-1]


def test_more_marks_than_are_taken_at_once_are_said(scene: Scene) -> None:
    before, came = len(lines(scene)), len(whispered(scene, RENZO))
    scene.hand.remark(RENZO, "\n".join(f"#nota Línea {number}." for number in range(40)))
    answer = newest(scene, RENZO, came + 1)
    assert len(lines(scene)) == before + 10
    assert "primeras 10 marcas" in "\n".join(each.text for each in whispered(scene, RENZO)[came:]) + answer.text


def test_where_it_cannot_be_shown_alone_it_comes_as_a_direct_message(scene: Scene) -> None:
    came = len(scene.slack.to(RENZO))
    scene.slack.add_channel("G0CERRADO", LUCIA)
    scene.hand.remark(RENZO, "#nota Desde un canal cerrado.", channel="G0CERRADO")
    answer = scene.slack.wait_for(lambda: len(scene.slack.to(RENZO)) > came and scene.slack.to(RENZO)[-1])
    assert "Desde un canal cerrado." in answer.text


def test_without_a_meeting_a_mark_is_refused_with_the_reason(tmp_path: Path) -> None:
    with scene_at(tmp_path, at=DURING) as scene:
        scene.hand.remark(RENZO, "#nota Algo.")
        answer = newest(scene, RENZO, 1)
        assert answer.text.startswith("Todavía no hay una reunión empezada") or "no hay una reunión" in answer.text
        assert buttons(answer.blocks)
        assert seen_by_all(scene) == []


def test_nothing_of_a_conversation_stands_in_the_file_or_the_log(tmp_path: Path) -> None:
    root, written = logging.getLogger(), io.StringIO()
    before, level = list(root.handlers), root.level
    logs.set_up("json")
    root.handlers = [logging.StreamHandler(written)]
    root.setLevel(logging.DEBUG)
    try:
        with scene_at(tmp_path, at=DURING) as scene:
            for user in (NOELIA, LUCIA, "U0DESCONOCIDA"):
                scene.hand.remark(user, "murciélago entre colegas")
                scene.hand.change(user, "otra cosa", "murciélago cambiado", ts=scene.slack.new_ts())
    finally:
        root.handlers = before
        root.setLevel(level)
    with sqlite3.connect(tmp_path / "house.sqlite3") as file:
        kept = "\n".join(file.iterdump())
    assert "murci" not in kept
    assert "murci" not in written.getvalue()
