"""Calendars one subscribes to: shown once, renewed at a press, and what is in them for whom."""

from __future__ import annotations

import pytest
from sqlmodel import select

from handlers.commands import desk_of
from handlers.feeds import followed
from handlers.request import Request
from storage import feeds
from storage.feeds import Feed
from storage.journal import JournalEntry
from storage.meetings import Attendance
from storage.networks import Network
from storage.people import Office
from tests.handlers.meeting_scene import ACNUR, ACNUR_CE, CE, COORDINATOR, GUEST, MORNING, RC, TEC, convene, says
from tests.town import Town, keys_of, lima

ADDRESS = "https://quipu.example"


@pytest.fixture
def town(town: Town) -> Town:
    """A town whose pages others can reach."""
    with town.database.transaction() as session:
        network = session.get_one(Network, town.network_id)
        network.address = ADDRESS
        session.add(network)
    return town


def kept(town: Town) -> list[Feed]:
    with town.database.reading() as session:
        return list(session.exec(select(Feed)))


def token_in(words: str) -> str:
    return words.split(f"{ADDRESS}/calendar/")[1].split(".ics", maxsplit=1)[0]


def in_calendar(town: Town, who: str, *, whole: bool) -> set[str]:
    with town.database.reading() as session:
        asked = Request("meetings.calendar", town.network_id, MORNING, town.id_of(who))
        return {each.code for each in followed(desk_of(session, town.charters, asked), whole=whole)}


def test_the_calendar_offers_a_subscription_and_a_press_makes_the_address(town: Town) -> None:
    made = town.press(ACNUR, town.ask(ACNUR, "meetings.calendar", MORNING), "feed.button.make", MORNING)
    words = says(made)
    assert f"Sus reuniones: {ADDRESS}/calendar/" in words
    assert "/network.ics" in words
    assert [row.token_hash for row in kept(town)] == [feeds.digest(token_in(words))]
    again = town.ask(ACNUR, "meetings.calendar", MORNING)
    assert "feed.since" in keys_of(again)
    assert ADDRESS not in says(again)


def test_a_renewed_address_ends_the_earlier_one_and_nobody_elses(town: Town) -> None:
    first, other = (says(town.ask(who, "meetings.feed", MORNING)) for who in (ACNUR, RC))
    town.press(ACNUR, town.ask(ACNUR, "meetings.calendar", MORNING), "feed.button.renew", MORNING)
    with town.database.reading() as session:
        ended = {token_in(words): feeds.by_token(session, token_in(words)) for words in (first, other)}
    assert [bool(row and row.revoked_at) for row in ended.values()] == [True, False]


def test_the_same_press_delivered_twice_makes_one_address(town: Town) -> None:
    replies = [town.ask(ACNUR, "meetings.feed", MORNING, key="k") for _ in range(2)]
    assert says(replies[0]) == says(replies[1])
    assert len(kept(town)) == 1


def test_without_a_public_address_nothing_is_offered_and_the_refusal_says_whom_to_ask(town: Town) -> None:
    with town.database.transaction() as session:
        session.get_one(Network, town.network_id).address = ""
    assert "feed.offer" not in keys_of(town.ask(ACNUR, "meetings.calendar", MORNING))
    refused = town.ask(ACNUR, "meetings.feed", MORNING)
    assert refused.refused
    assert "quien administra Quipu" in says(refused)


def test_each_has_the_meetings_to_which_they_are_convened_and_a_member_may_have_all(town: Town) -> None:
    convene(town, COORDINATOR, **CE)
    convene(town, COORDINATOR, **TEC)
    assert in_calendar(town, ACNUR_CE, whole=False) == {"CE-2027-01"}
    assert in_calendar(town, ACNUR_CE, whole=True) == {"TEC-2027-01", "CE-2027-01"}


def test_a_guest_has_only_their_own_whatever_they_ask(town: Town) -> None:
    convene(town, COORDINATOR, **TEC)
    assert in_calendar(town, GUEST, whole=True) == set()


def test_with_the_contact_data_go_the_address_and_why_somebody_could_not_come(town: Town) -> None:
    convene(town, COORDINATOR, **TEC)
    town.ask(ACNUR, "meetings.feed", MORNING)
    town.ask(ACNUR, "meetings.regret", MORNING, meeting="TEC-2027-01", reason="Una cita médica")
    gone = town.id_of(ACNUR)
    with town.database.transaction() as session:
        for office in session.exec(select(Office).where(Office.person_id == gone)):
            office.until = MORNING.date()
            session.add(office)
    town.ask(None, "members.delete_contact", lima(2027, 3, 1), person=str(gone))
    assert kept(town) == []
    with town.database.reading() as session:
        rows = [row for row in session.exec(select(Attendance)) if row.person_id == gone]
        journalled = str([(row.about, row.values) for row in session.exec(select(JournalEntry))])
    assert [(row.answer, row.reason) for row in rows] == [("regrets", "")]
    assert "cita médica" not in journalled
