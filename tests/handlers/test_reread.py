"""§5.1.8: of what somebody was asked, nothing is said once it is done, whoever did it and by whatever road."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from scheduler import rereading
from storage import actions, decisions, deliveries, journal
from storage.alerts import SensitiveAlert
from storage.contacts import CONFIRMED, ContactCheck
from storage.decisions import Answer, Decision
from storage.drafts import Draft
from storage.minutes import FINAL, Minutes
from storage.outbox import Notice
from storage.people import Absence
from storage.polls import DatePoll
from tests.handlers import agenda_scene
from tests.handlers.circulation_scene import by_decision
from tests.handlers.meeting_scene import CE, MORNING
from tests.handlers.record_scene import ACNUR, COORDINATOR, SECRETARY, TEC, technical
from tests.handlers.test_action_following import AFTERNOON, NEXT_DAY
from tests.town import Town, lima

NOW = lima(2027, 2, 1, 10)


def why(town: Town, notice: Notice, now: datetime = NOW) -> str:
    """Why that notice would not leave at that moment, or ""."""
    with town.database.reading() as session:
        return rereading.still_needed(session, notice, town.charter, now)


def written(town: Town, name: str, about: str = "", to: str = SECRETARY, **values: object) -> Notice:
    """A notice that waits."""
    return Notice(
        network_id=town.network_id, key=name, person_id=town.id_of(to), notice=name, about=about, values=values,
        due_at=NOW, written_at=NOW,
    )  # fmt: skip


def keep(town: Town, *rows: object) -> None:
    with town.database.transaction() as session:
        session.add_all(rows)


def test_an_action_that_was_done_or_needs_no_help_any_more(town: Town) -> None:
    technical(town)
    town.do(
        SECRETARY,
        "actions.assign",
        AFTERNOON,
        meeting=TEC,
        wording="Entregar.",
        organisation="ACNUR",
        date="2027-05-14",
    )
    town.ask(ACNUR, "actions.help", NEXT_DAY, code="A-2027-01", wording="Falta la fuente.")
    (told, *_), (wanted, *_) = town.notices("action.assigned"), town.notices("action.help")
    assert (why(town, told, NEXT_DAY), why(town, wanted, NEXT_DAY)) == ("", "")
    town.ask(ACNUR, "actions.done", NEXT_DAY, code="A-2027-01", wording="Enviado.")
    assert (why(town, told, NEXT_DAY), why(town, wanted, NEXT_DAY)) == ("done", "done")
    with town.database.reading() as session:
        assert actions.by_code(session, town.network_id, "A-2027-01") is not None


def test_who_said_that_there_are_no_points_is_not_called_for_them(town: Town) -> None:
    code = agenda_scene.convened(town, call_opened_at=agenda_scene.CONVENED)
    call = written(town, "agenda.call", code, agenda_scene.OIT, meeting=code)
    assert why(town, call, agenda_scene.CONVENED) == ""
    town.ask(agenda_scene.OIT, "agenda.nothing", agenda_scene.CONVENED + timedelta(hours=1), meeting=code)
    assert why(town, call, agenda_scene.CONVENED + timedelta(hours=2)) == "done"
    assert why(town, written(town, "agenda.call", code, agenda_scene.UNICEF, meeting=code), agenda_scene.CONVENED) == ""


def test_a_draft_agenda_says_nothing_once_the_agenda_went_round(town: Town) -> None:
    code = agenda_scene.convened(town, items_closed_at=NOW, agenda_circulated_at=NOW)
    assert why(town, written(town, "agenda.draft", code, meeting=code)) == "done"
    assert why(town, written(town, "agenda.circulated", code, meeting=code)) == ""
    assert why(town, written(town, "agenda.circulated", code, meeting=code), lima(2027, 2, 9, 13)) == "over"


@pytest.mark.parametrize("act", ["agenda.circulated", "agenda.recirculated"])
def test_the_agenda_need_not_go_round_again_when_it_did_meanwhile(town: Town, act: str) -> None:
    code = agenda_scene.convened(town, items_closed_at=NOW, agenda_circulated_at=NOW)
    asks = written(town, "agenda.withdrawn", code, meeting=code)
    assert why(town, asks) == ""
    with town.database.transaction() as session:
        at = NOW + timedelta(minutes=5)
        journal.write(session, network_id=town.network_id, at=at, act=act, about=code, clause="5.1.3", person_id=None)
    assert why(town, asks, NOW + timedelta(minutes=6)) == "done"


def test_a_convocation_of_a_meeting_that_was_cancelled_is_not_sent(town: Town) -> None:
    town.do(SECRETARY, "meetings.convene", MORNING, **CE)
    (told, *_) = town.notices("meeting.convened")
    assert why(town, told, MORNING) == ""
    town.do(SECRETARY, "meetings.cancel", MORNING, meeting="CE-2027-01", reason="Se tratará por escrito")
    assert why(town, told, MORNING) == "cancelled"
    assert {why(town, row, MORNING) for row in town.notices("meeting.cancelled")} == {""}


def test_of_two_moves_only_the_newest_hour_is_told(town: Town) -> None:
    town.do(SECRETARY, "meetings.convene", MORNING, **CE)
    later = MORNING + timedelta(days=1)
    town.do(SECRETARY, "meetings.move", later, meeting="CE-2027-01", date="2027-02-11", time="09:00")
    (first, *_) = town.notices("meeting.moved")
    assert why(town, first, later) == ""
    town.do(SECRETARY, "meetings.move", later, meeting="CE-2027-01", date="2027-02-12", time="09:00")
    newest = town.notices(
        "meeting.moved", to=ACNUR if not town.notices("meeting.moved", to=COORDINATOR) else COORDINATOR
    )
    assert (why(town, first, later), why(town, newest[-1], later)) == ("moved", "")


def test_what_waited_for_somebody_else_s_press_and_was_done(town: Town) -> None:
    keep(town, Draft(token="t", network_id=town.network_id, person_id=town.id_of(SECRETARY), command="x", values={}, made_at=NOW))  # fmt: skip
    asked = written(town, "circulation.wanted", draft="t")
    assert why(town, asked) == ""
    with town.database.transaction() as session:
        session.get_one(Draft, "t").status = "confirmed"
    assert why(town, asked) == "done"


def test_a_seat_that_answered_is_not_asked_for_its_answer(town: Town) -> None:
    by_decision(town, "D-2027-03", status=decisions.OPEN, closes_at=lima(2027, 2, 15, 17))
    values = {"code": "D-2027-03", "version": 1, "organisation": "OIT"}
    asked, other = (
        written(town, "circulation.silence", "D-2027-03", **{**values, "organisation": name})
        for name in ("OIT", "ACNUR")
    )
    assert (why(town, asked), why(town, other)) == ("", "")
    with town.database.transaction() as session:
        row = decisions.by_code(session, town.network_id, "D-2027-03")
        assert row is not None
        session.add(
            Answer(
                network_id=town.network_id, decision_id=row.id or 0, version=1, organisation_id=town.organisation("OIT"),
                kind="agree", answered_at=NOW,
            )
        )  # fmt: skip
    assert (why(town, asked), why(town, other)) == ("done", "")


@pytest.mark.parametrize(
    ("notice", "status", "expected"),
    [
        ("decision.result_proposed", decisions.OPEN, ""), ("decision.result_proposed", decisions.CONSENSUS, "done"),
        ("decision.objected", decisions.SUSPENDED, ""), ("decision.objected", decisions.OPEN, "done"),
        ("decision.expired", decisions.AD_REFERENDUM, ""), ("decision.expired", decisions.NOT_ADOPTED, "done"),
        ("decision.objection_wanted", decisions.OPEN, ""), ("decision.objection_wanted", decisions.CONSENSUS, "done"),
        ("circulation.explicit", decisions.SUSPENDED, ""), ("circulation.explicit", decisions.CONSENSUS, "done"),
    ],
)  # fmt: skip
def test_what_is_asked_of_a_decision_ends_with_it(town: Town, notice: str, status: str, expected: str) -> None:
    by_decision(town, "D-2027-03", status=status)
    assert why(town, written(town, notice, "D-2027-03", version=1)) == expected
    with town.database.transaction() as session:
        row = decisions.by_code(session, town.network_id, "D-2027-03")
        assert isinstance(row, Decision)
        row.version = 2
    assert why(town, written(town, notice, "D-2027-03", version=1)) != "" or notice == "decision.objected"


def test_focal_points_that_were_confirmed_meanwhile(town: Town) -> None:
    day = lima(2027, 1, 12).date()
    check = ContactCheck(network_id=town.network_id, round_on=day, organisation_id=town.organisation("OIT"), asked_at=NOW, answer="change")  # fmt: skip
    keep(town, check)
    change = written(town, "contacts.change", day.isoformat(), organisation="OIT")
    assert (why(town, change), why(town, written(town, "contacts.closed", day.isoformat()))) == ("", "done")
    with town.database.transaction() as session:
        session.get_one(ContactCheck, 1).answer = CONFIRMED
    assert why(town, change) == "done"


def test_comments_on_minutes_that_are_final(town: Town) -> None:
    code = agenda_scene.convened(town)
    meeting = agenda_scene.the_meeting(town).id or 0
    asked = [written(town, name, code, meeting=code) for name in ("minutes.comments_closed", "minutes.late_comment")]
    row = Minutes(
        network_id=town.network_id, meeting_id=meeting, version=1, status="circulated", body={}, written_at=NOW
    )
    keep(town, row)
    assert [why(town, each) for each in asked] == ["", ""]
    keep(
        town, Minutes(network_id=town.network_id, meeting_id=meeting, version=2, status=FINAL, body={}, written_at=NOW)
    )
    assert [why(town, each) for each in asked] == ["done", "done"]


def _alarm(town: Town) -> Notice:
    keep(town, SensitiveAlert(network_id=town.network_id, platform="test", noticed_at=NOW, allowed_at=NOW))
    return written(town, "alerts.asked", "1", alert="1")


def _absence(town: Town) -> Notice:
    day = lima(2027, 2, 3).date()
    person = town.id_of(ACNUR)
    keep(
        town, Absence(network_id=town.network_id, person_id=person, first=day, last=day, said_at=NOW, withdrawn_at=NOW)
    )
    return written(town, "away.you_stand_in", "1", last=day)


def _poll(town: Town) -> Notice:
    given = {"kind": "technical", "title": "Técnica", "minutes": 60, "opened_at": NOW, "closes_at": NOW}
    keep(town, DatePoll(network_id=town.network_id, meeting="TEC-2027-01", **given))
    return written(town, "polls.outcome", "Técnica · 1", poll="1")


def _given_up(town: Town) -> Notice:
    lost = written(town, "minutes.final", TEC)
    again = written(town, "minutes.final", TEC)
    again.key += f"{deliveries.AGAIN}1"
    keep(town, lost, again)
    return written(town, "delivery.given_up", notice=str(town.notices("minutes.final")[0].id))


@pytest.mark.parametrize("settled", [_alarm, _absence, _poll, _given_up])
def test_what_somebody_else_saw_to_meanwhile(town: Town, settled: Callable[[Town], Notice]) -> None:
    """A false alarm that was allowed, an absence taken back, a poll whose meeting is convened, a letter sent once more."""
    assert why(town, settled(town)) in {"done", "cancelled"}


def test_what_stays_true_is_said_whatever_happens(town: Town) -> None:
    for notice in ("decision.recorded", "minutes.final", "members.welcome", "groups.created"):
        assert why(town, written(town, notice, "D-2027-09")) == ""
