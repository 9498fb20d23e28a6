"""Moving and cancelling: one invitation a meeting for its whole life, and no announced date changed in silence."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.reply import Table
from storage import agenda
from storage.text import from_paper
from tests.handlers.meeting_scene import (
    ACNUR,
    ACNUR_CE,
    CE,
    COORDINATOR,
    MORNING,
    SECRETARY,
    TEC,
    acts,
    answers,
    convene,
    entries,
    notice_says,
    presses,
    says,
    the,
)
from tests.town import Town, keys_of, lima

NEXT_DAY = lima(2027, 1, 20, 9)


@pytest.fixture
def ce(town: Town) -> Town:
    convene(town, **CE)
    return town


def test_the_preview_of_a_move_says_the_same_invitation_and_every_date_that_changes(ce: Town) -> None:
    shown = ce.ask(SECRETARY, "meetings.move", NEXT_DAY, meeting="ce-2027-01", date="2027-02-11", time="09:00")

    words = says(shown)
    assert (
        "Del martes 9 de febrero de 2027, 10:00 (hora de Lima) al jueves 11 de febrero de 2027, 09:00 (hora de Lima)"
        in words
    )
    assert "se pone al día (cambio número 1); no se crea otra" in words
    (table,) = [part for part in (shown.card.parts if shown.card else ()) if isinstance(part, Table)]
    rows = {row[0].key: (row[1].values["when"], row[2].values["when"], row[3].key) for row in table.rows}  # type: ignore[union-attr]
    assert rows["meeting.date.agenda.close"] == (lima(2027, 1, 28, 17), lima(2027, 2, 1, 17), "yes")
    assert rows["meeting.date.invitation.government"] == (lima(2027, 1, 26, 17), lima(2027, 1, 28, 17), "no")
    assert "meeting.date.agenda.call" not in rows, "the call has opened and stays open"
    assert the(ce, "CE-2027-01").starts_at == lima(2027, 2, 9, 10)


def test_moved_it_keeps_its_code_and_everybody_gets_the_update_once(network: Town) -> None:
    convene(network, **CE)

    network.do(SECRETARY, "meetings.move", NEXT_DAY, meeting="CE-2027-01", date="2027-02-11", time="09:00")

    meeting = the(network, "CE-2027-01")
    assert (meeting.starts_at, meeting.sequence, meeting.minutes) == (lima(2027, 2, 11, 9), 1, 90)
    updates = network.notices("invitation.update")
    assert {(row.values["sequence"], row.road) for row in updates} == {(1, "mail")}
    assert len({row.person_id for row in updates}) == len(updates) == 27
    assert len(network.notices("meeting.announced_moved")) == 1
    told = notice_says(network.notices("meeting.moved", to=ACNUR)[0])
    assert "estaba prevista para el martes 9 de febrero de 2027, 10:00 (hora de Lima)" in told
    assert "será el jueves 11 de febrero de 2027, 09:00 (hora de Lima)" in told
    moved = entries(network, "CE-2027-01")[-1]
    assert moved.act == "meeting.moved"
    assert from_paper(moved.values)["before"] == lima(2027, 2, 9, 10)


def test_moved_again_the_sequence_rises_again(ce: Town) -> None:
    for day in ("2027-02-11", "2027-02-18"):
        ce.do(SECRETARY, "meetings.move", NEXT_DAY, meeting="CE-2027-01", date=day)

    assert the(ce, "CE-2027-01").sequence == 2
    assert len(ce.notices("invitation.update")) == 2 * 27
    assert the(ce, "CE-2027-01").starts_at == lima(2027, 2, 18, 10), "the hour stays when only the day is named"


def test_only_the_hour_moves_it_on_the_same_day(ce: Town) -> None:
    ce.do(SECRETARY, "meetings.move", NEXT_DAY, meeting="CE-2027-01", date="2027-02-10", time="11:00")

    assert the(ce, "CE-2027-01").starts_at == lima(2027, 2, 10, 11)


def test_an_announced_close_that_would_come_sooner_is_said_and_told_to_everybody(ce: Town) -> None:
    asked = ce.ask(
        COORDINATOR, "meetings.move", NEXT_DAY, meeting="CE-2027-01", date="2027-02-05", reason="Viaje de la CR"
    )

    assert (
        "Cierre de puntos: se anunció para el jueves 28 de enero de 2027, 17:00 (hora de Lima) y se adelantaría al martes 26 de enero"
        in says(asked)
    )
    assert "conflict.short_notice" in keys_of(asked)

    ce.confirm(COORDINATOR, asked, NEXT_DAY)

    told = notice_says(ce.notices("meeting.moved", to=ACNUR)[0])
    assert "Cierre de puntos: martes 26 de enero de 2027, 17:00 (hora de Lima) (antes: jue 28 ene 2027, 17:00)" in told
    assert "Motivo: Viaje de la CR" in told


def test_the_call_that_opened_is_not_made_again_after_the_move(network: Town) -> None:
    convene(network, **CE)
    network.do(SECRETARY, "meetings.move", NEXT_DAY, meeting="CE-2027-01", date="2027-02-18")

    network.clock(lima(2027, 1, 21, 9))
    network.clock(lima(2027, 1, 28, 17, 5))

    assert network.notices("agenda.call") == []
    assert the(network, "CE-2027-01").items_closed_at is None, "the later close holds"
    network.clock(lima(2027, 2, 8, 17, 5))
    assert the(network, "CE-2027-01").items_closed_at is not None


def test_a_close_that_has_happened_stays_and_that_is_said(ce: Town) -> None:
    ce.clock(lima(2027, 1, 28, 17, 1))

    shown = ce.ask(COORDINATOR, "meetings.move", lima(2027, 1, 29), meeting="CE-2027-01", date="2027-02-23")

    assert "Los puntos se cerraron el jueves 28 de enero de 2027" in says(shown)
    assert "meeting.date.agenda.close" not in [row.key for row in _first_cells(shown.card)]


def _first_cells(card):  # type: ignore[no-untyped-def]
    return [row[0] for part in card.parts if isinstance(part, Table) for row in part.rows]


def test_confirmations_are_asked_again_when_the_hour_changes_and_kept_when_only_the_place_does(ce: Town) -> None:
    ce.ask(ACNUR_CE, "meetings.attend", NEXT_DAY, meeting="CE-2027-01")
    ce.do(SECRETARY, "meetings.move", NEXT_DAY, meeting="CE-2027-01", place="Zoom")
    assert answers(ce, "CE-2027-01")["ACNUR"].answer == "confirmed"

    ce.do(SECRETARY, "meetings.move", NEXT_DAY, meeting="CE-2027-01", date="2027-02-11")

    assert answers(ce, "CE-2027-01")["ACNUR"].answer == ""


def test_conflicts_are_said_again_when_it_moves(ce: Town) -> None:
    convene(ce, **TEC)

    shown = ce.ask(SECRETARY, "meetings.move", MORNING, meeting="CE-2027-01", date="2027-02-10", time="15:30")

    assert "está convocada TEC-2027-01" in says(shown)
    assert "CE-2027-01, «" not in says(shown), "a meeting does not stand in its own way"
    assert "Confirmar" not in presses(ce, shown)


def test_pressing_confirm_twice_moves_once(network: Town) -> None:
    convene(network, **CE)
    shown = network.ask(SECRETARY, "meetings.move", NEXT_DAY, meeting="CE-2027-01", date="2027-02-11")
    network.confirm(SECRETARY, shown, NEXT_DAY)
    network.confirm(SECRETARY, shown, NEXT_DAY)

    assert the(network, "CE-2027-01").sequence == 1
    assert acts(network, "CE-2027-01").count("meeting.moved") == 1


def test_nothing_to_change_is_refused(ce: Town) -> None:
    answer = ce.ask(SECRETARY, "meetings.move", NEXT_DAY, meeting="CE-2027-01", date="2027-02-09", time="10:00")

    assert answer.refused
    assert "meeting.nothing_changes" in keys_of(answer)


def test_moving_without_a_new_date_opens_the_form_filled_with_the_present_one(ce: Town) -> None:
    form = ce.ask(SECRETARY, "meetings.move", NEXT_DAY).form

    assert form is not None
    filled = {field.name: field.value for field in form.fields}
    assert (filled["date"], filled["time"], filled["minutes"], filled["place"]) == (
        "2027-02-09",
        "10:00",
        90,
        "Sala Cantuta",
    )
    assert form.hidden == {"meeting": "CE-2027-01"}


@pytest.mark.parametrize("command", ["meetings.move", "meetings.cancel"])
def test_what_has_begun_is_neither_moved_nor_cancelled(ce: Town, command: str) -> None:
    answer = ce.ask(SECRETARY, command, lima(2027, 2, 9, 10), meeting="CE-2027-01", date="2027-02-11", reason="Tarde")

    assert answer.refused
    assert "meeting.has_begun" in keys_of(answer)
    assert "§7 (Comité Ejecutivo)" in says(answer)


@pytest.mark.parametrize("command", ["meetings.move", "meetings.cancel"])
def test_members_neither_move_nor_cancel(ce: Town, command: str) -> None:
    answer = ce.ask(ACNUR, command, NEXT_DAY, meeting="CE-2027-01", date="2027-02-11", reason="Porque sí")

    assert answer.refused
    assert "refusal.no_mandate" in keys_of(answer)


def test_with_two_meetings_the_code_decides_or_a_press_is_asked_for(network: Town) -> None:
    convene(network, **CE)
    convene(network, **TEC)

    asked = network.ask(SECRETARY, "meetings.move", NEXT_DAY, date="2027-02-18", time="11:00")
    assert "¿A cuál de estas reuniones se refiere?" in says(asked)
    button = network.buttons(asked)[1]
    shown = network.ask(SECRETARY, button.command, NEXT_DAY, **button.values)
    network.confirm(SECRETARY, shown, NEXT_DAY)

    assert the(network, "TEC-2027-01").starts_at == lima(2027, 2, 18, 11)
    assert (the(network, "CE-2027-01").starts_at, the(network, "CE-2027-01").sequence) == (lima(2027, 2, 9, 10), 0)
    assert {row.values["meeting"] for row in network.notices("meeting.moved")} == {"TEC-2027-01"}


def test_the_kind_that_was_said_decides_between_two_meetings(ce: Town) -> None:
    convene(ce, **TEC)

    shown = ce.ask(SECRETARY, "meetings.move", NEXT_DAY, meeting_kind="technical", date="2027-02-18")

    assert "Así quedaría TEC-2027-01" in says(shown)


def test_an_unknown_code_is_refused_with_the_list(ce: Town) -> None:
    answer = ce.ask(SECRETARY, "meetings.move", NEXT_DAY, meeting="CE-2027-09", date="2027-02-11")

    assert answer.refused
    assert "No encuentro «CE-2027-09»" in says(answer)
    assert presses(ce, answer) == ["Ver las reuniones"]


def test_cancelling_asks_for_the_reason_and_shows_who_is_told_and_what_stays_open(ce: Town) -> None:
    form = ce.ask(SECRETARY, "meetings.cancel", NEXT_DAY).form
    assert form is not None
    assert form.hidden == {"meeting": "CE-2027-01"}

    shown = ce.ask(SECRETARY, "meetings.cancel", NEXT_DAY, meeting="CE-2027-01", reason="La CR está de viaje")

    words = says(shown)
    assert "Se les avisará a 27 personas" in words
    assert "Sin esta reunión queda pendiente para 2027: Reunión anual del Comité Ejecutivo" in words
    assert "§7 (Comité Ejecutivo)" in words
    assert the(ce, "CE-2027-01").status == "convened"


def test_cancelled_everybody_is_told_why_and_calendars_let_go(network: Town) -> None:
    convene(network, **CE)
    network.do(SECRETARY, "meetings.cancel", NEXT_DAY, meeting="CE-2027-01", reason="La CR está de viaje")

    meeting = the(network, "CE-2027-01")
    assert (meeting.status, meeting.cancelled_at, meeting.sequence) == ("cancelled", NEXT_DAY, 1)
    cancels = network.notices("invitation.cancel")
    assert {row.values["sequence"] for row in cancels} == {1}
    assert len(cancels) == 27
    assert "Motivo: La CR está de viaje" in notice_says(network.notices("meeting.cancelled", to=ACNUR)[0])
    assert len(network.notices("meeting.announced_cancelled")) == 1
    again = network.ask(SECRETARY, "meetings.cancel", NEXT_DAY, meeting="CE-2027-01", reason="Otra vez")
    assert again.refused


def test_whoever_left_meanwhile_has_the_cancellation_in_their_calendar_too(ce: Town) -> None:
    from sqlmodel import select

    from storage.people import Office

    with ce.database.transaction() as session:
        for office in session.exec(select(Office).where(Office.person_id == ce.id_of(ACNUR))):
            office.until = date(2027, 1, 19)
            session.add(office)

    ce.do(SECRETARY, "meetings.cancel", NEXT_DAY, meeting="CE-2027-01", reason="Se pospone")

    assert "n.quintamayo" in ce.emails(ce.notices("invitation.cancel"))


def test_after_a_cancellation_the_clock_asks_for_nothing_more(ce: Town) -> None:
    ce.do(SECRETARY, "meetings.cancel", NEXT_DAY, meeting="CE-2027-01", reason="Se pospone")
    before = len(ce.notices())

    ce.clock(lima(2027, 1, 27, 9))
    ce.clock(lima(2027, 2, 17, 9))

    assert len(ce.notices()) == before


def test_the_points_of_a_cancelled_meeting_wait_for_the_next_one(ce: Town) -> None:
    ce.do(
        "i.choquerrey",
        "agenda.propose",
        NEXT_DAY,
        meeting="CE-2027-01",
        title="Condiciones laborales",
        kind="debate",
        minutes=20,
    )

    shown = ce.ask(SECRETARY, "meetings.cancel", NEXT_DAY, meeting="CE-2027-01", reason="Se pospone")
    assert "El punto propuesto no se pierde" in says(shown)
    ce.confirm(SECRETARY, shown, NEXT_DAY)
    convene(ce, at=NEXT_DAY, kind="executive", date="2027-02-10", time="10:00")

    with ce.database.reading() as session:
        titles = [item.title for item in agenda.items(session, the(ce, "CE-2027-02").id or 0)]
    assert titles == ["Condiciones laborales"]
