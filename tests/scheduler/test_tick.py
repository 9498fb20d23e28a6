"""The tick on real databases: what time asks is asked once, late is said to be late, pointless is closed with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select
from structlog.testing import capture_logs

from scheduler import tick
from storage import ledger, networks
from storage.ledger import Entry
from storage.meetings import CANCELLED, HELD, Meeting
from storage.minutes import Minutes
from storage.networks import Network
from storage.outbox import Notice
from storage.people import Office
from storage.text import Text, from_paper
from tests.examples import lima
from tests.town import Town

SECOND = timedelta(seconds=1)


@dataclass
class House:
    """A town whose clock asks for commands that only note that they were asked for, or do as told."""

    town: Town
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    does: dict[str, Any] = field(default_factory=dict)

    def look(self, at: datetime) -> datetime | None:
        with self.town.database.transaction() as session:
            network = session.get_one(Network, self.town.network_id)
            return tick.tick(session, network, self.town.charter, at, self.act(session, at))

    def act(self, session: Session, at: datetime) -> tick.Act:
        def asked(command: str, values: Mapping[str, Any]) -> None:
            self.asked.append((command, dict(values)))
            if command in self.does:
                self.does[command](session, at)
                networks.look_now(session, self.town.network_id)

        return asked

    def write(self, *rows: Any) -> None:
        with self.town.database.transaction() as session:
            session.add_all(rows)
            networks.look_now(session, self.town.network_id)

    def meeting(self, code: str, kind: str, starts: datetime, convened: datetime, **more: Any) -> int:
        row = Meeting(
            network_id=self.town.network_id, code=code, kind=kind, title="Prioridades", starts_at=starts, minutes=90,
            convened_at=convened, **more,
        )  # fmt: skip
        self.write(row)
        assert row.id is not None
        return row.id

    def change(self, meeting_id: int, **facts: Any) -> None:
        with self.town.database.transaction() as session:
            row = session.get_one(Meeting, meeting_id)
            for name, value in facts.items():
                setattr(row, name, value)
            session.add(row)
            networks.look_now(session, self.town.network_id)

    def told(self, about: str) -> list[tuple[str, str, bool]]:
        rows = [row for row in self.town.notices() if row.about == about and row.duty]
        return [(row.notice, *self.town.emails([row]), row.late) for row in rows]

    def ledger(self, duty: str, about: str) -> list[tuple[str, str]]:
        with self.town.database.reading() as session:
            found = ledger.about(session, self.town.network_id, duty, about)
            return [(entry.key.split("/")[4], entry.outcome) for entry in found]


@pytest.fixture
def house(network: Town) -> House:
    return House(network)


def held_on_6_april(house: House) -> int:
    """E09: the technical meeting of 6 April 2027; its minutes are due on the 13th."""
    facts = {"status": HELD, "held_on": date(2027, 4, 6), "held_recorded_at": lima("2027-04-06", "12:00")}
    return house.meeting("TEC-2027-01", "technical", lima("2027-04-06", "10:00"), lima("2027-03-15"), **facts)


def every_morning(house: House, first: str, last: str) -> None:
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        house.look(lima(day.isoformat(), "09:00"))
        day += timedelta(days=1)


def test_the_minutes_of_the_example_year_are_reminded_of_in_their_order(house: House) -> None:
    """E09: the secretariat is reminded before, on the day and, privately, late; then the coordinator is told."""
    held_on_6_april(house)
    every_morning(house, "2027-04-07", "2027-04-16")
    assert house.told("TEC-2027-01") == [
        ("minutes.circulation.before", "r.berrocapa", False),
        ("minutes.circulation.today", "r.berrocapa", False),
        ("minutes.circulation.late", "r.berrocapa", False),
        ("minutes.circulation.coordinator", "l.altaquilla", False),
    ]


@pytest.mark.parametrize(("seconds", "count"), [(-1, 0), (0, 1), (1, 1)])
def test_a_reminder_is_written_at_its_second_and_not_before(house: House, seconds: int, count: int) -> None:
    held_on_6_april(house)
    house.look(lima("2027-04-12", "09:00") + timedelta(seconds=seconds))
    assert len(house.told("TEC-2027-01")) == count


def test_a_second_tick_posts_no_second_letter(house: House) -> None:
    held_on_6_april(house)
    for _ in range(3):
        house.look(lima("2027-04-12", "09:00"))
    house.look(lima("2027-04-12", "10:00"))
    assert house.told("TEC-2027-01") == [("minutes.circulation.before", "r.berrocapa", False)]


def test_a_notice_says_what_is_due_when_and_why_it_came(house: House) -> None:
    held_on_6_april(house)
    house.look(lima("2027-04-14", "09:00"))
    (row,) = [row for row in house.town.notices() if row.duty == "minutes.circulation"]
    values = from_paper(row.values)
    assert (row.duty, row.about, row.road) == ("minutes.circulation", "TEC-2027-01", "chat")
    assert (values["meeting"], values["title"], values["count"]) == ("TEC-2027-01", "Prioridades", 1)
    assert (values["due"], values["day"]) == (lima("2027-04-13", "17:00"), date(2027, 4, 13))
    assert isinstance(values["why"], Text)
    assert (values["why"].key, values["why"].values["clause"]) == ("reminder.why.setting", "5.1.8")


def test_the_tick_says_when_it_must_look_again(house: House) -> None:
    """Quiet until the next reminder; a network of which nothing is due is not opened."""
    held_on_6_april(house)
    assert house.look(lima("2027-04-07", "09:00")) == lima("2027-04-12", "09:00")
    with house.town.database.reading() as session:
        assert tick.due_networks(session, lima("2027-04-12", "09:00") - SECOND) == []
        assert tick.due_networks(session, lima("2027-04-12", "09:00")) == [house.town.network_id]
        assert tick.next_look(session, lima("2027-04-07", "09:00")) == lima("2027-04-12", "09:00")


def test_whatever_is_written_makes_the_clock_look_at_once(house: House) -> None:
    house.look(lima("2027-04-07", "09:00"))
    held_on_6_april(house)
    with house.town.database.reading() as session:
        assert tick.due_networks(session, lima("2027-04-07", "09:01")) == [house.town.network_id]


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


def test_the_clock_asks_once_for_what_time_itself_settles(house: House) -> None:
    """The call opens and the items close without anybody's hand, each asked for once."""
    house.meeting("CE-2027-01", "executive", lima("2027-02-09", "10:00"), lima("2027-01-18"))
    for moment in (
        "2027-01-19 08:59:59",
        "2027-01-19 09:00:00",
        "2027-01-19 09:00:01",
        "2027-01-28 16:59:59",
        "2027-01-28 17:00:00",
    ):
        house.look(lima(*moment.split()))
    assert [command for command, _ in house.asked] == ["agenda.call", "agenda.close"]
    assert house.asked[0][1]["meeting"] == "CE-2027-01"


