"""A false alarm: the author asks, the secretariat allows it with a reason, and the same words pass for ten minutes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from storage.alerts import SensitiveAlert
from storage.journal import JournalEntry
from tests.clauses.test_2_personal_data import AT, PASTED, WHO, everything, found_in, say
from tests.handlers.record_scene import SECRETARY
from tests.handlers.undo_scene import undo
from tests.town import Town, keys_of

CODE = "El código del proyecto es pasaporte 20270407, así lo llaman"
MINUTE = timedelta(minutes=1)


def alert(town: Town) -> SensitiveAlert:
    with town.database.reading() as session:
        return list(session.exec(select(SensitiveAlert)))[-1]


def allowed(town: Town, reason: str = "Es el código de un proyecto") -> None:
    say(town, CODE)
    town.ask(SECRETARY, "alerts.allow", AT + MINUTE, alert=str(alert(town).id), reason=reason)


def test_the_author_asks_and_the_secretariat_gets_a_press_and_no_word_of_it(town: Town) -> None:
    reply = say(town, CODE)
    assert keys_of(town.press(WHO, reply, "alerts.button.ask", AT + MINUTE))[:2] == [
        "alerts.asked",
        "alerts.asked_body",
    ]
    town.press(WHO, reply, "alerts.button.ask", AT + 2 * MINUTE)
    (asked,) = town.notices("alerts.asked", to=SECRETARY)
    assert "20270407" not in str(asked.values)
    assert asked.due_at == AT + MINUTE


def test_who_asked_by_mistake_takes_it_back_and_the_secretariat_is_not_asked(town: Town) -> None:
    shown = say(town, CODE)
    reply = town.press(WHO, shown, "alerts.button.ask", AT + MINUTE)
    assert "undo.taken_back" in keys_of(undo(town, WHO, reply, AT + 2 * MINUTE))
    assert {row.status for row in town.notices("alerts.asked")} == {"dropped"}
    town.press(WHO, shown, "alerts.button.ask", AT + 3 * MINUTE)
    assert [row.status for row in town.notices("alerts.asked", to=SECRETARY)] == ["dropped", "waiting"]


def test_nobody_else_asks_for_the_author(town: Town) -> None:
    say(town, CODE)
    assert town.ask("h.parihuanca", "alerts.ask", AT, alert=str(alert(town).id)).refused


def test_once_allowed_the_same_words_pass_for_ten_minutes(town: Town) -> None:
    allowed(town)
    assert not say(town, CODE, at=AT + 10 * MINUTE).withheld
    assert say(town, CODE, at=AT + 12 * MINUTE).withheld


def test_what_passes_is_those_words_from_that_person_and_no_others(town: Town) -> None:
    allowed(town)
    assert say(town, CODE.replace("20270407", "154829037"), at=AT + 2 * MINUTE).withheld
    assert say(town, CODE, who="h.parihuanca", at=AT + 3 * MINUTE).withheld
    assert say(town, f"{CODE}. {PASTED}", at=AT + 4 * MINUTE).withheld


def test_the_author_is_told_at_once(town: Town) -> None:
    allowed(town)
    (told,) = town.notices("alerts.allowed", to=WHO)
    assert told.due_at == AT + MINUTE


def test_a_reason_is_needed_and_stands_with_the_alert(town: Town) -> None:
    say(town, CODE)
    asked = town.ask(SECRETARY, "alerts.allow", AT, alert=str(alert(town).id))
    assert asked.form is not None
    town.ask(SECRETARY, "alerts.allow", AT + MINUTE, alert=str(alert(town).id), reason="Es el código de un proyecto")
    row = alert(town)
    assert (row.reason, row.allowed_by, row.allowed_at) == (
        "Es el código de un proyecto",
        town.id_of(SECRETARY),
        AT + MINUTE,
    )
    with town.database.reading() as session:
        (act,) = session.exec(select(JournalEntry).where(JournalEntry.act == "alert.allowed"))
    assert act.values == {}


def test_a_reason_that_repeats_the_data_is_withheld_itself(town: Town) -> None:
    say(town, PASTED)
    reply = town.ask(SECRETARY, "alerts.allow", AT, alert=str(alert(town).id), reason="es su pasaporte 154829037")
    assert reply.withheld
    assert found_in(town) == []


def test_only_a_salted_digest_is_kept_and_for_a_day(town: Town) -> None:
    say(town, CODE)
    (first,) = alert(town).fingerprints
    assert "20270407" not in everything(town)
    say(town, CODE, who="h.parihuanca")
    assert alert(town).fingerprints != [first]
    say(town, PASTED, at=AT + timedelta(days=2))
    with town.database.reading() as session:
        rows = list(session.exec(select(SensitiveAlert)))
    assert [bool(row.fingerprints) for row in rows] == [False, False, True]
    assert town.ask(
        SECRETARY, "alerts.allow", AT + timedelta(days=2), alert=str(rows[0].id), reason="un código"
    ).refused


def test_the_secretariat_s_own_false_alarm_needs_nobody_else(town: Town) -> None:
    reply = say(town, CODE, who=SECRETARY)
    town.press(SECRETARY, reply, "alerts.button.allow", AT + MINUTE, reason="Es el código de un proyecto")
    assert not say(town, CODE, who=SECRETARY, at=AT + 2 * MINUTE).withheld
    assert town.notices("alerts.allowed") == []


def test_a_form_that_was_allowed_passes_with_the_words_unchanged(town: Town) -> None:
    given = {"date": "2027-05-14", "calendar": "un_office", "name": "Pasaporte 20270407, feria"}
    town.ask(SECRETARY, "network.calendar_day", AT, **given)
    town.ask(SECRETARY, "alerts.allow", AT + MINUTE, alert=str(alert(town).id), reason="nombre de la feria")
    shown = town.ask(SECRETARY, "network.calendar_day", AT + 2 * MINUTE, **given)
    assert "button.confirm" in keys_of(shown)


@pytest.mark.parametrize("who", [WHO, "l.altaquilla"])
def test_the_list_is_the_secretariat_s_and_names_nobody(town: Town, who: str) -> None:
    say(town, PASTED)
    reply = town.ask(who, "network.alerts", AT + MINUTE)
    assert reply.refused == (who == WHO)
    if not reply.refused:
        assert "alerts.kind.passport" in keys_of(reply)
        assert "Noelia" not in str(reply)


def test_the_route_is_set_by_the_secretariat_alone_and_is_shown_first(town: Town) -> None:
    assert town.ask(WHO, "network.referral", AT, route="ACNUR").refused
    assert town.ask(SECRETARY, "network.referral", AT).form is not None
    reply = town.do(SECRETARY, "network.referral", AT, route="Línea de ACNUR, Rosa Alva, 987 654 321")
    assert "referral.done" in keys_of(reply)
