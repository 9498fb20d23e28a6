"""What is told of others in few words, asked of those who have not answered, and said of one's own data."""

from tests.bot.phrases import COMMITTEE, Phrase

OTHERS: list[Phrase] = [
    ("¿a quién le falta responder?", "network.unanswered", {}),
    ("¿Quién falta responder D-2027-03?", "network.unanswered", {"code": "D-2027-03"}),
    ("quién no ha respondido sobre D-2027-03", "network.unanswered", {"code": "D-2027-03"}),
    ("¿a quién le falta comentar la minuta de CE-2027-01?", "network.unanswered", {"code": COMMITTEE, "of": "minutes"}),
    ("/red por responder CE-2027-01", "network.unanswered", {"code": COMMITTEE}),
    ("who still has to answer D-2027-03?", "network.unanswered", {"code": "D-2027-03"}),
    ("who hasn't replied?", "network.unanswered", {}),
    ("la ministra aceptó", "speakers.answer", {"answer": "accepted"}),
    ("La ministra de la Mujer aceptó.", "speakers.answer", {"words": "Mujer", "answer": "accepted"}),
    ("Migraciones aceptó", "speakers.answer", {"words": "Migraciones", "answer": "accepted"}),
    ("Migraciones ha aceptado para TEC-2027-01", "speakers.answer", {"meeting": "TEC-2027-01", "words": "Migraciones", "answer": "accepted"}),
    ("Rosa Quispe declinó", "speakers.answer", {"words": "Rosa Quispe", "answer": "declined"}),
    ("el ponente de Migraciones no aceptó", "speakers.answer", {"words": "Migraciones", "answer": "declined"}),
    ("the minister accepted", "speakers.answer", {"answer": "accepted"}),
    ("acepto", "decisions.agree", {}),
    ("Rosa Alva reemplaza a Noelia Quintamayo", "members.handover", {"person": "Noelia Quintamayo", "name": "Rosa Alva"}),
    (
        "Rosa Alva reemplazará a Noelia Quintamayo desde el lunes, r.alva@acnur.example",
        "members.handover",
        {"person": "Noelia Quintamayo", "name": "Rosa Alva", "email": "r.alva@acnur.example"},
    ),
    ("Rosa Alva replaces Noelia Quintamayo", "members.handover", {"person": "Noelia Quintamayo", "name": "Rosa Alva"}),
    ("mis datos", "members.export", {}),
    ("¿Qué datos míos tienen?", "members.export", {}),
    ("my personal data", "members.export", {}),
    ("sí, seguimos igual", "contacts.confirm", {}),
    ("Sí, seguimos siendo los mismos.", "contacts.confirm", {}),
    ("yes, same as before", "contacts.confirm", {}),
]  # fmt: skip
