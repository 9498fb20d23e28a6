"""Letters: what they carry, how they travel over a real mail server, and what comes of its refusals."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from aiosmtpd.controller import Controller
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from bot.counter import Counter
from bot.dispatch import Address
from bot.language.catalogue import Words
from bot.mail.composing import Composer
from bot.mail.harmless import closed, one_line, paragraphs
from bot.mail.letter import Contents, Envelope, letter, mailbox, reader, text_twin
from bot.mail.opened import open_letter
from bot.mail.sender import Mailbox, NoPost, Post, Server, Smtp
from bot.notices import card_of
from bot.settings import Settings
from handlers.reply import Button, Buttons, Card, Divider, Facts, Heading, Image, Note, Paragraph, Table
from scheduler.sending import CannotTell, GiveUp, Sent, TryLater, Unclear
from storage import rehearsal
from storage.meetings import Meeting
from storage.networks import Network
from storage.outbox import MAIL, Notice
from storage.people import Person
from tests.town import Town, lima

FROM = mailbox("Secretaría de la Red <secretaria@red.example>")
NOW = datetime(2027, 1, 19, 14, 0, tzinfo=UTC)
ES = Words("es", "es", ZoneInfo("America/Lima"))


class Inbox:
    """A mail server's memory; it can be told to refuse or to hang up."""

    def __init__(self) -> None:
        self.url = ""
        self.received: list[bytes] = []
        self.at_recipient = ""
        self.at_data = ""
        self.hangs_up = False

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.at_recipient:
            return self.at_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.hangs_up:
            server.transport.abort()
            return ""
        if self.at_data:
            return self.at_data
        self.received.append(envelope.content)
        return "250 kept"


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    """A real mail server on loopback."""
    found = Inbox()
    with _server(found):
        yield found


@contextmanager
def _server(inbox: Inbox) -> Iterator[None]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    inbox.url = f"smtp://127.0.0.1:{port}"
    try:
        yield
    finally:
        controller.stop()


class Office:
    """A network with one meeting, and what is needed to write about it."""

    def __init__(self, town: Town, title: str = "Prioridades 2027", place: str = "Casa ONU, sala 3") -> None:
        self.town = town
        self.counter = Counter(town.database, town.charters)
        self.composer = Composer(self.counter, FROM, lambda: NOW)
        self.mailbox = Mailbox(self.composer, self.counter, lambda: NOW)
        with town.database.transaction() as session:
            session.add(
                Meeting(
                    network_id=town.network_id, code="CE-2027-01", kind="executive", title=title, place=place,
                    starts_at=lima(2027, 2, 9, 10), minutes=120, convened_at=NOW, sequence=1,
                )
            )  # fmt: skip

    def notice(self, name: str = "invitation.request", who: str = "n.quintamayo", **values: Any) -> Notice:
        given = {"meeting": "CE-2027-01", "sequence": 0, **values}
        return Notice(
            network_id=self.town.network_id, key=f"{name}/{who}/{given}", person_id=self.town.id_of(who), road=MAIL,
            notice=name, values=given, due_at=NOW, written_at=NOW,
        )  # fmt: skip

    def address(self, notice: Notice) -> Address:
        with self.town.database.reading() as session:
            network = session.get_one(Network, self.town.network_id)
            person = session.get(Person, notice.person_id) if notice.person_id else None
        charter = self.town.charter
        language = person.language if person else "es"
        return Address(network, charter, person, Words(language, "es", ZoneInfo(charter.zone)))

    def letter(self, notice: Notice) -> Any:
        return asyncio.run(self.composer.letter(notice, self.address(notice), card_of(notice)))

    def send(self, carrier: Any, notice: Notice) -> Any:
        return asyncio.run(carrier.send(notice, self.address(notice), card_of(notice)))

    def smtp(self, url: str, kept: Mailbox | None = None) -> Smtp:
        return Smtp(self.composer, Server.of(url), kept)

    def letters(self) -> list[rehearsal.Letter]:
        with self.town.database.reading() as session:
            return list(session.exec(select(rehearsal.Letter)))


