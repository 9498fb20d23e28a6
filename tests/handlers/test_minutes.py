"""Minutes are drafted in silence from the record, noted upon, corrected, and seen by whoever may."""

from __future__ import annotations

from tests.handlers.record_scene import (
    ACNUR,
    CE,
    CE_STARTS,
    COORDINATOR,
    GUEST,
    NOON,
    SECRETARY,
    TEC,
    UNFPA,
    acts,
    coming,
    convened,
    fields,
    held,
    meeting_of,
    said,
    source,
    technical,
    versions,
)  # fmt: skip
from tests.town import Town, keys_of, lima

NEXT_DAY = lima(2027, 2, 10, 9)
PRIORITIES = "El Comité Ejecutivo adopta las prioridades 2027."


def recorded(town: Town) -> None:
    """The meeting of 9 February with a decision and an action on the register."""
    held(town)
    town.do(COORDINATOR, "decisions.record", NOON, meeting=CE, wording=PRIORITIES, title="Prioridades 2027")
    town.do(
        COORDINATOR,
        "actions.assign",
        NOON,
        meeting=CE,
        wording="Enviar el mapa.",
        organisation="ACNUR",
        date="2027-03-15",
    )


def note_field(town: Town, code: str = CE) -> str:
    """The name of the first item's note in the form."""
    items = versions(town, code)[-1].body["items"]
    return f"note_{items[0]['id']}"  # type: ignore[index]


def test_a_draft_is_made_from_the_record_and_nobody_is_told(network: Town) -> None:
    """1.3 template: header, attendance by organisation, items, decisions, actions, what follows."""
    recorded(network)
    coming(network, "CE-2027-02", "executive", lima(2027, 5, 11, 10))
    before = len(network.notices())
    reply = network.ask(SECRETARY, "minutes.draft", NEXT_DAY)
    words = said(reply)
    for wanted in (
        "Minuta · CE-2027-01 · Prioridades 2027",
        "BORRADOR, versión 1",
        "martes 9 de febrero de 2027, 10:00 (hora de Lima), hasta las 11:30",
        "Sala Cantuta, híbrida",
        "OCR (oficial)",
        "ACNUR (oficial)",
        "OIM (oficial)",
        "Ausentes: PNUD (con aviso)",
        "1. Prioridades 2027",
        "D-2027-01 · Prioridades 2027",
        "adoptada ad referendum: falta la respuesta de PNUD",
        "A-2027-01",
        "CE-2027-02, martes 11 de mayo de 2027",
        "Circula a más tardar el martes 16 de febrero de 2027, 17:00",
    ):
        assert wanted in words, wanted
    assert "§5.1.8" in source(reply)
    assert "Circulación de la minuta" in source(reply)
    assert len(network.notices()) == before
    assert [row.version for row in versions(network)] == [1]


def test_asking_twice_makes_one_draft_and_a_changed_record_makes_the_next(network: Town) -> None:
    recorded(network)
    for _ in range(2):
        network.ask(SECRETARY, "minutes.draft", NEXT_DAY)
    assert [row.version for row in versions(network)] == [1]
    network.do(COORDINATOR, "decisions.record", NEXT_DAY, meeting=CE, wording="Se adopta la regla de no objeción.")
    assert "D-2027-02" in said(network.ask(SECRETARY, "minutes.draft", NEXT_DAY))
    assert [row.version for row in versions(network)] == [1, 2]


def test_a_correction_makes_a_new_version_and_keeps_the_old_one(network: Town) -> None:
    recorded(network)
    form = network.press(
        SECRETARY, network.ask(SECRETARY, "minutes.draft", NEXT_DAY), "minutes.button.correct", NEXT_DAY
    )
    assert form.form is not None
    name = note_field(network)
    assert set(fields(form)) == {name, "other", "next_steps"}
    reply = network.ask(
        SECRETARY,
        form.form.command,
        NEXT_DAY,
        **form.form.hidden,
        **{name: "Se presentó.\r\nSe acordó.", "next_steps": "Informar."},
    )
    assert "1) Se presentó. [texto de la Secretaría, versión 2" in said(reply)
    assert "2) Se acordó. [texto de la Secretaría, versión 2" in said(reply)
    assert "versión 2" in said(reply)
    assert [row.version for row in versions(network)] == [1, 2]
    assert "Se presentó" not in str(versions(network)[0].body)


