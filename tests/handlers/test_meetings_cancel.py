"""Cancelling: everybody hears why, calendars let go of the meeting, and nothing proposed for it is lost."""

from __future__ import annotations

from datetime import date

import pytest

from storage import agenda
from tests.handlers.meeting_scene import (
    ACNUR,
    CE,
    SECRETARY,
    convene,
    notice_says,
    says,
    the,
)
from tests.town import Town, keys_of, lima

NEXT_DAY = lima(2027, 1, 20, 9)


@pytest.fixture
def ce(town: Town) -> Town:
    convene(town, **CE)
    return town


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
    assert "Motivo: «La CR está de viaje»." in notice_says(network.notices("meeting.cancelled", to=ACNUR)[0])
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
    before = [notice.about for notice in ce.notices()].count("CE-2027-01")

    ce.clock(lima(2027, 1, 27, 9))
    ce.clock(lima(2027, 2, 17, 9))

    assert [notice.about for notice in ce.notices()].count("CE-2027-01") == before


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
