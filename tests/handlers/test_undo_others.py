"""Two people and the clock: what others have built on an act, or what was told of it, is not pulled away under them."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import select

from scheduler import rereading
from storage import journal
from storage.drafts import KEPT_ACT, Draft
from storage.minutes import COMMITTEE
from storage.outbox import SENDING, SENT
from tests.handlers import invite_scene, minutes_scene, test_invite_again
from tests.handlers.agenda_scene import OIT, convened, proposed
from tests.handlers.consensus_scene import (
    D1,
    ELEVENTH,
    PNUD_CE,
    PRIORITIES,
    UNICEF_CE,
    ad_referendum,
    answers,
    decision,
    object_,
)
from tests.handlers.poll_scene import ACNUR, TUESDAY, answered, opened
from tests.handlers.poll_scene import answers as poll_answers
from tests.handlers.record_scene import CE, COORDINATOR, NOON, SECRETARY, held, said, versions
from tests.handlers.speaker_scene import FOCAL, SCHOLAR, register
from tests.handlers.test_labels import BEFORE
from tests.handlers.test_undo_told import _gathered as in_a_digest
from tests.handlers.undo_scene import record, sent, undo
from tests.handlers.undo_stories import LATER, seat_missing
from tests.town import Town, keys_of, lima

SOON = timedelta(minutes=2)
THEN = timedelta(minutes=4)


def test_a_yes_on_which_a_consensus_rests_since_is_not_undone(town: Town) -> None:
    """The other seat's yes adopted it: the first one cannot be taken away from under the decision."""
    seat_missing(town)
    mine = town.ask(UNICEF_CE, "decisions.agree", ELEVENTH, code=D1, version="1")
    town.ask(PNUD_CE, "decisions.agree", ELEVENTH + SOON, code=D1, version="1")
    assert decision(town).status == "consensus"
    before = record(town)
    refused = undo(town, UNICEF_CE, mine, ELEVENTH + THEN)
    assert refused.refused
    assert "undo.gone_on_by" in keys_of(refused)
    assert record(town) == before


def test_once_the_other_yes_is_undone_the_first_one_can_be_too(town: Town) -> None:
    seat_missing(town)
    mine = town.ask(UNICEF_CE, "decisions.agree", ELEVENTH, code=D1, version="1")
    theirs = town.ask(PNUD_CE, "decisions.agree", ELEVENTH + SOON, code=D1, version="1")
    undo(town, PNUD_CE, theirs, ELEVENTH + THEN)
    assert decision(town).status == "ad_referendum"
    assert "undo.taken_back" in keys_of(undo(town, UNICEF_CE, mine, ELEVENTH + THEN + SOON))
    assert all(row.withdrawn_at is not None for row in answers(town))


def test_an_objection_that_is_undone_does_not_lift_what_another_seat_suspends(town: Town) -> None:
    seat_missing(town)
    mine = object_(town, UNICEF_CE)
    object_(town, PNUD_CE, ELEVENTH + SOON)
    refused = undo(town, UNICEF_CE, mine, ELEVENTH + THEN)
    assert refused.refused
    assert any(button.command == "decisions.take_back" for button in town.buttons(refused))
    assert decision(town).status == "suspended"


def test_the_second_objection_is_undone_and_the_first_still_suspends(town: Town) -> None:
    seat_missing(town)
    object_(town, UNICEF_CE)
    mine = object_(town, PNUD_CE, ELEVENTH + SOON)
    assert "undo.taken_back" in keys_of(undo(town, PNUD_CE, mine, ELEVENTH + THEN))
    assert decision(town).status == "suspended"


def test_an_answer_to_a_poll_that_is_closed_since_stays(town: Town) -> None:
    opened(town)
    mine = answered(town, ACNUR, "yes", "no", "no")
    town.do(SECRETARY, "polls.close", TUESDAY + SOON, poll="1")
    before = poll_answers(town)
    assert undo(town, ACNUR, mine, TUESDAY + THEN).refused
    assert poll_answers(town) == before


def test_a_point_that_has_circulated_with_the_agenda_is_withdrawn_and_not_undone(town: Town) -> None:
    convened(town)
    at = lima(2027, 1, 28, 16)
    mine = proposed(town, OIT, "Salud", at)
    town.do(SECRETARY, "agenda.close", at + timedelta(minutes=1), meeting="CE-2027-01")
    town.do(SECRETARY, "agenda.circulate", at + SOON, meeting="CE-2027-01")
    refused = undo(town, OIT, mine, at + THEN)
    assert refused.refused, said(refused)
    assert any(button.command == "agenda.withdraw" for button in town.buttons(refused))


def test_a_digest_that_went_by_mail_to_somebody_of_the_network_has_not_left_it(town: Town) -> None:
    """Whoever is on no chat gets the day's message by mail; a late point is no matter of substance to be corrected."""
    convened(town, items_closed_at=lima(2027, 1, 28, 17))
    night = lima(2027, 1, 28, 23, 55)
    mine = proposed(town, OIT, "Educación", night)
    in_a_digest(town, [row.key for row in town.notices("agenda.late_item", to=COORDINATOR)])
    sent(town, "digest", platform="mail")
    assert "undo.nobody_hears" in keys_of(undo(town, OIT, mine, night + THEN))
    assert town.notices("undo.corrected") == []


