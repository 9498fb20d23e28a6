"""§5.1.8: the secretariat circulates the minutes punctually. The days are settings; the ladder is private."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from scheduler import law as laws
from scheduler.law import Law
from scheduler.papers import MinutesFacts
from scheduler.reminders import pointless, stages
from storage.charter import Charter
from storage.meetings import CANCELLED
from tests.examples import COORDINATOR, SECRETARY, held, lima, meeting, names, papers, the

SECOND = timedelta(seconds=1)


@pytest.fixture
def law(peru: Charter) -> Law:
    return laws.of_charter(peru, 2027)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2027-02-09", "2027-02-16"),  # E04
        ("2027-04-06", "2027-04-13"),  # E09
        ("2027-03-22", "2027-03-31"),  # Maundy Thursday and Good Friday are nobody's working days
        ("2027-07-21", "2027-08-02"),  # 23, 28 and 29 July
        ("2027-02-06", "2027-02-15"),  # a Saturday: Monday is day 0
    ],
)
def test_minutes_reach_every_member_within_five_working_days_of_the_meeting(law: Law, day: str, due: str) -> None:
    """The draft minutes are circulated within five working days; the day of the meeting is day 0; it ends at 17:00."""
    duty = the("minutes.circulation", papers(held("TEC-2027-01", "technical", day)), law, lima(day, "13:00"))
    assert (duty.due, duty.owners) == (lima(due, "17:00"), ("secretariat",))


def test_the_ladder_of_the_example_year(law: Law) -> None:
    """E09: the day before, the day itself, then late: the secretariat in private, and a day later the coordinator."""
    on = papers(held("TEC-2027-01", "technical", "2027-04-06"))
    duty = the("minutes.circulation", on, law, lima("2027-04-07"))
    assert [(stage.name, stage.at, stage.recipients, stage.late) for stage in stages(duty, duty.ladder, law, on)] == [
        ("before", lima("2027-04-12", "09:00"), (SECRETARY,), False),
        ("today", lima("2027-04-13", "09:00"), (SECRETARY,), False),
        ("late", lima("2027-04-14", "09:00"), (SECRETARY,), True),
        ("coordinator", lima("2027-04-15", "09:00"), (COORDINATOR,), True),
    ]


@pytest.mark.parametrize(("seconds", "why"), [(-1, ""), (0, "due_passed"), (1, "due_passed")])
def test_what_comes_before_the_due_moment_is_not_said_after_it(law: Law, seconds: int, why: str) -> None:
    """ "Before" and "today" make sense until 17:00 of the due day, to the second; "late" makes sense after."""
    now = lima("2027-04-13", "17:00") + timedelta(seconds=seconds)
    on = papers(held("TEC-2027-01", "technical", "2027-04-06"))
    duty = the("minutes.circulation", on, law, now)
    before, today, late, coordinator = stages(duty, duty.ladder, law, on)
    assert (pointless(duty, before, now), pointless(duty, today, now)) == (why, why)
    assert (pointless(duty, late, now), pointless(duty, coordinator, now)) == ("", "")


def test_only_the_circulation_meets_the_duty(law: Law) -> None:
    """The duty is met at the moment the minutes went round, and then nobody is reminded, late as it may be."""
    sent = lima("2027-04-19", "12:30")
    on = papers(held("TEC-2027-01", "technical", "2027-04-06"), minutes=MinutesFacts(circulated_at=sent))
    duty = the("minutes.circulation", on, law, sent)
    assert duty.done == sent
    assert {pointless(duty, stage, sent) for stage in stages(duty, duty.ladder, law, on)} == {"done"}
    assert law.days.between(law.day_of(duty.due), law.day_of(sent)) == 4


def test_a_meeting_nobody_recorded_as_held_still_asks_for_minutes(law: Law) -> None:
    """Forgetting to record a meeting does not make the duty go away: it counts from the day it was convened for."""
    forgotten = meeting("CE-2027-01", "executive", lima("2027-02-09", "10:00"), lima("2027-01-18"))
    duty = the("minutes.circulation", papers(forgotten), law, lima("2027-02-10"))
    assert (duty.due, duty.opens, duty.open) == (lima("2027-02-16", "17:00"), lima("2027-02-09", "11:30"), True)


def test_a_meeting_held_on_another_day_counts_from_that_day(law: Law) -> None:
    """The fact counts, not the plan."""
    shifted = held("CE-2027-01", "executive", "2027-02-09", held_on=date(2027, 2, 11))
    assert the("minutes.circulation", papers(shifted), law, lima("2027-02-12")).due == lima("2027-02-18", "17:00")


def test_a_cancelled_meeting_leaves_no_minutes(law: Law) -> None:
    """What was not held has no minutes."""
    gone = meeting("CE-2027-01", "executive", lima("2027-02-09", "10:00"), lima("2027-01-18"), status=CANCELLED)
    assert the("minutes.circulation", papers(gone), law, lima("2027-02-20")).void == "cancelled"


def test_comments_close_by_themselves_at_the_announced_moment(law: Law) -> None:
    """The comment period ends when it was said to end: the clock asks for the command at that moment."""
    until = lima("2027-02-22", "17:00")
    circulated = MinutesFacts(circulated_at=lima("2027-02-15", "16:10"), comments_until=until)
    on = papers(held("CE-2027-01", "executive", "2027-02-09"), minutes=circulated)
    duty = the("minutes.comments", on, law, lima("2027-02-16"))
    assert (duty.due, duty.then, duty.open) == (until, "minutes.close_comments", True)
    closed = replace(on, minutes={1: replace(circulated, comments_closed_at=until)})
    assert not the("minutes.comments", closed, law, until + SECOND).open


def test_the_final_version_follows_two_working_days_after_the_comments(law: Law) -> None:
    """E04: comments closed on 22 February; the final minutes are due on the 24th at 17:00, with the same ladder."""
    circulated = MinutesFacts(lima("2027-02-15", "16:10"), lima("2027-02-22", "17:00"))
    on = papers(held("CE-2027-01", "executive", "2027-02-09"), minutes=circulated)
    duty = the("minutes.final", on, law, lima("2027-02-23"))
    assert (duty.due, duty.opens) == (lima("2027-02-24", "17:00"), lima("2027-02-22", "17:00"))
    assert [stage.at for stage in stages(duty, duty.ladder, law, on)] == [
        lima(day, "09:00") for day in ("2027-02-23", "2027-02-24", "2027-02-25", "2027-02-26")
    ]
    final = replace(on, minutes={1: replace(circulated, final_at=lima("2027-02-23", "10:00"))})
    assert the("minutes.final", final, law, lima("2027-02-24")).done == lima("2027-02-23", "10:00")


def test_minutes_that_never_went_round_have_no_comments_and_no_final_version_yet(law: Law) -> None:
    """One duty follows the other."""
    on = papers(held("CE-2027-01", "executive", "2027-02-09"))
    assert not {"minutes.comments", "minutes.final"} & set(names(on, law, lima("2027-02-20")))


def test_a_changed_number_of_days_binds_only_later_meetings(law: Law) -> None:
    """Past duties are judged by the rule of their day: eight days from 10 February on do not excuse the 9th."""
    changed = replace(law, changed=(("minutes.circulation", date(2027, 2, 10), {"working_days": 8}, "D-2027-03"),))
    for day, due in (("2027-02-09", "2027-02-16"), ("2027-02-10", "2027-02-22")):
        on = papers(held("CE-2027-01", "executive", day))
        assert the("minutes.circulation", on, changed, lima("2027-02-20")).due == lima(due, "17:00")
