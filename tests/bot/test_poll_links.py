"""The link in a date poll's letter: it shows without acting, takes one answer an hour at a press, and ends with the poll."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import httpx
import pytest
from sqlmodel import select

from bot.board.links import Seal
from bot.board.poll_links import PollSeal
from bot.dispatch import Address, Dispatch, TrialPage
from bot.mail.opened import open_letter
from handlers.poll_sheet import AskedOf
from storage import journal, polls
from storage.people import Organisation
from storage.polls import DatePoll, PollAnswer
from storage.rehearsal import Letter
from tests.bot.visitor import Visitor
from tests.running import RunningHouse, running
from tests.town import lima

SECRET = "tests only, not secret"
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+(/poll/\S+)")
BY_MAIL = ("n.quintamayo", "i.choquerrey", "s.rocamarca", "x.caltarumi", "p.huaranda")
SENTENCE = "Busca fecha para la próxima técnica: martes 6 o jueves 8 de abril a las 10, o el viernes 9 a las 15"


def test_a_link_says_whose_answer_to_which_poll_it_is_and_nothing_else_reads_it() -> None:
    seal, asked = PollSeal(SECRET), AskedOf(1, 3, 7)
    assert seal.read(seal.token(asked)) == asked
    assert PollSeal("another").read(seal.token(asked)) is None
    assert Seal(SECRET).read(seal.token(asked)) is None


@pytest.mark.parametrize("token", ["", "x", "a.b", "W10.x", "é", "1" * 5000])
def test_what_we_did_not_sign_is_no_link(token: str) -> None:
    assert PollSeal(SECRET).read(token) is None


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHouse]:
    """A house in which the secretariat looks for a date; some members have no account and read mail."""
    with running(tmp_path_factory.mktemp("polls"), lima(2027, 3, 15, 9)) as found:
        sender = found.house.timekeeper.delivery.sender
        assert isinstance(sender, Dispatch)
        sender.chat = (SomeChat(),)
        visitor = Visitor(found)
        who = visitor.person("r.berrocapa")
        visitor.say(who, SENTENCE)
        visitor.press(who, "Confirmar")
        found.settle()
        visitor.client.close()
        yield found


class SomeChat(TrialPage):
    """A house in which some members have no account anywhere: they are written to by mail."""

    async def reaches(self, address: Address) -> bool:
        """Everybody but them."""
        return address.person is None or not address.person.email.startswith(BY_MAIL)


@pytest.fixture
def client(house: RunningHouse) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=house.url, timeout=60) as found:
        yield found


def link(house: RunningHouse, email: str) -> str:
    """Where the letter to that person leads."""

    def find(session: Any) -> str:
        texts = [
            open_letter(each.raw).text for each in session.exec(select(Letter)) if each.recipient.startswith(email)
        ]
        return next((found[1] for each in reversed(texts) if (found := ADDRESS.search(each))), "")

    return house.look(find)


def form_of(page: str) -> str:
    found = re.search(r'name="form" value="([^"]+)"', page)
    assert found is not None
    return unescape(found[1])


def sent(client: httpx.Client, address: str, *said: str, form: str = "") -> httpx.Response:
    given = {f"slot_{number}": answer for number, answer in enumerate(said, 1)}
    return client.post(address, data={"form": form or form_of(client.get(address).text), **given})


def on_record(house: RunningHouse, organisation: str) -> list[str]:
    def find(session: Any) -> list[str]:
        body = session.exec(select(Organisation).where(Organisation.name == organisation)).one()
        rows = session.exec(select(PollAnswer).where(PollAnswer.organisation_id == body.id))
        return [row.answer for row in sorted(rows, key=lambda row: row.slot_id)]

    return house.look(find)


def acts(house: RunningHouse) -> int:
    return house.look(lambda session: session.get(journal.JournalHead, 1).number)


def test_looking_changes_nothing_and_shows_every_hour_in_full(house: RunningHouse, client: httpx.Client) -> None:
    address, before = link(house, "n.quintamayo"), acts(house)
    pages = [client.get(address) for _ in range(3)]
    assert client.head(address).status_code == 200
    page = unescape(pages[0].text)
    assert page.count('<input type="radio"') == 9
    assert "martes 6 de abril de 2027, 10:00 (hora de Lima)" in page
    assert "viernes 9 de abril de 2027, 15:00 (hora de Lima)" in page
    assert "Noelia Quintamayo Ser, por ACNUR" in page
    assert "<script" not in page
    assert "script-src" not in pages[0].headers["content-security-policy"]
    assert pages[0].headers["referrer-policy"] == "no-referrer"
    assert (on_record(house, "ACNUR"), acts(house)) == ([], before)


def test_every_group_of_choices_has_a_legend_and_needs_an_answer(house: RunningHouse, client: httpx.Client) -> None:
    page = client.get(link(house, "n.quintamayo")).text
    assert page.count("<fieldset>") == page.count("<legend>") == 3
    assert page.count(" required") == 9
    assert page.count('<label class="choice">') == 9


def test_a_double_press_is_one_answer_and_it_can_be_changed(house: RunningHouse, client: httpx.Client) -> None:
    address, before = link(house, "s.rocamarca"), acts(house)
    form = form_of(client.get(address).text)
    pages = [sent(client, address, "yes", "if_needed", "no", form=form) for _ in range(2)]
    assert [each.status_code for each in pages] == [200, 200]
    assert on_record(house, "UNFPA") == ["yes", "if_needed", "no"]
    assert acts(house) == before + 1
    assert pages[1].text.count(" checked") == 3
    sent(client, address, "no", "no", "yes")
    assert on_record(house, "UNFPA") == ["no", "no", "yes"]


def test_half_a_form_one_of_another_page_or_an_unknown_answer_keeps_nothing(
    house: RunningHouse, client: httpx.Client
) -> None:
    own, other = link(house, "i.choquerrey"), link(house, "n.quintamayo")
    answers = [
        sent(client, own, "yes"),
        sent(client, own, "yes", "yes", "maybe"),
        sent(client, own, "yes", "yes", "yes", form=form_of(client.get(other).text)),
        sent(client, own, "yes", "yes", "yes", form="x"),
    ]
    assert [each.status_code for each in answers] == [403] * 4
    assert "No se registró ninguna respuesta" in answers[0].text
    assert on_record(house, "OIT") == []


def test_a_link_answers_for_its_own_organisation_alone(house: RunningHouse, client: httpx.Client) -> None:
    address = link(house, "i.choquerrey")
    seat = house.look(lambda session: session.exec(select(Organisation).where(Organisation.name == "PNUD")).one().id)
    data = {"form": form_of(client.get(address).text), "organisation": str(seat)}
    page = client.post(address, data={**data, **{f"slot_{number}": "no" for number in (1, 2, 3)}})
    assert page.status_code == 409
    assert on_record(house, "PNUD") == []


def test_a_forged_link_gets_a_clear_page_and_no_trace(client: httpx.Client) -> None:
    for answer in (client.get("/poll/abc"), client.post("/poll/abc.def", data={"slot_1": "yes"})):
        assert answer.status_code == 404
        assert "Este enlace no es válido" in answer.text


def test_a_letter_has_the_link_in_both_twins_and_a_reader_in_chat_has_presses_instead(house: RunningHouse) -> None:
    address = link(house, "n.quintamayo")

    def find(session: Any) -> list[bytes]:
        return [each.raw for each in session.exec(select(Letter)) if each.recipient.startswith("n.quintamayo")]

    opened = next(each for each in map(open_letter, house.look(find)) if address in each.text)
    assert f'href="{house.url}{address}"' in opened.html
    assert link(house, "g.umbralito") == ""


def test_the_reminder_has_the_link_and_goes_to_the_undecided_alone(house: RunningHouse, client: httpx.Client) -> None:
    sent(client, link(house, "x.caltarumi"), "yes", "yes", "yes")
    house.go_to(lima(2027, 3, 17, 12))

    def reminded(session: Any) -> set[str]:
        letters = [each for each in session.exec(select(Letter)) if "Falta su respuesta" in open_letter(each.raw).text]
        assert all(ADDRESS.search(open_letter(each.raw).text) for each in letters)
        return {each.recipient.split("@")[0] for each in letters}

    found = house.look(reminded)
    assert "p.huaranda" in found
    assert "x.caltarumi" not in found


def test_once_closed_or_withdrawn_the_page_says_so_and_takes_nothing(house: RunningHouse, client: httpx.Client) -> None:
    address = link(house, "p.huaranda")
    form = form_of(client.get(address).text)
    house.go_to(lima(2027, 3, 18, 17, 1))
    pages = [client.get(address), sent(client, address, "yes", "yes", "yes", form=form)]
    assert [each.status_code for each in pages] == [410, 410]
    assert "La encuesta ya cerró" in pages[1].text
    assert on_record(house, "UNICEF") == []
    assert house.look(lambda session: polls.polls(session, 1)[0].closed_at) is not None

    def withdraw(session: Any) -> None:
        session.add(session.get_one(DatePoll, 1).sqlmodel_update({"withdrawn_at": lima(2027, 3, 18, 17, 2)}))

    house.call(house.house.counter.write(withdraw))
    page = client.get(address)
    assert (page.status_code, "se retiró" in page.text) == (410, True)
