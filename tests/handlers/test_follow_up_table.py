"""The follow-up table goes by itself the working day after the meeting, to those with actions and the secretariat, before the minutes."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.language.catalogue import Words
from bot.notices import card_of
from bot.plain import plain
from storage import meetings
from storage.outbox import DROPPED, GATHERED, WAITING
from tests.handlers.record_scene import (
    ACNUR,
    CE,
    COORDINATOR,
    NOON,
    SECRETARY,
    TEC,
    UNFPA,
    acts,
    held,
    said,
    technical,
)
from tests.town import LIMA, Town, lima

NEXT_MORNING = lima(2027, 4, 7, 9)
TABLE = "minutes.follow_up"
AT_ONCE = lima(2027, 4, 6, 15)


def assigned(town: Town, wording: str = "Enviar el mapa.", body: str = "ACNUR", day: str = "2027-05-14") -> None:
    given = {"meeting": TEC, "wording": wording, "organisation": body, "date": day}
    town.do(SECRETARY, "actions.assign", AT_ONCE, **given)


def tables(town: Town, at: datetime) -> set[str]:
    """Who had the table by then, alone or in the day's one message."""
    rows = [row for row in town.notices(TABLE) if row.status == WAITING or row.why == GATHERED]
    return town.emails([row for row in rows if row.due_at <= at])


def words(town: Town, to: str) -> str:
    (notice,) = town.notices(TABLE, to=to)
    return plain(card_of(notice), Words("es", zone=LIMA).say)


def test_the_table_goes_the_next_working_morning_and_not_before(town: Town) -> None:
    technical(town)
    assigned(town)
    town.clock(lima(2027, 4, 7, 8, 59))
    assert town.notices(TABLE) == []
    town.clock(NEXT_MORNING)
    assert {ACNUR, SECRETARY, COORDINATOR} <= tables(town, NEXT_MORNING)


@pytest.mark.parametrize("recorded", [lima(2027, 4, 6, 17, 40), lima(2027, 4, 6, 23, 50)])
def test_a_meeting_that_ended_after_the_close_of_business_has_it_within_a_day_too(
    town: Town, recorded: datetime
) -> None:
    """Within 24 hours of being held: the close of business ends periods, it does not put the table off."""
    technical(town)
    assigned(town)
    with town.database.transaction() as session:
        meeting = meetings.by_code(session, town.network_id, TEC)
        assert meeting is not None
        meeting.held_recorded_at = recorded
    town.clock(recorded)
    within = recorded + timedelta(hours=24)
    town.pass_time(recorded, within)
    assert {ACNUR, SECRETARY, COORDINATOR} <= tables(town, within)
    assert all(row.due_at <= within for row in town.notices(TABLE))


def test_a_meeting_recorded_on_a_saturday_has_it_on_monday(town: Town) -> None:
    technical(town)
    assigned(town)
    with town.database.transaction() as session:
        meeting = meetings.by_code(session, town.network_id, TEC)
        assert meeting is not None
        meeting.held_recorded_at = lima(2027, 4, 10, 11)
    town.pass_time(lima(2027, 4, 10, 11), lima(2027, 4, 12, 9))
    assert {ACNUR, SECRETARY, COORDINATOR} <= tables(town, lima(2027, 4, 12, 9))


def test_with_what_else_is_due_that_morning_it_is_one_message(town: Town) -> None:
    """§2, a setting: several things for one person on one day are one message; the secretariat's line of the day is one of them."""
    technical(town)
    assigned(town, day="2027-04-14")
    town.clock(NEXT_MORNING)
    for who, besides in ((ACNUR, "action.due.before"), (SECRETARY, "network.daily_line")):
        (one,) = [row for row in town.notices(to=who) if row.due_at == NEXT_MORNING and row.status == WAITING]
        assert {each["notice"] for each in one.values["of"]} == {TABLE, besides}


def test_whoever_has_the_table_is_not_told_of_each_action_besides(town: Town) -> None:
    technical(town)
    assigned(town, "Enviar el mapa.")
    assigned(town, "Redactar la nota.", day="2027-06-10")
    town.pass_time(lima(2027, 4, 6, 15), lima(2027, 4, 8, 12))
    told = town.notices("action.assigned", to=ACNUR)
    assert [(row.status, row.why) for row in told] == [(DROPPED, "told")] * 2
    assert "Redactar la nota." in words(town, ACNUR)


