"""The government's focal points: designated by oficio, one an institution, in the directory and on the roster."""

from __future__ import annotations

from datetime import date

import pytest

from bot.roster import import_roster
from bot.understanding import Context, understand
from storage import directory, journal, people
from storage.people import Office
from tests.conftest import ROSTER
from tests.handlers.government_scene import (
    BY_OFICIO,
    DRAFTED,
    FATIMA,
    MINISTRY,
    WILDER,
    focal_points,
    letters,
)
from tests.handlers.record_scene import said
from tests.handlers.speaker_scene import FOCAL, GUEST, MEMBER, MIGRATION, SECRETARY, entries, register
from tests.town import LIMA, Town, keys_of, lima


def test_a_designation_is_shown_first_and_nothing_is_written_before_the_press(town: Town) -> None:
    shown = town.ask(SECRETARY, "members.government", DRAFTED, **BY_OFICIO)
    words = said(shown)
    for part in (MIGRATION, "Wilma Ccoyllor Sayre", "Oficio N.° 041-2027", "Wilder Ancastillo", "Nadie recibe aviso"):
        assert part in words, part
    assert entries(town) == {}
    assert focal_points(town, MIGRATION, DRAFTED.date()) == [WILDER]


def test_it_is_the_directory_and_the_roster_in_one_act_and_the_one_before_ends(town: Town) -> None:
    register(
        town,
        **FOCAL
        | {"name": "Wilder Ancastillo Bru", "email": "w.ancastillo@migraciones.example", "reference": "Oficio 1-2026"},
    )
    at = lima(2027, 3, 22, 10)
    town.do(SECRETARY, "members.government", at, **BY_OFICIO)
    entry, before = entries(town)["Wilma Ccoyllor Sayre"], entries(town)["Wilder Ancastillo Bru"]
    assert (entry.organisation, entry.is_focal_point, entry.person_id) == (MIGRATION, True, town.id_of("w.ccoyllor"))
    assert (before.is_focal_point, before.focal_until) == (False, at.date())
    assert focal_points(town, MIGRATION, at.date()) == ["w.ccoyllor"]
    assert focal_points(town, MIGRATION, date(2027, 3, 19)) == [WILDER]


def test_the_guest_of_the_roster_named_by_oficio_stays_and_gets_the_paper(town: Town) -> None:
    """Their name is enough: the address is on record. A later roster file does not undo what the oficio says."""
    town.do(
        SECRETARY,
        "members.government",
        lima(2027, 2, 3),
        organisation="Cancillería",
        name="Fátima Valderruma Oz",
        reference="Oficio 118-2027",
    )
    assert focal_points(town, MINISTRY, date(2027, 2, 3)) == [FATIMA]
    with town.database.reading() as session:
        (held,) = people.offices_of(session, town.id_of(FATIMA), date(2027, 2, 3))
    assert (held.reference, held.recorded_by) == ("Oficio 118-2027", town.id_of(SECRETARY))
    (entry,) = entries(town).values()
    assert (entry.email, entry.person_id) == ("f.valderruma@mre.example", town.id_of(FATIMA))


def test_a_speaker_of_the_same_institution_stays_a_guest(town: Town) -> None:
    with town.database.transaction() as session:
        speaker = people.Person(
            network_id=town.network_id, name="Rosa Tito", email="r.tito@migraciones.example", language="es"
        )
        session.add(speaker)
        session.flush()
        body, by = town.organisation(MIGRATION), town.id_of(SECRETARY)
        session.add(
            Office(
                network_id=town.network_id,
                person_id=speaker.id or 0,
                organisation_id=body,
                office="government",
                since=date(2027, 1, 2),
                recorded_by=by,
            )
        )
        session.add(
            directory.DirectoryEntry(
                network_id=town.network_id,
                name="Rosa Tito",
                organisation=MIGRATION,
                category="government",
                language="es",
                email=speaker.email,
                person_id=speaker.id,
                recorded_at=DRAFTED,
            )
        )
    town.do(SECRETARY, "members.government", DRAFTED, **BY_OFICIO)
    assert sorted(focal_points(town, MIGRATION, DRAFTED.date())) == ["r.tito", "w.ccoyllor"]


def test_the_same_oficio_twice_a_member_and_a_members_person_are_refused(town: Town) -> None:
    town.do(SECRETARY, "members.government", DRAFTED, **BY_OFICIO)
    again = town.ask(SECRETARY, "members.government", DRAFTED, **BY_OFICIO)
    other = town.ask(SECRETARY, "members.government", DRAFTED, **BY_OFICIO | {"name": "Otra", "email": "o@m.example"})
    assert "speakers.same_reference" in keys_of(again) and "speakers.same_reference" in keys_of(other)
    agency = town.ask(SECRETARY, "members.government", DRAFTED, **BY_OFICIO | {"organisation": "ACNUR"})
    assert "government.of_a_member" in keys_of(agency)
    theirs = town.ask(SECRETARY, "members.government", DRAFTED, **BY_OFICIO | {"email": "n.quintamayo@acnur.example"})
    assert "government.is_member" in keys_of(theirs)


