"""For whom a point is proposed: one's own organisation, another's through the secretariat, never a stranger's."""

from __future__ import annotations

from datetime import date

import pytest

from storage.agenda import AgendaItem
from storage.meetings import Meeting
from storage.networks import Network
from storage.people import Office, Organisation
from tests.handlers.agenda_scene import CONVENED, OIT, SECRETARY, convened, points, proposed, refusals
from tests.town import Town, keys_of, lima

NOON = lima(2027, 1, 22, 12)
GOVERNMENT = "f.valderruma"


def test_guests_propose_through_the_secretariat(network: Town) -> None:
    convened(network)
    reply = network.ask(GOVERNMENT, "agenda.propose", NOON, title="Cifras", kind="inform", minutes=10)
    assert reply.refused
    assert "refusal.guest" in keys_of(reply)
    refused = refusals(network)[-1]
    assert (refused.clause, refused.values["setting"]) == ("5.government", "powers.propose_item")
    body = "Ministerio de Relaciones Exteriores"
    proposed(network, SECRETARY, "Cifras", NOON, organisation=body)
    (item,) = points(network)
    assert item.organisation_id == network.organisation(body)
    shown = network.ask(OIT, "agenda.show", NOON)
    assert "agenda.on_behalf" in keys_of(shown)


def test_the_secretariat_speaks_for_its_own_organisation_unless_it_names_another(town: Town) -> None:
    convened(town)
    form = town.ask(SECRETARY, "agenda.propose", NOON).form
    asked = next(field for field in form.fields if field.name == "organisation")
    names = [option.label for option in asked.options]
    assert asked.value == str(town.organisation("OIM"))
    assert names[0] == "OIM"
    assert {"UNFPA", "OCR", "Ministerio de Relaciones Exteriores"} <= set(names)
    proposed(town, SECRETARY, "Plan", NOON)
    proposed(town, SECRETARY, "Salud", NOON, organisation="unfpa")
    assert [i.organisation_id for i in points(town)] == [town.organisation("OIM"), town.organisation("UNFPA")]


def test_nobody_else_speaks_for_another_organisation(town: Town) -> None:
    convened(town)
    reply = town.ask(OIT, "agenda.propose", NOON, title="x", kind="debate", minutes=5, organisation="UNFPA")
    assert reply.refused
    assert "agenda.organisation.not_yours" in keys_of(reply)
    assert refusals(town)[-1].values["setting"] == "powers.propose_item"
    assert refusals(town)[-1].clause == town.charter.powers["propose_item"].clause


def test_an_organisation_nobody_knows_has_no_seat(town: Town) -> None:
    convened(town)
    reply = town.ask(SECRETARY, "agenda.propose", NOON, title="x", kind="debate", minutes=5, organisation="Los amigos")
    assert "agenda.organisation.no_seat" in keys_of(reply)
    assert refusals(town)[-1].clause == "5.stakeholders"


@pytest.mark.parametrize("who", ["a.soderquist", "x.caltarumi"])
def test_the_resident_coordinators_office_proposes_in_its_own_name(town: Town, who: str) -> None:
    convened(town)
    proposed(town, who, "Marco de Cooperación", NOON)
    assert [item.organisation_id for item in points(town)] == [town.organisation("OCR")]


def test_who_sits_for_two_organisations_is_asked_for_which(town: Town) -> None:
    convened(town)
    with town.database.transaction() as session:
        session.add(
            Office(
                network_id=town.network_id, person_id=town.id_of(OIT), organisation_id=town.organisation("UNODC"),
                office="alternate", since=date(2027, 1, 1),
            )
        )  # fmt: skip
    form = town.ask(OIT, "agenda.propose", NOON, title="Salud", kind="debate", minutes=10).form
    asked = next(field for field in form.fields if field.name == "organisation")
    assert [option.label for option in asked.options] == ["OIT", "UNODC"]
    assert town.ask(OIT, "agenda.nothing", NOON).form.fields[0].name == "organisation"
    proposed(town, OIT, "Salud", NOON, organisation=asked.options[1].value)
    assert [item.organisation_id for item in points(town)] == [town.organisation("UNODC")]


def test_points_of_another_network_do_not_exist_here(network: Town) -> None:
    convened(network)
    with network.database.transaction() as session:
        other = Network(charter="example", opened_at=CONVENED)
        session.add(other)
        session.flush()
        body = Organisation(network_id=other.id, name="Elsewhere")
        meeting = Meeting(
            network_id=other.id, code="CE-2027-09", kind="executive", title="Theirs", starts_at=lima(2027, 2, 9, 10),
            minutes=60, convened_at=CONVENED,
        )  # fmt: skip
        session.add_all([body, meeting])
        session.flush()
        item = AgendaItem(
            network_id=other.id, meeting_id=meeting.id, organisation_id=body.id, title="Secret", kind="debate", minutes=5,
            position=1, received_at=CONVENED,
        )  # fmt: skip
        session.add(item)
        session.flush()
        number, elsewhere = item.id, body.id
    for command in ("agenda.withdraw", "agenda.defer", "agenda.document"):
        assert "agenda.item_settled" in keys_of(network.ask(SECRETARY, command, NOON, item=number))
    assert "meeting.unknown" in keys_of(network.ask(SECRETARY, "agenda.show", NOON, meeting="CE-2027-09"))
    bad = network.ask(
        SECRETARY, "agenda.propose", NOON, title="x", kind="debate", minutes=5, organisation=str(elsewhere)
    )
    assert "agenda.organisation.no_seat" in keys_of(bad)
