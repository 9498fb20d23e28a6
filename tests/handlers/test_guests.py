"""Guests see their own items, never the rest, and decide nothing; their access ends after the meeting plus its setting."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlmodel import select

from bot.roster import RosterError, import_roster
from handlers.commands import COMMANDS
from handlers.reply import Reply
from storage.agenda import AgendaItem
from storage.meetings import Attendance
from storage.people import Office, Organisation, Person
from tests.conftest import ROSTER, SEEDED_AT
from tests.handlers.record_scene import (
    COORDINATOR,
    SECRETARY,
    TEC,
    TEC_STARTS,
    convened,
    held,
    meeting_of,
    said,
    source,
)
from tests.handlers.setting_scene import decided
from tests.town import Town, keys_of, lima

FATIMA, WILDER, SANDRA = "f.valderruma", "w.ancastillo", "s.guest"
MINISTRY, MIGRATIONS, UNION = (
    "Ministerio de Relaciones Exteriores", "Superintendencia Nacional de Migraciones", "Asociación de Personas Migrantes",
)  # fmt: skip
MARCH = lima(2027, 3, 20, 10)
CE, SECRET = "CE-2027-01", "Presupuesto reservado de la Red"


@pytest.fixture
def invited(town: Town) -> Town:
    """A technical meeting with a point of the Foreign Ministry and one of an agency; a Committee held, with its decision."""
    held(town)
    decided(town)
    convened(town, TEC, "technical", TEC_STARTS, "Regularización migratoria")
    point(town, MINISTRY, "Balance de la regularización")
    point(town, "ACNUR", SECRET)
    return town


def point(town: Town, body: str, title: str, code: str = TEC, who: str = SECRETARY) -> None:
    with town.database.transaction() as session:
        session.add(
            AgendaItem(
                network_id=town.network_id, meeting_id=meeting_of(town, code).id or 0, organisation_id=town.organisation(body),
                person_id=town.id_of(who), title=title, kind="inform", minutes=20, position=1, received_at=MARCH,
            )
        )  # fmt: skip


def stakeholder(town: Town, body: str = UNION) -> None:
    """Somebody of an association, or of an agency, who is on the roster as a stakeholder."""
    with town.database.transaction() as session:
        found = session.exec(select(Organisation).where(Organisation.name == body)).first()
        if found is None:
            found = Organisation(network_id=town.network_id, name=body)
        person = Person(network_id=town.network_id, name="Sandra Guest", email=f"{SANDRA}@union.example", language="es")
        session.add(found)
        session.add(person)
        session.flush()
        session.add(
            Office(
                network_id=town.network_id, person_id=person.id or 0, organisation_id=found.id or 0, office="stakeholder",
                since=SEEDED_AT.date(),
            )
        )  # fmt: skip


def ask(town: Town, who: str, command: str, at: datetime = MARCH, **values: str) -> Reply:
    return town.ask(who, command, at, **values)


@pytest.mark.parametrize("command", ["meetings.show", "agenda.show"])
def test_a_guest_sees_their_own_point_and_no_other(invited: Town, command: str) -> None:
    for values in ({}, {"meeting": TEC}):
        words = said(ask(invited, FATIMA, command, **values))
        assert "Balance de la regularización" in words
        assert SECRET not in words
        assert "ACNUR" not in words


def test_a_guest_is_shown_hour_place_and_until_when_they_see_it(invited: Town) -> None:
    reply = ask(invited, FATIMA, "meetings.show", meeting=TEC)
    words = said(reply)
    assert "Sala Cantuta" in words
    assert "martes 20 de abril de 2027" in words
    assert "Acceso de los invitados después de la reunión" in source(reply)
    assert {"meeting.dates.title", "meeting.show.who"}.isdisjoint(keys_of(reply))


@pytest.mark.parametrize("command", ["meetings.list", "meetings.calendar", "network.home"])
def test_a_guest_finds_only_the_meetings_to_which_they_were_invited(invited: Town, command: str) -> None:
    words = said(ask(invited, FATIMA, command))
    assert TEC in words
    assert CE not in words


def test_who_was_invited_to_nothing_is_told_what_guests_see_and_whom_to_ask(invited: Town) -> None:
    for command in ("meetings.list", "meetings.calendar", "meetings.show", "agenda.show", "meetings.attend"):
        reply = ask(invited, WILDER, command)
        assert reply.refused, command
        assert "escriba a la Secretaría" in said(reply)
        assert "§5 (Vínculo con el gobierno)" in source(reply)


@pytest.mark.parametrize(
    "command", ["meetings.show", "agenda.show", "meetings.attend", "meetings.regret", "network.why"]
)
def test_a_meeting_that_is_not_theirs_and_one_that_does_not_exist_are_answered_alike(
    invited: Town, command: str
) -> None:
    name = "code" if command == "network.why" else "meeting"
    answers = {said(ask(invited, FATIMA, command, **{name: code})) for code in (CE, "CE-2027-77", "ce-2027-01")}
    assert len(answers) == 1
    assert "Prioridades" not in answers.pop()


@pytest.mark.parametrize("code", ["D-2027-05", "D-2027-99", "A-2027-01", "AT-2027-01"])
def test_why_tells_a_guest_nothing_of_the_register_not_even_what_is_in_it(invited: Town, code: str) -> None:
    assert keys_of(ask(invited, FATIMA, "network.why", code=code)) == keys_of(
        ask(invited, FATIMA, "network.why", code="D-2027-05")
    )


def test_why_of_their_own_meeting_is_its_clause_without_the_history(invited: Town) -> None:
    reply = ask(invited, FATIMA, "network.why", code=TEC)
    assert not reply.refused
    assert "why.history" not in keys_of(reply)


def test_the_settings_name_no_decision_to_a_guest(invited: Town) -> None:
    invited.confirm(
        COORDINATOR,
        ask(
            invited, COORDINATOR, "settings.change", name="minutes.circulation", value="7", date="2027-04-01", decision="D-2027-05"
        ),
        MARCH,
    )  # fmt: skip
    for values in ({"code": "minutes.circulation"}, {}):
        command = "network.why" if values else "network.settings"
        assert "D-2027-05" in said(ask(invited, SECRETARY, command, **values))
        assert "D-2027-05" not in said(ask(invited, FATIMA, command, **values))


def test_a_guest_says_that_they_come_or_cannot_and_still_sees_the_meeting(invited: Town) -> None:
    reply = ask(invited, FATIMA, "meetings.attend")
    assert "Ministerio de Relaciones Exteriores asistirá." in said(reply)
    assert "Su respuesta: asistirá" in said(ask(invited, FATIMA, "meetings.show"))
    ask(invited, FATIMA, "meetings.regret")
    assert "Su respuesta: no podrá asistir" in said(ask(invited, FATIMA, "meetings.show"))


def test_whoever_is_down_as_a_guest_sees_the_meeting_without_a_point_of_their_own(invited: Town) -> None:
    stakeholder(invited)
    assert ask(invited, SANDRA, "meetings.show").refused
    with invited.database.transaction() as session:
        session.add(
            Attendance(
                network_id=invited.network_id, meeting_id=meeting_of(invited, TEC).id or 0,
                organisation_id=invited.organisation(UNION), capacity="guest", said_at=MARCH,
            )
        )  # fmt: skip
    reply = ask(invited, SANDRA, "meetings.show")
    assert "guests.no_item" in keys_of(reply)
    assert "§5 (Vínculo con actores clave)" in source(reply)


def test_a_point_that_the_secretariat_brings_in_their_name_invites_them(invited: Town) -> None:
    stakeholder(invited)
    values = {
        "meeting": TEC,
        "title": "Voces de la migración",
        "kind": "inform",
        "minutes": "10",
        "organisation": UNION,
    }
    invited.do(SECRETARY, "agenda.propose", MARCH, **values)
    assert "Voces de la migración" in said(ask(invited, SANDRA, "agenda.show"))
    assert ask(invited, SANDRA, "agenda.propose", **values).refused


def test_a_guest_of_an_agency_does_not_see_what_the_agency_sees(invited: Town) -> None:
    stakeholder(invited, "ACNUR")
    for command in ("meetings.list", "agenda.show", "meetings.show"):
        assert ask(invited, SANDRA, command).refused


@pytest.mark.parametrize(
    ("at", "seen"),
    [(lima(2027, 4, 20, 17), True), (lima(2027, 4, 20, 17, 0, 1), False), (lima(2027, 5, 3), False)],
)
def test_access_ends_ten_working_days_after_the_meeting(invited: Town, at: datetime, seen: bool) -> None:
    for command in ("meetings.show", "agenda.show"):
        assert ask(invited, FATIMA, command, at, meeting=TEC).refused is not seen
    assert ask(invited, FATIMA, "meetings.list", at).refused is not seen
    assert (TEC in said(ask(invited, FATIMA, "network.home", at))) is seen


def test_a_point_that_was_withdrawn_invites_nobody(invited: Town) -> None:
    with invited.database.transaction() as session:
        for item in session.exec(
            select(AgendaItem).where(AgendaItem.organisation_id == invited.organisation(MINISTRY))
        ):
            item.status = "withdrawn"
            session.add(item)
    assert ask(invited, FATIMA, "meetings.show", meeting=TEC).refused


def test_no_answer_to_a_guest_names_what_is_not_theirs(invited: Town) -> None:
    """Every command there is, with and without details: nothing of the Committee, its decision or another's point."""
    leaks = []
    given = {"meeting": CE, "code": "D-2027-05", "words": "minutas", "wording": "hola", "question": "CE-2027-01"}
    for command in sorted(COMMANDS):
        for values in ({}, given, {"meeting": TEC, "code": TEC}):
            reply = ask(invited, FATIMA, command, **values)
            told = str(reply.card) + str(reply.form)
            leaks += [command for secret in (SECRET, "Prioridades 2027", "siete días hábiles") if secret in told]
    assert leaks == []


