"""How letters travel over a real mail server, what comes of its refusals, and the mailbox of a rehearsal."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from typing import Any

import pytest
import vobject

from bot.dispatch import NoPost
from bot.mail import sender
from bot.mail.door import Server
from bot.mail.opened import open_letter
from bot.mail.sender import Mailbox, Smtp, post_of
from bot.settings import Settings
from scheduler.sending import CannotTell, GiveUp, Sent, TryLater, Unclear
from tests.bot.post_scene import NOW, Inbox, Office, mail_server
from tests.town import Town, lima


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    found = Inbox()
    with mail_server(found):
        yield found


@pytest.fixture
def office(town: Town) -> Iterator[Office]:
    found = Office(town)
    yield found
    found.counter.close()


def test_the_calendar_arrives_byte_for_byte(office: Office, inbox: Inbox) -> None:
    notice = office.notice()
    outcome = office.send(office.smtp(inbox.url), notice)
    assert outcome == Sent("mail", office.letter(notice).message_id, outcome.words)
    arrived = open_letter(inbox.received[0])
    assert arrived.calendar == open_letter(office.letter(notice).raw).calendar
    assert vobject.readOne(arrived.calendar.decode()).vevent.dtstart.value == lima(2027, 2, 9, 10)


@pytest.mark.parametrize(
    ("at_recipient", "at_data", "outcome"),
    [
        ("550 no such person", "", GiveUp),
        ("451 try again", "", TryLater),
        ("421 closing", "", TryLater),
        ("", "554 will not take it", GiveUp),
        ("", "452 no room", TryLater),
    ],
)
def test_what_a_server_refuses_is_given_up_or_tried_later(
    office: Office, inbox: Inbox, at_recipient: str, at_data: str, outcome: type
) -> None:
    inbox.at_recipient, inbox.at_data = at_recipient, at_data
    answer = office.send(office.smtp(inbox.url), office.notice())
    assert isinstance(answer, outcome)
    assert "Quintamayo" not in answer.why
    assert inbox.received == []


@pytest.mark.parametrize(
    ("at_sender", "at_data", "why"),
    [
        ("530 5.7.57 Client not authenticated", "", "SMTPSenderRefused 530 5.7.57"),
        ("550 5.7.1 not from here", "", "SMTPSenderRefused 550 5.7.1"),
        ("", "554 5.2.252 SendAsDenied; quipu@red.example not allowed", "SMTPDataError 554 5.2.252"),
        ("", "550 5.7.60 SMTP; no permission to send as this sender", "SMTPDataError 550 5.7.60"),
    ],
)
def test_a_refusal_of_our_own_mailbox_is_the_administrator_s_to_mend_and_waits(
    office: Office, inbox: Inbox, at_sender: str, at_data: str, why: str
) -> None:
    inbox.at_sender, inbox.at_data = at_sender, at_data
    assert office.send(office.smtp(inbox.url), office.notice()) == TryLater(why)


def test_a_refused_address_keeps_the_code_and_nothing_else_that_was_said(office: Office, inbox: Inbox) -> None:
    inbox.at_recipient = "550 5.1.1 <n.quintamayo@acnur.example>: Recipient address rejected"
    assert office.send(office.smtp(inbox.url), office.notice()) == GiveUp("SMTPRecipientRefused 550 5.1.1")


def test_a_server_that_never_greets_is_known_not_to_have_the_letter(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A black hole must not look as if the letter may have arrived: it would be sent again and again."""
    monkeypatch.setattr(sender, "HANDING_OVER", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        assert office.send(office.smtp(url), office.notice()) == TryLater("TimeoutError")


def test_a_server_that_hangs_up_holding_the_letter_leaves_it_unclear(office: Office, inbox: Inbox) -> None:
    inbox.hangs_up = True
    assert isinstance(office.send(office.smtp(inbox.url), office.notice()), Unclear)
    carrier = office.smtp(inbox.url)
    assert asyncio.run(carrier.find(office.notice(), office.address(office.notice()))) == CannotTell()


def test_a_server_that_is_not_there_is_tried_later(office: Office) -> None:
    assert isinstance(office.send(office.smtp("smtp://127.0.0.1:9"), office.notice()), TryLater)


def test_a_password_does_not_travel_in_the_clear(office: Office, inbox: Inbox) -> None:
    url = inbox.url.replace("smtp://", "smtp://quipu:secreto@") + "?starttls=required"
    assert isinstance(office.send(office.smtp(url), office.notice()), TryLater)
    assert inbox.received == []
    assert Server.of("smtp://u:p%40ss@mail.example").starttls is True
    assert Server.of("smtp://u:p%40ss@mail.example").password == "p@ss"
    assert Server.of("smtps://mail.example").port == 465


@pytest.mark.parametrize("url", ["http://mail.example", "smtp://", "smtp://mail.example?starttls=perhaps"])
def test_an_address_that_is_no_mail_server_is_refused_with_the_mend(url: str) -> None:
    with pytest.raises(ValueError, match="SMTP_URL"):
        Server.of(url)


def test_a_rehearsal_keeps_each_letter_once(office: Office) -> None:
    notice = office.notice()
    first, again = office.send(office.mailbox, notice), office.send(office.mailbox, notice)
    assert first == again
    kept = office.letters()
    assert [each.recipient for each in kept] == ["n.quintamayo@acnur.example"]
    assert kept[0].message_id == first.external_id
    found = asyncio.run(office.mailbox.find(notice, office.address(notice)))
    assert isinstance(found, Sent)
    other = office.notice("invitation.cancel")
    assert asyncio.run(office.mailbox.find(other, office.address(other))) is None


def test_in_a_rehearsal_mail_leaves_only_to_this_machine(office: Office) -> None:
    def road(**given: Any) -> Any:
        return post_of(Settings(secret_key="x" * 20, **given), office.composer, office.counter, lambda: NOW)

    assert isinstance(road(rehearsal=True, smtp_url="smtp://mail.example"), Mailbox)
    assert isinstance(road(rehearsal=True, smtp_url="smtp://127.0.0.1:25"), Smtp)
    assert isinstance(road(rehearsal=False, smtp_url="smtp://mail.example"), Smtp)
    assert isinstance(road(rehearsal=False), NoPost)


def test_a_rehearsal_that_mails_to_this_machine_keeps_a_copy(office: Office, inbox: Inbox) -> None:
    assert isinstance(office.send(office.smtp(inbox.url, office.mailbox), office.notice()), Sent)
    kept = office.letters()
    assert [open_letter(each.raw).calendar for each in kept] == [open_letter(inbox.received[0]).calendar]