def test_a_digest_just_being_sent_says_it_and_the_same_act_again_is_told_again(town: Town) -> None:
    convened(town, items_closed_at=lima(2027, 1, 28, 17))
    night = lima(2027, 1, 28, 23, 50)
    mine = proposed(town, OIT, "Educación", night)
    in_a_digest(town, [row.key for row in town.notices("agenda.late_item", to=COORDINATOR)])
    sent(town, "digest", platform="", status=SENDING)
    assert "undo.taken_back" in keys_of(undo(town, OIT, mine, night + SOON))
    (digest,) = town.notices("digest")
    assert (digest.status, digest.values["count"]) == (SENDING, 1)
    with town.database.transaction() as session:  # it did not arrive, and is read again before the next attempt
        assert list(rereading.read_again(session, [digest], town.charters, night + THEN)) == [digest.id]
    proposed(town, OIT, "Educación", night + THEN)
    waits = [row for row in town.notices("agenda.late_item", to=COORDINATOR) if row.status not in ("dropped", SENT)]
    assert len(waits) == 1


def test_a_decline_is_not_undone_once_they_were_invited_again(town: Town) -> None:
    """Else two invitations to the same point would stand."""
    invite_scene.set_up(town)
    first = invite_scene.to_scholar(town)
    invite_scene.cleared(town, first, test_invite_again.LATER - timedelta(hours=2))
    mine = test_invite_again.answered(town, first.id, "declined")
    invite_scene.draft(town, COORDINATOR, test_invite_again.LATER + SOON, words="Universidad del Altiplano")
    refused = undo(town, SECRETARY, mine, test_invite_again.LATER + THEN)
    assert refused.refused
    assert invite_scene.rows(town)[0].answer == "declined"


def test_a_consensus_that_created_a_group_is_not_undone(town: Town) -> None:
    """The group stands on the decision: its journal line names the decision as its ground."""
    ad_referendum(town)
    mine = town.ask(PNUD_CE, "decisions.agree", ELEVENTH, code=D1, version="1")
    with town.database.transaction() as session:
        journal.write(
            session, network_id=town.network_id, at=ELEVENTH + SOON, act="group.created", about="Niñez",
            clause="5.groups", person_id=town.id_of(SECRETARY), values={"decision": D1},
        )  # fmt: skip
    assert undo(town, PNUD_CE, mine, ELEVENTH + THEN).refused
    assert decision(town).status == "consensus"


def test_nothing_kept_for_undoing_outlives_an_erasure(town: Town) -> None:
    """How a row was before may hold what somebody wrote who is forgotten now, without naming them."""
    register(town, LATER, **SCHOLAR)
    register(town, LATER + SOON, **FOCAL)
    with town.database.reading() as session:
        assert list(session.exec(select(Draft).where(Draft.command == KEPT_ACT)))
    town.do(SECRETARY, "speakers.erase", LATER + THEN, entry="1")
    with town.database.reading() as session:
        assert list(session.exec(select(Draft).where(Draft.command == KEPT_ACT))) == []


def test_a_decision_line_on_which_a_group_rests_is_not_taken_back(town: Town) -> None:
    """By its press and by #deshacer alike: the group would stand on a decision that is none."""
    held(town)
    mine = town.do(COORDINATOR, "decisions.record", NOON, wording=PRIORITIES, title="Prioridades")
    with town.database.transaction() as session:
        journal.write(
            session, network_id=town.network_id, at=NOON + SOON, act="group.created", about="Niñez",
            clause="5.groups", person_id=town.id_of(SECRETARY), values={"decision": D1},
        )  # fmt: skip
    assert "undo.gone_on_by" in keys_of(undo(town, COORDINATOR, mine, NOON + THEN))
    assert town.ask(COORDINATOR, "minutes.undo", NOON + THEN).refused
    assert decision(town).status != "dropped"


def test_a_comment_that_is_in_the_table_of_the_close_stays(town: Town) -> None:
    minutes_scene.circulated(town)
    mine = minutes_scene.commented(town, at=minutes_scene.UNTIL - timedelta(minutes=1))
    town.clock(minutes_scene.UNTIL)
    refused = undo(town, minutes_scene.ACNUR, mine, minutes_scene.UNTIL + SOON)
    assert refused.refused
    assert len(minutes_scene.comments(town)) == 1


def test_a_label_is_not_undone_once_the_text_or_its_readers_went_on(town: Town) -> None:
    """The new version has the label from the one before it: to change that one alone would say what is not so."""
    minutes_scene.drafted(town)
    mine = town.do(SECRETARY, "minutes.label", BEFORE, meeting=CE, label=COMMITTEE)
    town.do(SECRETARY, "minutes.circulate", BEFORE + SOON, meeting=CE)
    refused = undo(town, SECRETARY, mine, BEFORE + THEN)
    assert refused.refused, said(refused)
    assert versions(town)[-1].label == COMMITTEE
