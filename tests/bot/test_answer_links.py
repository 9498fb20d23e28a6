"""The link in a letter: it shows without acting, acts once on a press, and says clearly why it no longer works."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import httpx
import pytest
import vobject
from sqlmodel import select

from bot.board.links import Seal
from bot.mail.opened import open_letter
from handlers.answer_sheet import Asked
from storage import journal, meetings
from storage.meetings import Attendance, Meeting
from storage.people import Office, Person
from storage.rehearsal import Letter
from tests.bot.visitor import Visitor
from tests.running import RunningHouse, running
from tests.town import lima

SECRET = "tests only, not secret"
ASKED = Asked(1, "CE-2027-01", 7, datetime(2027, 2, 9, 15, tzinfo=UTC))
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+(/answer/\S+)")


def test_a_link_says_whose_answer_to_which_meeting_it_is() -> None:
    seal = Seal(SECRET)
    assert seal.read(seal.token(ASKED)) == ASKED


def test_a_link_does_not_tell_the_hour_of_the_meeting_to_whoever_takes_it_apart() -> None:
    """A speaker knows their slot; when the meeting around it begins is not theirs to know."""
    token = Seal(SECRET).token(ASKED)
    hour = int(ASKED.starts_at.timestamp())
    said = json.loads(base64.urlsafe_b64decode(token.split(".")[0] + "=="))
    assert hour not in said
    assert Seal("another").token(ASKED) != token


@pytest.mark.parametrize("token", ["", "x", "a.b", "W10.x", "é", "1" * 5000])
def test_what_we_did_not_sign_is_no_link(token: str) -> None:
    assert Seal(SECRET).read(token) is None


def test_a_link_of_another_house_or_changed_by_one_sign_is_no_link() -> None:
    token = Seal(SECRET).token(ASKED)
    assert Seal("another").read(token) is None
    assert Seal(SECRET).read(token[:-1] + ("A" if token[-1] != "A" else "B")) is None


def test_a_form_is_for_one_link_and_each_drawing_has_its_own_name() -> None:
    seal = Seal(SECRET)
    one, other = seal.token(ASKED), seal.token(Asked(1, "CE-2027-01", 8, ASKED.starts_at))
    assert seal.key(one, seal.form(one)) != seal.key(one, seal.form(one)) != ""
    assert seal.key(other, seal.form(one)) == ""
    assert seal.key(one, one) == ""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHouse]:
    """A house in which a Committee, a technical meeting and a plenary were convened."""
    with running(tmp_path_factory.mktemp("links"), lima(2027, 1, 12)) as found:
        visitor = Visitor(found)
        who = visitor.person("r.berrocapa")
        for words in (
            "/reunion convocar comité ejecutivo el 9 de febrero de 2027 de 10 a 12: Prioridades 2027",
            "/reunion convocar técnica el 10 de febrero de 2027 de 15 a 17: Regularización <b>",
            "/reunion convocar técnica el 17 de febrero de 2027 de 15 a 17: Trata",
        ):
            visitor.say(who, words)
            visitor.press(who, "Confirmar")
        found.settle()
        visitor.client.close()
        yield found


@pytest.fixture
def client(house: RunningHouse) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=house.url, timeout=60) as found:
        yield found


def link(house: RunningHouse, email: str, code: str) -> str:
    """Where the letter to that person leads."""

    def find(session) -> str:  # type: ignore[no-untyped-def]
        letters = session.exec(select(Letter).where(Letter.network_id == 1)).all()
        texts = [open_letter(each.raw).text for each in letters if each.recipient.startswith(email)]
        found = [ADDRESS.search(each) for each in reversed(texts) if code in each]
        return next((each[1] for each in found if each), "")

    return house.look(find)


def form_of(page: str) -> str:
    found = re.search(r'name="form" value="([^"]+)"', page)
    assert found is not None
    return unescape(found[1])


def answered(house: RunningHouse, code: str, email: str) -> Attendance | None:
    def find(session) -> Attendance | None:  # type: ignore[no-untyped-def]
        meeting = meetings.by_code(session, 1, code)
        person = session.exec(select(Person).where(Person.email.startswith(email))).one()
        bodies = {row.organisation_id for row in session.exec(select(Office).where(Office.person_id == person.id))}
        return next((row for row in meetings.attendance(session, meeting.id) if row.organisation_id in bodies), None)

    return house.look(find)


def written(house: RunningHouse, code: str, **changes: Any) -> None:
    """Put a change of a meeting on the record by hand."""

    def write(session) -> None:  # type: ignore[no-untyped-def]
        session.add(session.exec(select(Meeting).where(Meeting.code == code)).one().sqlmodel_update(changes))

    house.call(house.house.counter.write(write))


def acts(house: RunningHouse) -> int:
    def count(session) -> int:  # type: ignore[no-untyped-def]
        head = session.get(journal.JournalHead, 1)
        return head.number

    return house.look(count)


def test_looking_at_the_page_changes_nothing_and_shows_the_meeting_in_full(
    house: RunningHouse, client: httpx.Client
) -> None:
    address, before = link(house, "n.quintamayo", "TEC-2027-01"), acts(house)
    for _ in range(3):
        answer = client.get(address)
    assert client.head(address).status_code == 200
    page = unescape(answer.text)
    assert "miércoles 10 de febrero de 2027, 15:00 (hora de Lima)" in page
    assert "Noelia Quintamayo Ser" in page
    assert "ACNUR" in page
    assert "Regularización &lt;b&gt;" in answer.text
    assert "<script" not in answer.text
    assert answered(house, "TEC-2027-01", "n.quintamayo") is None
    assert acts(house) == before


def test_the_page_lets_nothing_in_and_gives_its_address_to_nobody(house: RunningHouse, client: httpx.Client) -> None:
    headers = client.get(link(house, "n.quintamayo", "TEC-2027-01")).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "script-src" not in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "set-cookie" not in headers


def test_a_double_press_is_one_answer_and_it_can_be_changed(house: RunningHouse, client: httpx.Client) -> None:
    address = link(house, "s.rocamarca", "TEC-2027-01")
    before = acts(house)
    form = form_of(client.get(address).text)
    pages = [client.post(address, data={"form": form, "answer": "attend"}) for _ in range(2)]
    assert [each.status_code for each in pages] == [200, 200]
    assert "UNFPA asistirá." in unescape(pages[1].text)
    assert acts(house) == before + 1
    row = answered(house, "TEC-2027-01", "s.rocamarca")
    assert row is not None
    assert (row.answer, row.capacity) == ("confirmed", "official")
    data = {"form": form_of(pages[1].text), "answer": "regret", "reason": "Misión en Tumbes"}
    changed = unescape(client.post(address, data=data).text)
    assert "UNFPA no podrá asistir." in changed
    row = answered(house, "TEC-2027-01", "s.rocamarca")
    assert row is not None
    assert (row.answer, row.reason) == ("regrets", "Misión en Tumbes")


def test_the_reason_is_read_by_the_secretariat_alone(house: RunningHouse, client: httpx.Client) -> None:
    address = link(house, "x.caltarumi", "TEC-2027-01")
    client.post(
        address, data={"form": form_of(client.get(address).text), "answer": "regret", "reason": "Una cita médica"}
    )
    visitor = Visitor(house)
    assert "«Una cita médica»" in visitor.say(visitor.person("r.berrocapa"), "/reunion ver TEC-2027-01")
    assert "cita médica" not in visitor.say(visitor.person("n.quintamayo"), "/reunion ver TEC-2027-01")
    visitor.client.close()


def test_the_alternate_goes_and_is_told_at_one_press(house: RunningHouse, client: httpx.Client) -> None:
    address = link(house, "n.quintamayo", "TEC-2027-01")
    page = unescape(client.get(address).text)
    told = re.search(r">Irá ([^<]+) en mi lugar<", page)
    assert told is not None
    after = client.post(address, data={"form": form_of(page), "answer": "alternate"})
    assert f"Por ACNUR irá {told[1]}." in unescape(after.text)
    row = answered(house, "TEC-2027-01", "n.quintamayo")
    assert row is not None
    assert (row.answer, row.capacity) == ("confirmed", "alternate")


def test_a_reader_of_english_gets_the_page_in_english(house: RunningHouse, client: httpx.Client) -> None:
    page = unescape(client.get(link(house, "t.wrennfeld", "CE-2027-01")).text)
    assert '<html lang="en">' in page
    assert "I will attend" in page
    assert "Lima time" in page


def test_the_secretariat_which_prepares_the_meeting_is_sent_no_link(house: RunningHouse) -> None:
    assert link(house, "n.quintamayo", "TEC-2027-01")
    assert link(house, "r.berrocapa", "TEC-2027-01") == ""


def test_a_form_of_another_page_or_none_records_nothing(house: RunningHouse, client: httpx.Client) -> None:
    own, other = link(house, "x.caltarumi", "TEC-2027-02"), link(house, "n.quintamayo", "TEC-2027-02")
    forms = ["", "x", form_of(client.get(other).text)]
    answers = [client.post(own, data={"form": form, "answer": "attend"}) for form in forms]
    answers.append(client.post(own, data={"form": form_of(client.get(own).text), "answer": "meetings.cancel"}))
    assert [each.status_code for each in answers] == [403] * 4
    assert "No se registró ninguna respuesta" in answers[0].text
    assert answered(house, "TEC-2027-02", "x.caltarumi") is None


def test_a_forged_link_gets_a_clear_page_and_no_trace(client: httpx.Client) -> None:
    for answer in (client.get("/answer/abc"), client.post("/answer/abc.def", data={"answer": "attend"})):
        assert answer.status_code == 404
        assert "Este enlace no es válido" in answer.text
        assert "escriba a la Secretaría" in answer.text


def test_moved_cancelled_left_and_over_each_have_their_page(house: RunningHouse, client: httpx.Client) -> None:
    moved, over, left = (
        link(house, "n.quintamayo", "TEC-2027-02"), link(house, "t.wrennfeld", "CE-2027-01"), link(house, "x.caltarumi", "TEC-2027-01"),
    )  # fmt: skip
    visitor = Visitor(house)
    secretary = visitor.person("r.berrocapa")
    visitor.say(secretary, "/reunion mover TEC-2027-02 al 18 de febrero de 2027 a las 15")
    visitor.press(secretary, "Confirmar")
    house.settle()
    page = client.get(moved)
    assert page.status_code == 410
    assert "jueves 18 de febrero de 2027, 15:00" in page.text
    assert house.house.rehearsal is not None
    house.go_to(house.house.rehearsal.clock() + timedelta(minutes=6))  # an update waits for further changes
    anew = link(house, "n.quintamayo", "TEC-2027-02")
    assert client.get(anew).status_code == 200

    written(house, "TEC-2027-02", status="cancelled")
    page = client.get(anew)
    assert (page.status_code, "se canceló" in page.text) == (410, True)

    end = lima(2027, 1, 11).date()

    def leave(session) -> None:  # type: ignore[no-untyped-def]
        person = session.exec(select(Person).where(Person.email.startswith("x.caltarumi"))).one()
        for office in session.exec(select(Office).where(Office.person_id == person.id)):
            office.until = end
            session.add(office)

    house.call(house.house.counter.write(leave))
    page = client.get(left)
    assert (page.status_code, "ya no le corresponde" in page.text) == (403, True)
    assert "TEC-2027-01" not in page.text

    written(house, "CE-2027-01", minutes=-60 * 24 * 60)
    page = client.get(over)
    assert (page.status_code, "has ended" in page.text) == (410, True)
    visitor.client.close()


def test_the_letter_has_the_link_in_both_twins_and_in_the_calendar_outlook_shows(house: RunningHouse) -> None:
    address = link(house, "s.rocamarca", "TEC-2027-01")

    def find(session) -> list[bytes]:  # type: ignore[no-untyped-def]
        return [each.raw for each in session.exec(select(Letter)) if each.recipient.startswith("s.rocamarca")]

    opened = next(each for each in map(open_letter, house.look(find)) if address in each.text)
    assert f'href="{house.url}{address}"' in opened.html
    assert f"{house.url}{address}" in vobject.readOne(opened.calendar.decode()).vevent.description.value
