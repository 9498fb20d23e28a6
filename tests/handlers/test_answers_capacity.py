"""One human, several offices: in which capacity somebody answered is always said, and asked when it is unclear."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import select

from storage.people import Absence, Office
from tests.handlers.consensus_scene import D1, ELEVENTH, PNUD_CE, RESIDENT, ad_referendum, answers, decision, object_
from tests.handlers.record_scene import COORDINATOR, NOON, SECRETARY, UNFPA, held, said, source
from tests.town import Town, keys_of, lima

PNUD_FOCAL = "g.umbralito"


def office(town: Town, who: str, name: str, organisation: str) -> None:
    with town.database.transaction() as session:
        session.add(
            Office(
                network_id=town.network_id, person_id=town.id_of(who), organisation_id=town.organisation(organisation),
                office=name, since=date(2027, 1, 1), reference="Carta",
            )
        )  # fmt: skip


def away(town: Town, who: str) -> None:
    with town.database.transaction() as session:
        session.add(
            Absence(
                network_id=town.network_id, person_id=town.id_of(who), first=date(2027, 2, 8), last=date(2027, 2, 28),
                said_at=NOON,
            )
        )  # fmt: skip


def agree(town: Town, who: str, at: datetime = ELEVENTH, **values: object) -> str:
    return said(town.ask(who, "decisions.agree", at, code=D1, **values))


def test_the_resident_coordinator_has_one_voice_in_two_offices(town: Town) -> None:
    """5.2.2: the same person sits for the OCR by two offices: one seat, one answer."""
    held(town, present=("OIM", "ACNUR", "OIT", "UNICEF", "PNUD"), regrets=("OCR",))
    town.do(COORDINATOR, "decisions.record", NOON, wording="Prioridades 2027.")
    assert town.emails(town.notices("absent.answer")) == {RESIDENT}
    assert "por OCR" in agree(town, RESIDENT)
    assert [row.organisation_id for row in answers(town)] == [town.organisation("OCR")]
    assert decision(town).status == "consensus"


def test_whoever_has_a_voice_in_two_seats_is_asked_which(town: Town) -> None:
    office(town, PNUD_CE, "executive", "UNICEF")
    ad_referendum(town)
    asked = town.ask(PNUD_CE, "decisions.agree", ELEVENTH, code=D1)
    assert "voices.which" in keys_of(asked)
    assert answers(town) == []
    assert "por PNUD" in agree(town, PNUD_CE, **{"as": str(town.organisation("PNUD"))})


def test_a_coordinator_who_also_sits_for_their_agency_speaks_for_the_seat_and_says_so(town: Town) -> None:
    office(town, COORDINATOR, "executive", "PNUD")
    ad_referendum(town)
    assert "En calidad de: Comité Ejecutivo, por PNUD" in agree(town, COORDINATOR)
    assert [row.office for row in answers(town)] == ["executive"]


def test_a_deputy_stands_in_only_while_the_official_is_away_and_it_is_said(town: Town) -> None:
    office(town, PNUD_FOCAL, "deputy", "PNUD")
    ad_referendum(town)
    refused = town.ask(PNUD_FOCAL, "decisions.agree", NOON, code=D1)
    assert refused.refused
    assert "voices.official_is_there" in keys_of(refused)
    away(town, PNUD_CE)
    assert "la persona oficial no está" in agree(town, PNUD_FOCAL)
    assert [row.office for row in answers(town)] == ["deputy"]
    assert decision(town).status == "consensus"


def test_while_the_official_is_away_whoever_stands_in_is_asked_too(town: Town) -> None:
    office(town, PNUD_FOCAL, "deputy", "PNUD")
    away(town, PNUD_CE)
    ad_referendum(town)
    assert town.emails(town.notices("absent.answer")) == {PNUD_CE, PNUD_FOCAL}


def test_a_seat_nobody_holds_is_not_asked_cannot_agree_and_is_not_noted(town: Town) -> None:
    with town.database.transaction() as session:
        for row in session.exec(select(Office).where(Office.person_id == town.id_of(PNUD_CE))):
            row.until = date(2027, 2, 8)
    held(town)
    shown = town.ask(COORDINATOR, "decisions.record", NOON, wording="Prioridades 2027.")
    assert "Nadie ocupa hoy ese asiento" in said(shown)
    town.confirm(COORDINATOR, shown, NOON)
    assert town.notices("absent.answer") == []
    noted = {"code": D1, "organisation": "PNUD", "reference": "Correo"}
    reply = town.ask(SECRETARY, "decisions.agree", ELEVENTH, **noted)
    assert reply.refused
    assert "answers.vacant" in keys_of(reply)
    town.clock(lima(2027, 2, 12, 18))
    assert decision(town).status == "ad_referendum"


def test_a_comment_says_in_which_office_it_was_made(town: Town) -> None:
    ad_referendum(town)
    shown = town.ask(UNFPA, "decisions.comment", ELEVENTH, code=D1, wording="Conviene mencionar la salud.")
    assert "En calidad de: punto focal oficial, por UNFPA" in said(shown)


def test_an_answer_that_was_noted_is_corrected_by_its_seat(town: Town) -> None:
    ad_referendum(town)
    town.do(SECRETARY, "decisions.comment", ELEVENTH, code=D1, organisation="PNUD", reference="Correo", wording="Sí.")
    assert decision(town).status == "consensus"
    object_(town, PNUD_CE, lima(2027, 2, 12))
    assert [row.late for row in answers(town)] == [False, True]
    assert "§5.2.1" in source(town.ask(SECRETARY, "decisions.agree", ELEVENTH, code=D1))
