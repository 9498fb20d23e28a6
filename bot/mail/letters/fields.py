"""The fields of each letter: which a template may use, which it must, and examples to try it with (docs/letters.md)."""

from collections.abc import Mapping
from typing import TypeAlias

Row: TypeAlias = Mapping[str, str]
Values: TypeAlias = Mapping[str, "str | list[Row]"]

ALWAYS = frozenset({
    "city", "date", "letter_number", "network", "signing_organisation", "sender", "signer", "signer_function", "clerk",
    "contact", "organisation", "honourable", "address", "name", "function", "salutation", "extra", "opening", "closing",
    "draft_mark", "facts",
})  # fmt: skip
"""What every letter has."""
SLOT = frozenset(
    {"topic", "meeting", "meeting_code", "day", "starts", "slot", "minutes", "place", "slides_by", "greeting"}
)
"""What a letter about an invitation has besides: the speaker's own slot, and nothing else of the meeting."""
BODY = frozenset({"clause_number", "clause", "delivered_on"})
"""What a letter that asks for a focal point has besides."""
KNOWN: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("carta", "nota_verbal", "correo", "agradecimiento"), ALWAYS | SLOT),
    **dict.fromkeys(("designacion", "recordatorio_designacion"), ALWAYS | BODY),
}
NEEDED: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("carta", "nota_verbal", "correo"), frozenset({"draft_mark", "organisation", "topic", "contact"})),
    "agradecimiento": frozenset({"draft_mark", "organisation", "topic"}),
    **dict.fromkeys(("designacion", "recordatorio_designacion"), frozenset({"draft_mark", "organisation", "contact"})),
}
"""Without these a letter would not say whom or what it is about, or would hide that it is a draft."""
OF_A_ROW = frozenset({"label", "value"})
"""What each row of `facts` has."""
ROWS = 8


class LetterError(ValueError):
    """A letter cannot be drawn; the sentence names the field or says what the template may not do."""

    def __init__(self, why: str, field: str = "") -> None:
        super().__init__(why)
        self.field = field


def example(name: str) -> dict[str, str | list[Row]]:
    """Every field of a letter filled with something that shows where it stands."""
    found: dict[str, str | list[Row]] = {field: f"‹{field}›" for field in sorted(KNOWN[name])}
    found["facts"] = [{"label": f"‹label {n}›", "value": f"‹value {n}›"} for n in range(1, ROWS + 1)]
    return found
