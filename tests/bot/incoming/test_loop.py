"""End to end on loopback: the invitation leaves by SMTP, the answer is built from it, lies in a real IMAP mailbox, and ends as attendance."""

from __future__ import annotations

import asyncio
import itertools
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest
import vobject
from imap_tools import MailBoxUnencrypted
from sqlmodel import select
from structlog.testing import capture_logs

from bot import metrics
from bot.assembly import open_house
from bot.counter import Counter
from bot.mail.incoming import poll as polling
from bot.mail.incoming.filing import Filing
from bot.mail.incoming.imap import Server
from bot.mail.incoming.poll import Poll
from bot.settings import Settings
from storage.incoming_mail import MailReceived
from storage.schema import migrate
from tests.bot.incoming import samples
from tests.bot.incoming.imap_scene import PASSWORD, USER, ImapServer, dovecot, pymap
from tests.bot.incoming.samples import NOELIA, outlook
from tests.bot.incoming.scene import CODE, FEBRUARY, technical
from tests.bot.post_scene import Inbox, Office, mail_server
from tests.town import Town, lima

_names = itertools.count(1)


@pytest.fixture(scope="module")
def server() -> Iterator[ImapServer]:
    """One server for all these stories; each begins with an empty mailbox and leaves the next its own."""
    found = pymap()
    found.start()
    yield found
    found.stop()


@pytest.fixture
def box(server: ImapServer) -> ImapServer:
    with server.opened() as mailbox:
        mailbox.delete(mailbox.uids())
    return server


class House:
    """The network whose mailbox that is."""

    def __init__(self, town: Town, url: str) -> None:
        self.post = technical(town)
        self.counter = Counter(town.database, town.charters)
        self.wall = FEBRUARY
        filing: Filing = self.post.filing
        self.poll = Poll(self.counter, Server.of(url), filing, lambda: FEBRUARY, lambda: self.wall)

    def look(self) -> int:
        return asyncio.run(self.poll.once())

    def rows(self) -> list[MailReceived]:
        return [row for row in self.post.rows() if row.network_id is not None]


@pytest.fixture
def house(town: Town, box: ImapServer) -> Iterator[House]:
    found = House(town, box.url)
    yield found
    found.counter.close()


def invited(house: House, name: str = "invitation.request") -> bytes:
    """The invitation as it arrives at a real mail server."""
    inbox = Inbox()
    office = Office(house.post.town, convenes=False)
    with mail_server(inbox):
        notice = house.post.town.notices(name, "n.quintamayo")[-1]
        office.send(office.smtp(inbox.url), notice)
    office.counter.close()
    house.post.letter()
    return inbox.received[0]


def answered(invitation: bytes, status: str, stamp: str = samples.STAMP) -> bytes:
    """What a calendar program answers to it; read with another library than wrote it."""
    message = message_from_bytes(invitation, policy=SMTP)
    calendar = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    event = vobject.readOne(calendar.get_payload(decode=True).decode()).vevent
    who = event.attendee.value.removeprefix("mailto:")
    reply = samples.event(status, who=who, uid=event.uid.value, sequence=int(event.sequence.value), stamp=stamp)
    headers = (("In-Reply-To", message["Message-ID"]),)
    return outlook(reply, sender=who, name=f"<{next(_names)}@acnur.example>", headers=headers)


@pytest.mark.parametrize(("status", "answer"), [("ACCEPTED", "confirmed"), ("DECLINED", "regrets")])
def test_an_invitation_answered_in_a_calendar_ends_as_attendance(
    house: House, box: ImapServer, status: str, answer: str
) -> None:
    box.receives(answered(invited(house), status))
    assert house.look() == 1
    assert house.post.answered() == answer
    assert house.rows()[0].outbox_key == house.post.town.notices("invitation.request", "n.quintamayo")[-1].key


def test_an_answer_to_the_hour_before_a_move_waits_and_one_to_the_new_hour_counts(
    house: House, box: ImapServer
) -> None:
    first = invited(house)
    moved = {"meeting": CODE, "date": "2027-02-11", "time": "09:00", "reason": "Feriado"}
    house.post.town.do("r.berrocapa", "meetings.move", lima(2027, 1, 20, 9), **moved)
    second = invited(house, "invitation.update")
    box.receives(answered(first, "ACCEPTED"), answered(second, "DECLINED", "20270201T150100Z"))
    assert house.look() == 2
    assert [row.reason for row in house.rows()] == ["old_hour", ""]
    assert house.post.answered() == "regrets"


def test_an_answer_to_a_meeting_that_was_called_off_changes_nothing(house: House, box: ImapServer) -> None:
    invitation = invited(house)
    house.post.town.do("r.berrocapa", "meetings.cancel", lima(2027, 1, 20, 9), meeting=CODE, reason="Duelo nacional")
    assert b"CANCEL" in invited(house, "invitation.cancel")
    box.receives(answered(invitation, "ACCEPTED"))
    house.look()
    assert [row.reason for row in house.rows()] == ["over"]
    assert house.post.answered() == ""


def test_looking_twice_reads_once_and_leaves_everything_unread(house: House, box: ImapServer) -> None:
    box.receives(outlook())
    assert [house.look(), house.look()] == [1, 0]
    assert len(house.post.rows()) == 1
    assert box.unread() == 1


def test_what_comes_between_two_looks_is_read_by_the_second(house: House, box: ImapServer) -> None:
    box.receives(outlook(name="<a@acnur.example>"))
    house.look()
    box.receives(outlook(samples.event("DECLINED", stamp="20270201T155900Z"), name="<b@acnur.example>"))
    assert house.look() == 1
    assert house.post.answered() == "regrets"


