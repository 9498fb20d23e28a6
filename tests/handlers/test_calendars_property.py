"""Whatever happens to a meeting and its people: each calendar, replayed from the letters its owner got, equals the record."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.roster import import_roster
from handlers import slots
from storage import people
from storage.charter import Charter
from storage.database import Database
from storage.invitations import SpeakerInvitation
from storage.meetings import CONVENED
from tests.doors import Doors
from tests.handlers.calendar_scene import Post, check, replayed
from tests.handlers.meeting_scene import convene, the
from tests.town import LIMA, Town, lima

ROSTER = """organisation,name,email,office,language
OIM,Luz Coordina,l.coordina@oim.example,coordination,es
OIM,Raúl Secretaría,r.secretaria@oim.example,secretariat,es
ACNUR,Noelia Uno,n.uno@acnur.example,focal_point,es
ACNUR,Hugo Dos,h.dos@acnur.example,alternate,en
UNICEF,Sara Tres,s.tres@unicef.example,focal_point,es
"""
WHO, CODE, BEGIN = "l.coordina", "TEC-2027-01", lima(2027, 1, 11, 9)
NEWCOMERS = ("Rosa Alva,r.alva@acnur.example", "Noelia Uno,n.uno@acnur.example", "Iris Paz,i.paz@acnur.example")
days, hours = st.integers(16, 19), st.sampled_from(["10:00", "15:00", "16:30"])
MOVES = st.tuples(st.just("move"), days, hours)
PLACES = st.tuples(st.just("place"), st.sampled_from(["Zoom", "Sala Vicús, piso 2; ala «norte»"]))
TITLES = st.tuples(st.just("title"), st.sampled_from(["Datos", "Regularización y niñez"]))
QUIET = st.tuples(st.just("quietly"), st.sampled_from(["Sala 1", "Sala 2"]))
PEOPLE = st.tuples(st.just("designate"), st.sampled_from(NEWCOMERS))
SLOTS = st.tuples(st.just("slot"), st.sampled_from([slots.PUT, slots.CHANGE, slots.REMOVE]))
ACTS = st.one_of(MOVES, PLACES, TITLES, QUIET, PEOPLE, SLOTS, st.just(("leave",)), st.just(("cancel",)))
STEPS = st.lists(st.tuples(ACTS, st.sampled_from([0, 2, 7])), min_size=1, max_size=7)


@dataclass
class World:
    """The network, its letters, the moment, and what was saved without telling since the last update."""

    town: Town
    post: Post
    now: datetime = BEGIN
    unsaid: bool = False
    said: list[str] = field(default_factory=list)

    def act(self, name: str, *given: Any) -> None:
        if the(self.town, CODE).status == CONVENED or name in {"designate", "leave"}:
            getattr(self, name)(*given)

    def ask(self, command: str, **values: Any) -> None:
        """Asked and, where it can be, confirmed; what changes nothing is refused, and that is right too."""
        shown = self.town.ask(WHO, command, self.now, **values)
        if not shown.refused:
            self.town.confirm(WHO, shown, self.now)

    def move(self, day: int, hour: str) -> None:
        before = the(self.town, CODE)
        self.ask("meetings.move", meeting=CODE, date=f"2027-02-{day}", time=hour, reason="Agenda de la CR")
        self.unsaid = self.unsaid and the(self.town, CODE).sequence == before.sequence

    def place(self, where: str) -> None:
        self._worded(place=where)

    def title(self, words: str) -> None:
        self._worded(title=words)

    def _worded(self, **given: str) -> None:
        before = (the(self.town, CODE).place, the(self.town, CODE).title)
        self.ask("meetings.move", meeting=CODE, reason="Corrección", **given)
        self.unsaid = self.unsaid and (the(self.town, CODE).place, the(self.town, CODE).title) == before

    def quietly(self, where: str) -> None:
        shown = self.town.ask(WHO, "meetings.move", self.now, meeting=CODE, place=where)
        if not shown.refused:
            self.town.press(WHO, shown, "meeting.button.quietly", self.now)
            self.unsaid = True

    def designate(self, who: str) -> None:
        name, email = who.split(",")
        self.ask("members.focal_point", organisation="ACNUR", name=name, email=email, reference="carta 1")

    def leave(self) -> None:
        self.ask("members.leave", organisation="UNICEF", date="2027-01-05", reference="carta 2")

    def cancel(self) -> None:
        self.ask("meetings.cancel", meeting=CODE, reason="Se pospone")

    def slot(self, notice: str) -> None:
        """A speaker's slot is put, shifted by ten minutes, or withdrawn for good."""
        if notice == slots.PUT:
            if not self.said:
                self.post.now = self.now
                self.said.append(str(self.post.speaker(CODE, the(self.town, CODE).starts_at + timedelta(minutes=10))))
                self._tell(notice)
        elif self.said:
            self._tell(notice)

    def _tell(self, notice: str) -> None:
        with self.town.database.transaction() as session:
            row = session.get_one(SpeakerInvitation, int(self.said[0]))
            if row.withdrawn_at is not None:
                return
            row.sequence += notice != slots.PUT
            row.starts_at += timedelta(minutes=10 if notice == slots.CHANGE else 0)
            row.withdrawn_at = self.now if notice == slots.REMOVE else None
            session.add(row)
            session.flush()
            slots.tell_slot(self.post.desk(session, self.now, WHO), row, notice)

    def pass_minutes(self, count: int) -> None:
        self.now += timedelta(minutes=count, seconds=1)
        if count:
            self.post.at(self.now)


