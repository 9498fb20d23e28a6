"""People are found by the offices they hold, on the day they hold them."""

from datetime import date, timedelta

from storage import people
from tests.town import Town

TODAY = date(2027, 2, 1)


def test_focal_points_come_by_organisation_and_the_official_before_the_alternate(network: Town) -> None:
    with network.database.reading() as session:
        found = people.holders(session, network.network_id, ("focal_point", "alternate"), TODAY)
    assert [(office.office, body.name) for office, _, body in found][:4] == [
        ("focal_point", "ACNUR"), ("alternate", "ACNUR"), ("focal_point", "OIM"), ("alternate", "OIM"),
    ]  # fmt: skip
    assert len(found) == 18


def test_the_committee_has_six_seats_and_a_person_is_read_once(network: Town) -> None:
    with network.database.reading() as session:
        seats = people.seats(session, network.network_id, ("executive", "resident_coordinator"), TODAY)
        readers = people.readers(session, network.network_id, ("executive", "resident_coordinator"), TODAY)
    assert [body.name for body in seats] == ["ACNUR", "OCR", "OIM", "OIT", "PNUD", "UNICEF"]
    assert len(readers) == 6


def test_a_person_is_found_however_the_address_is_typed(network: Town) -> None:
    with network.database.reading() as session:
        found = people.by_email(session, network.network_id, " A.Soderquist@ONU-ocr.example ")
        assert found is not None
        assert found.id is not None
        assert [office.office for office in people.offices_of(session, found.id, TODAY)] == [
            "executive",
            "resident_coordinator",
        ]


def test_an_office_ends_with_its_last_day(network: Town) -> None:
    holder = network.id_of("r.berrocapa")
    with network.database.transaction() as session:
        [office] = people.offices_of(session, holder, TODAY)
        office.until = TODAY
        session.add(office)
    with network.database.reading() as session:
        assert [row.office for row in people.offices_of(session, holder, TODAY)] == ["secretariat"]
        assert people.offices_of(session, holder, TODAY + timedelta(days=1)) == []


def test_an_organisation_of_one_network_is_not_seen_from_another(network: Town) -> None:
    with network.database.reading() as session:
        assert people.holders(session, network.network_id + 1, people.OFFICES, TODAY) == []
        assert people.organisations(session, network.network_id + 1) == []
