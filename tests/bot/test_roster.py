"""The roster file: imported as often as one likes, refused whole when a line is wrong."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from bot.roster import RosterError, import_roster
from storage import people
from storage.charter import Charter
from storage.database import Database
from storage.people import Office, Person
from tests.conftest import ROSTER
from tests.town import Town

HEADER = "organisation,name,email,office,language\n"
LINE = "ACNUR,Noelia Quintamayo Ser,n.quintamayo@acnur.example,focal_point,es\n"
AT = datetime(2027, 3, 1, 15, tzinfo=UTC)


def _imported(database: Database, peru: Charter, content: str) -> list[str]:
    with database.transaction() as session:
        return import_roster(session, peru, content, "people.csv", AT)


def test_the_second_import_of_the_same_file_changes_nothing(database: Database, peru: Charter) -> None:
    content = ROSTER.read_text(encoding="utf-8")

    first, second = _imported(database, peru, content), _imported(database, peru, content)

    assert "+ Noelia Quintamayo Ser: focal_point of ACNUR" in first
    assert second == []


def test_who_is_no_longer_in_the_file_keeps_their_history_but_no_office(network: Town, peru: Charter) -> None:
    without_hugo = "".join(
        line for line in ROSTER.read_text(encoding="utf-8").splitlines(keepends=True) if "Hugo" not in line
    )

    changes = _imported(network.database, peru, without_hugo)

    assert changes == ["- Hugo Parihuanca Lis: no longer alternate"]
    with network.database.reading() as session:
        hugo = people.by_email(session, network.network_id, "H.Parihuanca@acnur.example")
        assert hugo is not None and hugo.id is not None
        assert people.offices_of(session, hugo.id, AT.date()) == []


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "people.csv:1: the file is empty"),
        ("name,email\n", "people.csv:1: the columns must be organisation,name,email,office,language"),
        (HEADER, "people.csv: nobody is in it"),
        (HEADER + LINE + "OIT,Iván,not-an-address,focal_point,es\n", "people.csv:3: column email: 'not-an-address'"),
        (HEADER + "OIT,Iván,i@oit.example,king,es\n", "people.csv:2: column office: 'king'"),
        (HEADER + "OIT,Iván,i@oit.example,focal_point,qu\n", "people.csv:2: column language: 'qu'"),
        (HEADER + "OIT,,i@oit.example,focal_point,es\n", "people.csv:2: column name: nothing in it"),
        (HEADER + "OIT,Iván,i@oit.example,focal_point\n", "people.csv:2: 5 columns are needed, 4 found"),
        (
            HEADER + 'OIT,"Iván\r\nBcc: all@un.example",i@oit.example,focal_point,es\n',
            "column name: longer than 200 characters, or has a line break",
        ),
        (HEADER + 'OIT,Iván,"i@oit.example\nBcc: x@y.example",focal_point,es\n', "column email: longer than"),
        (
            HEADER + "ACNUR,Noelia,n@acnur.example,secretariat,es\n",
            "the office secretariat belongs to OIM by the charter",
        ),
        (
            HEADER + LINE + "OIT,Another Name,n.quintamayo@acnur.example,alternate,es\n",
            "n.quintamayo@acnur.example is two people",
        ),
    ],
)
def test_a_bad_file_is_refused_whole_with_line_and_column(
    database: Database, peru: Charter, content: str, complaint: str
) -> None:
    with pytest.raises(RosterError, match="people.csv") as refused:
        _imported(database, peru, content)

    assert complaint in str(refused.value)
    with database.reading() as session:
        assert session.exec(select(Person)).all() == []


def test_a_new_office_of_a_known_person_is_added(network: Town, peru: Charter) -> None:
    content = (
        ROSTER.read_text(encoding="utf-8") + "ACNUR,Noelia Quintamayo Ser,N.Quintamayo@acnur.example,executive,es\n"
    )

    assert _imported(network.database, peru, content) == ["+ Noelia Quintamayo Ser: executive of ACNUR"]
    with network.database.reading() as session:
        noelia = network.id_of("n.quintamayo")
        held = session.exec(select(Office.office).where(Office.person_id == noelia)).all()
    assert sorted(held) == ["executive", "focal_point"]


def test_an_address_given_to_somebody_else_does_not_make_them_the_former_holder(network: Town, peru: Charter) -> None:
    """Noelia leaves and her address goes to Teodora: she begins with nothing of what Noelia did, and Noelia holds no office."""
    noelia = network.id_of("n.quintamayo")
    content = ROSTER.read_text(encoding="utf-8").replace("Noelia Quintamayo Ser", "Teodora Vilcanqui")

    changes = _imported(network.database, peru, content)

    assert "~ n.quintamayo@acnur.example was Noelia Quintamayo Ser's and is now Teodora Vilcanqui's" in changes
    with network.database.reading() as session:
        teodora = people.by_email(session, network.network_id, "n.quintamayo@acnur.example")
        former = session.get_one(Person, noelia)
        assert teodora is not None and teodora.id != noelia
        assert (former.name, people.offices_of(session, noelia, AT.date())) == ("Noelia Quintamayo Ser", [])
        assert [held.office for held in people.offices_of(session, teodora.id or 0, AT.date())] == ["focal_point"]


def test_two_people_who_exchange_their_addresses_stay_who_they_are(network: Town, peru: Charter) -> None:
    first, second = network.id_of("n.quintamayo"), network.id_of("h.parihuanca")
    one, other = "n.quintamayo@acnur.example", "h.parihuanca@acnur.example"
    content = (
        ROSTER.read_text(encoding="utf-8").replace(one, "x").replace(other, one).replace("x,focal", f"{other},focal")
    )

    _imported(network.database, peru, content)

    with network.database.reading() as session:
        assert (session.get_one(Person, first).email, session.get_one(Person, second).email) == (other, one)
        assert [held.office for held in people.offices_of(session, first, AT.date())] == ["focal_point"]


def test_a_name_written_more_fully_is_the_same_person(network: Town, peru: Charter) -> None:
    noelia = network.id_of("n.quintamayo")
    content = ROSTER.read_text(encoding="utf-8").replace("Noelia Quintamayo Ser", "Noelia Quintamayo")

    _imported(network.database, peru, content)

    with network.database.reading() as session:
        assert session.get_one(Person, noelia).name == "Noelia Quintamayo"
