"""Slack's limits in one table, and a validator of our own: the platform's library leaves several of them out.

Sizes are counted as UTF-16 units, as Slack's clients do: an emoji is two.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
MESSAGE_CHARACTERS = 13_200
"""All words of all blocks of one message; undocumented, answered with msg_blocks_too_long."""
TEXT = 40_000
SECTION, FIELD, FIELDS = 3_000, 2_000, 10
HEADER = 150
BUTTON_LABEL, BUTTON_VALUE, ADDRESS = 75, 2_000, 3_000
IDENTIFIER = 255
ACTIONS, CONTEXT, CONTEXT_TEXT = 25, 10, 2_000
OPTIONS, OPTION_LABEL, OPTION_VALUE = 100, 75, 150
CHECKBOXES = 10
INPUT, INPUT_LABEL, HINT, PLACEHOLDER = 3_000, 2_000, 2_000, 150
MODAL_TITLE = 24
METADATA = 3_000
ALT = 2_000
TABLE_ROWS, TABLE_CELLS, TABLE_CHARACTERS, TABLES = 100, 20, 10_000, 1
CONFIRM_TITLE, CONFIRM_TEXT, CONFIRM_BUTTON = 100, 300, 30

_MESSAGE_ONLY = {"table"}
_VIEW_ONLY = {"input"}
_KNOWN = {"header", "section", "rich_text", "context", "divider", "image", "actions", "table", "input"}
_ELEMENTS = {
    "button", "plain_text_input", "number_input", "datepicker", "timepicker", "static_select", "multi_static_select",
    "multi_users_select", "checkboxes", "overflow",
}  # fmt: skip

_CHOOSES = {"static_select", "multi_static_select", "checkboxes", "overflow"}


def size(words: str) -> int:
    """How long Slack finds these words."""
    return len(words) if words.isascii() else len(words.encode("utf-16-le", "surrogatepass")) // 2


def problems(message: Mapping[str, Any]) -> list[str]:
    """What is wrong with a message (chat.postMessage, an ack, a response_url); empty when Slack takes it."""
    blocks = message.get("blocks") or []
    found = list(_too_long("text", message.get("text", ""), TEXT))
    if not str(message.get("text", "")).strip():
        found.append("no top-level text: screen readers and notifications have nothing to say")
    found += _blocks(blocks, MESSAGE_BLOCKS, _VIEW_ONLY)
    total = characters(blocks)
    if total > MESSAGE_CHARACTERS:
        found.append(f"{total} characters in all blocks, at most {MESSAGE_CHARACTERS}")
    if sum(block.get("type") == "table" for block in blocks) > TABLES:
        found.append("more than one table in a message")
    return found


def view_problems(view: Mapping[str, Any]) -> list[str]:
    """What is wrong with a modal or a Home; empty when Slack takes it."""
    blocks = view.get("blocks") or []
    found = _blocks(blocks, VIEW_BLOCKS, _MESSAGE_ONLY)
    found += _too_long("private_metadata", view.get("private_metadata", ""), METADATA)
    found += _too_long("callback_id", view.get("callback_id", ""), IDENTIFIER)
    if view.get("type") not in {"modal", "home"}:
        found.append(f"a view of type {view.get('type')!r}")
    if view.get("type") == "modal":
        found += [wrong for name in ("title", "submit", "close") for wrong in _words_of(view, name, MODAL_TITLE)]
        if not view.get("title"):
            found.append("a modal without title")
        if not view.get("submit") and any(block.get("type") == "input" for block in blocks):
            found.append("a modal with fields and no submit")
    return found


def characters(blocks: Sequence[Mapping[str, Any]]) -> int:
    """All words of these blocks together."""
    return sum(size(words) for words in _all_words(list(blocks)))


def _all_words(thing: Any) -> Iterator[str]:
    if isinstance(thing, Mapping):
        for name, value in thing.items():
            if name in {"text", "alt_text", "label", "hint"} and isinstance(value, str):
                yield value
            else:
                yield from _all_words(value)
    elif isinstance(thing, list | tuple):
        for each in thing:
            yield from _all_words(each)


def _blocks(blocks: Sequence[Mapping[str, Any]], most: int, forbidden: set[str]) -> list[str]:
    found = [f"{len(blocks)} blocks, at most {most}"] if len(blocks) > most else []
    named = [block["block_id"] for block in blocks if block.get("block_id")]
    if len(named) != len(set(named)):
        found.append("two blocks of one block_id")
    for place, block in enumerate(blocks):
        kind = block.get("type")
        if kind not in _KNOWN or kind in forbidden:
            found.append(f"block {place}: {kind!r} is not for this surface")
        found += [f"block {place} ({kind}): {wrong}" for wrong in _block(block)]
    return found


def _block(block: Mapping[str, Any]) -> Iterator[str]:
    yield from _too_long("block_id", block.get("block_id", ""), IDENTIFIER)
    check = {
        "header": lambda: _words_of(block, "text", HEADER),
        "section": lambda: _section(block),
        "context": lambda: _context(block),
        "actions": lambda: _actions(block),
        "image": lambda: _image(block),
        "input": lambda: _input(block),
        "table": lambda: _table(block),
        "rich_text": lambda: _rich(block),
    }.get(str(block.get("type")))
    if check is not None:
        yield from check()


def _section(block: Mapping[str, Any]) -> Iterator[str]:
    if not block.get("text") and not block.get("fields"):
        yield "neither text nor fields"
    yield from _words_of(block, "text", SECTION)
    fields = block.get("fields") or []
    if len(fields) > FIELDS:
        yield f"{len(fields)} fields, at most {FIELDS}"
    for field in fields:
        yield from _words_of({"field": field}, "field", FIELD)
    if block.get("accessory"):
        yield from _element(block["accessory"])


def _context(block: Mapping[str, Any]) -> Iterator[str]:
    if not 1 <= len(block["elements"]) <= CONTEXT:
        yield f"{len(block['elements'])} elements, 1 to {CONTEXT}"
    for element in block["elements"]:
        yield from _words_of({"element": element}, "element", CONTEXT_TEXT)


def _actions(block: Mapping[str, Any]) -> Iterator[str]:
    elements = block["elements"]
    if not 1 <= len(elements) <= ACTIONS:
        yield f"{len(elements)} elements, 1 to {ACTIONS}"
    names = [element.get("action_id") for element in elements]
    if len(names) != len(set(names)):
        yield "two elements of one action_id"
    for element in elements:
        yield from _element(element)


def _image(block: Mapping[str, Any]) -> Iterator[str]:
    yield from _too_long("alt_text", block.get("alt_text", ""), ALT)
    if not block.get("alt_text"):
        yield "an image without description"
    yield from _too_long("image_url", block.get("image_url", ""), ADDRESS)
    if not str(block.get("image_url", "")).startswith("https://"):
        yield "an image that is not at an https address"


def _input(block: Mapping[str, Any]) -> Iterator[str]:
    yield from _words_of(block, "label", INPUT_LABEL)
    yield from _words_of(block, "hint", HINT)
    if not block.get("label"):
        yield "a field without label"
    yield from _element(block["element"])


def _table(block: Mapping[str, Any]) -> Iterator[str]:
    rows = block["rows"]
    if not 1 <= len(rows) <= TABLE_ROWS:
        yield f"{len(rows)} rows, 1 to {TABLE_ROWS}"
    if any(not 1 <= len(row) <= TABLE_CELLS for row in rows):
        yield f"a row of more than {TABLE_CELLS} cells or none"
    if any(not any(_all_words(cell)) for row in rows for cell in row):
        yield "an empty cell"
    if characters([block]) > TABLE_CHARACTERS:
        yield f"{characters([block])} characters in a table, at most {TABLE_CHARACTERS}"


def _rich(block: Mapping[str, Any]) -> Iterator[str]:
    if not block["elements"]:
        yield "rich text without elements"
    for words in _all_words(block["elements"]):
        if not words:
            yield "an empty piece of rich text"


def _element(element: Mapping[str, Any]) -> Iterator[str]:
    kind = element.get("type")
    if kind not in _ELEMENTS:
        yield f"an element of type {kind!r}"
    if not element.get("action_id"):
        yield "an element without action_id"
    yield from _too_long("action_id", element.get("action_id", ""), IDENTIFIER)
    yield from _words_of(element, "placeholder", PLACEHOLDER)
    if kind == "button":
        yield from _button(element)
    yield from _choices(element)
    yield from _typed(element)


def _button(element: Mapping[str, Any]) -> Iterator[str]:
    yield from _words_of(element, "text", BUTTON_LABEL)
    yield from _too_long("value", element.get("value", ""), BUTTON_VALUE)
    yield from _too_long("url", element.get("url", ""), ADDRESS)
    if element.get("style") not in {None, "primary", "danger"}:
        yield f"style {element['style']!r}"
    confirm = element.get("confirm") or {}
    for name, most in (
        ("title", CONFIRM_TITLE),
        ("text", CONFIRM_TEXT),
        ("confirm", CONFIRM_BUTTON),
        ("deny", CONFIRM_BUTTON),
    ):
        yield from _words_of(confirm, name, most)


def _choices(element: Mapping[str, Any]) -> Iterator[str]:
    groups = element.get("option_groups") or []
    if len(groups) > OPTIONS:
        yield f"{len(groups)} groups of options, at most {OPTIONS}"
    for group in groups:
        yield from _words_of(group, "label", OPTION_LABEL)
        yield from _choices({"type": element["type"], "options": group["options"]})
    options = element.get("options")
    if options is None and not groups and element.get("type") in _CHOOSES:
        yield "nothing to choose from"
    if options is None:
        return
    most = CHECKBOXES if element["type"] == "checkboxes" else OPTIONS
    if not 1 <= len(options) <= most:
        yield f"{len(options)} options, 1 to {most}"
    for option in options:
        yield from _words_of(option, "text", OPTION_LABEL)
        yield from _words_of(option, "description", OPTION_LABEL)
        yield from _too_long("option value", option["value"], OPTION_VALUE)
    chosen = element.get("initial_options") or [element[n] for n in ("initial_option",) if n in element]
    if any(option not in options for option in chosen):
        yield "an initial option that is none of the options"


def _typed(element: Mapping[str, Any]) -> Iterator[str]:
    if element.get("type") == "plain_text_input":
        most = element.get("max_length", INPUT)
        if not 1 <= most <= INPUT:
            yield f"max_length {most}"
        yield from _too_long("initial_value", element.get("initial_value", ""), most)


def _words_of(thing: Mapping[str, Any], name: str, most: int) -> Iterator[str]:
    """A text object: present words must not be empty, too long, or anything but plain where Slack wants plain."""
    words = thing.get(name)
    if words is None:
        return
    if not words.get("text"):
        yield f"{name} is empty"
    if words.get("type") not in {"plain_text", "mrkdwn"}:
        yield f"{name} of type {words.get('type')!r}"
    yield from _too_long(name, words.get("text", ""), most)


def _too_long(name: str, words: str, most: int) -> Iterator[str]:
    if size(words) > most:
        yield f"{name} has {size(words)} characters, at most {most}"
