"""§2, the manners, over everything that left from January to April 2027: office hours, one gathered message a day, nothing twice."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest

from scheduler.law import Law, of_charter
from scheduler.manners import goes_at_once
from storage.charter import Charter
from storage.outbox import CHAT
from tests.ledger.page import ROOM, TOGETHER, Left
from tests.ledger.year import CHAPTERS, Year
from tests.town import LIMA

pytestmark = pytest.mark.timeout(300)  # it may play the whole year that comes before


@pytest.fixture(scope="module")
def law(peru: Charter) -> Law:
    return of_charter(peru, 2027)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_message_leaves_in_the_office_hours_of_a_working_day(year: Year, law: Law, chapter: str) -> None:
    """Between 08:30 and 17:30 in Lima, on no weekend and no holiday (settings)."""
    for each in year.chapter(chapter).left:
        moment = datetime.strptime(f"2027-{each.at}", "%Y-%m-%d %H:%M").replace(tzinfo=LIMA)
        assert law.days.is_working(moment.date()), each
        assert "08:30" <= each.at[-5:] <= "17:30", each


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_nobody_gets_two_gathered_messages_a_day(year: Year, law: Law, chapter: str) -> None:
    """Besides what the charter names as going at once, one message a person and day, at nine."""
    gathered = [each for each in year.chapter(chapter).left if _is_gathered(each, law)]
    assert all(each.at.endswith("09:00") for each in gathered)
    counted = Counter((each.reader, each.at[:5]) for each in gathered)
    assert [whom for whom, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_nothing_is_said_twice_in_a_day_and_everything_in_its_readers_language(year: Year, chapter: str) -> None:
    left = year.chapter(chapter).left
    counted = Counter((each.reader, each.road, each.at[:5], each.words) for each in left)
    assert [said for said, times in counted.items() if times > 1] == []
    assert {each.language for each in left} <= {"es", "en"}


def _is_gathered(each: Left, law: Law) -> bool:
    if each.road != CHAT or each.reader == ROOM:
        return False
    parts = each.notice.split(TOGETHER)
    return not all(goes_at_once(law, part) for part in parts) or "network.daily_line" in parts
