"""E09, 12 to 26 April 2027: the minutes of 6 April are four days late, and only those who can mend it hear so.

The minutes of the technical meeting are due on Tuesday 13 April at 17:00. The secretariat's officer, on mission, is reminded
the working day before and on the day. Late, the officer alone hears of it on the 14th, with a draft a press away; the
coordinator alone on the 15th, factually; then nobody any more, and no room and no letter ever. On Monday 19 at 12:30 the
minutes go round, and the readers still have five whole working days, until Monday 26 at 17:00. The lateness, four working
days, is written down for the review of methods. Actions due on 30 April are reminded on the 23rd, minutes or no minutes.

Meanwhile E08 goes on: the consultation closes on the 13th, the Committee has the working group under no objection from the
20th to the 23rd, ACNUR's member agrees in English, and the group is created by D-2027-04.
"""

from __future__ import annotations

import pytest
from sqlmodel import select

from storage.database import Database
from storage.journal import JournalEntry
from storage.outbox import MAIL
from tests.conversations.cast import COMMITTEE, CONVENED, COORDINATOR, FOCAL_POINTS, OFFICER, TECHNICAL
from tests.ledger.page import ROOM, answers_unlike, chat, mornings, unlike
from tests.ledger.year import RCO, Year

pytestmark = pytest.mark.timeout(300)  # it may play the whole year that comes before

TEC, GROUP, DECISION = "TEC-2027-01", "Documentación", "D-2027-04"
ACNUR_MEMBER = "t.wrennfeld"
SILENT = set(FOCAL_POINTS.values()) - {FOCAL_POINTS["ACNUR"]}
OF_THE_GROUP = {FOCAL_POINTS[body] for body in ("OIM", "ACNUR", "OIT")} | {
    "f.jatunvelarde",
    "h.parihuanca",
    "m.tordoya",
}
TILL_FRIDAY = "viernes 23 de abril de 2027, 17:00 (hora de Lima)"
TILL_FRIDAY_EN = "Friday 23 April 2027, 17:00 (Lima time)"

# What left: month, day and hour in Lima; who; which notice about what; the opening words in the reader's language.
LEFT = [
    # Monday 12 April: a working day before it is due. The members who have not answered about the group, each once.
    chat("04-12 09:00", OFFICER, "network.daily_line + minutes.circulation.before", "2027-04-12", es="Tiene 2 asuntos de la Red",
         says=("TEC-2027-01", "martes 13 de abril de 2027")),
    chat("04-12 09:00", SILENT, "group.consultation.before", GROUP, es="Consulta sobre el grupo «Documentación»: hasta el martes 13 de abril"),
    # Tuesday 13: the day. At 17:00 the consultation closes; what came is for the secretariat.
    chat("04-13 09:00", OFFICER, "network.daily_line + minutes.circulation.today", "2027-04-13", es="Tiene 2 asuntos de la Red",
         says=("TEC-2027-01",)),
    chat("04-13 17:00", OFFICER, "groups.answers.composition", GROUP, es="Cerró la consulta sobre el grupo «Documentación»"),
    # Wednesday 14: late. The officer alone.
    chat("04-14 09:00", OFFICER, "network.daily_line + minutes.circulation.late", "2027-04-14", es="Tiene 2 asuntos de la Red",
         says=("La minuta de TEC-2027-01", "Esto lo ve solo usted", "5.1.8")),
    # Thursday 15: the coordinator alone; then nobody.
    chat("04-15 09:00", COORDINATOR, "minutes.circulation.coordinator", TEC, es="La minuta de TEC-2027-01 aún no ha circulado",
         says=("Se lo cuento solo a usted", "5.1.8")),
    # Monday 19, 12:30: they go round, with the whole time for comments.
    chat("04-19 12:30", TECHNICAL | {COORDINATOR, RCO}, "minutes.circulated", TEC,
         es="Minuta de TEC-2027-01: comentarios hasta el lunes 26 de abril de 2027, 17:00 (hora de Lima)"),
    # Tuesday 20: the Committee, and nobody else, is asked about the group. Silence counts by D-2027-02, and it is said.
    chat("04-20 10:00", COMMITTEE, "circulation.silence", DECISION, es=f"Hasta el {TILL_FRIDAY}: D-2027-04 · Documentación",
         en=f"Until {TILL_FRIDAY_EN}: D-2027-04 · Documentación"),
    # Thursday 22: whoever has not spoken, once; ACNUR's member has.
    chat("04-22 09:00", COMMITTEE - {ACNUR_MEMBER}, "no_objection.reminder.before", DECISION,
         es=f"D-2027-04: el plazo vence el {TILL_FRIDAY}", en=f"D-2027-04: the period ends on {TILL_FRIDAY_EN}"),
    # Friday 23: five working days before 30 April, whoever answers for it. At 17:00 the period ends: a person records it.
    chat("04-23 09:00", FOCAL_POINTS["OIT"], "action.due.before", "A-2027-06", es="A-2027-06 vence el viernes 30 de abril de 2027"),
    chat("04-23 09:00", FOCAL_POINTS["UNICEF"], "action.due.before", "A-2027-07", es="A-2027-07 vence el viernes 30 de abril de 2027"),
    chat("04-23 17:00", {COORDINATOR, OFFICER}, "decision.result_proposed", DECISION, es="D-2027-04: listo para registrar su resultado"),
    chat("04-23 17:01", COMMITTEE | {OFFICER}, "circulation.adopted", DECISION, es="D-2027-04 quedó adoptada por consenso: Documentación",
         en="D-2027-04 is adopted by consensus: Documentación", says=("Documentación", "D-2027-04")),
    chat("04-23 17:01", OF_THE_GROUP, "groups.created", GROUP, es="Grupo de trabajo «Documentación»: creado"),
    # Monday 26: the members read the decision one working day later. The Committee and the officer read its text with the
    # result; the coordinator recorded it and was sent nothing yet. At 17:00 the comments close: there were none.
    chat("04-26 09:00", (CONVENED - COMMITTEE) | {COORDINATOR, RCO}, "decisions.extract", DECISION,
         es="El Comité Ejecutivo adoptó D-2027-04"),
    chat("04-26 17:00", {COORDINATOR, OFFICER}, "minutes.comments_closed", TEC, es="Nadie comentó la minuta de TEC-2027-01"),
    # Late are the thanks to Migraciones, and until the 19th the minutes; the line names neither anybody nor any body.
    *mornings(OFFICER, """
        04-15 2/0/0  04-16 2/0/0  04-19 2/0/0  04-20 1/0/0  04-21 1/1/0  04-22 1/1/0  04-23 1/1/0  04-26 1/0/0"""),
]  # fmt: skip

