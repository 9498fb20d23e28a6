"""Decisions are read back, numbered when confirmed, and never called consensus when a seat was missing."""

from __future__ import annotations

import pytest

from handlers.reply import Paragraph
from tests.handlers.record_scene import (
    CE,
    COMMITTEE,
    COORDINATOR,
    NOON,
    PNUD_CE,
    SECRETARY,
    TEC,
    UNFPA,
    acts,
    coming,
    convened,
    fields,
    held,
    register,
    said,
    source,
    technical,
)  # fmt: skip
from tests.town import Town, keys_of, lima

PRIORITIES = "El Comité Ejecutivo adopta como prioridades 2027 la regularización, el trabajo decente y la niñez."
RHYTHM = "Las reuniones técnicas se realizarán cada dos meses."


def test_a_decision_is_read_back_with_its_clause_and_those_present_and_numbered_only_when_confirmed(
    network: Town,
) -> None:
    """E03: decisions numbered, text read back and confirmed by the coordinator before they are stored (5.2.1)."""
    held(network)
    shown = network.ask(
        COORDINATOR, "decisions.record", NOON, meeting="ce-2027-01", wording=PRIORITIES, title="Prioridades 2027"
    )
    words = said(shown)
    assert PRIORITIES in words
    assert "Recibirá el siguiente número de la serie D-2027" in words
    assert "D-2027-01" not in words
    assert "Comité Ejecutivo, presentes: ACNUR, OCR, OIM, OIT y UNICEF" in words
    assert "Comité Ejecutivo, ausentes: PNUD" in words
    assert "Quedará como: adoptada ad referendum: falta la respuesta de PNUD" in words
    assert "§5.2.1" in source(shown)
    assert register(network) == []
    done = network.confirm(COORDINATOR, shown, NOON)
    (decision,) = register(network)
    assert (decision.code, decision.series, decision.status, decision.clause) == (
        "D-2027-01",
        "D",
        "ad_referendum",
        "5.2.1",
    )
    assert decision.wording == PRIORITIES
    assert decision.absent == [network.organisation("PNUD")]
    assert set(decision.present) == {network.organisation(name) for name in COMMITTEE[:-1]}
    assert "D-2027-01 · Prioridades 2027" in said(done)
    (entry,) = acts(network, "D-2027-01")
    assert (entry.act, entry.clause, entry.office) == ("decision.recorded", "5.2.1", "coordination")


def test_consensus_is_said_only_when_the_whole_committee_was_there(town: Town) -> None:
    held(town, present=COMMITTEE, regrets=())
    shown = town.ask(SECRETARY, "decisions.record", NOON, wording=PRIORITIES)
    assert "Quedará como: adoptada por consenso" in said(shown)
    town.confirm(SECRETARY, shown, NOON)
    assert [(row.code, row.status, row.absent) for row in register(town)] == [("D-2027-01", "consensus", [])]


def test_a_seat_nobody_recorded_counts_as_absent(town: Town) -> None:
    """Consensus is never assumed: OCR is a seat of the Committee (5.2.2) and was not recorded either way."""
    held(town, present=("OIM", "ACNUR", "OIT", "UNICEF", "PNUD"), regrets=())
    shown = town.ask(SECRETARY, "decisions.record", NOON, wording=PRIORITIES)
    assert "falta la respuesta de OCR" in said(shown)


def test_the_second_decision_gets_the_second_number_and_a_discarded_one_takes_none(network: Town) -> None:
    held(network)
    shown = network.ask(COORDINATOR, "decisions.record", NOON, wording="Texto que se descarta.")
    network.press(COORDINATOR, shown, "button.discard", NOON)
    for wording in (PRIORITIES, "Se aprueba la regla de no objeción."):
        network.do(COORDINATOR, "decisions.record", NOON, wording=wording)
    assert [row.code for row in register(network)] == ["D-2027-01", "D-2027-02"]


def test_a_double_click_records_one_decision(network: Town) -> None:
    held(network)
    shown = network.ask(COORDINATOR, "decisions.record", NOON, wording=PRIORITIES)
    first, second = network.confirm(COORDINATOR, shown, NOON), network.confirm(COORDINATOR, shown, NOON)
    assert said(first) == said(second)
    assert [row.code for row in register(network)] == ["D-2027-01"]


def test_without_details_a_form_comes_filled_with_the_clause_and_the_points_of_the_agenda(town: Town) -> None:
    held(town)
    reply = town.ask(COORDINATOR, "decisions.record", NOON)
    assert reply.form is not None
    asked = fields(reply)
    assert list(asked) == ["wording", "title", "item", "clause", "wording_en"]
    assert asked["clause"] == "5.2.1"
    assert reply.form.hidden == {"meeting": CE}
    (item,) = next(field.options for field in reply.form.fields if field.name == "item")
    filled = {"wording": PRIORITIES, "item": item.value, "clause": "5.2.3", "wording_en": "The Committee adopts…"}
    town.do(COORDINATOR, reply.form.command, NOON, **reply.form.hidden, **filled)
    (decision,) = register(town)
    assert (decision.title, decision.clause, decision.item_id) == ("Prioridades 2027", "5.2.3", int(item.value))
    assert decision.wording_en == "The Committee adopts…"


