"""E08, 6 to 9 April 2027: the first technical meeting, a working group proposed, and personal data pasted.

On Tuesday 6 April eight agencies, Migraciones (who speaks) and the Ministry meet. At noon the secretariat records who was
there, by entity; AT-2027-01 (a technical meeting every two months: an agreement, not a decision) and three actions. A
working group on documentation is proposed: the technical meeting cannot approve it, so the nine members are asked about it
until Tuesday 13 April. Government guests hear nothing of all this.

On Wednesday 7 April at 9:05 UNFPA's focal point pastes the name, passport and telephone of a woman who asks for help. Nothing
of it is stored or repeated. UNFPA's focal point alone is asked to delete it and told where people in need are referred to;
the secretariat alone hears, in the same minute, that it happened: neither who pasted it nor whom it is about. On the 8th,
the last of two working days, the secretariat is reminded to thank Migraciones.
"""

from __future__ import annotations

import sqlite3

import pytest
from sqlmodel import select

from storage.alerts import SensitiveAlert
from storage.database import Database
from storage.journal import JournalEntry
from tests.conversations.cast import COORDINATOR, FOCAL_POINTS, OFFICER
from tests.ledger.events import ROUTE, SECRETS
from tests.ledger.page import answers_unlike, chat, mornings, unlike
from tests.ledger.year import Year
from tests.town import lima

pytestmark = pytest.mark.timeout(300)  # it may play the whole year that comes before

TEC, MIGRATION = "TEC-2027-01", "Superintendencia Nacional de Migraciones"
OIM, OIT, UNICEF, UNFPA = (FOCAL_POINTS[body] for body in ("OIM", "OIT", "UNICEF", "UNFPA"))
OF_OIM, OF_OIT, OF_UNICEF = {OIM, "f.jatunvelarde"}, {OIT, "m.tordoya"}, {UNICEF, "s.ormachal"}
MEMBERS = set(FOCAL_POINTS.values())

# What left: month, day and hour in Lima; who; which notice about what; the opening words in the reader's language.
LEFT = [
    # Tuesday 6 April, noon. The coordinator is told of the agreement; it says that it is none of the Committee's decisions.
    chat("04-06 12:00", COORDINATOR, "decision.recorded", "AT-2027-01", es="Registrado: AT-2027-01 · Las reuniones técnicas serán cada dos meses."),
    # Every member is asked, whether it was there or not, by its official focal point: one voice an agency.
    chat("04-06 12:00", MEMBERS, "groups.asked.composition", "Documentación", es="Consulta: grupo de trabajo «Documentación»",
         says=("martes 13 de abril de 2027, 17:00 (hora de Lima)",)),
    # Wednesday 7: who does what by when, to those who took something on and the secretariat. Then the pasted data.
    chat("04-07 09:00", OF_OIM | OF_OIT | OF_UNICEF | {COORDINATOR}, "minutes.follow_up", TEC, es="Seguimiento de TEC-2027-01: 3 acciones",
         says=("Escribir una nota sobre inspección laboral", "viernes 30 de abril de 2027")),
    chat("04-07 09:00", OFFICER, "network.daily_line + minutes.follow_up", "2027-04-07", es="Tiene 2 asuntos de la Red",
         says=("0 con atraso, 1 por vencer, 0 devueltos", "Seguimiento de TEC-2027-01: 3 acciones")),
    chat("04-07 09:05", OFFICER, "alerts.noticed", "2027-04-07", es="Alguien escribió lo que parecía un dato personal"),
    # Thursday 8, two working days after the meeting: whoever spoke is thanked.
    chat("04-08 09:00", OFFICER, "network.daily_line + invitation.thanks.today", "2027-04-08", es="Tiene 2 asuntos de la Red",
         says=(MIGRATION,)),
    # On the 6th one thing is late: the slides of Migraciones, until the meeting is recorded; on the 9th, the thanks.
    *mornings(OFFICER, "04-06 1/0/0  04-09 1/2/0"),
]  # fmt: skip

