"""Before a meeting is convened: the form, the silent draft, and the preview with everything that follows from the date."""

from __future__ import annotations

import pytest

from handlers.reply import Table
from tests.handlers.meeting_scene import (
    ACNUR,
    CE,
    COORDINATOR,
    GUEST,
    MORNING,
    SECRETARY,
    TEC,
    all_of,
    presses,
    preview,
    says,
)
from tests.town import Town, keys_of, lima


def test_a_draft_is_silent_until_it_is_confirmed(network: Town) -> None:
    shown = preview(network, **CE)

    assert not shown.refused
    assert all_of(network) == []
    assert network.notices() == []
    assert presses(network, shown) == ["Confirmar", "Cambiar", "Descartar"]


def test_the_preview_says_title_kind_with_its_clauses_date_place_and_length(town: Town) -> None:
    words = says(preview(town, **CE))

    assert "Título: Prioridades 2027" in words
    assert "Tipo: Reunión del Comité Ejecutivo (§5.1.3 y §7 (Comité Ejecutivo) de los TdR)" in words
    assert "martes 9 de febrero de 2027, 10:00 (hora de Lima)" in words
    assert "90 minutos, hasta las 11:30" in words
    assert "Sala Cantuta" in words


def test_the_preview_of_e02_says_every_computed_date_with_its_weekday(town: Town) -> None:
    words = says(preview(town, **CE))

    assert "Pedido de puntos de agenda: Se abre con esta misma convocatoria" in words
    assert "Cierre de puntos: jueves 28 de enero de 2027, 17:00 (hora de Lima)" in words
    assert "Circulación de la agenda: martes 2 de febrero de 2027, 17:00 (hora de Lima)" in words
    assert "Documentos de los puntos por decidir: martes 2 de febrero de 2027, 17:00 (hora de Lima)" in words
    assert "Último día para invitar al Gobierno: martes 26 de enero de 2027, 17:00 (hora de Lima)" in words
    assert "Último día para invitar a altas autoridades: martes 19 de enero de 2027, 17:00 (hora de Lima)" in words
    assert "no números de los Términos de Referencia" in words


def test_the_last_day_for_inviting_before_easter_counts_the_holidays(town: Town) -> None:
    words = says(preview(town, at=lima(2027, 2, 1), kind="technical", date="2027-04-06", time="10:00"))

    assert "Último día para invitar al Gobierno: viernes 19 de marzo de 2027, 17:00 (hora de Lima)" in words


def test_a_day_the_state_does_not_work_moves_only_the_last_day_for_inviting_the_government(town: Town) -> None:
    town.do(
        SECRETARY, "network.calendar_day", MORNING, date="2027-02-01", name="Día no laborable", calendar="public_sector"
    )

    words = says(preview(town, **CE))

    assert "Último día para invitar al Gobierno: lunes 25 de enero de 2027" in words
    assert "Último día para invitar a actores clave: martes 26 de enero de 2027" in words
    assert "Cierre de puntos: jueves 28 de enero de 2027" in words


def test_the_preview_names_every_reader_once_with_road_and_language(town: Town) -> None:
    words = says(preview(town, **CE))

    assert "Lo recibirán 27 personas" in words
    assert "en inglés: Amara Söderquist-Ndiave, Oluchi Brandaris y Tobias Wrennfeld" in words
    assert words.count("Amara Söderquist-Ndiave") == 1
    assert "Fátima Valderruma" not in words


def test_a_person_met_on_a_platform_is_shown_as_reached_by_chat(town: Town) -> None:
    from storage.people import Account

    with town.database.transaction() as session:
        session.add(
            Account(
                network_id=town.network_id, person_id=town.id_of(ACNUR), platform="slack", workspace="T1",
                external_id="U1", seen_at=MORNING,
            )
        )  # fmt: skip

    assert "Por chat, con invitación por correo, en español: Noelia Quintamayo Ser\n" in says(preview(town, **CE))


def test_focal_points_and_not_heads_are_convened_to_a_technical_meeting(town: Town) -> None:
    words = says(preview(town, **TEC))

    assert "Tobias Wrennfeld" not in words
    assert "Noelia Quintamayo Ser" in words


