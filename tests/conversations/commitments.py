"""E03 and E08, the actions: who took what on by when, and what became of it."""

from __future__ import annotations

from tests.conversations.cast import COORDINATOR, FOCAL_POINTS, OFFICER
from tests.conversations.stage import Stage, contains
from tests.town import lima


def taking_things_on(stage: Stage) -> None:
    """E03, 9 February: four actions, A-2027-01 to A-2027-04, each read back before it is recorded."""
    for body, what, day in (
        ("OIM", "Preparar la versión 1 del Plan de Trabajo 2027", "17 de febrero"),
        ("OIT", "Enviar el texto sobre trabajo decente para el plan", "16 de febrero"),
        ("ACNUR", "Reunir los aportes sobre documentación", "5 de marzo"),
        ("UNICEF", "Preparar la ficha sobre niñez migrante", "12 de marzo"),
    ):
        shown = stage.says(COORDINATOR, f"/accion asignar CE-2027-01 {body} {what} para el {day}")
        assert not contains(shown, what, body, f"{day} de 2027"), shown
        stage.presses(COORDINATOR, "Confirmar")


def the_text_of_oit_is_there(stage: Stage) -> None:
    """11 February 10:00: OIT is done, three days early."""
    stage.house.go_to(lima(2027, 2, 11, 10))
    shown = stage.says(FOCAL_POINTS["OIT"], "/accion hecho A-2027-02 enviado hoy a la Secretaría")
    assert not contains(shown, "A-2027-02"), shown


def the_plan_is_drafted(stage: Stage) -> None:
    """15 February 12:00: OIM is done; on the 16th and the 17th nobody is reminded of it."""
    stage.house.go_to(lima(2027, 2, 15, 12))
    stage.says(FOCAL_POINTS["OIM"], "/accion hecho A-2027-01 versión 1 enviada a la coordinación")


def the_others_are_done(stage: Stage) -> None:
    """1 March 9:30: ACNUR and UNICEF are done as well."""
    stage.house.go_to(lima(2027, 3, 1, 9, 30))
    stage.says(FOCAL_POINTS["ACNUR"], "/accion hecho A-2027-03 aportes enviados")
    stage.says(FOCAL_POINTS["UNICEF"], "/accion hecho A-2027-04 ficha enviada")


def the_three_of_april(stage: Stage) -> None:
    """E08, 6 April: A-2027-05 is OIM's with ACNUR, A-2027-06 OIT's, A-2027-07 UNICEF's."""
    for body, what, day in (
        ("OIM", "Preparar con ACNUR el mapa de puntos de información", "14 de mayo"),
        ("OIT", "Escribir una nota sobre inspección laboral", "30 de abril"),
        ("UNICEF", "Reunir datos sobre niñez migrante", "30 de abril"),
    ):
        shown = stage.says(OFFICER, f"/accion asignar TEC-2027-01 {body} {what} para el {day}")
        assert not contains(shown, body, f"{day} de 2027"), shown
        stage.presses(OFFICER, "Confirmar")
