"""What is read from a message: thirty and more ways in which answers come, and what rogues send instead."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mail.incoming.found import Found
from bot.mail.incoming.reading import read
from tests.bot.incoming import samples
from tests.bot.incoming.samples import NOELIA, UID, attached, event, gmail, letter, outlook

APPLE = f'ATTENDEE;CN="Noelia";PARTSTAT=ACCEPTED;EMAIL={NOELIA}:urn:uuid:0AB1-22'
GOOGLE = ';X-RESPONSE-COMMENT="Llego a las 10 &amp; salgo a las 11 &#39;en punto&#39;"'
COUNTER = ("DTSTART;TZID=America/Lima:20270211T100000", "DTEND;TZID=America/Lima:20270211T110000")
WINDOWS = ("DTSTART;TZID=SA Pacific Standard Time:20270211T100000", "DTEND:20270211T160000Z")
DELEGATES = (
    f'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:h.parihuanca@acnur.example":mailto:{NOELIA}\r\n'
    f'ATTENDEE;PARTSTAT=NEEDS-ACTION;DELEGATED-FROM="mailto:{NOELIA}":mailto:h.parihuanca@acnur.example'
)


def one(raw: bytes):
    found = read(raw)
    assert len(found.answers) == 1
    return found.answers[0]


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (outlook(), "ACCEPTED"),
        (outlook(event("DECLINED")), "DECLINED"),
        (outlook(event("TENTATIVE")), "TENTATIVE"),
        (outlook(event("accepted")), "ACCEPTED"),
        (gmail(), "ACCEPTED"),
        (gmail(event("DECLINED", params=GOOGLE)), "DECLINED"),
        (attached(event(attendee=APPLE)), "ACCEPTED"),
        (attached(event(attendee=f"ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:{NOELIA.title()}")), "ACCEPTED"),
        (attached(event().replace("\r\n", "\n")), "ACCEPTED"),
        (attached(event(), "octet-stream", "invite.ics"), "ACCEPTED"),
        (outlook(event(sequence=None)), "ACCEPTED"),
        (outlook(event(attendee=DELEGATES)), "DELEGATED"),
    ],
)  # fmt: skip
def test_an_answer_is_read_from_every_program(raw: bytes, status: str) -> None:
    answer = one(raw)
    assert read(raw).kind == "reply"
    assert (answer.status, answer.attendee, answer.uid, answer.sequence) == (status, NOELIA, UID, 0)
    assert answer.stamped_at == datetime(2027, 2, 1, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("calendar", "comment"),
    [
        (event("DECLINED", more=("COMMENT:Estaré de viaje\\n",)), "Estaré de viaje"),
        (event("DECLINED", params=GOOGLE), "Llego a las 10 & salgo a las 11 'en punto'"),
        (event("DECLINED", more=("COMMENT:Uno\\nBcc: todos@x.example",)), "Uno Bcc: todos@x.example"),
    ],
)
def test_a_note_is_read_as_it_was_meant_and_stays_on_one_line(calendar: str, comment: str) -> None:
    assert one(outlook(calendar)).comment == comment


@pytest.mark.parametrize("charset", ["windows-1252", "utf-8", "no-such-charset"])
def test_accents_survive_whatever_charset_is_claimed(charset: str) -> None:
    written = event(more=("COMMENT:Asistiré mañana",)).encode("cp1252")
    raw = attached(written).replace(b"application/ics", f"application/ics; charset={charset}".encode())
    assert one(raw).comment == "Asistiré mañana"


def test_who_sent_it_for_somebody_to_whom_they_delegate_and_which_date_of_a_series() -> None:
    assert one(outlook(event(params=';SENT-BY="mailto:Asistente@acnur.example"'))).sent_by == "asistente@acnur.example"
    assert one(outlook(event(attendee=DELEGATES))).delegated_to == "h.parihuanca@acnur.example"
    assert one(outlook(event("TENTATIVE", more=("RECURRENCE-ID:20270210T200000Z",)))).instance == "20270210T200000Z"


@pytest.mark.parametrize(("more", "hour"), [(COUNTER, 15), (WINDOWS, 15)])
def test_a_counter_proposal_tells_its_hour_in_utc(more: tuple[str, ...], hour: int) -> None:
    raw = outlook(event("TENTATIVE", method="COUNTER", more=more))
    proposed = one(raw).proposed
    assert read(raw).kind == "counter"
    assert proposed is not None and proposed[0] == datetime(2027, 2, 11, hour, 0, tzinfo=UTC)


def test_an_hour_without_a_known_zone_is_no_proposal_but_spoils_no_answer() -> None:
    floating = ("DTSTART;TZID=Customized Time Zone:20270211T100000", "DTEND:20270211T110000")
    assert one(outlook(event(method="COUNTER", more=floating))).problem == "zone"
    assert one(outlook(event(more=floating))).problem == ""


def test_two_different_answers_in_one_message_stay_two() -> None:
    raw = attached(event() + event("DECLINED"))
    assert len(read(raw).answers) == 2


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (samples.winmail(), "winmail"),
        (samples.forwarded(outlook()), "forwarded"),
        (letter("Confirmo mi asistencia."), "text"),
        (samples.away("<x@y.example>"), "auto_reply"),
        (letter("x", headers=(("Precedence", "bulk"),)), "auto_reply"),
        (letter("x", headers=(("X-Autoreply", "yes"),)), "auto_reply"),
        (outlook(event(method="REQUEST")), "calendar"),
        (outlook(event()[:120]), "broken"),
        (outlook("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), "broken"),
        (outlook(event(more=("X\0Y:1",))), "broken"),
        (outlook(event(sequence=10**9)), "broken"),
        (attached("no es un calendario"), "broken"),
        (samples.nested(200), "hostile"),
        (samples.nested(30), "hostile"),
        (samples.huge(20), "too_large"),
        (b"", "text"),
        (b"\0" * 5000, "text"),
        (outlook()[:600], "broken"),
    ],
)
def test_whatever_else_comes_is_told_apart(raw: bytes, kind: str) -> None:
    assert read(raw).kind == kind


def test_of_a_message_too_large_the_headers_are_still_read() -> None:
    found = read(samples.huge(20))
    assert (found.sender, found.message_id) == (NOELIA, "<reply-1@acnur.example>")


@pytest.mark.parametrize("sender", ["", "dos@a.example, tres@a.example", "sin arroba", f"{NOELIA} <evil@x.example>"])
def test_a_sender_that_is_not_exactly_one_address_is_none(sender: str) -> None:
    raw = f"From: {sender}\r\nSubject: x\r\n\r\nhola".encode()
    assert read(raw).sender in ("", "evil@x.example")
    assert read(raw).sender != NOELIA
    assert read(f"From: {NOELIA}\r\nFrom: otra@a.example\r\n\r\nx".encode()).sender == ""


def test_a_header_cannot_bring_another_line_with_it() -> None:
    raw = f"From: {NOELIA}\r\nSubject: =?utf-8?q?Hola=0D=0ABcc:_x=40y.example=00?=\r\n\r\nx".encode()
    assert read(raw).subject == "Hola Bcc: x@y.example"


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("Confirmo mi asistencia, gracias.", "ACCEPTED"),
        ("Estimados: no podré asistir.", "DECLINED"),
        ("I will attend.", "ACCEPTED"),
        ("Unfortunately I won't be able to come", "DECLINED"),
        ("Tal vez llegue tarde", "TENTATIVE"),
        ("Gracias por la agenda.", ""),
        ("Gracias.\n\nEl lun, 1 feb 2027 a las 9:00, Secretaría (<s@red.example>) escribió:\n> Confirmo", ""),
    ],
)
def test_plain_words_are_only_a_hint_and_what_they_quote_is_not_theirs(words: str, hint: str) -> None:
    assert read(letter(words)).hint == hint


@pytest.mark.parametrize(
    ("raw", "recipient", "status", "failed", "certain"),
    [
        (samples.bounce("<a@red.example>"), NOELIA, "5.1.1", True, True),
        (samples.bounce("<a@red.example>", action="delayed", status="4.4.7"), NOELIA, "4.4.7", False, True),
        (samples.exim("<a@red.example>"), NOELIA, "5.7.1", True, False),
    ],
)
def test_a_returned_letter_names_its_reader_the_reason_and_the_letter(
    raw: bytes, recipient: str, status: str, failed: bool, certain: bool
) -> None:
    back = read(raw).returned
    assert back is not None
    assert (back.recipient, back.status, back.original) == (recipient, status, "<a@red.example>")
    assert (back.failed, back.certain) == (failed, certain)


@pytest.mark.parametrize(
    "raw",
    [
        b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 100_000,
        b"Content-Type: text/plain" + b";a=b" * 200_000 + b"\n\nx",
        b"Content-Type: multipart/mixed" + b";\n a=b" * 100_000 + b"\n\nx",
        b"Subject: " + b"=?a?q?" * 100_000 + b"\n\nx",
        b"From: " + b"(" * 500_000 + b"\n\nx",
        b"Content-Type: text/html\n\n" + b"<style" * 100_000,
        b"Content-Type: message/rfc822\n\n" * 20_000,
        b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 15_000,
    ],
)
def test_what_is_built_to_cost_time_ends_soon(raw: bytes) -> None:
    began = time.process_time()
    assert isinstance(read(raw), Found)
    assert time.process_time() - began < 3


def test_a_message_is_read_in_about_ten_milliseconds() -> None:
    began = time.process_time()
    for _ in range(20):
        read(gmail())
    assert time.process_time() - began < 20 * 0.05


PIECES = st.sampled_from([
    b"From: a@b.example\r\n", b"Content-Type: multipart/report; boundary=b\r\n", b"Content-Type: text/calendar\r\n\r\n", b"\r\n",
    b"--b\r\n", b"Content-Type: message/delivery-status\r\n\r\n", b"Content-Transfer-Encoding: base64\r\n", event().encode(),
    b"Content-Type: message/rfc822\r\n\r\n", b"Content-Disposition: attachment; filename*=utf-8''%ff\r\n", b"--b--\r\n",
    b"Subject: =?utf-8?b?/////w==?=\r\n", b"METHOD:REPLY\r\n", b"ATTENDEE;PARTSTAT=\r\n", b"charset=\0", b"Status: 5.1.1\r\n",
])  # fmt: skip


@settings(max_examples=150)
@given(
    st.one_of(st.binary(max_size=2000), st.lists(st.one_of(PIECES, st.binary(max_size=30)), max_size=25).map(b"".join))
)
def test_no_bytes_make_the_reading_fail(raw: bytes) -> None:
    found = read(raw)
    assert isinstance(found, Found)
    assert "\n" not in found.subject + found.sender + found.message_id
