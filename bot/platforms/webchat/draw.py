"""Cards and forms as HTML: every part of the vocabulary has its element, and everything said is escaped."""

from collections.abc import Iterable
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any

import structlog
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.language.catalogue import MissingWords, Words
from bot.plain import Say
from handlers.reply import Button, Buttons, Card, Field, Said, Text

log = structlog.get_logger()

SAFE_LINKS = ("https://", "http://", "/")


def draw(template: str, words: Words, **values: Any) -> str:
    """A page of that name in those words."""
    say = _saying(words)

    def own(key: str, **gaps: Any) -> str:
        """`t("title")` in a template says the page's own words."""
        return say(Text(f"page.{key}", gaps))

    return _pages().get_template(template).render(say=say, t=own, language=words.language, **values)


def buttons_of(card: Card | None) -> list[Button]:
    """The card's presses in the order in which they are drawn and numbered."""
    return [button for part in (card.parts if card else ()) if isinstance(part, Buttons) for button in part.buttons]


@cache
def _pages() -> Environment:
    pages = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "pages"),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    pages.filters.update(kind=_kind, field_value=_field_value, chosen=_chosen, safe_link=_safe_link)
    return pages


def _saying(words: Words) -> Say:
    """Says everything; a sentence nobody wrote shows as its name, so that one gap does not hide a conversation."""

    def say(said: Said) -> str:
        try:
            return words.say(said)
        except MissingWords as missing:
            log.exception("words are missing", key=str(missing))
            return f"⟨{missing}⟩"

    return say


def _kind(part: Any) -> str:
    return type(part).__name__


def _field_value(field: Field) -> str:
    """What stands in a field beforehand, as HTML inputs want it."""
    value = field.value
    if value is None:
        return ""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()[:10]
    return str(value)


def _chosen(field: Field) -> set[str]:
    """The options ticked beforehand."""
    value = field.value
    if value is None or value == "":
        return set()
    listed: Iterable[Said | int] = value if isinstance(value, list | tuple | set) else (value,)
    return {str(each) for each in listed}


def _safe_link(address: str) -> str:
    """An address one may follow; anything else (javascript:, data:) leads nowhere."""
    return address if address.lower().startswith(SAFE_LINKS) and not address.startswith("//") else "#"
