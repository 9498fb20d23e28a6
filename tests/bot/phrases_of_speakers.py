"""What people type about inviting somebody to speak, and what it must become on Wednesday 25 November 2026."""

from datetime import time

from tests.bot.phrases import PLENARY, TECHNICAL, Phrase

SPEAKERS: list[Phrase] = [
    ("/ponente invitar", "speakers.invite", {}),
    (
        "/ponente invitar Universidad del Altiplano TEC-2027-01 a las 10:30: salud",
        "speakers.invite",
        {"meeting": TECHNICAL, "words": "Universidad del Altiplano", "topic": "salud", "time": time(10, 30)},
    ),
    (
        "Invita a la Universidad del Altiplano a exponer sobre salud en la plenaria",
        "speakers.invite",
        {"meeting": PLENARY, "words": "Universidad del Altiplano", "topic": "salud"},
    ),
    ("/ponente invitaciones TEC-2027-01", "speakers.invitations", {"meeting": TECHNICAL}),
    ("/ponente visto bueno Migraciones", "speakers.clear", {"words": "Migraciones"}),
    ("Envía la carta a la superintendenta", "speakers.send", {"words": "superintendenta"}),
    ("Escríbele a la superintendenta", "speakers.send", {}),
    (
        "/ponente retirar Migraciones: se pospone el tema",
        "speakers.withdraw",
        {"words": "Migraciones", "reason": "se pospone el tema", "reference": "se pospone el tema"},
    ),
    ("/speaker invite", "speakers.invite", {}),
    (
        "Prepare the invitation to Migraciones to speak about regularisation at the technical meeting of 6 April",
        "speakers.invite",
        {"meeting": TECHNICAL, "words": "Migraciones", "topic": "regularisation"},
    ),
    ("/speaker invitations", "speakers.invitations", {}),
    ("Send the letter to the superintendent", "speakers.send", {"words": "superintendent"}),
    ("Invita a Migraciones a la técnica", "speakers.invite", {"meeting": TECHNICAL, "words": "Migraciones"}),
    (
        "invita a Migraciones a la técnica para que hable de regularización",
        "speakers.invite",
        {"meeting": TECHNICAL, "words": "Migraciones", "topic": "regularización"},
    ),
    (
        "invitar a la Asociación Tejiendo Puentes a TEC-2027-01",
        "speakers.invite",
        {"meeting": TECHNICAL, "words": "Asociación Tejiendo Puentes"},
    ),
    (
        "prepara la carta de invitación a Armando Belaval para TEC-2027-01",
        "speakers.invite",
        {"meeting": TECHNICAL, "words": "Armando Belaval"},
    ),
    (
        "registra en el directorio a Tejiendo Puentes, sociedad civil, Rosa Quispe, rosa@puentes.example",
        "speakers.register",
        {
            "organisation": "Tejiendo Puentes",
            "category": "civil_society",
            "name": "Rosa Quispe",
            "email": "rosa@puentes.example",
        },
    ),
    (
        "¿a quién llamamos para hablar de regularización en la técnica?",
        "speakers.suggest",
        {"meeting": TECHNICAL, "topic": "regularización"},
    ),
    ("¿quién podría hablar de salud?", "speakers.suggest", {"topic": "salud"}),
    (
        "/ponente entregada Migraciones: cargo 1234-2027",
        "speakers.delivered",
        {"words": "Migraciones", "reason": "cargo 1234-2027", "reference": "1234-2027"},
    ),
]
