"""What a busy focal point, a member of the Committee and a secretary type without any command, in a hurry."""

from tests.bot.phrases import Phrase

IN_A_HURRY: list[Phrase] = [
    ("quien es el punto focal de acnur", "members.show", {"organisation": "ACNUR"}),
    ("que tengo q hacer", "network.mine", {}),
    ("dejo el cargo el 31 de marzo", "contacts.change", {}),
    (
        "traspaso de noelia quintamayo a rosa alva, r.alva@acnur.example",
        "members.handover",
        {"person": "noelia quintamayo", "name": "Rosa Alva", "email": "r.alva@acnur.example"},
    ),
    (
        "retiro mi objecion, el texto conciliado nos atiende",
        "decisions.take_back",
        {"wording": "el texto conciliado nos atiende"},
    ),
    ("sigo siendo yo", "contacts.confirm", {}),
    ("los puntos focales son los mismos", "contacts.confirm", {}),
    ("SIN OBJECION", "decisions.agree", {}),
    ("no tenemos objeción", "decisions.agree", {}),
    ("no estoy de acuerdo", "decisions.object", {}),
    ("objeto el plan de trabajo: falta consultar a OIT", "decisions.object", {"wording": "falta consultar a OIT"}),
    (
        "OBJETAMOS: la 3.2 nombra multas; proponemos el estándar laboral",
        "decisions.object",
        {"wording": "la 3.2 nombra multas", "way_out": "proponemos el estándar laboral"},
    ),
]
