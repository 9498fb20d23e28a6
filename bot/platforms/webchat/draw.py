"""Cards and forms as HTML: every part of the vocabulary has its element, and everything said is escaped."""

from collections.abc import Iterable
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment

from bot.language.catalogue import Words
from bot.pages import environment, saying
from handlers.reply import Button, Buttons, Card, Field, Said, Text

SAFE_LINKS = ("https://", "http://", "/")


def draw(template: str, words: Words, **values: Any) -> str:
    """A page of that name in those words."""
    say = saying(words)

    def own(key: str, **gaps: Any) -> str:
        """`t("title")` in a template says the page's own words."""
        return say(Text(f"page.{key}", gaps))

    return _pages().get_template(template).render(say=say, t=own, language=words.language, **values)


def buttons_of(card: Card | None) -> list[Button]:
    """The card's presses in the order in which they are drawn and numbered."""
    return [button for part in (card.parts if card else ()) if isinstance(part, Buttons) for button in part.buttons]


@cache
def _pages() -> Environment:
    pages = environment(Path(__file__).parent / "pages")
    pages.filters.update(field_value=_field_value, chosen=_chosen, safe_link=_safe_link)
    return pages


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
