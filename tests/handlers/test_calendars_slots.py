"""A speaker's own slot in their calendar: it goes with the meeting, and nothing of what is not theirs leaves with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import vobject

from bot.board.feed import Feed, feed_bytes
from handlers import slots
from handlers.feeds import followed, own_slots
from storage.directory import DirectoryEntry
from storage.invitations import SpeakerInvitation
from tests.bot.post_scene import ES, FROM
from tests.handlers.calendar_scene import Post, check
from tests.handlers.meeting_scene import CE, SECRETARY, convene, the
from tests.town import Town, lima

MORNING = lima(2027, 1, 11, 9)
LATER = MORNING + timedelta(days=1)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


@pytest.fixture
def post(town: Town) -> Iterator[Post]:
    convene(town, at=MORNING, **CE)
    found = Post(town)
    found.at(MORNING)
    yield found
    found.stop()


def move(post: Post, at: timedelta = timedelta(0), **values: object) -> None:
    post.town.do(SECRETARY, "meetings.move", LATER + at, meeting="CE-2027-01", **values)


def put_slot(post: Post, number: int, at: timedelta = timedelta(0), notice: str = slots.PUT) -> None:
    with post.town.database.transaction() as session:
        slots.tell_slot(post.desk(session, LATER + at, SECRETARY), session.get_one(SpeakerInvitation, number), notice)


def test_a_speaker_has_their_own_slot_alone_and_it_goes_with_the_meeting(post: Post) -> None:
    number = post.speaker("CE-2027-01", lima(2027, 2, 9, 10, 30))
    put_slot(post, number)
    post.at(LATER)
    move(post, minutes(1), date="2027-02-11", time="09:00")
    post.at(LATER + minutes(10))
    post.town.do(SECRETARY, "meetings.cancel", LATER + minutes(30), meeting="CE-2027-01", reason="La CR está de viaje")
    post.at(LATER + minutes(31))

    put, moved, gone = (each.invitation for each in post.letters("e.sotelo") if each.invitation)
    assert {put.uid, moved.uid, gone.uid} == {f"CE-2027-01-s{number}-peru@red.example"}
    assert (put.title, put.place) == ("Datos sobre niñez migrante · Red de Migración", "Sala Cantuta")
    assert (put.starts_at, put.ends_at) == (lima(2027, 2, 9, 10, 30), lima(2027, 2, 9, 10, 50))
    assert moved.starts_at == lima(2027, 2, 11, 9, 30)
    assert [each.sequence for each in (put, moved, gone)] == [0, 1, 2]
    assert [each.method for each in (put, moved, gone)] == ["REQUEST", "REQUEST", "CANCEL"]


def test_nothing_internal_leaves_to_a_speaker(post: Post) -> None:
    secrets = {
        "late_reason": "NOSECRETO-tarde",
        "withdrawn_reason": "NOSECRETO-retiro",
        "wording": {"x": "NOSECRETO-carta"},
    }
    number = post.speaker("CE-2027-01", lima(2027, 2, 9, 10, 30), **secrets)
    with post.town.database.transaction() as session:
        meeting = session.get_one(type(the(post.town, "CE-2027-01")), the(post.town, "CE-2027-01").id)
        meeting.reason, meeting.notes = "NOSECRETO-motivo", {"nota": "NOSECRETO-beneficiaria"}
        session.add(meeting)
    put_slot(post, number)
    post.at(LATER)
    move(post, minutes(1), time="11:00", reason="NOSECRETO-mover")
    post.at(LATER + minutes(10))
    post.town.do(SECRETARY, "meetings.cancel", LATER + minutes(30), meeting="CE-2027-01", reason="NOSECRETO-cancelar")
    post.at(LATER + minutes(31))

    letters = post.letters("e.sotelo")
    assert len(letters) == 3
    for each in letters:
        check(each.calendar)
        written = each.text + each.html + each.calendar.decode().replace("\r\n ", "")
        assert "NOSECRETO" not in written
        assert "Prioridades 2027" not in written
        assert "Comité" not in written


def test_a_speaker_abroad_is_told_their_own_hour(post: Post) -> None:
    number = post.speaker("CE-2027-01", lima(2027, 2, 9, 10, 30))
    put_slot(post, number)
    post.at(LATER)
    assert "Para quien está en otro país: 15:30 UTC" in post.letters("e.sotelo")[0].text
    with post.town.database.transaction() as session:
        row = session.get_one(SpeakerInvitation, number)
        session.add(
            DirectoryEntry(
                network_id=post.town.network_id, organisation="Universidad", category="academia", language="es",
                zone="Europe/Madrid", person_id=row.person_id, recorded_at=LATER,
            )
        )  # fmt: skip
    move(post, minutes(1), time="11:00")
    post.at(LATER + minutes(10))
    told = post.letters("e.sotelo")[1]
    assert "En su zona horaria: martes 9 de febrero de 2027, 17:30 (hora de Madrid)" in told.text
    assert "17:30" in told.calendar.decode()


def test_a_speakers_subscribed_calendar_has_the_slot_under_the_same_name_and_not_the_meeting(post: Post) -> None:
    number = post.speaker("CE-2027-01", lima(2027, 2, 9, 10, 30))
    put_slot(post, number)
    post.at(LATER)
    with post.town.database.reading() as session:
        desk = post.desk(session, LATER, "e.sotelo")
        found, own = followed(desk, whole=True), own_slots(desk)
        feed = Feed("Mis reuniones", "peru", FROM.domain, "America/Lima", LATER, ES.say, "Red de Migración")
        told = feed_bytes(feed, found, own)
    assert found == []
    (event,) = vobject.readOne(told.decode()).vevent_list
    assert event.uid.value == f"CE-2027-01-s{number}-peru@red.example"
    assert event.summary.value == "Datos sobre niñez migrante · Red de Migración"
    assert b"METHOD" not in told
