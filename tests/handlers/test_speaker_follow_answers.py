"""What an invited speaker answers: by the secretariat's hand or their own, one answer, told to the secretariat alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.outbox import DROPPED
from tests.handlers import follow_scene as scene
from tests.handlers.follow_scene import AFTER, LATER, MIGRATIONS, OFFICIAL, SPEAKER, UNIVERSITY, answered, both, row
from tests.handlers.record_scene import COORDINATOR, SECRETARY, TEC, acts, said
from tests.town import Town, keys_of, lima


def test_the_secretariat_writes_an_oficio_down_and_the_attendance_agrees(town: Town) -> None:
    _, ministry = both(town)
    reply = answered(town, ministry, reference="Oficio N.° 112-2027")
    assert "Acepta exponer" in said(reply)
    found = row(town, ministry)
    assert (found.answer, found.answer_reference, found.answered_at) == ("accepted", "Oficio N.° 112-2027", LATER)
    known = scene.attendance(town, MIGRATIONS)
    assert known is not None
    assert (known.answer, known.capacity) == ("confirmed", "guest")


def test_it_is_shown_first_with_who_hears_of_it(town: Town) -> None:
    university, _ = both(town)
    shown = town.ask(SECRETARY, "speakers.answer", LATER, invitation=str(university), answer="accepted")
    assert "Altaquilla" in said(shown)
    assert "follow.slot_put" in keys_of(shown)
    assert row(town, university).answer == ""


def test_of_a_substitute_the_name_is_asked_and_kept(town: Town) -> None:
    _, ministry = both(town)
    asked = town.ask(SECRETARY, "speakers.answer", LATER, invitation=str(ministry), answer="substitute")
    assert asked.refused
    assert asked.form is not None
    answered(town, ministry, "substitute", speaker="Elmer Huamán", function="Director", reference="Oficio 113")
    assert row(town, ministry).speaker == "Elmer Huamán, Director"
    known = scene.attendance(town, MIGRATIONS)
    assert known is not None
    assert (known.answer, known.person_id) == ("confirmed", None)


def test_a_guest_who_says_that_they_come_answers_the_invitation_in_one_act(town: Town) -> None:
    university, _ = both(town)
    reply = town.ask(SPEAKER, "meetings.attend", LATER, meeting=TEC)
    assert not reply.refused
    assert row(town, university).answer == "accepted"
    assert [entry.act for entry in acts(town, TEC)] == ["speaker.answered"]
    known = scene.attendance(town, UNIVERSITY)
    assert known is not None
    assert (known.answer, known.capacity, known.person_id) == ("confirmed", "guest", town.id_of(SPEAKER))


def test_an_answer_that_was_changed_at_once_is_told_as_it_stands(town: Town) -> None:
    both(town)
    town.ask(SPEAKER, "meetings.attend", LATER, meeting=TEC)
    town.ask(SPEAKER, "meetings.regret", LATER + timedelta(minutes=1), meeting=TEC)
    waiting = [each for each in town.notices("invitation.answered") if each.status != DROPPED]
    assert {str(each.values["answer"]) for each in waiting} == {str(waiting[-1].values["answer"])}
    assert len(waiting) == len({each.person_id for each in waiting})


def test_a_guest_who_cannot_come_declines_and_the_reason_stays_with_the_secretariat(town: Town) -> None:
    university, _ = both(town)
    town.ask(SPEAKER, "meetings.regret", LATER, meeting=TEC, reason="Viaje de familia")
    known = scene.attendance(town, UNIVERSITY)
    assert row(town, university).answer == "declined"
    assert known is not None
    assert (known.answer, known.reason) == ("regrets", "Viaje de familia")
    assert "Viaje" not in str([entry.values for entry in acts(town, TEC)])
    assert "Viaje" not in str([notice.values for notice in town.notices()])


def test_an_answer_that_only_repeats_changes_nothing(town: Town) -> None:
    university, _ = both(town)
    town.ask(SPEAKER, "meetings.attend", LATER, meeting=TEC)
    before = (len(acts(town, TEC)), len(town.notices()), row(town, university))
    town.ask(SPEAKER, "meetings.attend", lima(2027, 3, 31, 11), meeting=TEC)
    reply = answered(town, university, "accepted", lima(2027, 3, 31, 12))
    assert "follow.answer_known" in keys_of(reply)
    assert (len(acts(town, TEC)), len(town.notices()), row(town, university)) == before


def test_two_answers_by_two_roads_end_in_the_last_one(town: Town) -> None:
    university, _ = both(town)
    town.ask(SPEAKER, "meetings.attend", LATER, meeting=TEC)
    answered(town, university, "substitute", lima(2027, 3, 31, 11), speaker="Edgar Mamani")
    town.ask(SPEAKER, "meetings.regret", lima(2027, 4, 1, 9), meeting=TEC)
    found, known = row(town, university), scene.attendance(town, UNIVERSITY)
    assert (found.answer, found.speaker) == ("declined", "")
    assert known is not None
    assert known.answer == "regrets"
    assert len(town.notices("invitation.answered", to=COORDINATOR)) == 3


def test_a_change_is_told_once_to_the_secretariat_and_never_to_the_room(town: Town) -> None:
    university, _ = both(town)
    town.ask(SPEAKER, "meetings.attend", LATER, meeting=TEC)
    told = town.notices("invitation.answered")
    assert town.emails(told) == {COORDINATOR, SECRETARY}
    assert len(told) == 2
    answered(town, university, "declined", lima(2027, 4, 1, 9))
    assert len(town.notices("invitation.answered", to=SECRETARY)) == 1  # she wrote the second one down herself


def test_whoever_accepts_gets_their_slot_once_and_loses_it_when_they_decline(town: Town) -> None:
    university, _ = both(town)
    town.ask(SPEAKER, "meetings.attend", LATER, meeting=TEC)
    answered(town, university, "substitute", lima(2027, 3, 31, 11), speaker="Edgar Mamani")
    town.ask(SPEAKER, "meetings.regret", lima(2027, 4, 1, 9), meeting=TEC)
    town.ask(SPEAKER, "meetings.attend", lima(2027, 4, 1, 10), meeting=TEC)
    sent = [each for each in town.notices(to=SPEAKER) if each.notice.startswith("invitation.slot")]
    assert [(each.notice, each.values["sequence"]) for each in sent] == [
        ("invitation.slot", 0), ("invitation.slot_cancel", 1), ("invitation.slot", 2),
    ]  # fmt: skip


def test_whoever_declines_at_once_is_written_nothing(town: Town) -> None:
    both(town)
    town.ask(SPEAKER, "meetings.regret", LATER, meeting=TEC)
    assert town.notices(to=SPEAKER) == []


def test_an_answer_after_the_meeting_is_refused(town: Town) -> None:
    university, _ = both(town)
    over = lima(2027, 4, 6, 11, 31)
    assert town.ask(SPEAKER, "meetings.attend", over, meeting=TEC).refused
    reply = town.ask(SECRETARY, "speakers.answer", over, invitation=str(university), answer="declined")
    assert reply.refused
    scene.held(town, at=AFTER)
    assert town.ask(SPEAKER, "meetings.regret", AFTER, meeting=TEC).refused
    assert row(town, university).answer == ""


def test_an_invitation_that_is_not_out_has_no_answer(town: Town) -> None:
    both(town)
    draft = scene.invite(town, out=False)
    reply = town.ask(SECRETARY, "speakers.answer", LATER, invitation=str(draft), answer="accepted")
    assert reply.refused
    assert "no ha salido" in said(reply)


def test_which_invitation_is_asked_back_and_words_find_it(town: Town) -> None:
    _, ministry = both(town)
    assert len(town.buttons(town.ask(SECRETARY, "speakers.answer", LATER, answer="accepted"))) == 2
    shown = town.ask(SECRETARY, "speakers.answer", LATER, words="migraciones", answer="accepted")
    town.confirm(SECRETARY, shown, LATER)
    assert row(town, ministry).answer == "accepted"
    assert town.ask(SECRETARY, "speakers.answer", LATER, invitation="999").refused
    assert town.ask(SECRETARY, "speakers.answer", LATER, words="nadie así").refused


@pytest.mark.parametrize("who", ["n.quintamayo", SPEAKER, OFFICIAL])
@pytest.mark.parametrize("command", ["speakers.answer", "speakers.invitation", "speakers.slides", "speakers.thanks"])
def test_only_the_secretariat_follows_invitations(town: Town, who: str, command: str) -> None:
    university, _ = both(town)
    assert town.ask(who, command, LATER, invitation=str(university), answer="accepted").refused
    assert row(town, university).answer == ""


def test_a_members_seat_answers_for_itself(town: Town) -> None:
    """An expert of an agency who is asked to speak does not answer for the agency's seat."""
    scene.meeting(town)
    scene.register(town, scene.SENT, **{**scene.SCHOLAR, "organisation": "ACNUR"})
    number = scene.invite(town)
    answered(town, number, "declined")
    assert scene.attendance(town, "ACNUR") is None


def test_an_institution_without_anybody_on_the_roster_can_be_put_down_as_present(town: Town) -> None:
    """A letter was delivered by hand, and an oficio came: nobody of theirs is a guest yet."""
    scene.meeting(town)
    scene.register(town, scene.SENT, **scene.FOCAL)
    number = scene.invite(town, scene.FOCAL["name"], out=False, sent_at=scene.SENT)
    answered(town, number, reference="Oficio N.° 112-2027")
    scene.held(town, MIGRATIONS)
    known = scene.attendance(town, MIGRATIONS)
    assert known is not None
    assert (known.presence, known.capacity) == ("present", "guest")
    assert [each.organisation for each in scene.appearances(town)] == [MIGRATIONS]
    assert town.notices("invitation.slot") == []


def test_who_declined_is_not_to_be_told_by_hand_that_the_meeting_moves(town: Town) -> None:
    _, ministry = both(town)
    values = {"meeting": TEC, "date": "2027-04-08", "time": "15:00"}
    assert MIGRATIONS in said(town.ask(COORDINATOR, "meetings.move", LATER, **values))
    answered(town, ministry, "declined")
    assert MIGRATIONS not in said(town.ask(COORDINATOR, "meetings.move", LATER, **values))