def test_a_command_that_changes_the_papers_is_followed_by_what_it_brings_about(house: House) -> None:
    """The close clears the agenda for today, so the same tick circulates it; and the look-again moment still stands."""
    meeting_id = house.meeting(
        "CE-2027-01", "executive", lima("2027-02-09", "10:00"), lima("2027-01-18"), call_opened_at=lima("2027-01-19")
    )

    def close(session: Session, at: datetime) -> None:
        row = session.get_one(Meeting, meeting_id)
        row.items_closed_at, row.agenda_cleared_at = at, at
        session.add(row)

    def circulate(session: Session, at: datetime) -> None:
        row = session.get_one(Meeting, meeting_id)
        row.agenda_circulated_at = at
        session.add(row)

    house.does = {"agenda.close": close, "agenda.circulate": circulate}
    ahead = house.look(lima("2027-02-02", "10:00"))
    assert [command for command, _ in house.asked] == ["agenda.close", "agenda.circulate"]
    assert ahead == lima("2027-02-15", "09:00")


def test_a_command_the_clock_was_refused_is_not_asked_for_again(house: House) -> None:
    house.meeting("CE-2027-01", "executive", lima("2027-02-09", "10:00"), lima("2027-01-18"))
    every_morning(house, "2027-01-19", "2027-01-27")
    assert [command for command, _ in house.asked] == ["agenda.call"]


