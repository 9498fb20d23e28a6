"""Points that come after the close are not lost: let in with a reason, or moved to a meeting that suits them."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import select

from storage.outbox import HELD, WAITING
from storage.people import Office
from tests.handlers.agenda_scene import (
    CLOSE,
    COORDINATOR,
    OIT,
    SECRETARY,
    UNFPA,
    acts,
    convened,
    points,
    proposed,
    refusals,
    said,
    titles,
)  # fmt: skip
from tests.town import Town, keys_of, lima

DAY_AFTER = lima(2027, 1, 29, 11, 15)
"""UNFPA's hour in the acceptance year: one day after the close."""


def late_point(town: Town, **values: object) -> int:
    """UNFPA's point of the day after the close; its number."""
    proposed(town, UNFPA, "Salud sexual y reproductiva", DAY_AFTER, objectives=["15"], **values)
    (item,) = points(town, "late")
    assert item.id is not None
    return item.id


def test_a_late_point_is_received_and_its_author_told_where_it_can_go(network: Town) -> None:
    convened(network)
    reply = proposed(network, UNFPA, "Salud sexual y reproductiva", DAY_AFTER, objectives=["15"])
    assert not reply.refused
    assert {"agenda.late.received", "agenda.late.what_now", "source.setting"} <= set(keys_of(reply))
    assert network.button(reply, "button.agenda_defer").command == "agenda.defer"
    (item,) = points(network, "late")
    assert (item.late, item.received_at) == (True, DAY_AFTER)
    assert titles(network) == []
    assert acts(network)[-1] == "agenda.proposed_late"


def test_only_coordination_and_secretariat_hear_of_a_late_point(network: Town) -> None:
    convened(network)
    number = late_point(network)
    told = network.notices("agenda.late_item")
    assert network.emails(told) == {COORDINATOR, SECRETARY}
    assert {row.values["item"] for row in told} == {number}
    hints = network.notices("agenda.observer")
    assert network.emails(hints) == {SECRETARY}
    assert ({row.status for row in told}, {row.status for row in hints}) == ({WAITING}, {HELD}), (
        "one message now, not two"
    )
    assert network.emails(network.notices()) == {COORDINATOR, SECRETARY}


def test_before_the_close_is_confirmed_a_draft_says_it_would_be_late(town: Town) -> None:
    convened(town)
    shown = town.ask(UNFPA, "agenda.propose", DAY_AFTER, title="x", kind="debate", minutes=5)
    assert "agenda.would_be_late" in keys_of(shown)


def test_the_coordinator_lets_a_late_point_in_with_a_reason_that_is_recorded(network: Town) -> None:
    convened(network)
    proposed(network, OIT, "Trabajo", CLOSE - timedelta(days=1))
    number = late_point(network)
    asked = network.ask(COORDINATOR, "agenda.admit", DAY_AFTER, item=number)
    assert [field.name for field in asked.form.fields] == ["reason"]
    shown = network.ask(COORDINATOR, "agenda.admit", DAY_AFTER, **asked.form.hidden, reason="Es urgente para el Plan")
    assert "Es urgente para el Plan" in said(shown)
    assert titles(network) == ["Trabajo"]
    network.confirm(COORDINATOR, shown, DAY_AFTER)
    assert titles(network) == ["Trabajo", "Salud sexual y reproductiva"]
    assert points(network)[1].reason == "Es urgente para el Plan"
    assert points(network)[1].late is True
    assert acts(network)[-1] == "agenda.admitted"
    (told,) = network.notices("agenda.admitted")
    assert network.emails([told]) == {UNFPA}
    assert told.values["reason"] == "Es urgente para el Plan"


def test_the_secretariat_alone_cannot_let_a_late_point_in(network: Town) -> None:
    convened(network)
    number = late_point(network)
    reply = network.ask(SECRETARY, "agenda.admit", DAY_AFTER, item=number, reason="porque sí")
    assert reply.refused
    assert "refusal.no_mandate" in keys_of(reply)
    assert refusals(network)[-1].values["setting"] == "powers.override"
    assert refusals(network)[-1].clause == network.charter.powers["override"].clause
    assert titles(network) == []


