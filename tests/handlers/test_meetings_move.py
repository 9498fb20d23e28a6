"""Moving: one invitation a meeting for its whole life, and no announced date changed in silence."""

from __future__ import annotations

import pytest

from handlers.reply import Table
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
    assert "Motivo: «Viaje de la CR»." in told


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


def test_what_the_clock_would_do_at_once_is_said_before_the_move(town: Town) -> None:
    convene(town, at=lima(2027, 1, 11), **CE | {"date": "2027-02-16"})

    opens = town.ask(COORDINATOR, "meetings.move", NEXT_DAY, meeting="CE-2027-01", date="2027-02-09", reason="Urge")
    closes = town.ask(COORDINATOR, "meetings.move", NEXT_DAY, meeting="CE-2027-01", date="2027-01-29", reason="Urge")

    assert "se abre apenas usted confirme" in says(opens)
    assert "se cierran apenas usted confirme" in says(closes)
