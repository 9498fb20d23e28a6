"""How the items of minutes look: each with its numbered lines, what it decided and who took on what (ToR 5.1.8)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from handlers import decision_cards
from handlers.minutes_draft import NOTE, lines, texts
from handlers.minutes_origin import line_tag, numbers, titled
from handlers.reply import Facts, Heading, Paragraph, Part, Said, Text, text
from storage.text import from_paper

Body = Mapping[str, Any]
Tags = Mapping[str, Sequence[Text]]
"""What the lines of each free place come from; empty where that is not shown."""


def item_parts(body: Body, tags: Tags) -> tuple[Part, ...]:
    """The items in their order."""
    parts: list[Part] = [Heading(text("minutes.section.items"))]
    if not body["items"]:
        parts.append(Paragraph(text("minutes.no_items")))
    for number, item in enumerate(body["items"], 1):
        field = f"{NOTE}{item['id']}"
        parts.append(Paragraph(titled(number, item)))
        parts += free_parts(body, field, tags) or (Paragraph(text("minutes.no_note")),)
        if settled := [*_decided(body, {item["id"]}), *_taken_on(body, item["id"])]:
            parts.append(Facts(tuple(settled)))
    return tuple(parts)


def free_parts(body: Body, field: str, tags: Tags) -> tuple[Part, ...]:
    """People's own words, each line with its number, and with its record where that is shown."""
    shown, sources = numbers(body), tags.get(field, ())
    said: list[Said] = []
    for place, line in enumerate(lines(texts(body)[field])):
        number = shown[line_tag(field, place)]
        if place < len(sources):
            said.append(text("minutes.paragraph_from", number=number, words=line, source=sources[place]))
        else:
            said.append(text("minutes.paragraph", number=number, words=line))
    return (Paragraph(text("minutes.paragraphs", all=said)),) if said else ()


def other_decisions(body: Body) -> tuple[Part, ...]:
    """What was settled outside the items; that nothing was, where nothing was."""
    heading = Heading(text("minutes.section.decisions"))
    if not body["decisions"]:
        return heading, Paragraph(text("minutes.no_decisions"))
    outside = {row.get("item") for row in body["decisions"]} - {item["id"] for item in body["items"]}
    rows = tuple(_decided(body, outside))
    return (heading, Facts(rows)) if rows else ()


def _decided(body: Body, items: set[Any]) -> Iterator[tuple[Said, Said]]:
    shown = numbers(body)
    for row in body["decisions"]:
        if row.get("item") in items:
            entry = entry_of(row)
            state = decision_cards.state(row["status"], row["absent"])
            number = shown[f"decision_{row['code']}"]
            yield (
                text("minutes.paragraph", number=number, words=entry),
                text("minutes.decided", wording=row["wording"], state=state),
            )


def entry_of(row: Mapping[str, Any]) -> Said:
    """What a decision is called in the minutes: its code alone where its title would only say its words twice."""
    if row["title"].rstrip(" .…") == row["wording"].rstrip(" ."):
        return str(row["code"])
    return text("decisions.entry", code=row["code"], title=row["title"])


def _taken_on(body: Body, item: int) -> Iterator[tuple[Said, Said]]:
    shown = numbers(body)
    for row in body["actions"]:
        if row.get("item") == item:
            label = text("minutes.fact.action", code=row["code"], organisation=row["organisation"])
            yield text("minutes.paragraph", number=shown[f"action_{row['code']}"], words=label), row["wording"]


def due_of(row: Mapping[str, Any]) -> Said:
    """By when an action is to be done."""
    day = from_paper(row["due"])
    return text("plain.day", day=day) if day else text("actions.no_day")
