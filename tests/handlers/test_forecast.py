"""«¿Qué me vas a enviar?» and the secretariat's line of the day."""

from __future__ import annotations

from storage.outbox import DROPPED
from tests.handlers.record_scene import SECRETARY, UNFPA, said, technical
from tests.handlers.test_action_following import NEXT_DAY, OWNER, assigned
from tests.town import Town, lima


def test_the_next_two_weeks_are_told_beforehand_with_what_keeps_them_few(town: Town) -> None:
    assigned(town, day="2027-04-16")
    words = said(town.ask(OWNER, "network.forecast", NEXT_DAY))
    assert "vie 9 abr 2027, 09:00" in words
    assert "jue 15 abr 2027, 09:00" in words
    assert "A-2027-01" in words
    assert "no pasan de 2 mensajes a la semana" in words


def test_what_is_done_is_foreseen_no_more(town: Town) -> None:
    code = assigned(town, day="2027-04-16")
    town.ask(OWNER, "actions.done", NEXT_DAY, code=code, wording="enviado")
    assert code not in said(town.ask(OWNER, "network.forecast", NEXT_DAY))


def test_nothing_of_others_is_foreseen_for_me(town: Town) -> None:
    code = assigned(town, day="2027-04-16")
    assert code not in said(town.ask(UNFPA, "network.forecast", NEXT_DAY))


def test_each_working_morning_the_secretariat_alone_gets_one_line(town: Town) -> None:
    technical(town)
    for day in (8, 9, 10, 12):  # the tenth of April 2027 is a Saturday
        town.clock(lima(2027, 4, day, 9))
    lines = town.notices("network.daily_line")
    assert sorted(row.about for row in lines) == ["2027-04-08", "2027-04-09", "2027-04-12"]
    assert town.emails(lines) == {SECRETARY}


def test_the_line_travels_with_what_else_the_secretariat_gets_that_morning(town: Town) -> None:
    technical(town)
    town.clock(lima(2027, 4, 12, 9))
    town.clock(lima(2027, 4, 13, 9))
    sent = [
        row for row in town.notices(to=SECRETARY, road="chat")
        if row.due_at == lima(2027, 4, 13, 9) and row.status != DROPPED
    ]  # fmt: skip
    assert len(sent) == 1
