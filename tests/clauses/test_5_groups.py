"""§5, Grupos de trabajo: members are consulted on focus, composition and review; the Committee decides; nothing ends unseen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from handlers.group_creation import CREATES, NAMED, RECOMMENDS
from handlers.typed import plain
from scheduler import law as laws
from scheduler.duties import Duty, all_duties, pending_for
from scheduler.groups import consulted_until, usual_end
from scheduler.law import Law
from scheduler.papers import Papers
from scheduler.reminders import stages
from storage.charter import Charter
from tests.examples import (
    OFFICES,
    OIT,
    OIT_FOCAL,
    SECRETARY,
    UNFPA,
    UNFPA_ALTERNATE,
    consultation,
    group,
    lima,
    member,
    papers,
)  # fmt: skip


@pytest.fixture
def law(peru: Charter) -> Law:
    return laws.of_charter(peru, 2027)


def asked(**more: object) -> Papers:
    """A round about a proposed group, in a network of two members."""
    given = {"groups": (group(status="proposed"),), "rounds": (consultation(),), **more}
    return papers(memberships=(member(OIT), member(UNFPA)), **given)


def of(name: str, on: Papers, law: Law, now: str, hour: str = "09:00") -> list[Duty]:
    return [duty for duty in all_duties(on, law, lima(now, hour)) if duty.name == name]


def test_members_have_five_working_days_from_the_question(law: Law) -> None:
    """E08: asked on 6 April 2027, members answer until 13 April at 17:00; the day of asking is day 0."""
    assert consulted_until(law, lima("2027-04-06", "11:00")) == lima("2027-04-13", "17:00")


def test_a_question_put_after_the_close_of_business_counts_from_the_next_working_day(law: Law) -> None:
    """Nobody loses the day on which they could not read it any more."""
    assert consulted_until(law, lima("2027-04-06", "17:00:01")) == lima("2027-04-14", "17:00")


def test_every_member_is_asked_once_and_the_round_closes_by_itself(law: Law) -> None:
    """Each member owes one answer; the clock closes the round at the announced moment."""
    duties = of("group.consultation", asked(), law, "2027-04-07")
    assert {duty.organisation_id for duty in duties} == {None, OIT, UNFPA}
    (closing,) = [duty for duty in duties if duty.then]
    assert (closing.then, closing.due) == ("groups.close_consultation", lima("2027-04-13", "17:00"))


def test_only_who_has_not_answered_is_reminded_and_only_once(law: Law) -> None:
    """The official hears the day before; where there is none, whoever stands in; who answered hears nothing."""
    on = asked(round_answers={1: {OIT: lima("2027-04-07")}})
    waiting = [duty for duty in of("group.consultation", on, law, "2027-04-12") if duty.open and duty.organisation_id]
    assert [duty.organisation_id for duty in waiting] == [UNFPA]
    found = stages(waiting[0], waiting[0].ladder, law, on)
    assert [(stage.name, stage.at, stage.recipients) for stage in found] == [
        ("before", lima("2027-04-12"), (UNFPA_ALTERNATE,))
    ]


def test_the_question_is_a_pending_matter_of_the_focal_point(law: Law) -> None:
    """It waits for the official of each member, and for nobody else."""
    mine = pending_for(all_duties(asked(), law, lima("2027-04-07")), [OFFICES[2]], lima("2027-04-07"))
    assert OFFICES[2].person_id == OIT_FOCAL
    assert [duty.name for duty in mine] == ["group.consultation"]


def test_a_group_lasts_twelve_months_unless_it_says_otherwise(law: Law) -> None:
    """The usual end is a setting: twelve months from the day it is proposed."""
    assert usual_end(law, date(2027, 4, 6)) == date(2028, 4, 6)


def test_before_its_last_day_the_secretariat_is_asked_to_review_it_or_let_it_end(law: Law) -> None:
    """Fifteen working days ahead there is time to consult and decide; then on the day; then once more, in private."""
    on = papers(groups=(group(ends_on=date(2027, 6, 30)),))
    (duty,) = of("group.sunset", on, law, "2027-06-08")
    found = [(stage.name, stage.at, stage.recipients) for stage in stages(duty, duty.ladder, law, on)]
    assert found == [
        ("before", lima("2027-06-08"), (SECRETARY,)), ("today", lima("2027-06-30"), (SECRETARY,)),
        ("late", lima("2027-07-07"), (SECRETARY,)),
    ]  # fmt: skip


def test_the_clock_never_ends_a_group(law: Law) -> None:
    """Past its last day it is asked about, and it is still at work."""
    on = papers(groups=(group(ends_on=date(2027, 6, 30)),))
    (duty,) = of("group.sunset", on, law, "2027-08-02")
    assert (duty.then, duty.open) == ("", True)


def test_while_its_review_is_open_nobody_is_asked_about_its_end(law: Law) -> None:
    """The members are being consulted: that is the review."""
    on = papers(groups=(group(ends_on=date(2027, 6, 30)),), rounds=(consultation(about="review"),))
    assert [duty.void for duty in of("group.sunset", on, law, "2027-06-15")] == ["in_review"]


def test_a_group_only_proposed_has_no_end_to_watch(law: Law) -> None:
    """What the Committee has not created cannot end."""
    assert of("group.sunset", papers(groups=(group(status="proposed"),)), law, "2028-04-20") == []


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ("Se aprueba el grupo de trabajo sobre documentación", True),
        ("Se crea un grupo de trabajo de documentación", True),
        ("Aprobar la creación del Grupo de Trabajo", True),
        ("The working group on documentation is established", True),
        ("Se recomienda al Comité crear un grupo de trabajo sobre documentación", False),
        ("Se propone al Comité Ejecutivo la creación de un grupo de trabajo", False),
        ("El grupo de trabajo presentará su avance en junio", False),
        ("Las reuniones técnicas serán cada dos meses", False),
    ],
)
def test_approving_a_group_is_told_from_recommending_it(words: str, refused: bool) -> None:
    """A technical meeting recommends; only words that approve or create a group themselves are stopped."""
    said = plain(words)
    assert (bool(NAMED.search(said) and CREATES.search(said)) and not RECOMMENDS.search(said)) == refused


def test_the_end_of_a_round_counts_to_the_second(law: Law) -> None:
    """Until 17:00:00 of the last day an answer is in time."""
    on = asked()
    (closing,) = [duty for duty in of("group.consultation", on, law, "2027-04-13", "16:59:59") if duty.then]
    assert closing.due - lima("2027-04-13", "16:59:59") == timedelta(seconds=1)