def test_change_opens_the_form_with_everything_that_was_shown(town: Town) -> None:
    shown = preview(town, **CE)
    form = town.press(SECRETARY, shown, "button.change", MORNING).form

    assert form is not None
    filled = {field.name: field.value for field in form.fields}
    assert filled | CE == filled
    assert filled["minutes"] == "90"


def test_a_verb_without_details_opens_the_form(town: Town) -> None:
    form = town.ask(SECRETARY, "meetings.convene", MORNING).form

    assert form is not None
    assert [field.name for field in form.fields] == ["kind", "date", "time", "minutes", "title", "place", "balance"]


def test_the_kind_fills_in_its_usual_length_and_title(town: Town) -> None:
    form = town.ask(SECRETARY, "meetings.convene", MORNING, kind="technical").form

    assert form is not None
    filled = {field.name: field.value for field in form.fields}
    assert (filled["minutes"], filled["title"], filled["time"]) == (90, "Trabajo técnico de la Red", "15:00")
    assert "balance" not in filled


def test_the_sentence_of_e02_names_no_title_and_still_gets_its_preview(town: Town) -> None:
    shown = preview(town, kind="executive", date="2027-02-09", time="10:00")

    assert "Título: Sesión ordinaria" in says(shown)


def test_only_the_coordinator_is_asked_for_a_reason(town: Town) -> None:
    form = town.ask(COORDINATOR, "meetings.convene", MORNING).form

    assert form is not None
    assert "reason" in [field.name for field in form.fields]


@pytest.mark.parametrize(
    ("values", "field", "key"),
    [
        ({"date": "2027-01-18"}, "date", "meeting.bad.past"),
        ({"date": "2027-01-19", "time": "09:00"}, "date", "meeting.bad.past"),
        ({"date": "2072-02-09"}, "date", "meeting.bad.far"),
        ({"date": "2027-02-31"}, "date", "typed.not_a_day"),
        ({"time": "25:00"}, "time", "meeting.bad.time"),
        ({"minutes": "0"}, "minutes", "meeting.bad.minutes"),
        ({"minutes": "mucho"}, "minutes", "meeting.bad.minutes"),
        ({"kind": "asamblea"}, "kind", "meeting.bad.kind"),
        ({"title": "x" * 10_000}, "title", "typed.too_long"),
        ({"place": "x" * 201}, "place", "typed.too_long"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field_with_the_form_at_hand(
    town: Town, values: dict[str, str], field: str, key: str
) -> None:
    answer = preview(town, **CE | values)

    assert answer.refused
    assert answer.wrong == field
    assert key in keys_of(answer.card)
    assert answer.form is not None, "nothing typed is lost"
    assert all_of(town) == []


@pytest.mark.parametrize(("who", "clause"), [(ACNUR, "5.1"), (GUEST, "5.government")])
def test_who_may_not_convene_is_told_whom_to_ask(town: Town, who: str, clause: str) -> None:
    answer = town.ask(who, "meetings.convene", MORNING, **CE)

    assert answer.refused
    assert f"§{town.charter.clauses[clause].number}" in says(answer)
    assert all_of(town) == []


def test_a_press_of_the_yearly_alert_opens_the_preview_of_a_whole_convocation(town: Town) -> None:
    shown = town.ask(
        COORDINATOR, "meetings.convene", lima(2027, 10, 1), kind="plenary", date="2027-11-16", drafted=True
    )

    words = says(shown)
    assert "Balance anual del Plan de Trabajo" in words
    assert "martes 16 de noviembre de 2027, 10:00" in words
    assert presses(town, shown)[0] == "Confirmar"


def test_the_call_of_a_meeting_without_a_call_is_not_shown(town: Town) -> None:
    shown = preview(town, kind="extraordinary", date="2027-01-25", time="10:00")

    assert "meeting.date.agenda.call" not in keys_of(shown)
    assert "Circulación de la agenda: jueves 21 de enero de 2027" in says(shown)
    assert not any(isinstance(part, Table) for part in (shown.card.parts if shown.card else ()))
