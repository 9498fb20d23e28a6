"""The secretariat looks for a date: every hour is shown back in full, with what stands against it, before anybody hears of it."""

from __future__ import annotations

import pytest

from bot.notices import card_of
from handlers.reply import Buttons
from tests.handlers.poll_scene import (
    ACNUR,
    CLOSES,
    COORDINATOR,
    HOURS,
    MONDAY,
    OFFICIALS,
    SECRETARY,
    TECHNICAL,
    acts,
    delivered,
    notice_says,
    opened,
    says,
    slots,
    the_poll,
)  # fmt: skip
from tests.town import Town, keys_of, lima


def preview(town: Town, **more: object) -> str:
    return says(town.ask(SECRETARY, "polls.open", MONDAY, **{**TECHNICAL, **more}))


def test_every_hour_is_shown_in_full_with_who_is_asked_and_nobody_hears_of_it(town: Town) -> None:
    words = preview(town)
    assert "1. martes 6 de abril de 2027, 10:00 (hora de Lima)" in words
    assert "3. viernes 9 de abril de 2027, 15:00 (hora de Lima)" in words
    assert "jueves 18 de marzo de 2027, 17:00" in words
    assert "Noelia Quintamayo Ser" in words
    assert "Hugo Parihuanca" not in words
    assert "invitados" in words
    assert town.notices() == []


def test_once_confirmed_each_organisation_is_asked_through_its_official(town: Town) -> None:
    opened(town)
    rows = town.notices("polls.asked")
    assert town.emails(rows) == OFFICIALS
    assert (len(rows), the_poll(town).closes_at) == (10, CLOSES)
    assert acts(town) == ["poll.opened"]
    (notice,) = town.notices("polls.asked", to=ACNUR)
    words = notice_says(notice)
    assert [each.label.key for part in card_of(notice).parts if isinstance(part, Buttons) for each in part.buttons] == [
        "button.poll_answer",
        "button.poll_all",
        "button.poll_show",
    ]  # type: ignore[union-attr]
    assert "martes 6 de abril de 2027, 10:00 (hora de Lima)" in words


@pytest.mark.parametrize(
    ("slot", "said"),
    [
        ("2027-03-26T10:00", "es feriado"),
        ("2027-04-10T10:00", "fin de semana"),
        ("2027-04-06T20:00", "fuera de la jornada"),
        ("2027-03-22T10:00", "días hábiles hasta la reunión"),
    ],
)
def test_what_stands_against_an_hour_is_said_under_it(town: Town, slot: str, said: str) -> None:
    assert said in preview(town, slots=[slot, HOURS[1]])
    assert said not in preview(town)


def test_another_meeting_at_that_hour_is_said(town: Town) -> None:
    town.do(
        COORDINATOR, "meetings.convene", MONDAY, kind="technical", date="2027-04-06", time="10:00", title="Otra",
    )  # fmt: skip
    assert "está convocada TEC-2027-01" in preview(town)


def test_a_close_that_leaves_no_lawful_notice_is_said(town: Town) -> None:
    assert "antes de que cierre la encuesta" in preview(town, slots=["2027-04-02T10:00", HOURS[1]], closes="2027-03-19")
    assert "encuesta cerraría después" not in preview(town)


def test_a_sentence_s_impossible_date_is_refused_with_the_nearest_right_ones(town: Town) -> None:
    from bot.understanding import Context, understand

    meant = understand(
        "Busca fecha para la próxima técnica: 31 de abril a las 10, 8 de abril a las 10", Context("es", MONDAY)
    )
    reply = town.ask(SECRETARY, meant.command, MONDAY, **meant.values)
    assert reply.refused
    assert "El 31 de abril" in says(reply)
    (first, *_) = town.buttons(reply)
    shown = town.ask(SECRETARY, first.command, MONDAY, **first.values)
    assert "viernes 30 de abril de 2027, 10:00" in says(shown)
    assert "jueves 8 de abril de 2027, 10:00" in says(shown)


def test_a_past_hour_is_refused_with_the_form_as_filled(town: Town) -> None:
    reply = town.ask(SECRETARY, "polls.open", MONDAY, **{**TECHNICAL, "slots": ["2027-03-01T10:00", HOURS[1]]})
    assert (reply.refused, reply.wrong) == (True, "day1")
    assert reply.form is not None
    assert {field.name: field.value for field in reply.form.fields}["day2"] == "2027-04-08"


