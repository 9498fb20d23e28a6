"""Who comes, by organisation: what is answered before a meeting, and whose word counts."""

from __future__ import annotations

from datetime import date

import pytest

from tests.handlers.meeting_scene import (
    ACNUR,
    ACNUR_ALT,
    ACNUR_CE,
    CE,
    GUEST,
    RC,
    SECRETARY,
    TEC,
    UNFPA,
    acts,
    answers,
    convene,
    notice_says,
    presses,
    says,
)
from tests.town import Town, keys_of, lima

BEFORE, AFTER = lima(2027, 2, 1, 10), lima(2027, 2, 9, 12)
ALL_BUT_PNUD = ["OCR", "OIM", "ACNUR", "OIT", "UNICEF"]


@pytest.fixture
def ce(town: Town) -> Town:
    convene(town, **CE)
    return town


def test_a_member_of_the_committee_confirms_for_its_organisation(network: Town) -> None:
    convene(network, **CE)

    answer = network.ask(ACNUR_CE, "meetings.attend", BEFORE, meeting="CE-2027-01")

    assert "ACNUR will attend." in says(answer, "en")
    row = answers(network, "CE-2027-01")["ACNUR"]
    assert (row.answer, row.capacity, row.person_id) == ("confirmed", "official", network.id_of(ACNUR_CE))


def test_pressing_confirm_twice_is_one_answer(ce: Town) -> None:
    for _ in range(2):
        ce.ask(ACNUR_CE, "meetings.attend", BEFORE, meeting="CE-2027-01")

    assert acts(ce, "CE-2027-01").count("meeting.confirmed") == 1


def test_the_code_may_be_left_out_while_one_meeting_can_be_meant(ce: Town) -> None:
    ce.ask(ACNUR_CE, "meetings.attend", BEFORE)

    assert answers(ce, "CE-2027-01")["ACNUR"].answer == "confirmed"


def test_with_two_meetings_the_day_that_was_said_decides(town: Town) -> None:
    convene(town, **CE)
    convene(town, **TEC)

    town.ask(ACNUR, "meetings.attend", BEFORE, date=date(2027, 2, 10))
    asked = town.ask(ACNUR, "meetings.attend", BEFORE)

    assert answers(town, "TEC-2027-01")["ACNUR"].capacity == "official"
    assert answers(town, "CE-2027-01") == {}
    assert "meeting.which" in keys_of(asked)


def test_a_day_without_a_meeting_is_answered_with_the_meetings_there_are(ce: Town) -> None:
    asked = ce.ask(ACNUR, "meetings.regret", BEFORE, meeting="el martes")

    assert {"meeting.which", "meeting.unknown"} <= set(keys_of(asked))
    assert len(presses(ce, asked)) == 1
    assert answers(ce, "CE-2027-01") == {}


def test_a_member_of_the_committee_is_not_asked_about_meetings_that_are_not_theirs(town: Town) -> None:
    convene(town, **CE)
    convene(town, **TEC)

    town.ask(ACNUR_CE, "meetings.attend", BEFORE)

    assert answers(town, "CE-2027-01")["ACNUR"].answer == "confirmed"


def test_a_focal_point_does_not_undo_the_answer_of_the_committees_member(ce: Town) -> None:
    ce.ask(ACNUR_CE, "meetings.attend", BEFORE)
    also = ce.ask(ACNUR, "meetings.attend", BEFORE)
    only = ce.ask(ACNUR, "meetings.regret", BEFORE)

    assert "irá Tobias Wrennfeld. Esa respuesta se mantiene" in says(also)
    assert "Por ACNUR responde Tobias Wrennfeld" in says(only)
    assert (answers(ce, "CE-2027-01")["ACNUR"].answer, answers(ce, "CE-2027-01")["ACNUR"].capacity) == (
        "confirmed",
        "official",
    )


def test_an_alternate_alone_confirms_as_alternate(town: Town) -> None:
    convene(town, **TEC)

    town.ask(ACNUR_ALT, "meetings.attend", BEFORE)
    assert answers(town, "TEC-2027-01")["ACNUR"].capacity == "alternate"

    town.ask(ACNUR_ALT, "meetings.regret", BEFORE)
    assert answers(town, "TEC-2027-01")["ACNUR"].answer == "regrets"