# What people were shown, alone, in answer to what they typed and pressed.
ANSWERED = """
    04-19 12:30 r.berrocapa: Esto no es posible por ahora
    04-19 12:30 r.berrocapa: Minuta · TEC-2027-01 · Regularización migratoria
    04-19 12:30 r.berrocapa: Así saldría la minuta de TEC-2027-01
    04-19 12:30 r.berrocapa: La minuta de TEC-2027-01 ya circuló
    04-20 10:00 r.berrocapa: Proponer una decisión
    04-20 10:00 r.berrocapa: Así quedará a consideración del Comité Ejecutivo
    04-20 10:00 r.berrocapa: D-2027-04 está en circulación: Documentación
    04-21 10:00 t.wrennfeld: Agreement with D-2027-04: noted
    04-23 17:01 l.altaquilla: Le leo el resultado de D-2027-04 antes de registrarlo
    04-23 17:01 l.altaquilla: D-2027-04 quedó adoptada por consenso
    04-23 17:01 r.berrocapa: Esto no es posible por ahora
    04-23 17:01 r.berrocapa: Así se crearía el grupo «Documentación»
    04-23 17:01 r.berrocapa: El grupo «Documentación» quedó creado
"""


def test_everything_that_left_is_what_the_story_wants(year: Year) -> None:
    assert unlike(year.chapter("E09").left, LEFT) == ""


def test_everybody_is_answered_alone_and_in_their_language(year: Year) -> None:
    assert answers_unlike(year.chapter("E09").answers, ANSWERED) == ""


def test_neither_the_room_nor_a_letter_ever_says_that_minutes_are_late(year: Year) -> None:
    assert [each for each in year.chapter("E09").left if each.reader == ROOM or each.road == MAIL] == []


def test_the_late_and_the_escalating_note_have_one_reader_each(year: Year) -> None:
    """The word «late» reaches two people, a day apart: whoever can write the minutes, and who can help them."""
    noted = {each.reader: each.at for each in year.chapter("E09").left if "minutes.circulation.late" in each.notice}
    noted |= {each.reader: each.at for each in year.chapter("E09").left if each.notice.endswith(".coordinator")}
    assert noted == {OFFICER: "04-14 09:00", COORDINATOR: "04-15 09:00"}


def test_four_working_days_of_lateness_are_written_down(year: Year) -> None:
    """For the yearly review of methods (§2): on record with the act, shown to whoever circulated, and to no reader."""
    database = Database(f"sqlite:///{year.chapter('E09').record}")
    with database.reading() as session:
        acts = session.exec(
            select(JournalEntry).where(JournalEntry.act == "minutes.circulated", JournalEntry.about == TEC)
        )
        assert [act.values["lateness"] for act in acts] == [4]
    database.close()
    assert not [
        each for each in year.chapter("E09").left if each.notice == "minutes.circulated" and "tarde" in each.words
    ]
