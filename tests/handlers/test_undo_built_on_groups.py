"""Working groups and answers by mail: what others, or the clock, have built on an act is not pulled away."""

from __future__ import annotations

from datetime import timedelta

from handlers.reply import Reply
from storage.incoming_mail import CLEARED, REVIEW
from storage.outbox import SENT
from tests.bot.incoming.samples import event, outlook
from tests.bot.incoming.scene import FEBRUARY, Post
from tests.bot.incoming.scene import technical as mailbox
from tests.handlers import group_scene
from tests.handlers import undo_stories_speakers as stories
from tests.handlers.group_scene import ACNUR, CODE, FRIDAY, NAME, OFFICIALS, TUESDAY, the_group
from tests.handlers.invite_scene import COORDINATOR, SECRETARY, says
from tests.handlers.record_scene import said
from tests.handlers.undo_scene import sent, stays, undo
from tests.handlers.undo_stories_speakers import OWN, OWN_VERDICT
from tests.town import Town, keys_of

SOON, THEN = timedelta(minutes=2), timedelta(minutes=4)


def test_a_proposal_on_which_members_are_consulted_is_set_aside_and_not_undone(town: Town) -> None:
    stories.technical(town)
    mine = stories.proposes(town)
    town.do(SECRETARY, "groups.consult", TUESDAY + SOON)
    refused = stays(town, SECRETARY, mine, TUESDAY + THEN)
    assert any(button.command == "groups.end" for button in town.buttons(refused))


def test_the_press_of_an_undone_proposal_opens_no_consultation(town: Town) -> None:
    """The number of the group stays, set aside."""
    stories.technical(town)
    mine = stories.proposes(town)
    undo(town, SECRETARY, mine, TUESDAY + SOON)
    assert town.press(SECRETARY, mine, "groups.button.consult", TUESDAY + THEN).refused
    assert NAME not in said(town.ask(ACNUR, "groups.list", TUESDAY + THEN))
    assert not stories.proposes(town).refused, "its name is free again"


def test_a_consultation_to_which_a_member_has_answered_stays(town: Town) -> None:
    mine = group_scene.consulted(town)
    group_scene.agreed(town, ACNUR, TUESDAY + SOON)
    stays(town, SECRETARY, mine, TUESDAY + THEN)


def test_an_undone_consultation_is_none_and_its_presses_answer_nothing(town: Town) -> None:
    """Nobody was consulted by it: the group cannot be created on it. Whoever had read it hears so, a few by name."""
    mine = group_scene.consulted(town)
    sent(town, "groups.asked.composition")
    shown = town.press(SECRETARY, mine, "undo.button", TUESDAY + SOON)
    assert f"y {len(OFFICIALS) - 5} personas más." in says(shown)
    done = town.confirm(SECRETARY, shown, TUESDAY + SOON)
    assert f"y {len(OFFICIALS) - 5} personas más." in says(done)
    assert town.emails(town.notices("undo.corrected")) == OFFICIALS
    assert group_scene.agreed(town, ACNUR, TUESDAY + THEN).refused
    town.clock(group_scene.ENDS + THEN)
    assert town.notices("groups.answers.composition") == []
    group_scene.decided(town)
    refused = town.ask(SECRETARY, "groups.create", FRIDAY, group="1", decision=CODE)
    assert "groups.not_consulted.composition" in keys_of(refused)
    town.do(SECRETARY, "groups.consult", FRIDAY)
    assert town.emails([row for row in town.notices("groups.asked.composition") if row.status != SENT]) == OFFICIALS


def test_a_group_that_somebody_has_joined_stays(town: Town) -> None:
    mine = group_scene.created(town)
    town.do("c.yupancal", "groups.join", FRIDAY + SOON)
    refused = stays(town, SECRETARY, mine, FRIDAY + THEN)
    (button,) = (each for each in town.buttons(refused) if each.command == "groups.end")
    assert button.values == {"group": NAME}


