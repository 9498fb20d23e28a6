"""Organisations join and leave by their own letter; the Committee is a second wish; who is who is shown without remarks."""

from __future__ import annotations

from datetime import timedelta

from bot.language.catalogue import Words
from tests.every.test_every_card import refused_by_slack
from tests.handlers.members_scene import (
    COORDINATOR,
    GUEST,
    HEAD,
    LETTER,
    MORNING,
    NOELIA,
    RESIDENT,
    SECRETARY,
    designate,
    history,
    holders,
    join,
    offices,
    said,
)
from tests.handlers.record_scene import acts, fields
from tests.town import LIMA, Town, keys_of

TODAY = MORNING.date()


def test_an_agency_joins_by_its_letter_and_is_welcomed_with_the_pack(network: Town) -> None:
    shown = network.ask(SECRETARY, "members.join", MORNING, organisation="FAO", **LETTER)
    assert "No se vota" in said(shown)
    assert "carta FAO 045-2027, del viernes 26 de febrero de 2027" in said(shown)
    done = said(network.confirm(SECRETARY, shown, MORNING))
    assert "FAO es miembro de la Red" in done
    assert "miércoles 3 de marzo de 2027" in done  # three working days after the Friday of the letter
    assert "Carpeta de bienvenida" in done
    (row,) = history(network, "FAO")
    assert (row.body, row.since, row.reference) == ("network", TODAY, "carta FAO 045-2027")
    (entry,) = acts(network, "FAO")
    assert (entry.act, entry.clause) == ("member.joined", "5.members")


def test_whoever_a_new_member_names_is_welcomed_once(town: Town) -> None:
    join(town)
    designate(town, "members.focal_point", "FAO", "Irene Salkantay", "i.salkantay@fao.example")
    designate(town, "members.alternate", "FAO", "Abel Kuntur", "a.kuntur@fao.example")
    assert town.emails(town.notices("members.welcome")) == {"i.salkantay", "a.kuntur"}
    assert len(town.notices("members.welcome")) == 2
    assert "members.pack.network_body" in str(town.notices("members.welcome")[0].values)


def test_whoever_is_known_already_is_not_welcomed_as_new(town: Town) -> None:
    designate(town, "members.focal_point", "ACNUR", "Rosa Alva", "r.alva@acnur.example")
    assert town.notices("members.welcome") == []


def test_the_form_asks_for_the_letter_and_its_day(town: Town) -> None:
    assert list(fields(town.ask(SECRETARY, "members.join", MORNING, organisation="FAO"))) == [
        "organisation", "date", "reference",
    ]  # fmt: skip


def test_a_letter_of_tomorrow_is_no_letter(town: Town) -> None:
    reply = town.ask(SECRETARY, "members.join", MORNING, organisation="FAO", date="2027-03-03", reference="carta")
    assert reply.refused
    assert reply.wrong == "date"


def test_who_is_in_already_is_told_since_when(town: Town) -> None:
    reply = town.ask(SECRETARY, "members.join", MORNING, organisation="acnur", **LETTER)
    assert reply.refused
    assert "desde el lunes 23 de noviembre de 2026" in said(reply)


def test_a_ministry_is_no_member(town: Town) -> None:
    reply = town.ask(SECRETARY, "members.join", MORNING, organisation="Ministerio de Relaciones Exteriores", **LETTER)
    assert reply.refused
    assert "participa como invitada" in said(reply)


def test_only_the_secretariat_records_members(town: Town) -> None:
    for who in (NOELIA, HEAD, GUEST):
        assert town.ask(who, "members.join", MORNING, organisation="FAO", **LETTER).refused


def test_a_member_sits_in_the_committee_by_a_letter_of_its_own(town: Town) -> None:
    join(town)
    assert "comité" not in {row.body for row in history(town, "FAO")}
    done = town.do(SECRETARY, "members.committee", MORNING, organisation="FAO", date="2027-03-01", reference="carta 50")
    assert "el Comité está incompleto" in said(done)
    assert [row.body for row in history(town, "FAO")] == ["network", "committee"]
    reply = designate(town, "members.head", "FAO", "Berta Illimani", "b.illimani@fao.example")
    assert "Berta Illimani" in said(reply)
    assert holders(town, "FAO", "executive", TODAY) == ["b.illimani"]


def test_whoever_is_no_member_cannot_sit_in_the_committee(town: Town) -> None:
    join(town)
    town.do(SECRETARY, "members.leave", MORNING, organisation="FAO", date="2027-03-01", reference="carta 60")
    reply = town.ask(SECRETARY, "members.committee", MORNING, organisation="FAO", **LETTER)
    assert reply.refused
    assert "segundo paso" in said(reply)


