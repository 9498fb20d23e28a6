"""A card's plain-text twin: for letters, notifications and screen readers."""

from collections.abc import Callable, Iterator

from handlers.reply import Buttons, Card, Divider, Facts, Heading, Image, Note, Paragraph, Part, Said, Table

Say = Callable[[Said], str]
"""Says words in the reader's language."""


def title_of(card: Card, say: Say) -> str:
    """The card's first heading, in words."""
    return next((say(part.words) for part in card.parts if isinstance(part, Heading)), "")


def plain(card: Card, say: Say) -> str:
    """The whole card as plain text; presses are left out, links are written out."""
    blocks = ("\n".join(_lines(part, say)) for part in card.parts)
    return "\n\n".join(block for block in blocks if block.strip())


def _lines(part: Part, say: Say) -> Iterator[str]:
    match part:
        case Heading(words) | Paragraph(words) | Note(words):
            yield say(words)
        case Facts(rows):
            yield from (f"{say(label)}: {say(value)}" for label, value in rows)
        case Table(caption, header, rows):
            yield say(caption)
            yield " · ".join(map(say, header))
            yield from ("– " + " · ".join(map(say, row)) for row in rows)
        case Image(_, description):
            yield f"[{say(description)}]"
        case Divider():
            yield "---"
        case Buttons(buttons):
            yield from (f"{say(button.label)}: {button.link}" for button in buttons if button.link)
