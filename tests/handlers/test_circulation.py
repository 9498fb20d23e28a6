"""A text is put to the Committee by circulation: shown first, numbered when put, asked of every seat, with an end that stays."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlmodel import select

from storage.membership import Membership
from storage.networks import ExtraDay
from storage.people import Office
from tests.handlers.circulation_scene import (
    COORDINATOR,
    ENDS,
    OIT_FOCAL,
    OPENED,
    PLAN,
    PNUD,
    SEATS,
    SECRETARY,
    TEXT,
    by_decision,
    in_force,
    newest,
    of,
    opened,
    shown,
    texts,
)  # fmt: skip
from tests.handlers.record_scene import coming, fields, register, said
from tests.town import Town, keys_of, lima


def nobody_holds(town: Town, who: str) -> None:
    """Whoever holds a seat leaves it."""
    with town.database.transaction() as session:
        for row in session.exec(select(Office).where(Office.person_id == town.id_of(who))):
            row.until = date(2027, 2, 1)
            session.add(row)


def test_what_somebody_proposes_asks_first_what_it_is_about_and_for_how_long(town: Town) -> None:
    in_force(town)
    asked = town.ask(COORDINATOR, "decisions.propose", OPENED, title=PLAN, wording=TEXT, period="substantive")
    assert fields(asked)["subject"] == "other"
    assert fields(asked)["period"] == "substantive"
    hinted = town.ask(COORDINATOR, "decisions.propose", OPENED, wording="Se aprueba el endoso de la nota conceptual")
    assert fields(hinted)["subject"] == "endorsement"


def test_the_preview_says_who_by_which_channel_until_when_and_what_silence_means(town: Town) -> None:
    in_force(town)
    words = said(shown(town))
    assert TEXT in words
    assert "Plazo sustantivo: 5 días hábiles" in words
    assert "Vence: Hasta el jueves 25 de febrero de 2027, 17:00 (hora de Lima)" in words
    assert "El silencio cuenta como asentimiento: así lo dispone D-2027-02" in words
    assert "OIT: Beatriz Sormendi Aro (por correo)" in words
    assert "Iván Choquerrey" not in words
    assert register(town)[-1].code == "D-2027-02", "nothing is numbered before it is put"
    assert town.notices() == []


def test_the_call_freezes_the_text_and_says_the_end_and_the_silence_first(town: Town) -> None:
    in_force(town)
    code = opened(town)
    decision = of(town, code)
    assert (decision.status, decision.by_silence, decision.period) == ("open", True, "substantive")
    assert decision.closes_at == ENDS
    (text,) = texts(town, code)
    assert (text.version, text.wording, len(text.fingerprint)) == (1, TEXT, 64)
    calls = town.notices("circulation.silence")
    assert town.emails(calls) == set(SEATS)
    assert len(calls) == len(SEATS), "nobody is asked twice"


@pytest.mark.parametrize(
    ("period", "closes"),
    [("urgent", lima(2027, 2, 22, 17)), ("ordinary", lima(2027, 2, 23, 17)), ("substantive", ENDS)],
)
def test_a_period_counts_whole_working_days_and_its_first_is_the_day_after(
    town: Town, period: str, closes: object
) -> None:
    in_force(town)
    assert of(town, opened(town, period=period)).closes_at == closes


def test_another_period_is_a_press_away(town: Town) -> None:
    in_force(town)
    other = town.press(COORDINATOR, shown(town), "circulation.button.urgent", OPENED)
    assert "lunes 22 de febrero de 2027, 17:00" in said(other)
    town.confirm(COORDINATOR, other, OPENED)
    assert newest(town).period == "urgent"


def test_a_preview_confirmed_after_the_close_of_business_is_shown_again_with_its_new_end(town: Town) -> None:
    in_force(town)
    again = town.confirm(COORDINATOR, shown(town, lima(2027, 2, 18, 16, 59)), lima(2027, 2, 18, 17, 1))
    assert "Vence: Hasta el viernes 26 de febrero de 2027, 17:00" in said(again)
    assert newest(town).code == "D-2027-02"
    town.confirm(COORDINATOR, again, lima(2027, 2, 18, 17, 2))
    assert newest(town).closes_at == lima(2027, 2, 26, 17)


def test_a_holiday_added_later_does_not_move_an_end_that_was_announced(town: Town) -> None:
    in_force(town)
    code = opened(town)
    with town.database.transaction() as session:
        session.add(
            ExtraDay(
                network_id=town.network_id, day=date(2027, 2, 22), calendar="un_office", name="Libre", added_at=OPENED
            )
        )
    town.clock(ENDS)
    assert of(town, code).proposed_result_at is None
    town.clock(ENDS + timedelta(seconds=1))
    assert of(town, code).proposed_result_at is not None


def test_the_same_text_is_not_put_twice(town: Town) -> None:
    """Two officers confirm the same draft: one number, and the second is told which."""
    in_force(town)
    first, second = shown(town), shown(town, who=SECRETARY)
    town.confirm(COORDINATOR, first, OPENED)
    refused = town.confirm(SECRETARY, second, OPENED)
    assert refused.refused
    assert "D-2027-03" in said(refused)
    other = shown(town, title="Otro", wording="Se aprueba otra cosa.")
    town.confirm(COORDINATOR, other, OPENED)
    assert [row.code for row in register(town)] == ["D-2027-02", "D-2027-03", "D-2027-04"]


def test_a_confirmation_that_fails_takes_no_number(network: Town) -> None:
    in_force(network)
    previewed = shown(network)
    nobody_holds(network, PNUD)
    refused = network.confirm(COORDINATOR, previewed, OPENED)
    assert refused.refused
    code = opened(network, wording="Otro texto.", period="explicit")
    assert code == "D-2027-03"


def test_while_a_seat_is_vacant_silence_is_not_asked_for(town: Town) -> None:
    """5.2.1: the Committee is incomplete; explicit answers can still be asked for."""
    in_force(town)
    nobody_holds(town, PNUD)
    refused = shown(town)
    assert refused.refused
    assert "PNUD" in said(refused)
    assert fields(refused)["wording"] == TEXT, "nothing typed is lost"
    explicit = shown(town, period="explicit")
    assert "asiento sin persona designada" in said(explicit)
    assert "no puede haber consenso" in said(explicit)


def test_without_the_resident_coordinator_it_is_their_clause(town: Town) -> None:
    in_force(town)
    nobody_holds(town, "a.soderquist")
    assert "§5.2.2" in said(shown(town))


def test_for_a_meeting_it_becomes_an_item_of_the_next_committee(town: Town) -> None:
    coming(town, "CE-2027-01", "executive", lima(2027, 3, 9, 10))
    card = shown(town, period="meeting")
    form = town.press(COORDINATOR, card, "decisions.button.to_executive", OPENED)
    assert (fields(form)["title"], fields(form)["kind"]) == (PLAN, "decide")


def test_what_is_typed_for_a_meeting_needs_nothing_else(town: Town) -> None:
    card = town.ask(COORDINATOR, "decisions.propose", OPENED, wording=TEXT, period="meeting")
    assert "circulation.for_a_meeting" in keys_of(card)


def test_a_seat_that_is_asked_sees_it_among_its_matters_until_it_answers(town: Town) -> None:
    in_force(town)
    code = opened(town)
    words = said(town.ask("b.sormendi", "network.mine", OPENED))
    assert "Respuesta a un texto en circulación" in words
    assert PLAN in words
    town.ask("b.sormendi", "decisions.agree", OPENED, code=code)
    assert PLAN not in said(town.ask("b.sormendi", "network.mine", OPENED))


def test_with_no_meeting_ahead_one_is_convened(town: Town) -> None:
    card = shown(town, period="meeting")
    assert "decisions.button.convene_executive" in keys_of(card)


def test_a_member_of_the_committee_proposes_through_the_secretariat(town: Town) -> None:
    in_force(town)
    previewed = shown(town, who="b.sormendi")
    assert "Lucía Altaquilla Ponceval" in said(previewed)
    town.confirm("b.sormendi", previewed, OPENED)
    assert newest(town).code == "D-2027-02"
    (wanted,) = town.notices("circulation.wanted", to=SECRETARY)
    form = town.ask(SECRETARY, "drafts.change", OPENED, draft=wanted.values["draft"])
    assert fields(form)["wording"] == TEXT
    assert town.emails(town.notices("circulation.wanted")) == {COORDINATOR, SECRETARY}


def test_a_focal_point_is_told_how_a_matter_reaches_the_committee(town: Town) -> None:
    coming(town, "CE-2027-01", "executive", lima(2027, 3, 9, 10))
    refused = shown(town, who=OIT_FOCAL)
    assert refused.refused
    assert "puntos focales" in said(refused)
    form = town.press(OIT_FOCAL, refused, "decisions.button.to_executive", OPENED)
    assert fields(form)["title"] == PLAN


def test_a_guest_asks_through_the_secretariat(town: Town) -> None:
    assert "refusal.guest" in keys_of(shown(town, who="f.valderruma"))


@pytest.mark.parametrize("given", [{"subject": "nonsense"}, {"period": "forever"}, {"wording": "x" * 3001}])
def test_bad_details_are_asked_again_with_what_was_typed(town: Town, given: dict[str, str]) -> None:
    in_force(town)
    refused = shown(town, **given)
    assert refused.refused
    assert refused.form is not None
    assert fields(refused)["title"] == PLAN


def test_the_rule_may_be_of_another_code_than_the_one_cited_elsewhere(town: Town) -> None:
    by_decision(town, "D-2027-09")
    assert "no_objection.is_off" in keys_of(town.ask(COORDINATOR, "decisions.no_objection", OPENED))


def test_two_officers_at_once_leave_no_gap_and_share_no_number(network: Town) -> None:
    """Eight texts, two of them twice, confirmed at the same time by two people: six numbers in a row."""
    words = [f"Texto {number}." for number in (1, 2, 3, 1, 4, 5, 2, 6)]
    drafts = [
        (who, shown(network, who=who, wording=said_, period="explicit"))
        for said_, who in zip(words, [COORDINATOR, SECRETARY] * 4, strict=True)
    ]
    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda each: network.confirm(each[0], each[1], OPENED), drafts))
    assert [reply.refused for reply in replies].count(True) == 2
    assert [row.code for row in register(network)] == [f"D-2027-{number:02d}" for number in range(1, 7)]
    assert len({row.wording for row in register(network)}) == 6


def test_before_the_committee_has_members_there_is_nobody_to_ask(town: Town) -> None:
    with town.database.transaction() as session:
        for row in session.exec(select(Membership).where(Membership.body == "committee")):
            session.delete(row)
    assert "circulation.no_committee" in keys_of(shown(town, period="explicit"))


def test_why_of_a_text_in_circulation_is_the_texts_own_story(town: Town) -> None:
    in_force(town)
    code = opened(town)
    mine = town.ask("b.sormendi", "network.mine", OPENED)
    assert town.button(mine, "button.why").values["code"] == code
    bare = town.ask("b.sormendi", "network.why", OPENED)
    assert code in said(bare)
    assert "recordatorio" not in said(bare).lower()
