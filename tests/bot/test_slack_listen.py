"""What people type, press and fill in on Slack, over real HTTP: answered on the spot, done once, shown to nobody else."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import httpx
import pytest

from bot.platforms.slack.families import FAMILIES
from tests.bot.slack_scene import AMARA, LUCIA, NOELIA, RENZO, ROOM, Scene, last_to, scene_at
from tests.pretend_slack import BOT, BOT_USER, TEAM, Failure
from tests.slack_hand import buttons, words_of

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
    assert scene.hand.command(AMARA, "/network", "idioma es").text.startswith("Desde ahora le escribo en Español")
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


def test_once_somebody_is_known_slack_is_not_asked_again(scene: Scene) -> None:
    scene.hand.command(LUCIA, "/red", "ayuda")
    before = len(scene.slack.calls)
    for _ in range(15):
        assert scene.hand.command(LUCIA, "/red", "ayuda").status == 200
    assert scene.slack.calls[before:] == []


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
