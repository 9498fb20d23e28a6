"""Late is said to be late, what has become pointless is closed with a reason, and a fault stops nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, select
from structlog.testing import capture_logs

from scheduler import rereading, tick
from storage.ledger import Entry
from storage.meetings import CANCELLED, HELD
from storage.minutes import Minutes
from storage.networks import Network
from storage.outbox import Notice
from tests.examples import lima
from tests.ticking import House, every_morning, held_on_6_april

SECOND = timedelta(seconds=1)


def test_a_clock_stopped_for_nine_days_sends_each_due_notice_once_marked_late(house: House) -> None:
    """What is still worth saying is said once, marked late; what has become pointless is closed with its reason."""
    held_on_6_april(house)
    house.look(lima("2027-04-12", "08:00"))
    house.look(lima("2027-04-21", "08:00"))
    house.look(lima("2027-04-21", "08:30"))
    assert house.told("TEC-2027-01") == [
        ("minutes.circulation.late", "r.berrocapa", True),
        ("minutes.circulation.coordinator", "l.altaquilla", True),
    ]
    assert house.ledger("minutes.circulation", "TEC-2027-01") == [
        ("before1", "due_passed"), ("today", "due_passed"), ("late", "late"), ("coordinator", "late"),
    ]  # fmt: skip


def test_of_several_stages_for_one_person_only_the_newest_goes_out(house: House) -> None:
    """Stopped from before the first reminder to the morning of the due day: one note, not two."""
    held_on_6_april(house)
    house.look(lima("2027-04-09", "08:00"))
    house.look(lima("2027-04-13", "12:00"))
    assert house.told("TEC-2027-01") == [("minutes.circulation.today", "r.berrocapa", True)]
    assert house.ledger("minutes.circulation", "TEC-2027-01") == [("before1", "superseded"), ("today", "late")]


def test_what_is_done_is_closed_and_nobody_is_told(house: House) -> None:
    meeting_id = held_on_6_april(house)
    circulated = lima("2027-04-09", "10:00")
    facts = {"circulated_at": circulated, "comments_until": lima("2027-04-16", "17:00")}
    house.write(
        Minutes(
            network_id=house.town.network_id,
            meeting_id=meeting_id,
            version=1,
            status="circulated",
            body={},
            written_at=circulated,
            **facts,
        )
    )
    every_morning(house, "2027-04-10", "2027-04-15")
    assert house.told("TEC-2027-01") == []
    assert {outcome for _, outcome in house.ledger("minutes.circulation", "TEC-2027-01")} == {"done"}


def test_a_cancelled_meetings_reminders_are_closed_as_cancelled(house: House) -> None:
    meeting_id = house.meeting("CE-2027-01", "executive", lima("2027-02-09", "10:00"), lima("2027-01-18"))
    house.change(meeting_id, status=CANCELLED, cancelled_at=lima("2027-01-29"))
    every_morning(house, "2027-01-30", "2027-02-05")
    assert [each for each in house.told("CE-2027-01") if each[0] != "agenda.answer.before"] == []
    assert {outcome for _, outcome in house.ledger("agenda.circulation", "CE-2027-01")} == {"cancelled"}


def test_a_moved_meeting_is_reminded_of_on_its_new_dates(house: House) -> None:
    meeting_id = house.meeting("CE-2027-01", "executive", lima("2027-02-09", "10:00"), lima("2027-01-18"))
    house.look(lima("2027-02-01", "09:00"))
    house.change(meeting_id, starts_at=lima("2027-02-16", "10:00"))
    every_morning(house, "2027-02-02", "2027-02-09")
    reminders = [each for each in house.told("CE-2027-01") if each[0].startswith("agenda.circulation")]
    assert [name.rsplit(".", 1)[1] for name, _, _ in reminders] == ["before", "before", "today"]


def test_a_fault_in_one_network_does_not_stop_the_others(house: House) -> None:
    """The one that broke keeps nothing of its tick and is looked at again five minutes later."""
    now = lima("2027-01-19", "09:00")
    house.meeting("CE-2027-01", "executive", lima("2027-02-09", "10:00"), lima("2027-01-18"))
    other = Network(charter="example", opened_at=lima("2027-01-18"))
    house.write(other)
    charters = {"peru": house.town.charter, "example": house.town.charter}
    broken: list[int] = []

    def factory(session: Session, network: Network, at: datetime) -> tick.Act:
        def act(command: str, values: Mapping[str, Any]) -> None:
            assert network.id is not None
            if network.charter == "peru":
                broken.append(network.id)
                raise RuntimeError("a fault of ours")

        return act

    with capture_logs() as logged:
        tick.tick_all(house.town.database, charters, now, factory)
    assert [(line["event"], line["network"]) for line in logged] == [("tick failed", house.town.network_id)]
    with house.town.database.reading() as session:
        looks = {row.charter: row.look_again_at for row in session.exec(select(Network))}
        entries = session.exec(select(Entry).where(Entry.network_id == house.town.network_id)).all()
    assert broken == [house.town.network_id]
    assert looks["peru"] == now + timedelta(minutes=5)
    assert looks["example"] is not None
    assert looks["example"] > now + timedelta(minutes=5)
    assert entries == []


def test_a_notice_is_asked_about_again_before_it_is_sent(house: House) -> None:
    """State is read again at send time: done, moved, cancelled or past, it is dropped with that reason."""
    meeting_id = held_on_6_april(house)
    house.look(lima("2027-04-12", "09:00"))
    (row,) = [each for each in house.town.notices() if each.about == "TEC-2027-01"]

    def why(now: datetime) -> str:
        with house.town.database.reading() as session:
            charters = {"peru": house.town.charter}
            one = rereading.still_needed(session, row, house.town.charter, now)
            assert rereading.pointless_among(session, [row], charters, now).get(row.id or 0, "") == one
            return one

    assert why(lima("2027-04-12", "09:05")) == ""
    assert why(lima("2027-04-13", "17:00") - SECOND) == ""
    assert why(lima("2027-04-13", "17:00")) == "due_passed"
    house.change(meeting_id, held_on=date(2027, 4, 7))
    assert why(lima("2027-04-12", "09:10")) == "moved"
    house.change(meeting_id, held_on=date(2027, 4, 6), status=CANCELLED)
    assert why(lima("2027-04-12", "09:15")) == "cancelled"
    house.change(meeting_id, status=HELD)
    sent = lima("2027-04-12", "09:20")
    house.write(
        Minutes(
            network_id=house.town.network_id,
            meeting_id=meeting_id,
            version=1,
            status="circulated",
            body={},
            written_at=sent,
            circulated_at=sent,
        )
    )
    assert why(lima("2027-04-12", "09:21")) == "done"


def test_a_notice_without_a_duty_is_always_needed(house: House) -> None:
    now = lima("2027-04-12")
    row = Notice(network_id=house.town.network_id, key="x", notice="meeting.convened", due_at=now, written_at=now)
    with house.town.database.reading() as session:
        assert rereading.still_needed(session, row, house.town.charter, now) == ""
