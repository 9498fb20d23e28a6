"""The state is read when sending (§5.1.8): every notice is read again before it leaves, or named as true whatever happens."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.language.catalogue import catalogue
from bot.notice_buttons import BUTTONS, STAGES
from handlers.delivery_current import FAMILIES
from scheduler.settled import OF_A_CALENDAR, REREAD, TRUE_ANYWAY, WITH_A_DUTY
from storage.charter import Charter

NOT_OF_THEIR_OWN = ("digest",)
"""A message that carries others: its parts are read again one by one."""
READ_AGAIN = {notice for _, notices in REREAD for notice in notices}


def notices() -> set[str]:
    """Every notice that has words."""
    start, end = "notice.", ".title"
    keys = (key for key in catalogue("es") if key.startswith(start))
    found = {key[len(start) :].split(end)[0] for key in keys if end in key}
    return found - set(NOT_OF_THEIR_OWN)


def of_a_duty(notice: str, peru: Charter) -> bool:
    """A step of a term's ladder: it carries its duty."""
    return notice in WITH_A_DUTY or any(
        notice.removesuffix(stage) in peru.terms for stage in STAGES if notice.endswith(stage)
    )


def test_there_is_something_to_look_at() -> None:
    assert len(notices()) > 180


def test_every_notice_is_read_again_or_named_as_true_whatever_happens(peru: Charter) -> None:
    known = READ_AGAIN | set(OF_A_CALENDAR) | set(TRUE_ANYWAY)
    assert sorted(notice for notice in notices() if notice not in known and not of_a_duty(notice, peru)) == []


def test_every_notice_with_a_press_is_among_them(peru: Charter) -> None:
    pressed = {notice for notice, presses in BUTTONS.items() if presses and notice not in peru.terms}
    known = READ_AGAIN | set(OF_A_CALENDAR) | set(TRUE_ANYWAY)
    assert sorted(notice for notice in pressed if notice not in known and not of_a_duty(notice, peru)) == []


def test_none_is_in_two_lists() -> None:
    times = Counter((*READ_AGAIN, *OF_A_CALENDAR, *TRUE_ANYWAY, *WITH_A_DUTY))
    assert [notice for notice, count in times.items() if count > 1] == []


@pytest.mark.parametrize("those", [READ_AGAIN, OF_A_CALENDAR, TRUE_ANYWAY, WITH_A_DUTY])
def test_only_notices_that_exist_are_named(those: tuple[str, ...]) -> None:
    extra = {"minutes.running", *(notice for family in FAMILIES for notice in family)}
    assert sorted(set(those) - notices() - extra) == []


def test_a_question_names_a_notice_once() -> None:
    assert [notices for _, notices in REREAD if len(set(notices)) != len(notices)] == []
