"""E04, 15 to 26 February 2027: the minutes of 9 February circulate on time, are commented upon and become final.

The minutes are due on Tuesday 16 February, five working days after the meeting. On Monday 15 at 9:00 the secretariat is
reminded, at 15:00 it sends in the draft as it corrected it in Word, and at 16:10 it circulates that version: to everybody
convened, for comments until Monday 22 at 17:00. ACNUR proposes one correction on the 18th; the Ministry's focal point, a
guest, may not see the minutes. At the close the secretariat has the comment, and the table in Word by mail. The final
minutes are due on the 24th and go round on the 23rd at 10:00. Nothing is late, so nobody hears of lateness. OIM's action,
due on the 17th, is done on the 15th: nobody is reminded of it again.
"""

from __future__ import annotations

import pytest
from sqlmodel import col, select

from storage.database import Database
from storage.minutes import Minutes
from tests.conversations.cast import CONVENED, COORDINATOR, FOCAL_POINTS, OFFICER
from tests.ledger.page import answers_unlike, chat, mail, mornings, unlike
from tests.ledger.year import RCO, Year
from tests.town import lima

pytestmark = pytest.mark.timeout(300)  # it may play the whole year that comes before

CE = "CE-2027-01"
READERS = CONVENED | {COORDINATOR, RCO}
"""Whoever was convened, but for the secretariat's officer, whose own act it is."""
UNTIL = "lunes 22 de febrero de 2027, 17:00 (hora de Lima)"

# What left: month, day and hour in Lima; who; which notice about what; the opening words in the reader's language.
LEFT = [
    # Monday 15 February: due tomorrow, so whoever writes them is reminded, with the line of the day. At 16:10 they go.
    chat("02-15 09:00", OFFICER, "network.daily_line + minutes.circulation.before", "2027-02-15", es="Tiene 2 asuntos de la Red",
         says=("CE-2027-01", "martes 16 de febrero de 2027")),
    # The coordinator hears now what waited for a new week: OIT was done on the 11th.
    chat("02-15 09:00", COORDINATOR, "action.done", "A-2027-02", es="Cumplida: A-2027-02, OIT"),
    chat("02-15 16:10", READERS, "minutes.circulated", CE, es=f"Minuta de CE-2027-01: comentarios hasta el {UNTIL}",
         en="Minutes of CE-2027-01: comments until Monday 22 February 2027, 17:00 (Lima time)"),
    # Tuesday 16: no reminder of the minutes, they went. OIM's action is done, and the secretariat hears of it once; the
    # coordinator, with two messages this week already, on Monday 22.
    chat("02-22 09:00", COORDINATOR, "action.done", "A-2027-01", es="Cumplida: A-2027-01, OIM"),
    chat("02-16 09:00", OFFICER, "action.done + network.daily_line", "A-2027-01", es="Tiene 2 asuntos de la Red",
         says=("Cumplida: A-2027-01, OIM", "1 con atraso, 0 por vencer, 0 devueltos")),
    # Monday 22, 17:00: the comments close by themselves. The table is a letter, because it is a file to work on.
    chat("02-22 17:00", {COORDINATOR, OFFICER}, "minutes.comments_closed", CE, es="Un comentario a la minuta de CE-2027-01",
         says=("ACNUR", "personas refugiadas y migrantes", "miércoles 24 de febrero de 2027")),
    mail("02-22 17:00", OFFICER, "minutes.comments_table", CE, es="Comentarios a la minuta de CE-2027-01"),
    # Tuesday 23: the final version is due tomorrow, and goes at 10:00.
    chat("02-23 09:00", OFFICER, "network.daily_line + minutes.final.before", "2027-02-23", es="Tiene 2 asuntos de la Red",
         says=("miércoles 24 de febrero de 2027",)),
    chat("02-23 10:00", READERS, "minutes.final", CE, es="Minuta final de CE-2027-01", en="Final minutes of CE-2027-01"),
    # Friday 26: five working days before ACNUR's action is due.
    chat("02-26 09:00", FOCAL_POINTS["ACNUR"], "action.due.before", "A-2027-03", es="A-2027-03 vence el viernes 5 de marzo de 2027"),
    # One thing is late all the time: Migraciones has not answered the letter of 12 January.
    *mornings(OFFICER, "02-17 1/0/0  02-18 1/0/0  02-19 1/0/0  02-22 1/0/0  02-24 1/0/0  02-25 1/0/0  02-26 1/0/0"),
]  # fmt: skip

# What people were shown, alone, in answer to what they typed and pressed.
ANSWERED = """
    02-15 12:00 n.collpabamba: Acción A-2027-01
    02-15 15:00 r.berrocapa: Minuta · CE-2027-01 · Sesión ordinaria
    02-15 15:00 r.berrocapa: La minuta de CE-2027-01 ya es la versión 2
    02-15 16:10 r.berrocapa: Minuta · CE-2027-01 · Sesión ordinaria
    02-15 16:10 r.berrocapa: Así saldría la minuta de CE-2027-01
    02-15 16:10 r.berrocapa: La minuta de CE-2027-01 ya circuló
    02-18 11:00 n.quintamayo: Así llegará su comentario a la minuta de CE-2027-01
    02-18 11:00 n.quintamayo: Su comentario a la minuta de CE-2027-01 quedó registrado
    02-18 11:00 f.valderruma: Esto no es posible por ahora
    02-23 10:00 r.berrocapa: Un comentario a la minuta de CE-2027-01
    02-23 10:00 r.berrocapa: Así quedaría la minuta final de CE-2027-01
    02-23 10:00 r.berrocapa: Minuta · CE-2027-01 · Sesión ordinaria
"""


def test_everything_that_left_is_what_the_story_wants(year: Year) -> None:
    assert unlike(year.chapter("E04").left, LEFT) == ""


def test_everybody_is_answered_alone_and_in_their_language(year: Year) -> None:
    assert answers_unlike(year.chapter("E04").answers, ANSWERED) == ""


def test_what_circulated_is_what_was_corrected_in_word(year: Year) -> None:
    database = Database(f"sqlite:///{year.chapter('E04').record}")
    with database.reading() as session:
        went = select(Minutes).where(Minutes.circulated_at == lima(2027, 2, 15, 16, 10)).order_by(col(Minutes.version))
        circulated = session.exec(went).first()
    database.close()
    assert circulated is not None
    assert (circulated.version, circulated.source) == (2, "word")
    assert "Se presentaron las condiciones laborales." in str(circulated.body)
