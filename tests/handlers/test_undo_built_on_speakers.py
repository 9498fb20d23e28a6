"""Invitations to speak: what others, or the clock, have built on an act is not pulled away from under them."""

from __future__ import annotations

from datetime import timedelta

from storage import drafts
from storage.invitations import SpeakerInvitation
from storage.outbox import WAITING
from tests.handlers import follow_scene, invite_scene
from tests.handlers import undo_stories as base
from tests.handlers import undo_stories_speakers as stories
from tests.handlers.follow_scene import LATER
from tests.handlers.invite_scene import AFTER, COORDINATOR, E07, EARLY, MEMBER, SECRETARY, TEC
from tests.handlers.undo_scene import sent, stays, undo
from tests.handlers.undo_stories_speakers import EVENING, NIGHT
from tests.town import Town, keys_of, lima

SOON, THEN = timedelta(minutes=2), timedelta(minutes=4)
MORNING = lima(2027, 3, 12, 9)


def test_an_invitation_on_which_a_member_has_commented_is_withdrawn_and_not_undone(town: Town) -> None:
    invite_scene.set_up(town)
    mine = stories.to_scholar(town)
    town.do(MEMBER, "speakers.comment", EARLY + SOON, invitation=1, wording="Conviene.")
    refused = stays(town, SECRETARY, mine, EARLY + THEN)
    (button,) = (each for each in town.buttons(refused) if each.command == "speakers.withdraw")
    assert button.values == {"invitation": "1"}


def test_the_focal_points_who_read_of_an_invitation_hear_that_it_is_none(town: Town) -> None:
    invite_scene.set_up(town)
    mine = stories.to_scholar(town)
    sent(town, "speaker.proposed")
    readers = town.emails(town.notices("speaker.proposed"))
    undo(town, SECRETARY, mine, EARLY + SOON)
    assert town.emails(town.notices("undo.corrected")) == readers
    assert town.ask(MEMBER, "speakers.comment", EARLY + THEN, invitation=1, nothing="1").refused
    assert not stories.to_scholar(town).refused
    assert [row.withdrawn_at is None for row in invite_scene.rows(town)] == [False, True], (
        "its number is not used again"
    )


def test_words_that_a_second_person_has_cleared_are_not_changed_under_them(town: Town) -> None:
    stories.on_paper(town)
    mine = town.do(SECRETARY, "speakers.invite", E07, invitation=1, topic="otro tema")
    stories.clears(town, E07 + SOON)
    stays(town, SECRETARY, mine, E07 + THEN)


def test_a_clearance_on_which_a_letter_was_handed_in_stays(town: Town) -> None:
    stories.on_paper(town)
    mine = stories.clears(town, E07)
    town.do(
        SECRETARY, "speakers.delivered", E07 + SOON, invitation=1, date=E07.date().isoformat(), reference="Cargo 77"
    )
    stays(town, COORDINATOR, mine, E07 + THEN)


def test_a_letter_that_has_left_by_mail_is_withdrawn_and_not_undone(town: Town) -> None:
    """In office hours it leaves at once, so that no press is offered; in the evening it is called back until then."""
    stories.drafted(town)
    mine = stories.clears(town, MORNING)
    assert not any(button.command == "network.undo" for button in town.buttons(mine))
    sent(town, "speaker.invited", "invitation.slot", platform="mail")
    refused = undo(town, COORDINATOR, mine, MORNING + SOON)
    assert refused.refused
    assert "undo.left" in " ".join(keys_of(refused))
    assert any(button.command == "speakers.withdraw" for button in town.buttons(refused))


def test_an_undone_clearance_can_be_given_again_and_its_letter_leaves_once(town: Town) -> None:
    stories.drafted(town)
    undo(town, COORDINATOR, stories.clears(town, EVENING), EVENING + SOON)
    stories.clears(town, EVENING + THEN)
    assert [row.status for row in town.notices("speaker.invited")] == ["dropped", WAITING]


def test_a_clearance_for_an_hour_that_has_moved_is_not_undone(town: Town) -> None:
    """The letter that waits tells the new hour, and the slot goes with the meeting."""
    stories.drafted(town)
    mine = stories.clears(town, EVENING)
    town.do(SECRETARY, "meetings.move", EVENING + SOON, meeting=TEC, time="11:00")
    stays(town, COORDINATOR, mine, EVENING + THEN)


def test_a_letter_that_waits_tells_the_old_hour_again_when_a_move_is_undone(town: Town) -> None:
    stories.drafted(town)
    stories.clears(town, EVENING)
    (before,) = town.notices("speaker.invited")
    mine = town.do(SECRETARY, "meetings.move", EVENING + SOON, meeting=TEC, time="11:00", place="Sala 2")
    assert town.notices("speaker.invited")[0].values != before.values
    undo(town, SECRETARY, mine, EVENING + THEN)
    assert [(row.status, row.values) for row in town.notices("speaker.invited")] == [(before.status, before.values)]


def test_a_guest_whom_another_invitation_reached_is_not_forgotten(town: Town) -> None:
    """The letter handed in made them a guest; another meeting has invited them since."""
    invite_scene.set_up(town)
    invite_scene.to_scholar(town, form="carta")
    stories.clears(town, MORNING)
    given = {"invitation": 1, "date": MORNING.date().isoformat(), "reference": "Cargo 77"}
    mine = town.do(SECRETARY, "speakers.delivered", MORNING, **given)
    (first,) = invite_scene.rows(town)
    with town.database.transaction() as session:
        session.add(SpeakerInvitation(**{**first.model_dump(), "id": None, "item_id": None, "sent_at": MORNING + SOON}))
    stays(town, SECRETARY, mine, MORNING + THEN)


