"""A group exists by a decision of the Committee after members were consulted; it is renewed or ended, never by the clock."""

from __future__ import annotations

from datetime import date, timedelta

from storage.decisions import OPEN
from storage.groups import ACTIVE, DISCARDED, ENDED, PROPOSED
from tests.handlers.group_scene import (
    ACNUR,
    ACNUR_ALTERNATE,
    CODE,
    ENDS,
    FRIDAY,
    NAME,
    OFFICIALS,
    OIT,
    PNUD,
    TUESDAY,
    consulted,
    created,
    decided,
    inside,
    proposed,
    the_group,
)  # fmt: skip
from tests.handlers.record_scene import GUEST, SECRETARY, TEC, register, said, technical
from tests.town import Town, keys_of, lima

APPROVES = "Se aprueba la creación del grupo de trabajo sobre documentación."
RECOMMENDS = "Se recomienda al Comité Ejecutivo crear un grupo de trabajo sobre documentación."


def test_a_group_is_created_by_the_decision_it_cites_and_its_members_are_told(town: Town) -> None:
    """E08: consulted until 13 April, adopted without objection on the 23rd."""
    reply = created(town)
    group = the_group(town)
    assert (group.status, group.decision, group.ends_on) == (ACTIVE, CODE, date(2028, 4, 6))
    assert inside(town, FRIDAY.date()) == {"OIM", "ACNUR", "OIT"}
    told = town.emails(town.notices("groups.created"))
    assert {ACNUR, ACNUR_ALTERNATE, OIT, "n.collpabamba"} <= told
    assert PNUD not in told
    assert CODE in said(reply)


def test_nobody_is_told_before_the_creation_is_confirmed(town: Town) -> None:
    consulted(town)
    town.clock(ENDS)
    decided(town)
    shown = town.ask(SECRETARY, "groups.create", FRIDAY, decision=CODE)
    words = said(shown)
    assert CODE in words
    assert "Noelia Quintamayo Ser" in words
    assert (the_group(town).status, town.notices("groups.created")) == (PROPOSED, [])


def test_a_decision_that_is_not_adopted_creates_nothing(town: Town) -> None:
    """5.2.1: while the Committee has not reached consensus there is no decision to cite."""
    consulted(town)
    town.clock(ENDS)
    decided(town, status=OPEN)
    refused = town.ask(SECRETARY, "groups.create", FRIDAY, decision=CODE)
    assert refused.refused
    assert "groups.not_adopted" in keys_of(refused)
    assert "§5.2.1" in said(refused)
    assert the_group(town).status == PROPOSED


def test_a_technical_agreement_creates_nothing(town: Town) -> None:
    """5: technical meetings recommend; the Committee decides."""
    consulted(town)
    town.clock(ENDS)
    decided(town, "AT-2027-01", "agreed", "AT")
    refused = town.ask(SECRETARY, "groups.create", FRIDAY, decision="AT-2027-01")
    assert refused.refused
    assert "groups.only_recommended" in keys_of(refused)
    assert "§5 (Puntos focales)" in said(refused)


def test_without_the_consultation_of_members_nothing_is_created(town: Town) -> None:
    """5: members are consulted on focus and composition; a decision does not replace it."""
    proposed(town)
    decided(town)
    refused = town.ask(SECRETARY, "groups.create", FRIDAY, decision=CODE)
    assert refused.refused
    assert "groups.not_consulted.composition" in keys_of(refused)
    assert "§5 (Grupos de trabajo)" in said(refused)


def test_while_members_are_still_being_consulted_nothing_is_created(town: Town) -> None:
    consulted(town)
    decided(town)
    assert "groups.still_open" in keys_of(town.ask(SECRETARY, "groups.create", TUESDAY, decision=CODE))


def test_a_decision_creates_one_group(town: Town) -> None:
    created(town)
    town.do(SECRETARY, "groups.propose", FRIDAY, name="Niñez", objectives="Otra cosa", facilitator="UNICEF")
    assert "groups.decision_used" in keys_of(town.ask(SECRETARY, "groups.create", FRIDAY, group="2", decision=CODE))