def test_an_entry_registered_with_its_oficio_makes_the_guest_too(town: Town) -> None:
    town.ask(SECRETARY, "contacts.letters", lima(2027, 3, 1))
    register(town, **FOCAL)
    assert focal_points(town, MIGRATION, date(2027, 3, 18)) == ["w.ccoyllor"]
    assert letters(town)[MIGRATION][0].answer_reference == FOCAL["reference"]


def test_the_preview_of_an_entry_with_its_oficio_says_who_stops_being_it(town: Town) -> None:
    shown = town.ask(SECRETARY, "speakers.register", DRAFTED, **FOCAL)
    assert "Deja de ser punto focal en la Red: Wilder Ancastillo Bru" in said(shown)


def test_an_older_roster_file_does_not_bring_the_former_one_back(town: Town) -> None:
    town.do(SECRETARY, "members.government", DRAFTED, **BY_OFICIO)
    with town.database.transaction() as session:
        changes = import_roster(session, town.charter, ROSTER.read_text(encoding="utf-8"), "r.csv", lima(2027, 1, 13))
    assert changes == [
        f"! Wilder Ancastillo Bru: not government of {MIGRATION}; somebody else was designated in the chat"
    ]
    assert focal_points(town, MIGRATION, date(2027, 1, 13)) == ["w.ccoyllor"]


def test_an_entry_with_a_guests_address_is_that_guest(town: Town) -> None:
    register(
        town, organisation=MINISTRY, category="government", name="Fátima Valderruma", email="f.valderruma@mre.example"
    )
    assert entries(town)["Fátima Valderruma"].person_id == town.id_of(FATIMA)
    register(
        town,
        organisation="Colegio Azul",
        category="academia",
        name="Noelia Quintamayo",
        email="n.quintamayo@acnur.example",
    )
    assert entries(town)["Noelia Quintamayo"].person_id is None, "a member's person is no guest"


@pytest.mark.parametrize("who", [MEMBER, GUEST, "t.wrennfeld"])
def test_only_the_secretariat_keeps_the_governments_focal_points(town: Town, who: str) -> None:
    for command in ("members.government", "contacts.letter_delivered", "contacts.letters"):
        assert town.ask(who, command, DRAFTED, **BY_OFICIO).refused, command
    town.ask(SECRETARY, "contacts.letters", DRAFTED)
    if who == MEMBER:
        assert MIGRATION not in said(town.ask(who, "network.obligations", DRAFTED))


def test_the_journal_names_the_institution_and_the_oficio_and_nobody(town: Town) -> None:
    town.do(SECRETARY, "members.government", DRAFTED, **BY_OFICIO)
    with town.database.reading() as session:
        (entry,) = [
            row for row in journal.about(session, town.network_id, MIGRATION) if row.act == "government.designated"
        ]
    assert entry.clause == "5.government" and entry.values["reference"] == "Oficio N.° 041-2027"
    assert "Wilma" not in str(entry.values) and "@" not in str(entry.values)


def _understood(typed: str) -> tuple[str, dict[str, object]]:
    found = understand(
        typed, Context("es", lima(2027, 2, 3, 10).astimezone(LIMA), ("ACNUR", "OIM", MINISTRY, MIGRATION), ())
    )
    return found.command, dict(found.values)


def test_it_is_said_in_a_command_or_in_a_sentence() -> None:
    given = {
        "organisation": MIGRATION,
        "name": "Wilma Ccoyllor",
        "email": "w.c@migraciones.example",
        "reference": "oficio 041-2027",
    }
    for typed in ("/miembro gobierno", "/member government"):
        assert _understood(f"{typed} MIGRACIONES Wilma Ccoyllor w.c@migraciones.example oficio 041-2027") == (
            "members.government",
            given,
        )
    for typed in ("Cancillería designó a", "El Ministerio de Relaciones Exteriores designó a"):
        command, values = _understood(f"{typed} Fátima Valderruma con Oficio N.° 118-2027 del 3 de febrero de 2027")
        assert (command, values["organisation"], values["name"]) == (
            "members.government",
            MINISTRY,
            "Fátima Valderruma",
        )
        assert (values["reference"], values["date"]) == ("Oficio N.° 118-2027", date(2027, 2, 3))
    assert _understood("/miembro carta entregada Migraciones el 14 de enero: cargo 2027-00871") == (
        "contacts.letter_delivered",
        {"organisation": MIGRATION, "date": date(2027, 1, 14), "reference": "cargo 2027-00871"},
    )
