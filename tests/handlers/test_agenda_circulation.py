"""The call opens, closes and the agenda leaves: to whom, when, once, and again with what changed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.notices import card_of
from handlers.reply import Reply, Table
from tests.handlers.agenda_scene import (
    CIRCULATION,
    CLOSE,
    CONVENED,
    COORDINATOR,
    MEETING,
    OIM,
    OIT,
    SECRETARY,
    UNFPA,
    UNICEF,
    acts,
    convened,
    points,
    proposed,
    refusals,
    said,
    the_meeting,
    titles,
)  # fmt: skip
from tests.town import Town, keys_of, lima

FOCAL_POINTS = {
    "n.collpabamba", "n.quintamayo", "i.choquerrey", "p.huaranda", "g.umbralito", "c.yupancal", "s.rocamarca",
    "j.atocsaira", "b.carhuandino",
}  # fmt: skip
ALTERNATES = {
    "f.jatunvelarde", "h.parihuanca", "m.tordoya", "s.ormachal", "k.soncollay", "d.miraltino", "e.coscollana",
    "r.vilcabella", "l.huamantinta",
}  # fmt: skip
COMMITTEE = {"a.soderquist", "p.estevanes", "t.wrennfeld", "b.sormendi", "o.brandaris", "h.lasvalle"}
MORNING = lima(2027, 2, 2, 9)


def three_points(town: Town) -> None:
    convened(town)
    proposed(town, OIT, "Condiciones laborales", lima(2027, 1, 22, 10), objectives=[6])
    proposed(town, UNICEF, "Niñez migrante", lima(2027, 1, 26, 10), objectives=[7, 15])
    document = "https://docs.example/plan"
    proposed(town, OIM, "Prioridades y plan 2027", lima(2027, 1, 27, 10), kind="decide", minutes=30, document=document)


def closed(town: Town) -> None:
    three_points(town)
    town.ask(None, "agenda.close", CLOSE, meeting="CE-2027-01")


def test_the_call_reaches_committee_and_focal_points_each_once(network: Town) -> None:
    convened(network)
    network.ask(None, "agenda.call", CONVENED, meeting="CE-2027-01")
    calls = network.notices("agenda.call")
    assert network.emails(calls) == COMMITTEE | FOCAL_POINTS | ALTERNATES
    assert len(calls) == 24, "the Resident Coordinator holds two offices and is asked once"
    assert {row.values["meeting"] for row in calls} == {"CE-2027-01"}
    assert calls[0].values["closes"] == {"§moment": CLOSE.astimezone(the_meeting(network).starts_at.tzinfo).isoformat()}
    assert the_meeting(network).call_opened_at == CONVENED
    assert "17:00" in said(Reply(card_of(calls[0])))


def test_a_technical_meeting_asks_no_committee(town: Town) -> None:
    convened(town, "technical", "TEC-2027-01")
    town.ask(None, "agenda.call", CONVENED, meeting="TEC-2027-01")
    assert town.emails(town.notices("agenda.call")) == FOCAL_POINTS | ALTERNATES


def test_the_clock_opens_a_call_once_however_often_it_asks(network: Town) -> None:
    convened(network)
    network.ask(None, "agenda.call", CONVENED, meeting="CE-2027-01")
    network.ask(None, "agenda.call", CONVENED + timedelta(hours=1), meeting="CE-2027-01")
    assert len(network.notices("agenda.call")) == 24
    assert acts(network).count("agenda.call_opened") == 1
    assert the_meeting(network).call_opened_at == CONVENED


def test_the_secretariat_opens_the_call_earlier_after_seeing_who_gets_it(network: Town) -> None:
    convened(network, starts=lima(2027, 3, 9, 10))
    shown = network.ask(SECRETARY, "agenda.call", CONVENED)
    assert "24 personas" in said(shown)
    assert network.notices() == []
    network.confirm(SECRETARY, shown, CONVENED)
    assert len(network.notices("agenda.call")) == 24
    again = network.ask(SECRETARY, "agenda.call", CONVENED)
    assert again.refused
    assert "agenda.call.already" in keys_of(again)


@pytest.mark.parametrize("command", ["agenda.call", "agenda.close", "agenda.circulate", "agenda.order"])
def test_running_the_agenda_is_the_secretariats(town: Town, command: str) -> None:
    convened(town)
    reply = town.ask(OIT, command, CONVENED)
    assert reply.refused
    assert "refusal.no_mandate" in keys_of(reply)
    assert (refusals(town)[-1].clause, refusals(town)[-1].values["setting"]) == ("5.1", "powers.order_agenda")


def test_an_extraordinary_meeting_has_no_call(town: Town) -> None:
    convened(town, "extraordinary", "EXT-2027-01", starts=lima(2027, 1, 22, 10))
    reply = town.ask(SECRETARY, "agenda.call", CONVENED)
    assert "agenda.call.not_for" in keys_of(reply)
    assert refusals(town)[-1].values["setting"] == "agenda.call"


def test_a_call_cannot_be_opened_after_the_close(town: Town) -> None:
    convened(town)
    reply = town.ask(SECRETARY, "agenda.call", CLOSE + timedelta(hours=1))
    assert "agenda.call.closed" in keys_of(reply)
    assert refusals(town)[-1].values["setting"] == "agenda.close"


def test_a_call_whose_close_has_passed_is_opened_without_writing_to_anybody(town: Town) -> None:
    convened(town, starts=lima(2027, 1, 25, 10))
    town.ask(None, "agenda.call", CONVENED, meeting="CE-2027-01")
    assert town.notices("agenda.call") == []


def test_the_clock_closes_and_puts_the_draft_before_coordination_and_secretariat(network: Town) -> None:
    closed(network)
    assert the_meeting(network).items_closed_at == CLOSE
    drafts = network.notices("agenda.draft")
    assert network.emails(drafts) == {COORDINATOR, SECRETARY}
    rows = [list(row[:2]) for row in drafts[0].values["table"]["rows"]]
    assert rows == [["1", "Condiciones laborales"], ["2", "Niñez migrante"], ["3", "Prioridades y plan 2027"]]
    told = said(Reply(card_of(drafts[0])))
    assert "suman 70 de los 90 minutos" in told
    assert "2 de febrero de 2027" in told
    (room,) = network.notices("agenda.closed")
    assert room.person_id is None
    network.ask(None, "agenda.close", CLOSE + timedelta(minutes=1), meeting="CE-2027-01")
    assert len(network.notices("agenda.draft")) == 2


def test_closing_early_is_shown_first_and_then_told_to_everybody_who_was_asked(network: Town) -> None:
    three_points(network)
    early = lima(2027, 1, 28, 9)
    shown = network.ask(SECRETARY, "agenda.close", early)
    assert "agenda.close.early" in keys_of(shown)
    assert the_meeting(network).items_closed_at is None
    network.confirm(SECRETARY, shown, early)
    assert network.emails(network.notices("agenda.closed")) == COMMITTEE | FOCAL_POINTS | ALTERNATES
    proposed(network, UNFPA, "Salud", early + timedelta(minutes=1))
    assert titles(network, "late") == ["Salud"]
    again = network.ask(SECRETARY, "agenda.close", early)
    assert "agenda.close.already" in keys_of(again)


def test_the_agenda_is_shown_with_its_readers_and_leaves_when_told_to(network: Town) -> None:
    closed(network)
    at = lima(2027, 1, 29, 10)
    shown = network.ask(COORDINATOR, "agenda.circulate", at)
    told = said(shown)
    assert "27 personas" in told
    assert "Noelia Quintamayo Ser" in told
    assert "3 | Prioridades y plan 2027 | OIM | Para decidir | 30 | — | https://docs.example/plan" in told
    assert network.notices("agenda.circulated") == []
    reply = network.press(COORDINATOR, shown, "button.circulate_now", at)
    assert "agenda.circulate.done" in keys_of(reply)
    sent = network.notices("agenda.circulated")
    assert network.emails(sent) == COMMITTEE | FOCAL_POINTS | ALTERNATES | {COORDINATOR, SECRETARY, "x.caltarumi", ""}
    assert len(sent) == 28
    assert the_meeting(network).agenda_circulated_at == at
    (table,) = [part for part in card_of(sent[0]).parts if isinstance(part, Table)]
    assert [row[1] for row in table.rows] == ["Condiciones laborales", "Niñez migrante", "Prioridades y plan 2027"]
    again = network.press(COORDINATOR, shown, "button.circulate_now", at)
    assert again == reply
    assert len(network.notices("agenda.circulated")) == 28


def test_a_cleared_agenda_waits_for_the_morning_of_its_date(network: Town) -> None:
    closed(network)
    at = lima(2027, 1, 29, 10)
    shown = network.ask(COORDINATOR, "agenda.circulate", at)
    reply = network.press(COORDINATOR, shown, "button.circulate_on_date", at)
    assert "agenda.circulate.cleared" in keys_of(reply)
    assert the_meeting(network).agenda_cleared_at == at
    assert the_meeting(network).agenda_circulated_at is None
    assert network.notices("agenda.circulated") == []
    network.ask(None, "agenda.circulate", MORNING, meeting="CE-2027-01")
    network.ask(None, "agenda.circulate", MORNING + timedelta(minutes=1), meeting="CE-2027-01")
    assert len(network.notices("agenda.circulated")) == 28
    assert acts(network).count("agenda.circulated") == 1


def test_the_clock_circulates_nothing_that_nobody_cleared(network: Town) -> None:
    closed(network)
    network.ask(None, "agenda.circulate", CIRCULATION, meeting="CE-2027-01")
    assert network.notices("agenda.circulated") == []
    assert the_meeting(network).agenda_circulated_at is None


def test_on_the_day_itself_there_is_no_later_morning_to_wait_for(town: Town) -> None:
    closed(town)
    shown = town.ask(COORDINATOR, "agenda.circulate", MORNING + timedelta(minutes=1))
    labels = [button.label.key for button in town.buttons(shown)]
    assert "button.circulate_now" in labels
    assert "button.circulate_on_date" not in labels


def test_an_agenda_that_changed_while_it_was_looked_at_is_shown_again(network: Town) -> None:
    closed(network)
    at = lima(2027, 1, 29, 10)
    shown = network.ask(COORDINATOR, "agenda.circulate", at)
    network.do(OIT, "agenda.withdraw", at)
    again = network.press(COORDINATOR, shown, "button.circulate_now", at)
    assert "agenda.circulate.changed_meanwhile" in keys_of(again)
    assert network.notices("agenda.circulated") == []
    network.press(COORDINATOR, again, "button.circulate_now", at)
    assert len(network.notices("agenda.circulated")) == 28


def test_an_agenda_without_points_does_not_leave(town: Town) -> None:
    convened(town)
    reply = town.ask(SECRETARY, "agenda.circulate", CONVENED)
    assert "agenda.circulate.empty" in keys_of(reply)


def test_circulating_before_the_close_says_that_it_closes(network: Town) -> None:
    three_points(network)
    at = lima(2027, 1, 27, 12)
    shown = network.ask(SECRETARY, "agenda.circulate", at)
    assert "agenda.circulate.still_open" in keys_of(shown)
    network.press(SECRETARY, shown, "button.circulate_now", at)
    assert the_meeting(network).items_closed_at == at


def test_a_late_point_let_in_after_circulation_goes_round_again_as_a_change(network: Town) -> None:
    closed(network)
    network.press(COORDINATOR, network.ask(COORDINATOR, "agenda.circulate", CLOSE), "button.circulate_now", CLOSE)
    same = network.ask(COORDINATOR, "agenda.circulate", CLOSE)
    assert "agenda.circulate.already" in keys_of(same)
    after = lima(2027, 1, 29, 12)
    proposed(network, UNFPA, "Salud sexual y reproductiva", after)
    (late,) = points(network, "late")
    done = network.do(COORDINATOR, "agenda.admit", after, item=late.id, reason="urgente")
    shown = network.press(COORDINATOR, done, "button.agenda_recirculate", after)
    assert "Qué cambió: entró «Salud sexual y reproductiva»." in said(shown)
    network.press(COORDINATOR, shown, "button.circulate_now", after)
    changed = network.notices("agenda.changed")
    assert len(changed) == 28
    assert "entró «Salud sexual y reproductiva»" in said(Reply(card_of(changed[0])))
    assert the_meeting(network).agenda_circulated_at == CLOSE, "the duty was met by the first circulation"
    assert acts(network)[-1] == "agenda.recirculated"


def test_every_kind_of_change_is_named(town: Town) -> None:
    closed(town)
    town.press(SECRETARY, town.ask(SECRETARY, "agenda.circulate", CLOSE), "button.circulate_now", CLOSE)
    first, second, third = points(town)
    town.do(SECRETARY, "agenda.withdraw", CLOSE, item=first.id)
    town.do(SECRETARY, "agenda.order", CLOSE, order="2 1")
    town.ask(SECRETARY, "agenda.document", CLOSE, item=second.id, document="https://docs.example/ninez")
    shown = town.ask(SECRETARY, "agenda.circulate", CLOSE)
    assert (
        "Qué cambió: salió «Condiciones laborales», «Niñez migrante» tiene documento nuevo y cambió el orden."
        in said(shown)
    )
    assert third.title in said(shown)


def test_two_meetings_at_once_never_mix(network: Town) -> None:
    convened(network)
    convened(network, "technical", "TEC-2027-01", starts=lima(2027, 2, 4, 10))
    proposed(network, OIT, "Trabajo", lima(2027, 1, 22, 10), meeting="CE-2027-01")
    proposed(network, UNICEF, "Niñez", lima(2027, 1, 22, 10), meeting="TEC-2027-01")
    asked = network.ask(SECRETARY, "agenda.circulate", lima(2027, 1, 22, 11))
    assert {button.values.get("meeting") for button in network.buttons(asked)} >= {"CE-2027-01", "TEC-2027-01"}
    shown = network.ask(SECRETARY, "agenda.circulate", lima(2027, 1, 22, 11), meeting="TEC-2027-01")
    network.press(SECRETARY, shown, "button.circulate_now", lima(2027, 1, 22, 11))
    assert {row.values["meeting"] for row in network.notices("agenda.circulated")} == {"TEC-2027-01"}
    assert the_meeting(network).agenda_circulated_at is None
    assert the_meeting(network).starts_at == MEETING


def test_a_document_that_comes_after_circulation_is_told_to_the_secretariat(town: Town) -> None:
    closed(town)
    town.press(COORDINATOR, town.ask(COORDINATOR, "agenda.circulate", CLOSE), "button.circulate_now", CLOSE)
    item = points(town)[0]
    town.ask(OIT, "agenda.document", MORNING, item=item.id, document="https://docs.example/oit")
    (told,) = town.notices("agenda.document_given")
    assert town.emails([told]) == {SECRETARY}
    assert "Condiciones laborales" in said(Reply(card_of(told)))
