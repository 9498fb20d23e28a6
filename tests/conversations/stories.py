"""The first events of the acceptance year as they are played: what people type and press, and what must follow."""

from __future__ import annotations

from sqlmodel import select

from storage import agenda, decisions, meetings
from storage.journal import JournalEntry, first_broken_link
from storage.outbox import MAIL
from tests.conversations import government, minutes
from tests.conversations.cast import ALTERNATES, CONVENED, COORDINATOR, FOCAL_POINTS, GUESTS, OFFICER, PNUD_MEMBER
from tests.conversations.stage import Post, Stage, contains
from tests.town import lima


def starting_the_year(stage: Stage) -> None:
    """E01, 12 January: nine agencies are asked by name to confirm their focal points; the letters are drafts."""
    stage.house.go_to(lima(2027, 1, 12, 9, 30))
    post = Post(stage.house)

    shown = stage.says(
        OFFICER,
        "Inicia la verificación anual de puntos focales y prepara las cartas para que Cancillería y Migraciones "
        "designen sus puntos focales.",
    )

    assert not contains(
        shown, "martes 26 de enero de 2027, 17:00 (hora de Lima)", "ONU Mujeres", "Las cartas al Gobierno"
    ), shown
    assert post.everything_since(lima(2027, 1, 12, 9, 30)) == [], "a draft is silent"
    shown = stage.presses(OFFICER, "Confirmar")
    stage.house.settle()
    assert post.readers("contacts.asked") == set(FOCAL_POINTS.values())
    assert post.readers("contacts.copied") == ALTERNATES
    shown = stage.presses(OFFICER, "Ver las cartas en borrador")
    assert not contains(shown, "BORRADOR", "Ministerio de Relaciones Exteriores", "Migraciones", "§5"), shown


def convening_the_committee(stage: Stage) -> None:
    """E02, 19 January: convened, and the call for items opens at once (-15 working days)."""
    stage.house.go_to(lima(2027, 1, 19))
    shown = stage.says(
        OFFICER,
        "Convoca a reunión del Comité Ejecutivo el martes 9 de febrero a las 10:00 y abre el pedido de puntos de agenda.",
    )
    expected = (
        "martes 9 de febrero de 2027, 10:00 (hora de Lima)", "jueves 28 de enero de 2027, 17:00 (hora de Lima)",
        "martes 2 de febrero de 2027, 17:00 (hora de Lima)", "martes 26 de enero de 2027", "Amara Söderquist-Ndiave",
    )  # fmt: skip
    assert not contains(shown, *expected), shown
    post = Post(stage.house)
    assert post.everything_since(lima(2027, 1, 19)) == [], "a draft is silent"

    shown = stage.presses(OFFICER, "Confirmar")
    stage.house.settle()

    assert not contains(shown, "CE-2027-01", "jueves 28 de enero de 2027, 17:00 (hora de Lima)"), shown
    assert post.readers("meeting.convened_with_call") >= CONVENED
    assert post.readers("agenda.call") == set(), "the convocation carries the call: one message, not two"
    assert post.hours("meeting.convened_with_call") == {"2027-01-19 09:00"}
    assert post.readers("invitation.request", road=MAIL) >= CONVENED
    assert not (post.readers("meeting.convened_with_call") | post.readers("invitation.request")) & GUESTS


def collecting_items(stage: Stage) -> None:
    """E02, 22 to 28 January: items come in, only the silent are reminded, once, and the items close."""
    post = Post(stage.house)
    stage.house.go_to(lima(2027, 1, 22, 10))
    _proposes(stage, "OIT", "Condiciones laborales de las personas migrantes — debatir — 20 min — PMM 6")
    stage.house.go_to(lima(2027, 1, 26, 11))
    _proposes(stage, "UNICEF", "Niñez migrante — debatir — 15 min — PMM 7 y 15")
    _proposes(stage, "OIM", "Prioridades y plan 2027 — decidir — 30 min https://documentos.example/plan-2027.docx")
    shown = _proposes(stage, "OIM", "Regla de no objeción — decidir — 20 min")
    assert not contains(shown, "necesita su documento", "85 de los 90"), shown
    shown = stage.says(FOCAL_POINTS["ACNUR"], "/agenda sin-puntos CE-2027-01")
    assert not contains(shown, "ACNUR no propone puntos"), shown

    stage.house.go_to(lima(2027, 1, 27, 8, 59))
    assert post.sent("agenda.answer.before") == []
    stage.house.go_to(lima(2027, 1, 28, 16, 59))
    silent = {FOCAL_POINTS[body] for body in ("PNUD", "OPS/OMS", "UNFPA", "ONU Mujeres", "UNODC")}
    assert post.readers("agenda.answer.before") == silent
    assert post.hours("agenda.answer.before") == {"2027-01-27 09:00"}
    assert post.sent("agenda.draft") == []

    stage.house.go_to(lima(2027, 1, 28, 17))
    assert post.readers("agenda.draft") >= {COORDINATOR}
    assert post.hours("agenda.draft") == {"2027-01-28 17:00"}
    assert stage.house.look(lambda s: meetings.by_code(s, 1, "CE-2027-01").items_closed_at) == lima(2027, 1, 28, 17)  # type: ignore[union-attr]