def test_leaving_ends_the_seat_and_its_offices_the_day_before_and_tells_its_people(town: Town) -> None:
    shown = town.ask(SECRETARY, "members.leave", MORNING, organisation="ACNUR", date="2027-03-01", reference="carta 9")
    assert "Noelia Quintamayo Ser deja de ser punto focal oficial (ACNUR)" in said(shown)
    assert "Tobias Wrennfeld" in said(shown)
    town.confirm(SECRETARY, shown, MORNING)
    assert {row.body: row.until for row in history(town, "ACNUR")} == dict.fromkeys(
        ("network", "committee"), TODAY - timedelta(days=1)
    )
    assert offices(town, NOELIA)[0].until == TODAY - timedelta(days=1)
    assert town.emails(town.notices("members.left")) == {"n.quintamayo", "h.parihuanca", "t.wrennfeld"}
    assert "del lunes 23 de noviembre de 2026 al lunes 1 de marzo de 2027" in said(
        town.ask(SECRETARY, "members.show", MORNING, organisation="ACNUR")
    )


def test_leaving_the_committee_alone_keeps_the_member(town: Town) -> None:
    town.do(
        SECRETARY, "members.leave", MORNING, organisation="PNUD", body="committee", date="2027-03-01", reference="c"
    )
    assert {row.body: row.until is None for row in history(town, "PNUD")} == {"network": True, "committee": False}
    assert holders(town, "PNUD", "executive", TODAY) == []
    assert holders(town, "PNUD", "focal_point", TODAY) == ["g.umbralito"]


def test_a_member_may_come_back_the_same_day(town: Town) -> None:
    given = {"organisation": "PNUD", "date": "2027-03-01", "reference": "carta"}
    town.do(SECRETARY, "members.leave", MORNING, **given)
    town.do(SECRETARY, "members.join", MORNING, **given)
    assert [row.until is None for row in history(town, "PNUD") if row.body == "network"] == [False, True]


def test_who_is_who_shows_members_and_the_committee_without_remarks(town: Town) -> None:
    join(town)
    for who in (NOELIA, HEAD, RESIDENT):
        words = said(town.ask(who, "members.list", MORNING))
        assert "Noelia Quintamayo Ser" in words or "Hugo Parihuanca Lis" in words
        assert "designat" not in words.lower()
        assert "por designar" not in words
    assert "por designar" in said(town.ask(SECRETARY, "members.list", MORNING))
    assert "Falta designar" in said(town.ask(COORDINATOR, "members.show", MORNING, organisation="FAO"))
    assert "Falta designar" not in said(town.ask(NOELIA, "members.show", MORNING, organisation="FAO"))
    assert town.ask(GUEST, "members.list", MORNING).refused
    assert town.ask(GUEST, "members.show", MORNING, organisation="ACNUR").refused


def test_one_human_with_several_offices_is_listed_once_with_all_of_them(town: Town) -> None:
    words = said(town.ask(SECRETARY, "members.show", MORNING, organisation="OCR"))
    assert words.count("a.soderquist@onu-ocr.example") == 1
    assert "Comité Ejecutivo (OCR) y Coordinación Residente (OCR)" in words


def test_letters_are_the_secretariats_to_see(town: Town) -> None:
    join(town)
    assert "carta FAO 045-2027" in said(town.ask(SECRETARY, "members.show", MORNING, organisation="FAO"))
    assert "carta FAO 045-2027" not in said(town.ask(NOELIA, "members.show", MORNING, organisation="FAO"))


def test_a_wish_for_a_vote_is_answered_with_the_clause(town: Town) -> None:
    reply = town.ask(SECRETARY, "members.join", MORNING, organisation="FAO", vote=True)
    assert reply.refused
    assert "no se vota" in said(reply)
    assert "members.no_vote" in keys_of(reply)


def test_an_unknown_organisation_is_said(town: Town) -> None:
    reply = town.ask(NOELIA, "members.show", MORNING, organisation="FAO")
    assert reply.refused
    assert "«FAO»" in said(reply)


def test_forty_members_fit_where_they_are_shown(town: Town) -> None:
    for number in range(40):
        join(town, f"Agencia de las Naciones Unidas número {number}")
    for who in (SECRETARY, NOELIA):
        reply = town.ask(who, "members.list", MORNING)
        assert refused_by_slack(reply, Words("es", zone=LIMA)) == []
    form = town.ask(SECRETARY, "members.focal_point", MORNING)
    assert refused_by_slack(form, Words("en", zone=LIMA)) == []
