"""The secretariat's acts undone: numbers that are on a press or in a file stay used, whoever had read it hears it, and letters that left stand."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import select

from handlers.reply import Reply
from storage import drafts
from storage.drafts import Draft
from storage.outbox import WAITING
from tests.handlers import agenda_scene, poll_scene, word_scene
from tests.handlers import circulation_scene as circulation
from tests.handlers import test_follow_up_table as follow_up
from tests.handlers.agenda_scene import OIT, points
from tests.handlers.consensus_scene import D1, PNUD_CE, ad_referendum, decision
from tests.handlers.meeting_scene import MORNING, notice_says
from tests.handlers.minutes_scene import FINAL, circulated, drafted, finished
from tests.handlers.record_scene import CE, COORDINATOR, SECRETARY, UNFPA, acts, meeting_of, said, versions
from tests.handlers.test_meetings_conflicts import GOOD_FRIDAY, all_of, preview
from tests.handlers.test_minutes_upload import redecided
from tests.handlers.test_polls_closing import closed
from tests.handlers.undo_scene import offers_undo, sent, undo
from tests.handlers.undo_stories import TEN
from tests.handlers.undo_stories_secretariat import (
    CLOSED,
    FRIDAY,
    LATE,
    OVER,
    WEDNESDAY,
    in_circulation,
    newest,
    noted,
    objected,
    uploaded,
    with_actions,
    with_comment,
)
from tests.town import Town, keys_of, lima

SOON, THEN = timedelta(minutes=2), timedelta(minutes=4)


def taken_back(reply: Reply) -> bool:
    return "undo.taken_back" in keys_of(reply)


def test_whoever_read_that_it_was_adopted_hears_that_it_was_not(town: Town) -> None:
    in_circulation(town)
    mine = town.do(SECRETARY, "decisions.adopt", OVER, code=newest(town))
    sent(town, "circulation.adopted")
    assert taken_back(undo(town, SECRETARY, mine, OVER + SOON))
    told = town.emails(town.notices("undo.corrected"))
    assert told == town.emails(town.notices("circulation.adopted"))
    assert circulation.of(town, newest(town)).status == "open"
    again = town.do(SECRETARY, "decisions.adopt", OVER + THEN, code=newest(town))
    assert not again.refused


def test_the_number_of_a_revised_text_is_on_its_presses_and_is_not_given_to_another(town: Town) -> None:
    """A yes pressed under the text that was taken back is no yes to the one put afterwards."""
    objected(town)
    code = newest(town)
    mine = circulation.revised(town, code, WEDNESDAY)
    undo(town, COORDINATOR, mine, WEDNESDAY + SOON)
    assert (circulation.of(town, code).version, circulation.of(town, code).status) == (1, "suspended")
    circulation.revised(town, code, WEDNESDAY + THEN, wording="Otro texto.")
    assert circulation.of(town, code).version == 3
    assert [row.version for row in circulation.texts(town, code)] == [1, 3]
    assert town.ask(circulation.OIT, "decisions.agree", WEDNESDAY + THEN, code=code, version="2").refused
    assert len([row for row in town.notices("circulation.silence_again") if row.status == WAITING]) > 1


def test_seats_asked_again_hear_that_they_are_not(town: Town) -> None:
    ad_referendum(town)
    ends = decision(town).closes_at
    mine = town.do(COORDINATOR, "decisions.ask_again", LATE, code=D1)
    sent(town, "absent.answer")
    undo(town, COORDINATOR, mine, LATE + SOON)
    assert decision(town).closes_at == ends
    assert town.emails(town.notices("undo.corrected")) == {PNUD_CE}


def test_the_number_of_a_draft_is_in_its_word_file_and_is_not_given_to_another(town: Town) -> None:
    """A file of the version that was taken back is none of the next one."""
    word_scene.noted(town)
    mine = uploaded(town)
    assert versions(town)[-1].version == 3
    content = word_scene.word_of(versions(town)[-1])
    assert taken_back(undo(town, SECRETARY, mine, FRIDAY + SOON))
    assert [row.version for row in versions(town)] == [1, 2]
    assert [file.outcome for file in word_scene.files(town)] == ["undone"]
    late = word_scene.sent(town, word_scene.edited(content), at=FRIDAY + THEN)
    assert "minutes_file.unknown_version" in keys_of(late)
    uploaded(town, FRIDAY + THEN)
    assert [row.version for row in versions(town)] == [1, 2, 4]


def test_minutes_shown_before_a_draft_was_taken_back_are_shown_again_before_they_go(town: Town) -> None:
    drafted(town)
    mine = noted(town)
    shown = town.ask(SECRETARY, "minutes.circulate", FRIDAY + SOON, meeting=CE)
    undo(town, SECRETARY, mine, FRIDAY + SOON)
    again = town.confirm(SECRETARY, shown, FRIDAY + THEN)
    assert "minutes.changed_meanwhile" in keys_of(again)
    assert town.notices("minutes.circulated") == []


def test_final_minutes_undone_are_not_final_for_anybody_nor_for_the_clock(town: Town) -> None:
    circulated(town)
    mine = finished(town)
    sent(town, "minutes.final")
    readers = town.emails(town.notices("minutes.final"))
    assert taken_back(undo(town, SECRETARY, mine, FINAL + SOON))
    assert town.emails(town.notices("undo.corrected")) == readers
    assert versions(town)[-1].status == "circulated"
    assert not finished(town, FINAL + THEN).refused
    assert (versions(town)[-1].status, versions(town)[-1].version) == ("final", 3)
    assert town.emails([row for row in town.notices("minutes.final") if row.status == WAITING]) == readers


def test_the_table_of_comments_that_went_by_mail_to_another_officer_stands(town: Town) -> None:
    with_comment(town)
    mine = town.ask(COORDINATOR, "minutes.close_comments", CLOSED, meeting=CE)
    sent(town, "minutes.comments_table", platform="mail")
    refused = undo(town, COORDINATOR, mine, CLOSED + SOON)
    assert refused.refused
    assert "undo.left" in keys_of(refused)


def test_the_follow_up_table_goes_in_its_morning_after_all(town: Town) -> None:
    with_actions(town)
    mine = town.do(SECRETARY, "minutes.follow_up", follow_up.AT_ONCE, meeting=follow_up.TEC)
    undo(town, SECRETARY, mine, follow_up.AT_ONCE + SOON)
    assert follow_up.tables(town, follow_up.AT_ONCE + THEN) == set()
    town.clock(follow_up.NEXT_MORNING)
    assert follow_up.ACNUR in follow_up.tables(town, follow_up.NEXT_MORNING)


def test_points_that_came_while_the_call_was_open_stay_when_it_is_undone(town: Town) -> None:
    """A point may be proposed without a call; the clock calls in its morning, once more."""
    agenda_scene.convened(town)
    mine = town.do(SECRETARY, "agenda.call", TEN, meeting=CE)
    agenda_scene.proposed(town, OIT, "Salud", TEN + SOON)
    assert taken_back(undo(town, SECRETARY, mine, TEN + THEN))
    assert len(points(town)) == 1
    assert meeting_of(town).call_opened_at is None


def test_whoever_was_told_that_a_call_closed_early_hears_that_it_is_open(town: Town) -> None:
    agenda_scene.convened(town)
    mine = town.do(SECRETARY, "agenda.close", TEN, meeting=CE)
    sent(town, "agenda.closed")
    undo(town, SECRETARY, mine, TEN + SOON)
    assert OIT in town.emails(town.notices("undo.corrected"))
    assert not agenda_scene.proposed(town, OIT, "Salud", TEN + THEN).refused
    assert len(points(town, "proposed")) == 1, "it came in time"


def test_an_agenda_undone_can_circulate_again_and_its_readers_and_the_room_hear_both(town: Town) -> None:
    agenda_scene.convened(town)
    agenda_scene.proposed(town, OIT, "Salud", TEN)
    mine = town.do(SECRETARY, "agenda.circulate", TEN, meeting=CE, when="now")
    sent(town, "agenda.circulated")
    readers = {row.person_id for row in town.notices("agenda.circulated")} - {town.id_of(SECRETARY)}
    undo(town, SECRETARY, mine, TEN + SOON)
    assert {row.person_id for row in town.notices("undo.corrected")} == readers
    assert None in readers
    town.do(SECRETARY, "agenda.circulate", TEN + THEN, meeting=CE, when="now")
    assert {row.person_id for row in town.notices("agenda.circulated") if row.status == WAITING} >= readers


def test_an_hour_taken_up_and_convened_is_undone_with_the_convocation(town: Town) -> None:
    """To choose convenes nothing; the convocation that followed is what is taken back, and the poll has its hours again."""
    closed(town)
    evening = lima(2027, 3, 18, 20)
    shown = town.ask(SECRETARY, "polls.choose", evening, poll="1", slot="3")
    assert not offers_undo(town, shown)
    mine = town.confirm(SECRETARY, shown, evening)
    code = poll_scene.the_poll(town).meeting
    assert code
    assert taken_back(undo(town, SECRETARY, mine, evening + SOON))
    assert poll_scene.the_poll(town).meeting == ""
    assert meeting_of(town, code).status == "cancelled"
    assert not town.ask(SECRETARY, "polls.choose", evening + THEN, poll="1", slot="3").refused


def test_an_exception_asked_for_by_mistake_is_not_asked_any_more(town: Town) -> None:
    """The draft is its author's again; whoever was asked has nothing to decide, and hears it if it had reached them."""
    shown = preview(town, **GOOD_FRIDAY)
    mine = town.press(SECRETARY, shown, "meeting.button.ask_exception", MORNING)
    (wanted,) = town.notices("meeting.exception_wanted")
    sent(town, "meeting.exception_wanted")
    assert taken_back(undo(town, SECRETARY, mine, MORNING + SOON))
    assert town.ask(COORDINATOR, "drafts.change", MORNING + SOON, draft=wanted.values["draft"]).refused
    (note,) = town.notices("undo.corrected", to=COORDINATOR)
    assert "Queda sin efecto." in notice_says(note)
    again = town.press(SECRETARY, shown, "meeting.button.ask_exception", MORNING + THEN)
    assert not again.refused
    with town.database.reading() as session:
        asked = [row.status for row in session.exec(select(Draft).where(Draft.person_id == town.id_of(COORDINATOR)))]
    assert sorted(asked) == [drafts.DISCARDED, drafts.WAITING]
    assert all_of(town) == []