def test_an_action_that_comes_after_the_table_is_told_with_the_next_morning_s_message(town: Town) -> None:
    technical(town)
    assigned(town)
    town.clock(NEXT_MORNING)
    town.do(
        SECRETARY, "actions.assign", lima(2027, 4, 7, 11), meeting=TEC, wording="Pedir la sala.", organisation="ACNUR",
        date="2027-05-14",
    )  # fmt: skip
    town.pass_time(lima(2027, 4, 7, 11), lima(2027, 4, 8, 9))
    late = town.notices("action.assigned", to=ACNUR)[-1]
    assert (late.status, late.due_at) == (WAITING, lima(2027, 4, 8, 9))


def test_an_action_due_before_the_next_morning_is_told_at_once(town: Town) -> None:
    """Whoever is to do it tomorrow hears of it today."""
    technical(town)
    assigned(town, day="2027-04-07")
    (told,) = town.notices("action.assigned", to=ACNUR)
    assert (told.status, told.due_at) == (WAITING, told.written_at)


def test_who_took_nothing_on_does_not_have_it(town: Town) -> None:
    technical(town)
    assigned(town)
    town.clock(NEXT_MORNING)
    assert UNFPA not in tables(town, NEXT_MORNING)


def test_it_says_who_what_and_by_when_soonest_first(town: Town) -> None:
    technical(town)
    assigned(town, "Redactar la nota.", "OIT", "2027-06-10")
    assigned(town, "Enviar el mapa.", "ACNUR", "2027-05-14")
    town.clock(NEXT_MORNING)
    shown = words(town, ACNUR)
    assert shown.index("Enviar el mapa.") < shown.index("Redactar la nota.")
    assert "OIT" in shown
    assert "viernes 14 de mayo de 2027" in shown
    assert "La minuta llega después" in shown


def test_it_goes_once(town: Town) -> None:
    technical(town)
    assigned(town)
    town.pass_time(NEXT_MORNING, lima(2027, 4, 7, 17))
    town.clock(lima(2027, 4, 8, 9))
    assert len(town.notices(TABLE, to=ACNUR)) == 1
    assert [entry.act for entry in acts(town, TEC)].count("minutes.followed_up") == 1


def test_a_meeting_without_actions_sends_nothing(town: Town) -> None:
    technical(town)
    town.pass_time(NEXT_MORNING, lima(2027, 4, 8, 12))
    assert town.notices(TABLE) == []


def test_an_action_taken_back_is_not_in_it(town: Town) -> None:
    technical(town)
    assigned(town)
    assigned(town, "Por error.")
    town.ask(SECRETARY, "minutes.undo", AT_ONCE)
    town.clock(NEXT_MORNING)
    assert "Por error." not in words(town, ACNUR)


def test_minutes_that_went_round_first_make_it_needless(town: Town) -> None:
    technical(town)
    assigned(town)
    town.ask(SECRETARY, "minutes.draft", lima(2027, 4, 6, 16))
    town.do(SECRETARY, "minutes.circulate", lima(2027, 4, 6, 16, 30), meeting=TEC)
    town.clock(NEXT_MORNING)
    assert town.notices(TABLE) == []


def test_a_meeting_recorded_late_has_it_the_day_after_that(town: Town) -> None:
    held(town, present=("OIM", "ACNUR"), regrets=())
    town.do(SECRETARY, "actions.assign", NOON, meeting=CE, wording="El mapa.", organisation="ACNUR", date="2027-03-15")
    with town.database.transaction() as session:
        from storage import meetings

        meeting = meetings.by_code(session, town.network_id, CE)
        assert meeting is not None
        meeting.held_recorded_at = lima(2027, 2, 11, 11)
        session.add(meeting)
    town.clock(lima(2027, 2, 11, 16))
    assert town.notices(TABLE) == []
    town.clock(lima(2027, 2, 12, 9))
    assert town.notices(TABLE) != []


def test_the_secretariat_can_look_at_it_and_send_it_sooner(town: Town) -> None:
    technical(town)
    assigned(town)
    shown = town.ask(SECRETARY, TABLE, AT_ONCE, meeting=TEC)
    assert "Noelia Quintamayo" in said(shown)
    assert town.notices(TABLE) == []
    town.confirm(SECRETARY, shown, AT_ONCE)
    assert ACNUR in tables(town, AT_ONCE)
    town.clock(NEXT_MORNING)
    assert len(town.notices(TABLE, to=ACNUR)) == 1


def test_members_do_not_send_it(town: Town) -> None:
    technical(town)
    assigned(town)
    assert town.ask(ACNUR, TABLE, AT_ONCE, meeting=TEC).refused
