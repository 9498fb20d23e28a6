"""§2, §5.1.8: the state is read when sending, also of the day's message while Slack or mail is down."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from bot.counter import Counter
from bot.language.catalogue import Words
from bot.notices import card_of
from bot.plain import plain
from scheduler import rereading
from scheduler.delivery import Delivery, TryLater, Unclear
from storage.gathered import DIGEST
from storage.outbox import DROPPED, SENT, WAITING, Notice
from tests.clauses.test_2_manners import actions_for
from tests.handlers.test_action_following import OWNER
from tests.pretend import Answer, Chat
from tests.town import LIMA, Town, lima

MORNING = lima(2027, 5, 13, 9)


class Down:
    """The day's messages of the town, carried by a chat that is down at times."""

    def __init__(self, town: Town) -> None:
        self.town, self.chat, self.now = town, Chat(), MORNING
        self.counter = Counter(town.database, town.charters)

    def answers(self, *answers: Answer) -> None:
        """What the chat answers to the next tries to send the day's message."""
        self.chat.answers[self.message.key] = list(answers)

    @property
    def message(self) -> Notice:
        return self.town.notices(DIGEST, to=OWNER)[-1]

    def deliver(self, at: datetime) -> None:
        self.now = at
        delivery = Delivery(
            self.counter, self.chat, now=lambda: self.now, needless=self._needless, reread=self._reread
        )  # fmt: skip
        asyncio.run(delivery.once())

    def read(self) -> str:
        """What the reader was sent, in words."""
        (sent,) = [notice for notice in self.chat.notices if notice.key == self.message.key]
        assert sent.values == self.message.values, "what was sent is what the record says"
        return plain(card_of(sent), Words("es", "es", LIMA).say)

    def part(self, code: str) -> Notice:
        """The reminder of that action which was gathered."""
        return next(row for row in self.town.notices("action.due.before", to=OWNER) if row.about == code)

    def _needless(self, session: Session, notices: Sequence[Notice], now: datetime) -> Mapping[int, str]:
        return rereading.pointless_among(session, notices, self.town.charters, now)

    def _reread(self, session: Session, notices: Sequence[Notice], now: datetime) -> Mapping[int, str]:
        return rereading.read_again(session, notices, self.town.charters, now)


@pytest.fixture
def down(town: Town) -> Iterator[Down]:
    house = Down(town)
    yield house
    house.counter.close()


def done(town: Town, *codes: str) -> None:
    for code in codes:
        town.ask(OWNER, "actions.done", MORNING + timedelta(hours=1), code=code, wording="enviado")


def test_what_is_done_while_the_chat_is_down_is_left_out_of_the_day_s_message(town: Town, down: Down) -> None:
    """Three reminders wait together; one is done before the chat is up again: two are sent, and two are on record as sent."""
    actions_for(town, "2027-05-14", "2027-05-14", "2027-05-14")
    town.clock(MORNING)
    down.answers(TryLater("503"))
    down.deliver(MORNING)
    assert down.message.status == WAITING
    done(town, "A-2027-01")
    down.deliver(MORNING + timedelta(hours=2))
    said = down.read()
    assert down.message.status == SENT
    assert "A-2027-01" not in said
    assert all(code in said for code in ("A-2027-02", "A-2027-03", "2 asuntos"))
    gone, kept = down.part("A-2027-01"), down.part("A-2027-02")
    assert (gone.status, gone.why, gone.bundle) == (DROPPED, "done", "")
    assert (kept.why, kept.bundle) == ("gathered", down.message.key)


def test_a_message_of_which_nothing_is_left_is_not_sent(town: Town, down: Down) -> None:
    actions_for(town, "2027-05-14", "2027-05-14")
    town.clock(MORNING)
    down.answers(TryLater("503"))
    down.deliver(MORNING)
    done(town, "A-2027-01", "A-2027-02")
    down.deliver(MORNING + timedelta(hours=2))
    assert (down.message.status, down.message.why) == (DROPPED, "done")
    assert down.message.key not in down.chat.posted


def test_one_that_may_have_arrived_is_asked_for_before_anything_is_left_out(town: Town, down: Down) -> None:
    """Had it arrived it would stay on record whole; as it did not, what is done meanwhile is left out of the second try."""
    actions_for(town, "2027-05-14", "2027-05-14")
    town.clock(MORNING)
    down.answers(Unclear("timeout"))
    down.deliver(MORNING)
    done(town, "A-2027-01")
    down.deliver(MORNING + timedelta(hours=2))
    assert down.chat.asked == [down.message.key]
    assert "A-2027-01" not in down.read()
    assert down.part("A-2027-01").why == "done"


def test_one_that_arrived_after_all_stays_on_record_as_it_was_sent(town: Town, down: Down) -> None:
    actions_for(town, "2027-05-14", "2027-05-14")
    town.clock(MORNING)

    async def arrived_unheard() -> Unclear:
        down.chat.post(down.message)
        return Unclear("timeout")

    down.answers(arrived_unheard)
    down.deliver(MORNING)
    done(town, "A-2027-01")
    down.deliver(MORNING + timedelta(hours=2))
    assert (down.message.status, len(down.message.values["of"])) == (SENT, 2)
    assert "A-2027-01" in down.read()


def test_what_it_tells_ahead_of_its_day_is_read_again_too(town: Town, down: Down) -> None:
    """The week's last message also names what falls due later: what is done by then is not named."""
    actions_for(town, "2027-05-11", "2027-05-12", "2027-05-13", "2027-05-14")
    for day in (7, 10, 11):
        town.clock(lima(2027, 5, day, 9))
    assert [line["about"] for line in down.message.values["ahead"]] == ["A-2027-03", "A-2027-04"]
    down.answers(TryLater("503"))
    down.deliver(lima(2027, 5, 11, 9))
    town.ask(OWNER, "actions.done", lima(2027, 5, 11, 10), code="A-2027-03", wording="enviado")
    down.deliver(lima(2027, 5, 11, 12))
    said = down.read()
    assert "A-2027-04" in said
    assert "A-2027-03" not in said


def test_what_an_empty_message_would_have_told_ahead_is_told_on_its_own_day(town: Town, down: Down) -> None:
    actions_for(town, "2027-05-11", "2027-05-12", "2027-05-14")
    for day in (7, 10, 11):
        town.clock(lima(2027, 5, day, 9))
    down.answers(TryLater("503"))
    down.deliver(lima(2027, 5, 11, 9))
    for code in ("A-2027-01", "A-2027-02"):
        town.ask(OWNER, "actions.done", lima(2027, 5, 11, 10), code=code, wording="enviado")
    down.deliver(lima(2027, 5, 11, 12))
    assert down.message.status == DROPPED
    for day in (12, 13):
        town.clock(lima(2027, 5, day, 9))
    told = [row for row in town.notices(to=OWNER) if row.about == "A-2027-03" and row.duty == "action.due"]
    assert told[-1].status == WAITING
