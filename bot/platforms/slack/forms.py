"""Forms as Slack's modals, filled beforehand, and what comes back from them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from bot.platforms.slack import limits
from bot.platforms.slack.cutting import cut, shortened
from bot.platforms.slack.draw import Block, Say, blocks, plain_text
from bot.platforms.slack.limits import size
from bot.platforms.slack.presses import read, written
from bot.platforms.slack.tables import bold, rich
from handlers.reply import Buttons, Card, Field, Form, Option, text

FORM, SHOWN = "form", "shown"
"""The two kinds of modal: one to be filled in, one that only shows an answer."""
ANSWER, TICKED = "answer", "ticked"
ALTOGETHER = limits.VIEW_BLOCKS


def modal(form: Form, say: Say, *, card: Card | None = None, origin: str = "", kept: str = "") -> Block:
    """The form as a modal. `origin` is where the pressed card stands; `kept` names hidden details too long for Slack."""
    title = say(form.title)
    above = [] if size(title) <= limits.MODAL_TITLE else [rich([bold(piece)]) for piece in cut(title, limits.SECTION)]
    above += blocks(Card(tuple(part for part in card.parts if not isinstance(part, Buttons))), say) if card else []
    intro = say(form.intro)
    above += [_section(piece) for piece in cut(intro, limits.SECTION)] if intro.strip() else []
    inputs = [block for field in form.fields for block in _field(field, say)]
    return {
        "type": "modal",
        "callback_id": FORM,
        "title": plain_text(shortened(title, limits.MODAL_TITLE)),
        "submit": plain_text(shortened(say(form.submit), limits.MODAL_TITLE)),
        "close": plain_text(shortened(say(text("slack.close")), limits.MODAL_TITLE)),
        "blocks": [*above[: max(0, ALTOGETHER - len(inputs))], *inputs][:ALTOGETHER],
        "private_metadata": metadata(form, origin, kept),
    }


def shown(card: Card, say: Say, title: str) -> Block | None:
    """A card in a modal of its own; None when it is too long for one."""
    found = blocks(card, say)
    if len(found) > limits.VIEW_BLOCKS:
        return None
    close = plain_text(shortened(say(text("slack.close")), limits.MODAL_TITLE))
    name = plain_text(shortened(title, limits.MODAL_TITLE))
    return {"type": "modal", "callback_id": SHOWN, "title": name, "close": close, "blocks": found}


def metadata(form: Form, origin: str = "", kept: str = "") -> str:
    """What the modal remembers and the person does not see."""
    hidden = {"k": kept} if kept else {"h": dict(form.hidden)}
    return written({"c": form.command, "o": origin} | hidden)


def hidden_of(view: Mapping[str, Any]) -> tuple[str, dict[str, Any], str, str]:
    """The command of a modal, its hidden details, where it was opened from, and the name of details kept elsewhere."""
    found = read(view.get("private_metadata", ""))
    return found.get("c", ""), found.get("h") or {}, found.get("o", ""), found.get("k", "")


def filled(view: Mapping[str, Any]) -> dict[str, Any]:
    """What the person filled in, by the names of the fields."""
    values = view.get("state", {}).get("values", {})
    return {name: _given(action, element) for name, elements in values.items() for action, element in elements.items()}


def first_field(view: Mapping[str, Any]) -> str:
    """The name of the first field: where a refusal that names none is shown, so that nothing typed is lost."""
    return next((block["block_id"] for block in view.get("blocks", []) if block.get("type") == "input"), "")


def has_field(view: Mapping[str, Any], name: str) -> bool:
    """Whether the modal has such a field."""
    return any(block.get("type") == "input" and block.get("block_id") == name for block in view.get("blocks", []))


def values_of(form: Form) -> dict[str, Any]:
    """What a form already knows: its hidden details and what its fields are filled with."""
    return dict(form.hidden) | {field.name: field.value for field in form.fields if field.value not in {None, ""}}


def _given(action: str, element: Mapping[str, Any]) -> Any:
    if "selected_options" in element:
        chosen = [option["value"] for option in element["selected_options"] or []]
        return bool(chosen) if action == TICKED else chosen
    if "selected_option" in element:
        return (element["selected_option"] or {}).get("value", "")
    for name in ("selected_date", "selected_time", "value"):
        if name in element:
            return element[name] or ""
    return ""


def _field(field: Field, say: Say) -> Iterator[Block]:
    long = _long_value(field)
    if long:
        yield _section(say(text("slack.too_long", field=say(field.label), most=_most(field), count=size(long))))
        yield from (_section(piece) for piece in cut(long, limits.SECTION))
    element = _element(field, say)
    if element is None:
        yield _section(say(text("slack.nothing_to_choose", field=say(field.label))))
        return
    block: Block = {
        "type": "input",
        "block_id": field.name,
        "label": plain_text(shortened(say(field.label), limits.INPUT_LABEL)),
        "element": element,
        "optional": not field.required,
    }
    hint = say(field.hint)
    if hint.strip():
        block["hint"] = plain_text(shortened(hint, limits.HINT))
    yield block


def _long_value(field: Field) -> str:
    """What was typed, when the field cannot take it whole: it is shown above for the person to shorten."""
    words = str(field.value or "") if field.kind in {"text", "long"} else ""
    return words if size(words) > _most(field) else ""


def _most(field: Field) -> int:
    return max(1, min(field.longest, limits.INPUT))


def _element(field: Field, say: Say) -> Block | None:
    match field.kind:
        case "text" | "long":
            return _typed(field)
        case "number":
            given = str(field.value) if str(field.value or "").lstrip("-").isdecimal() else ""
            return _with({"type": "number_input", "is_decimal_allowed": False}, "initial_value", given)
        case "date":
            return _with({"type": "datepicker"}, "initial_date", _iso_day(field.value))
        case "time":
            return _with({"type": "timepicker"}, "initial_time", _hour(field.value))
        case "check":
            return _tick(bool(field.value) and field.value != "false", say)
        case _:
            return _choice(field, say) if field.options else None


def _typed(field: Field) -> Block:
    most = _most(field)
    element: Block = {"type": "plain_text_input", "multiline": field.kind == "long", "max_length": most}
    words = str(field.value) if field.value is not None else ""
    return _with(element, "initial_value", next(cut(words, most), ""))


def _tick(ticked: bool, say: Say) -> Block:
    option = {"text": plain_text(say(text("yes"))), "value": "true"}
    element: Block = {"type": "checkboxes", "action_id": TICKED, "options": [option]}
    return element | ({"initial_options": [option]} if ticked else {})


def _choice(field: Field, say: Say) -> Block:
    options = [_option(option, say) for option in field.options]
    many = field.kind in {"multi", "people"}
    if many and len(options) <= limits.CHECKBOXES:
        element: Block = {"type": "checkboxes", "options": options}
    else:
        element = {"type": "multi_static_select" if many else "static_select", **_grouped(options)}
    chosen = _chosen(field.value, many)
    initial = [option for option in options if option["value"] in chosen]
    if many:
        return _with(element, "initial_options", initial)
    return _with(element, "initial_option", initial[0] if initial else None)


def _grouped(options: Sequence[Block]) -> Block:
    """At most a hundred choices in a list; more of them stand in groups."""
    if len(options) <= limits.OPTIONS:
        return {"options": list(options)}
    groups = []
    for start in range(0, len(options), limits.OPTIONS):
        some = list(options[start : start + limits.OPTIONS])
        groups.append({"label": plain_text(f"{start + 1}–{start + len(some)}"), "options": some})
    return {"option_groups": groups}


def _option(option: Option, say: Say) -> Block:
    """A choice; what its label cannot hold stands in the smaller line under it."""
    if len(option.value) > limits.OPTION_VALUE:
        raise ValueError(f"a choice carries at most {limits.OPTION_VALUE} characters")
    words = say(option.label) or option.value
    if size(words) <= limits.OPTION_LABEL:
        return {"text": plain_text(words), "value": option.value}
    first, *rest = cut(words, limits.OPTION_LABEL)
    under = shortened("".join(rest), limits.OPTION_LABEL)
    return {"text": plain_text(first), "description": plain_text(under), "value": option.value}


def _chosen(value: Any, many: bool) -> set[str]:
    if many and isinstance(value, list | tuple | set):
        return {str(each) for each in value}
    if many and isinstance(value, str) and value.startswith("["):
        return {str(each) for each in json.loads(value)}
    return {str(value)} if value is not None else set()


def _iso_day(value: Any) -> str:
    if isinstance(value, datetime):
        value = value.date()
    try:
        return value.isoformat() if isinstance(value, date) else date.fromisoformat(str(value or "")).isoformat()
    except ValueError:
        return ""


def _hour(value: Any) -> str:
    try:
        found = value if isinstance(value, time) else time.fromisoformat(str(value or ""))
    except ValueError:
        return ""
    return f"{found:%H:%M}"


def _with(element: Block, name: str, value: Any) -> Block:
    found = {"action_id": ANSWER, **element}
    return found | ({name: value} if value else {})


def _section(words: str) -> Block:
    return {"type": "section", "text": plain_text(words)}
