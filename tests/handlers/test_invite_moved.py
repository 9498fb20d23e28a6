"""A meeting moves, is cancelled, or an invitation is taken back while letters wait for the morning: nobody reads what is no longer so."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from scheduler import rereading
from storage.outbox import SENT, WAITING
from storage.text import from_paper
from tests.handlers import follow_scene, speaker_scene
from tests.handlers.delivery_scene import arrives, settle
from tests.handlers.follow_scene import LATER, SPEAKER, UNIVERSITY, attendance, both
from tests.handlers.invite_scene import COORDINATOR, SECRETARY, TEC, cleared, draft, says, set_up, the, to_scholar
from tests.town import Town, lima

OPEN, EVENING = lima(2027, 3, 12, 9), lima(2027, 3, 11, 20)
NEXT = timedelta(hours=1)
ELSEWHEN = {"meeting": TEC, "date": "2027-04-08", "time": "10:00", "reason": "Viaje"}


def move(town: Town, at: datetime) -> None:
    town.do(COORDINATOR, "meetings.move", at, **ELSEWHEN)


@pytest.mark.parametrize("by_secretary", [True, False])
def test_a_speaker_who_had_accepted_is_asked_anew_and_the_new_yes_counts(town: Town, *, by_secretary: bool) -> None:
    number, _ = both(town)
    follow_scene.answered(town, number)
    move(town, LATER + NEXT)
    assert (follow_scene.row(town, number).answer, follow_scene.row(town, number).answered_at) == ("", None)

    if by_secretary:
        follow_scene.answered(town, number, at=LATER + 2 * NEXT)
    else:
        town.ask(SPEAKER, "meetings.attend", LATER + 2 * NEXT, meeting=TEC)
    known = attendance(town, UNIVERSITY)
    assert known is not None
    assert (known.answer, follow_scene.row(town, number).answer) == ("confirmed", "accepted")
    assert len(town.notices("invitation.slot")) == 1


def test_who_had_declined_is_not_asked_anew(town: Town) -> None:
    number, _ = both(town)
    follow_scene.answered(town, number, "declined")
    move(town, LATER + NEXT)
    assert follow_scene.row(town, number).answer == "declined"


def test_a_letter_cleared_for_another_hour_is_cleared_again(town: Town) -> None:
    """§5.1: what the second person cleared is what goes out."""
    set_up(town, ("Regularización", 20))
    row = draft(town, at=OPEN)
    cleared(town, row, OPEN)
    shown = town.ask(SECRETARY, "meetings.move", OPEN + NEXT, **ELSEWHEN)
    assert "habrá que aprobarlas de nuevo: Superintendencia Nacional de Migraciones" in says(shown)
    town.confirm(SECRETARY, shown, OPEN + NEXT)

    assert (the(town, row).status, the(town, row).cleared_by) == ("drafted", None)
    assert COORDINATOR in town.emails(town.notices("speaker.to_clear"))
    assert town.ask(SECRETARY, "speakers.delivered", OPEN + NEXT, invitation=row.id).refused


def test_a_letter_that_waits_for_the_morning_tells_the_hour_that_holds_then(town: Town) -> None:
    set_up(town, ("Regularización", 20))
    row = to_scholar(town)
    cleared(town, row, EVENING)
    (letter,) = town.notices("speaker.invited")
    assert letter.due_at > EVENING
    move(town, EVENING + NEXT)

    (letter,) = town.notices("speaker.invited")
    values = from_paper(letter.values)
    assert values["when"] == the(town, row).starts_at == lima(2027, 4, 8, 10)
    assert values["facts"][1][1].values["when"] == lima(2027, 4, 8, 10)
    assert "8 de abril" in says(letter)
    assert "6 de abril" not in says(letter)


def test_an_invitation_taken_back_before_it_left_does_not_leave(town: Town) -> None:
    set_up(town, ("Regularización", 20))
    row = to_scholar(town)
    cleared(town, row, EVENING)
    town.do(SECRETARY, "speakers.withdraw", EVENING + NEXT, invitation=row.id, reason="Cambió el tema")
    assert [each.notice for each in town.notices(road="mail") if each.status == WAITING] == []


def test_what_was_cancelled_for_the_next_morning_leaves_calendars_at_night(town: Town) -> None:
    both(town)
    town.ask(SPEAKER, "meetings.attend", LATER, meeting=TEC)
    night = lima(2027, 4, 5, 20)
    town.do(SECRETARY, "meetings.cancel", night, meeting=TEC, reason="Huelga")
    for name in ("invitation.cancel", "invitation.slot_cancel", "speaker.invitation_withdrawn"):
        assert {row.due_at for row in town.notices(name)} <= {night}
    assert town.notices("invitation.slot_cancel")


def test_what_is_moved_away_from_the_next_morning_leaves_calendars_at_night(town: Town) -> None:
    both(town)
    town.ask(SPEAKER, "meetings.attend", LATER, meeting=TEC)
    night = lima(2027, 4, 5, 20)
    town.do(COORDINATOR, "meetings.move", night, meeting=TEC, date="2027-04-20", time="10:00", reason="Huelga")
    letters = town.notices("invitation.update") + town.notices("invitation.slot_update")
    assert letters
    assert {row.due_at for row in letters} == {night + timedelta(minutes=5)}


def test_somebody_erased_is_written_to_no_more(town: Town) -> None:
    number, _ = both(town)
    follow_scene.answered(town, number)
    settle(town, arrives, "invitation.slot")
    assert {row.status for row in town.notices("invitation.slot")} == {SENT}
    entry = speaker_scene.entries(town)[speaker_scene.SCHOLAR["name"]]
    town.do(SECRETARY, "speakers.erase", LATER, entry=str(entry.id))
    move(town, LATER + NEXT)
    town.do(SECRETARY, "speakers.withdraw", LATER + 2 * NEXT, invitation=str(number), reason="Se borró")
    assert town.notices("invitation.slot_update") == town.notices("invitation.slot_cancel") == []


def test_the_second_person_is_not_asked_for_what_was_settled_overnight(town: Town) -> None:
    set_up(town, ("Regularización", 20))
    row = draft(town, at=EVENING)
    (asked,) = town.notices("speaker.to_clear", to=COORDINATOR)
    assert asked.due_at > EVENING
    town.do(SECRETARY, "speakers.withdraw", EVENING + NEXT, invitation=row.id, reason="Cambió el tema")
    with town.database.reading() as session:
        assert rereading.still_needed(session, asked, town.charter, asked.due_at) == "cancelled"
        assert rereading.pointless_among(session, [asked], town.charters, asked.due_at) == {asked.id: "cancelled"}


def test_a_place_that_changed_since_it_was_shown_is_shown_again(town: Town) -> None:
    """§5.1: exactly what the second person saw goes out; the letter names the place."""
    set_up(town, ("Regularización", 20))
    row = to_scholar(town)
    shown = town.ask(COORDINATOR, "speakers.clear", OPEN, invitation=row.id)
    town.do(SECRETARY, "meetings.move", OPEN, meeting=TEC, place="Sala Nueva")
    once_more = town.confirm(COORDINATOR, shown, OPEN)
    assert the(town, row).status == "drafted"
    assert "Sala Nueva" in says(once_more)


def test_a_shorter_meeting_names_the_talks_that_no_longer_fit(town: Town) -> None:
    set_up(town, ("Balance", 40), ("Regularización", 40))
    cleared(town, to_scholar(town), OPEN)
    words = says(town.ask(SECRETARY, "meetings.move", OPEN, meeting=TEC, minutes=45))
    assert "quedan fuera de la nueva duración; habrá que cambiarlas o retirarlas: Universidad del Altiplano" in words
    assert "Las exposiciones cambian junto con la reunión" not in words
