"""E03, 9 to 12 February 2027: the Committee meets, two decisions are recorded, and the absent member's answer completes consensus.

On Tuesday 9 February five of the six seats of the Committee are in the room; PNUD is not. At noon the coordinator records
who was there, D-2027-01 (priorities) and D-2027-02 (the no-objection rule), each read back before it is stored, and four
actions. Nothing is said to be adopted: PNUD's member is asked for an explicit answer until Friday 12 February at 17:00,
because silence means nothing while no rule says otherwise. The rhythm of technical meetings is pointed out as not the
Committee's (§7), and UNFPA's focal point cannot agree in the Committee's place (§5).

The next morning whoever took something on hears it in the table of who does what by when, and only there. On the 11th
PNUD's member is reminded of both decisions in one message, and at 16:40 agrees with both. On the 12th the members read
what was adopted, and the no-objection procedure is turned on. OIT, done with its action on the 11th, is reminded of nothing.
"""

from __future__ import annotations

import pytest

from tests.conversations.cast import ALTERNATES, CONVENED, COORDINATOR, FOCAL_POINTS, OFFICER, PNUD_MEMBER
from tests.ledger.page import answers_unlike, chat, mornings, unlike
from tests.ledger.year import RCO, Year

pytestmark = pytest.mark.timeout(300)  # it may play the whole year that comes before

CE, PRIORITIES, RULE = "CE-2027-01", "D-2027-01", "D-2027-02"
OIM, OIT, ACNUR, UNICEF = (FOCAL_POINTS[body] for body in ("OIM", "OIT", "ACNUR", "UNICEF"))
OIM_ALTERNATE, OIT_ALTERNATE, ACNUR_ALTERNATE, UNICEF_ALTERNATE = (
    "f.jatunvelarde",
    "m.tordoya",
    "h.parihuanca",
    "s.ormachal",
)
WITH_AN_ACTION = {OIT, OIT_ALTERNATE, ACNUR, ACNUR_ALTERNATE, UNICEF, UNICEF_ALTERNATE, OIM_ALTERNATE}
BY_FRIDAY = "hasta el viernes 12 de febrero de 2027, 17:00 (hora de Lima)"
ASKED = ("el silencio no significa nada",)

# What left: month, day and hour in Lima; who; which notice about what; the opening words in the reader's language.
LEFT = [
    # Tuesday 9 February, noon. The absent member alone is asked, once a decision; the colleague of the coordinator is told.
    chat("02-09 12:00", PNUD_MEMBER, "absent.answer", PRIORITIES, es=f"D-2027-01 espera la respuesta de PNUD, {BY_FRIDAY}", says=ASKED),
    chat("02-09 12:00", PNUD_MEMBER, "absent.answer", RULE, es=f"D-2027-02 espera la respuesta de PNUD, {BY_FRIDAY}", says=ASKED),
    chat("02-09 12:00", OFFICER, "decision.recorded", PRIORITIES, es="Registrado: D-2027-01 · Prioridades 2027"),
    chat("02-09 12:00", OFFICER, "decision.recorded", RULE, es="Registrado: D-2027-02 · Regla de no objeción"),
    # Wednesday 10: the follow-up table within 24 hours; OIM's first reminder (-5 working days) is in the same message.
    chat("02-10 09:00", WITH_AN_ACTION | {COORDINATOR}, "minutes.follow_up", CE, es="Seguimiento de CE-2027-01: 4 acciones",
         says=("Enviar el texto sobre trabajo decente para el plan", "martes 16 de febrero de 2027", "A-2027-02")),
    chat("02-10 09:00", OIM, "minutes.follow_up + action.due.before", CE, es="Tiene 2 asuntos de la Red",
         says=("Seguimiento de CE-2027-01: 4 acciones", "A-2027-01 vence el miércoles 17 de febrero de 2027")),
    chat("02-10 09:00", OFFICER, "network.daily_line + minutes.follow_up", "2027-02-10", es="Tiene 2 asuntos de la Red",
         says=("1 con atraso, 2 por vencer, 0 devueltos", "Seguimiento de CE-2027-01: 4 acciones")),
    # Thursday 11: one message for both decisions, to the one who has not answered.
    chat("02-11 09:00", PNUD_MEMBER, "absent.answer.before + absent.answer.before", PRIORITIES, es="Tiene 2 asuntos de la Red",
         says=("D-2027-01", "D-2027-02", "12 de febrero de 2027, 17:00 (hora de Lima)")),
    # 16:40: the answer. The secretariat reads both texts at once, and no extract besides; the members read them tomorrow.
    chat("02-11 16:40", {COORDINATOR, OFFICER}, "decision.adopted + decision.adopted", PRIORITIES,
         es="Tiene 2 asuntos de la Red: D-2027-01 y D-2027-02",
         says=("D-2027-01 quedó adoptada por consenso", "D-2027-02 quedó adoptada por consenso", "Este es el texto adoptado")),
    # Friday 12: the extract of both, one working day later, to the members; no guest.
    chat("02-12 09:00", CONVENED | {RCO}, "decisions.extract", PRIORITIES,
         es="El Comité Ejecutivo adoptó D-2027-01 y D-2027-02", en="The Executive Committee adopted D-2027-01 and D-2027-02"),
    # That OIT is done waits for Monday where the coordinator is concerned: the week's two messages were the table and the adoption.
    chat("02-12 09:00", OFFICER, "action.done + network.daily_line", "A-2027-02", es="Tiene 2 asuntos de la Red",
         says=("Cumplida: A-2027-02, OIT", "1 con atraso, 1 por vencer, 0 devueltos")),
    *mornings(OFFICER, "02-09 2/0/0  02-11 1/2/0"),
]  # fmt: skip

