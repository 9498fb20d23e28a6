"""E05 and E06 as they are played: the work plan under no objection, an objection that stops it, a revised text adopted."""

from __future__ import annotations

from sqlmodel import Session

from storage import decisions
from storage.decisions import CONSENSUS, Decision
from storage.numbers import Counter
from tests.conversations.cast import COMMITTEE, COORDINATOR, FOCAL_POINTS, GUESTS, OFFICER, TECHNICAL
from tests.conversations.stage import Post, Stage, contains
from tests.town import lima

PLAN = "D-2027-03"
OIT, ACNUR = "b.sormendi", "t.wrennfeld"
TEXT = (
    "Se aprueba el Plan de Trabajo 2027. Actividad 3.1: datos. Actividad 3.2: jornadas de regularización laboral con multas "
    "a los empleadores. Actividad 3.3: albergues."
)
AGREED = TEXT.replace("con multas a los empleadores", "según el estándar de derechos laborales")
OBJECTION = "La actividad 3.2 nombra multas a empleadores sin consultar a OIT"
WAY_OUT = "propongo el estándar de derechos laborales"


def the_rule_was_adopted(stage: Stage) -> None:
    """Where nothing was played before: D-2027-02 stands in the register, adopted by the whole Committee."""
    stage.house.go_to(lima(2027, 2, 12, 10))
    stage.house.call(stage.house.house.counter.write(_adopted))


def the_procedure_is_turned_on(stage: Stage) -> None:
    """12 February: the coordinator turns the procedure on, citing D-2027-02."""
    shown = stage.says(FOCAL_POINTS["UNFPA"], "/decision no-objecion")
    assert not contains(shown, "Está apagado"), shown

    stage.says(COORDINATOR, "/decision activar la no objeción D-2027-02")
    shown = stage.fills(COORDINATOR)
    assert not contains(shown, "D-2027-02", "en vigor", "5 días hábiles"), shown
    stage.presses(COORDINATOR, "Confirmar")

    shown = stage.says(FOCAL_POINTS["UNFPA"], "/decision no-objecion")
    assert not contains(shown, "Está en vigor desde el viernes 12 de febrero de 2027, por la decisión D-2027-02"), shown


def opening_the_round(stage: Stage) -> None:
    """E05, 18 February 9:40: five working days, the exact end, silence counts; the seats of the Committee are asked, nobody else."""
    post = Post(stage.house)
    stage.house.go_to(lima(2027, 2, 18, 9, 40))
    stage.says(
        COORDINATOR, "Lanza la no objeción del Plan de Trabajo 2027 (versión 1) al Comité Ejecutivo, plazo sustantivo."
    )
    shown = _filled(stage, COORDINATOR, wording=TEXT)
    expected = (
        TEXT, "Plan de Trabajo 2027 (versión 1)", "Plazo sustantivo: 5 días hábiles",
        "jueves 25 de febrero de 2027, 17:00 (hora de Lima)", "El silencio cuenta como asentimiento", "D-2027-02",
        "Beatriz Sormendi Aro",
    )  # fmt: skip
    assert not contains(shown, *expected), shown
    assert post.sent("circulation.silence") == [], "nothing leaves before it is confirmed"

    shown = stage.presses(COORDINATOR, "Poner en circulación")
    stage.house.settle()

    assert not contains(shown, PLAN), shown
    assert post.readers("circulation.silence") == COMMITTEE
    assert post.hours("circulation.silence") == {"2027-02-18 09:40"}
    words = post.sent("circulation.silence", to=OIT)[0].words
    assert "jueves 25 de febrero de 2027, 17:00 (hora de Lima)" in words.splitlines()[0]
    assert "el silencio cuenta como asentimiento" in words


def one_member_agrees(stage: Stage) -> None:
    """E05, 19 February: ACNUR agrees; in the answer it reads what it agreed with."""
    stage.house.go_to(lima(2027, 2, 19, 11))
    shown = stage.says(ACNUR, f"/decision acuerdo {PLAN}")
    assert not contains(shown, PLAN), shown


def reminding_the_silent(stage: Stage) -> None:
    """E05, 24 February 9:00: only those who have not answered, once."""
    post = Post(stage.house)
    stage.house.go_to(lima(2027, 2, 24, 8, 59))
    assert post.sent("no_objection.reminder.before") == []
    stage.house.go_to(lima(2027, 2, 24, 9))
    stage.house.settle()
    assert post.readers("no_objection.reminder.before") == COMMITTEE - {ACNUR}
    assert post.hours("no_objection.reminder.before") == {"2027-02-24 09:00"}
    stage.house.go_to(lima(2027, 2, 24, 15, 50))
    assert len(post.sent("no_objection.reminder.before")) == len(COMMITTEE) - 1, "once"


