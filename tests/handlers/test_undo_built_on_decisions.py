"""What others have built on an act of decisions, minutes, agenda, meetings or polls stays under them; what stands beside does not hinder."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.reply import Reply
from storage import journal
from tests.handlers import circulation_scene as circulation
from tests.handlers import poll_scene, word_scene
from tests.handlers import test_follow_up_table as follow_up
from tests.handlers.agenda_scene import OIT, points, proposed
from tests.handlers.circulation_scene import ENDS, OPENED
from tests.handlers.consensus_scene import D1, ELEVENTH, PNUD_CE, UNICEF_CE, ad_referendum, decision, object_
from tests.handlers.meeting_scene import MORNING
from tests.handlers.minutes_scene import FINAL, circulated, drafted, finished
from tests.handlers.record_scene import CE, COORDINATOR, SECRETARY, UNFPA, meeting_of, versions
from tests.handlers.test_meetings_conflicts import GOOD_FRIDAY, preview
from tests.handlers.test_no_objection import ON
from tests.handlers.undo_scene import undo
from tests.handlers.undo_stories import TEN, seat_missing, with_point
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
    some_answers,
    uploaded,
    waiting_point,
    with_actions,
)
from tests.town import Town, keys_of, lima

SOON, THEN = timedelta(minutes=2), timedelta(minutes=4)


def refused(reply: Reply) -> bool:
    return bool(reply.refused) and bool({"undo.gone_on", "undo.gone_on_by", "undo.rests_by"} & set(keys_of(reply)))


def test_a_yes_that_made_consensus_is_undone_although_its_author_or_others_commented_beside_it(town: Town) -> None:
    """A comment kept beside a decision, or how it is filed, rests on nobody's answer."""
    ad_referendum(town)
    mine = town.ask(PNUD_CE, "decisions.agree", ELEVENTH, code=D1, version="1")
    for who in (PNUD_CE, UNFPA):
        town.do(who, "decisions.comment", ELEVENTH + SOON, code=D1, wording="Gracias a todos.", meant="beside")
    town.do(SECRETARY, "decisions.classify", ELEVENTH + SOON, code=D1, review_on="2027-06-01")
    assert "undo.taken_back" in keys_of(undo(town, PNUD_CE, mine, ELEVENTH + THEN))
    assert decision(town).status == "ad_referendum"
    assert decision(town).review_on is not None, "how it is filed stays"


def test_an_objection_is_undone_although_another_seat_consented_since(town: Town) -> None:
    """The other seat's yes holds without it, and is still there when the last seat speaks."""
    seat_missing(town)
    mine = object_(town, UNICEF_CE)
    town.ask(PNUD_CE, "decisions.agree", ELEVENTH + SOON, code=D1, version="1")
    assert "undo.taken_back" in keys_of(undo(town, UNICEF_CE, mine, ELEVENTH + THEN))
    assert decision(town).status == "ad_referendum"
    town.ask(UNICEF_CE, "decisions.agree", ELEVENTH + THEN, code=D1, version="1")
    assert decision(town).status == "consensus"


def test_an_objection_after_a_yes_is_undone_and_the_other_seat_s_yes_makes_consensus(town: Town) -> None:
    """The seat had agreed before it objected: without the objection both have, and that is consensus."""
    seat_missing(town)
    town.ask(UNICEF_CE, "decisions.agree", ELEVENTH - SOON, code=D1, version="1")
    mine = object_(town, UNICEF_CE)
    town.ask(PNUD_CE, "decisions.agree", ELEVENTH + SOON, code=D1, version="1")
    undo(town, UNICEF_CE, mine, ELEVENTH + THEN)
    assert decision(town).status == "consensus"
    assert town.notices("decision.adopted") != []


def test_an_answer_that_the_seat_replaced_by_another_stays_beneath_it(town: Town) -> None:
    ad_referendum(town)
    mine = object_(town, PNUD_CE)
    town.do(
        PNUD_CE, "decisions.reserve", ELEVENTH + SOON, code=D1, wording="No crea obligaciones.",
    )  # fmt: skip
    assert refused(undo(town, PNUD_CE, mine, ELEVENTH + THEN))


def test_a_consensus_that_the_minutes_have_told_is_not_undone(town: Town) -> None:
    ad_referendum(town)
    mine = town.ask(PNUD_CE, "decisions.agree", ELEVENTH, code=D1, version="1")
    town.ask(SECRETARY, "minutes.draft", ELEVENTH + SOON, meeting=CE)
    town.do(SECRETARY, "minutes.circulate", ELEVENTH + SOON, meeting=CE)
    assert refused(undo(town, PNUD_CE, mine, ELEVENTH + THEN))
    assert decision(town).status == "consensus"


