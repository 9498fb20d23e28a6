"""Cards as Slack's blocks: only plain and rich text, so that what people wrote is shown and never interpreted.

Nothing is cut silently: what does not fit one message goes on in the next one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.platforms.slack import limits
from bot.platforms.slack.cutting import cut, shortened
from bot.platforms.slack.limits import size
from bot.platforms.slack.presses import value_of
from bot.platforms.slack.tables import bold, pieces, rich, table
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Divider,
    Facts,
    Heading,
    Image,
    Note,
    Paragraph,
    Part,
    Said,
    Table,
    text,
)

Say = Callable[[Said], str]
Block = dict[str, Any]

PAGE_BLOCKS = limits.MESSAGE_BLOCKS - 2
PAGE_CHARACTERS = 12_000
"""Slack refuses a little above; the line that numbers the pages must fit too."""
MORE = "…"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A block and the same in plain words."""

    block: Block
    words: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message as Slack takes it: blocks, and their plain-text twin for notifications and screen readers."""

    blocks: list[Block]
    text: str


def messages(card: Card, say: Say, *, tables: bool = True) -> list[Message]:
    """The card as one message, or as several when Slack would refuse it as one."""
    pages = list(_pages(list(drawn(card, say, tables=tables))))
    if not pages:
        return [Message([], "·")]
    if len(pages) == 1:
        return [_message(pages[0])]
    return [_message([*page, _number(place, len(pages), say)]) for place, page in enumerate(pages, 1)]


def blocks(card: Card, say: Say) -> list[Block]:
    """The card for a modal or a Home, where there are no tables."""
    return [each.block for each in drawn(card, say, tables=False)]


def drawn(card: Card, say: Say, *, tables: bool) -> Iterator[Drawn]:
    """Every part of the card, in order."""
    titled = False
    for place, part in enumerate(card.parts):
        if isinstance(part, Heading):
            yield from _heading(say(part.words), first=not titled)
            titled = True
        else:
            yield from _part(part, say, f"{place}", tables)


def plain_text(words: str) -> Block:
    """Words that Slack neither formats, links nor turns into emoji."""
    return {"type": "plain_text", "text": words, "emoji": False}


def escaped(words: str) -> str:
    """Words for the one place that Slack always interprets, the top-level text: no mention becomes live."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def button(given: Button, say: Say, name: str) -> Block:
    """A press; one that opens a form says so."""
    words = shortened(label(given, say), limits.BUTTON_LABEL)
    found: Block = {"type": "button", "action_id": name, "text": plain_text(words)}
    if given.link:
        return {**found, "action_id": f"link-{name}", "url": given.link}
    found["value"] = value_of(given)
    if given.style:
        found["style"] = given.style
    return found


def label(given: Button, say: Say) -> str:
    """What is written on a button."""
    words = say(given.label)
    return words + MORE if given.opens_form and not words.endswith(MORE) else words


def _heading(words: str, *, first: bool) -> Iterator[Drawn]:
    if not words.strip():
        return
    if first and size(words) <= limits.HEADER and "\n" not in words:
        yield Drawn({"type": "header", "text": plain_text(words)}, words)
    else:
        yield from (Drawn(rich([bold(piece)]), piece) for piece in cut(words, limits.SECTION))


def _part(part: Part, say: Say, name: str, tables: bool) -> Iterator[Drawn]:
    match part:
        case Paragraph(words):
            yield from _paragraph(say(words))
        case Note(words):
            yield from _note(say(words))
        case Facts(rows):
            yield from (Drawn(*piece) for piece in pieces([(say(fact), say(value)) for fact, value in rows]))
        case Table():
            yield from (Drawn(*piece) for piece in table(part, say, as_block=tables))
        case Image(address, description):
            yield _image(address, say(description))
        case Divider():
            yield Drawn({"type": "divider"})
        case Buttons(buttons):
            yield from _buttons(buttons, say, name)
        case Heading(words):
            yield from _heading(say(words), first=False)


def _paragraph(words: str) -> Iterator[Drawn]:
    if words.strip():
        for piece in cut(words, limits.SECTION):
            # A piece of nothing but spaces is no text for Slack.
            yield Drawn({"type": "section", "text": plain_text(piece if piece.strip() else "·")}, piece)


def _note(words: str) -> Iterator[Drawn]:
    if words.strip():
        for piece in cut(words, limits.CONTEXT_TEXT):
            yield Drawn({"type": "context", "elements": [plain_text(piece)]}, piece)


def _image(address: str, description: str) -> Drawn:
    if address.startswith("https://") and size(address) <= limits.ADDRESS:
        alt = shortened(description, limits.ALT)
        return Drawn({"type": "image", "image_url": address, "alt_text": alt}, f"[{description}]")
    # Slack fetches pictures itself and only over https; where it cannot, the description is the picture.
    return Drawn(
        rich([{"type": "text", "text": f"[{shortened(description, limits.SECTION - 2)}]"}]), f"[{description}]"
    )


def _buttons(given: Sequence[Button], say: Say, name: str) -> Iterator[Drawn]:
    wide = [each for each in given if size(label(each, say)) > limits.BUTTON_LABEL]
    narrow = [each for each in given if size(label(each, say)) <= limits.BUTTON_LABEL]
    for place, each in enumerate(wide):
        yield from _wide(each, say, f"wide-{name}-{place}")
    for start in range(0, len(narrow), limits.ACTIONS):
        row = narrow[start : start + limits.ACTIONS]
        elements = [button(each, say, f"press-{name}-{start + place}") for place, each in enumerate(row)]
        links = "\n".join(f"{say(each.label)}: {each.link}" for each in row if each.link)
        yield Drawn({"type": "actions", "elements": elements}, links)


def _wide(given: Button, say: Say, name: str) -> Iterator[Drawn]:
    """A label that no button can hold is written out beside it."""
    *before, last = cut(label(given, say), limits.SECTION)
    for piece in before:
        yield Drawn({"type": "section", "text": plain_text(piece)}, piece)
    yield Drawn({"type": "section", "text": plain_text(last), "accessory": button(given, say, name)}, last)


def _pages(found: list[Drawn]) -> Iterator[list[Drawn]]:
    page: list[Drawn] = []
    room, tables = PAGE_CHARACTERS, 0
    for each in found:
        needs, is_table = limits.characters([each.block]), each.block["type"] == "table"
        if page and (len(page) >= PAGE_BLOCKS or needs > room or (is_table and tables)):
            yield page
            page, room, tables = [], PAGE_CHARACTERS, 0
        page.append(each)
        room -= needs
        tables += is_table
    if page:
        yield page


def _number(place: int, count: int, say: Say) -> Drawn:
    words = say(text("slack.page", number=place, of=count))
    return Drawn({"type": "context", "elements": [plain_text(words)]}, words)


def _message(page: Sequence[Drawn]) -> Message:
    words = "\n\n".join(each.words for each in page if each.words.strip())
    return Message([each.block for each in page], escaped(words) or "·")