def test_one_bad_message_never_stops_the_next(house: House, box: ImapServer) -> None:
    bad = [
        samples.nested(200), samples.huge(2), outlook(samples.event()[:90]), samples.winmail(), samples.forwarded(outlook()),
        b"\0" * 3000, outlook(verdicts=()), samples.exim("<x@y.example>"), b"Subject: x\r\n\r\n",
    ]  # fmt: skip
    box.receives(*bad, outlook(name="<last@acnur.example>"))
    assert house.look() == len(bad) + 1
    assert house.post.answered() == "confirmed"
    kinds = {row.kind for row in house.rows()}
    assert {"hostile", "too_large", "broken", "winmail", "forwarded", "reply"} <= kinds


def test_a_fault_of_ours_keeps_the_message_aside_and_reads_the_next(
    house: House, box: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Filing.file

    def falls(self: Filing, session: Any, place: Any, message: Any, now: datetime) -> str:
        if message.message_id == "<bad@acnur.example>":
            raise RuntimeError("a fault")
        return real(self, session, place, message, now)

    monkeypatch.setattr(Filing, "file", falls)
    box.receives(outlook(name="<bad@acnur.example>"), outlook(name="<good@acnur.example>"))
    with capture_logs() as logs:
        assert house.look() == 2
    assert [row.reason for row in house.rows()] == ["fault", ""]
    assert house.post.answered() == "confirmed"
    assert NOELIA not in str(logs)


def test_a_server_that_is_down_is_waited_out_with_one_warning_and_nothing_is_lost(
    house: House, box: ImapServer
) -> None:
    box.receives(outlook())
    house.poll.server = Server.of("imap://secretaria:secreto@127.0.0.1:9")
    with capture_logs() as logs:
        assert [house.look() for _ in range(3)] == [0, 0, 0]
        assert house.poll.failures == 1  # it is not asked again before its time
        for _ in range(3):
            house.wall += timedelta(minutes=20)
            house.look()
        assert house.poll.failures == 4
        house.poll.server = Server.of(box.url)
        house.wall += timedelta(minutes=20)
        assert house.look() == 1
    assert [line["log_level"] for line in logs] == ["warning", "info"]
    assert "secreto" not in str(logs)
    assert house.post.answered() == "confirmed"


def test_a_wrong_password_is_a_server_that_will_not_let_us_in(house: House, box: ImapServer) -> None:
    house.poll.server = Server.of(box.url.replace("secreto", "falso"))
    with capture_logs() as logs:
        assert house.look() == 0
    assert len(logs) == 1
    assert "falso" not in str(logs)


def test_a_mailbox_numbered_anew_is_read_again_and_nothing_is_applied_twice(
    house: House, box: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.receives(outlook())
    house.look()
    house.poll.server = Server.of(
        box.url.replace("/INBOX", "/inbox")
    )  # another name, as after a move to another folder
    assert house.look() == 1
    assert [row.reason for row in house.rows()] == ["", "twice"]


def test_only_so_many_are_read_in_one_look(house: House, box: ImapServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "MOST", 2)
    box.receives(*(outlook(name=f"<{n}@acnur.example>") for n in range(3)))
    assert [house.look(), house.look()] == [2, 1]


def test_metrics_tell_what_was_read_and_when(house: House, box: ImapServer) -> None:
    def read() -> float:
        return metrics.REGISTRY.get_sample_value("quipu_mail_read_total", {"kind": "reply", "outcome": "applied"}) or 0

    before = read()
    box.receives(outlook())
    house.look()
    assert read() == before + 1
    assert metrics.REGISTRY.get_sample_value("quipu_mail_looked_at_seconds") == FEBRUARY.timestamp()


def test_where_passwords_are_not_taken_a_token_is_asked_for_with_each_visit(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[str, str]] = []

    def xoauth2(self: Any, user: str, token: str, initial_folder: str | None = "INBOX") -> Any:
        given.append((user, token))
        return self.login(USER, PASSWORD, initial_folder)

    monkeypatch.setattr(MailBoxUnencrypted, "xoauth2", xoauth2)

    async def token() -> str:
        return f"token-{len(given) + 1}"

    house.poll.token = token
    assert [house.look(), house.look()] == [0, 0]
    assert given == [(USER, "token-1"), (USER, "token-2")]


def test_the_house_looks_at_its_mailbox_by_itself(
    box: ImapServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "EVERY", 0.2)
    box.receives(outlook())
    settings = Settings(
        rehearsal=True, database_url=f"sqlite:///{tmp_path}/q.sqlite3", imap_url=box.url, mail_from="s@red.example"
    )

    async def opened() -> list[MailReceived]:
        migrate(settings.database_url)
        house = await open_house(settings)
        keeping = asyncio.create_task(house.timekeeper.run())
        try:
            for _ in range(100):
                await asyncio.sleep(0.1)
                rows = await house.counter.look(lambda session: list(session.exec(select(MailReceived))))
                if rows:
                    return rows
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)
            await house.close()
        return []

    rows = asyncio.run(opened())
    assert [(row.kind, row.reason) for row in rows] == [("reply", "unknown_uid")]


@pytest.mark.skipif(shutil.which("dovecot") is None, reason="Dovecot is not installed on this system")
def test_the_same_loop_with_dovecot(town: Town, tmp_path: Path) -> None:
    server = dovecot(tmp_path)
    server.start()
    try:
        house = House(town, server.url)
        server.receives(samples.winmail(), answered(invited(house), "ACCEPTED"))
        assert [house.look(), house.look()] == [2, 0]
        assert house.post.answered() == "confirmed"
        assert server.unread() == 2
        house.counter.close()
    finally:
        server.stop()
