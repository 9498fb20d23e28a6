"""Looking meetings up: one whole, those that are coming, the calendar of a year."""

from __future__ import annotations

import pytest

from handlers.reply import Table
from tests.handlers.meeting_scene import ACNUR, ACNUR_CE, CE, GUEST, MORNING, SECRETARY, TEC, convene, presses, says
from tests.town import Town, keys_of, lima

LATER = lima(2027, 2, 1, 10)


@pytest.fixture
def two(town: Town) -> Town:
    convene(town, **CE)
    convene(town, **TEC)
    return town


def test_a_meeting_whole_with_its_dates_answers_and_clause(two: Town) -> None:
    two.ask(ACNUR_CE, "meetings.attend", LATER)

    words = says(two.ask(SECRETARY, "meetings.show", LATER, meeting="ce-2027-01"))

    assert "Estado: Convocada" in words
    assert "Pedido de puntos de agenda: Abierto desde el mar 19 ene 2027, 09:00" in words
    assert "Cierre de puntos: jueves 28 de enero de 2027 (ya pasó)" in words
    assert "Confirmadas (1): ACNUR" in words
    assert "Sin respuesta todavía (5): OCR, OIM, OIT, PNUD y UNICEF" in words
    assert "§7 (Comité Ejecutivo)" in words


def test_members_do_not_see_who_has_not_answered(two: Town) -> None:
    assert "Sin respuesta" not in says(two.ask(ACNUR, "meetings.show", LATER, meeting="CE-2027-01"))


def test_each_sees_only_the_presses_that_are_theirs(two: Town) -> None:
    assert presses(two, two.ask(ACNUR, "meetings.show", LATER, meeting="TEC-2027-01")) == [
        "Confirmo asistencia", "No podremos asistir", "Ver la agenda", "¿Por qué?"
    ]  # fmt: skip
    assert presses(two, two.ask(SECRETARY, "meetings.show", LATER, meeting="TEC-2027-01")) == [
        "Ver la agenda", "Mover", "Cancelar la reunión", "¿Por qué?"
    ]  # fmt: skip
    began = two.ask(SECRETARY, "meetings.show", lima(2027, 2, 9, 10), meeting="CE-2027-01")
    assert presses(two, began) == ["Ver la agenda", "Registrar que se realizó", "¿Por qué?"]


def test_a_cancelled_meeting_says_why(two: Town) -> None:
    two.do(SECRETARY, "meetings.cancel", LATER, meeting="TEC-2027-01", reason="No hay puntos")

    words = says(two.ask(ACNUR, "meetings.show", LATER, meeting="TEC-2027-01"))

    assert "Estado: Cancelada" in words
    assert "Motivo: «No hay puntos»" in words


def test_which_one_is_asked_when_several_are_coming(two: Town) -> None:
    asked = two.ask(ACNUR, "meetings.show", LATER)

    assert presses(two, asked) == ["CE-2027-01, mar 9 feb 2027, 10:00", "TEC-2027-01, mié 10 feb 2027, 15:00"]
    assert "Reunión TEC-2027-01" in says(
        two.ask(ACNUR, two.buttons(asked)[1].command, LATER, **two.buttons(asked)[1].values)
    )


def test_the_list_has_what_is_coming_and_what_was(two: Town) -> None:
    reply = two.ask(ACNUR, "meetings.list", lima(2027, 2, 10, 9))

    coming, past = [part for part in (reply.card.parts if reply.card else ()) if isinstance(part, Table)]
    assert [row[0] for row in coming.rows] == ["TEC-2027-01"]
    assert [(row[0], row[3].key) for row in past.rows] == [("CE-2027-01", "meeting.state.unrecorded")]  # type: ignore[union-attr]


def test_an_empty_list_says_so(town: Town) -> None:
    assert "No hay reuniones convocadas." in says(town.ask(ACNUR, "meetings.list", MORNING))


def test_the_calendar_goes_month_by_month_without_what_was_cancelled(two: Town) -> None:
    convene(two, kind="plenary", date="2027-12-14", time="10:00")
    two.do(SECRETARY, "meetings.cancel", LATER, meeting="TEC-2027-01", reason="No hay puntos")

    words = says(two.ask(ACNUR, "meetings.calendar", LATER, year=2027))

    assert (
        words.index("febrero de 2027")
        < words.index("CE-2027-01")
        < words.index("diciembre de 2027")
        < words.index("PLE-2027-01")
    )
    assert "TEC-2027-01" not in words
    assert "No hay reuniones en 2028" in says(two.ask(ACNUR, "meetings.calendar", LATER, year="2028"))


@pytest.mark.parametrize("command", ["meetings.show", "meetings.list", "meetings.calendar"])
def test_guests_see_only_what_is_theirs(two: Town, command: str) -> None:
    answer = two.ask(GUEST, command, LATER)

    assert answer.refused
    assert "refusal.guest" in keys_of(answer)
    assert "CE-2027-01" not in says(answer)


def test_english_readers_read_it_in_english(two: Town) -> None:
    assert "Coming meetings" in says(two.ask(ACNUR_CE, "meetings.list", LATER), "en")
