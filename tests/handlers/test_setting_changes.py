"""A setting is changed only by citing the decision that changes it: what is checked, and what is written down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from handlers.reply import Refusal
from handlers.setting_changes import LABEL, change
from storage.decisions import AD_REFERENDUM, AGREED, NOT_ADOPTED, REPLACED
from tests.handlers.record_scene import acts
from tests.handlers.setting_scene import TERM, decided, desk_at, labels
from tests.town import Town, lima

NOW = lima(2027, 2, 15, 10)
MARCH = date(2027, 3, 1)
SEVEN = {"working_days": 7}


def refused(
    town: Town, name: str = TERM, values: Mapping[str, object] = SEVEN, since: date = MARCH, code: str = "D-2027-05"
) -> Refusal:
    """The refusal of a change; nothing is kept of it."""
    with desk_at(town, NOW) as desk, pytest.raises(Refusal) as caught:
        change(desk, name, values, since, code)
    return caught.value


def test_a_setting_changes_from_its_day_on_and_the_decision_is_labelled(town: Town) -> None:
    decided(town)
    with desk_at(town, NOW) as desk:
        change(desk, TERM, SEVEN, MARCH, "d-2027-05")
    with desk_at(town, NOW) as desk:
        assert desk.law.term(TERM).working_days == 5
        assert desk.law.term(TERM, date(2027, 2, 28)).working_days == 5
        assert desk.law.term(TERM, MARCH).working_days == 7
        assert (desk.law.term(TERM, MARCH).decision, desk.law.term(TERM, MARCH).since) == ("D-2027-05", MARCH)
    assert labels(town) == [LABEL]
    [entry] = acts(town, TERM)
    assert (entry.act, entry.clause, entry.office) == ("setting.changed", "5.1.8", "coordination")
    assert entry.values["decision"] == "D-2027-05"


def test_a_change_from_today_holds_at_the_same_desk_at_once(town: Town) -> None:
    decided(town)
    with desk_at(town, NOW) as desk:
        change(desk, "no_objection.enabled", {"on": True}, NOW.date(), "D-2027-05")
        assert desk.law.term("no_objection.enabled").on is True


def test_the_kinds_of_meeting_that_are_not_named_keep_their_number(town: Town) -> None:
    decided(town)
    with desk_at(town, NOW) as desk:
        change(desk, "agenda.close", {"by_meeting": {"executive": -7}}, MARCH, "D-2027-05")
        after = desk.law.term("agenda.close", MARCH).by_meeting
    assert (after["executive"], after["plenary"]) == (-7, -12)


def test_a_rule_of_the_terms_of_reference_is_refused_with_its_clause(town: Town) -> None:
    decided(town)
    refusal = refused(town, "plenary.yearly", {"number": 2})
    assert (refusal.why.key, refusal.clause) == ("setting.rule", "7.network")


def test_a_setting_that_does_not_exist_is_refused(town: Town) -> None:
    decided(town)
    assert refused(town, "minutes.colour").why.key == "setting.unknown"


def test_without_a_decision_nothing_changes(town: Town) -> None:
    assert refused(town, code="").why.key == "setting.no_decision"
    refusal = refused(town, code="D-2027-99")
    assert (refusal.why.key, refusal.clause) == ("setting.no_decision", "2.agility")


@pytest.mark.parametrize("status", [AD_REFERENDUM, NOT_ADOPTED, REPLACED])
def test_only_a_decision_adopted_by_consensus_can_be_cited(town: Town, status: str) -> None:
    decided(town, status=status)
    assert refused(town).why.key == "setting.no_consensus"


def test_a_technical_agreement_changes_no_setting(town: Town) -> None:
    decided(town, "AT-2027-01", AGREED)
    assert refused(town, code="AT-2027-01").why.key == "setting.no_consensus"


def test_a_change_never_holds_from_before_its_decision_nor_from_the_past(town: Town) -> None:
    decided(town)
    assert refused(town, since=date(2027, 2, 8)).why.key == "setting.before_decision"
    assert refused(town, since=date(2027, 2, 12)).why.key == "setting.in_the_past"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        (TERM, {"working_days": -1}),
        (TERM, {"working_days": "7"}),
        (TERM, {"at": "10:00"}),
        ("hours.closes", {"at": "25:00"}),
        ("agenda.close", {"by_meeting": {"picnic": -2}}),
        ("no_objection.enabled", {"on": "yes"}),
    ],
)
def test_a_value_that_no_charter_could_have_is_refused(town: Town, name: str, values: Mapping[str, object]) -> None:
    decided(town)
    refusal = refused(town, name, values)
    assert (refusal.why.key, refusal.setting) == ("setting.impossible", name)


def test_what_is_so_already_is_no_change(town: Town) -> None:
    decided(town)
    assert refused(town, values={"working_days": 5}).why.key == "setting.same"
    assert refused(town, values={}).why.key == "setting.same"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("hours.opens", {"at": "18:00"}),
        ("agenda.close", {"by_meeting": {"executive": -16}}),
        ("agenda.close", {"by_meeting": {"executive": -4}}),
    ],
)
def test_settings_keep_their_order_among_each_other(town: Town, name: str, values: Mapping[str, object]) -> None:
    decided(town)
    assert refused(town, name, values).why.key == "setting.out_of_order"
