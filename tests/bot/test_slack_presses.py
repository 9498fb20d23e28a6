"""Buttons, forms and Home on Slack: answered where they are, counted once, nobody's but their own."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.bot.slack_scene import LUCIA, NOELIA, RENZO, Scene, last_to, scene_at
from tests.pretend_slack import TEAM, Failure
from tests.slack_hand import buttons, words_of

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with scene_at(tmp_path_factory.mktemp("slack")) as found:
        yield found
        found.nothing_wrong()
        assert found.whole()


def test_a_form_opens_over_the_conversation_and_says_on_its_button_that_it_will(scene: Scene) -> None:
    settings = scene.hand.command(RENZO, "/red", "ajustes")
    opened = len(scene.slack.opened)
    assert scene.hand.press(RENZO, settings, "Agregar un día no laborable…").status == 200
    view = scene.slack.opened[opened]
    assert (view["type"], view["title"]["text"], view["close"]["text"]) == ("modal", "Día no laborable", "Cerrar")
    assert [block["block_id"] for block in view["blocks"]] == ["date", "name", "calendar"]


def form(scene: Scene) -> dict[str, object]:
    scene.hand.press(RENZO, scene.hand.command(RENZO, "/red", "ajustes"), "Agregar un día no laborable…")
    return scene.slack.opened[-1]


def test_what_is_wrong_in_a_form_stands_beside_its_field_and_the_form_stays_open(scene: Scene) -> None:
    view, came = form(scene), len(scene.slack.to(RENZO))
    wrong = scene.hand.submit(RENZO, view, date="mañana", name="Aniversario")
    assert wrong.body["response_action"] == "errors"
    assert list(wrong.errors) == ["date"]
    assert "mañana" in wrong.errors["date"]
    right = scene.hand.submit(RENZO, view, date="2027-02-12", name="Aniversario")
    assert right.body == {"response_action": "clear"}
    assert "Aniversario" in last_to(scene, RENZO, came + 1).text


def test_a_form_sent_in_twice_makes_one_preview_and_a_double_click_one_act(scene: Scene) -> None:
    came, acts = len(scene.slack.to(RENZO)), len(scene.acts("calendar.day_added"))
    sent = scene.hand.submission(RENZO, form(scene), date="2027-03-19", name="Taller <!channel>")
    assert [scene.hand.interaction(sent).status for _ in range(3)] == [200, 200, 200]
    preview = last_to(scene, RENZO, came + 1)
    assert "Taller <!channel>" in words_of(preview.blocks)
    press = scene.hand.pressing(RENZO, preview, "Confirmar")
    again = scene.hand.pressing(RENZO, preview, "Confirmar")
    with ThreadPoolExecutor(4) as clicks:
        assert {answer.status for answer in clicks.map(scene.hand.interaction, [press, again, press, again])} == {200}
    assert len(scene.acts("calendar.day_added")) == acts + 1
    assert len(scene.slack.to(RENZO)) == came + 1
    shown = [given for _, given in scene.slack.answers[-4:]]
    assert all(given["replace_original"] and "Día agregado" in given["text"] for given in shown)


def test_a_change_to_a_draft_takes_the_presses_off_the_old_one(scene: Scene) -> None:
    came = len(scene.slack.to(RENZO))
    scene.hand.submit(RENZO, form(scene), date="2027-04-09", name="Primero")
    preview = last_to(scene, RENZO, came + 1)
    scene.hand.press(RENZO, preview, "Cambiar…")
    view = scene.slack.opened[-1]
    assert view["blocks"][1]["element"]["initial_value"] == "Primero"
    scene.hand.submit(RENZO, view, name="Segundo")
    assert "Segundo" in last_to(scene, RENZO, came + 2).text
    _, old = scene.slack.answers[-1]
    assert old["replace_original"]
    assert buttons(old["blocks"]) == []


def test_a_discarded_draft_says_so_in_its_place(scene: Scene) -> None:
    came = len(scene.slack.to(RENZO))
    scene.hand.submit(RENZO, form(scene), date="2027-04-16", name="Descartable")
    scene.hand.press(RENZO, last_to(scene, RENZO, came + 1), "Descartar")
    _, given = scene.slack.answers[-1]
    assert given["replace_original"]
    assert buttons(given["blocks"]) == []


def test_a_question_pressed_is_answered_beside_and_the_card_stays(scene: Scene) -> None:
    home = scene.hand.command(NOELIA, "/red", "ayuda")
    scene.hand.press(NOELIA, home, buttons(home.body["blocks"])[0]["text"]["text"])
    _, given = scene.slack.answers[-1]
    assert (given["replace_original"], given["response_type"]) == (False, "ephemeral")


def test_a_form_that_can_no_longer_be_opened_waits_behind_a_button(scene: Scene) -> None:
    settings = scene.hand.command(RENZO, "/red", "ajustes")
    scene.hand.press(RENZO, settings, "Agregar un día no laborable…", trigger_id="expired")
    _, given = scene.slack.answers[-1]
    (button,) = buttons(given["blocks"])
    assert button["text"]["text"] == "Abrir el formulario…"


def test_home_shows_what_is_mine_and_a_press_there_is_answered_over_it(scene: Scene) -> None:
    home = scene.hand.open_home(NOELIA)
    assert home["type"] == "home"
    assert "Sus pendientes" in words_of(home["blocks"])
    opened = len(scene.slack.opened)
    scene.hand.press(NOELIA, home, "Ayuda")
    shown = scene.slack.opened[opened]
    assert "submit" not in shown
    scene.hand.press(NOELIA, shown, buttons(shown["blocks"])[0]["text"]["text"])
    assert scene.slack.opened[-1]["id"] == shown["id"]


def test_a_press_on_a_link_is_only_taken_note_of(scene: Scene) -> None:
    press = {
        "type": "block_actions", "team": {"id": TEAM}, "user": {"id": NOELIA}, "trigger_id": "1", "container": {"type": "message"},
        "actions": [{"type": "button", "action_id": "link-1", "url": "https://quipu.example", "action_ts": "1.0"}],
    }  # fmt: skip
    assert scene.hand.interaction(press).status == 200


def test_a_forged_or_foreign_button_is_answered_with_a_refusal(scene: Scene) -> None:
    help_card = scene.hand.command(NOELIA, "/red", "ayuda")
    press = scene.hand.pressing(NOELIA, help_card, buttons(help_card.body["blocks"])[0]["text"]["text"])
    for value in (
        '{"c":"no.such","v":{}}',
        "[]",
        "not json",
        '{"c":"slack.unfold","v":{"kept":"nobody"}}',
        '{"c":"drafts.confirm","v":{"draft":"x"}}',
    ):
        press["actions"][0] |= {"value": value, "action_id": value[:200]}
        before = len(scene.slack.answers)
        assert scene.hand.interaction(press).status == 200
        assert len(scene.slack.answers) == before + 1


def test_another_persons_draft_cannot_be_confirmed(scene: Scene) -> None:
    came, acts = len(scene.slack.to(RENZO)), len(scene.acts("calendar.day_added"))
    scene.hand.submit(RENZO, form(scene), date="2027-05-14", name="De Renzo")
    preview = last_to(scene, RENZO, came + 1)
    scene.hand.press(LUCIA, preview, "Confirmar")
    assert len(scene.acts("calendar.day_added")) == acts


def test_a_press_whose_answer_address_is_gone_is_answered_by_direct_message(scene: Scene) -> None:
    came = len(scene.slack.to(RENZO))
    scene.hand.submit(RENZO, form(scene), date="2027-05-21", name="Sin respuesta")
    preview = last_to(scene, RENZO, came + 1)
    scene.slack.fail("response_url", Failure(404))
    scene.hand.press(RENZO, preview, "Confirmar")
    assert "Día agregado" in last_to(scene, RENZO, came + 2).text


def test_a_card_that_replaced_another_is_pressed_for_itself(scene: Scene) -> None:
    """Replaced in place, it keeps the time stamp, and its buttons stand where the old ones stood."""
    came, acts = len(scene.slack.to(RENZO)), len(scene.acts("calendar.day_added"))
    scene.hand.submit(RENZO, form(scene), date="2027-06-04", name="Uno")
    first = last_to(scene, RENZO, came + 1)
    scene.hand.submit(RENZO, form(scene), date="2027-06-11", name="Dos")
    second = last_to(scene, RENZO, came + 2)
    for preview in (first, second):
        press = scene.hand.pressing(RENZO, preview, "Confirmar")
        press["container"]["message_ts"] = first.ts
        scene.hand.interaction(press)
    assert len(scene.acts("calendar.day_added")) == acts + 2


def test_an_open_form_is_the_whole_answer_to_a_command(scene: Scene) -> None:
    opened = len(scene.slack.opened)
    answer = scene.hand.command(RENZO, "/reunion", "convocar")
    assert (answer.status, answer.body) == (200, {})
    assert len(scene.slack.opened) == opened + 1


def test_a_command_whose_form_slack_no_longer_opens_leaves_a_button_that_does(scene: Scene) -> None:
    answer = scene.hand.command(RENZO, "/reunion", "convocar plenaria", trigger="long.gone")
    scene.hand.press(RENZO, answer, "Abrir el formulario…")
    view = scene.slack.opened[-1]
    kind = next(block for block in view["blocks"] if block.get("block_id") == "kind")
    assert kind["element"]["initial_option"]["value"] == "plenary"


def test_words_in_a_message_that_need_a_form_leave_a_button_that_opens_it_filled(scene: Scene) -> None:
    came = len(scene.slack.to(RENZO))
    ts = scene.slack.new_ts()
    for _ in range(3):
        scene.hand.say(RENZO, "quiero convocar una reunión plenaria", ts=ts)
    message = last_to(scene, RENZO, came + 1)
    scene.hand.press(RENZO, message, "Abrir el formulario…")
    assert scene.slack.opened[-1]["callback_id"] == "form"
    scene.house.settle()
    assert len(scene.slack.to(RENZO)) == came + 1