def test_an_answer_is_not_undone_once_the_text_was_revised(town: Town) -> None:
    circulation.in_force(town)
    code, at = circulation.opened(town), circulation.OPENED
    mine = circulation.objects(town, code, at)
    circulation.revised(town, code, at + SOON)
    assert refused(undo(town, circulation.OIT, mine, at + THEN))
    assert circulation.of(town, code).version == 2


def test_an_adoption_on_which_a_group_rests_is_not_undone(town: Town) -> None:
    in_circulation(town)
    code = newest(town)
    mine = town.do(SECRETARY, "decisions.adopt", OVER, code=code)
    done(town, "group.created", "Niñez", OVER + SOON, decision=code)
    assert refused(undo(town, SECRETARY, mine, OVER + THEN))
    assert circulation.of(town, code).status == "consensus"


def test_an_adoption_whose_extract_left_is_not_undone(town: Town) -> None:
    in_circulation(town)
    code = newest(town)
    mine = town.do(SECRETARY, "decisions.adopt", OVER, code=code)
    town.ask(SECRETARY, "decisions.circulate_extract", OVER + SOON)
    assert circulation.of(town, code).extract_sent_at is not None
    assert refused(undo(town, SECRETARY, mine, OVER + THEN))


def test_a_filing_by_which_another_was_replaced_is_not_undone(town: Town) -> None:
    """It said what the decision replaces; the adoption since has replaced it."""
    circulation.by_decision(town, "D-2027-01", title="Plan anterior", wording="El plan anterior.")
    in_circulation(town)
    code = newest(town)
    mine = town.do(SECRETARY, "decisions.classify", OVER, code=code, supersedes="D-2027-01")
    town.do(SECRETARY, "decisions.adopt", OVER + SOON, code=code)
    assert refused(undo(town, SECRETARY, mine, OVER + THEN))
    assert circulation.of(town, "D-2027-01").status == "replaced"


def test_a_revised_text_that_a_seat_has_answered_stays(town: Town) -> None:
    objected(town)
    code = newest(town)
    mine = circulation.revised(town, code, WEDNESDAY)
    town.ask(circulation.OIT, "decisions.agree", WEDNESDAY + SOON, code=code, version="2")
    assert refused(undo(town, COORDINATOR, mine, WEDNESDAY + THEN))
    assert circulation.of(town, code).version == 2


def test_a_seat_asked_again_that_has_answered_keeps_its_time(town: Town) -> None:
    ad_referendum(town)
    mine = town.do(COORDINATOR, "decisions.ask_again", LATE, code=D1)
    town.do(PNUD_CE, "decisions.reserve", LATE + SOON, code=D1, wording="No crea obligaciones.")
    assert refused(undo(town, COORDINATOR, mine, LATE + THEN))
    assert decision(town).status == "consensus"


def test_a_result_that_was_recorded_since_stays_proposed(town: Town) -> None:
    in_circulation(town)
    code, at = newest(town), ENDS + SOON
    mine = town.ask(COORDINATOR, "decisions.end_period", at, code=code)
    town.do(SECRETARY, "decisions.adopt", at + SOON, code=code)
    assert refused(undo(town, COORDINATOR, mine, at + THEN))


def test_a_rule_of_silence_under_which_a_text_was_put_stays(town: Town) -> None:
    """What silence means was told to the seats: it is turned off by another change, from a day on."""
    circulation.by_decision(town)
    mine = town.do(COORDINATOR, "decisions.no_objection_change", OPENED, **ON)
    code = circulation.opened(town, OPENED + SOON)
    assert circulation.of(town, code).by_silence
    assert refused(undo(town, COORDINATOR, mine, OPENED + THEN))


def test_a_rule_of_silence_undone_is_not_in_force_at_once(town: Town) -> None:
    circulation.by_decision(town)
    mine = town.do(COORDINATOR, "decisions.no_objection_change", OPENED, **ON)
    undo(town, COORDINATOR, mine, OPENED + SOON)
    assert not circulation.of(town, circulation.opened(town, OPENED + THEN, period="explicit")).by_silence
    assert "no_objection.is_off" in keys_of(town.ask(SECRETARY, "decisions.no_objection", OPENED + THEN))


def test_a_draft_that_somebody_went_on_from_stays(town: Town) -> None:
    drafted(town)
    mine = noted(town)
    name = f"note_{versions(town)[-1].body['items'][0]['id']}"  # type: ignore[index]
    town.ask(COORDINATOR, "minutes.draft", FRIDAY + SOON, meeting=CE, version="2", **{name: "Otra nota."})
    assert refused(undo(town, SECRETARY, mine, FRIDAY + THEN))


