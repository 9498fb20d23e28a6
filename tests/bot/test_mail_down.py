"""The mail server is away for a day: nothing is lost, each reader's letters keep their order, each arrives once."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP

import pytest
from sqlmodel import select

from bot.dispatch import Dispatch
from bot.mail.door import Server
from bot.mail.sender import Smtp
from scheduler.aloud import GIVEN_UP_ALOUD
from scheduler.delivery import Delivery, Patience
from storage import outbox
from storage.outbox import GIVEN_UP, SENDING, SENT, WAITING, Notice
from tests.bot.post_scene import NOW, Inbox, Office, mail_server
from tests.town import Town

READERS = ("n.quintamayo", "t.wrennfeld", "h.lasvalle")
HOUR = timedelta(hours=1)


class Down:
    """A post office whose clock is moved by hand and whose mail server comes and goes."""

    def __init__(self, town: Town, *, convenes: bool = True) -> None:
        self.town, self.office, self.inbox = town, Office(town, convenes=convenes), Inbox()
        self.inbox.url = "smtp://127.0.0.1:9"
        self.now = NOW
        self.count = 0

    def write(self, *readers: str) -> None:
        with self.town.database.transaction() as session:
            for who in readers:
                self.count += 1
                notice = self.office.notice("invitation.update", who, sequence=self.count)
                notice.due_at = notice.written_at = self.now
                outbox.post(session, notice)

    def rows(self, name: str = "invitation.update") -> list[Notice]:
        with self.town.database.reading() as session:
            return list(session.exec(select(Notice).where(Notice.notice == name).order_by(Notice.id)))  # type: ignore[arg-type]

    def deliver_until(self, end: datetime, step: timedelta) -> None:
        asyncio.run(self._until(end, step))

    async def _until(self, end: datetime, step: timedelta) -> None:
        smtp = Smtp(self.office.composer, Server.of(self.inbox.url))
        dispatch = Dispatch(self.office.counter, self.town.charters, smtp)
        delivery = Delivery(self.office.counter, dispatch, now=lambda: self.now)
        while self.now < end:
            await delivery.once()
            self.now += step

    def arrived(self) -> dict[str, list[int]]:
        """The order in which each reader's letters came in, by the order in which they were written."""
        written = {row.external_id: int(row.values["sequence"]) for row in self.rows()}
        found: dict[str, list[int]] = defaultdict(list)
        for raw in self.inbox.received:
            message = message_from_bytes(raw, policy=SMTP)
            found[str(message["To"].addresses[0].username)].append(written[message["Message-ID"]])
        return dict(found)


@pytest.fixture
def down(town: Town) -> Iterator[Down]:
    found = Down(town)
    yield found
    found.office.counter.close()


def test_a_mail_server_that_is_away_for_a_day_loses_doubles_and_disorders_nothing(down: Down) -> None:
    down.write(*READERS, *READERS)
    down.deliver_until(NOW + 10 * HOUR, HOUR / 2)
    down.write(*READERS)
    down.deliver_until(NOW + 25 * HOUR, HOUR / 2)
    assert {row.status for row in down.rows()} == {WAITING}
    assert down.rows(GIVEN_UP_ALOUD) == []
    assert down.rows()[0].attempts > 20
    with mail_server(down.inbox):
        down.deliver_until(NOW + 27 * HOUR, HOUR / 4)
    assert {row.status for row in down.rows()} == {SENT}
    assert down.arrived() == {"n.quintamayo": [1, 4, 7], "t.wrennfeld": [2, 5, 8], "h.lasvalle": [3, 6, 9]}
    names = [message_from_bytes(raw)["Message-ID"] for raw in down.inbox.received]
    assert len(set(names)) == len(names) == 9


def test_a_server_that_refuses_everything_for_a_while_is_as_one_that_is_away(down: Down) -> None:
    """421, 451 and a refused log-in are no word about the reader."""
    down.write(*READERS)
    with mail_server(down.inbox):
        for refusal in ("421 closing", "451 4.3.0 later"):
            down.inbox.at_recipient = refusal
            down.deliver_until(down.now + 12 * HOUR, HOUR)
        down.inbox.at_recipient, down.inbox.at_sender = "", "530 5.7.57 not logged in"
        down.deliver_until(down.now + 6 * HOUR, HOUR)
        assert {row.status for row in down.rows()} == {WAITING}
        assert {row.why for row in down.rows()} == {"SMTPSenderRefused 530 5.7.57"}
        down.inbox.at_sender = ""
        down.deliver_until(down.now + 2 * HOUR, HOUR)
    assert down.arrived() == {"n.quintamayo": [1], "t.wrennfeld": [2], "h.lasvalle": [3]}


def test_one_refused_address_is_given_up_at_once_aloud_and_holds_up_nobody(down: Down) -> None:
    down.write(*READERS)
    with mail_server(down.inbox):
        down.inbox.refuses = {"t.wrennfeld": "550 5.1.1 no such user t.wrennfeld here"}
        down.deliver_until(NOW + timedelta(minutes=1), HOUR)
    by_reader = {row.key.split("/")[1]: row for row in down.rows()}
    gone = by_reader["t.wrennfeld"]
    assert (gone.status, gone.attempts, gone.why) == (GIVEN_UP, 1, "SMTPRecipientRefused 550 5.1.1")
    assert by_reader["n.quintamayo"].status == by_reader["h.lasvalle"].status == SENT
    aloud = down.rows(GIVEN_UP_ALOUD)
    assert down.town.emails(aloud) == {"r.berrocapa"}


def test_a_letter_of_which_nobody_can_tell_is_not_repeated_every_minute(down: Down) -> None:
    """The server breaks off while it holds the letter, all day: each try may have arrived, so the pauses grow."""
    down.write("n.quintamayo")
    with mail_server(down.inbox):
        down.inbox.hangs_up = True
        down.deliver_until(NOW + 24 * HOUR, timedelta(minutes=10))
        (row,) = down.rows()
        assert row.status == SENDING
        assert row.attempts < 36
        down.inbox.hangs_up = False
        down.deliver_until(down.now + 2 * HOUR, HOUR / 2)
    assert len(down.inbox.received) == 1


def test_a_day_is_well_within_what_the_delivery_waits_for() -> None:
    patience = Patience()
    slow = (patience.tries - 12) * patience.longest_pause
    assert min(patience.gives_up_after, timedelta(seconds=slow)) > timedelta(hours=36)
