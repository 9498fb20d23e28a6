"""What people type to look for a date, and to say which hours suit them."""

from tests.bot.phrases import PLENARY, Phrase

APRIL = ["2027-04-06T10:00", "2027-04-08T10:00", "2027-04-09T15:00"]

POLLS: list[Phrase] = [
    (
        "Busca fecha para la próxima técnica: martes 6 o jueves 8 de abril a las 10, o el viernes 9 a las 15",
        "polls.open",
        {"kind": "technical", "slots": APRIL},
    ),
    (
        "/reunion fecha técnica martes 6 o jueves 8 de abril a las 10, o el viernes 9 a las 15: Regularización",
        "polls.open",
        {"kind": "technical", "slots": APRIL, "title": "Regularización"},
    ),
    (
        "/meeting poll technical: Tuesday 6 or Thursday 8 April at 10, or Friday 9 at 15:00",
        "polls.open",
        {"kind": "technical", "slots": APRIL},
    ),
    ("/reunion fecha tecnica", "polls.open", {"kind": "technical"}),
    (
        "busca una fecha para el comité ejecutivo: 6, 8 y 9 de abril de 10 a 12, imprescindibles OIT y ACNUR",
        "polls.open",
        {
            "kind": "executive",
            "slots": ["2027-04-06T10:00", "2027-04-08T10:00", "2027-04-09T10:00"],
            "minutes": 120,
            "must_have": ["ACNUR", "OIT"],
        },
    ),
    ("find a date for the plenary", "polls.open", {"kind": "plenary"}),
    ("todas me sirven", "polls.answer", {"said": [{"every": True, "answer": "yes"}]}),
    ("ver la encuesta", "polls.show", {}),
    ("/reunion ver encuesta", "polls.show", {}),
    ("/reunion cerrar encuesta", "polls.close", {}),
    ("cierra la encuesta de la técnica", "polls.close", {}),
    ("cancela la encuesta", "polls.withdraw", {}),
    ("withdraw the poll", "polls.withdraw", {}),
    ("puedo cualquier día", "polls.answer", {"said": [{"every": True, "answer": "yes"}]}),
    ("no puedo ninguno de esos días", "polls.answer", {"said": [{"every": True, "answer": "no"}]}),
    ("any day suits us", "polls.answer", {"said": [{"every": True, "answer": "yes"}]}),
    ("¿hasta cuándo tengo para responder la encuesta?", "polls.show", {}),
    ("convoca con la mejor fecha", "polls.show", {}),
    ("¿cuándo es la técnica?", "meetings.show", {"meeting_kind": "technical"}),
    ("¿quién no ha confirmado para la plenaria?", "meetings.show", {"meeting": PLENARY}),
]
