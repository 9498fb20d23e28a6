"""E07 as it is played: Migraciones is invited to speak, in time across Easter, by a letter that people sign and deliver."""

from __future__ import annotations

from storage.outbox import MAIL
from tests.conversations.cast import COORDINATOR, FOCAL_POINTS, OFFICER
from tests.conversations.stage import Post, Stage, contains
from tests.town import lima

TECHNICAL, MIGRATION = "TEC-2027-01", "Superintendencia Nacional de Migraciones"
FOCAL_POINT = "w.ccoyllor"
PENDING = f"expone: {MIGRATION} (por confirmar)"


def the_meeting_and_its_point(stage: Stage) -> None:
    """12 March: the technical meeting of 6 April is convened; OIM proposes the point on regularisation."""
    stage.house.go_to(lima(2027, 3, 11, 15))
    stage.says(
        OFFICER, "/miembro gobierno MIGRACIONES Wilma Ccoyllor Sayre w.ccoyllor@migraciones.example oficio 041-2027"
    )
    stage.presses(OFFICER, "Confirmar")
    stage.house.go_to(lima(2027, 3, 12, 9, 30))
    stage.says(OFFICER, "/reunion convocar tecnica el martes 6 de abril de 2027 de 10 a 12: Regularización migratoria")
    stage.presses(OFFICER, "Confirmar")
    stage.house.settle()
    stage.says(FOCAL_POINTS["OIM"], f"/agenda proponer {TECHNICAL} Regularización migratoria — informar — 30 min")
    stage.presses(FOCAL_POINTS["OIM"], "Confirmar")


def one_working_day_is_left(stage: Stage) -> None:
    """18 March 10:20: the sentence opens the filled preview; the 25th and 26th are holidays, so the 19th is the last day."""
    stage.house.go_to(lima(2027, 3, 18, 10, 20))
    shown = stage.says(
        OFFICER,
        "Prepara la invitación a Migraciones para que exponga sobre regularización en la reunión técnica del 6 de abril.",
    )
    expected = (
        MIGRATION, "Wilma Ccoyllor Sayre", "Carta firmada", "martes 6 de abril de 2027, 10:00 (hora de Lima)",
        "queda un solo día hábil", "viernes 19 de marzo de 2027, 17:00 (hora de Lima)", "segunda persona",
    )  # fmt: skip
    assert not contains(shown, *expected), shown
    stage.presses(OFFICER, "Confirmar")
    shown = stage.says(OFFICER, "Escríbele directamente a la superintendenta")
    assert not contains(shown, "firma y entra por mesa de partes", "no la envío"), shown


def the_letter_in_word_and_a_second_person(stage: Stage) -> None:
    """18 March: the draft comes in Word to whoever asks, and to nobody else; the coordinator clears it."""
    post = Post(stage.house)
    shown = stage.says(OFFICER, "/ponente carta Migraciones")
    assert not contains(shown, "BORRADOR", "30 minutos", "no supone ni rango ni género"), shown
    stage.house.settle()
    assert post.readers("letters.drafted", road=MAIL) == {OFFICER}
    shown = stage.presses(COORDINATOR, "Ver y dar el visto bueno")
    assert not contains(shown, MIGRATION, "Quipu no envía esta carta"), shown
    stage.presses(COORDINATOR, "Dar el visto bueno")
    stage.house.settle()
    assert post.readers("speaker.cleared") == {OFFICER}


def delivered_in_time(stage: Stage) -> None:
    """19 March: on the last day the secretariat alone is reminded; the stamp of reception is written down."""
    post = Post(stage.house)
    stage.house.go_to(lima(2027, 3, 19, 15))
    assert post.readers("invitation.government.today") == {OFFICER}
    assert post.hours("invitation.government.today") == {"2027-03-19 09:00"}
    stage.says(OFFICER, "/ponente entregada Migraciones: cargo 1234-2027")
    shown = stage.fills(OFFICER)
    assert not contains(shown, "1234-2027", "Nadie recibe aviso"), shown
    shown = stage.presses(OFFICER, "Confirmar")
    assert not contains(shown, "Entregada a tiempo"), shown


def to_be_confirmed(stage: Stage) -> None:
    """30 March: the agenda goes round with the speaker still to be confirmed."""
    stage.house.go_to(lima(2027, 3, 30, 10))
    shown = stage.says(OFFICER, f"/agenda circular {TECHNICAL}")
    assert not contains(shown, PENDING), shown
    stage.presses(OFFICER, "Circular ahora")
    stage.house.settle()
    agendas = Post(stage.house).sent("agenda.circulated", to=FOCAL_POINTS["ACNUR"])
    (sent,) = [row for row in agendas if row.about == TECHNICAL]
    assert not contains(sent.words, "por confirmar"), sent.words


def confirmed(stage: Stage) -> None:
    """31 March: the answer is written down; the agenda says so, and the speaker's slot goes into their calendar, no more."""
    post = Post(stage.house)
    stage.house.go_to(lima(2027, 3, 31, 10))
    shown = stage.says(OFFICER, "/ponente respuesta Migraciones acepta: Rocío Llanterna")
    assert not contains(shown, "Acepta exponer", "Rocío Llanterna", "para su calendario"), shown
    stage.presses(OFFICER, "Confirmar")
    stage.house.settle()
    shown = stage.says(FOCAL_POINTS["ACNUR"], f"/agenda ver {TECHNICAL}")
    assert not contains(shown, f"expone: {MIGRATION}"), shown
    assert "por confirmar" not in shown
    assert post.readers("invitation.slot", road=MAIL) == {FOCAL_POINT}
    assert FOCAL_POINT not in post.readers("agenda.circulated") | post.readers("invitation.request", road=MAIL)
    assert post.hours("invitation.answered") == set(), "the coordinator hears with the next morning's message"


SPEAKER = (
    the_meeting_and_its_point, one_working_day_is_left, the_letter_in_word_and_a_second_person, delivered_in_time,
    to_be_confirmed, confirmed,
)  # fmt: skip
