"""On the trial page a line that was said can go to the minutes: a small form, without script too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from tests.bot.test_slack_marks import DURING, convened
from tests.bot.visitor import HIDDEN, Visitor
from tests.clauses.test_2_personal_data import PASTED
from tests.running import running
from tests.town import lima

SAID = "ACNUR enviará el mapa de puntos de información."
CONTROL = re.compile(r'<form class="to-minutes".*?</form>', re.DOTALL)


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    with running(tmp_path, DURING) as house:
        house.call(house.house.counter.write(convened))
        found = Visitor(house)
        yield found
        found.client.close()


def controls(visitor: Visitor, who: int) -> list[str]:
    return CONTROL.findall(visitor.client.get(f"/trial/people/{who}").text)


def take(visitor: Visitor, who: int, **more: str) -> tuple[int, str]:
    """Press the newest control on the person's page."""
    data = {name: unescape(value) for name, value in HIDDEN.findall(controls(visitor, who)[-1])} | more
    answer = visitor.client.post(f"/trial/people/{who}/minutes", data=data)
    return answer.status_code, unescape(answer.text)


def test_a_line_goes_to_the_minutes_through_the_small_form(visitor: Visitor) -> None:
    secretary = visitor.person("r.berrocapa")
    visitor.say(secretary, SAID)
    status, page = take(visitor, secretary)
    assert status == 200
    assert "Va al acta de CE-2027-01" in page
    assert f"{SAID}</textarea>" in page
    after = visitor.submit(secretary, kind="note", wording=SAID)
    assert "Anotado para la minuta de CE-2027-01" in after


def test_an_action_asks_who_and_by_when(visitor: Visitor) -> None:
    secretary = visitor.person("r.berrocapa")
    visitor.say(secretary, SAID)
    take(visitor, secretary)
    assert "Entidad responsable" in visitor.submit(secretary, kind="action", wording=SAID)


def test_a_press_sent_twice_is_one_line(visitor: Visitor) -> None:
    secretary = visitor.person("r.berrocapa")
    visitor.say(secretary, SAID)
    for _ in range(2):
        take(visitor, secretary, key="twice")
    assert len(visitor.lines(secretary)) == 2


def test_only_whoever_records_has_the_control_and_only_on_what_they_said(visitor: Visitor) -> None:
    secretary, member = visitor.person("r.berrocapa"), visitor.person("n.quintamayo")
    for who in (secretary, member):
        visitor.say(who, SAID)
    visitor.say(secretary, "/reunion lista")
    visitor.say(secretary, "#nota Otra cosa.")
    visitor.say(secretary, PASTED)
    assert len(controls(visitor, secretary)) == 1
    assert controls(visitor, member) == []


def test_nobody_takes_another_s_line_or_one_that_is_none(visitor: Visitor) -> None:
    secretary, member = visitor.person("r.berrocapa"), visitor.person("n.quintamayo")
    visitor.say(member, SAID)
    visitor.say(secretary, SAID)
    theirs = str(visitor.lines(member)[-1].id)
    assert take(visitor, secretary, line=theirs)[0] == 404
    assert take(visitor, secretary, line="x")[0] == 404


def test_before_a_meeting_has_begun_there_is_no_control(tmp_path: Path) -> None:
    with running(tmp_path, lima(2027, 2, 9, 8)) as house:
        house.call(house.house.counter.write(convened))
        visitor = Visitor(house)
        secretary = visitor.person("r.berrocapa")
        visitor.say(secretary, SAID)
        assert controls(visitor, secretary) == []
        visitor.client.close()