def test_the_year_without_a_plenary_is_put_before_the_coordinator_with_dates(house: House) -> None:
    """§7 at the amber date: a drafted convocation with possible days, to the coordinator alone; and again at red."""
    for moment in ("2027-09-30", "2027-10-01", "2027-10-04", "2027-12-01"):
        house.look(lima(moment, "09:00"))
    rows = [row for row in house.town.notices() if row.duty == "plenary.yearly" and row.about == "2027"]
    assert [(row.notice, house.town.emails([row])) for row in rows] == [
        ("plenary.yearly.amber", {"l.altaquilla"}), ("plenary.yearly.red", {"l.altaquilla"}),
    ]  # fmt: skip
    values = from_paper(rows[0].values)
    assert values["dates"] == [date(2027, 11, 2), date(2027, 11, 16), date(2027, 11, 30)]
    assert (values["kind"], values["why"].key, values["why"].values["clause"]) == (
        "plenary",
        "reminder.why.tor",
        "7 (Reunión de la Red)",
    )


def test_a_convened_plenary_keeps_the_alert_quiet_until_it_is_cancelled(house: House) -> None:
    meeting_id = house.meeting("PLE-2027-01", "plenary", lima("2027-11-30", "10:00"), lima("2027-09-20"))
    every_morning(house, "2027-10-01", "2027-10-03")
    assert not [row for row in house.town.notices("plenary.yearly.amber") if row.about == "2027"]
    house.change(meeting_id, status=CANCELLED, cancelled_at=lima("2027-10-20", "15:00"))
    house.look(lima("2027-10-20", "15:00"))
    (alert,) = [row for row in house.town.notices("plenary.yearly.amber") if row.about == "2027"]
    assert not alert.late


def test_a_fault_in_one_network_does_not_stop_the_others(house: House) -> None:
    """The one that broke keeps nothing of its tick and is looked at again five minutes later."""
    now = lima("2027-01-19", "09:00")
    house.meeting("CE-2027-01", "executive", lima("2027-02-09", "10:00"), lima("2027-01-18"))
    other = Network(charter="example", opened_at=lima("2026-11-23"))
    house.write(other)
    charters = {"peru": house.town.charter, "example": house.town.charter}
    broken: list[int] = []

    def factory(session: Session, network: Network, at: datetime) -> tick.Act:
        def act(command: str, values: Mapping[str, Any]) -> None:
            assert network.id is not None
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
    assert looks["example"] > now + timedelta(days=100)
    assert entries == []


def test_a_notice_is_asked_about_again_before_it_is_sent(house: House) -> None:
    """State is read again at send time: done, moved, cancelled or past, it is dropped with that reason."""
    meeting_id = held_on_6_april(house)
    house.look(lima("2027-04-12", "09:00"))
    (row,) = [each for each in house.town.notices() if each.about == "TEC-2027-01"]

    def why(now: datetime) -> str:
        with house.town.database.reading() as session:
            charters = {"peru": house.town.charter}
            one = tick.still_needed(session, row, house.town.charter, now)
            assert tick.pointless_among(session, [row], charters, now).get(row.id or 0, "") == one
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
        assert tick.still_needed(session, row, house.town.charter, now) == ""


def test_every_reminder_of_the_focal_points_is_their_own(house: House) -> None:
    """E02: on 27 January each of the nine organisations that said nothing has one reminder, to its official focal point."""
    opened = lima("2027-01-19")
    house.meeting("CE-2027-01", "executive", lima("2027-02-09", "10:00"), lima("2027-01-18"), call_opened_at=opened)
    house.look(lima("2027-01-27", "09:00"))
    rows = house.town.notices("agenda.answer.before")
    assert len(rows) == 9
    with house.town.database.reading() as session:
        offices = session.exec(
            select(Office.office).where(col(Office.person_id).in_([row.person_id for row in rows]))
        ).all()
    assert set(offices) == {"focal_point"}
