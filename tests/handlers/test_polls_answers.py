"""Which hour suits whom: one answer an organisation and hour, its last word, until the close and not after."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understanding import Context, understand
from handlers.reply import Reply
from tests.handlers.poll_scene import (
    ACNUR,
    ACNUR_ALTERNATE,
    AFTER,
    CLOSES,
    GUEST,
    HOURS,
    MONDAY,
    OIT,
    RCO,
    SECRETARY,
    TUESDAY,
    acts,
    answered,
    answers,
    away,
    opened,
    says,
)  # fmt: skip
from tests.town import Town, keys_of


def on_record(town: Town, organisation: str = "ACNUR") -> list[str]:
    """What an organisation has said, hour by hour."""
    seat = town.organisation(organisation)
    return [row.answer for row in sorted(answers(town), key=lambda row: row.slot_id) if row.organisation_id == seat]


def said(town: Town, who: str, words: str) -> Reply:
    """Somebody types a sentence."""
    meant = understand(words, Context("es", TUESDAY))
    return town.ask(who, meant.command, TUESDAY, **meant.values)


def fields(reply: Reply) -> dict[str, Any]:
    assert reply.form is not None
    return {field.name: field.value for field in reply.form.fields}


def test_one_form_asks_of_every_hour_and_what_comes_back_is_read_back(town: Town) -> None:
    opened(town)
    assert fields(town.ask(ACNUR, "polls.answer", TUESDAY, poll="1")) == dict.fromkeys(("slot_1", "slot_2", "slot_3"))
    reply = answered(town, ACNUR, "yes", "if_needed", "no")
    assert on_record(town) == ["yes", "if_needed", "no"]
    assert "jueves 18 de marzo de 2027, 17:00" in says(reply)
    assert acts(town) == ["poll.opened", "poll.answered"]


def test_all_of_them_is_one_press_and_a_second_one_is_the_same_answer(town: Town) -> None:
    opened(town)
    for _ in range(2):
        town.ask(ACNUR, "polls.answer", TUESDAY, poll="1", all="yes")
    assert on_record(town) == ["yes"] * 3
    assert acts(town) == ["poll.opened", "poll.answered"]


def test_the_last_word_counts_until_the_very_last_second(town: Town) -> None:
    opened(town)
    answered(town, ACNUR, "yes", "yes", "yes")
    answered(town, ACNUR, "no", at=CLOSES)
    assert on_record(town) == ["no", "yes", "yes"]
    assert fields(town.ask(ACNUR, "polls.answer", TUESDAY, poll="1"))["slot_1"] == "no"


def test_after_the_close_nothing_is_taken_and_it_is_said_clearly(town: Town) -> None:
    opened(town)
    for at in (AFTER, AFTER):
        reply = answered(town, ACNUR, "yes", "yes", "yes", at=at)
        assert reply.refused
        assert "ya no recibe respuestas" in says(reply)
        town.clock(AFTER)
    assert answers(town) == []


def test_the_official_answers_before_the_alternate_who_stands_in_when_they_are_away(town: Town) -> None:
    opened(town)
    reply = answered(town, ACNUR_ALTERNATE, "yes", "yes", "yes")
    assert "voices.official_is_there" in keys_of(reply)
    away(town, ACNUR)
    answered(town, ACNUR_ALTERNATE, "yes", "yes", "no")
    reply = answered(town, ACNUR, "no", "yes", "no")
    assert on_record(town) == ["no", "yes", "no"]
    assert "Hugo Parihuanca" in says(reply)


def test_while_the_official_is_away_the_alternate_is_asked(town: Town) -> None:
    away(town, ACNUR)
    opened(town)
    assert town.notices("polls.asked", to=ACNUR) == []
    assert len(town.notices("polls.asked", to=ACNUR_ALTERNATE)) == 1


@pytest.mark.parametrize("who", [GUEST, SECRETARY])
def test_who_holds_no_seat_is_told_who_answers(town: Town, who: str) -> None:
    opened(town)
    reply = town.ask(who, "polls.answer", TUESDAY, poll="1", all="yes")
    assert reply.refused
    assert "ACNUR" in says(reply)
    assert answers(town) == []


def test_the_office_of_the_resident_coordinator_answers_too(town: Town) -> None:
    opened(town)
    answered(town, RCO, "yes", "yes", "yes")
    assert on_record(town, "OCR") == ["yes"] * 3


def test_an_hour_of_another_poll_and_an_unknown_answer_keep_nothing(town: Town) -> None:
    opened(town)
    opened(town, title="Otra", slots=["2027-04-13T10:00", "2027-04-14T10:00"])
    for given in ({"slot_1": "yes", "slot_4": "yes"}, {"slot_1": "perhaps"}, {"slot_99": "no"}):
        reply = town.ask(ACNUR, "polls.answer", TUESDAY, poll="1", **given)
        assert "polls.other_slot" in keys_of(reply)
    assert answers(town) == []
    assert answers(town, 2) == []


def test_somebody_answers_for_their_own_organisation_alone(town: Town) -> None:
    opened(town)
    reply = answered(town, ACNUR, "no", "no", "no", **{"as": str(town.organisation("OIT"))})
    assert reply.refused
    assert answers(town) == []


def test_of_two_polls_a_sentence_asks_which(town: Town) -> None:
    opened(town)
    opened(town, title="Otra")
    reply = said(town, ACNUR, "puedo el martes")
    assert "polls.which" in keys_of(reply)
    town.press(ACNUR, reply, "polls.choice", TUESDAY)
    assert on_record(town) == ["yes"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("puedo el martes, el jueves si hace falta, el viernes no", ["yes", "if_needed", "no"]),
        ("Podemos el martes 6 y el jueves 8; el viernes no", ["yes", "yes", "no"]),
        ("no puedo el martes, el jueves sí, el viernes tampoco", ["no", "yes", "no"]),
        ("todas me sirven menos el viernes", ["yes", "yes", "no"]),
        ("todas nos sirven", ["yes"] * 3),
        ("ninguna me sirve", ["no"] * 3),
        ("me sirve el 6 de abril a las 10, el 8 de abril no, el 9 de abril si hace falta", ["yes", "no", "if_needed"]),
        ("I can do Tuesday, Thursday if needed, not Friday", ["yes", "if_needed", "no"]),
    ],
)
def test_a_sentence_answers_hour_by_hour(town: Town, words: str, expected: list[str]) -> None:
    opened(town)
    said(town, ACNUR, words)
    assert on_record(town) == expected


def test_what_can_be_read_in_two_ways_is_asked_in_the_form_and_not_kept(town: Town) -> None:
    opened(town)
    reply = said(town, ACNUR, "puedo el jueves, el martes y el viernes no")
    assert "polls.unsure" in keys_of(reply)
    assert fields(reply)["slot_3"] == "no"
    assert answers(town) == []


def test_two_tuesdays_are_not_one(town: Town) -> None:
    opened(town, slots=["2027-04-06T10:00", "2027-04-13T10:00"])
    assert "polls.unsure" in keys_of(said(town, ACNUR, "puedo el martes"))
    said(town, ACNUR, "puedo el martes 13")
    assert [row.slot_id for row in answers(town)] == [2]


def test_a_day_that_is_not_asked_about_is_refused_with_those_that_are(town: Town) -> None:
    opened(town)
    reply = said(town, ACNUR, "puedo el miércoles")
    assert reply.refused
    assert "viernes 9 de abril de 2027" in says(reply)
    assert reply.form is not None


def test_a_part_of_an_answer_says_what_is_left(town: Town) -> None:
    opened(town)
    reply = said(town, OIT, "puedo el martes")
    assert "polls.some_left" in keys_of(reply)


def test_once_everybody_has_answered_the_secretariat_hears_of_it_once(town: Town) -> None:
    opened(town)
    everybody = [row.person_id for row in town.notices("polls.asked")]
    people = town.emails(town.notices("polls.asked"))
    assert len(everybody) == len(people)
    for who in sorted(people):
        assert town.notices("polls.complete") == []
        answered(town, who, "yes", "yes", "yes")
    answered(town, ACNUR, "no", "yes", "yes")
    assert town.emails(town.notices("polls.complete")) == {SECRETARY}
    town.clock(TUESDAY)
    assert acts(town).count("poll.closed") == 0


def test_without_a_poll_there_is_nothing_to_answer(town: Town) -> None:
    assert "polls.none" in keys_of(town.ask(ACNUR, "polls.answer", MONDAY))
    opened(town, slots=HOURS[:2])
    assert "polls.withdrawn_or_unknown" in keys_of(town.ask(ACNUR, "polls.answer", TUESDAY, poll="99999999999"))
