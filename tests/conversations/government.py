"""E01 as it goes on: the letters to the Government delivered, one reminder in draft, two oficios recorded."""

from __future__ import annotations

from sqlmodel import Session, select

from storage import directory, invitations, people
from tests.conversations.stage import Post, Stage, contains
from tests.town import lima

OFFICER = "r.berrocapa"
MINISTRY, MIGRATION = "Ministerio de Relaciones Exteriores", "Superintendencia Nacional de Migraciones"
REMINDER = "designation.government.today"


def delivering_the_letters(stage: Stage) -> None:
    """E01, 21 January: the stamps of reception are recorded; Migraciones had its letter on the 12th, the Ministry today."""
    stage.house.go_to(lima(2027, 1, 21, 11))
    shown = stage.says(OFFICER, "/miembro carta entregada Migraciones el 12 de enero de 2027: cargo 2027-00871")
    assert not contains(shown, MIGRATION, "cargo 2027-00871", "martes 26 de enero de 2027, 17:00 (hora de Lima)"), shown
    stage.presses(OFFICER, "Confirmar")
    shown = stage.says(OFFICER, "Se entregó la carta a Cancillería el 21 de enero, cargo 55-2027")
    assert not contains(shown, MINISTRY, "jueves 4 de febrero de 2027, 17:00 (hora de Lima)"), shown
    stage.presses(OFFICER, "Confirmar")
    assert Post(stage.house).sent(REMINDER) == []


def one_reminder_in_draft(stage: Stage) -> None:
    """E01, 26 January: Migraciones has not answered; the secretariat, and nobody else, gets a courteous reminder to sign."""
    post = Post(stage.house)
    assert post.readers(REMINDER) == {OFFICER}
    assert post.hours(REMINDER) == {"2027-01-26 09:00"}
    (sent,) = post.sent(REMINDER)
    assert not contains(sent.words, MIGRATION, "recordatorio", "Quipu no lo envía"), sent.words


def the_ministry_answers(stage: Stage) -> None:
    """E01, 3 February: the Ministry's oficio; whoever was its guest is its focal point now, and nobody is told."""
    stage.house.go_to(lima(2027, 2, 3, 10))
    post = Post(stage.house)
    shown = stage.says(
        OFFICER, "Cancillería designó a Fátima Valderruma Oz con Oficio N.° 118-2027 del 3 de febrero de 2027"
    )
    assert not contains(shown, MINISTRY, "f.valderruma@mre.example", "Oficio N.° 118-2027", "Nadie recibe aviso"), shown
    stage.presses(OFFICER, "Confirmar")
    stage.house.settle()
    assert _answered(stage) == {MINISTRY: "2027-02-03"}
    assert not post.readers("members.designated")


def the_authority_answers(stage: Stage) -> None:
    """E01, 11 March: Migraciones names somebody else than before; in all that time one reminder was drafted, no second."""
    stage.house.go_to(lima(2027, 3, 11, 15))
    shown = stage.says(
        OFFICER, "/miembro gobierno MIGRACIONES Wilma Ccoyllor Sayre w.ccoyllor@migraciones.example oficio 041-2027"
    )
    assert not contains(shown, MIGRATION, "Wilma Ccoyllor Sayre", "Reemplaza a", "Wilder Ancastillo Bru"), shown
    stage.presses(OFFICER, "Confirmar")
    stage.house.settle()
    assert _answered(stage) == {MINISTRY: "2027-02-03", MIGRATION: "2027-03-11"}
    assert [row.about for row in Post(stage.house).sent(REMINDER)] == [f"{MIGRATION}/2027"]
    focal = stage.house.look(lambda s: {row.name for row in directory.entries(s, 1) if row.is_focal_point})
    assert focal == {"Ministra Consejera Fátima Valderruma Oz", "Wilma Ccoyllor Sayre"}


def _answered(stage: Stage) -> dict[str, str]:
    """On which day each institution answered its letter."""

    def ask(session: Session) -> dict[str, str]:
        names = {body.id: body.name for body in session.exec(select(people.Organisation))}
        rows = invitations.designation_letters(session, 1)
        return {names[row.organisation_id]: row.answered_on.isoformat() for row in rows if row.answered_on}

    return stage.house.look(ask)