def test_a_file_that_circulated_since_stays(town: Town) -> None:
    word_scene.noted(town)
    mine = uploaded(town)
    town.do(COORDINATOR, "minutes.circulate", FRIDAY + SOON, meeting=CE)
    assert refused(undo(town, SECRETARY, mine, FRIDAY + THEN))


def test_final_minutes_that_got_another_label_stay(town: Town) -> None:
    circulated(town)
    mine = finished(town)
    town.do(COORDINATOR, "minutes.label", FINAL + SOON, meeting=CE, label="guests")
    assert refused(undo(town, SECRETARY, mine, FINAL + THEN))
    assert versions(town)[-1].status == "final"


def test_final_minutes_of_which_a_guest_was_written_their_part_stay(town: Town) -> None:
    circulated(town)
    mine = finished(town)
    done(town, "speaker.part_sent", CE, FINAL + SOON)
    assert refused(undo(town, SECRETARY, mine, FINAL + THEN))


def test_a_close_of_comments_on_which_the_final_version_rests_stays(town: Town) -> None:
    circulated(town)
    mine = town.ask(COORDINATOR, "minutes.close_comments", CLOSED, meeting=CE)
    finished(town, CLOSED + SOON)
    assert refused(undo(town, COORDINATOR, mine, CLOSED + THEN))


def test_a_table_after_which_something_was_noted_stays(town: Town) -> None:
    """The meeting's notes keep that it went, and what was noted since."""
    with_actions(town)
    at = follow_up.AT_ONCE
    mine = town.do(SECRETARY, "minutes.follow_up", at, meeting=follow_up.TEC)
    town.ask(COORDINATOR, "minutes.note", at + SOON, meeting=follow_up.TEC, wording="Una nota.")
    assert refused(undo(town, SECRETARY, mine, at + THEN))
    assert "Una nota." in str(meeting_of(town, follow_up.TEC).notes)


def test_a_call_that_took_up_a_point_which_was_withdrawn_since_stays(town: Town) -> None:
    waiting_point(town)
    mine = town.do(SECRETARY, "agenda.call", TEN, meeting="CE-2027-02")
    (taken,) = points(town, code="CE-2027-02")
    town.do(OIT, "agenda.withdraw", TEN + SOON, meeting="CE-2027-02", item=taken.id)
    assert refused(undo(town, SECRETARY, mine, TEN + THEN))


def test_a_close_after_which_a_late_point_came_stays(town: Town) -> None:
    with_point(town)
    mine = town.do(SECRETARY, "agenda.close", TEN, meeting=CE)
    proposed(town, OIT, "Educación", TEN + SOON)
    back = undo(town, SECRETARY, mine, TEN + THEN)
    assert refused(back)
    assert any(button.command == "agenda.admit" for button in town.buttons(back))


def test_an_agenda_that_went_round_again_stays(town: Town) -> None:
    with_point(town)
    at = lima(2027, 1, 29, 10)
    mine = town.do(SECRETARY, "agenda.circulate", at, meeting=CE)
    proposed(town, OIT, "Educación", at + SOON)
    assert refused(undo(town, SECRETARY, mine, at + THEN))


def test_a_poll_of_which_a_meeting_came_stays_closed(town: Town) -> None:
    some_answers(town)
    mine = town.do(SECRETARY, "polls.close", poll_scene.TUESDAY, poll="1")
    shown = town.ask(COORDINATOR, "polls.choose", poll_scene.TUESDAY + SOON, poll="1", slot="1")
    town.confirm(COORDINATOR, shown, poll_scene.TUESDAY + SOON)
    assert poll_scene.the_poll(town).meeting
    assert refused(undo(town, SECRETARY, mine, poll_scene.TUESDAY + THEN))


def test_an_exception_on_which_somebody_decided_stays_asked(town: Town) -> None:
    shown = preview(town, **GOOD_FRIDAY)
    mine = town.press(SECRETARY, shown, "meeting.button.ask_exception", MORNING)
    (wanted,) = town.notices("meeting.exception_wanted")
    town.ask(COORDINATOR, "drafts.discard", MORNING + SOON, draft=wanted.values["draft"])
    assert refused(undo(town, SECRETARY, mine, MORNING + THEN))


def done(town: Town, act: str, about: str, at: datetime, **values: str) -> None:
    """Somebody did this: a group was created by a decision, a guest was thanked."""
    with town.database.transaction() as session:
        journal.write(
            session, network_id=town.network_id, at=at, act=act, about=about, clause="5.groups",
            person_id=town.id_of(SECRETARY), values=values,
        )  # fmt: skip
