"""An action is reported done, moved or in need of help by whoever took it on; one's own act can be taken back at first."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from handlers.reply import Buttons
from storage import actions as storage_actions
from storage.actions import DONE, DROPPED, OPEN
from tests.handlers.record_scene import (
    GUEST,
    SECRETARY,
    TEC,
    UNFPA,
    actions,
    acts,
    fields,
    said,
    technical,
)
from tests.handlers.undo_scene import undo
from tests.town import Town, lima

MAP, NOTE = "Enviar el mapa de puntos de información.", "Redactar la nota sobre inspección laboral."
AFTERNOON, NEXT_DAY = lima(2027, 4, 6, 15), lima(2027, 4, 7, 10)
OWNER, ALTERNATE = "n.quintamayo", "h.parihuanca"


def assigned(town: Town, wording: str = MAP, organisation: str = "ACNUR", day: str = "2027-05-14") -> str:
    """An action that the technical meeting left; its code."""
    if not actions(town):
        technical(town)
    town.do(SECRETARY, "actions.assign", AFTERNOON, meeting=TEC, wording=wording, organisation=organisation, date=day)
    return max(row.code for row in actions(town))


def told(town: Town, notice: str, at: datetime) -> set[str]:
    """Who would have had that notice by then."""
    return town.emails([row for row in town.notices(notice) if row.due_at <= at and row.status != "dropped"])


def test_an_action_is_closed_with_what_shows_it_and_the_secretariat_hears_next_morning(town: Town) -> None:
    code = assigned(town)
    reply = town.ask(OWNER, "actions.done", NEXT_DAY, code=code.lower(), wording="informe enviado el martes")
    assert "La acción A-2027-01 queda como cumplida" in said(reply)
    assert actions(town) == []
    assert told(town, "action.done", NEXT_DAY + timedelta(hours=7)) == set()
    assert SECRETARY in told(town, "action.done", lima(2027, 4, 8, 9))
    assert "Cumplida: informe enviado el martes" in said(town.ask(UNFPA, "actions.show", NEXT_DAY, code=code))
    assert [entry.act for entry in acts(town, code)] == ["action.assigned", "action.done"]


def test_without_evidence_it_is_asked_for(town: Town) -> None:
    code = assigned(town)
    assert set(fields(town.ask(OWNER, "actions.done", NEXT_DAY, code=code))) == {"wording"}
    assert actions(town)[0].status == OPEN


def test_undo_within_ten_minutes_leaves_the_action_open_and_nobody_told(town: Town) -> None:
    code = assigned(town)
    reply = town.ask(OWNER, "actions.done", NEXT_DAY, code=code, wording="por error")
    back = undo(town, OWNER, reply, NEXT_DAY + timedelta(minutes=9))
    assert "Deshecho" in said(back)
    assert [row.status for row in actions(town)] == [OPEN]
    assert told(town, "action.done", NEXT_DAY + timedelta(days=1)) == set()
    shown = said(town.ask(UNFPA, "actions.show", NEXT_DAY, code=code))
    assert "Cumplida: por error" in shown
    assert "Se deshizo lo anterior" in shown


def test_after_ten_minutes_or_by_somebody_else_nothing_is_undone(town: Town) -> None:
    code = assigned(town)
    reply = town.ask(OWNER, "actions.done", NEXT_DAY, code=code, wording="listo")
    assert undo(town, ALTERNATE, reply, NEXT_DAY + timedelta(minutes=1)).refused
    late = undo(town, OWNER, reply, NEXT_DAY + timedelta(minutes=10))
    assert late.refused
    assert "ya pasaron los 10 minutos" in said(late)
    assert actions(town) == []


def test_a_new_day_keeps_the_old_one_and_its_reason_on_record(town: Town) -> None:
    code = assigned(town)
    reply = town.ask(
        OWNER, "actions.move", NEXT_DAY, code=code, date=date(2027, 5, 21), wording="faltan datos de Tacna"
    )
    assert "viernes 21 de mayo de 2027" in said(reply)
    assert actions(town)[0].due == date(2027, 5, 21)
    shown = said(town.ask(UNFPA, "actions.show", NEXT_DAY, code=code))
    assert "Del viernes 14 de mayo de 2027 al viernes 21 de mayo de 2027: faltan datos de Tacna" in shown
    undo(town, OWNER, reply, NEXT_DAY)
    assert actions(town)[0].due == date(2027, 5, 14)


def test_a_new_day_needs_its_reason_and_is_a_working_day_to_come(town: Town) -> None:
    code = assigned(town)
    assert set(fields(town.ask(OWNER, "actions.move", NEXT_DAY, code=code, date=date(2027, 5, 21)))) == {
        "date",
        "wording",
    }
    weekend = town.ask(OWNER, "actions.move", NEXT_DAY, code=code, date=date(2027, 5, 22), wording="más tiempo")
    assert "fin de semana" in said(weekend)
    for day in (date(2027, 4, 7), date(2027, 4, 1), date(2027, 5, 14)):
        assert town.ask(OWNER, "actions.move", NEXT_DAY, code=code, date=day, wording="más tiempo").refused
    assert actions(town)[0].due == date(2027, 5, 14)


def test_whoever_needs_help_tells_the_secretariat_alone(town: Town) -> None:
    code = assigned(town)
    town.ask(OWNER, "actions.help", NEXT_DAY, code=code, wording="no tenemos los datos de Tacna")
    hour_later = NEXT_DAY + timedelta(hours=1)
    assert told(town, "action.help", hour_later) <= {SECRETARY, "l.altaquilla"}
    assert SECRETARY in told(town, "action.help", hour_later)
    assert "pidió ayuda" in said(town.ask(SECRETARY, "actions.show", NEXT_DAY, code=code))


def test_an_action_of_another_organisation_is_not_mine_to_report_on(town: Town) -> None:
    code = assigned(town)
    for command in ("actions.done", "actions.move", "actions.help"):
        refusal = town.ask(UNFPA, command, NEXT_DAY, code=code, wording="listo", date=date(2027, 5, 21))
        assert refusal.refused
        assert "a cargo de ACNUR" in said(refusal)
    assert town.ask(GUEST, "actions.done", NEXT_DAY, code=code, wording="listo").refused
    assert actions(town)[0].status == OPEN


def test_the_secretariat_notes_what_it_was_told(town: Town) -> None:
    code = assigned(town)
    town.ask(SECRETARY, "actions.done", NEXT_DAY, code=code, wording="correo de ACNUR del 7 de abril")
    assert actions(town) == []
    assert SECRETARY not in told(town, "action.done", NEXT_DAY + timedelta(hours=1))


def test_the_only_open_action_of_ones_own_need_not_be_named(town: Town) -> None:
    assigned(town, NOTE, "OIT")
    code = assigned(town)
    town.ask(OWNER, "actions.done", NEXT_DAY, wording="enviado")
    assert [row.code for row in actions(town)] == ["A-2027-01"]
    assert code == "A-2027-02"


def test_of_several_it_asks_which_and_keeps_what_was_said(town: Town) -> None:
    assigned(town)
    assigned(town, NOTE)
    asked = town.ask(OWNER, "actions.done", NEXT_DAY, wording="enviado")
    assert "¿De cuál de estas acciones se trata?" in said(asked)
    assert asked.card is not None
    buttons = [each for part in asked.card.parts if isinstance(part, Buttons) for each in part.buttons]
    chosen = next(each for each in buttons if each.values.get("code") == "A-2027-02")
    town.ask(OWNER, chosen.command, NEXT_DAY, **chosen.values)
    assert [row.code for row in actions(town)] == ["A-2027-01"]


def test_an_action_without_effect_is_not_reported_on(town: Town) -> None:
    code = assigned(town)
    with town.database.transaction() as session:
        found = storage_actions.by_code(session, town.network_id, code)
        assert found is not None
        found.status = DROPPED
        session.add(found)
    refused = town.ask(OWNER, "actions.done", NEXT_DAY, code=code, wording="enviado")
    assert refused.refused
    assert "quedó sin efecto" in said(refused)
    assert not [entry for entry in acts(town, code) if entry.act == "action.done"]


def test_a_second_press_says_that_it_is_done_already(town: Town) -> None:
    code = assigned(town)
    town.ask(OWNER, "actions.done", NEXT_DAY, code=code, wording="enviado")
    again = town.ask(ALTERNATE, "actions.done", NEXT_DAY + timedelta(hours=1), code=code, wording="enviado")
    assert again.refused
    assert "ya se dio por cumplida" in said(again)
    assert len([entry for entry in acts(town, code) if entry.act == "action.done"]) == 1


def test_an_unknown_code_or_ten_thousand_letters_change_nothing(town: Town) -> None:
    code = assigned(town)
    assert "No encuentro la acción" in said(town.ask(OWNER, "actions.done", NEXT_DAY, code="A-2027-99", wording="x"))
    assert town.ask(OWNER, "actions.done", NEXT_DAY, code=code, wording="x" * 10_000).refused
    assert actions(town)[0].status != DONE
