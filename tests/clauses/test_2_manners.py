"""§2, settings: nobody is written to at night or on a holiday; several things are one message; two messages a week."""

from __future__ import annotations

from datetime import datetime, timedelta

from scheduler import manners
from scheduler.law import of_charter
from storage.outbox import DROPPED, HELD, SENT, WAITING, Notice
from tests.handlers.minutes_scene import CIRCULATED, circulated
from tests.handlers.record_scene import CE, COORDINATOR, SECRETARY, TEC, technical
from tests.handlers.test_action_following import AFTERNOON, OWNER
from tests.town import LIMA, Town, lima


def actions_for(town: Town, *days: str) -> None:
    """One action a day for the same organisation; the table of the meeting went round the morning after it."""
    technical(town)
    for number, day in enumerate(days, 1):
        town.do(
            SECRETARY, "actions.assign", AFTERNOON, meeting=TEC, wording=f"Entregar la parte {number}.",
            organisation="ACNUR", date=day,
        )  # fmt: skip
    town.clock(lima(2027, 4, 7, 9))


def messages(town: Town, who: str, since: datetime, until: datetime) -> list[Notice]:
    """The gathered messages somebody got between the two, in order."""
    rows = [row for row in town.notices(to=who) if row.bundle == row.key and row.status != DROPPED]
    return [row for row in rows if since <= row.due_at <= until]


def test_what_falls_due_on_one_day_comes_as_one_message(town: Town) -> None:
    actions_for(town, "2027-05-14", "2027-05-14", "2027-05-14")
    town.clock(lima(2027, 5, 13, 9))
    (one,) = messages(town, OWNER, lima(2027, 5, 13, 0), lima(2027, 5, 13, 23))
    assert one.notice == "digest"
    assert [each["notice"] for each in one.values["of"]] == ["action.due.before"] * 3
    gathered = [row for row in town.notices("action.due.before", to=OWNER) if row.due_at == lima(2027, 5, 13, 9)]
    assert {(row.status, row.why, row.bundle) for row in gathered} == {(DROPPED, "gathered", one.key)}


def test_the_week_s_last_message_tells_what_else_falls_due_and_it_is_not_said_again(town: Town) -> None:
    """Two messages a week (a setting): the second names what is to come this week, which then stays quiet."""
    actions_for(town, "2027-05-11", "2027-05-12", "2027-05-14")
    for day in (7, 10, 11, 12, 13, 14):
        town.clock(lima(2027, 5, day, 9))
    sent = messages(town, OWNER, lima(2027, 5, 10, 0), lima(2027, 5, 14, 23))
    assert [row.due_at for row in sent] == [lima(2027, 5, 10, 9), lima(2027, 5, 11, 9)]
    ahead = str([line["say"] for line in sent[-1].values["ahead"]])
    assert (ahead.count("A-2027-03"), ahead.count("A-2027-02")) == (1, 0), "each matter once, and not what stands above"


def test_what_can_wait_waits_for_monday_once_the_week_is_used_up(town: Town) -> None:
    actions_for(town, "2027-05-11", "2027-05-12")
    for day in (10, 11):
        town.clock(lima(2027, 5, day, 9))
    with town.database.transaction() as session:
        session.add(
            Notice(
                network_id=town.network_id, key="1/extra", person_id=town.id_of(OWNER), notice="groups.joined",
                values={}, due_at=lima(2027, 5, 12, 9), written_at=lima(2027, 5, 11, 10), status=HELD,
            )
        )  # fmt: skip
    town.clock(lima(2027, 5, 12, 9))
    (row,) = [each for each in town.notices("groups.joined", to=OWNER) if each.key == "1/extra"]
    assert (row.status, row.due_at) == (HELD, lima(2027, 5, 17, 9))
    town.clock(lima(2027, 5, 17, 9))
    (row,) = [each for each in town.notices("groups.joined", to=OWNER) if each.key == "1/extra"]
    assert row.status in {WAITING, DROPPED}


def test_exceptions_are_of_the_week_s_messages_too(town: Town) -> None:
    """Two exceptions of the charter use up the week: what can wait comes on Monday, what falls due before then comes."""
    actions_for(town, "2027-05-14")
    town.clock(lima(2027, 5, 7, 9))
    for number in (1, 2):
        waiting(town, f"1/exception{number}", "setting.changed", lima(2027, 5, 10, 8, 30), WAITING)
    waiting(town, "1/news", "groups.joined", lima(2027, 5, 11, 9), HELD)
    town.clock(lima(2027, 5, 11, 9))
    (row,) = [each for each in town.notices("groups.joined", to=OWNER) if each.key == "1/news"]
    assert (row.status, row.due_at) == (HELD, lima(2027, 5, 17, 9))
    town.clock(lima(2027, 5, 13, 9))
    (reminder,) = [each for each in town.notices("action.due.before", to=OWNER) if each.due_at == lima(2027, 5, 13, 9)]
    assert reminder.status == WAITING, "it falls due before Monday: nothing that would be late is put off"