def test_changing_a_preview_opens_the_form_with_what_was_written(town: Town) -> None:
    held(town)
    shown = town.ask(COORDINATOR, "decisions.record", NOON, wording=PRIORITIES)
    form = town.press(COORDINATOR, shown, "button.change", NOON)
    assert fields(form)["wording"] == PRIORITIES
    assert fields(form)["meeting"] == CE


def test_before_the_meeting_begins_nothing_is_recorded(town: Town) -> None:
    convened(town)
    reply = town.ask(COORDINATOR, "decisions.record", lima(2027, 2, 9, 9, 59), meeting=CE, wording=PRIORITIES)
    assert reply.refused
    assert "empieza el martes 9 de febrero de 2027, 10:00 (hora de Lima)" in said(reply)
    assert "§5.1.8" in source(reply)


def test_attendance_comes_first_because_it_goes_with_the_decision(town: Town) -> None:
    convened(town)
    assert town.ask(COORDINATOR, "decisions.record", NOON, meeting=CE).refused
    reply = town.ask(COORDINATOR, "decisions.record", NOON, meeting=CE, wording=PRIORITIES)
    assert "decisions.waits" in keys_of(reply)
    assert "§5.2.1" in source(reply)
    assert town.button(reply, "record.button.held").values == {"meeting": CE}
    assert register(town) == []


def test_a_committee_without_any_of_its_seats_in_the_room_decides_nothing(town: Town) -> None:
    held(town, present=("UNFPA",), regrets=("PNUD",))
    reply = town.ask(COORDINATOR, "decisions.record", NOON, meeting=CE, wording=PRIORITIES)
    assert "decisions.nobody" in keys_of(reply)
    assert "§5.2.1" in source(reply)


def test_a_technical_meeting_yields_an_agreement_and_quipu_says_why_it_is_no_decision(network: Town) -> None:
    """E08: only the Executive Committee decides (5 Puntos focales, 5.2.1); AT-2027-01 is not a decision."""
    technical(network)
    coming(network, "CE-2027-02", "executive", lima(2027, 5, 11, 10))
    at = lima(2027, 4, 6, 12)
    group = "Se recomienda crear un grupo de trabajo sobre documentación."
    shown = network.ask(SECRETARY, "decisions.record", at, meeting=TEC, wording=group, title="Grupo de documentación")
    words = said(shown)
    assert "Quedará como acuerdo técnico, no como decisión" in words
    assert "el §5 (Puntos focales) y el §5.2.1" in words
    assert "También asistieron: Ministerio de Relaciones Exteriores" in words
    agenda = network.press(SECRETARY, shown, "decisions.button.to_executive", at)
    assert agenda.form is not None
    assert (agenda.form.command, fields(agenda)["title"], fields(agenda)["kind"]) == (
        "agenda.propose",
        "Grupo de documentación",
        "decide",
    )
    network.confirm(SECRETARY, shown, at)
    (agreement,) = register(network)
    assert (agreement.code, agreement.series, agreement.status, agreement.clause) == (
        "AT-2027-01",
        "AT",
        "agreed",
        "5.focal_points",
    )
    assert [entry.act for entry in acts(network, "AT-2027-01")] == ["agreement.recorded"]


def test_without_a_committee_coming_the_press_convenes_it(town: Town) -> None:
    technical(town)
    shown = town.ask(
        SECRETARY, "decisions.record", lima(2027, 4, 6, 12), meeting=TEC, wording="Se recomienda un grupo."
    )
    button = town.button(shown, "decisions.button.convene_executive")
    assert (button.command, button.values["kind"]) == ("meetings.convene", "executive")


def test_the_rhythm_of_technical_meetings_is_theirs_to_agree(town: Town) -> None:
    """7 Reuniones técnicas: secretariat and focal points set it, so the agreement rests on that clause."""
    technical(town)
    shown = town.ask(SECRETARY, "decisions.record", lima(2027, 4, 6, 12), meeting=TEC, wording=RHYTHM)
    assert "§7 (Reuniones técnicas)" in source(shown)
    assert "decisions.button.convene_executive" not in keys_of(shown)
    town.confirm(SECRETARY, shown, lima(2027, 4, 6, 12))
    assert [row.clause for row in register(town)] == ["7.technical"]


