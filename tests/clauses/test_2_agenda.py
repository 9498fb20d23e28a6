"""§2, Inclusión: predictable and transparent. The agenda is called for, closed and circulated at known dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from scheduler import law as laws
from scheduler.duties import Duty, all_duties
from scheduler.law import Law
from scheduler.papers import Papers
from scheduler.reminders import pointless, stages
from storage.charter import Charter
from storage.meetings import CANCELLED, Meeting
from tests.examples import (
    OCR,
    OIM,
    OIT,
    OIT_ALTERNATE,
    OIT_FOCAL,
    SECRETARY,
    UNFPA,
    UNFPA_ALTERNATE,
    item,
    lima,
    meeting,
    names,
    office,
    papers,
    the,
)  # fmt: skip

CONVENED = lima("2027-01-18", "11:00")
SECOND = timedelta(seconds=1)


@pytest.fixture
def law(peru: Charter) -> Law:
    return laws.of_charter(peru, 2027)


def committee(**more: object) -> Meeting:
    """E02: the Executive Committee of Tuesday 9 February 2027."""
    return meeting("CE-2027-01", "executive", lima("2027-02-09", "10:00"), CONVENED, **more)


@pytest.mark.parametrize(
    ("kind", "starts", "calls", "closes", "circulates"),
    [
        ("executive", "2027-02-09", "2027-01-19", "2027-01-28", "2027-02-02"),
        ("technical", "2027-04-06", "2027-03-19", "2027-03-29", "2027-03-30"),
        ("plenary", "2027-06-30", "2027-05-31", "2027-06-11", "2027-06-15"),
        ("working_group", "2027-04-06", "2027-03-19", "2027-03-29", "2027-03-30"),
    ],
)
def test_each_kind_of_meeting_has_its_dates(
    law: Law, kind: str, starts: str, calls: str, closes: str, circulates: str
) -> None:
    """The call opens at 09:00, the items close at 17:00 and the agenda is due at 17:00 of their days, holidays skipped."""
    on = papers(meeting("X", kind, lima(starts, "10:00"), lima("2027-01-04")))
    now = lima("2027-01-05")
    assert the("agenda.call", on, law, now).due == lima(calls, "09:00")
    assert the("agenda.close", on, law, now).due == lima(closes, "17:00")
    assert the("agenda.circulation", on, law, now).due == lima(circulates, "17:00")


def test_an_extraordinary_meeting_has_no_call_only_an_agenda_two_days_before(law: Law) -> None:
    """An extraordinary meeting is convened with its agenda: no call and no close; it circulates two working days before."""
    on = papers(meeting("EXT-2027-01", "extraordinary", lima("2027-02-09", "10:00"), lima("2027-02-02")))
    assert names(on, law, lima("2027-02-03")) == ["agenda.circulation", "minutes.circulation"]
    assert the("agenda.circulation", on, law, lima("2027-02-03")).due == lima("2027-02-05", "17:00")


def test_a_meeting_convened_after_its_call_date_calls_at_once(law: Law) -> None:
    """The call opens on its day; a meeting convened later calls at the moment it is convened."""
    late = lima("2027-01-20", "15:30")
    on = papers(meeting("CE-2027-01", "executive", lima("2027-02-09", "10:00"), late))
    call = the("agenda.call", on, law, late)
    assert (call.due, call.then, call.void) == (late, "agenda.call", "")


@pytest.mark.parametrize(("convened", "void"), [(-SECOND, ""), (timedelta(0), "no_time"), (SECOND, "no_time")])
def test_a_meeting_convened_after_the_close_makes_no_call(law: Law, convened: timedelta, void: str) -> None:
    """Where the items would have closed before the meeting was convened there is neither call nor close."""
    close = lima("2027-01-28", "17:00")
    on = papers(meeting("CE-2027-01", "executive", lima("2027-02-09", "10:00"), close + convened))
    now = close + SECOND
    assert (the("agenda.call", on, law, now).void, the("agenda.close", on, law, now).void) == (void, void)


def test_each_organisation_with_a_focal_point_is_asked_and_nobody_else(law: Law) -> None:
    """§5, Puntos focales: each member's focal point answers for its organisation; the Committee's members are not chased."""
    on = papers(committee(call_opened_at=lima("2027-01-19")))
    asked = {duty.organisation_id for duty in names_of("agenda.answer", on, law)}
    assert asked == {OIT, UNFPA}
    assert OCR not in asked


def names_of(name: str, on: Papers, law: Law) -> list[Duty]:
    return [duty for duty in all_duties(on, law, lima("2027-01-20")) if duty.name == name]


def test_the_reminder_goes_one_working_day_before_the_close_to_the_official_focal_point(law: Law) -> None:
    """One working day before the close at 09:00: to the official focal point; to the alternate where there is no official."""
    on = papers(committee(call_opened_at=lima("2027-01-19")))
    for organisation, reader in ((OIT, OIT_FOCAL), (UNFPA, UNFPA_ALTERNATE)):
        duty = the("agenda.answer", on, law, lima("2027-01-20"), organisation_id=organisation)
        (before,) = stages(duty, duty.ladder, law, on)
        assert (before.name, before.at, before.recipients) == ("before", lima("2027-01-27", "09:00"), (reader,))
        assert duty.due == lima("2027-01-28", "17:00")


def test_who_proposed_or_said_none_is_left_in_peace(law: Law) -> None:
    """Only an organisation that neither proposed nor said "sin puntos" is reminded; a withdrawn item is an answer too."""
    said = lima("2027-01-22", "10:00")
    on = papers(committee(call_opened_at=lima("2027-01-19")), answered={1: {OIT: said}})
    duty = the("agenda.answer", on, law, lima("2027-01-27"), organisation_id=OIT)
    (before,) = stages(duty, duty.ladder, law, on)
    assert duty.done == said
    assert pointless(duty, before, before.at) == "done"
    unfpa = the("agenda.answer", on, law, lima("2027-01-27"), organisation_id=UNFPA)
    assert pointless(unfpa, before, before.at) == ""


@pytest.mark.parametrize(("seconds", "why"), [(-1, ""), (0, "due_passed"), (1, "due_passed")])
def test_once_the_items_have_closed_nobody_is_reminded(law: Law, seconds: int, why: str) -> None:
    """The close ends the asking, to the second."""
    now = lima("2027-01-28", "17:00") + timedelta(seconds=seconds)
    on = papers(committee(call_opened_at=lima("2027-01-19")))
    duty = the("agenda.answer", on, law, now, organisation_id=OIT)
    (before,) = stages(duty, duty.ladder, law, on)
    assert pointless(duty, before, now) == why


def test_a_call_that_opened_after_the_reminders_hour_brings_no_reminder(law: Law) -> None:
    """Who has only just been asked is not reminded."""
    opened = lima("2027-01-27", "15:00")
    on = papers(meeting("CE-2027-01", "executive", lima("2027-02-09", "10:00"), opened, call_opened_at=opened))
    duty = the("agenda.answer", on, law, opened, organisation_id=OIT)
    (before,) = stages(duty, duty.ladder, law, on)
    assert pointless(duty, before, opened) == "not_open_then"


def test_the_items_are_closed_by_the_clock(law: Law) -> None:
    """At the close the clock asks for the command; once closed, by whomever, nothing is asked."""
    on = papers(committee())
    close = the("agenda.close", on, law, CONVENED)
    assert (close.then, close.due, close.open) == ("agenda.close", lima("2027-01-28", "17:00"), True)
    by_hand = papers(committee(items_closed_at=lima("2027-01-28", "12:00")))
    assert not the("agenda.close", by_hand, law, CONVENED).open


def test_an_item_to_decide_needs_its_document(law: Law) -> None:
    """Items for decision come with a document by their day; it falls to whoever proposed. Other items need none."""
    bare = item(OIT, "decide", id=7, person_id=OIT_ALTERNATE, title="Regla de no objeción")
    on = papers(committee(), items=(bare, item(UNFPA, "debate", id=8)))
    duty = the("agenda.documents", on, law, lima("2027-01-25"))
    assert (duty.due, duty.persons, duty.values["item"]) == (
        lima("2027-02-02", "17:00"),
        (OIT_ALTERNATE,),
        "Regla de no objeción",
    )
    complete = papers(committee(), items=(item(OIT, "decide", id=7, document="https://example.org/nota.pdf"),))
    assert not the("agenda.documents", complete, law, lima("2027-01-25")).open


def test_an_agenda_that_was_cleared_leaves_by_itself_in_the_morning_of_its_day(law: Law) -> None:
    """Cleared before its day, the agenda is circulated at 09:00 of that day; cleared later, at once; nobody is reminded."""
    for cleared, leaves in (("2027-01-29", lima("2027-02-02", "09:00")), ("2027-02-02", lima("2027-02-02", "11:00"))):
        on = papers(committee(agenda_cleared_at=lima(cleared, "11:00")))
        duty = the("agenda.circulation", on, law, lima("2027-02-01"))
        assert (duty.then, duty.then_at) == ("agenda.circulate", leaves)
        assert stages(duty, duty.ladder, law, on) == []


def test_the_agendas_ladder(law: Law) -> None:
    """Before, on the day, late to the secretariat in private, then to the coordinator; all at 09:00 of working days."""
    on = papers(committee())
    duty = the("agenda.circulation", on, law, CONVENED)
    assert [(stage.name, stage.at) for stage in stages(duty, duty.ladder, law, on)] == [
        ("before", lima("2027-02-01", "09:00")),
        ("today", lima("2027-02-02", "09:00")),
        ("late", lima("2027-02-03", "09:00")),
        ("coordinator", lima("2027-02-04", "09:00")),
    ]
    assert stages(duty, duty.ladder, law, on)[2].recipients == (SECRETARY,)


@pytest.mark.parametrize(("seconds", "void"), [(-1, ""), (0, "meeting_begun"), (1, "meeting_begun")])
def test_nothing_prepares_a_meeting_that_has_begun(law: Law, seconds: int, void: str) -> None:
    """What prepares a meeting binds until it begins, to the second."""
    now = lima("2027-02-09", "10:00") + timedelta(seconds=seconds)
    assert the("agenda.circulation", papers(committee()), law, now).void == void


def test_a_cancelled_meeting_asks_for_nothing(law: Law) -> None:
    """A cancelled meeting's duties are void, every one."""
    gone = committee(status=CANCELLED, cancelled_at=lima("2027-01-21"))
    duties = [
        duty
        for duty in all_duties(papers(gone, items=(item(OIM, "decide"),)), law, lima("2027-01-22"))
        if duty.about == "CE-2027-01"
    ]
    assert len(duties) == 7
    assert {duty.void for duty in duties} == {"cancelled"}


