"""The running record is one card: it lies before whoever asked for it first and is written anew with every mark."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.language.catalogue import Words
from bot.notices import card_of
from bot.plain import plain
from bot.platforms.webchat import story
from storage.outbox import Notice
from tests.handlers.record_scene import ACNUR, CE, COORDINATOR, SECRETARY, convened, said
from tests.town import LIMA, Town, lima

DURING = lima(2027, 2, 9, 10, 20)
RUNNING = "minutes.running"


def cards(town: Town) -> list[Notice]:
    return town.notices(RUNNING)


def words(notice: Notice) -> str:
    return plain(card_of(notice), Words("es", zone=LIMA).say)


def sent(town: Town) -> None:
    """As if the delivery had sent what waits."""
    with town.database.transaction() as session:
        for row in cards(town):
            if row.status == "waiting":
                row.status, row.sent_at, row.platform = "sent", row.due_at, "web"
                session.merge(row)


def followed(town: Town) -> None:
    convened(town)
    town.ask(SECRETARY, "minutes.running", DURING, meeting=CE)
    sent(town)


def test_whoever_asks_first_has_the_card(town: Town) -> None:
    followed(town)
    (card,) = cards(town)
    assert town.emails([card]) == {SECRETARY}
    assert "Todavía no hay nada anotado" in words(card)


def test_each_mark_writes_the_same_card_anew_with_its_hour(town: Town) -> None:
    followed(town)
    town.ask(SECRETARY, "minutes.note", DURING, meeting=CE, wording="OIT compartirá el estudio.")
    town.ask(SECRETARY, "meetings.presence", DURING, organisation="ACNUR", presence="present")
    newest = words(cards(town)[-1])
    assert "OIT compartirá el estudio." in newest
    assert "10:20" in newest
    assert "Presentes: ACNUR" in newest


def test_what_waits_to_leave_is_overtaken_by_what_is_newer(town: Town) -> None:
    followed(town)
    for wording in ("Uno.", "Dos.", "Tres."):
        town.ask(SECRETARY, "minutes.note", DURING, meeting=CE, wording=wording)
    assert [row.status for row in cards(town)] == ["sent", "dropped", "dropped", "waiting"]


def test_a_line_taken_back_is_gone_from_the_card(town: Town) -> None:
    followed(town)
    town.ask(SECRETARY, "minutes.note", DURING, meeting=CE, wording="Por error.")
    town.ask(SECRETARY, "minutes.undo", DURING)
    assert "Por error." not in words(cards(town)[-1])


def test_another_who_marks_brings_the_same_card_up_to_date_at_once(town: Town) -> None:
    followed(town)
    town.ask(COORDINATOR, "minutes.note", DURING + timedelta(minutes=3), meeting=CE, wording="De la Coordinación.")
    newest = cards(town)[-1]
    assert town.emails([newest]) == {SECRETARY}
    assert (newest.status, newest.due_at) == ("waiting", DURING + timedelta(minutes=3))


def test_a_second_reader_has_it_on_request_and_no_card_of_their_own(town: Town) -> None:
    followed(town)
    reply = town.ask(COORDINATOR, "minutes.running", DURING, meeting=CE)
    assert "Registro de CE-2027-01" in said(reply)
    assert "La tarjeta que se actualiza la tiene" in said(reply)
    assert len(cards(town)) == 1


def test_without_a_card_no_mark_sends_anything(town: Town) -> None:
    convened(town)
    town.ask(SECRETARY, "minutes.note", DURING, meeting=CE, wording="Algo.")
    assert cards(town) == []


def test_members_do_not_follow_the_record(town: Town) -> None:
    convened(town)
    assert town.ask(ACNUR, "minutes.running", DURING, meeting=CE).refused


@pytest.mark.parametrize("marks", [1, 30])
def test_the_trial_page_shows_one_card_however_many_marks(town: Town, marks: int) -> None:
    followed(town)
    for number in range(marks):
        town.ask(SECRETARY, "minutes.note", DURING, meeting=CE, wording=f"Nota {number}.")
        sent(town)
    with town.database.reading() as session:
        shown = story.conversation(session, town.network_id, town.id_of(SECRETARY))
    assert len([entry for entry in shown if entry.notice]) == 1
    assert f"Nota {marks - 1}." in words(cards(town)[-1])
