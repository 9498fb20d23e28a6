"""§5: membership is voluntary, the Committee a second wish, each member designates an official and an alternate, one voice a seat."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from handlers import voices
from handlers.desk import Desk
from handlers.reply import Refusal
from handlers.request import Request
from scheduler import law as laws
from scheduler.law import Law
from scheduler.reminders import stages
from storage import networks, people
from storage.charter import Charter
from storage.membership import COMMITTEE, NETWORK, Membership
from storage.people import Person
from tests.examples import OFFICES, OIT, SECRETARY, UNFPA, lima, names, office, papers, the
from tests.handlers.members_scene import (
    GUEST,
    HUGO,
    MORNING,
    NOELIA,
    RESIDENT,
    designate,
    history,
    holders,
    join,
    said,
)
from tests.handlers.members_scene import SECRETARY as RENZO
from tests.town import Town

SECOND = timedelta(seconds=1)


@pytest.fixture
def law(peru: Charter) -> Law:
    return laws.of_charter(peru, 2027)


def member(organisation: int, since: str, until: str | None = None, body: str = NETWORK) -> Membership:
    ends = date.fromisoformat(until) if until else None
    return Membership(
        network_id=1, organisation_id=organisation, body=body, since=date.fromisoformat(since), until=ends,
        recorded_at=lima(since),
    )  # fmt: skip


def test_nobody_votes_on_a_member(town: Town) -> None:
    """Agencies, funds and programmes that wish to be part are; the terms of reference ask for no vote."""
    reply = town.ask(RENZO, "members.join", MORNING, organisation="FAO", vote=True)
    assert reply.refused
    assert "§5 (Membresía voluntaria)" in said(reply)
    join(town)
    assert [row.body for row in history(town, "FAO")] == [NETWORK]


def test_the_committee_is_a_separate_wish(town: Town) -> None:
    """The Committee is the Resident Coordinator's office and the entities that wish to be in it: members are not in it by joining."""
    join(town)
    assert COMMITTEE not in {row.body for row in history(town, "FAO")}
    assert COMMITTEE not in {row.body for row in history(town, "UNFPA")}


def test_the_resident_coordinators_office_cannot_leave_the_committee(town: Town) -> None:
    """§5.2.2: the Resident Coordinator is part of the Executive Committee."""
    letter = {"date": "2027-03-01", "reference": "carta"}
    reply = town.ask(RENZO, "members.leave", MORNING, organisation="OCR", body=COMMITTEE, **letter)
    assert reply.refused
    assert "5.2.2" in said(reply)


def test_the_secretariats_organisation_cannot_leave_the_network(town: Town) -> None:
    """§5.1: OIM serves as Coordinator and Secretariat."""
    letter = {"date": "2027-03-01", "reference": "carta"}
    reply = town.ask(RENZO, "members.leave", MORNING, organisation="OIM", **letter)
    assert reply.refused
    assert "§5.1" in said(reply)


def test_a_committee_without_the_resident_coordinator_is_incomplete(town: Town) -> None:
    """§5.2.2: without the Resident Coordinator the Committee is not whole, and everybody may know."""
    town.do(RENZO, "members.handover", MORNING, person="a.soderquist@onu-ocr.example", asked=True)
    for who in (NOELIA, RENZO):
        for command, given in (("members.list", {}), ("network.status", {}), ("members.show", {"organisation": "OCR"})):
            words = said(town.ask(who, command, MORNING, **given))
            assert words.count("falta quien ocupe el asiento de la Coordinación Residente") == 1
    designate(town, "members.head", "OCR", "Ingrid Solveig", "i.solveig@onu-ocr.example")
    assert holders(town, "OCR", "resident_coordinator", MORNING.date()) == ["i.solveig"]
    assert "incompleto" not in said(town.ask(NOELIA, "members.list", MORNING))


def test_which_other_seat_is_vacant_is_the_secretariats_to_see(town: Town) -> None:
    """A vacant seat makes the Committee incomplete; no agency is held up to the others for it."""
    town.do(RENZO, "members.handover", MORNING, person="h.lasvalle@pnud.example", asked=True)
    assert "falta quien ocupe el asiento de PNUD" in said(town.ask(RENZO, "members.list", MORNING))
    words = said(town.ask(NOELIA, "members.list", MORNING))
    assert "El Comité Ejecutivo está incompleto: hay un asiento por ocupar." in words
    assert "asiento de PNUD" not in words
    assert "incompleto" not in said(town.ask(NOELIA, "members.show", MORNING, organisation="PNUD"))


@pytest.mark.parametrize("organisation", ["OCR", "ACNUR"])
def test_a_deputy_needs_a_letter(town: Town, organisation: str) -> None:
    """Whoever stands in for a seat of the Committee, also the Resident Coordinator's, does so by letter."""
    given = {"organisation": organisation, "name": "Dora Ñusta", "email": "d.nusta@onu.example"}
    asked = town.ask(RENZO, "members.deputy", MORNING, **given)
    assert asked.form is not None
    assert {field.name: field.required for field in asked.form.fields}["reference"]
    town.do(RENZO, "members.deputy", MORNING, **given, reference="carta 8")
    assert holders(town, organisation, "deputy", MORNING.date()) == ["d.nusta"]


def test_guests_do_not_see_who_is_who(town: Town) -> None:
    """The government takes part as a guest: the list of people is the members' own."""
    assert town.ask(GUEST, "members.list", MORNING).refused
    assert not town.ask(RESIDENT, "members.list", MORNING).refused


