"""The letters that ask for the government's focal points: drafted once a year, delivered, answered, one reminder in draft."""

from __future__ import annotations

from datetime import date

import pytest

from bot.notice_buttons import buttons_of
from tests.handlers.government_scene import (
    BY_OFICIO,
    DRAFTED,
    MINISTRY,
    letters,
    reminders,
)
from tests.handlers.record_scene import acts, said
from tests.handlers.speaker_scene import COORDINATOR, MIGRATION, SECRETARY
from tests.town import Town, keys_of, lima


def test_the_letters_are_written_down_once_a_year_however_often_they_are_looked_at(town: Town) -> None:
    town.ask(SECRETARY, "contacts.letters", DRAFTED)
    town.ask(COORDINATOR, "contacts.letters", lima(2027, 1, 20))
    assert {name: len(rows) for name, rows in letters(town).items()} == {MINISTRY: 1, MIGRATION: 1}
    assert [entry.values["organisations"] for entry in acts(town, "2027")] == [[MINISTRY, MIGRATION]]
    town.ask(SECRETARY, "contacts.letters", lima(2028, 1, 12))
    assert {len(rows) for rows in letters(town).values()} == {2}


def test_the_card_says_until_when_the_oficio_is_expected(town: Town) -> None:
    words = said(town.ask(SECRETARY, "contacts.letters", DRAFTED))
    assert "martes 26 de enero de 2027, 17:00 (hora de Lima)" in words
    town.do(
        SECRETARY,
        "contacts.letter_delivered",
        lima(2027, 1, 21),
        organisation="MRE",
        date="2027-01-21",
        reference="cargo 55",
    )
    words = said(town.ask(SECRETARY, "contacts.letters", lima(2027, 1, 21, 10)))
    assert "entregada el jueves 21 de enero de 2027 (cargo 55)" in words
    assert "jueves 4 de febrero de 2027, 17:00 (hora de Lima)" in words


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"date": "2027-01-30"}, "members.letter_to_come"),
        ({"date": "2027-01-11"}, "letters.not_drafted_then"),
        ({"organisation": "ACNUR"}, "letters.none_for"),
        ({"reference": "cargo\r\nBcc: x@y.example"}, "members.not_a_line"),
    ],
)
def test_a_delivery_that_cannot_have_been_is_refused(town: Town, given: dict[str, str], refusal: str) -> None:
    town.ask(SECRETARY, "contacts.letters", DRAFTED)
    values = {"organisation": MIGRATION, "date": "2027-01-14", "reference": "cargo 7", **given}
    refused = town.ask(SECRETARY, "contacts.letter_delivered", lima(2027, 1, 21), **values)
    assert refused.refused and refusal in keys_of(refused)


def test_nothing_is_delivered_before_a_letter_was_drafted(town: Town) -> None:
    refused = town.ask(SECRETARY, "contacts.letter_delivered", DRAFTED, organisation="MRE")
    assert "letters.none_waits" in keys_of(refused)


def test_one_reminder_is_drafted_for_the_secretary_and_never_repeated(town: Town) -> None:
    town.ask(SECRETARY, "contacts.letters", DRAFTED)
    town.do(
        SECRETARY, "contacts.letter_delivered", DRAFTED, organisation=MIGRATION, date="2027-01-12", reference="cargo 7"
    )
    town.do(
        SECRETARY,
        "contacts.letter_delivered",
        lima(2027, 1, 21),
        organisation=MINISTRY,
        date="2027-01-21",
        reference="cargo 8",
    )
    town.clock(lima(2027, 1, 25, 17))
    assert reminders(town) == []
    for day in (26, 27, 29):
        town.clock(lima(2027, 1, day, 10))
    assert reminders(town) == [f"{MIGRATION}/2027"]
    town.do(
        SECRETARY,
        "members.government",
        lima(2027, 2, 3, 10),
        organisation="MRE",
        name="Fátima Valderruma",
        reference="Oficio 118-2027",
        date="2027-02-03",
    )
    for day in (lima(2027, 2, 4, 10), lima(2027, 2, 15, 10), lima(2027, 3, 10, 10)):
        town.clock(day)
    assert reminders(town) == [f"{MIGRATION}/2027"]


def test_the_oficio_answers_the_letter_and_the_duty_is_met(town: Town) -> None:
    town.ask(SECRETARY, "contacts.letters", DRAFTED)
    assert "designation.government" in str(town.ask(SECRETARY, "network.mine", lima(2027, 1, 13)))
    town.do(SECRETARY, "members.government", lima(2027, 1, 20), **BY_OFICIO, date="2027-01-19")
    (letter,) = letters(town)[MIGRATION]
    assert (letter.answered_on, letter.answer_reference) == (date(2027, 1, 19), "Oficio N.° 041-2027")
    town.clock(lima(2027, 1, 26, 10))
    assert reminders(town, MIGRATION) == []


def test_the_reminder_is_worded_in_the_letter_alone_and_the_notice_leads_to_it(town: Town) -> None:
    """One source: the notice's press shows the same letter as the file in Word, of that institution alone."""
    town.ask(SECRETARY, "contacts.letters", DRAFTED)
    town.do(
        SECRETARY, "contacts.letter_delivered", DRAFTED, organisation=MIGRATION, date="2027-01-12", reference="cargo 7"
    )
    town.clock(lima(2027, 1, 26, 10))
    written = (row for row in town.notices(to=SECRETARY) if row.notice.startswith("designation.government"))
    told = next(row for row in written if row.values["organisation"] == MIGRATION)
    (button,) = (each for each in buttons_of(told.notice, told.values) if each.command == "contacts.letters")
    shown = said(town.ask(SECRETARY, button.command, lima(2027, 1, 26, 11), **button.values))
    assert "dirigirnos nuevamente" in shown
    assert f"para: {MIGRATION}" in shown
    assert f"para: {MINISTRY}" not in shown, "the letter of that institution alone"
    assert "letter" not in told.values
