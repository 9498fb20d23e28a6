"""E02, 19 January to 8 February 2027: the first Executive Committee of the year is convened and its agenda made.

On Tuesday 19 January at 9:00 the secretariat convenes the Committee for Tuesday 9 February at 10:00; the same message asks
focal points and Committee for their points, until Thursday 28 January at 17:00. OIT, UNICEF and OIM send points, ACNUR says
it has none; the five agencies that said neither are reminded once, the day before the close. At the close the draft of the
agenda goes to the coordination. UNFPA's point comes a day late: it is kept, and the secretariat told. The coordinator clears
the agenda, and on 2 February, five working days before the meeting, it goes to everybody convened.

Meanwhile E01 goes on: Migraciones has not answered its letter by the 26th, so the secretariat gets a draft of a reminder,
and a morning later hears that all nine agencies confirmed their focal points.
"""

from __future__ import annotations

import pytest

from tests.conversations.cast import CONVENED, COORDINATOR, FOCAL_POINTS, OFFICER
from tests.ledger.page import ROOM, answers_unlike, chat, mail, mornings, unlike
from tests.ledger.year import RCO, Year

pytestmark = pytest.mark.timeout(300)  # it may play the whole year that comes before

CE = "CE-2027-01"
SILENT = {FOCAL_POINTS[body] for body in ("PNUD", "OPS/OMS", "UNFPA", "ONU Mujeres", "UNODC")}
FOR_THEIR_CALENDAR = CONVENED | {COORDINATOR, OFFICER, RCO}
"""Whoever is convened, and those who work for the meeting."""

# What left: month, day and hour in Lima; who; which notice about what; the opening words in the reader's language.
LEFT = [
    # Tuesday 19 January. The convocation starts a period: it leaves at once. Whoever wrote it is not told.
    chat("01-19 09:00", CONVENED, "meeting.convened_with_call", CE,
         es="Convocatoria y pedido de puntos CE-2027-01", en="Convocation and call for items CE-2027-01",
         says=("CE-2027-01",)),
    chat("01-19 09:00", {COORDINATOR, RCO}, "meeting.convened", CE, es="Convocatoria CE-2027-01"),  # they propose no points
    chat("01-19 09:00", ROOM, "meeting.announced", CE, es="Convocatoria CE-2027-01"),
    mail("01-19 09:00", FOR_THEIR_CALENDAR, "invitation.request", CE,
         es="Invitación: Reunión del Comité Ejecutivo", en="Invitation: Executive Committee meeting"),
    # Tuesday 26: E01. Ten working days without an answer from Migraciones: a reminder in draft, to the secretariat alone.
    chat("01-26 09:00", OFFICER, "network.daily_line + designation.government.today", "2027-01-26",
         es="Tiene 2 asuntos de la Red", says=("0 con atraso, 2 por vencer, 0 devueltos", "Superintendencia Nacional de Migraciones")),
    # Wednesday 27, the working day before the close: only those who said neither a point nor «none»; their alternates not.
    chat("01-27 09:00", SILENT, "agenda.answer.before", CE,
         es="Puntos de agenda para CE-2027-01: hasta el jueves 28 de enero de 2027", says=("17:00 (hora de Lima)",)),
    chat("01-27 09:00", OFFICER, "contacts.complete + network.daily_line", "2027-01-12", es="Tiene 2 asuntos de la Red"),
    # Thursday 28, 17:00: the close. The room hears that it is closed, not who was silent.
    chat("01-28 17:00", ROOM, "agenda.closed", CE, es="Puntos cerrados: CE-2027-01"),
    chat("01-28 17:00", {COORDINATOR, OFFICER}, "agenda.draft", CE, es="Borrador de agenda: CE-2027-01"),
    # Friday 29: UNFPA's point. Whether its focal point may come in can wait for the next morning.
    chat("01-29 11:15", {COORDINATOR, OFFICER}, "agenda.late_item", CE,
         es="Un punto llegó después del cierre: CE-2027-01", says=("Salud sexual y reproductiva", "UNFPA")),
    # Monday 1 February: a day before both are due, whoever answers for it.
    chat("02-01 09:00", FOCAL_POINTS["OIM"], "agenda.documents.before", CE, es="Falta el documento de «Regla de no objeción»"),
    chat("02-01 09:00", OFFICER, "agenda.observer + network.daily_line + agenda.circulation.before", CE,
         es="Tiene 3 asuntos de la Red", says=("UNFPA propone un punto para CE-2027-01",)),
    # Tuesday 2, five working days before the meeting: cleared by the coordinator, it leaves by itself.
    chat("02-02 09:00", FOR_THEIR_CALENDAR | {ROOM}, "agenda.circulated", CE, es="Agenda de CE-2027-01", en="Agenda of CE-2027-01"),
    *mornings(OFFICER, """
        01-19 0/0/0  01-20 0/0/0  01-21 0/0/0  01-22 0/1/0  01-25 0/1/0  01-28 1/1/0  01-29 1/2/0
        02-02 1/2/0  02-03 2/1/0  02-04 2/0/0  02-05 2/0/0  02-08 2/0/0"""),
]  # fmt: skip

# What people were shown, alone, in answer to what they typed and pressed.
ANSWERED = """
    01-19 09:00 r.berrocapa: Así quedaría la convocatoria
    01-19 09:00 r.berrocapa: CE-2027-01: reunión convocada
    01-21 11:00 r.berrocapa: Así quedaría la entrega de la carta
    01-21 11:00 r.berrocapa: Entrega registrada
    01-21 11:00 r.berrocapa: Así quedaría la entrega de la carta
    01-21 11:00 r.berrocapa: Entrega registrada
    01-22 10:00 i.choquerrey: Así quedaría su punto
    01-22 10:00 i.choquerrey: Punto recibido para CE-2027-01
    01-26 11:00 p.huaranda: Así quedaría su punto
    01-26 11:00 p.huaranda: Punto recibido para CE-2027-01
    01-26 11:00 n.collpabamba: Así quedaría su punto
    01-26 11:00 n.collpabamba: Punto recibido para CE-2027-01
    01-26 11:00 n.collpabamba: Así quedaría su punto
    01-26 11:00 n.collpabamba: Punto recibido para CE-2027-01
    01-26 11:00 n.quintamayo: Anotado: sin puntos para CE-2027-01
    01-29 11:15 s.rocamarca: Así quedaría su punto
    01-29 11:15 s.rocamarca: Recibimos su punto para CE-2027-01, después del cierre
    02-01 10:00 i.choquerrey: Esto no es posible por ahora
    02-01 10:00 l.altaquilla: Circular la agenda de CE-2027-01
    02-01 10:00 l.altaquilla: Visto bueno a la agenda de CE-2027-01
    02-03 10:00 r.berrocapa: Así quedaría el punto focal del Ministerio de Relaciones Exteriores
    02-03 10:00 r.berrocapa: Punto focal registrado: Ministerio de Relaciones Exteriores
"""


def test_everything_that_left_is_what_the_story_wants(year: Year) -> None:
    assert unlike(year.chapter("E02").left, LEFT) == ""


def test_everybody_is_answered_alone_and_in_their_language(year: Year) -> None:
    assert answers_unlike(year.chapter("E02").answers, ANSWERED) == ""
