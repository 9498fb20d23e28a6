"""«Al acta» on a message in Slack: a small form, filled with its words, and from there the same door as the marks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.slack_scene import FATIMA, NOELIA, RENZO, ROOM, Scene, as_json, scene_at
from tests.bot.test_slack_marks import DURING, convened, lines
from tests.clauses.test_2_personal_data import PASTED
from tests.pretend_slack import Failure, Posted
from tests.slack_hand import words_of
from tests.town import lima

MAP = "ACNUR enviará el mapa de puntos de información."


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with scene_at(tmp_path_factory.mktemp("slack"), at=DURING) as found:
        found.house.call(found.house.house.counter.write(convened))
        yield found
        found.nothing_wrong()
        assert found.whole()
        assert [each for each in found.slack.posted if each.channel == ROOM] == []


def form(scene: Scene, words: str = MAP, user: str = RENZO) -> dict[str, object]:
    """The form that opens over the message."""
    opened = len(scene.slack.opened)
    answer = scene.hand.shortcut(user, words)
    assert answer.status == 200
    assert len(scene.slack.opened) == opened + 1
    return scene.slack.opened[-1]


def field(view: dict[str, object], name: str) -> str:
    """What a field of the form is filled with."""
    block = next(each for each in view["blocks"] if each.get("block_id") == name)  # type: ignore[attr-defined]
    element = block["element"]
    return str(element.get("initial_value") or element["initial_option"]["value"])


def told(scene: Scene, words: str) -> Posted:
    """The direct message to the secretary that holds these words, once it has come."""
    found: Posted = scene.slack.wait_for(lambda: [each for each in scene.slack.to(RENZO) if words in each.text])[-1]
    return found


def alone(scene: Scene, count: int) -> dict[str, object]:
    """The newest answer beside the message, for whoever chose the shortcut."""
    _, answer = scene.slack.wait_for(lambda: len(scene.slack.answers) >= count and scene.slack.answers[-1])
    assert (answer["response_type"], answer["replace_original"]) == ("ephemeral", False)
    return dict(answer)


def test_a_note_is_the_message_s_words_and_its_answer_is_private(scene: Scene) -> None:
    view = form(scene)
    assert (field(view, "kind"), field(view, "wording")) == ("note", MAP)
    assert "CE-2027-01" in as_json(view)
    assert scene.hand.submit(RENZO, view).body == {"response_action": "clear"}
    assert told(scene, MAP).text.startswith("Anotado para la minuta de CE-2027-01")
    assert lines(scene)[-1] == MAP


def test_the_words_can_be_changed_before_they_are_taken(scene: Scene) -> None:
    scene.hand.submit(RENZO, form(scene), wording="ACNUR enviará el mapa.")
    assert lines(scene)[-1] == "ACNUR enviará el mapa."


def test_a_form_sent_twice_is_one_line(scene: Scene) -> None:
    view = form(scene, "Una vez.")
    payload = scene.hand.submission(RENZO, view)
    for _ in range(3):
        scene.hand.interaction(payload)
    assert lines(scene).count("Una vez.") == 1


def test_an_action_asks_who_and_by_when_as_its_form_does(scene: Scene) -> None:
    second = scene.hand.submit(RENZO, form(scene), kind="action")
    assert second.body["response_action"] == "update"
    view = {**second.body["view"], "id": "V0SEGUNDO"}
    assert field(view, "wording") == MAP
    acnur = next(
        option["value"]
        for block in view["blocks"] if block.get("block_id") == "organisation"
        for option in block["element"]["options"] if option["text"]["text"] == "ACNUR"
    )  # fmt: skip
    scene.hand.submit(RENZO, view, organisation=acnur, date="2027-03-15")
    preview = told(scene, "Para cuándo")
    assert scene.acts("action.assigned") == []
    scene.hand.press(RENZO, preview, "Confirmar")
    assert len(scene.acts("action.assigned")) == 1


def test_a_decision_without_attendance_waits_for_it_with_its_words_and_the_way_out(scene: Scene) -> None:
    answer = scene.hand.submit(RENZO, form(scene, "Se adoptan las prioridades."), kind="decision")
    assert answer.body == {"response_action": "clear"}
    waits = told(scene, "Guardo sus palabras")
    assert "Se adoptan las prioridades." in waits.text
    assert "Ahora sí, registrar" in as_json(waits.blocks)
    assert scene.acts("decision.recorded") == []


def test_a_mark_at_its_beginning_says_what_the_message_is_to_be(scene: Scene) -> None:
    view = form(scene, "#acuerdo Se adoptan las prioridades.")
    assert (field(view, "kind"), field(view, "wording")) == ("decision", "Se adoptan las prioridades.")


@pytest.mark.parametrize(
    "words",
    [
        "",
        "x" * 3_000,
        "x" * 39_000,
        "&lt;!channel&gt; \u202eoir\u202c \x00",
        "🧵" * 2_000,
        "'; DROP TABLE person; --",
        "#nota",
    ],
)
def test_whatever_a_message_holds_the_form_opens_within_slacks_limits(scene: Scene, words: str) -> None:
    view = form(scene, words)
    assert len(str(view["private_metadata"])) <= 3000
    assert "\x00" not in as_json(view)


def test_accounts_are_named_and_nobody_is_pinged(scene: Scene) -> None:
    view = form(scene, f"<@{NOELIA}> y <@U0QUIEN> enviarán el mapa &lt;!here&gt;")
    assert field(view, "wording") == "Noelia Quintamayo Ser (ACNUR) y @… enviarán el mapa <!here>"


@pytest.mark.parametrize("user", [NOELIA, FATIMA, "U0NADIE"])
def test_whoever_may_not_record_is_told_so_alone(scene: Scene, user: str) -> None:
    opened, came, before = len(scene.slack.opened), len(scene.slack.answers), lines(scene)
    scene.hand.shortcut(user, MAP)
    alone(scene, came + 1)
    assert (len(scene.slack.opened), lines(scene)) == (opened, before)


def test_another_workspace_gets_no_form(scene: Scene) -> None:
    opened, came = len(scene.slack.opened), len(scene.slack.answers)
    scene.hand.shortcut(RENZO, MAP, team={"id": "T0OTRO"})
    assert "otro espacio de Slack" in str(alone(scene, came + 1)["text"])
    assert len(scene.slack.opened) == opened


def test_personal_data_are_not_taken_and_whoever_chose_it_is_told(scene: Scene) -> None:
    opened, came = len(scene.slack.opened), len(scene.slack.answers)
    scene.hand.shortcut(RENZO, PASTED)
    said = words_of(alone(scene, came + 1)["blocks"])  # type: ignore[arg-type]
    assert "No lo llevé al acta" in said
    assert "Yusbelis" not in said
    assert len(scene.slack.opened) == opened


def test_what_is_typed_into_the_form_is_looked_at_as_well(scene: Scene) -> None:
    before = lines(scene)
    scene.hand.submit(RENZO, form(scene), wording=PASTED)
    assert "datos de una persona" in told(scene, "No lo llevé al acta").text
    assert lines(scene) == before


def test_where_slack_opens_no_form_it_waits_behind_a_press(scene: Scene) -> None:
    came = len(scene.slack.answers)
    scene.slack.fail("views.open", Failure("expired_trigger_id"))
    scene.hand.shortcut(RENZO, MAP)
    assert "Abrir el formulario" in as_json(alone(scene, came + 1))


@pytest.mark.parametrize("at", [lima(2027, 2, 9, 8), lima(2027, 1, 4, 9)])
def test_without_a_meeting_in_hand_it_is_refused_with_the_reason(tmp_path: Path, at: object) -> None:
    with scene_at(tmp_path, at=at) as scene:
        scene.house.call(scene.house.house.counter.write(convened))
        scene.hand.shortcut(RENZO, MAP)
        assert "Todavía no hay una reunión empezada" in str(alone(scene, 1)["text"])
        assert scene.slack.opened == []


def test_it_comes_over_a_socket_too(tmp_path: Path) -> None:
    with scene_at(tmp_path, at=DURING, socket=True) as scene:
        scene.house.call(scene.house.house.counter.write(convened))
        scene.hand.shortcut(RENZO, MAP)
        assert field(scene.slack.wait_for(lambda: scene.slack.opened)[-1], "wording") == MAP
        scene.hand.remark(RENZO, "#nota Por el otro camino.")
        scene.slack.wait_for(lambda: lines(scene) == ["Por el otro camino."])