def test_a_technical_meeting_that_approves_a_group_is_refused_and_led_to_the_proposal(town: Town) -> None:
    technical(town)
    refused = town.ask(SECRETARY, "decisions.record", TUESDAY, meeting=TEC, wording=APPROVES)
    assert refused.refused
    assert "groups.not_here" in keys_of(refused)
    assert "§5 (Puntos focales)" in said(refused)
    asked = town.press(SECRETARY, refused, "groups.button.propose", TUESDAY)
    assert asked.form is not None
    assert {field.name: field.value for field in asked.form.fields}["origin"] == TEC
    assert register(town) == []


def test_a_technical_meeting_may_recommend_a_group(town: Town) -> None:
    technical(town)
    town.do(SECRETARY, "decisions.record", TUESDAY, meeting=TEC, wording=RECOMMENDS)
    assert [row.code for row in register(town)] == ["AT-2027-01"]


def test_a_member_joins_and_leaves_by_its_focal_point(town: Town) -> None:
    created(town)
    monday = lima(2027, 4, 26)
    shown = town.ask(PNUD, "groups.join", monday)
    assert "PNUD" not in inside(town, monday.date())
    town.confirm(PNUD, shown, monday)
    assert "PNUD" in inside(town, monday.date())
    assert town.emails(town.notices("groups.joined")) == {SECRETARY}
    assert "groups.already.join" in keys_of(town.ask(PNUD, "groups.join", monday))
    town.do(PNUD, "groups.leave", lima(2027, 5, 10))
    assert "PNUD" not in inside(town, date(2027, 5, 10))
    assert town.ask(GUEST, "groups.join", monday).refused


def test_a_facilitator_that_leaves_is_told_that_the_group_is_left_without_one(town: Town) -> None:
    created(town)
    shown = town.ask("n.collpabamba", "groups.leave", lima(2027, 5, 10))
    assert "Facilita: sin designar" in said(shown)
    town.confirm("n.collpabamba", shown, lima(2027, 5, 10))
    assert the_group(town).facilitator_id is None


def test_before_its_last_day_the_secretariat_is_reminded_and_the_clock_ends_nothing(town: Town) -> None:
    created(town)
    town.pass_time(lima(2028, 3, 10, 9), lima(2028, 4, 20, 9), timedelta(days=1))
    names = [row.notice for row in town.notices(to=SECRETARY) if row.notice.startswith("group.sunset")]
    assert names == ["group.sunset.before", "group.sunset.today", "group.sunset.late"]
    assert the_group(town).status == ACTIVE


def test_a_group_ends_on_its_day_and_earlier_only_after_a_review(town: Town) -> None:
    created(town)
    early = lima(2028, 3, 14, 10)
    refused = town.ask(SECRETARY, "groups.end", early)
    assert "groups.review_first" in keys_of(refused)
    town.do(SECRETARY, "groups.consult", early)
    assert town.emails(town.notices("groups.asked.review")) == OFFICIALS
    town.clock(lima(2028, 3, 21, 17))
    assert len(town.notices("groups.answers.review")) == 1
    town.do(SECRETARY, "groups.end", lima(2028, 3, 22, 10))
    assert the_group(town).status == ENDED
    assert ACNUR in town.emails(town.notices("groups.ended"))


def test_a_reviewed_group_goes_on_by_another_decision(town: Town) -> None:
    created(town)
    decided(town, "D-2028-02")
    refused = town.ask(SECRETARY, "groups.create", lima(2028, 3, 14, 10), decision="D-2028-02")
    assert "groups.not_consulted.review" in keys_of(refused)
    town.do(SECRETARY, "groups.consult", lima(2028, 3, 14, 10))
    town.do(SECRETARY, "groups.create", lima(2028, 3, 24, 10), decision="D-2028-02")
    group = the_group(town)
    assert (group.decision, group.ends_on) == ("D-2028-02", date(2029, 3, 24))
    assert len(town.notices("groups.renewed")) > 0


def test_a_proposal_that_came_to_nothing_is_set_aside_without_telling_anybody(town: Town) -> None:
    proposed(town)
    preview = town.ask(SECRETARY, "groups.end", FRIDAY)
    assert "quedaría descartada" in said(preview)
    assert "Se avisará a: nadie más" in said(preview)
    town.do(SECRETARY, "groups.end", FRIDAY)
    assert the_group(town).status == DISCARDED
    assert town.notices() == []
    assert NAME not in said(town.ask(ACNUR, "groups.list", FRIDAY))


def test_the_list_names_every_group_with_its_state(town: Town) -> None:
    created(town)
    words = said(town.ask(OIT, "groups.list", FRIDAY))
    assert NAME in words
    assert "en funciones" in words