@pytest.mark.parametrize(
    "wording",
    [
        RHYTHM,
        "La periodicidad de las reuniones tecnicas sera bimestral",
        "Technical meetings take place every two months.",
    ],
)
def test_a_decision_on_the_rhythm_of_technical_meetings_gets_a_hint_not_a_refusal(town: Town, wording: str) -> None:
    """E03: the hint to the coordinator that ToR 7 leaves it to secretariat and focal points."""
    held(town)
    coming(town, TEC, "technical", lima(2027, 4, 6, 10))
    shown = town.ask(COORDINATOR, "decisions.record", NOON, meeting=CE, wording=wording)
    assert not shown.refused
    assert "el ritmo de las reuniones técnicas lo fijan la Secretaría y los puntos focales" in said(shown)
    assert "§7 (Reuniones técnicas)" in source(shown)
    form = town.press(COORDINATOR, shown, "decisions.button.to_technical", NOON)
    assert form.form is not None
    assert form.form.command == "agenda.propose"
    town.confirm(COORDINATOR, shown, NOON)
    assert [row.code for row in register(town)] == ["D-2027-01"]


@pytest.mark.parametrize("wording", [PRIORITIES, "Cada reunión técnica recibirá un informe de avance."])
def test_other_decisions_get_no_hint(town: Town, wording: str) -> None:
    held(town)
    shown = town.ask(COORDINATOR, "decisions.record", NOON, wording=wording)
    assert "decisions.preview_D" in keys_of(shown)
    assert "decisions.hint.rhythm" not in keys_of(shown)


def test_a_focal_point_records_no_decision(town: Town) -> None:
    held(town)
    reply = town.ask(UNFPA, "decisions.record", NOON, meeting=CE, wording=PRIORITIES)
    assert reply.refused
    assert "§5.1.8" in source(reply)
    assert register(town) == []


def test_the_coordination_hears_the_absent_seat_is_asked_and_nobody_else_is_written_to(town: Town) -> None:
    held(town)
    town.do(SECRETARY, "decisions.record", NOON, wording=PRIORITIES)
    assert town.emails(town.notices()) == {COORDINATOR, PNUD_CE}
    assert town.emails(town.notices("absent.answer")) == {PNUD_CE}
    (notice,) = town.notices("decision.recorded")
    assert notice.values["code"] == "D-2027-01"
    assert notice.values["wording"] == PRIORITIES


def test_what_people_write_is_kept_as_typed(network: Town) -> None:
    held(network)
    hostile = "<!channel> =cmd|'/c calc'!A0 \u202eabc \U0001f9f6 \"comillas\"\nsegunda línea <@U123>"
    shown = network.ask(COORDINATOR, "decisions.record", NOON, wording=hostile.replace("\n", "\r\n") + "\x00")
    assert shown.card is not None
    assert Paragraph(hostile) in shown.card.parts
    network.confirm(COORDINATOR, shown, NOON)
    assert register(network)[0].wording == hostile


def test_too_long_a_wording_is_said_not_cut_and_the_form_comes_back(town: Town) -> None:
    held(town)
    reply = town.ask(COORDINATOR, "decisions.record", NOON, wording="a" * 10_000, title="Prioridades")
    assert reply.refused
    assert "Son 10000 caracteres y el registro admite 3000" in said(reply)
    assert reply.wrong == "wording"
    assert fields(reply)["title"] == "Prioridades"


def test_nothing_is_added_once_the_minutes_are_final(town: Town) -> None:
    held(town)
    for step, at in (("minutes.draft", NOON), ("minutes.circulate", NOON)):
        reply = town.ask(SECRETARY, step, at, meeting=CE)
    town.confirm(SECRETARY, reply, NOON)
    later = lima(2027, 2, 17, 9)
    form = town.ask(SECRETARY, "minutes.final", later, meeting=CE)
    assert form.form is not None
    town.do(SECRETARY, "minutes.final", later, **form.form.hidden)
    reply = town.ask(SECRETARY, "decisions.record", later, meeting=CE, wording=PRIORITIES)
    assert "record.final" in keys_of(reply)
    assert "§5.1.8" in source(reply)


def test_an_unknown_clause_item_or_meeting_is_refused_by_its_field(town: Town) -> None:
    held(town)
    for wrong, given in (("clause", "99.9"), ("item", "4711"), ("meeting", "CE-2031-07")):
        reply = town.ask(COORDINATOR, "decisions.record", NOON, **{"meeting": CE, "wording": PRIORITIES, wrong: given})
        assert reply.wrong == wrong
    assert register(town) == []


def test_two_meetings_that_could_be_meant_are_asked_for_in_the_form(town: Town) -> None:
    held(town)
    technical(town)
    reply = town.ask(COORDINATOR, "decisions.record", lima(2027, 4, 8, 9), wording=PRIORITIES)
    assert reply.form is not None
    assert [option.value for option in reply.form.fields[0].options] == [TEC, CE]
    assert fields(reply)["wording"] == PRIORITIES


def test_an_extraordinary_meeting_decides_as_the_charter_says_and_a_plenary_does_not(town: Town) -> None:
    held(town, "EXT-2027-01", "extraordinary")
    held(town, "PLE-2027-01", "plenary")
    assert town.charter.meetings["extraordinary"].decides
    for meeting in ("EXT-2027-01", "PLE-2027-01"):
        town.do(COORDINATOR, "decisions.record", NOON, meeting=meeting, wording=PRIORITIES)
    assert [row.code for row in register(town)] == ["D-2027-01", "AT-2027-01"]