def test_each_member_designates_within_ten_working_days_of_joining(law: Law) -> None:
    """A member without an alternate since 1 March 2027 has until 17:00 of the 15th; then the secretariat alone hears of it."""
    on = papers(memberships=(member(UNFPA, "2027-03-01"), member(OIT, "2027-03-01")))
    duty = the("designation.focal_point", on, law, lima("2027-03-02"))
    assert (duty.due, duty.owners, duty.values["office"]) == (
        lima("2027-03-15", "17:00"),
        ("secretariat",),
        "focal_point",
    )
    assert [(stage.name, stage.at, stage.recipients) for stage in stages(duty, duty.ladder, law, on)] == [
        ("late", lima("2027-03-16"), (SECRETARY,))
    ]


def test_a_vacancy_counts_from_the_day_after_the_last_holder(law: Law) -> None:
    """Whoever held the office until Friday 12 March leaves it vacant from Saturday: Monday is day 0 and the 31st the tenth day (Maundy Thursday and Good Friday, 25 and 26 March, do not count)."""
    held = (*OFFICES, office(9, "focal_point", UNFPA, until="2027-03-12"))
    on = papers(memberships=(member(UNFPA, "2026-11-23"),), offices=held)
    assert the("designation.focal_point", on, law, lima("2027-03-15")).due == lima("2027-03-31", "17:00")


def test_nothing_is_asked_of_who_is_no_member_or_has_designated(law: Law) -> None:
    """Only members designate, and a fact meets the duty."""
    asked = papers(memberships=(member(UNFPA, "2026-11-23", until="2027-03-01"), member(OIT, "2026-11-23")))
    assert "designation.focal_point" not in names(asked, law, lima("2027-03-02"))
    committee_only = papers(memberships=(member(UNFPA, "2026-11-23", body=COMMITTEE),))
    assert "designation.focal_point" not in names(committee_only, law, lima("2027-03-02"))


def test_contact_data_go_thirty_days_after_the_last_office(law: Law) -> None:
    """Calendar days, counted from the last day of the last office; whoever holds another office keeps theirs."""
    gone = office(9, "focal_point", UNFPA, until="2027-03-01")
    other = office(9, "alternate", OIT, until="2027-03-10")
    on = papers(offices=(*OFFICES, gone))
    duty = the("contacts.deletion", on, law, lima("2027-03-02"))
    assert (duty.due, duty.then, duty.values) == (lima("2027-03-31"), "members.delete_contact", {"person": 9})
    later = the("contacts.deletion", papers(offices=(*OFFICES, gone, other)), law, lima("2027-03-12"))
    assert later.due == lima("2027-04-09")
    still = papers(offices=(*OFFICES, gone, office(9, "alternate", OIT)))
    assert "contacts.deletion" not in names(still, law, lima("2027-04-12"))
    assert "contacts.deletion" not in names(
        papers(offices=(*OFFICES, gone), erased=frozenset({9})), law, lima("2027-04-12")
    )


def speaks(town: Town, who: str, body: str, at: datetime, asked_at: datetime | None = None) -> str:
    """For which organisation the person's word counts, in which office; "refused" when the seat is somebody else's."""
    with town.database.reading() as session:
        network = networks.find(session, town.slug)
        person = session.get_one(Person, town.id_of(who))
        assert network is not None
        assert person.id is not None
        in_force = laws.in_force(session, town.network_id, town.charter, at)
        offices = tuple(people.offices_of(session, person.id, in_force.day_of(at)))
        desk = Desk(session, network, in_force, at, person, offices)
        try:
            voice = voices.speaking(Request("x", town.network_id, at, person.id), desk, body, asked_at)
        except Refusal:
            return "refused"
        return f"{voice.organisation.name}/{voice.office.office}" if voice else ""


def test_the_alternate_speaks_while_the_official_is_away(town: Town) -> None:
    """Each seat has one voice: the official's; the alternate's on the days the official said they are away."""
    assert speaks(town, NOELIA, NETWORK, MORNING) == "ACNUR/focal_point"
    assert speaks(town, HUGO, NETWORK, MORNING) == "refused"
    town.do(NOELIA, "network.away", MORNING, date="2027-03-03", last="2027-03-05")
    found = [speaks(town, HUGO, NETWORK, MORNING + timedelta(days=days)) for days in range(5)]
    assert found == ["refused", *["ACNUR/alternate"] * 3, "refused"]


def test_the_alternate_speaks_once_the_official_was_silent_too_long(town: Town) -> None:
    """Two working days after the seat was asked, at 17:00, the alternate may answer; the number is a setting."""
    last = lima("2027-03-04", "17:00")
    assert speaks(town, HUGO, NETWORK, last, asked_at=MORNING) == "refused"
    assert speaks(town, HUGO, NETWORK, last + SECOND, asked_at=MORNING) == "ACNUR/alternate"


def test_the_alternate_speaks_while_nobody_is_official(town: Town) -> None:
    """A vacant office leaves its stand-in the voice; in the Committee an alternate has none at all."""
    town.do(RENZO, "members.handover", MORNING, person="n.quintamayo@acnur.example", asked=True)
    assert speaks(town, HUGO, NETWORK, MORNING) == "ACNUR/alternate"
    assert not speaks(town, HUGO, COMMITTEE, MORNING)


def test_a_deputy_speaks_for_the_seat_only_while_its_head_is_away(town: Town) -> None:
    """A member of the Committee is stood in for by whoever their letter names, and only meanwhile."""
    given = {"organisation": "ACNUR", "name": "Dora", "email": "d.nusta@acnur.example", "reference": "carta 8"}
    town.do(RENZO, "members.deputy", MORNING, **given)
    assert speaks(town, "d.nusta", COMMITTEE, MORNING) == "refused"
    town.do("t.wrennfeld", "network.away", MORNING, date="2027-03-02")
    assert speaks(town, "d.nusta", COMMITTEE, MORNING) == "ACNUR/deputy"