def objecting(stage: Stage) -> None:
    """E05, 24 February: OIT's focal point comments at 15:50, OIT's member objects at 16:20; all told, nothing announced."""
    post = Post(stage.house)
    shown = stage.says(FOCAL_POINTS["OIT"], f"/decision objetar {PLAN} {OBJECTION}; {WAY_OUT}")
    assert not contains(shown, "puntos focales"), shown
    shown = stage.presses(FOCAL_POINTS["OIT"], "Comentarlo y preguntar a nuestra voz")
    assert not contains(shown, "Beatriz Sormendi Aro"), shown
    stage.presses(FOCAL_POINTS["OIT"], "Confirmar")
    stage.house.settle()
    assert post.readers("decision.objection_wanted") == {OIT}
    assert _status(stage) == "open"

    stage.house.go_to(lima(2027, 2, 24, 16, 20))
    stage.presses(OIT, "Objeción")
    shown = stage.fills(OIT, wording=OBJECTION, way_out=WAY_OUT)
    assert not contains(shown, OBJECTION, WAY_OUT), shown
    stage.presses(OIT, "Confirmar")
    stage.house.settle()
    assert _status(stage) == "suspended"
    assert post.readers("decision.suspended") >= COMMITTEE
    assert post.hours("decision.suspended") == {"2027-02-24 16:20"}
    assert OBJECTION in post.sent("decision.suspended", to=ACNUR)[0].words
    assert post.readers("decision.objected") == {COORDINATOR}

    shown = stage.says(COORDINATOR, f"/decision mediar {PLAN}")
    assert not contains(shown, TEXT, WAY_OUT, "miércoles 3 de marzo de 2027, 17:00 (hora de Lima)"), shown
    stage.house.go_to(lima(2027, 2, 25, 17, 1))
    assert post.sent("decision.result_proposed") == []
    assert post.sent("circulation.adopted") == []
    assert _status(stage) == "suspended"


def circulating_again(stage: Stage) -> None:
    """E06, 1 March: OIT withdraws in writing, version 2 goes round with what changed alone, ordinary period."""
    post = Post(stage.house)
    stage.house.go_to(lima(2027, 3, 1, 10, 45))
    stage.says(OIT, f"/decision retirar {PLAN}: el texto conciliado el 26 de febrero atiende nuestra observación")
    stage.presses(OIT, "Confirmar")
    stage.house.go_to(lima(2027, 3, 1, 11))
    stage.says(COORDINATOR, "Recircula el Plan de Trabajo 2027 versión 2 con el texto conciliado de la actividad 3.2.")
    shown = _filled(stage, COORDINATOR, wording=AGREED)
    expected = (
        f"versión 2 de {PLAN}", "jueves 4 de marzo de 2027, 17:00 (hora de Lima)", "[con multas a los empleadores.]",
        "[según el estándar de derechos laborales.]", "Plazo ordinario: 3 días hábiles",
    )  # fmt: skip
    assert not contains(shown, *expected), shown
    stage.presses(COORDINATOR, "Poner en circulación")
    stage.house.settle()
    assert post.readers("circulation.silence_again") == COMMITTEE
    words = post.sent("circulation.silence_again", to=OIT)[0].words
    assert "[según el estándar de derechos laborales.]" in words


def adopting_the_plan(stage: Stage) -> None:
    """E06, 4 March 17:00: the result is proposed, recorded by the coordinator as of the end, and the members hear of it."""
    post = Post(stage.house)
    stage.house.go_to(lima(2027, 3, 4, 17))
    assert post.sent("decision.result_proposed") == [], "the last second still counts"
    stage.house.go_to(lima(2027, 3, 4, 17, 1))
    assert post.readers("decision.result_proposed") == {COORDINATOR, OFFICER}
    shown = stage.presses(COORDINATOR, "Registrar como adoptada")
    assert not contains(shown, "jueves 4 de marzo de 2027, 17:00 (hora de Lima)", AGREED), shown
    shown = stage.presses(COORDINATOR, "Registrar como adoptada")
    stage.house.settle()
    assert not contains(shown, PLAN, "adoptada por consenso"), shown
    decision = stage.house.look(lambda s: decisions.by_code(s, 1, PLAN))
    assert decision is not None
    assert (decision.status, decision.version, decision.settled_at) == (CONSENSUS, 2, lima(2027, 3, 4, 17))
    stage.house.go_to(lima(2027, 3, 5, 12))
    assert post.readers("decisions.extract") >= TECHNICAL
    assert not post.readers("decisions.extract") & GUESTS
    assert PLAN not in str([row.values for each in COMMITTEE for row in post.sent("decisions.extract", to=each)])
    assert [row.notice for row in post.sent("objection.mediation.late")] == []


def _adopted(session: Session) -> None:
    """The rule of 9 February, with the answer of everybody."""
    at = lima(2027, 2, 9, 12)
    session.add(Counter(network_id=1, series="D", year=2027, last=2))
    session.add(
        Decision(
            network_id=1, series="D", code="D-2027-02", title="Regla de no objeción", clause="5.2.1", status=CONSENSUS,
            wording="Plazos de dos, tres y cinco días hábiles; nunca para el endoso.", settled_at=at, extract_sent_at=at,
            present=[], absent=[], taken_on=at.date(), recorded_at=at,
        )
    )  # fmt: skip


def _filled(stage: Stage, who: str, **fields: str) -> str:
    """A sentence is answered with its form: in Slack a press opens it, on the page it stands there."""
    if hasattr(stage, "slack"):
        stage.presses(who, "Abrir el formulario")
    return stage.fills(who, **fields)


def _status(stage: Stage) -> str:
    decision = stage.house.look(lambda s: decisions.by_code(s, 1, PLAN))
    assert decision is not None
    return decision.status


NO_OBJECTION = (
    the_rule_was_adopted, the_procedure_is_turned_on, opening_the_round, one_member_agrees, reminding_the_silent, objecting, circulating_again, adopting_the_plan,
)  # fmt: skip
