"""«¿Salió?» as people ask it, in both languages: the matter, which of its messages, to whom."""

from datetime import date, datetime
from typing import Any

import pytest

from bot.understanding import Context, understand
from tests.town import LIMA

CONTEXT = Context(
    "es", datetime(2027, 2, 3, 9, 0, tzinfo=LIMA), ("ACNUR", "OIM", "Migraciones"),
    (("CE-2027-01", "executive", date(2027, 2, 9)), ("PLE-2027-01", "plenary", date(2027, 5, 18))),
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("¿salió?", {}),
        ("salio", {}),
        ("¿Salió de verdad?", {}),
        ("did it go out?", {}),
        ("/red salio CE-2027-01", {"code": "CE-2027-01"}),
        ("/red salió D-2027-03", {"code": "D-2027-03"}),
        ("/red salió CE-2027-01 Migraciones", {"code": "CE-2027-01", "reader": "Migraciones"}),
        ("/red salió a Noelia", {"reader": "Noelia"}),
        ("/network deliveries CE-2027-01 ACNUR", {"code": "CE-2027-01", "reader": "ACNUR"}),
        ("¿le llegó a Migraciones?", {"reader": "Migraciones"}),
        ("¿le llegó el correo a Migraciones?", {"reader": "Migraciones"}),
        ("¿le llegó a n.quintamayo@acnur.example?", {"reader": "n.quintamayo@acnur.example"}),
        ("¿Le llegó a la OIM la agenda de CE-2027-01?", {"code": "CE-2027-01", "matter": "agenda", "reader": "OIM"}),
        ("¿le llegó la invitación a Noelia Quintamayo?", {"matter": "invitation", "reader": "Noelia Quintamayo"}),
        ("¿ya salió la minuta de CE-2027-01?", {"code": "CE-2027-01", "matter": "minutes"}),
        ("¿le llegó a Noelia Quintamayo la minuta de CE-2027-01?",
         {"code": "CE-2027-01", "matter": "minutes", "reader": "Noelia Quintamayo"}),
        ("¿salió la convocatoria del comité?", {"code": "CE-2027-01", "matter": "invitation"}),
        ("¿salieron los recordatorios?", {"matter": "reminder"}),
        ("did it reach ACNUR?", {"reader": "ACNUR"}),
        ("did the minutes of CE-2027-01 go out?", {"code": "CE-2027-01", "matter": "minutes"}),
        ("did the invitation reach Tobias Wrennfeld?", {"matter": "invitation", "reader": "Tobias Wrennfeld"}),
    ],
)  # fmt: skip
def test_it_is_asked_in_many_ways(typed: str, values: dict[str, Any]) -> None:
    understood = understand(typed, CONTEXT)
    assert (understood.command, dict(understood.values)) == ("network.deliveries", values)


@pytest.mark.parametrize("typed", ["envía la agenda de CE-2027-01", "no salió nada", "la minuta de CE-2027-01"])
def test_what_asks_for_something_else_is_not_taken_for_it(typed: str) -> None:
    assert understand(typed, CONTEXT).command != "network.deliveries"
