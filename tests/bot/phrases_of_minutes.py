"""What people ask about a paragraph of the minutes, and what it must become."""

from typing import Any

MINUTES: list[tuple[str, str, dict[str, Any]]] = [
    ("/minuta fuente CE-2027-01 párrafo 3", "minutes.source", {"meeting": "CE-2027-01", "paragraph": "3"}),
    ("/minuta fuente CE-2027-01 3", "minutes.source", {"meeting": "CE-2027-01", "paragraph": "3"}),
    ("/minuta fuente CE-2027-01", "minutes.source", {"meeting": "CE-2027-01"}),
    ("/minutes source CE-2027-01 paragraph 12", "minutes.source", {"meeting": "CE-2027-01", "paragraph": "12"}),
    ("¿de dónde sale el párrafo 3?", "minutes.source", {"paragraph": "3"}),
    ("de donde sale el parrafo 3 de CE-2027-01", "minutes.source", {"meeting": "CE-2027-01", "paragraph": "3"}),
    ("¿de dónde salió el párrafo n.º 4 de la minuta?", "minutes.source", {"paragraph": "4"}),
    ("¿de dónde sale el tercer párrafo?", "minutes.source", {"paragraph": "3"}),
    ("¿por qué dice eso el párrafo 2?", "minutes.source", {"paragraph": "2"}),
    ("¿por qué está el párrafo 5 en la minuta de CE-2027-01?", "minutes.source", {"meeting": "CE-2027-01", "paragraph": "5"}),
    ("¿por qué la minuta dice eso?", "minutes.source", {}),
    ("¿de dónde sale D-2027-03 en el borrador de la minuta?", "minutes.source", {"code": "D-2027-03"}),
    ("¿de dónde sale lo que dice la minuta?", "minutes.source", {}),
    ("where does paragraph 3 come from?", "minutes.source", {"paragraph": "3"}),
    ("why is paragraph 7 in the minutes of CE-2027-01?", "minutes.source", {"meeting": "CE-2027-01", "paragraph": "7"}),
    ("where does the second paragraph come from?", "minutes.source", {"paragraph": "2"}),
    (
        "/minuta comentar CE-2027-01 párrafo 3: debe decir «niñez»", "minutes.comment",
        {"meeting": "CE-2027-01", "paragraph": "3", "wording": "debe decir «niñez»"},
    ),
    (
        "/minutes comment CE-2027-01 paragraph 2: it should say 2027", "minutes.comment",
        {"meeting": "CE-2027-01", "paragraph": "2", "wording": "it should say 2027"},
    ),
    (
        "/minuta comentar CE-2027-01 en el párrafo n.º 3: dice «ACNUR»", "minutes.comment",
        {"meeting": "CE-2027-01", "paragraph": "3", "wording": "dice «ACNUR»"},
    ),
    (
        "/minuta comentar CE-2027-01: el párrafo 3 debe decir «niñez»", "minutes.comment",
        {"meeting": "CE-2027-01", "wording": "el párrafo 3 debe decir «niñez»"},
    ),
    ("¿por qué CE-2027-01?", "network.why", {"code": "CE-2027-01"}),
    ("¿por qué me llega la minuta?", "network.why", {}),
]  # fmt: skip