def a_late_item(stage: Stage) -> None:
    """E02, 29 January 11:15: UNFPA's item is not rejected; it is recorded as late and the secretariat is told."""
    post = Post(stage.house)
    stage.house.go_to(lima(2027, 1, 29, 11, 15))

    shown = _proposes(stage, "UNFPA", "Salud sexual y reproductiva — informar — 15 min — PMM 15")
    stage.house.settle()

    assert not contains(shown, "después del cierre", "otros asuntos", "próxima reunión"), shown
    assert post.readers("agenda.late_item") == {COORDINATOR, OFFICER}
    assert post.readers("agenda.observer") == set(), (
        "whether UNFPA's focal point may come can wait for the next morning"
    )
    late = stage.house.look(lambda s: [item.title for item in agenda.items(s, 1, "late")])
    assert late == ["Salud sexual y reproductiva"]


def circulating_the_agenda(stage: Stage) -> None:
    """E02, by 2 February 17:00: the coordinator clears the draft agenda and it reaches everybody convened."""
    post = Post(stage.house)
    stage.house.go_to(lima(2027, 2, 1, 10))
    assert post.readers("agenda.observer") == {OFFICER}
    shown = stage.says(FOCAL_POINTS["OIT"], "/agenda circular CE-2027-01")
    assert not contains(shown, "Esto no es posible por ahora", "Coordinación"), shown

    shown = stage.says(COORDINATOR, "/agenda circular CE-2027-01")
    assert not contains(shown, "Condiciones laborales", "Para decidir", "por enviar"), shown
    assert post.sent("agenda.circulated") == []
    stage.presses(COORDINATOR, "Circular en su fecha")
    stage.house.go_to(lima(2027, 2, 2, 17))

    assert post.readers("agenda.circulated") >= CONVENED
    assert post.hours("agenda.circulated") == {"2027-02-02 09:00"}
    assert post.sent("agenda.circulation.late") == []
    assert not post.readers("agenda.circulated") & GUESTS
    kinds = stage.house.look(lambda s: {(i.title, i.kind, tuple(i.objectives)) for i in agenda.items(s, 1)})
    assert ("Condiciones laborales de las personas migrantes", "debate", (6,)) in kinds
    assert ("Prioridades y plan 2027", "decide", ()) in kinds


def recording_the_decisions(stage: Stage) -> None:
    """E03, 9 February: attendance by entity, the decision read back, numbered, and never a false consensus."""
    post = Post(stage.house)
    stage.house.go_to(lima(2027, 2, 9, 12))
    shown = stage.says(COORDINATOR, "Registra acuerdos de la reunión del Comité Ejecutivo.")
    assert not contains(shown, "la asistencia"), shown
    stage.presses(COORDINATOR, "Registrar asistencia")
    shown = stage.fills(COORDINATOR, present=["OCR", "OIM", "ACNUR", "OIT", "UNICEF"])
    assert not contains(shown, "Ausentes (1)", "PNUD", "Reunión anual del Comité Ejecutivo"), shown
    stage.presses(COORDINATOR, "Confirmar")

    shown = stage.says(
        COORDINATOR,
        "/decision registrar CE-2027-01 Prioridades 2027: regularización y documentación, trabajo decente, acceso a servicios y niñez",
    )
    assert not contains(shown, "Prioridades 2027", "trabajo decente", "PNUD", "5.2.1", "siguiente número"), shown
    assert stage.house.look(lambda s: decisions.register(s, 1)) == [], "nothing is stored before it is confirmed"
    shown = stage.presses(COORDINATOR, "Confirmar")
    assert not contains(shown, "D-2027-01", "adoptada ad referendum: falta la respuesta de PNUD"), shown

    stage.says(
        COORDINATOR,
        "/decision registrar CE-2027-01 Regla de no objeción: tres días hábiles; nunca para el endoso de la OCR",
    )
    shown = stage.presses(COORDINATOR, "Confirmar")
    assert not contains(shown, "D-2027-02"), shown

    shown = stage.says(COORDINATOR, "/decision registrar CE-2027-01 Las reuniones técnicas serán cada dos meses")
    assert not contains(shown, "§7 (Reuniones técnicas)", "la Secretaría y los puntos focales"), shown
    stage.presses(COORDINATOR, "Descartar")

    shown = stage.says(FOCAL_POINTS["UNFPA"], "/decision acuerdo D-2027-01")
    assert not contains(shown, "Comité Ejecutivo", "§5 (Puntos focales)", "5.2.1", "comentario"), shown
    rows = stage.house.look(lambda s: [(d.code, d.status) for d in reversed(decisions.register(s, 1))])
    assert [code for code, _ in rows] == ["D-2027-01", "D-2027-02"]
    shown = stage.says(COORDINATOR, "/red obligaciones")
    assert not contains(shown, "Cumplida el martes 9 de febrero de 2027"), shown
    assert post.sent("minutes.circulation.before") == []