@pytest.fixture
def office(town: Town) -> Iterator[Office]:
    found = Office(town)
    yield found
    found.counter.close()


def _tree(part: EmailMessage) -> Any:
    kind = part.get_content_type()
    return (kind, [_tree(each) for each in part.iter_parts()]) if part.is_multipart() else kind  # type: ignore[arg-type]


def _opened(raw: bytes) -> EmailMessage:
    found = message_from_bytes(raw, policy=SMTP)
    assert isinstance(found, EmailMessage)
    return found


def test_an_invitation_has_the_shape_that_outlook_wants(office: Office) -> None:
    message = _opened(office.letter(office.notice()).raw)
    assert _tree(message) == (
        "multipart/mixed",
        [("multipart/alternative", ["text/plain", "text/html", "text/calendar"]), "application/ics"],
    )
    calendar = list(next(iter(message.iter_parts())).iter_parts())[-1]
    assert calendar["Content-Type"].params == {"charset": "UTF-8", "method": "REQUEST"}
    assert calendar["Content-Disposition"] is None
    assert calendar["Content-Transfer-Encoding"] == "base64"
    attached = list(message.iter_parts())[-1]
    assert attached.get_filename() == "invite.ics"
    assert attached.get_payload(decode=True) == calendar.get_payload(decode=True)
    assert message["Content-Class"] == "urn:content-classes:calendarmessage"


def test_a_letter_says_when_and_where_in_its_first_two_lines(office: Office) -> None:
    opened = open_letter(office.letter(office.notice()).raw)
    assert opened.text.splitlines()[:2] == [
        "martes 9 de febrero de 2027, 10:00 (hora de Lima)",
        "Lugar: Casa ONU, sala 3 · Duración: 120 minutos",
    ]


def test_a_letter_is_for_one_person_and_answers_no_machine(office: Office) -> None:
    message = _opened(office.letter(office.notice()).raw)
    assert message["To"] == "Noelia Quintamayo Ser <n.quintamayo@acnur.example>"
    assert message["From"] == "Secretaría de la Red <secretaria@red.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["In-Reply-To"] is None
    assert message["Cc"] is None
    assert message["Date"].datetime == NOW


def test_the_same_notice_is_the_same_letter_by_name_and_another_is_not(office: Office) -> None:
    first, again, other = (
        office.letter(each) for each in (office.notice(), office.notice(), office.notice(sequence=1))
    )
    assert first.message_id == again.message_id
    assert other.message_id != first.message_id


def test_a_reader_of_english_gets_the_letter_in_english(office: Office) -> None:
    opened = open_letter(office.letter(office.notice(who="t.wrennfeld")).raw)
    assert opened.text.startswith("Tuesday")
    assert "invites you" in opened.text


def test_moving_and_cancelling_keep_the_invitation_its_name(office: Office) -> None:
    told = [
        vobject.readOne(open_letter(office.letter(office.notice(name, sequence=number)).raw).calendar.decode())
        for number, name in enumerate(("invitation.request", "invitation.update", "invitation.cancel"))
    ]
    assert [each.method.value for each in told] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [each.vevent.sequence.value for each in told] == ["0", "1", "2"]
    assert {each.vevent.uid.value for each in told} == {"CE-2027-01-peru@red.example"}


def test_the_mailbox_that_invites_is_never_invited_itself(office: Office) -> None:
    with office.town.database.transaction() as session:
        person = session.get_one(Person, office.town.id_of("r.berrocapa"))
        person.email = FROM.addr_spec
        session.add(person)
    letter = office.letter(office.notice(who="secretaria@red"))
    assert open_letter(letter.raw).calendar == b""


