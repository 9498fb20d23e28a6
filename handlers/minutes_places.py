"""The places of minutes that a comment can be about: a section, an item, a numbered paragraph (ToR 5.1.8); pure."""

from collections.abc import Mapping
from typing import Any

from handlers.minutes_draft import NEXT_STEPS, NOTE, OTHER
from handlers.minutes_origin import numbers, sourced
from handlers.reply import Option, Said, text

FOLLOW_UP = "follow_up"
BEFORE_THE_ITEMS = ("header", "attendance", FOLLOW_UP)
SECTIONS = (*BEFORE_THE_ITEMS, "decisions", "actions", OTHER, "next")
"""The sections a comment can be about, besides each item."""
ITEM = "item."


def place_options(body: Mapping[str, Any]) -> tuple[Option, ...]:
    """Everything a comment can be about: the sections, then each numbered paragraph under its number."""
    paragraphs = (each.tag for each in sourced(body, ()) if each.number)
    return (*section_options(body), *(Option(tag, place_name(tag, body)) for tag in paragraphs))


def place_name(place: str, body: Mapping[str, Any]) -> Said:
    """A place by its name: a paragraph by its number and its section."""
    found = next((each for each in sourced(body, ()) if each.number and each.tag == place), None)
    if found is None:
        return section_name(place, body)
    return text("minutes.section.paragraph", number=found.number, section=section_name(found.place, body))


def place_of_number(number: str, body: Mapping[str, Any]) -> str:
    """The place that a paragraph's number means; "" when no paragraph has it."""
    return next((tag for tag, each in numbers(body).items() if str(each) == number), "")


def section_options(body: Mapping[str, Any]) -> tuple[Option, ...]:
    """The sections a comment can be about, in their order: each item by its title."""
    items = [Option(f"{ITEM}{item['id']}", section_name(f"{ITEM}{item['id']}", body)) for item in body["items"]]
    there = [name for name in SECTIONS if name != FOLLOW_UP or body.get(FOLLOW_UP)]
    before = [Option(name, section_name(name, body)) for name in there if name in BEFORE_THE_ITEMS]
    after = [Option(name, section_name(name, body)) for name in there if name not in BEFORE_THE_ITEMS]
    return (*before, *items, *after)


def section_name(section: str, body: Mapping[str, Any]) -> Said:
    """A section by its name, the whole when none is named; what somebody typed instead stays as typed."""
    if not section:
        return text("minutes.whole")
    section = f"{ITEM}{section.removeprefix(NOTE)}" if section.startswith(NOTE) else section
    for number, item in enumerate(body["items"], 1):
        if section == f"{ITEM}{item['id']}":
            return text("minutes.section.item", number=number, title=item["title"])
    known = {"present": "attendance", "absent": "attendance", NEXT_STEPS: "next"}.get(section, section)
    return text(f"minutes.section.{known}") if known in SECTIONS else section