def test_the_register_cannot_be_rewritten_through_the_form(town: Town) -> None:
    recorded(town)
    town.ask(SECRETARY, "minutes.draft", NEXT_DAY)
    town.ask(SECRETARY, "minutes.draft", NEXT_DAY, meeting=CE, decisions="otra cosa", present="todos", other="Saludo.")
    body = versions(town)[-1].body
    assert body["other"] == "Saludo."
    assert PRIORITIES in str(body["decisions"])


def test_two_people_correcting_at_once_keep_both_versions_and_see_the_difference(town: Town) -> None:
    recorded(town)
    form = town.ask(SECRETARY, "minutes.draft", NEXT_DAY, meeting=CE, edit="1").form
    assert form is not None
    opened = {**form.hidden, **{field.name: field.value for field in form.fields}}
    note = next(field.name for field in form.fields if field.name.startswith("note_"))
    first = {**opened, "other": "Texto de Renzo.", note: "La OIM expuso."}
    town.ask(SECRETARY, "minutes.draft", NEXT_DAY, **first)
    reply = town.ask(COORDINATOR, "minutes.draft", NEXT_DAY, **{**opened, "other": "Texto de Lucía."})
    assert [row.body["other"] for row in versions(town)] == ["", "Texto de Renzo.", "Texto de Lucía."]
    words = said(reply)
    assert "Usted partía de la versión 1" in words
    assert "Otros asuntos · Texto de Renzo. · Texto de Lucía." in words
    assert versions(town)[-1].body["items"][0]["note"] == "La OIM expuso."  # type: ignore[index]
    assert versions(town)[-1].based_on == 1


def test_two_people_correcting_different_points_are_brought_together(town: Town) -> None:
    recorded(town)
    town.ask(SECRETARY, "minutes.draft", NEXT_DAY)
    town.ask(SECRETARY, "minutes.draft", NEXT_DAY, meeting=CE, version="1", other="Texto de Renzo.", next_steps="")
    second = {"meeting": CE, "version": "1", "other": "", "next_steps": "Texto de Lucía."}
    reply = town.ask(COORDINATOR, "minutes.draft", NEXT_DAY, **second)
    assert "minutes_file.both" not in keys_of(reply)
    body = versions(town)[-1].body
    assert (body["other"], body["next_steps"]) == ("Texto de Renzo.", "Texto de Lucía.")


def test_a_section_that_is_too_long_is_said_and_given_back(town: Town) -> None:
    recorded(town)
    town.ask(SECRETARY, "minutes.draft", NEXT_DAY)
    reply = town.ask(SECRETARY, "minutes.draft", NEXT_DAY, meeting=CE, other="a" * 3001, next_steps="Informar.")
    assert reply.wrong == "other"
    assert "Son 3001 caracteres" in said(reply)
    assert fields(reply)["next_steps"] == "Informar."


def test_without_a_held_meeting_there_are_no_minutes_and_the_press_records_it(town: Town) -> None:
    convened(town)
    reply = town.ask(SECRETARY, "minutes.draft", NEXT_DAY, meeting=CE)
    assert reply.refused
    assert "§5.1.8" in source(reply)
    assert town.button(reply, "record.button.held").values == {"meeting": CE}


def test_a_focal_point_drafts_circulates_and_finishes_nothing(town: Town) -> None:
    recorded(town)
    for command in ("minutes.draft", "minutes.circulate", "minutes.final", "minutes.note"):
        reply = town.ask(UNFPA, command, NEXT_DAY, meeting=CE, wording="hola")
        assert reply.refused
        assert "§5.1.8" in source(reply)
    assert versions(town) == []


def test_notes_taken_during_the_meeting_wait_for_the_draft(network: Town) -> None:
    held(network)
    during = lima(2027, 2, 9, 10, 30)
    form = network.ask(SECRETARY, "minutes.note", during)
    assert form.form is not None
    assert form.form.hidden == {"meeting": CE}
    item, other = next(field.options for field in form.form.fields if field.name == "item")
    assert other.value == "other"
    network.ask(
        SECRETARY, "minutes.note", during, meeting=CE, item=item.value, wording="OIT pide incluir trabajo decente."
    )
    network.ask(SECRETARY, "minutes.note", during, meeting=CE, item=item.value, wording="Se acepta.")
    network.ask(SECRETARY, "minutes.note", during, meeting=CE, wording="Saludo a la nueva colega.")
    words = said(network.ask(SECRETARY, "minutes.draft", NEXT_DAY))
    assert "1) OIT pide incluir trabajo decente. [nota 1, OIM, 10:30]\n2) Se acepta. [nota 2, OIM, 10:30]" in words
    assert "Saludo a la nueva colega." in words
    assert network.notices() == []
    assert meeting_of(network).notes["minutes"]