# What people were shown, alone, in answer to what they typed and pressed.
ANSWERED = """
    02-09 12:00 l.altaquilla: Esto no es posible por ahora
    02-09 12:00 l.altaquilla: La reunión se realizó
    02-09 12:00 l.altaquilla: CE-2027-01: así quedaría la asistencia
    02-09 12:00 l.altaquilla: CE-2027-01: reunión realizada
    02-09 12:00 l.altaquilla: Le leo la decisión antes de registrarla
    02-09 12:00 l.altaquilla: D-2027-01 · Prioridades 2027
    02-09 12:00 l.altaquilla: Le leo la decisión antes de registrarla
    02-09 12:00 l.altaquilla: D-2027-02 · Regla de no objeción
    02-09 12:00 l.altaquilla: Le leo la decisión antes de registrarla
    02-09 12:00 l.altaquilla: Borrador descartado
    02-09 12:00 s.rocamarca: Esto no es posible por ahora
    02-09 12:00 l.altaquilla: Obligaciones de la Red
    02-09 12:00 l.altaquilla: Le leo la acción antes de registrarla
    02-09 12:00 l.altaquilla: Acción A-2027-01 registrada
    02-09 12:00 l.altaquilla: Le leo la acción antes de registrarla
    02-09 12:00 l.altaquilla: Acción A-2027-02 registrada
    02-09 12:00 l.altaquilla: Le leo la acción antes de registrarla
    02-09 12:00 l.altaquilla: Acción A-2027-03 registrada
    02-09 12:00 l.altaquilla: Le leo la acción antes de registrarla
    02-09 12:00 l.altaquilla: Acción A-2027-04 registrada
    02-11 10:00 i.choquerrey: Acción A-2027-02
    02-11 16:40 s.rocamarca: D-2027-01 · Prioridades 2027
    02-11 16:40 h.lasvalle: ¿Sobre cuál decisión?
    02-11 16:40 h.lasvalle: De acuerdo con D-2027-01: anotado
    02-11 16:40 s.rocamarca: D-2027-01 · Prioridades 2027
    02-12 17:00 s.rocamarca: Procedimiento de no objeción
    02-12 17:00 l.altaquilla: No objeción
    02-12 17:00 l.altaquilla: Así cambiará el procedimiento de no objeción
    02-12 17:00 l.altaquilla: La no objeción rige desde el viernes 12 de febrero de 2027, por D-2027-02
    02-12 17:00 s.rocamarca: Procedimiento de no objeción
    02-12 17:00 o.brandaris: D-2027-01 · Prioridades 2027
"""


def test_everything_that_left_is_what_the_story_wants(year: Year) -> None:
    assert unlike(year.chapter("E03").left, LEFT) == ""


def test_everybody_is_answered_alone_and_in_their_language(year: Year) -> None:
    assert answers_unlike(year.chapter("E03").answers, ANSWERED) == ""


def test_whoever_reads_english_is_answered_in_english(year: Year) -> None:
    (answer,) = [each for each in year.chapter("E03").answers if each.who == "o.brandaris"]
    assert "adopted by consensus" in answer.words


def test_no_alternate_without_an_action_hears_before_the_extract(year: Year) -> None:
    """Until the members read what was adopted, who has nothing to do hears nothing."""
    told = {each.reader for each in year.chapter("E03").left if each.at < "02-12"}
    assert told & ALTERNATES == {OIM_ALTERNATE, OIT_ALTERNATE, ACNUR_ALTERNATE, UNICEF_ALTERNATE}
