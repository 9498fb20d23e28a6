"""What happens in the year besides the conversations: the nine confirm, somebody asks in English, personal data is pasted, minutes are late."""

from __future__ import annotations

from sqlmodel import Session

from storage import meetings, minutes
from storage.minutes import Minutes
from tests.conversations.cast import FOCAL_POINTS, OFFICER
from tests.conversations.stage import Stage, contains
from tests.handlers.word_scene import NO_NOTE, edited, put, word_of
from tests.ledger.replay import Replay
from tests.town import lima

ROUTE = "ACNUR y OIM, línea de orientación y protección, (01) 640 9000"
PASTED = "Nos pide ayuda Yusbelis Montilla Rangel, pasaporte 154829037, teléfono 987 654 321"
SECRETS = ("Yusbelis", "Montilla", "154829037", "987 654 321", "987654321")


def everybody_confirms(stage: Stage) -> None:
    """E01, 14 January: the nine official focal points confirm."""
    stage.house.go_to(lima(2027, 1, 14, 10))
    for focal_point in FOCAL_POINTS.values():
        stage.presses(focal_point, "Confirmo")


def somebody_asks_in_english(stage: Stage) -> None:
    """E03, 12 February 17:00: UNICEF's member of the Committee asks in English what became of it, and is answered in English."""
    shown = stage.says("o.brandaris", "/decision show D-2027-01")
    assert not contains(shown, "adopted by consensus", "PNUD"), shown


def corrected_in_word(replay: Replay) -> None:
    """E04, 15 February 15:00: the secretariat works on the draft in Word and sends it in; it is the next version."""
    replay.go_to(lima(2027, 2, 15, 15))
    replay.says(OFFICER, "/minuta borrador CE-2027-01")
    draft = replay.look(_newest_minutes)
    written = edited(word_of(draft), lambda page: put(page, NO_NOTE, "Se presentaron las condiciones laborales."))
    shown = replay.sends(OFFICER, "minuta-CE-2027-01.docx", written)
    assert not contains(shown, "versión 2", "Se presentaron las condiciones laborales."), shown


def _newest_minutes(session: Session) -> Minutes:
    meeting = meetings.by_code(session, 1, "CE-2027-01")
    assert meeting is not None and meeting.id is not None
    return minutes.versions(session, meeting.id)[-1]


def where_people_are_referred_to(stage: Stage) -> None:
    """E08, 6 April 9:30: the secretariat says to where somebody who needs protection is referred."""
    stage.house.go_to(lima(2027, 4, 6, 9, 30))
    stage.says(OFFICER, f"La ruta de derivación es: {ROUTE}")
    shown = stage.presses(OFFICER, "Confirmar")
    assert not contains(shown, ROUTE), shown


def personal_data_is_pasted(stage: Stage) -> None:
    """E08, 7 April 9:05: UNFPA's focal point pastes a name, a passport and a telephone; nothing of it is said back."""
    stage.house.go_to(lima(2027, 4, 7, 9, 5))
    shown = stage.says(FOCAL_POINTS["UNFPA"], PASTED)
    assert not contains(shown, "No guardé", "un número de pasaporte", "borre ese mensaje", ROUTE), shown
    assert not [secret for secret in SECRETS if secret in shown]


def minutes_four_days_late(stage: Stage) -> None:
    """E09, 19 April 12:30: back from a mission, the secretariat circulates the minutes that were due on the 13th."""
    stage.house.go_to(lima(2027, 4, 19, 12, 30))
    shown = stage.says(OFFICER, "Circula la minuta de la reunión técnica del 6 de abril.")
    assert not contains(shown, "todavía no hay un borrador"), shown
    stage.presses(OFFICER, "Preparar la minuta")
    shown = stage.says(OFFICER, "Circula la minuta de la reunión técnica del 6 de abril.")
    assert not contains(shown, "lunes 26 de abril de 2027, 17:00 (hora de Lima)"), shown
    shown = stage.presses(OFFICER, "Circular")
    assert not contains(shown, "4 días hábiles"), shown


def a_member_agrees_in_english(stage: Stage) -> None:
    """E08, 21 April 10:00: ACNUR's member of the Committee agrees, in English; on the 22nd he is not reminded."""
    stage.house.go_to(lima(2027, 4, 21, 10))
    shown = stage.says("t.wrennfeld", "/decision agree D-2027-04")
    assert not contains(shown, "D-2027-04"), shown
