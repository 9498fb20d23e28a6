"""What is read of date polls, on both databases: which are open, and who has said something of every hour."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from storage import polls
from storage.polls import IF_NEEDED, NO, YES, DatePoll, PollAnswer, PollSlot
from tests.town import Town, lima

ASKED, LATER = lima(2027, 3, 15), lima(2027, 3, 16)


def poll(session: Any, town: Town, **more: Any) -> DatePoll:
    """A poll of two hours."""
    given = {
        "kind": "technical",
        "title": "T",
        "minutes": 90,
        "must_have": [1, 2],
        "opened_at": ASKED,
        "closes_at": LATER,
    }
    row = DatePoll(network_id=town.network_id, **{**given, **more})
    session.add(row)
    session.flush()
    assert row.id is not None
    for day in (8, 6):
        session.add(PollSlot(network_id=town.network_id, poll_id=row.id, starts_at=lima(2027, 4, day)))
    session.flush()
    return row


def say(session: Any, town: Town, row: DatePoll, hour: int, answer: str, at: datetime = ASKED) -> None:
    assert row.id is not None
    slot = polls.slots(session, row.id)[hour]
    assert slot.id is not None
    session.add(
        PollAnswer(
            network_id=town.network_id, poll_id=row.id, slot_id=slot.id, organisation_id=town.organisation("OIT"),
            answer=answer, said_at=at,
        )
    )  # fmt: skip
    session.flush()


def test_an_answer_is_whole_once_every_hour_has_one_and_dates_from_the_last_word(network: Town) -> None:
    seat = network.organisation("OIT")
    with network.database.transaction() as session:
        one, other = poll(session, network), poll(session, network)
        say(session, network, one, 0, YES)
        assert polls.answered_whole(session, [one, other]) == {one.id: {}}
        say(session, network, one, 1, NO, LATER)
        assert polls.answered_whole(session, [one, other]) == {one.id: {seat: LATER}}
        assert polls.answered_whole(session, []) == {}


def test_what_is_closed_or_withdrawn_is_not_open_and_hours_come_in_order(network: Town) -> None:
    with network.database.transaction() as session:
        still = poll(session, network)
        poll(session, network, closed_at=LATER)
        poll(session, network, withdrawn_at=LATER)
        assert [row.id for row in polls.still_open(session, network.network_id)] == [still.id]
        assert [row.starts_at.day for row in polls.slots(session, still.id or 0)] == [6, 8]
        assert polls.poll(session, network.network_id, still.id or 0) is still
        assert polls.poll(session, network.network_id + 1, still.id or 0) is None


def test_an_organisation_has_one_answer_an_hour(network: Town) -> None:
    with pytest.raises(IntegrityError), network.database.transaction() as session:
        row = poll(session, network)
        say(session, network, row, 0, YES)
        say(session, network, row, 0, IF_NEEDED)