def test_whoever_read_that_a_group_was_created_hears_that_it_was_not(town: Town) -> None:
    mine = group_scene.created(town)
    sent(town, "groups.created")
    readers = town.emails(town.notices("groups.created"))
    undo(town, SECRETARY, mine, FRIDAY + SOON)
    assert town.emails(town.notices("undo.corrected")) == readers
    assert (the_group(town).status, the_group(town).decision) == ("proposed", "")


def test_a_group_that_ended_stays_so_once_its_name_is_used_again(town: Town) -> None:
    group_scene.proposed(town)
    mine = town.do(SECRETARY, "groups.end", FRIDAY)
    town.do(
        COORDINATOR, "groups.propose", FRIDAY + SOON, name=NAME, objectives="Otros.", facilitator="OIM",
        members=["ACNUR"],
    )  # fmt: skip
    stays(town, SECRETARY, mine, FRIDAY + THEN)


def test_a_consultation_that_closed_when_it_was_announced_stays_closed(town: Town) -> None:
    """The clock would close it a moment later all the same."""
    group_scene.consulted(town)
    at = group_scene.ENDS + SOON
    town.ask(SECRETARY, "groups.close_consultation", at)
    refused = town.ask(SECRETARY, "network.undo", at + SOON)
    assert "undo.because.announced" in keys_of(refused)


def test_an_answer_applied_by_mistake_waits_again_and_the_seat_is_as_it_was(town: Town) -> None:
    post = mailbox(town)
    post.arrives(outlook(verdicts=()))
    mine = town.ask(SECRETARY, "mail.apply", FEBRUARY, message="1")
    shown = town.ask(SECRETARY, "network.undo", FEBRUARY + SOON)
    assert "act.mail.applied" in keys_of(shown), "it names the secretary's act, not the other's press"
    assert "undo.taken_back" in keys_of(undo(town, SECRETARY, mine, FEBRUARY + SOON))
    assert (post.answered(), post.rows()[-1].status) == ("", REVIEW)
    assert not town.ask(SECRETARY, "mail.apply", FEBRUARY + THEN, message="1").refused


def test_an_answer_that_its_person_has_given_otherwise_since_stays(town: Town) -> None:
    post = mailbox(town)
    post.arrives(outlook(verdicts=()))
    mine = town.ask(SECRETARY, "mail.apply", FEBRUARY, message="1")
    town.ask("n.quintamayo", "meetings.regret", FEBRUARY + SOON, meeting="TEC-2027-01")
    stays(town, SECRETARY, mine, FEBRUARY + THEN)
    assert post.answered() == "regrets"


def learnt(town: Town) -> tuple[Post, Reply]:
    post = mailbox(town)
    post.arrives(outlook(sender=OWN, verdicts=(OWN_VERDICT,)))
    return post, town.ask(SECRETARY, "mail.alias", FEBRUARY, message="1")


def test_an_address_from_which_an_answer_counted_since_stays_known(town: Town) -> None:
    post, mine = learnt(town)
    later = outlook(
        event("ACCEPTED", stamp="20270201T161000Z"), sender=OWN, verdicts=(OWN_VERDICT,), name="<later@casa.example>"
    )
    assert post.arrives(later, FEBRUARY + SOON).status == "applied"
    stays(town, SECRETARY, mine, FEBRUARY + THEN)
    assert post.rows()[0].status == CLEARED


def test_an_address_learnt_by_mistake_is_nobodys_again(town: Town) -> None:
    post, mine = learnt(town)
    undo(town, SECRETARY, mine, FEBRUARY + SOON)
    later = outlook(
        event("DECLINED", stamp="20270201T161000Z"), sender=OWN, verdicts=(OWN_VERDICT,), name="<later@casa.example>"
    )
    assert post.arrives(later, FEBRUARY + THEN).status == REVIEW
    assert post.answered() == ""