def test_a_reason_that_is_too_long_is_refused_with_the_limit(town: Town) -> None:
    convened(town)
    number = late_point(town)
    reply = town.ask(COORDINATOR, "agenda.admit", DAY_AFTER, item=number, reason="x" * 1001)
    assert reply.refused
    assert reply.form is not None
    assert "typed.too_long" in keys_of(reply)


def test_a_late_point_is_let_in_once(network: Town) -> None:
    convened(network)
    number = late_point(network)
    network.do(COORDINATOR, "agenda.admit", DAY_AFTER, item=number, reason="urgente")
    again = network.ask(COORDINATOR, "agenda.admit", DAY_AFTER, item=number, reason="urgente")
    assert "agenda.item_settled" in keys_of(again)
    assert len(network.notices("agenda.admitted")) == 1


def test_its_author_moves_a_late_point_to_the_next_technical_meeting(network: Town) -> None:
    convened(network)
    convened(network, "technical", "TEC-2027-01", starts=lima(2027, 3, 4, 10))
    reply = proposed(network, UNFPA, "Salud", DAY_AFTER, meeting="CE-2027-01")
    shown = network.press(UNFPA, reply, "button.agenda_defer", DAY_AFTER)
    assert "agenda.defer.to" in keys_of(shown)
    assert titles(network, code="TEC-2027-01") == []
    network.confirm(UNFPA, shown, DAY_AFTER)
    assert titles(network, "late") == []
    (item,) = points(network, code="TEC-2027-01")
    assert (item.title, item.late, item.organisation_id) == ("Salud", False, network.organisation("UNFPA"))
    assert points(network, "moved")[0].reason == "TEC-2027-01"
    assert network.emails(network.notices("agenda.deferred")) == {SECRETARY}


def test_a_late_point_for_decision_waits_for_the_next_committee_not_a_technical_meeting(network: Town) -> None:
    convened(network)
    convened(network, "technical", "TEC-2027-01", starts=lima(2027, 3, 4, 10))
    convened(network, code="CE-2027-02", starts=lima(2027, 4, 20, 10))
    number = late_point(network, meeting="CE-2027-01", kind="decide")
    network.do(SECRETARY, "agenda.defer", DAY_AFTER, item=number)
    assert titles(network, code="CE-2027-02") == ["Salud sexual y reproductiva"]
    assert titles(network, code="TEC-2027-01") == []
    assert network.emails(network.notices("agenda.deferred")) == {UNFPA}


def test_a_meeting_whose_points_are_closed_is_passed_over(town: Town) -> None:
    convened(town)
    convened(
        town, "technical", "TEC-2027-01", starts=lima(2027, 2, 10, 10), items_closed_at=DAY_AFTER - timedelta(days=1)
    )
    convened(town, "technical", "TEC-2027-02", starts=lima(2027, 4, 6, 10))
    number = late_point(town, meeting="CE-2027-01")
    town.do(SECRETARY, "agenda.defer", DAY_AFTER, item=number)
    assert titles(town, code="TEC-2027-02") == ["Salud sexual y reproductiva"]


def test_without_a_later_meeting_a_point_waits_and_comes_in_when_its_call_opens(network: Town) -> None:
    convened(network)
    number = late_point(network)
    reply = network.do(SECRETARY, "agenda.defer", DAY_AFTER, item=number)
    assert "agenda.defer.waits" in keys_of(reply)
    assert points(network, "moved")[0].reason == ""
    convened(network, "technical", "TEC-2027-01", starts=lima(2027, 4, 6, 10), at=lima(2027, 3, 1))
    network.ask(None, "agenda.call", lima(2027, 3, 19, 9), meeting="TEC-2027-01")
    assert titles(network, code="TEC-2027-01") == ["Salud sexual y reproductiva"]
    assert network.emails(network.notices("agenda.taken_up")) == {UNFPA}
    convened(network, "technical", "TEC-2027-02", starts=lima(2027, 6, 8, 10), at=lima(2027, 3, 1))
    network.ask(None, "agenda.call", lima(2027, 5, 24, 9), meeting="TEC-2027-02")
    assert titles(network, code="TEC-2027-02") == []