def test_answers_to_one_s_own_acts_are_none_of_the_week_s_messages(town: Town) -> None:
    for number in range(3):
        waiting(town, f"1/answer{number}", "reply.card", lima(2027, 5, 10, 10), SENT)
    waiting(town, "1/news", "groups.joined", lima(2027, 5, 11, 9), HELD)
    town.clock(lima(2027, 5, 11, 9))
    (row,) = [each for each in town.notices(to=OWNER) if each.key == "1/news"]
    assert row.status != HELD


def waiting(town: Town, key: str, notice: str, at: datetime, status: str) -> None:
    """A notice to the same reader, written for that moment."""
    with town.database.transaction() as session:
        session.add(
            Notice(
                network_id=town.network_id, key=key, person_id=town.id_of(OWNER), notice=notice, values={}, due_at=at,
                written_at=at, status=status,
            )
        )  # fmt: skip


def test_nobody_is_written_to_at_night_or_on_a_holiday(town: Town) -> None:
    law = of_charter(town.charter, 2027)
    evening, dawn, noon = lima(2027, 3, 24, 18), lima(2027, 3, 24, 6), lima(2027, 3, 24, 12)
    assert manners.open_from(law, evening) == lima(2027, 3, 29, 8, 30)  # Thursday and Friday of Holy Week lie between
    assert manners.open_from(law, dawn) == lima(2027, 3, 24, 8, 30)
    assert manners.open_from(law, noon) == noon


def test_what_cannot_wait_is_told_at_any_hour(town: Town) -> None:
    """A meeting of the next morning that is cancelled in the evening."""
    law = of_charter(town.charter, 2027)
    evening = lima(2027, 5, 13, 20)
    tomorrow = {"when": lima(2027, 5, 14, 9)}
    assert manners.moment_for(law, "meeting.cancelled", tomorrow, evening, letter=False) == (evening, False)
    in_a_week = {"when": evening + timedelta(days=7)}
    assert manners.moment_for(law, "meeting.cancelled", in_a_week, evening, letter=False) == (
        lima(2027, 5, 14, 8, 30),
        False,
    )


def test_what_was_done_while_it_waited_for_the_morning_is_not_told(town: Town) -> None:
    """What waits is read again when the day's message is put together: nobody is told that something is late which is done."""
    actions_for(town, "2027-05-14", "2027-05-14", "2027-05-14")
    code = "A-2027-01"
    with town.database.transaction() as session:
        session.add(
            Notice(
                network_id=town.network_id, key="1/late", person_id=town.id_of(OWNER), notice="action.due.late",
                values={"due": {"§moment": lima(2027, 5, 14, 17, 30).isoformat()}}, duty="action.due", about=code,
                due_at=lima(2027, 5, 13, 9), written_at=lima(2027, 5, 12, 18), status=HELD,
            )
        )  # fmt: skip
    town.ask(OWNER, "actions.done", lima(2027, 5, 12, 19), code=code, wording="enviado")
    town.clock(lima(2027, 5, 13, 9))
    (row,) = [each for each in town.notices("action.due.late", to=OWNER) if each.key == "1/late"]
    assert (row.status, row.why) in {(DROPPED, "done"), (DROPPED, "moved"), (DROPPED, "no_such_duty")}
    (one,) = messages(town, OWNER, lima(2027, 5, 13, 0), lima(2027, 5, 13, 23))
    assert [each["notice"] for each in one.values["of"]] == ["action.due.before"] * 2


def test_the_coordination_s_week_holds_for_actions_that_stay_open_as_well(town: Town) -> None:
    """Five organisations leave an action open: the coordinator hears of two in the week, and of the rest together on Monday."""
    circulated(town)
    for number, body in enumerate(("ACNUR", "OIT", "UNICEF", "PNUD", "OIM"), 1):
        given = {"meeting": CE, "wording": f"Cosa {number}.", "organisation": body, "date": f"2027-03-0{number}"}
        town.do(COORDINATOR, "actions.assign", CIRCULATED, **given)
    town.pass_time(CIRCULATED, lima(2027, 3, 22, 12))
    sent = [row for row in town.notices(to=COORDINATOR) if row.status == WAITING and row.due_at >= lima(2027, 3, 15)]
    assert [row.due_at.astimezone(LIMA).day for row in sent] == [15, 16, 22]
    assert [each["values"]["code"] for each in sent[-1].values["of"]] == ["A-2027-04", "A-2027-05", "A-2027-06"]