def test_a_note_after_the_draft_joins_the_corrected_words(town: Town) -> None:
    held(town)
    town.ask(SECRETARY, "minutes.draft", NEXT_DAY)
    town.ask(SECRETARY, "minutes.draft", NEXT_DAY, meeting=CE, other="Corregido.")
    town.ask(SECRETARY, "minutes.note", NEXT_DAY, meeting=CE, wording="Y esto también.")
    assert versions(town)[-1].body["other"] == "Corregido.\nY esto también."


def test_too_many_notes_for_one_item_are_said_not_cut(town: Town) -> None:
    held(town)
    town.ask(SECRETARY, "minutes.note", NOON, meeting=CE, wording="a" * 2990)
    reply = town.ask(SECRETARY, "minutes.note", NOON, meeting=CE, wording="once letras")
    assert reply.wrong == "wording"
    assert "llegaría a 3002 caracteres" in said(reply)


def test_members_see_no_draft_and_guests_see_nothing_at_all(town: Town) -> None:
    recorded(town)
    town.ask(SECRETARY, "minutes.draft", NEXT_DAY)
    assert "BORRADOR" in said(town.ask(COORDINATOR, "minutes.show", NEXT_DAY))
    for values in ({}, {"meeting": CE}):
        member = town.ask(ACNUR, "minutes.show", NEXT_DAY, **values)
        assert "minutes.not_yet" in keys_of(member)
        assert "§5.1.8" in source(member)
        assert "Circulación de la minuta" in source(member)
        assert PRIORITIES not in said(member)
    guest = town.ask(GUEST, "minutes.show", NEXT_DAY, meeting=CE)
    assert guest.refused
    assert PRIORITIES not in said(guest)


def test_attendance_is_by_organisation_never_by_person(town: Town) -> None:
    """E08: attendance by agency (official or alternate), a guest as a guest."""
    technical(town)
    words = said(town.ask(SECRETARY, "minutes.draft", lima(2027, 4, 7, 9), meeting=TEC))
    assert "OIT (alterno)" in words
    assert "Ministerio de Relaciones Exteriores (invitado)" in words
    assert "Quintamayo" not in words


def test_the_day_of_the_meeting_names_it(town: Town) -> None:
    """E04 says it so: the minutes of the meeting of 9 February."""
    held(town)
    technical(town)
    at = lima(2027, 4, 8, 9)
    assert "CE-2027-01" in said(town.ask(SECRETARY, "minutes.draft", at, date=CE_STARTS.date()))
    which = town.ask(SECRETARY, "minutes.draft", at)
    assert len(town.buttons(which)) == 2
    chosen = town.buttons(which)[0]
    assert "Minuta · TEC-2027-01" in said(town.ask(SECRETARY, chosen.command, at, **chosen.values))


def test_each_version_is_journalled_with_its_clause(town: Town) -> None:
    held(town)
    town.ask(SECRETARY, "minutes.draft", NEXT_DAY)
    town.ask(SECRETARY, "minutes.draft", NEXT_DAY, meeting=CE, other="Saludo.")
    drafted = [entry for entry in acts(town, CE) if entry.act == "minutes.drafted"]
    assert [(entry.clause, entry.values["version"]) for entry in drafted] == [("5.1.8", 1), ("5.1.8", 2)]


def test_only_the_committees_own_seats_are_absent_from_its_minutes(town: Town) -> None:
    """A member outside the Committee is informed, not expected: its absence is not noted (trap 2)."""
    convened(town)
    town.ask("h.lasvalle", "meetings.regret", lima(2027, 2, 8), meeting=CE)
    present = [str(town.organisation(name)) for name in ("OCR", "OIM", "ACNUR", "OIT", "UNICEF", "ONU Mujeres")]
    town.do(SECRETARY, "meetings.held", NOON, meeting=CE, present=present)
    words = said(town.ask(SECRETARY, "minutes.draft", NEXT_DAY))
    assert "Ausentes: PNUD (con aviso)" in words
    assert "ONU Mujeres" in words
    assert "UNFPA" not in words