def test_a_moved_meeting_has_the_dates_of_its_new_day(law: Law) -> None:
    """A meeting that moves takes its dates with it, and its reminders are new ones."""
    before, after = (
        papers(committee()),
        papers(meeting("CE-2027-01", "executive", lima("2027-02-11", "09:00"), CONVENED)),
    )
    marks = []
    for on, day in ((before, "2027-02-02"), (after, "2027-02-04")):
        duty = the("agenda.circulation", on, law, CONVENED)
        assert duty.due == lima(day, "17:00")
        marks.append({stage.mark for stage in stages(duty, duty.ladder, law, on)})
    assert not marks[0] & marks[1]


def test_a_deadline_is_judged_by_the_rule_of_the_day_its_period_began(law: Law) -> None:
    """A setting changed on 25 January binds meetings convened from then on; the ones convened before keep their dates."""
    changed = replace(
        law, changed=(("agenda.circulation", date(2027, 1, 25), {"by_meeting": {"executive": -8}}, "D-2027-01"),)
    )
    old = the("agenda.circulation", papers(committee()), changed, lima("2027-01-26"))
    late = meeting("CE-2027-02", "executive", lima("2027-02-23", "10:00"), lima("2027-01-25"))
    new = the("agenda.circulation", papers(late), changed, lima("2027-01-26"))
    assert (old.due, new.due) == (lima("2027-02-02", "17:00"), lima("2027-02-11", "17:00"))


def test_a_seat_whose_holder_changed_is_reminded_through_the_new_one(law: Law) -> None:
    """Recipients are the people who hold the office on that day."""
    handed_over = (
        office(OIT_FOCAL, "focal_point", OIT, until="2027-01-25"),
        office(99, "focal_point", OIT, since="2027-01-26"),
    )
    on = papers(committee(call_opened_at=lima("2027-01-19")), offices=handed_over)
    duty = the("agenda.answer", on, law, lima("2027-01-27"), organisation_id=OIT)
    (before,) = stages(duty, duty.ladder, law, on)
    assert before.recipients == (99,)


def test_dates_are_in_the_networks_hours(law: Law) -> None:
    """17:00 in Lima is 22:00 UTC, whatever the machine's zone."""
    close = the("agenda.close", papers(committee()), law, CONVENED).due
    assert close.utcoffset() == timedelta(0)
    assert close == datetime.fromisoformat("2027-01-28T22:00:00+00:00")