def an_absent_member_answers(stage: Stage) -> None:
    """E03, 9 to 12 February: PNUD is asked for an explicit answer until the 12th; "De acuerdo con ambas" completes consensus."""
    post = Post(stage.house)
    assert post.readers("absent.answer") == {PNUD_MEMBER}
    asked = post.sent("absent.answer", to=PNUD_MEMBER)[0].words
    assert not contains(
        asked, "viernes 12 de febrero de 2027, 17:00 (hora de Lima)", "el silencio no significa nada"
    ), asked
    stage.house.go_to(lima(2027, 2, 11, 16, 40))
    assert post.readers("absent.answer.before") == {PNUD_MEMBER}
    shown = stage.says(FOCAL_POINTS["UNFPA"], "/decision ver D-2027-01")
    assert not contains(shown, "adoptada ad referendum: falta la respuesta de PNUD"), shown

    shown = stage.says(PNUD_MEMBER, "De acuerdo con ambas")
    assert not contains(shown, "D-2027-01", "D-2027-02"), shown
    assert stage.house.look(lambda s: {d.status for d in decisions.register(s, 1)}) == {"ad_referendum"}
    shown = stage.presses(PNUD_MEMBER, "De acuerdo con D-2027-01 y D-2027-02")
    stage.house.settle()

    assert not contains(shown, "Comité Ejecutivo, por PNUD", "adoptada por consenso"), shown
    assert post.readers("decision.adopted") == {COORDINATOR, OFFICER}
    shown = stage.says(FOCAL_POINTS["UNFPA"], "/decision ver D-2027-01")
    assert not contains(shown, "adoptada por consenso", "PNUD", "de acuerdo (Henrik Lasvalle"), shown
    stage.house.go_to(lima(2027, 2, 12, 17))
    assert post.hours("decisions.extract") == {"2027-02-12 09:00"}
    assert post.readers("decisions.extract") >= CONVENED
    assert not post.readers("decisions.extract") & GUESTS
    assert post.sent("decision.expired") == [], "nobody is waited for any more"


def the_record_is_whole(stage: Stage) -> None:
    """At the end every act is in the journal, the chain is whole, and nothing was given up."""
    assert stage.house.look(lambda s: first_broken_link(s, 1)) is None
    acts = stage.house.look(lambda s: {entry.act for entry in s.exec(select(JournalEntry))})
    assert {
        "meeting.convened",
        "agenda.items_closed",
        "agenda.circulated",
        "meeting.held",
        "minutes.circulated",
        "minutes.final",
    } <= acts, sorted(acts)
    assert Post(stage.house).sent("delivery.given_up") == []


def _proposes(stage: Stage, organisation: str, words: str) -> str:
    stage.says(FOCAL_POINTS[organisation], f"/agenda proponer CE-2027-01 {words}")
    return stage.presses(FOCAL_POINTS[organisation], "Confirmar")


FIRST_MONTHS = (
    starting_the_year, convening_the_committee, government.delivering_the_letters, collecting_items,
    government.one_reminder_in_draft, a_late_item, circulating_the_agenda, government.the_ministry_answers,
    recording_the_decisions, an_absent_member_answers, minutes.circulating_the_minutes, minutes.commenting,
    minutes.closing_the_comments, minutes.the_final_version, minutes.nothing_was_late,
    government.the_authority_answers, the_record_is_whole,
)  # fmt: skip
