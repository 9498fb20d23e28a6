"""No comments is said with one press, by an organisation, once; silence until the close says the same."""

from __future__ import annotations

from bot.language.catalogue import Words
from bot.notices import card_of
from bot.plain import plain
from tests.handlers.minutes_scene import UNTIL, circulated, commented, comments, drafted, finished
from tests.handlers.record_scene import ACNUR, CE, GUEST, SECRETARY, UNFPA, acts, said
from tests.town import LIMA, Town, lima

DURING = lima(2027, 2, 17, 10)
COMMAND = "minutes.no_comments"


def entries(town: Town) -> int:
    return [entry.act for entry in acts(town, CE)].count(COMMAND)


def test_the_notice_says_that_silence_is_agreement_and_offers_the_press(town: Town) -> None:
    circulated(town)
    notice = town.notices("minutes.circulated", to=ACNUR)[0]
    card = card_of(notice)
    assert "se entiende que está conforme" in plain(card, Words("es", zone=LIMA).say)
    assert COMMAND in str(card)


def test_one_press_is_kept_and_the_secretariat_sees_who(town: Town) -> None:
    circulated(town)
    assert "ACNUR no tiene comentarios" in said(town.ask(ACNUR, COMMAND, DURING, meeting=CE))
    assert comments(town) == []
    assert "Sin comentarios: ACNUR." in said(town.ask(SECRETARY, "minutes.show", DURING, meeting=CE))
    assert "Sin comentarios: ACNUR." not in said(town.ask(UNFPA, "minutes.show", DURING, meeting=CE))


def test_a_second_press_is_one_answer(town: Town) -> None:
    circulated(town)
    for _ in range(2):
        town.ask(ACNUR, COMMAND, DURING, meeting=CE)
    assert entries(town) == 1


def test_who_comments_afterwards_is_no_longer_without_comments(town: Town) -> None:
    circulated(town)
    town.ask(ACNUR, COMMAND, DURING, meeting=CE)
    commented(town)
    assert len(comments(town)) == 1
    assert "Sin comentarios: ACNUR." not in said(town.ask(SECRETARY, "minutes.show", DURING, meeting=CE))


def test_a_comment_made_before_stands(town: Town) -> None:
    circulated(town)
    commented(town, at=lima(2027, 2, 16, 10))
    assert "ese comentario queda" in said(town.ask(ACNUR, COMMAND, DURING, meeting=CE))
    assert len(comments(town)) == 1
    assert entries(town) == 0


def test_after_the_close_silence_has_said_it(town: Town) -> None:
    circulated(town)
    reply = town.ask(ACNUR, COMMAND, lima(2027, 2, 22, 17, 1), meeting=CE)
    assert reply.refused
    assert "Quien no comentó está conforme" in said(reply)
    assert not town.ask(ACNUR, COMMAND, UNTIL, meeting=CE).refused


def test_a_late_comment_is_kept_as_late_and_shown_to_the_secretariat(town: Town) -> None:
    circulated(town)
    town.clock(UNTIL)
    commented(town, at=lima(2027, 2, 22, 17, 30))
    assert [row.late for row in comments(town)] == [True]
    assert SECRETARY in town.emails(town.notices("minutes.late_comment"))
    assert ACNUR not in town.emails(town.notices("minutes.late_comment"))


def test_the_count_of_comments_does_not_count_agreement(town: Town) -> None:
    circulated(town)
    town.ask(ACNUR, COMMAND, DURING, meeting=CE)
    town.clock(UNTIL)
    notice = town.notices("minutes.comments_closed", to=SECRETARY)[0]
    assert notice.values["count"] == 0


def test_neither_before_they_circulate_nor_once_final_nor_by_a_guest(town: Town) -> None:
    drafted(town)
    assert town.ask(ACNUR, COMMAND, lima(2027, 2, 11), meeting=CE).refused
    town.do(SECRETARY, "minutes.circulate", lima(2027, 2, 15, 16, 10), meeting=CE)
    assert town.ask(GUEST, COMMAND, DURING, meeting=CE).refused
    finished(town)
    assert town.ask(ACNUR, COMMAND, lima(2027, 2, 24), meeting=CE).refused
