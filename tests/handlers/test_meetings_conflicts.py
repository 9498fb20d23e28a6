"""What stands against a meeting's hour is said before it is confirmed, with its clause or setting, and who may go on."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.reply import Note, Reply, Text
from tests.handlers.meeting_scene import (
    ACNUR,
    CE,
    COORDINATOR,
    MORNING,
    SECRETARY,
    TEC,
    acts,
    all_of,
    convene,
    entries,
    notice_says,
    presses,
    preview,
    says,
    the,
)
from tests.town import Town, keys_of, lima

GOOD_FRIDAY: dict[str, Any] = {"kind": "technical", "date": "2027-03-26", "time": "10:00"}
REASON = "Lo pidió la Cancillería"


def sources(reply: Reply) -> list[str]:
    """The names of settings and the numbers of clauses that a card quotes."""
    notes = [
        part.words
        for part in (reply.card.parts if reply.card else ())
        if isinstance(part, Note) and isinstance(part.words, Text)
    ]
    settings = [words.values["name"].key for words in notes if words.key == "source.setting"]
    return settings + [f"§{words.values['number']}" for words in notes if words.key == "source.clause"]


def test_a_holiday_is_named_with_its_calendar_and_the_nearest_working_days(town: Town) -> None:
    shown = preview(town, **GOOD_FRIDAY)

    assert "El viernes 26 de marzo de 2027 es feriado: Viernes Santo" in says(shown)
    assert "miércoles 24 de marzo de 2027 o lunes 29 de marzo de 2027" in says(shown)
    assert sources(shown) == ["calendar.national"]


def test_a_day_the_office_added_is_said_with_the_offices_own_calendar(town: Town) -> None:
    town.do(
        SECRETARY, "network.calendar_day", MORNING, date="2027-02-10", name="Día de la oficina", calendar="un_office"
    )

    shown = preview(town, at=MORNING, **TEC)

    assert "es feriado: Día de la oficina" in says(shown)
    assert "calendar.un_office" in sources(shown)


def test_a_day_the_state_does_not_work_is_only_said(town: Town) -> None:
    town.do(
        SECRETARY, "network.calendar_day", MORNING, date="2027-02-10", name="Día no laborable", calendar="public_sector"
    )

    shown = preview(town, at=MORNING, **TEC)

    assert "no trabaja el Estado (Día no laborable)" in says(shown)
    assert presses(town, shown)[0] == "Confirmar"


def test_a_weekend_is_said(town: Town) -> None:
    shown = preview(town, **TEC | {"date": "2027-02-13"})

    assert "El sábado 13 de febrero de 2027 es fin de semana" in says(shown)
    assert "Confirmar" not in presses(town, shown)


@pytest.mark.parametrize(
    ("time", "minutes", "setting"),
    [
        ("08:00", 60, "term.hours.opens"),
        ("17:00", 60, "term.hours.closes"),
        ("16:30", 61, "term.hours.closes"),
        ("23:30", 60, "term.hours.closes"),
    ],
)
def test_outside_office_hours_the_setting_is_named(town: Town, time: str, minutes: int, setting: str) -> None:
    shown = preview(town, **TEC | {"time": time, "minutes": minutes})

    assert "fuera de la jornada (08:30 a 17:30)" in says(shown)
    assert sources(shown) == [setting]
    assert "Confirmar" not in presses(town, shown)


@pytest.mark.parametrize(("time", "minutes"), [("08:30", 60), ("16:30", 60)])
def test_a_meeting_from_the_first_to_the_last_minute_of_the_office_fits(town: Town, time: str, minutes: int) -> None:
    assert presses(town, preview(town, **TEC | {"time": time, "minutes": minutes}))[0] == "Confirmar"


def test_less_notice_than_the_charters_is_said_with_the_first_date_that_keeps_it(town: Town) -> None:
    shown = preview(town, **CE | {"date": "2027-02-08"})

    words = says(shown)
    assert "Quedan 14 días hábiles hasta la reunión" in words
    assert "son 15" in words
    assert "La primera fecha que lo cumple es el martes 9 de febrero de 2027" in words
    assert sources(shown) == ["term.meeting.notice"]
    assert "Confirmar" not in presses(town, shown)


def test_after_the_close_of_business_the_notice_counts_from_the_next_working_day(town: Town) -> None:
    assert presses(town, preview(town, at=lima(2027, 1, 19, 17), **CE))[0] == "Confirmar"
    assert "Quedan 14 días hábiles" in says(preview(town, at=lima(2027, 1, 19, 17, 1), **CE))


def test_the_same_people_at_the_same_hour_are_named_with_the_other_meetings_code(town: Town) -> None:
    convene(town, **CE)

    shown = preview(town, **TEC | {"date": "2027-02-09", "time": "11:00"})

    words = says(shown)
    assert "está convocada CE-2027-01, «Prioridades 2027» (10:00 a 11:30)" in words
    assert "21 personas" in words
    assert "Noelia Quintamayo Ser" in words
    assert sources(shown) == ["§2 (Inclusión)"]


def test_a_meeting_that_begins_when_the_other_ends_is_no_conflict(town: Town) -> None:
    convene(town, **CE)

    assert "conflict.overlap" not in keys_of(preview(town, **TEC | {"date": "2027-02-09", "time": "11:30"}))


def test_a_cancelled_meeting_stands_in_nobodys_way(town: Town) -> None:
    convene(town, **CE)
    town.do(SECRETARY, "meetings.cancel", MORNING, meeting="CE-2027-01", reason="Se pospone")

    assert "conflict.overlap" not in keys_of(preview(town, **CE))


def test_a_plenary_after_the_day_the_network_set_itself_is_said_and_may_be_confirmed(town: Town) -> None:
    shown = preview(town, kind="plenary", date="2027-12-16", time="10:00")

    assert "Sería después del miércoles 15 de diciembre de 2027" in says(shown)
    assert sources(shown) == ["term.plenary.alert"]
    assert presses(town, shown)[0] == "Confirmar"


def test_a_plenary_of_next_year_leaves_this_year_open_and_that_is_said_with_the_clause(town: Town) -> None:
    shown = preview(town, at=lima(2027, 11, 2), kind="plenary", date="2028-01-18", time="10:00")

    assert "la Reunión plenaria de 2027 seguiría pendiente" in says(shown)
    assert sources(shown) == ["§7 (Reunión de la Red)"]


def test_the_secretariat_sees_who_can_confirm_and_cannot_itself(town: Town) -> None:
    shown = preview(town, **GOOD_FRIDAY, reason=REASON)

    assert "la Coordinación: Lucía Altaquilla Ponceval" in says(shown)
    assert presses(town, shown) == ["Cambiar", "Pedirlo a la Coordinación", "Descartar"]


def test_the_coordinator_needs_a_reason(town: Town) -> None:
    shown = preview(town, COORDINATOR, **GOOD_FRIDAY)
    assert presses(town, shown) == ["Escribir el motivo", "Descartar"]

    form = town.press(COORDINATOR, shown, "meeting.button.reason", MORNING).form

    assert form is not None
    assert [field.name for field in form.fields][-1] == "reason"
    given = {field.name: field.value for field in form.fields} | {"reason": REASON}
    again = town.ask(COORDINATOR, form.command, MORNING, **form.hidden, **given)
    assert presses(town, again)[0] == "Confirmar"


def test_an_exception_is_recorded_with_its_reason_and_what_it_was_against(network: Town) -> None:
    convene(network, COORDINATOR, **GOOD_FRIDAY, reason=REASON)

    assert the(network, "TEC-2027-01").reason == REASON
    assert acts(network, "TEC-2027-01") == ["meeting.convened", "meeting.excepted"]
    excepted = entries(network, "TEC-2027-01")[1]
    assert (excepted.office, excepted.clause) == ("coordination", "5.1")
    assert excepted.values == {"reason": REASON, "against": ["holiday"]}
    assert REASON in says(network.ask(ACNUR, "meetings.show", MORNING, meeting="TEC-2027-01"))


def test_a_reason_without_anything_to_except_is_not_kept_as_one(town: Town) -> None:
    convene(town, COORDINATOR, **TEC, reason=REASON)

    assert the(town, "TEC-2027-01").reason == ""
    assert acts(town, "TEC-2027-01") == ["meeting.convened"]


def test_what_has_come_to_stand_against_it_since_the_preview_is_shown_again(network: Town) -> None:
    shown = preview(network, **CE)

    answer = network.confirm(SECRETARY, shown, lima(2027, 1, 20, 9))

    assert "Desde que vio el borrador, algo cambió" in says(answer)
    assert "Quedan 14 días hábiles" in says(answer)
    assert "Confirmar" not in presses(network, answer)
    assert all_of(network) == []


def test_a_reason_for_one_conflict_is_none_for_another(town: Town) -> None:
    shown = preview(town, COORDINATOR, at=lima(2027, 3, 12), **GOOD_FRIDAY, reason=REASON)
    assert "conflict.short_notice" in keys_of(shown)
    early = preview(town, COORDINATOR, at=lima(2027, 3, 10), **GOOD_FRIDAY, reason=REASON)
    assert "conflict.short_notice" not in keys_of(early)

    answer = town.confirm(COORDINATOR, early, lima(2027, 3, 12))

    assert "conflict.changed" in keys_of(answer)
    assert all_of(town) == []
    town.confirm(COORDINATOR, answer, lima(2027, 3, 12))
    assert [meeting.code for meeting in all_of(town)] == ["TEC-2027-01"]


def test_the_secretariat_hands_the_draft_to_the_coordinator_who_decides_with_a_reason(network: Town) -> None:
    shown = preview(network, **GOOD_FRIDAY, title="Semana Santa")
    asked = network.press(SECRETARY, shown, "meeting.button.ask_exception", MORNING)

    assert "Lucía Altaquilla Ponceval" in says(asked)
    (wanted,) = network.notices("meeting.exception_wanted")
    assert network.emails([wanted]) == {COORDINATOR}
    assert "Renzo Berrocapa Illari quiere convocar" in notice_says(wanted)

    form = network.ask(COORDINATOR, "drafts.change", MORNING, draft=wanted.values["draft"]).form
    assert form is not None
    given = {field.name: field.value for field in form.fields} | {"reason": REASON}
    network.do(COORDINATOR, form.command, MORNING, **form.hidden, **given)

    assert (the(network, "TEC-2027-01").title, the(network, "TEC-2027-01").reason) == ("Semana Santa", REASON)
    assert network.press(SECRETARY, shown, "meeting.button.ask_exception", MORNING).refused


def test_nobody_else_can_hand_on_a_draft(town: Town) -> None:
    shown = preview(town, **GOOD_FRIDAY)
    token = town.button(shown, "meeting.button.ask_exception").values["draft"]

    assert town.ask(COORDINATOR, "meetings.ask_exception", MORNING, draft=token).refused
    assert town.ask(ACNUR, "meetings.ask_exception", MORNING, draft=token).refused
    assert town.notices("meeting.exception_wanted") == []


def test_all_conflicts_are_said_together(town: Town) -> None:
    convene(
        town, COORDINATOR, at=lima(2027, 3, 24), kind="extraordinary", date="2027-03-26", time="17:00", reason=REASON
    )

    shown = preview(town, at=lima(2027, 3, 24), kind="technical", date="2027-03-26", time="17:30")

    said = [
        key
        for key in keys_of(shown)
        if key in {"conflict.holiday", "conflict.hours", "conflict.short_notice", "conflict.overlap"}
    ]
    assert said == ["conflict.holiday", "conflict.hours", "conflict.short_notice", "conflict.overlap"]
