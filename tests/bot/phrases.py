"""What people type, as they type it, and the command and details it must become."""

from datetime import date, time
from typing import Any

Phrase = tuple[str, str, dict[str, Any]]

COMMITTEE, PLENARY, TECHNICAL = "CE-2027-01", "PLE-2026-01", "TEC-2027-01"
TEN, NINE, THREE = time(10), time(9), time(15)
NINTH, TENTH, ELEVENTH = date(2027, 2, 9), date(2026, 12, 10), date(2027, 2, 11)

AS_TYPED: list[Phrase] = [
    (
        "/reunion convocar plenaria el jueves 10 de diciembre de 2026 de 10 a 12: Balance anual 2026",
        "meetings.convene",
        {"kind": "plenary", "title": "Balance anual 2026", "balance": True, "date": TENTH, "time": TEN, "minutes": 120},
    ),
    (
        "/meeting convene executive 2027-02-09 10:00 for 90 minutes: Priorities 2027",
        "meetings.convene",
        {"kind": "executive", "title": "Priorities 2027", "date": NINTH, "time": TEN, "minutes": 90},
    ),
    (
        "/reunion convocar tecnica próximo martes 15h: Regularización",
        "meetings.convene",
        {
            "kind": "technical",
            "title": "Regularización",
            "time": THREE,
            "date_choices": [date(2026, 11, 24), date(2026, 12, 1)],
        },
    ),
    (
        "/reunion mover CE-2027-01 al 11 de febrero a las 9",
        "meetings.move",
        {"meeting": COMMITTEE, "date": ELEVENTH, "time": NINE},
    ),
    (
        "/agenda proponer CE-2027-01 Regularización migratoria — decidir — 20 min",
        "agenda.propose",
        {"meeting": COMMITTEE, "title": "Regularización migratoria", "kind": "decide", "minutes": 20},
    ),
    ("/agenda sin-puntos CE-2027-01", "agenda.nothing", {"meeting": COMMITTEE}),
    ("/minuta circular CE-2027-01", "minutes.circulate", {"meeting": COMMITTEE}),
    (
        "/miembro punto-focal ACNUR Noelia Quintamayo n.quintamayo@acnur.example oficial",
        "members.focal_point",
        {
            "organisation": "ACNUR",
            "name": "Noelia Quintamayo",
            "email": "n.quintamayo@acnur.example",
            "office": "focal_point",
        },
    ),
    ("/member focal-point", "members.focal_point", {}),
    ("/miembro", "members.list", {}),
    ("/red ausente del 3 al 9 de enero", "network.away", {"date": date(2027, 1, 3), "last": date(2027, 1, 9)}),
    ("/red porque D-2027-03", "network.why", {"code": "D-2027-03"}),
    ("/red tdr ¿quién endosa las propuestas?", "network.tor", {"question": "¿quién endosa las propuestas?"}),
    ("@Quipu ¿qué tengo pendiente?", "network.mine", {}),
    ("what is due from me?", "network.mine", {}),
    (
        "@Quipu propongo un punto para la próxima técnica: acceso a salud, 15 minutos",
        "agenda.propose",
        {"meeting": TECHNICAL, "title": "acceso a salud", "minutes": 15},
    ),
    ("@Quipu no podré ir el martes, irá mi alterna", "meetings.regret", {"meeting": "TEC-2026-01", "alternate": True}),
    (
        "Convoca a reunión del Comité Ejecutivo el martes 9 de febrero a las 10:00 y abre el pedido de puntos de agenda.",
        "meetings.convene",
        {"kind": "executive", "date": NINTH, "time": TEN},
    ),
    (
        "/decision objetar D-2027-03 El indicador 4 no tiene fuente; propongo usar la ENPOVE",
        "decisions.object",
        {"code": "D-2027-03", "wording": "El indicador 4 no tiene fuente", "way_out": "propongo usar la ENPOVE"},
    ),
    ("De acuerdo con ambas", "decisions.agree", {"both": "yes"}),
    ("Registra acuerdos de la reunión del Comité Ejecutivo.", "decisions.record", {"meeting": COMMITTEE}),
    (
        "Inicia la verificación anual de puntos focales y prepara las cartas para que Cancillería y Migraciones designen sus puntos focales.",
        "contacts.ask",
        {"letters": True},
    ),
    ("Circula el borrador de minuta de la reunión del 9 de febrero.", "minutes.circulate", {"meeting": COMMITTEE}),
    (
        "/decision proponer Prioridades 2027: regularización, trabajo decente y niñez",
        "decisions.propose",
        {"title": "Prioridades 2027", "wording": "Prioridades 2027: regularización, trabajo decente y niñez"},
    ),
    ("/decision no-objecion", "decisions.no_objection", {}),
    ("/decision no-objection", "decisions.no_objection", {}),
    (
        "Lanza la no objeción del Plan de Trabajo 2027 (versión 1) al Comité Ejecutivo, plazo sustantivo.",
        "decisions.propose",
        {"title": "Plan de Trabajo 2027 (versión 1)", "period": "substantive"},
    ),
    (
        "Recircula el Plan de Trabajo 2027 versión 2 con el texto conciliado de la actividad 3.2.",
        "decisions.revise",
        {"about": "el Plan de Trabajo 2027 versión 2 con el texto conciliado de la actividad 3.2."},
    ),
    (
        "Prepara la invitación a Migraciones para que exponga sobre regularización en la reunión técnica del 6 de abril.",
        "speakers.invite",
        {"meeting": TECHNICAL, "words": "Migraciones", "topic": "regularización"},
    ),
]
"""The examples that must work as typed, and the requests of the acceptance year that this part holds."""

LATER = [
    "/plan avance 3.2",
    "/workplan",
    "/propuesta endosar P-2027-01",
    "/proposal idea decent work",
    "/informe preparar",
    "/report sent",
    "Registra la convocatoria del Fondo Fiduciario de Migración (MPTF): notas conceptuales hasta el 30 de junio, 23:59 hora de Ginebra.",
    "Subo la nota conceptual del programa conjunto 'Trabajo decente y documentación para personas migrantes' (OIT, OIM, ONU Mujeres).",
    "Somete la nota conceptual P-2027-01 (versión 3) a aprobación del Comité Ejecutivo por no objeción, plazo sustantivo.",
]
"""What Quipu knows of and cannot do yet."""

NOT_AN_ORDER = [
    "no convoque a la plenaria", "no circules la minuta todavía", "ya circulé la minuta", "Circulé la minuta ayer",
    "convocó la plenaria el martes", "don't cancel the plenary", "please do not circulate the agenda", "no confirmo mi asistencia",
    "¿Ya se circuló la minuta?", "did you circulate the minutes?", "¿Cuándo circula la minuta?", "¿Cómo convoco una plenaria?",
    "circula CE-2027-01", "cancela D-2027-01", "call me", "cambia mi correo", "asdf qwer", "9 de febrero", "gracias, nos vemos en la plenaria",
    "la plenaria fue cancelada", "no tengo nada que decir", "creo que no podré ir el martes", "si no podré ir les aviso", "maybe I cannot attend",
    "quiénes asistieron al comité", "registra que el comité aprobó las prioridades", "la minuta está lista, circúlala", "ok", "bueno", "sí, nos vemos en la plenaria", "no, gracias, ya lo vi",
    "la plenaria se mueve al 11 de diciembre", "¿no hay puntos en la agenda?", "confirmo",
]  # fmt: skip
"""Denied, reported, merely asked, or unclear: never taken for an act."""
