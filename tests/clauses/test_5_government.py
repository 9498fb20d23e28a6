"""ToR 5, the link with the government: the ministry and the authority are invited to name one focal point each."""

from __future__ import annotations

from datetime import date
from typing import Any

from scheduler import law as laws
from scheduler.duties import all_duties
from scheduler.government import designation_government
from scheduler.reminders import TODAY, stages
from storage.charter import SETTING, Charter
from storage.invitations import DesignationLetter
from tests.examples import OIM, OIT, lima, papers

NOON = lima("2027-01-20", "12:00")


def letter(number: int = 1, body: int = OIT, **more: Any) -> DesignationLetter:
    """A letter drafted on 12 January 2027 at 9:30."""
    given = {"drafted_at": lima("2027-01-12", "09:30"), **more}
    return DesignationLetter(id=number, network_id=1, organisation_id=body, **given)


def test_without_an_answer_in_ten_working_days_one_courteous_reminder_is_drafted(peru: Charter) -> None:
    """Ten working days after the letter was drafted, or delivered once that is known: a setting under the clause."""
    law = laws.of_charter(peru, 2027)
    term = law.term("designation.government", date(2027, 1, 12))
    assert (term.working_days, term.source, term.clause) == (10, SETTING, "5.government")
    drafted, delivered = letter(), letter(2, OIM, delivered_on=date(2027, 1, 21), delivered_reference="cargo 55")
    on = papers(letters=(drafted, delivered))
    due = {duty.about: duty.due for duty in designation_government(on, law, NOON)}
    assert due == {"OIT/2027": lima("2027-01-26", "17:00"), "OIM/2027": lima("2027-02-04", "17:00")}
    for duty in designation_government(on, law, NOON):
        assert [stage.name for stage in stages(duty, duty.ladder, law, on)] == [TODAY], "once, never weekly"
        assert duty.owners == ("secretariat",), "a reminder goes to the secretariat, not to a minister"


def test_the_days_off_of_the_network_are_not_counted(peru: Charter) -> None:
    """Delivered on the Monday of Easter week, the ten working days step over Holy Thursday and Good Friday."""
    law = laws.of_charter(peru, 2027)
    on = papers(letters=(letter(delivered_on=date(2027, 3, 22)),))
    (duty,) = designation_government(on, law, NOON)
    assert law.day_of(duty.due) == date(2027, 4, 7)


def test_the_oficio_meets_it_and_a_newer_letter_takes_its_place(peru: Charter) -> None:
    """The fact is the oficio, on its own day; nobody is written to about two letters to one institution."""
    law = laws.of_charter(peru, 2027)
    answered = papers(letters=(letter(answered_on=date(2027, 3, 11), answer_reference="Oficio 41-2027"),))
    (duty,) = designation_government(answered, law, NOON)
    assert duty.done is not None and law.day_of(duty.done) == date(2027, 3, 11)
    twice = papers(letters=(letter(), letter(2, drafted_at=lima("2028-01-12"))))
    assert [duty.void for duty in designation_government(twice, law, NOON)] == ["superseded", ""]


def test_nothing_is_due_before_a_letter_was_drafted(peru: Charter) -> None:
    """The clause invites: without a letter nobody owes an answer."""
    law = laws.of_charter(peru, 2027)
    assert [duty for duty in all_duties(papers(), law, NOON) if duty.name == "designation.government"] == []
