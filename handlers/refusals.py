"""How a refusal looks: the reason, the clause or setting in its own words, and what to do instead."""

from handlers.reply import Button, Buttons, Card, Heading, Note, Paragraph, Part, Refusal, Text, text
from storage.charter import SETTING, Charter


def refusal_card(refusal: Refusal, charter: Charter) -> Card:
    """A refusal as a card."""
    parts: list[Part] = [Heading(text("refusal.title")), Paragraph(refusal.why)]
    parts += [Note(source) for source in sources(charter, refusal.clause, refusal.setting)]
    buttons = list(refusal.instead)
    if refusal.clause or refusal.setting:
        buttons.append(Button(text("button.why"), "network.why", {"code": refusal.setting or f"§{refusal.clause}"}))
    if buttons:
        parts.append(Buttons(tuple(buttons)))
    return Card(tuple(parts))


def sources(charter: Charter, clause: str, setting: str) -> list[Text]:
    """The lines that say where something comes from: the clause quoted, the setting named as one."""
    found: list[Text] = []
    if clause and clause in charter.clauses:
        found.append(text("source.clause", number=charter.clauses[clause].number, words=charter.clauses[clause].words))
    term = charter.terms.get(setting)
    if term is not None and term.source == SETTING:
        found.append(text("source.setting", name=text(f"term.{setting}"), clause=charter.clauses[term.clause].number))
    return found
