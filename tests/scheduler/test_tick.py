"""The tick on real databases: what time asks is asked, and what it says is said, once and at its moment."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from scheduler import tick
from storage import networks
from storage.meetings import CANCELLED, Meeting
from storage.networks import Network
from storage.people import Office
from storage.text import Text, from_paper
from tests.examples import lima
from tests.ticking import House, every_morning, held_on_6_april

EACH_MORNING = ("network.daily_line", "network.retention")
SECOND = timedelta(seconds=1)


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


def test_what_is_written_after_the_clock_has_looked_calls_it_again_in_the_same_commit(house: House) -> None:
    """On SQLite people and the clock share commits: act, look, act; the second act must not be overlooked."""
    moment = lima("2027-04-12", "10:00")
    with house.town.database.transaction() as session:
        network = session.get_one(Network, house.town.network_id)
        networks.look_now(session, house.town.network_id)
        assert tick.tick(session, network, house.town.charter, moment, house.act(session, moment)) is not None
        networks.look_now(session, house.town.network_id)

    with house.town.database.reading() as session:
        assert session.get_one(Network, house.town.network_id).look_again_at is None


def test_a_call_to_the_clock_that_was_undone_is_made_again(house: House) -> None:
    """An act that failed takes its call with it; the next act of the same commit calls anew."""
    moment = lima("2027-04-12", "10:00")
    house.look(moment)
    with house.town.database.transaction() as session:
        savepoint = session.begin_nested()
        networks.look_now(session, house.town.network_id)
        savepoint.rollback()
        networks.undone(session)
        networks.look_now(session, house.town.network_id)

    with house.town.database.reading() as session:
        assert session.get_one(Network, house.town.network_id).look_again_at is None


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
    """Quiet until the secretariat's next line, which comes each working morning; a network of which nothing is due is not opened."""
    held_on_6_april(house)
    line = lima("2027-04-08", "09:00")
    assert house.look(lima("2027-04-07", "09:00")) == line
    with house.town.database.reading() as session:
        assert tick.due_networks(session, line - SECOND) == []
        assert tick.due_networks(session, line) == [house.town.network_id]
        assert tick.next_look(session, lima("2027-04-07", "09:00")) == line


def test_whatever_is_written_makes_the_clock_look_at_once(house: House) -> None:
    house.look(lima("2027-04-07", "09:00"))
    held_on_6_april(house)
    with house.town.database.reading() as session:
        assert tick.due_networks(session, lima("2027-04-07", "09:01")) == [house.town.network_id]


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
    asked = [(command, values["meeting"]) for command, values in house.asked if "meeting" in values]
    assert asked == [("agenda.call", "CE-2027-01"), ("agenda.close", "CE-2027-01")]


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
    asked = [command for command, _ in house.asked if command not in EACH_MORNING]
    assert asked == ["agenda.close", "agenda.circulate"]
    assert ahead == lima("2027-02-03", "09:00")


def test_a_command_the_clock_was_refused_is_not_asked_for_again(house: House) -> None:
    house.meeting("CE-2027-01", "executive", lima("2027-02-09", "10:00"), lima("2027-01-18"))
    every_morning(house, "2027-01-19", "2027-01-27")
    assert [command for command, values in house.asked if "meeting" in values] == ["agenda.call"]


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