def test_somebody_whose_office_ended_learns_nothing_more(invited: Town) -> None:
    """The same day: an office that ended is none."""
    with invited.database.transaction() as session:
        for office in session.exec(select(Office).where(Office.person_id == invited.id_of("n.quintamayo"))):
            office.until = lima(2027, 3, 19).date()
            session.add(office)
    for command, values in (
        ("network.why", {"code": "D-2027-05"}), ("meetings.list", {}), ("decisions.list", {}), ("agenda.propose", {}),
        ("decisions.agree", {"code": "D-2027-05"}),
    ):  # fmt: skip
        assert ask(invited, "n.quintamayo", command, **values).refused, command


def test_a_second_focal_point_of_an_institution_is_refused_with_line_column_and_clause(town: Town) -> None:
    """The clause asks the Ministry and Migraciones for one focal point each."""
    roster = ROSTER.read_text(encoding="utf-8")
    second = f"{MINISTRY},Otra Persona,o.persona@mre.example,government,es\n"
    with town.database.transaction() as session, pytest.raises(RosterError) as caught:
        import_roster(session, town.charter, roster + second, "red.csv", SEEDED_AT)
    line = roster.count("\n") + 1
    assert str(caught.value).startswith(f"red.csv:{line}: column office: ")
    assert "5 (Vínculo con el gobierno)" in str(caught.value)


def test_a_new_roster_replaces_the_focal_point_of_an_institution(town: Town) -> None:
    roster = ROSTER.read_text(encoding="utf-8")
    lines = [line for line in roster.splitlines() if not line.startswith(MINISTRY)]
    new = "\n".join([*lines, f"{MINISTRY},Otra Persona,o.persona@mre.example,government,es"]) + "\n"
    with town.database.transaction() as session:
        changes = import_roster(session, town.charter, new, "red.csv", SEEDED_AT)
    assert any("no longer government" in change for change in changes)


def test_the_same_focal_point_written_twice_is_one(town: Town) -> None:
    roster = ROSTER.read_text(encoding="utf-8")
    again = next(line for line in roster.splitlines() if line.startswith(MIGRATIONS))
    with town.database.transaction() as session:
        assert import_roster(session, town.charter, roster + again + "\n", "red.csv", SEEDED_AT) == []
