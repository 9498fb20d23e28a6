"""Invitations as calendars read them: golden files, an independent parser, and titles that mean harm."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from email.headerregistry import Address
from pathlib import Path

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mail.harmless import one_line
from bot.mail.invitation import CANCEL, REQUEST, Invitation, calendar_bytes, fixed_zone, read, uid_of
from tests.strict_calendar import problems

GOLDEN = Path(__file__).parent / "golden"
QUIPU = Address("Secretaría de la Red", "secretaria", "red.example")
NOELIA = Address("Noelia Quintamayo Ser", "n.quintamayo", "acnur.example")
CREATED = Invitation(
    method=REQUEST,
    uid=uid_of("CE-2027-01", "peru", "red.example"),
    sequence=0,
    starts_at=datetime(2027, 2, 9, 15, 0, tzinfo=UTC),
    ends_at=datetime(2027, 2, 9, 17, 0, tzinfo=UTC),
    zone="America/Lima",
    title="Comité Ejecutivo: Prioridades 2027, niñez y regularización",
    description="Código de la reunión: CE-2027-01\n\nPuede responder desde su calendario.",
    place="Casa ONU, sala 3; Magdalena del Mar",
    organiser=QUIPU,
    attendee=NOELIA,
    now=datetime(2027, 1, 19, 14, 0, 7, 123456, tzinfo=UTC),
)
MOVED = replace(
    CREATED,
    sequence=1,
    starts_at=datetime(2027, 2, 11, 14, 0, tzinfo=UTC),
    ends_at=datetime(2027, 2, 11, 16, 0, tzinfo=UTC),
    now=datetime(2027, 1, 25, 20, 30, tzinfo=UTC),
)
MOVED = replace(
    MOVED,
    changes="Cambio. Fecha y hora: antes, martes 9 de febrero de 2027, 10:00 (hora de Lima); ahora, jueves 11 de febrero de 2027, 09:00 (hora de Lima)",
    description="Cambio. Fecha y hora: antes, martes 9 de febrero de 2027, 10:00 (hora de Lima); ahora, jueves 11 de febrero de 2027, 09:00 (hora de Lima)\n\n"
    + CREATED.description,
)
SLOT = replace(
    CREATED,
    uid=uid_of("CE-2027-01", "peru", "red.example", 7),
    starts_at=datetime(2027, 2, 9, 15, 30, tzinfo=UTC),
    ends_at=datetime(2027, 2, 9, 15, 50, tzinfo=UTC),
    title="Datos sobre niñez migrante · Red de Migración",
    description="Para quien está en otro país: 15:30 UTC\n\nPuede responder desde su calendario.",
    attendee=Address("Eva Sotelo Ñahui", "e.sotelo", "uni.example"),
)
CANCELLED = replace(
    MOVED,
    changes="",
    description="Código de la reunión: CE-2027-01",
    method=CANCEL,
    sequence=2,
    now=datetime(2027, 2, 1, 13, 0, tzinfo=UTC),
)
HOSTILE = [
    'Reunión "urgente"',
    "Título\r\nATTENDEE:mailto:otro@malo.example\r\nX-A: 1",
    "Fin\nEND:VEVENT\nBEGIN:VEVENT\nUID:otro",
    "a, b; c\\n d\\",
    "\u202eoidraD\u202c y \u202e sin cerrar",
    "🎉" * 60,
    "línea\u2028otra\u2029más\x00\x07",
    "=cmd|' /C calc'!A0",
    "<!channel> <@U123> <script>alert(1)</script>",
    "x" * 10_000,
    "medio \ud83d par",
]


@pytest.mark.parametrize(
    ("name", "invitation"), [("create", CREATED), ("move", MOVED), ("cancel", CANCELLED), ("slot", SLOT)]
)
def test_an_invitation_is_byte_for_byte_what_was_reviewed(name: str, invitation: Invitation) -> None:
    written = calendar_bytes(invitation)
    assert problems(written) == []
    assert written == (GOLDEN / f"{name}.ics").read_bytes()


HARMED = [
    (b"\r\n", b"\n", "does not end"),
    (b"METHOD:REQUEST\r\n", b"", "METHOD stands 0 times"),
    (b"STATUS:CONFIRMED", b"STATUS:CANCELLED", "REQUEST with STATUS CANCELLED"),
    (b"TZID:America/Lima\r\n", b"TZID:America/Bogota\r\n", "America/Lima is not defined"),
    (b";TZID=America/Lima:2027", b":2027", "floats"),
    (b"SEQUENCE:0\r\n", b"", "SEQUENCE is missing"),
    (b"sala 3\\; Magdalena", b"sala 3; Magdalena", "LOCATION is not escaped"),
    (b"\r\n N;ROLE", b"N;ROLE", "octets"),
    ("niñez".encode(), "ni\xc3\r\n \xb1ez".encode("latin-1"), "cut in two"),
    (b"END:VALARM\r\n", b"", "closes nothing"),
    (b"DTSTAMP:20270119T140007Z", b"DTSTAMP:20270119T090007", "DTSTAMP is not in UTC"),
]


@pytest.mark.parametrize(("right", "wrong", "said"), HARMED, ids=[said for _, _, said in HARMED])
def test_the_strict_reader_finds_what_is_wrong(right: bytes, wrong: bytes, said: str) -> None:
    good = (GOLDEN / "create.ics").read_bytes()
    assert right in good
    assert any(said in each for each in problems(good.replace(right, wrong)))


def test_another_reader_of_calendars_sees_the_same_meeting_move_and_end() -> None:
    events = [vobject.readOne(calendar_bytes(each).decode()) for each in (CREATED, MOVED, CANCELLED)]
    assert [event.method.value for event in events] == ["REQUEST", "REQUEST", "CANCEL"]
    assert {event.vevent.uid.value for event in events} == {"CE-2027-01-peru@red.example"}
    assert [event.vevent.sequence.value for event in events] == ["0", "1", "2"]
    starts = [event.vevent.dtstart.value.isoformat() for event in events]
    assert starts == ["2027-02-09T10:00:00-05:00", "2027-02-11T09:00:00-05:00", "2027-02-11T09:00:00-05:00"]
    assert [event.vevent.status.value for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert events[0].vevent.attendee.value == "mailto:n.quintamayo@acnur.example"
    assert events[0].vevent.organizer.value == "mailto:secretaria@red.example"
    assert len(events[0].vevent.contents["attendee"]) == 1


def test_a_cancellation_rings_no_alarm_and_frees_the_hour() -> None:
    cancelled = vobject.readOne(calendar_bytes(CANCELLED).decode()).vevent
    assert "valarm" not in cancelled.contents
    assert cancelled.transp.value == "TRANSPARENT"


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_a_title_that_means_harm_stays_one_harmless_title(title: str) -> None:
    _check(title)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_whatever_the_title_the_calendar_keeps_its_shape(title: str) -> None:
    _check(title)


def _check(title: str) -> None:
    written = calendar_bytes(replace(CREATED, title=title, place=title, description=title))
    assert problems(written) == []
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert b"\n" not in written.replace(b"\r\n", b"")
    unfolded = written.decode().replace("\r\n ", "")
    names = [re.split("[:;]", line, maxsplit=1)[0] for line in unfolded.split("\r\n") if line]
    reviewed = (GOLDEN / "create.ics").read_bytes().decode().replace("\r\n ", "")
    assert sorted(names) == sorted(re.split("[:;]", line, maxsplit=1)[0] for line in reviewed.split("\r\n") if line)
    assert vobject.readOne(written.decode()).vevent.summary.value == one_line(title)
    assert read(written).title == one_line(title)


def test_quotation_marks_in_a_name_become_apostrophes() -> None:
    named = replace(CREATED, attendee=Address('Noelia "Noe" Quintamayo', "n.quintamayo", "acnur.example"))
    attendee = vobject.readOne(calendar_bytes(named).decode()).vevent.attendee
    assert attendee.params["CN"] == ["Noelia 'Noe' Quintamayo"]


def test_a_zone_whose_hour_never_changes_is_told_with_one_block() -> None:
    written = calendar_bytes(replace(CREATED, zone="Asia/Kolkata")).decode()
    assert "TZOFFSETTO:+0530" in written
    assert "DTSTART;TZID=Asia/Kolkata:20270209T203000" in written
    assert written.count("BEGIN:STANDARD") == 1
    assert "DAYLIGHT" not in written


def test_a_zone_with_summer_time_is_told_in_utc() -> None:
    assert fixed_zone("America/Santiago", CREATED.starts_at) is None
    written = calendar_bytes(replace(CREATED, zone="America/Santiago")).decode()
    assert "VTIMEZONE" not in written
    assert "DTSTART:20270209T150000Z" in written


def test_what_was_written_is_read_back() -> None:
    opened = read(calendar_bytes(MOVED))
    assert (opened.method, opened.uid, opened.sequence) == (REQUEST, MOVED.uid, 1)
    assert (opened.starts_at, opened.ends_at) == (MOVED.starts_at, MOVED.ends_at)
    assert (opened.title, opened.place, opened.status) == (MOVED.title, MOVED.place, "CONFIRMED")
