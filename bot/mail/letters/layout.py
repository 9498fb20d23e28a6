"""How each of the house's letters is laid out: its lines from top to bottom, each by how it stands and what it says."""

from dataclasses import dataclass
from typing import Literal

How = Literal["line", "name", "right", "title", "subject", "body", "table", "optional", "space", "sign"]


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph. `words` is a name of the catalogue, or fields in braces; `own` a field that may replace it."""

    how: How
    words: str = ""
    own: str = ""


SPACE = Line("space")
FACTS = Line("table")
EXTRA = Line("optional", "{extra}")
ADDRESSEE = (
    Line("line", "{address}"), Line("name", "{name}"), Line("line", "{function}"), Line("name", "{organisation}"),
    Line("line", "word.head.present"), SPACE,
)  # fmt: skip
HEAD = (Line("right", "word.head.place_date"), Line("title", "word.head.number"), *ADDRESSEE)
SIGNED = (
    Line("body", "word.head.farewell"), Line("sign", "word.head.sign_here"), Line("name", "{signer}"),
    Line("line", "{signer_function}"), Line("line", "{signing_organisation}"), Line("line", "word.head.capacity"),
)  # fmt: skip

LAYOUT: dict[str, tuple[Line, ...]] = {
    "carta": (
        *HEAD,
        Line("subject", "word.carta.subject"),
        Line("body", "{salutation}"),
        Line("body", "word.carta.opening", "opening"),
        FACTS,
        Line("body", "word.carta.slides"),
        Line("body", "word.carta.request"),
        EXTRA,
        Line("body", "word.carta.closing", "closing"),
        *SIGNED,
    ),
    "nota_verbal": (
        Line("title", "word.head.note_number"),
        SPACE,
        Line("body", "word.nota_verbal.opening", "opening"),
        FACTS,
        Line("body", "word.nota_verbal.slides"),
        Line("body", "word.nota_verbal.request"),
        EXTRA,
        Line("body", "word.nota_verbal.closing", "closing"),
        Line("right", "word.head.place_date"),
        Line("sign", "word.head.initial_here"),
        SPACE,
        Line("name", "{organisation}"),
        Line("line", "word.head.present"),
    ),
    "correo": (
        Line("line", "word.correo.to"),
        Line("subject", "word.correo.subject"),
        Line("body", "{greeting}"),
        Line("body", "word.correo.opening", "opening"),
        FACTS,
        Line("body", "word.correo.online"),
        Line("body", "word.correo.quoted"),
        Line("body", "word.correo.slides"),
        EXTRA,
        Line("body", "word.correo.request"),
        Line("body", "word.correo.closing", "closing"),
        Line("body", "word.correo.farewell"),
        Line("name", "{clerk}"),
        Line("line", "word.correo.capacity"),
    ),
    "designacion": (
        *HEAD,
        Line("subject", "word.designacion.subject"),
        Line("body", "{salutation}"),
        Line("body", "word.designacion.opening", "opening"),
        Line("body", "word.designacion.request"),
        FACTS,
        EXTRA,
        Line("body", "word.designacion.contact"),
        Line("body", "word.designacion.closing", "closing"),
        *SIGNED,
    ),
    "recordatorio_designacion": (
        *HEAD,
        Line("subject", "word.recordatorio_designacion.subject"),
        Line("body", "{salutation}"),
        Line("body", "word.recordatorio_designacion.opening", "opening"),
        Line("body", "word.recordatorio_designacion.request"),
        FACTS,
        EXTRA,
        Line("body", "word.recordatorio_designacion.done"),
        Line("body", "word.recordatorio_designacion.closing", "closing"),
        *SIGNED,
    ),
    "agradecimiento": (
        *HEAD,
        Line("subject", "word.agradecimiento.subject"),
        Line("body", "{salutation}"),
        Line("body", "word.agradecimiento.opening", "opening"),
        Line("body", "word.agradecimiento.value"),
        EXTRA,
        Line("body", "word.agradecimiento.closing", "closing"),
        *SIGNED,
    ),
}
NAMES = tuple(LAYOUT)