def test_a_day_without_its_hour_asks_for_it_in_the_form(town: Town) -> None:
    reply = town.ask(SECRETARY, "polls.open", MONDAY, **{**TECHNICAL, "slots": ["2027-04-06"]})
    assert reply.form is not None
    values = {field.name: field.value for field in reply.form.fields}
    assert (values["day1"], values["time1"]) == ("2027-04-06", None)


def test_the_form_s_lines_become_the_hours(town: Town) -> None:
    lines = {"day1": "2027-04-06", "time1": "10:00", "day2": "2027-04-08", "time2": "11:30", "day3": "", "time3": ""}
    town.do(SECRETARY, "polls.open", MONDAY, kind="technical", title="", **lines)
    found = [f"{row.starts_at.astimezone(MONDAY.tzinfo):%Y-%m-%dT%H:%M}" for row in slots(town)]
    assert found == ["2027-04-06T10:00", "2027-04-08T11:30"]


def test_fifty_hours_are_refused_and_repeated_ones_are_asked_once(town: Town) -> None:
    many = [f"2027-04-{day:02d}T{hour:02d}:00" for day in range(5, 10) for hour in range(8, 18)]
    reply = town.ask(SECRETARY, "polls.open", MONDAY, **{**TECHNICAL, "slots": many})
    assert reply.refused
    assert "hasta 10 horas" in says(reply)
    assert "repetidas" in preview(town, slots=[HOURS[0], HOURS[0], HOURS[1]])
    opened(town, slots=[HOURS[0], HOURS[0], HOURS[1]])
    assert len(slots(town)) == 2


def test_one_hour_alone_is_no_poll(town: Town) -> None:
    reply = town.ask(SECRETARY, "polls.open", MONDAY, **{**TECHNICAL, "slots": HOURS[:1]})
    assert reply.card is None
    assert reply.form is not None


def test_a_close_after_the_first_hour_is_refused_by_its_field(town: Town) -> None:
    reply = town.ask(SECRETARY, "polls.open", MONDAY, **{**TECHNICAL, "closes": "2027-04-07"})
    assert (reply.refused, reply.wrong) == (True, "closes")


def test_a_first_hour_tomorrow_closes_before_it(town: Town) -> None:
    assert "lunes 15 de marzo de 2027, 17:00" in preview(town, slots=["2027-03-16T10:00", HOURS[1]])
    reply = town.ask(SECRETARY, "polls.open", MONDAY, **{**TECHNICAL, "slots": ["2027-03-15T12:00", HOURS[1]]})
    assert reply.refused


def test_only_who_is_asked_can_be_indispensable(town: Town) -> None:
    reply = town.ask(
        SECRETARY, "polls.open", MONDAY, **{**TECHNICAL, "must_have": ["Ministerio de Relaciones Exteriores"]}
    )
    assert (reply.refused, reply.wrong) == (True, "must_have")
    assert "ACNUR" in preview(town, must_have=["ACNUR"])


def test_a_focal_point_opens_no_poll(town: Town) -> None:
    assert town.ask(ACNUR, "polls.open", MONDAY, **TECHNICAL).refused


def test_a_poll_for_the_committee_asks_its_seats_and_the_others_focal_points(town: Town) -> None:
    opened(town, kind="executive")
    asked = town.emails(town.notices("polls.asked"))
    assert {"t.wrennfeld", "a.soderquist", "b.sormendi", "s.rocamarca"} <= asked
    assert "n.quintamayo" not in asked


def test_withdrawing_tells_everybody_asked_once(town: Town) -> None:
    opened(town)
    delivered(town)
    shown = town.ask(SECRETARY, "polls.withdraw", MONDAY)
    assert "Noelia Quintamayo Ser" in says(shown)
    town.confirm(SECRETARY, shown, MONDAY)
    town.confirm(SECRETARY, shown, MONDAY)
    assert town.emails(town.notices("polls.withdrawn")) == OFFICIALS
    assert len(town.notices("polls.withdrawn")) == len(OFFICIALS)
    assert "polls.withdrawn_or_unknown" in keys_of(town.ask(ACNUR, "polls.answer", MONDAY, poll="1", all="yes"))
    town.clock(lima(2027, 3, 19, 9))
    assert town.notices("polls.outcome") == town.notices("poll.answer.before") == []


def test_whom_the_question_had_not_reached_hears_nothing_of_its_withdrawal(town: Town) -> None:
    opened(town)
    town.do(SECRETARY, "polls.withdraw", MONDAY)
    assert town.notices("polls.withdrawn") == []
