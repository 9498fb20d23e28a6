"""The trial page takes an edited Word file from whoever circulates the minutes, over real HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest

from bot.word.package import opened
from storage.charter import Charter
from tests.bot.visitor import HIDDEN, Visitor
from tests.handlers.minutes_scene import finished
from tests.handlers.record_scene import CE, versions
from tests.handlers.word_scene import NO_OTHER, edited, noted, put
from tests.running import RunningHouse, running
from tests.town import Town, lima


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, peru: Charter) -> Iterator[RunningHouse]:
    with running(tmp_path_factory.mktemp("file"), lima(2027, 2, 9, 8)) as found:
        noted(Town(found.house.counter.database, {"peru": peru}, lima(2027, 2, 9, 8)))
        found.go_to(lima(2027, 2, 10, 14))
        yield found


@pytest.fixture
def visitor(house: RunningHouse) -> Iterator[Visitor]:
    found = Visitor(house)
    yield found
    found.client.close()


def attach(visitor: Visitor, who: int, content: bytes, name: str = "minuta.docx") -> tuple[int, str]:
    path = f"/trial/people/{who}"
    form = re.findall(r'<details class="attach">.*?</details>', visitor.client.get(path).text, re.DOTALL)[-1]
    data = {field: unescape(value) for field, value in HIDDEN.findall(form)}
    answer = visitor.client.post(f"{path}/attach", data=data, files={"file": (name, content)})
    return answer.status_code, unescape(answer.text)


def test_the_draft_is_downloaded_edited_and_sent_back(house: RunningHouse, visitor: Visitor, peru: Charter) -> None:
    town = Town(house.house.counter.database, {"peru": peru}, lima(2027, 2, 10, 14))
    secretary = visitor.person("r.berrocapa")
    assert "va en camino en Word" in visitor.say(secretary, f"/minuta word {CE}")
    box = visitor.page(f"/trial/mailbox?as={secretary}&only=mine")
    letter = re.findall(r'href="(/trial/mailbox/\d+)\?as=\d+"', box)[0]
    link = re.search(r'href="([^"]+)"[^>]*>[^<]*\.docx', visitor.page(letter))
    assert link is not None
    content = visitor.client.get(link[1]).content
    status, page = attach(visitor, secretary, edited(content, lambda page: put(page, NO_OTHER, "Saludo.")))
    assert status == 200
    assert "Archivo: minuta.docx" in page
    assert f"La minuta de {CE} ya es la versión 3" in page
    assert versions(town)[-1].body["other"] == "Saludo."


def test_other_files_get_a_clear_answer_and_larger_ones_are_not_read(visitor: Visitor) -> None:
    secretary = visitor.person("r.berrocapa")
    assert "no es un documento de Word" in attach(visitor, secretary, b"hola", "<b>minuta.txt")[1]
    assert "demasiado grande" in attach(visitor, secretary, b"PK\x03\x04" + b"x" * 5_000_001)[1]
    assert attach(visitor, secretary, b"x" * 11_000_000)[0] == 413
    assert "<b>minuta" not in visitor.client.get(f"/trial/people/{secretary}").text


def test_only_who_circulates_the_minutes_sees_where_a_file_goes(visitor: Visitor) -> None:
    assert "attach" not in visitor.page(f"/trial/people/{visitor.person('n.quintamayo')}")


def test_the_final_minutes_are_saved_from_the_conversation_and_only_by_their_reader(
    house: RunningHouse, visitor: Visitor, peru: Charter
) -> None:
    town = Town(house.house.counter.database, {"peru": peru}, lima(2027, 2, 10, 14))
    town.do("r.berrocapa", "minutes.circulate", lima(2027, 2, 10, 15), meeting=CE)
    finished(town, lima(2027, 2, 18, 11))
    house.go_to(lima(2027, 2, 18, 12))
    reader, other = visitor.person("n.quintamayo"), visitor.person("f.valderruma")
    found = re.search(rf'href="(/trial/people/{reader}/minutes/\d+\.docx)"', visitor.page(f"/trial/people/{reader}"))
    assert found is not None
    answer = visitor.client.get(found[1])
    assert opened("minuta.docx", answer.content).mark is not None
    assert "minuta-CE-2027-01-v" in answer.headers["Content-Disposition"]
    assert visitor.client.get(found[1].replace(f"people/{reader}", f"people/{other}")).status_code == 404
    assert visitor.client.get(f"/trial/people/{reader}/minutes/99999.docx").status_code == 404
