"""Letters: what they carry, in which shape, and what is typed into them without harm."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from bot.mail.harmless import closed, one_line, paragraphs
from bot.mail.letter import Contents, Envelope, letter, reader, text_twin
from bot.mail.opened import open_letter
from handlers.reply import Button, Buttons, Card, Divider, Facts, Heading, Image, Note, Paragraph, Table
from scheduler.sending import GiveUp
from storage.meetings import Meeting
from storage.people import Person
from tests.bot.post_scene import ES, FROM, NOW, Office
from tests.town import Town


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
    told = []
    for number, name in enumerate(("invitation.request", "invitation.update", "invitation.cancel")):
        with office.town.database.transaction() as session:
            meeting = session.exec(select(Meeting)).one()
            meeting.sequence, meeting.status = number, "cancelled" if name == "invitation.cancel" else "convened"
            session.add(meeting)
        told.append(vobject.readOne(open_letter(office.letter(office.notice(name)).raw).calendar.decode()))
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
