"""The government's focal points: letters drafted and followed, designations by oficio, one an institution."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding import Context, understand
from storage import directory, invitations, journal, people
from storage.invitations import DesignationLetter
from storage.people import Office
from tests.handlers.record_scene import acts, said
from tests.handlers.speaker_scene import COORDINATOR, FOCAL, GUEST, MEMBER, MIGRATION, SECRETARY, entries, register
from tests.town import LIMA, Town, keys_of, lima

MINISTRY = "Ministerio de Relaciones Exteriores"
DRAFTED = lima(2027, 1, 12, 9, 30)
FATIMA, WILDER = "f.valderruma", "w.ancastillo"
BY_OFICIO = {
    "organisation": "MIGRACIONES", "name": "Wilma Ccoyllor Sayre", "email": "w.ccoyllor@migraciones.example",
    "reference": "Oficio N.° 041-2027",
}  # fmt: skip


def letters(town: Town) -> dict[str, list[DesignationLetter]]:
    """The letters by institution."""
    with town.database.reading() as session:
        names = {body.id: body.name for body in people.organisations(session, town.network_id)}
        found: dict[str, list[DesignationLetter]] = {}
        for row in invitations.designation_letters(session, town.network_id):
            found.setdefault(names[row.organisation_id], []).append(row)
        return found


def focal_points(town: Town, body: str, on: date) -> list[str]:
    """Who is the institution's focal point on the roster that day."""
    with town.database.reading() as session:
        rows = people.holders(session, town.network_id, ("government",), on, town.organisation(body))
        return [person.email.split("@")[0] for _, person, _ in rows]


def reminders(town: Town, about: str = "") -> list[str]:
    """The reminders about letters, by institution; every one of them is the secretary's alone."""
    rows = [row for row in town.notices() if row.notice.startswith("designation.government")]
    assert town.emails(rows) <= {SECRETARY}
    return [row.about for row in rows if about in row.about]


def test_the_letters_are_written_down_once_a_year_however_often_they_are_looked_at(town: Town) -> None:
    town.ask(SECRETARY, "contacts.letters", DRAFTED)
    town.ask(COORDINATOR, "contacts.letters", lima(2027, 1, 20))
    assert {name: len(rows) for name, rows in letters(town).items()} == {MINISTRY: 1, MIGRATION: 1}
    assert [entry.values["organisations"] for entry in acts(town, "2027")] == [[MINISTRY, MIGRATION]]
    town.ask(SECRETARY, "contacts.letters", lima(2028, 1, 12))
    assert {len(rows) for rows in letters(town).values()} == {2}


def test_the_card_says_until_when_the_oficio_is_expected(town: Town) -> None:
    words = said(town.ask(SECRETARY, "contacts.letters", DRAFTED))
    assert "martes 26 de enero de 2027, 17:00 (hora de Lima)" in words
    town.do(
        SECRETARY,
        "contacts.letter_delivered",
        lima(2027, 1, 21),
        organisation="MRE",
        date="2027-01-21",
        reference="cargo 55",
    )
    words = said(town.ask(SECRETARY, "contacts.letters", lima(2027, 1, 21, 10)))
    assert "entregada el jueves 21 de enero de 2027 (cargo 55)" in words
    assert "jueves 4 de febrero de 2027, 17:00 (hora de Lima)" in words


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"date": "2027-01-30"}, "members.letter_to_come"),
        ({"date": "2027-01-11"}, "letters.not_drafted_then"),
        ({"organisation": "ACNUR"}, "letters.none_for"),
        ({"reference": "cargo\r\nBcc: x@y.example"}, "members.not_a_line"),
    ],
)
def test_a_delivery_that_cannot_have_been_is_refused(town: Town, given: dict[str, str], refusal: str) -> None:
    town.ask(SECRETARY, "contacts.letters", DRAFTED)
    values = {"organisation": MIGRATION, "date": "2027-01-14", "reference": "cargo 7", **given}
    refused = town.ask(SECRETARY, "contacts.letter_delivered", lima(2027, 1, 21), **values)
    assert refused.refused and refusal in keys_of(refused)


def test_nothing_is_delivered_before_a_letter_was_drafted(town: Town) -> None:
    refused = town.ask(SECRETARY, "contacts.letter_delivered", DRAFTED, organisation="MRE")
    assert "letters.none_waits" in keys_of(refused)


def test_one_reminder_is_drafted_for_the_secretary_and_never_repeated(town: Town) -> None:
    town.ask(SECRETARY, "contacts.letters", DRAFTED)
    town.do(
        SECRETARY, "contacts.letter_delivered", DRAFTED, organisation=MIGRATION, date="2027-01-12", reference="cargo 7"
    )
    town.do(
        SECRETARY,
        "contacts.letter_delivered",
        lima(2027, 1, 21),
        organisation=MINISTRY,
        date="2027-01-21",
        reference="cargo 8",
    )
    town.clock(lima(2027, 1, 25, 17))
    assert reminders(town) == []
    for day in (26, 27, 29):
        town.clock(lima(2027, 1, day, 10))
    assert reminders(town) == [f"{MIGRATION}/2027"]
    town.do(
        SECRETARY,
        "members.government",
        lima(2027, 2, 3, 10),
        organisation="MRE",
        name="Fátima Valderruma",
        reference="Oficio 118-2027",
        date="2027-02-03",
    )
    for day in (lima(2027, 2, 4, 10), lima(2027, 2, 15, 10), lima(2027, 3, 10, 10)):
        town.clock(day)
    assert reminders(town) == [f"{MIGRATION}/2027"]


def test_the_oficio_answers_the_letter_and_the_duty_is_met(town: Town) -> None:
    town.ask(SECRETARY, "contacts.letters", DRAFTED)
    assert "designation.government" in str(town.ask(SECRETARY, "network.mine", lima(2027, 1, 13)))
    town.do(SECRETARY, "members.government", lima(2027, 1, 20), **BY_OFICIO, date="2027-01-19")
    (letter,) = letters(town)[MIGRATION]
    assert (letter.answered_on, letter.answer_reference) == (date(2027, 1, 19), "Oficio N.° 041-2027")
    town.clock(lima(2027, 1, 26, 10))
    assert reminders(town, MIGRATION) == []


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
