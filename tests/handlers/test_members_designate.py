"""Official and alternate focal points: designated by the secretariat, replaced from one day to the next, chased in private."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.language.catalogue import Words
from bot.notices import card_of
from bot.plain import plain
from storage.people import Office
from tests.handlers.members_scene import (
    GUEST,
    HUGO,
    MORNING,
    NOELIA,
    SECRETARY,
    designate,
    holders,
    join,
    offices,
    said,
)
from tests.handlers.record_scene import acts, fields
from tests.town import LIMA, Town, keys_of, lima

TODAY = MORNING.date()
YESTERDAY = TODAY - timedelta(days=1)
ROSA = {"organisation": "ACNUR", "name": "Rosa Alva", "email": "r.alva@acnur.example"}


def test_a_designation_is_shown_with_whom_it_replaces_then_both_are_told(network: Town) -> None:
    shown = network.ask(SECRETARY, "members.focal_point", MORNING, **ROSA, reference="carta 12")
    assert "Noelia Quintamayo Ser, hasta el lunes 1 de marzo de 2027" in said(shown)
    assert "Rosa Alva" in said(shown)
    assert holders(network, "ACNUR", "focal_point", TODAY) == ["n.quintamayo"]
    network.confirm(SECRETARY, shown, MORNING)
    assert holders(network, "ACNUR", "focal_point", TODAY) == ["r.alva"]
    assert holders(network, "ACNUR", "focal_point", YESTERDAY) == ["n.quintamayo"]
    (row,) = offices(network, "r.alva")
    assert (row.since, row.reference) == (TODAY, "carta 12")
    assert network.emails(network.notices("members.designated")) == {"r.alva"}
    assert network.emails(network.notices("members.relieved")) == {"n.quintamayo"}
    assert [entry.act for entry in acts(network, "ACNUR")] == ["member.designated"]


def test_whoever_takes_a_seat_over_gets_its_invitations_and_what_it_has_under_way(town: Town) -> None:
    given = {"kind": "technical", "date": "2027-04-13", "time": "15:00", "title": "Datos"}
    town.do(SECRETARY, "meetings.convene", MORNING, **given)
    shown = town.ask(SECRETARY, "members.focal_point", MORNING, **ROSA)
    assert "TEC-2027-01" in said(shown)
    town.confirm(SECRETARY, shown, MORNING)
    assert [row.status for row in town.notices("invitation.request", to="r.alva")] == ["waiting"]
    (notice,) = town.notices("members.designated", to="r.alva")
    assert "Noelia Quintamayo Ser" in plain(card_of(notice), Words("es", zone=LIMA).say)


def test_the_alternate_may_be_said_with_the_same_words(town: Town) -> None:
    designate(town, "members.focal_point", **ROSA, office="alternate")  # "punto-focal … alterno"
    assert holders(town, "ACNUR", "alternate", TODAY) == ["r.alva"]
    assert holders(town, "ACNUR", "focal_point", TODAY) == ["n.quintamayo"]


def test_who_becomes_official_is_no_alternate_any_more(town: Town) -> None:
    given = {"organisation": "ACNUR", "name": "Hugo", "email": "H.Parihuanca@acnur.example"}
    shown = town.ask(SECRETARY, "members.focal_point", MORNING, **given)
    assert "Ya está en el directorio" in said(shown)
    assert "Hugo Parihuanca Lis" in said(shown)
    assert "Deja de ser: punto focal alterno" in said(shown)
    town.confirm(SECRETARY, shown, MORNING)
    assert holders(town, "ACNUR", "focal_point", TODAY) == ["h.parihuanca"]
    assert holders(town, "ACNUR", "alternate", TODAY) == []


def test_an_address_of_another_organisation_is_pointed_out_and_asked(town: Town) -> None:
    given = {"organisation": "ACNUR", "name": "Rosa Alva", "email": "m.tordoya@oit.example"}
    asked = town.ask(SECRETARY, "members.focal_point", MORNING, **given)
    assert "Mila Tordoya Enk: punto focal alterno (OIT)" in said(asked)
    form = town.press(SECRETARY, asked, "members.button.other_address", MORNING)
    assert fields(form)["name"] == "Rosa Alva"
    assert not fields(form)["email"]
    shown = town.press(SECRETARY, asked, "members.button.same", MORNING)
    town.confirm(SECRETARY, shown, MORNING)
    assert holders(town, "ACNUR", "focal_point", TODAY) == ["m.tordoya"]
    assert holders(town, "OIT", "alternate", TODAY) == ["m.tordoya"]


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("email", "r.alva"),
        ("email", "r.alva@acnur"),
        ("email", "a@b.example, c@d.example"),
        ("email", "r.alva@acnur.example\nBcc: otra@persona.example"),
        ("email", "Rosa <r.alva@acnur.example>"),
        ("name", "Rosa Alva\r\nBcc: otra@persona.example"),
        ("name", "Rosa\u2028Alva"),
        ("name", "Rosa\x00\x07Alva"),
        ("reference", "carta 12\nX-Header: 1"),
    ],
)
def test_what_could_lead_a_letters_head_astray_is_refused_with_the_form_again(
    town: Town, field: str, written: str
) -> None:
    reply = town.ask(SECRETARY, "members.focal_point", MORNING, **{**ROSA, field: written})
    assert reply.refused
    assert reply.wrong == field
    assert reply.form is not None
    with pytest.raises(LookupError):
        town.id_of("r.alva")


def test_who_is_no_member_designates_nobody(town: Town) -> None:
    reply = town.ask(SECRETARY, "members.focal_point", MORNING, **{**ROSA, "organisation": "OCR"})
    assert reply.refused
    assert town.button(reply, "members.button.join").values["organisation"] == "OCR"


def test_only_the_secretariat_designates(town: Town) -> None:
    for who in (NOELIA, GUEST):
        assert town.ask(who, "members.focal_point", MORNING, **ROSA).refused


def test_the_same_person_again_is_said(town: Town) -> None:
    given = {**ROSA, "email": "n.quintamayo@acnur.example"}
    assert "ya es punto focal oficial" in said(town.ask(SECRETARY, "members.focal_point", MORNING, **given))


def test_two_presses_are_one_designation(town: Town) -> None:
    shown = town.ask(SECRETARY, "members.focal_point", MORNING, **ROSA)
    town.confirm(SECRETARY, shown, MORNING)
    town.confirm(SECRETARY, shown, MORNING)
    assert len(offices(town, "r.alva")) == 1


def test_a_missing_designation_is_chased_with_the_secretariat_alone_and_a_drafted_letter(town: Town) -> None:
    """§5: ten working days after joining, the secretariat gets the letter to the agency's head; nobody else hears of it."""
    join(town)
    designate(town, "members.focal_point", "FAO", "Irene Salkantay", "i.salkantay@fao.example")
    town.pass_time(lima(2027, 3, 15, 9), lima(2027, 3, 18, 9))
    notices = town.notices("designation.focal_point.late")
    assert town.emails(notices) == {"r.berrocapa"}
    (notice,) = notices
    words = plain(card_of(notice), Words("es", zone=LIMA).say)
    assert "Aún no tenemos el punto focal alterno de FAO" in words
    assert {"members.button.designate"} <= set(keys_of(card_of(notice)))


def test_a_designation_stops_the_chasing(town: Town) -> None:
    join(town)
    for office, name in (("focal_point", "Irene Salkantay"), ("alternate", "Abel Kuntur")):
        designate(town, f"members.{office}", "FAO", name, f"{name[0].lower()}.x@fao.example")
    town.pass_time(lima(2027, 3, 15, 9), lima(2027, 3, 22, 9))
    assert town.notices("designation.focal_point.late") == []


def test_what_is_missing_shows_on_the_secretariats_board_only(town: Town) -> None:
    with town.database.transaction() as session:
        row = session.exec(select(Office).where(Office.person_id == town.id_of(HUGO))).one()
        row.until = YESTERDAY
        session.add(row)
    words = "Designación de puntos focales"
    assert words in said(town.ask(SECRETARY, "network.obligations", MORNING))
    assert words in said(town.ask(SECRETARY, "network.mine", MORNING))
    assert words not in said(town.ask(NOELIA, "network.obligations", MORNING))
    form = town.press(SECRETARY, town.ask(SECRETARY, "network.mine", MORNING), "members.button.designate", MORNING)
    assert fields(form)["organisation"] == str(town.organisation("ACNUR"))
    assert fields(form)["office"] == "alternate"
