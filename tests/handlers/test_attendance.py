"""Who came, by organisation: the record after a meeting, and the duty that it meets."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from handlers.reply import Reply
from scheduler import duties, law
from storage import meetings
from storage.meetings import HELD
from tests.handlers.meeting_scene import (
    ACNUR,
    ACNUR_CE,
    CE,
    COORDINATOR,
    MORNING,
    SECRETARY,
    TEC,
    acts,
    answers,
    convene,
    presses,
    says,
    the,
)
from tests.town import Town, keys_of, lima

BEFORE, AFTER = lima(2027, 2, 1, 10), lima(2027, 2, 9, 12)
ALL_BUT_PNUD = ["OCR", "OIM", "ACNUR", "OIT", "UNICEF"]


@pytest.fixture
def ce(town: Town) -> Town:
    convene(town, **CE)
    return town


def held(town: Town, at: Any = AFTER, who: str = SECRETARY, **values: Any) -> Reply:
    return town.do(who, "meetings.held", at, **values)


def form_of(reply: Reply) -> dict[str, Any]:
    assert reply.form is not None
    return {field.name: field.value for field in reply.form.fields}


def yearly(town: Town, name: str, year: str, at: Any) -> duties.Duty:
    with town.database.reading() as session:
        in_force = law.in_force(session, town.network_id, town.charter, at)
        papers = duties.gather(session, town.network_id, in_force, at)
        return next(d for d in duties.all_duties(papers, in_force, at) if (d.name, d.about) == (name, year))


def test_a_meeting_that_has_not_begun_is_not_held(ce: Town) -> None:
    answer = ce.ask(SECRETARY, "meetings.held", lima(2027, 2, 9, 9, 59), meeting="CE-2027-01")

    assert answer.refused
    assert "§7 (Comité Ejecutivo)" in says(answer)
    assert "Mover" in presses(ce, answer)
    assert the(ce, "CE-2027-01").status == "convened"


def test_the_form_is_filled_with_the_organisations_that_confirmed(ce: Town) -> None:
    ce.ask(ACNUR_CE, "meetings.attend", BEFORE)
    ce.ask("b.sormendi", "meetings.regret", BEFORE)
    ce.do("o.brandaris", "meetings.regret", BEFORE, alternate=True)

    filled = form_of(ce.ask(SECRETARY, "meetings.held", AFTER))

    assert filled["present"] == [str(ce.organisation("ACNUR")), str(ce.organisation("UNICEF"))]
    assert filled["alternates"] == [str(ce.organisation("UNICEF"))]
    assert filled["date"] == "2027-02-09"


def test_held_with_five_present_the_sixth_is_absent_and_members_outside_the_committee_are_not(network: Town) -> None:
    convene(network, **CE)
    network.ask("h.lasvalle", "meetings.regret", BEFORE)

    done = held(network, present=[*ALL_BUT_PNUD, "UNFPA"], alternates=["UNICEF"])

    words = says(done)
    assert "Con excusa (1): PNUD" in words
    assert "Personas invitadas u observadoras, de (1): UNFPA" in words
    meeting = the(network, "CE-2027-01")
    assert (meeting.status, meeting.held_on, meeting.held_recorded_at) == (HELD, date(2027, 2, 9), AFTER)
    found = {name: (row.presence, row.capacity) for name, row in answers(network, "CE-2027-01").items()}
    assert found == {
        "OCR": ("present", "official"), "OIM": ("present", "official"), "ACNUR": ("present", "official"),
        "OIT": ("present", "official"), "UNICEF": ("present", "alternate"), "PNUD": ("absent", ""), "UNFPA": ("present", "guest"),
    }  # fmt: skip


def test_nothing_is_recorded_before_it_was_read_back(ce: Town) -> None:
    shown = ce.ask(SECRETARY, "meetings.held", AFTER, present=ALL_BUT_PNUD)

    assert "así quedaría la asistencia" in says(shown)
    assert the(ce, "CE-2027-01").status == "convened"
    assert answers(ce, "CE-2027-01") == {}


def test_a_committee_without_the_resident_coordinators_office_is_said_to_be_incomplete_with_5_2_2(ce: Town) -> None:
    shown = ce.ask(SECRETARY, "meetings.held", AFTER, present=["OIM", "ACNUR", "OIT", "UNICEF", "PNUD"])

    assert "Faltó OCR" in says(shown)
    assert "§5.2.2" in says(shown)
    assert "meeting.held.without_coordinator" not in keys_of(
        ce.ask(SECRETARY, "meetings.held", AFTER, present=ALL_BUT_PNUD)
    )


def test_institutions_are_understood_as_people_call_them(town: Town) -> None:
    """What the secretariat types after a technical meeting names its guests for short, as everywhere else."""
    convene(town, **TEC)
    after = the(town, "TEC-2027-01").starts_at + timedelta(hours=3)
    shown = town.ask(SECRETARY, "meetings.held", after, present=["OIM", "Cancillería", "Migraciones"])

    assert "Ministerio de Relaciones Exteriores" in says(shown)
    assert "Superintendencia Nacional de Migraciones" in says(shown)


def test_naming_only_who_was_absent_leaves_everybody_else_present(ce: Town) -> None:
    shown = ce.ask(SECRETARY, "meetings.held", AFTER, absent=["PNUD"])

    assert "Presentes (5): ACNUR, OCR, OIM, OIT y UNICEF" in says(shown)
    assert "Ausentes (1): PNUD" in says(shown)


def test_a_second_time_corrects_the_attendance(network: Town) -> None:
    convene(network, **CE)
    held(network, present=[*ALL_BUT_PNUD, "UNFPA"])

    filled = form_of(network.ask(COORDINATOR, "meetings.held", lima(2027, 2, 10)))
    assert len(filled["present"]) == 6
    held(network, lima(2027, 2, 10), COORDINATOR, meeting="CE-2027-01", present=[*ALL_BUT_PNUD, "PNUD"])

    found = {name: row.presence for name, row in answers(network, "CE-2027-01").items()}
    assert (found["PNUD"], found["UNFPA"]) == ("present", "absent")
    assert the(network, "CE-2027-01").held_recorded_at == AFTER
    assert acts(network, "CE-2027-01")[-2:] == ["meeting.held", "meeting.corrected"]


def test_pressing_confirm_twice_records_once(ce: Town) -> None:
    shown = ce.ask(SECRETARY, "meetings.held", AFTER, present=ALL_BUT_PNUD)
    ce.confirm(SECRETARY, shown, AFTER)
    ce.confirm(SECRETARY, shown, AFTER)

    assert acts(ce, "CE-2027-01").count("meeting.held") == 1
    assert "meeting.corrected" not in acts(ce, "CE-2027-01")


@pytest.mark.parametrize(
    ("values", "field", "key"),
    [
        ({"present": ["OIM", "FAO"]}, "present", "meeting.held.unknown_body"),
        ({"present": ["OIM"], "alternates": ["ACNUR"]}, "alternates", "meeting.held.alternate_absent"),
        ({"present": ["OIM"], "date": "2027-02-10"}, "date", "meeting.held.wrong_day"),
        ({"present": ["OIM"], "date": "2027-01-01"}, "date", "meeting.held.wrong_day"),
        ({"absent": ["OCR", "OIM", "ACNUR", "OIT", "UNICEF", "PNUD"]}, "present", "meeting.held.nobody"),
    ],
)
def test_attendance_that_cannot_be_is_refused_by_its_field(
    ce: Town, values: dict[str, Any], field: str, key: str
) -> None:
    answer = ce.ask(SECRETARY, "meetings.held", AFTER, meeting="CE-2027-01", **values)

    assert (answer.refused, answer.wrong) == (True, field)
    assert key in keys_of(answer.card)
    assert answer.form is not None


def test_two_meetings_of_one_day_never_mix_their_attendance(network: Town) -> None:
    convene(network, **CE)
    convene(network, **TEC | {"date": "2027-02-09"})
    evening = lima(2027, 2, 9, 17)

    asked = network.ask(SECRETARY, "meetings.held", evening, present=ALL_BUT_PNUD)
    assert "meeting.which" in keys_of(asked)
    button = network.buttons(asked)[0]
    shown = network.ask(SECRETARY, button.command, evening, **button.values)
    chosen = button.values["meeting"]
    network.confirm(SECRETARY, shown, evening)

    other = {"CE-2027-01": "TEC-2027-01", "TEC-2027-01": "CE-2027-01"}[chosen]
    assert the(network, chosen).status == HELD
    assert the(network, other).status == "convened"
    assert answers(network, other) == {}


def test_the_committees_yearly_duty_is_met_by_the_meeting_held_and_not_before(network: Town) -> None:
    """E03: the obligation "Committee at least once a year" is met for 2027, on 9 February."""
    convene(network, **CE)
    assert yearly(network, "executive.yearly", "2027", AFTER).done is None

    done = held(network, present=ALL_BUT_PNUD)

    assert "Queda cumplida, para 2027: Reunión anual del Comité Ejecutivo" in says(done)
    met = yearly(network, "executive.yearly", "2027", AFTER).done
    assert met is not None
    assert met.astimezone(AFTER.tzinfo).date() == date(2027, 2, 9)


@pytest.mark.parametrize("balance", [True, False])
def test_a_plenary_meets_the_yearly_duty_only_with_the_balance_on_its_agenda(town: Town, balance: bool) -> None:
    at = lima(2027, 11, 16, 12)
    convene(town, kind="plenary", date="2027-11-16", time="10:00", balance=balance)

    done = held(town, at, present=["OCR", "OIM", "ACNUR"])

    assert ("Queda cumplida, para 2027" in says(done)) is balance
    assert ("El balance anual no estaba en su agenda" in says(done)) is not balance
    assert "§7 (Reunión de la Red)" in says(done)
    assert (yearly(town, "plenary.yearly", "2027", at).done is not None) is balance


def test_members_do_not_record_attendance(ce: Town) -> None:
    assert ce.ask(ACNUR, "meetings.held", AFTER, present=ALL_BUT_PNUD).refused
    with ce.database.reading() as session:
        assert meetings.attendance(session, the(ce, "CE-2027-01").id or 0) == []


def test_the_secretariats_own_convocation_is_not_held_without_saying_who_came(ce: Town) -> None:
    assert form_of(ce.ask(SECRETARY, "meetings.held", AFTER))["present"] == []
    assert the(ce, "CE-2027-01").convened_at == MORNING
