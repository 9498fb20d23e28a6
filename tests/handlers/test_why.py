"""«¿Por qué?» is answered for every clause, term, power and matter, with its words and who may change it."""

from __future__ import annotations

import pytest

from tests.town import Town, keys_of, lima

OFFICER, COORDINATOR, ACNUR, MINISTRY = "r.berrocapa", "l.altaquilla", "n.quintamayo", "f.valderruma"


def test_a_setting_is_shown_as_a_setting_under_its_clause(town: Town) -> None:
    reply = town.ask(ACNUR, "network.why", code="minutes.circulation")

    found = keys_of(reply)
    assert "why.kind.setting" in found
    assert "why.by_office" in found
    assert "5.1.8" in str(reply)
    assert "Difundir puntualmente las minutas" in str(reply)


def test_a_rule_of_the_terms_of_reference_is_shown_as_one(town: Town) -> None:
    found = keys_of(town.ask(ACNUR, "network.why", code="plenary.yearly"))

    assert "why.kind.tor" in found
    assert "why.by_the_committee" in found


@pytest.mark.parametrize("typed", ["§5.1.8", "5.1.8", "tdr 5.1.8", "ToR 5.1.8"])
def test_a_clause_is_found_however_it_is_typed(town: Town, typed: str) -> None:
    assert "Difundir puntualmente las minutas" in str(town.ask(ACNUR, "network.why", code=typed))


def test_every_term_and_every_power_has_its_answer(town: Town) -> None:
    asked = [
        *town.charter.terms,
        *(f"powers.{name}" for name in town.charter.powers),
        *(f"§{key}" for key in town.charter.clauses),
    ]

    refused = [code for code in asked if town.ask(OFFICER, "network.why", code=code).refused]

    assert refused == []


def test_an_unknown_code_is_said_and_never_guessed(town: Town) -> None:
    reply = town.ask(ACNUR, "network.why", code="D-2099-99")

    assert reply.refused
    assert "why.unknown" in keys_of(reply)


def test_a_question_without_a_matter_asks_which(town: Town) -> None:
    reply = town.ask(ACNUR, "network.why")

    assert not reply.refused
    assert {"why.which", "why.what"} <= set(keys_of(reply))


def test_a_bare_question_is_about_the_only_matter_that_waits(town: Town) -> None:
    town.confirm(OFFICER, town.ask(OFFICER, "contacts.ask"))

    assert "term.contacts.answer" in keys_of(town.ask(ACNUR, "network.why"))


def test_a_guest_sees_no_other_matter(town: Town) -> None:
    town.do(
        OFFICER,
        "meetings.convene",
        lima(2027, 1, 19),
        kind="executive",
        date="2027-02-09",
        time="10:00",
        title="Prioridades 2027",
    )

    reply = town.ask(MINISTRY, "network.why", lima(2027, 1, 20), code="CE-2027-01")

    assert reply.refused
    assert "refusal.guest" in keys_of(reply)


def test_the_history_of_a_meeting_names_the_act_and_the_office(town: Town) -> None:
    town.do(
        OFFICER,
        "meetings.convene",
        lima(2027, 1, 19),
        kind="executive",
        date="2027-02-09",
        time="10:00",
        title="Prioridades 2027",
    )

    reply = town.ask(ACNUR, "network.why", lima(2027, 1, 20), code="ce-2027-01")

    assert "act.meeting.convened" in keys_of(reply)
    assert "Renzo Berrocapa Illari" in str(reply)
    assert "office.secretariat" in keys_of(reply)