def test_what_was_withdrawn_stays_so_once_they_were_invited_anew(town: Town) -> None:
    stories.drafted(town)
    mine = stories.withdraws(town, EARLY)
    invite_scene.to_scholar(town, EARLY + SOON)
    stays(town, SECRETARY, mine, EARLY + THEN)


def test_what_was_withdrawn_stays_so_once_its_meeting_has_moved(town: Town) -> None:
    """Its slot did not go with the meeting."""
    stories.on_paper(town)
    mine = stories.withdraws(town, E07)
    town.do(SECRETARY, "meetings.move", E07 + SOON, meeting=TEC, time="11:00")
    stays(town, SECRETARY, mine, E07 + THEN)


def test_a_comment_that_the_second_person_saw_stays(town: Town) -> None:
    """Or that is in what the secretariat heard at the end of the window."""
    stories.drafted(town)
    until = invite_scene.rows(town)[0].comments_until
    assert until is not None
    mine = town.do(MEMBER, "speakers.comment", until - SOON, invitation=1, wording="Conviene.")
    town.clock(until + timedelta(seconds=1))
    stays(town, MEMBER, mine, until + SOON)


def test_a_comment_of_another_member_does_not_hold_mine(town: Town) -> None:
    stories.drafted(town)
    mine = stories.comments(town, "Conviene.")
    town.do("i.choquerrey", "speakers.comment", EARLY + SOON, invitation=1, wording="También.")
    assert "undo.taken_back" in keys_of(undo(town, MEMBER, mine, EARLY + THEN))
    assert invite_scene.comments(town, invite_scene.rows(town)[0]) == ["También."]


def test_an_exception_asked_by_mistake_can_be_granted_no_more(town: Town) -> None:
    """The draft is again with whoever asked; the coordinator's press does nothing, and whoever read it hears so."""
    invite_scene.set_up(town)
    shown = invite_scene.ask(town, at=AFTER)
    mine = town.press(SECRETARY, shown, "invite.button.exception", AFTER)
    sent(town, "speaker.exception_wanted")
    (wanted,) = town.notices("speaker.exception_wanted")
    assert "undo.taken_back" in keys_of(undo(town, SECRETARY, mine, AFTER + SOON))
    assert town.emails(town.notices("undo.corrected")) == {COORDINATOR}
    theirs = {"draft": wanted.values["draft"], "reason": "Lo pidió el ministerio"}
    assert town.ask(COORDINATOR, "drafts.confirm", AFTER + THEN, **theirs).refused
    assert town.ask(COORDINATOR, "drafts.change", AFTER + THEN, **theirs).refused
    assert not town.press(SECRETARY, shown, "invite.button.exception", AFTER + THEN).refused, "it can be asked again"


def test_an_exception_that_was_looked_at_and_set_aside_stays(town: Town) -> None:
    invite_scene.set_up(town)
    mine = town.press(SECRETARY, invite_scene.ask(town, at=AFTER), "invite.button.exception", AFTER)
    (wanted,) = town.notices("speaker.exception_wanted")
    town.ask(COORDINATOR, "drafts.discard", AFTER + SOON, draft=wanted.values["draft"])
    stays(town, SECRETARY, mine, AFTER + THEN)
    with town.database.reading() as session:
        assert drafts.find(session, wanted.values["draft"]).status == drafts.DISCARDED


def test_thanks_that_a_second_person_has_let_leave_stay(town: Town) -> None:
    stories.spoken(town)
    mine = town.do(SECRETARY, "speakers.thanks", NIGHT, invitation="1", words="Gracias.")
    town.do(COORDINATOR, "speakers.thanks_clear", NIGHT + SOON, invitation="1")
    stays(town, SECRETARY, mine, NIGHT + THEN)


def test_thanks_that_have_left_by_mail_are_not_undone(town: Town) -> None:
    stories.thanked(town)
    at = lima(2027, 4, 8, 10)
    mine = town.do(COORDINATOR, "speakers.thanks_clear", at, invitation="1")
    assert not any(button.command == "network.undo" for button in town.buttons(mine))
    sent(town, "speaker.thanks_letter", platform="mail")
    assert "undo.left" in keys_of(undo(town, COORDINATOR, mine, at + SOON))
    assert follow_scene.row(town, 1).thanked_at == at


def test_a_speaker_whom_the_corrected_attendance_names_too_stays_named(town: Town) -> None:
    stories.spoken(town)
    at = follow_scene.AFTER
    mine = town.ask(SECRETARY, "speakers.thanked", at, invitation="2", reference="Cargo 91")
    follow_scene.held(town, follow_scene.UNIVERSITY, follow_scene.MIGRATIONS, at=at + SOON)
    stays(town, SECRETARY, mine, at + THEN)


def test_slides_that_were_allowed_to_circulate_stay(town: Town) -> None:
    """Else the leave given for them would stand over the version before, which nobody allowed."""
    base.slides_in(town)
    mine = town.ask(SECRETARY, "speakers.slides", LATER, invitation="1", reference="https://altiplano.example/2.pdf")
    town.ask(COORDINATOR, "speakers.slides_clear", LATER + SOON, invitation="1", figures="yes")
    stays(town, SECRETARY, mine, LATER + THEN)
