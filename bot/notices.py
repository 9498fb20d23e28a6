"""An outbox row becomes a card: its title and body by name, its facts, and the presses that suit it."""

from typing import Any

from handlers.papers import off_paper
from handlers.reply import Button, Buttons, Card, Facts, Heading, Note, Paragraph, Part, Table, text
from storage.outbox import Notice
from storage.text import Text, from_paper

REPLY = "reply.card"
"""A notice that carries a whole card: an answer that could not be given on the spot."""

MEETING = ("meeting",)
BUTTONS: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {}
"""What can be pressed under a notice: label, command, and which of its values go with the press."""
OPENS_FORM: set[str] = set()
"""Commands whose press opens a form, so that the button can say so."""


def card_of(notice: Notice) -> Card:
    """The notice as a card. The words are chosen when it is drawn, in the reader's language."""
    values: dict[str, Any] = from_paper(notice.values)
    if notice.notice == REPLY:
        card: Card = off_paper(values["card"])
        return card
    gaps = {name: value for name, value in values.items() if name not in {"facts", "table", "why"}}
    parts: list[Part] = [Heading(Text(f"notice.{notice.notice}.title", gaps))]
    if notice.late:
        parts.append(Note(text("notice.came_late")))
    parts.append(Paragraph(Text(f"notice.{notice.notice}.body", gaps)))
    if facts := values.get("facts"):
        parts.append(Facts(tuple((label, value) for label, value in facts)))
    if table := values.get("table"):
        header, rows = table["header"], table["rows"]
        parts.append(Table(table["caption"], tuple(header), tuple(tuple(row) for row in rows)))
    if why := values.get("why"):
        parts.append(Note(why))
    buttons = buttons_of(notice.notice, values)
    if buttons:
        parts.append(Buttons(buttons))
    return Card(tuple(parts))


def buttons_of(notice: str, values: dict[str, Any]) -> tuple[Button, ...]:
    """The presses of a notice, filled with its values."""
    found = []
    for place, (label, command, names) in enumerate(BUTTONS.get(notice, ())):
        given = {name: values[name] for name in names if values.get(name) is not None}
        style = "primary" if place == 0 else ""
        found.append(Button(text(label), command, given, style, opens_form=command in OPENS_FORM))  # type: ignore[arg-type]
    return tuple(found)