def test_a_strangers_point_is_neither_moved_nor_withdrawn(network: Town) -> None:
    convened(network)
    number = late_point(network)
    for command in ("agenda.defer", "agenda.withdraw", "agenda.document"):
        reply = network.ask(OIT, command, DAY_AFTER, item=number)
        assert reply.refused
        assert "agenda.not_your_item" in keys_of(reply)
        assert refusals(network)[-1].values["setting"] == "powers.order_agenda"
        assert refusals(network)[-1].clause == network.charter.powers["order_agenda"].clause
    assert titles(network, "late") == ["Salud sexual y reproductiva"]


def test_numbers_that_are_no_points_are_answered_courteously(town: Town) -> None:
    convened(town)
    for number in ("0", "999", "-1", "uno", "9" * 40):
        assert "agenda.item_settled" in keys_of(town.ask(OIT, "agenda.withdraw", DAY_AFTER, item=number))


def test_an_organisation_withdraws_its_point_after_seeing_which(network: Town) -> None:
    convened(network)
    proposed(network, UNFPA, "Salud", CLOSE - timedelta(days=1))
    proposed(network, OIT, "Trabajo", CLOSE - timedelta(days=1))
    shown = network.ask(UNFPA, "agenda.withdraw", CLOSE - timedelta(hours=1))
    assert "Salud" in said(shown)
    assert titles(network) == ["Salud", "Trabajo"]
    network.confirm(UNFPA, shown, CLOSE - timedelta(hours=1))
    assert titles(network) == ["Trabajo"]
    assert titles(network, "withdrawn") == ["Salud"]
    assert network.notices("agenda.withdrawn") == []


def test_with_two_points_quipu_asks_which_one_is_withdrawn(town: Town) -> None:
    convened(town)
    proposed(town, UNFPA, "Salud", CLOSE - timedelta(days=1))
    proposed(town, UNFPA, "Datos", CLOSE - timedelta(days=1))
    asked = town.ask(UNFPA, "agenda.withdraw", CLOSE - timedelta(hours=1))
    choices = [(option.value, option.label.values["title"]) for option in asked.form.fields[0].options]
    assert [title for _, title in choices] == ["Salud", "Datos"]
    town.do(UNFPA, "agenda.withdraw", CLOSE - timedelta(hours=1), item=choices[1][0])
    assert titles(town) == ["Salud"]


def test_a_withdrawal_after_the_close_is_told_to_the_secretariat(network: Town) -> None:
    convened(network)
    proposed(network, UNFPA, "Salud", CLOSE - timedelta(days=1))
    network.ask(None, "agenda.close", CLOSE, meeting="CE-2027-01")
    network.do(UNFPA, "agenda.withdraw", DAY_AFTER)
    assert network.emails(network.notices("agenda.withdrawn")) == {SECRETARY}


def test_the_secretariat_withdraws_a_point_of_anybody(town: Town) -> None:
    convened(town)
    proposed(town, UNFPA, "Salud", CLOSE - timedelta(days=1))
    town.do(SECRETARY, "agenda.withdraw", CLOSE - timedelta(hours=1), meeting="CE-2027-01")
    assert titles(town) == []


def test_whoever_left_is_not_written_to_but_who_speaks_for_the_organisation_now(town: Town) -> None:
    convened(town)
    number = late_point(town)
    with town.database.transaction() as session:
        gone = session.exec(select(Office).where(Office.person_id == town.id_of(UNFPA))).one()
        gone.until = lima(2027, 1, 29).date()
        session.add(gone)
    town.do(COORDINATOR, "agenda.admit", lima(2027, 2, 1), item=number, reason="urgente")
    assert town.emails(town.notices("agenda.admitted")) == {"e.coscollana"}