def test_a_file_taken_back_is_not_imported_by_the_press_under_it(town: Town) -> None:
    """It differed from the register and waited to be settled; its author took it back first."""
    word_scene.noted(town)
    mine = word_scene.sent(town, redecided(word_scene.word_of(versions(town)[-1])), at=FRIDAY)
    assert [file.outcome for file in word_scene.files(town)] == ["unsettled"]
    assert taken_back(undo(town, SECRETARY, mine, FRIDAY + SOON))
    town.press(SECRETARY, mine, "minutes_file.button.register", FRIDAY + THEN)
    assert [file.outcome for file in word_scene.files(town)] == ["undone"]
    assert versions(town)[-1].version == 2


def test_a_comment_kept_beside_a_decision_is_not_shown_any_more(town: Town) -> None:
    """The journal keeps it, with its undoing; whoever had read it hears that it has no effect."""
    ad_referendum(town)
    at = lima(2027, 2, 11, 10)
    mine = town.do(UNFPA, "decisions.comment", at, code=D1, wording="Falta la fuente.", meant="beside")
    sent(town, "decision.commented")
    assert "Falta la fuente." in said(town.ask(SECRETARY, "decisions.show", at, code=D1))
    assert taken_back(undo(town, UNFPA, mine, at + SOON))
    assert "Falta la fuente." not in said(town.ask(SECRETARY, "decisions.show", at + SOON, code=D1))
    assert town.emails(town.notices("undo.corrected")) == {SECRETARY, COORDINATOR}
    assert "Queda sin efecto." in notice_says(town.notices("undo.corrected")[0])
    assert [entry.act for entry in acts(town, D1)][-2:] == ["decision.commented", "network.undone"]
    assert town.ask(UNFPA, "network.undo", at + THEN).refused
