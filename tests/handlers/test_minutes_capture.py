"""«Al acta»: words said elsewhere become a note, a decision or an action of the meeting in hand, as the marks do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from handlers.reply import Form, Reply
from storage import meetings, minutes
from storage.journal import JournalEntry
from tests.clauses.test_2_personal_data import PASTED, found_in, say
from tests.handlers.record_scene import (
    ACNUR,
    CE,
    COORDINATOR,
    GUEST,
    SECRETARY,
    TEC,
    actions,
    convened,
    held,
    register,
    said,
)
from tests.town import Town, keys_of, lima

DURING = lima(2027, 2, 9, 10, 20)
WORDS = "ACNUR enviará el mapa."


def form_of(reply: Reply) -> Form:
    assert reply.form is not None
    return reply.form


def notes(town: Town, code: str = CE) -> list[str]:
    with town.database.reading() as session:
        meeting = meetings.by_code(session, town.network_id, code)
        assert meeting is not None
        return [line.words for line in minutes.record_lines(session, meeting.id or 0) if line.kind == "note"]


def test_a_small_form_is_filled_with_the_words_and_names_the_meeting(town: Town) -> None:
    convened(town)
    form = form_of(town.ask(SECRETARY, "minutes.capture", DURING, wording=WORDS))
    assert [(field.name, field.value) for field in form.fields] == [("kind", "note"), ("wording", WORDS)]
    assert form.hidden == {"meeting": CE}


def test_a_note_is_the_same_note_as_with_the_mark(town: Town) -> None:
    convened(town)
    by_mark = town.ask(SECRETARY, "minutes.note", DURING, wording=WORDS)
    taken = town.ask(SECRETARY, "minutes.capture", DURING, wording=WORDS, kind="note", meeting=CE)
    assert said(taken) == said(by_mark)
    assert notes(town) == [WORDS, WORDS]
    assert WORDS in said(town.ask(SECRETARY, "minutes.undo", DURING + timedelta(minutes=1)))
    assert notes(town) == [WORDS]


def test_what_was_taken_in_is_the_last_act_that_deshacer_means(town: Town) -> None:
    """Not the one before it: it has the press of the command it became."""
    convened(town)
    town.ask(SECRETARY, "minutes.note", DURING, wording="Una nota de antes.")
    taken = town.ask(
        SECRETARY, "minutes.capture", DURING + timedelta(minutes=1), wording=WORDS, kind="note", meeting=CE
    )
    assert any(button.command == "network.undo" for button in town.buttons(taken))
    shown = town.ask(SECRETARY, "network.undo", DURING + timedelta(minutes=2))
    town.confirm(SECRETARY, shown, DURING + timedelta(minutes=2))
    assert notes(town) == ["Una nota de antes."]


def test_a_decision_is_read_back_and_confirmed_by_the_command_of_decisions(town: Town) -> None:
    held(town)
    preview = town.ask(SECRETARY, "minutes.capture", DURING, wording="Se adoptan.", kind="decision", meeting=CE)
    assert register(town) == []
    button = town.button(preview, "button.confirm")
    town.ask(SECRETARY, button.command, DURING, **button.values)
    assert [row.wording for row in register(town)] == ["Se adoptan."]


def test_an_action_goes_on_to_the_form_of_actions_with_its_words(town: Town) -> None:
    convened(town)
    form = form_of(town.ask(SECRETARY, "minutes.capture", DURING, wording=WORDS, kind="action", meeting=CE))
    assert form.command == "actions.assign"
    assert {field.name: field.value for field in form.fields}["wording"] == WORDS
    assert {"organisation", "date"} <= {field.name for field in form.fields}
    assert actions(town) == []


def test_where_several_meetings_can_be_meant_it_is_asked_which(town: Town) -> None:
    convened(town, starts=lima(2027, 2, 2, 10))
    convened(town, TEC, "technical", lima(2027, 2, 3, 10), "Regularización")
    form = form_of(town.ask(COORDINATOR, "minutes.capture", DURING, wording=WORDS))
    assert form.fields[0].name == "meeting"
    town.ask(COORDINATOR, "minutes.capture", DURING, wording=WORDS, kind="note", meeting=TEC)
    assert (notes(town), notes(town, TEC)) == ([], [WORDS])


def test_without_a_meeting_in_hand_it_is_refused(town: Town) -> None:
    reply = town.ask(SECRETARY, "minutes.capture", DURING, wording=WORDS)
    assert reply.refused
    assert "no hay una reunión empezada" in said(reply)


@pytest.mark.parametrize("who", [ACNUR, GUEST])
def test_whoever_does_not_write_the_record_takes_nothing_to_it(town: Town, who: str) -> None:
    convened(town)
    assert town.ask(who, "minutes.capture", DURING, wording=WORDS, kind="note").refused
    assert notes(town) == []


@pytest.mark.parametrize("kind", ["", "nonsense", "minutes.final"])
def test_what_it_is_to_be_is_one_of_three(town: Town, kind: str) -> None:
    convened(town)
    assert town.ask(SECRETARY, "minutes.capture", DURING, wording=WORDS, kind=kind).form is not None
    assert notes(town) == []


def test_somebody_s_personal_data_are_not_taken(town: Town) -> None:
    convened(town)
    reply = say(town, "", "minutes.capture", SECRETARY, wording=PASTED)
    assert reply.withheld
    assert {"alerts.title_taken", "alerts.delete_taken"} <= set(keys_of(reply))
    assert found_in(town) == []


def test_what_is_overheard_and_harmless_leaves_no_trace(town: Town) -> None:
    with town.database.reading() as session:
        before = len(session.exec(select(JournalEntry)).all())
    reply = town.ask(ACNUR, "alerts.overheard", DURING)
    assert (reply.card, reply.form, reply.withheld) == (None, None, False)
    with town.database.reading() as session:
        assert len(session.exec(select(JournalEntry)).all()) == before