# What people were shown, alone, in answer to what they typed and pressed.
ANSWERED = """
    04-06 09:30 r.berrocapa: Ruta de derivación
    04-06 09:30 r.berrocapa: Ruta de derivación guardada
    04-06 12:00 r.berrocapa: TEC-2027-01: así quedaría la asistencia
    04-06 12:00 r.berrocapa: TEC-2027-01: reunión realizada
    04-06 12:00 r.berrocapa: Le leo el acuerdo técnico antes de registrarlo
    04-06 12:00 r.berrocapa: AT-2027-01 · Las reuniones técnicas serán cada dos meses.
    04-06 12:00 r.berrocapa: Le leo la acción antes de registrarla
    04-06 12:00 r.berrocapa: Acción A-2027-05 registrada
    04-06 12:00 r.berrocapa: Le leo la acción antes de registrarla
    04-06 12:00 r.berrocapa: Acción A-2027-06 registrada
    04-06 12:00 r.berrocapa: Le leo la acción antes de registrarla
    04-06 12:00 r.berrocapa: Acción A-2027-07 registrada
    04-06 12:00 r.berrocapa: Esto no es posible por ahora
    04-06 12:00 r.berrocapa: Grupo de trabajo
    04-06 12:00 r.berrocapa: Así quedaría la propuesta del grupo «Documentación»
    04-06 12:00 r.berrocapa: Propuesta registrada: grupo «Documentación»
    04-06 12:00 r.berrocapa: Así saldría la consulta sobre el grupo «Documentación»
    04-06 12:00 r.berrocapa: La consulta sobre «Documentación» está en marcha
    04-07 09:05 s.rocamarca: No guardé lo que escribió
    04-08 10:00 n.quintamayo: Respuesta de ACNUR sobre «Documentación»: registrada
"""


def test_everything_that_left_is_what_the_story_wants(year: Year) -> None:
    assert unlike(year.chapter("E08").left, LEFT) == ""


def test_everybody_is_answered_alone_and_in_their_language(year: Year) -> None:
    assert answers_unlike(year.chapter("E08").answers, ANSWERED) == ""


def test_whoever_pasted_it_is_asked_to_delete_it_and_told_where_people_are_referred_to(year: Year) -> None:
    (answer,) = [each for each in year.chapter("E08").answers if each.who == UNFPA]
    assert "borre ese mensaje" in answer.words
    assert ROUTE in answer.words
    assert [secret for secret in SECRETS if secret in answer.words] == []


def test_what_was_pasted_stands_nowhere_in_the_record(year: Year) -> None:
    """Neither that day nor when the year goes on: no table holds a piece of it, and no message said it."""
    for chapter in ("E08", "E09"):
        with sqlite3.connect(year.chapter(chapter).record) as file:
            kept = "\n".join(file.iterdump()).casefold()
        assert [secret for secret in SECRETS if secret.casefold() in kept] == []


def test_only_the_fact_is_written_down(year: Year) -> None:
    """Kind, hour and by which road; in the journal not even who pasted it stands beside what it was."""
    database = Database(f"sqlite:///{year.chapter('E08').record}")
    with database.reading() as session:
        (alert,) = session.exec(select(SensitiveAlert))
        (act,) = session.exec(select(JournalEntry).where(JournalEntry.act == "alert.noticed"))
    database.close()
    assert (alert.noticed_at, alert.kinds) == (lima(2027, 4, 7, 9, 5), ["passport", "phone", "case"])
    assert act.values == {"kinds": ["passport", "phone", "case"], "platform": "web"}


def test_the_secretariat_is_told_neither_who_nor_whom(year: Year) -> None:
    (told,) = [each for each in year.chapter("E08").left if each.notice == "alerts.noticed"]
    assert [name for name in ("UNFPA", "Silvana", "Rocamarca", *SECRETS) if name in told.words] == []


def test_no_guest_and_nobody_of_the_committee_hears_of_these_days(year: Year) -> None:
    """The Committee is asked when the members have been; the Government's guests see their own point only."""
    assert {each.reader for each in year.chapter("E08").left} == MEMBERS | OF_OIM | OF_OIT | OF_UNICEF | {
        COORDINATOR,
        OFFICER,
    }
