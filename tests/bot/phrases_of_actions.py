"""What people say of their actions, and what it must become."""

from datetime import date
from typing import Any

ACTIONS: list[tuple[str, str, dict[str, Any]]] = [
    ("muéstrame las acciones de ACNUR", "actions.list", {"organisation": "ACNUR"}),
    ("/accion ver A-2027-02", "actions.show", {"code": "A-2027-02"}),
    (
        "/accion hecho A-2027-02 informe enviado el martes",
        "actions.done",
        {"code": "A-2027-02", "wording": "informe enviado el martes"},
    ),
    (
        "ya cumplimos la acción A-2027-02: el informe salió hoy",
        "actions.done",
        {"code": "A-2027-02", "wording": "el informe salió hoy"},
    ),
    (
        "mueve A-2027-01 al viernes 26 de febrero: esperamos los datos de la oficina regional",
        "actions.move",
        {"code": "A-2027-01", "date": date(2027, 2, 26), "wording": "esperamos los datos de la oficina regional"},
    ),
    (
        "necesito ayuda con la acción A-2027-01, no tenemos los datos de Tacna",
        "actions.help",
        {"code": "A-2027-01", "wording": "no tenemos los datos de Tacna"},
    ),
    ("/accion lista ACNUR", "actions.list", {"organisation": "ACNUR"}),
    ("/action done A-2027-02 report sent", "actions.done", {"code": "A-2027-02", "wording": "report sent"}),
    (
        "/action move A-2027-02 to 26 February: we are waiting for the data",
        "actions.move",
        {"code": "A-2027-02", "date": date(2027, 2, 26), "wording": "we are waiting for the data"},
    ),
    ("listo A-2027-01, se envió ayer", "actions.done", {"code": "A-2027-01", "wording": "se envió ayer"}),
    ("ya terminamos A-2027-01", "actions.done", {"code": "A-2027-01"}),
    (
        "necesitamos más plazo para A-2027-02, hasta el 26 de febrero",
        "actions.move",
        {"code": "A-2027-02", "date": date(2027, 2, 26)},
    ),
]