def test_a_letter_without_a_reader_or_a_meeting_is_given_up(office: Office) -> None:
    to_nobody = office.notice()
    to_nobody.person_id = None
    assert isinstance(office.letter(to_nobody), GiveUp)
    assert isinstance(office.letter(office.notice(meeting="CE-2099-01")), GiveUp)


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
        return Post.of(Settings(secret_key="x" * 20, **given), office.counter, lambda: NOW)

    assert isinstance(road(rehearsal=True, smtp_url="smtp://mail.example"), Mailbox)
    assert isinstance(road(rehearsal=True, smtp_url="smtp://127.0.0.1:25"), Smtp)
    assert isinstance(road(rehearsal=False, smtp_url="smtp://mail.example"), Smtp)
    assert isinstance(road(rehearsal=False), NoPost)


def test_a_rehearsal_that_mails_to_this_machine_keeps_a_copy(office: Office, inbox: Inbox) -> None:
    assert isinstance(office.send(office.smtp(inbox.url, office.mailbox), office.notice()), Sent)
    kept = office.letters()
    assert [open_letter(each.raw).calendar for each in kept] == [open_letter(inbox.received[0]).calendar]


HARM = "Hola\r\nBcc: todos@malo.example\r\n\r\n<script>alert(1)</script>"


def test_a_title_cannot_add_a_header(town: Town) -> None:
    office = Office(town, title=HARM, place=HARM)
    message = _opened(office.letter(office.notice()).raw)
    assert message["Bcc"] is None
    assert "\n" not in message["Subject"]
    assert message.get_all("Subject") == [message["Subject"]]
    opened = open_letter(message.as_bytes())
    assert "<script>" not in opened.html
    assert "Bcc:" in opened.text.splitlines()[1]
    office.counter.close()


@settings(max_examples=100, deadline=None)
@given(title=st.text(max_size=300), name=st.text(max_size=80))
def test_whatever_is_typed_a_letter_has_its_own_headers_only(title: str, name: str) -> None:
    card = Card((Heading(title), Paragraph(title), Note(name)))
    envelope = Envelope(FROM, reader(name, "n.quintamayo@acnur.example"), "key", NOW, "es")
    message = _opened(letter(envelope, Contents(card), ES.say).as_bytes())
    assert sorted(message.keys()) == sorted(
        ["From", "To", "Subject", "Date", "Message-ID", "Content-Language", "Auto-Submitted", "X-Auto-Response-Suppress",
         "MIME-Version", "Content-Type"]
    )  # fmt: skip
    assert message["To"].addresses[0].addr_spec == "n.quintamayo@acnur.example"


def test_a_letter_has_every_part_of_a_card_in_both_twins() -> None:
    card = Card(
        (
            Heading("Título"), Paragraph("Uno\ndos"), Facts((("Lugar", "Sala 3"),)), Heading("Sección"),
            Table("Puntos", ("Punto", "Minutos"), (("Niñez <b>", "20"),)), Divider(), Image("/x.png", "Un cuadro"),
            Buttons((Button("Abrir", "", link="https://red.example/x"), Button("Pulsar", "a.b"))), Note("Porque sí"),
        )
    )  # fmt: skip
    contents = Contents(card, opening=("hoy",), closing=("Firma",))
    text = text_twin(contents, ES.say)
    for words in (
        "hoy",
        "Título",
        "Uno\ndos",
        "Lugar: Sala 3",
        "– Niñez <b> · 20",
        "[Un cuadro]",
        "Porque sí",
        "Firma",
    ):
        assert words in text
    assert "Pulsar" not in text
    raw = letter(Envelope(FROM, reader("N", "n@acnur.example"), "k", NOW, "es"), contents, ES.say).as_bytes()
    html = open_letter(raw).html
    assert "Niñez &lt;b&gt;" in html
    assert '<a href="https://red.example/x">' in html
    assert "src=" not in html


def test_words_are_kept_as_typed_where_they_do_no_harm() -> None:
    assert one_line("  a\r\nb\tc\u2028d ") == "a b c d"
    assert one_line("x" * 300) == "x" * 199 + "…"
    assert paragraphs("a\r\nb\r\x00c") == "a\nb\n c"
    assert closed("\u202ebca") == "\u202ebca\u202c"
    assert closed("\u202ebca\u202c") == "\u202ebca\u202c"
    assert closed("\u2067a\u202bb") == "\u2067a\u202bb\u202c\u2069"