def test_a_member_outside_the_committee_comes_to_it_as_an_observer(ce: Town) -> None:
    answer = ce.ask(UNFPA, "meetings.attend", BEFORE)

    assert "UNFPA asistirá como observador, si el Comité Ejecutivo lo permite" in says(answer)
    assert answers(ce, "CE-2027-01")["UNFPA"].capacity == "guest"


def test_no_podre_ir_ira_mi_alterna_is_shown_and_then_told_to_the_alternate(network: Town) -> None:
    convene(network, **TEC)

    shown = network.ask(ACNUR, "meetings.regret", BEFORE, date=date(2027, 2, 10), alternate=True, reason="Viaje")
    assert "Irá en su lugar: Hugo Parihuanca Lis" in says(shown)
    assert answers(network, "TEC-2027-01") == {}
    assert network.notices("meeting.alternate_goes") == []

    network.confirm(ACNUR, shown, BEFORE)
    network.confirm(ACNUR, shown, BEFORE)

    row = answers(network, "TEC-2027-01")["ACNUR"]
    assert (row.answer, row.capacity, row.person_id) == ("confirmed", "alternate", network.id_of(ACNUR_ALT))
    (told,) = network.notices("meeting.alternate_goes")
    assert network.emails([told]) == {ACNUR_ALT}
    assert "Noelia Quintamayo Ser no podrá ir y pide que vaya usted por ACNUR" in notice_says(told)


def test_in_the_committee_an_alternate_usually_brings_a_letter_and_that_is_said(ce: Town) -> None:
    shown = ce.ask(ACNUR_CE, "meetings.regret", BEFORE, alternate=True)

    assert "carta de su entidad" in says(shown)


def test_without_a_designated_alternate_the_refusal_names_the_clause_and_offers_the_regret(ce: Town) -> None:
    answer = ce.ask(RC, "meetings.regret", BEFORE, alternate=True)

    assert answer.refused
    assert "§5 (Puntos focales)" in says(answer)
    noted = ce.press(RC, answer, "meeting.button.regret", BEFORE)
    assert not noted.refused
    assert answers(ce, "CE-2027-01")["OCR"].answer == "regrets"


def test_the_secretariat_writes_down_what_an_organisation_told_it(ce: Town) -> None:
    asked = ce.ask(SECRETARY, "meetings.attend", BEFORE)
    assert asked.form is not None
    assert [field.name for field in asked.form.fields] == ["organisation"]

    answer = ce.ask(
        SECRETARY, asked.form.command, BEFORE, **asked.form.hidden, organisation=str(ce.organisation("PNUD"))
    )

    assert "PNUD asistirá" in says(answer)
    assert answers(ce, "CE-2027-01")["PNUD"].person_id is None


def test_nobody_answers_for_another_organisation(ce: Town) -> None:
    answer = ce.ask(ACNUR_CE, "meetings.attend", BEFORE, organisation="PNUD")

    assert answer.refused
    assert answer.wrong == "organisation"
    assert answers(ce, "CE-2027-01") == {}


def test_who_was_not_convened_is_told_so_with_the_clause(ce: Town) -> None:
    answer = ce.ask(GUEST, "meetings.attend", BEFORE, meeting="CE-2027-01")

    assert answer.refused
    assert "§5 (Vínculo con el gobierno)" in says(answer)
    assert ce.ask(GUEST, "meetings.attend", BEFORE).refused


def test_after_the_meeting_nobody_answers_any_more(ce: Town) -> None:
    answer = ce.ask(ACNUR_CE, "meetings.attend", AFTER, meeting="CE-2027-01")

    assert answer.refused
    assert "meeting.answer.over" in keys_of(answer)


def test_a_focal_point_of_the_committee_sends_the_alternate_without_answering_for_the_seat(ce: Town) -> None:
    answer = ce.do(ACNUR, "meetings.regret", BEFORE, alternate=True)

    assert "Por ACNUR responde Tobias Wrennfeld" in says(answer)
    assert answers(ce, "CE-2027-01") == {}
    assert ce.emails(ce.notices("meeting.alternate_goes")) == {ACNUR_ALT}