@pytest.fixture(scope="module")
def small(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, peru: Charter) -> Path:
    """A network of five people with one meeting convened and in everybody's calendar."""
    path = tmp_path_factory.mktemp("small") / "small.sqlite3"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    with database.transaction() as session:
        import_roster(session, peru, ROSTER, "small.csv", lima(2026, 12, 1))
    town = Town(database, {"peru": peru}, BEGIN)
    convene(town, WHO, BEGIN, kind="technical", date="2027-02-15", time="15:00", title="Regularización", place="Sala 1")
    post = Post(town)
    post.at(BEGIN)
    post.stop()
    database.close()
    return path


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_each_calendar_replayed_from_the_letters_equals_the_record(
    small: Path, doors: Doors, peru: Charter, steps: list[tuple[tuple[Any, ...], int]]
) -> None:
    with doors.sqlite(small) as database:
        _replay(Town(database, {"peru": peru}, BEGIN), steps)


def _replay(town: Town, steps: list[tuple[tuple[Any, ...], int]]) -> None:
    world = World(town, Post(town))
    world.pass_minutes(1)
    for act, wait in steps:
        world.act(*act)
        world.pass_minutes(wait)
    for _ in range(2):
        world.pass_minutes(7)
    _compare(world)
    world.post.stop()


def _compare(world: World) -> None:
    meeting, uid = the(world.town, CODE), f"{CODE}-peru@red.example"
    with world.town.database.reading() as session:
        offices = world.town.charter.meetings["technical"].readers
        on = world.now.astimezone(LIMA).date()
        readers = {person.email for person in people.readers(session, world.town.network_id, offices, on)}
    got: dict[str, list[bytes]] = {}
    for row in world.post.versions():
        check(row.raw)
        got.setdefault(row.email, []).append(row.raw)
    for email in readers | set(got):
        calendar = replayed(got.get(email, ()))
        assert calendar == replayed(reversed(got.get(email, ()))), "the order in which letters come does not matter"
        event = calendar.get(uid)
        expected = meeting.status == CONVENED and email in readers
        assert (event is not None) == expected, (email, meeting.status)
        if event is not None:
            assert (event.starts, event.ends) == (_told(meeting.starts_at), _told(meeting.ends_at))
        if event is not None and not world.unsaid:
            assert (event.place.replace("\\", ""), event.title.endswith(meeting.title)) == (meeting.place, True)
    _compare_slot(world, got.get("e.sotelo@uni.example", []))


def _compare_slot(world: World, got: list[bytes]) -> None:
    calendar = replayed(got)
    if not world.said:
        assert calendar == {}
        return
    with world.town.database.reading() as session:
        row = session.get_one(SpeakerInvitation, int(world.said[0]))
    stands = row.withdrawn_at is None and the(world.town, CODE).status == CONVENED
    starts = {uid: event.starts for uid, event in calendar.items()}
    assert starts == ({f"{CODE}-s{row.id}-peru@red.example": _told(row.starts_at)} if stands else {})


def _told(moment: datetime) -> str:
    return f"{moment.astimezone(LIMA):%Y%m%dT%H%M%S}"


def test_the_small_network_has_its_meeting_in_five_calendars(small: Path, peru: Charter) -> None:
    database = Database(f"sqlite:///{small}")
    post = Post(Town(database, {"peru": peru}, BEGIN))
    post.stop()
    assert len(post.versions()) == 5
    assert date(2027, 2, 15) == post.versions()[0].starts_at.astimezone(LIMA).date()
    database.close()
