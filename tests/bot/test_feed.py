"""Subscribed calendars over HTTP and as other readers of calendars see them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import httpx
import vobject
from sqlmodel import select

from bot.board.feed import Feed, feed_bytes
from bot.language.catalogue import Words
from storage.meetings import CANCELLED, Meeting
from storage.people import Office, Person
from tests.bot.post_scene import ES
from tests.bot.visitor import Visitor
from tests.running import RunningHouse
from tests.town import lima

NOW = datetime(2027, 1, 19, 14, 0, tzinfo=UTC)


def meeting(code: str, **changes: Any) -> Meeting:
    given = {
        "network_id": 1, "code": code, "kind": "executive", "title": "Prioridades, niñez; 2027", "minutes": 120,
        "starts_at": datetime(2027, 2, 9, 15, tzinfo=UTC), "place": "Casa ONU", "convened_at": NOW,
    }  # fmt: skip
    return Meeting(**{**given, **changes})


def written(*meetings: Meeting, zone: str = "America/Lima", words: Words = ES) -> str:
    return feed_bytes(Feed("Reuniones", "peru", "red.example", zone, NOW, words.say), meetings).decode()


def test_another_reader_sees_each_meeting_in_lima_under_the_name_its_invitation_has() -> None:
    calendar = vobject.readOne(written(meeting("CE-2027-01"), meeting("CE-2027-02", status=CANCELLED, sequence=3)))
    one, other = calendar.vevent_list
    assert one.uid.value == "CE-2027-01-peru@red.example"
    assert one.dtstart.value.isoformat() == "2027-02-09T10:00:00-05:00"
    assert one.summary.value == "Reunión del Comité Ejecutivo: Prioridades, niñez; 2027"
    assert (one.status.value, other.status.value, other.sequence.value) == ("CONFIRMED", "CANCELLED", "3")
    assert other.transp.value == "TRANSPARENT"


def test_a_feed_asks_nobody_for_an_answer_and_names_nobody() -> None:
    text = written(meeting("CE-2027-01"))
    for absent in ("METHOD", "ATTENDEE", "ORGANIZER", "VALARM", "DAYLIGHT"):
        assert absent not in text
    assert text.count("BEGIN:VTIMEZONE") == text.count("BEGIN:STANDARD") == 1
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in text
    assert "X-PUBLISHED-TTL:PT1H\r\n" in text
    assert "NAME:Reuniones\r\n" in text


def test_a_calendar_without_meetings_is_still_a_calendar() -> None:
    assert vobject.readOne(written()).version.value == "2.0"
    assert "BEGIN:VTIMEZONE" not in written(zone="America/Santiago")


def test_a_person_subscribes_renews_and_loses_it_on_leaving(running_house: RunningHouse) -> None:
    visitor = Visitor(running_house)
    secretary, member = visitor.person("r.berrocapa"), visitor.person("t.wrennfeld")
    for words in (
        "comité ejecutivo el 9 de febrero de 2027 de 10 a 12: Uno",
        "técnica el 10 de febrero de 2027 de 15 a 17: Dos",
    ):
        visitor.say(secretary, f"/reunion convocar {words}")
        visitor.press(secretary, "Confirmar")
    visitor.say(member, "/meeting calendar")
    first = re.findall(r"http\S+/calendar/\S+?\.ics", visitor.press(member, "Subscribe"))
    assert [uids(each) for each in first[-2:]] == [{"CE-2027-01"}, {"TEC-2027-01", "CE-2027-01"}]
    answer = httpx.get(first[-2])
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert httpx.get(f"{running_house.url}/calendar/none.ics").status_code == 404

    visitor.say(member, "/meeting calendar")
    second = re.findall(r"http\S+/calendar/\S+?\.ics", visitor.press(member, "Renew"))
    assert [httpx.get(each).status_code for each in (*first[-2:], *second[-2:])] == [410, 410, 200, 200]

    def leave(session: Any) -> None:
        person = session.exec(select(Person).where(Person.email.startswith("t.wrennfeld"))).one()
        for office in session.exec(select(Office).where(Office.person_id == person.id)):
            office.until = lima(2027, 1, 11).date()
            session.add(office)

    running_house.call(running_house.house.counter.write(leave))
    assert [httpx.get(each).status_code for each in second[-2:]] == [410, 410]
    visitor.client.close()


def uids(address: str) -> set[str]:
    """The meetings in the calendar at that address."""
    calendar = vobject.readOne(httpx.get(address).text)
    return {event.uid.value.split("-peru@")[0] for event in calendar.contents.get("vevent", [])}
