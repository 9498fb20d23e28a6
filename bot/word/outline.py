"""What minutes say in a Word document, in order and in one language: drawn from it, and read back by it; pure.

A firm line is the register's and is compared word for word; what stands in a free place is people's to edit.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.plain import Say
from handlers import decision_cards, minutes_draft
from handlers.minutes_cards import followed
from handlers.minutes_draft import NEXT_STEPS, NOTE, OTHER
from handlers.minutes_items import Tags, due_of, entry_of
from handlers.minutes_origin import convocation, roll_of, titled
from handlers.minutes_places import FOLLOW_UP
from handlers.reply import Said, Text, text
from storage.text import from_paper

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `tag` is its origin and the name it is found by; `field` the free place that text after it belongs to."""

    tag: str
    style: str
    words: str
    place: str = ""
    """The section of the minutes it stands in, as `section_name` knows it."""
    field: str = ""
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Free:
    """A place for people's own words; `empty` stands there while there are none."""

    field: str
    words: str
    empty: str
    sources: tuple[str, ...] = ()
    """What each of its lines comes from, as it stands in grey after it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the register; the first cell of a row names it."""

    tag: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    place: str


Outline = tuple[Line | Free | Grid, ...]
TITLE, HEADING, ITEM, PLAIN, NUMBERED, SOURCE = "title", "heading", "item", "plain", "numbered", "source"


def outline_of(body: Body, say: Say, tags: Tags | None = None) -> Outline:
    """The whole document: data, attendance, agenda, what became of earlier decisions, each item, and what follows.

    With `tags`, every line of people's words says what it comes from.
    """
    tags = tags or {}
    return (
        *_data(body, say), *_attendance(body, say), *_agenda(body, say), *_follow_up(body, say), *_items(body, say, tags),
        *_decisions(body, say), *_actions(body, say), *_other(body, say, tags), *_next(body, say, tags), *_annexes(body, say),
    )  # fmt: skip


def _source(name: str, source: Text | None, say: Say, place: str) -> Iterator[Line]:
    """Where a section comes from, in small print; it is nobody's to compare."""
    if source is not None:
        yield Line(f"source_{name}", SOURCE, say(text("origin.foot", source=source)), place, firm=False)


def _free(field: str, body: Body, empty: Said, say: Say, tags: Tags) -> Free:
    sources = tuple(say(text("origin.shown", source=each)) for each in tags.get(field, ()))
    return Free(field, minutes_draft.texts(body)[field], say(empty), sources)


def _data(body: Body, say: Say) -> Iterator[Line]:
    header = from_paper(body["header"])
    yield Line("title", TITLE, say(text("minutes.heading", code=header["code"], title=header["title"])), "header")
    yield _fact("kind", text(f"meeting_kind.{header['kind']}"), say)
    yield _fact("when", text("minutes.hours", starts=header["starts_at"], ends=header["ends_at"]), say)
    yield _fact("place", header["place"] or text("minutes.no_place"), say)
    if body["previous"]:
        yield _fact("previous", body["previous"], say)
    if body.get("origin"):
        yield from _source("header", convocation(body), say, "header")


def _fact(name: str, value: Said, say: Say) -> Line:
    label = say(text(f"minutes.fact.{name}"))
    return Line(f"fact_{name}", PLAIN, f"{label}: {say(value)}", "header")


def _section(name: str, say: Say, field: str = "") -> Line:
    return Line(f"part_{name}", HEADING, say(text(f"minutes_word.part.{name}")), field=field, firm=False)


def _attendance(body: Body, say: Say) -> Iterator[Line | Grid]:
    yield _section("attendance", say)
    rows = [(row["organisation"], _present(row)) for row in body["present"]]
    rows += [(row["organisation"], _absent(row)) for row in body["absent"]]
    yield _table("attendance", ("organisation", "attendance"), rows, text("minutes.nobody"), say)
    yield from _source("attendance", roll_of(body), say, "attendance")


def _present(row: Mapping[str, str]) -> Text:
    known = row["capacity"] if row["capacity"] in {"official", "alternate", "guest"} else "present"
    return text(f"minutes_word.present.{known}")


def _absent(row: Mapping[str, str]) -> Text:
    return text(f"minutes_word.absent.{'regrets' if row['answer'] == 'regrets' else 'plain'}")


def _agenda(body: Body, say: Say) -> Iterator[Line]:
    yield _section("agenda", say)
    for number, item in enumerate(body["items"], 1):
        yield Line(f"agenda_{item['id']}", PLAIN, say(titled(number, item)), f"item.{item['id']}")
    if not body["items"]:
        yield Line("no_items", PLAIN, say(text("minutes.no_items")), "header")
    elif body.get("origin"):
        yield from _source("agenda", text("origin.agenda", code=body["header"]["code"]), say, "header")


def _follow_up(body: Body, say: Say) -> Iterator[Line | Grid]:
    """How what earlier meetings left stood at the end of this one; minutes of before had no such section."""
    if rows := body.get(FOLLOW_UP):
        yield _section(FOLLOW_UP, say)
        listed = [(row["code"], text(f"minutes_word.followed.{row['kind']}"), followed(row)) for row in rows]
        yield _table(FOLLOW_UP, ("code", "kind", "state"), listed, "", say)


def _items(body: Body, say: Say, tags: Tags) -> Iterator[Line | Free]:
    """Each item with its notes and what it settled."""
    yield _section("items", say)
    for number, item in enumerate(body["items"], 1):
        field = f"{NOTE}{item['id']}"
        title = say(text("minutes.section.item", number=number, title=item["title"]))
        yield Line(f"item_{item['id']}", ITEM, title, f"item.{item['id']}", field)
        yield _free(field, body, text("minutes.no_note"), say, tags)
        for row in body["decisions"]:
            if row.get("item") == item["id"]:
                yield _decision(row, say, field)
        for row in body["actions"]:
            if row.get("item") == item["id"]:
                yield _taken_on(row, say, field)


def _taken_on(row: Mapping[str, Any], say: Say, field: str) -> Line:
    label = say(text("minutes.fact.action", code=row["code"], organisation=row["organisation"]))
    return Line(f"action_{row['code']}", NUMBERED, f"{label}: {row['wording']}", "actions", field)


def _decision(row: Mapping[str, Any], say: Say, field: str = "") -> Line:
    entry = say(entry_of(row))
    state = decision_cards.state(row["status"], row["absent"])
    decided = say(text("minutes.decided", wording=row["wording"], state=state))
    return Line(f"decision_{row['code']}", NUMBERED, f"{entry}: {decided}", "decisions", field)


def _decisions(body: Body, say: Say) -> Iterator[Line]:
    """What was settled outside the items; the section says so when nothing was settled at all."""
    items = {item["id"] for item in body["items"]}
    rest = [row for row in body["decisions"] if row.get("item") not in items]
    if rest or not body["decisions"]:
        yield _section("decisions", say)
    for row in rest:
        yield _decision(row, say)
    if not body["decisions"]:
        yield Line("no_decisions", PLAIN, say(text("minutes.no_decisions")), "decisions")


def _actions(body: Body, say: Say) -> Iterator[Line | Grid]:
    yield _section("actions", say)
    rows = [(row["code"], row["wording"], row["organisation"], due_of(row)) for row in body["actions"]]
    yield _table("actions", ("code", "wording", "organisation", "due"), rows, text("minutes.no_actions"), say)


def _table(name: str, columns: Sequence[str], rows: Sequence[tuple[Said, ...]], none: Said, say: Say) -> Line | Grid:
    if not rows:
        return Line(f"no_{name}", PLAIN, say(none), name)
    header = tuple(say(text(f"minutes_word.column.{column}")) for column in columns)
    said = tuple(tuple(say(cell) for cell in row) for row in rows)
    return Grid(f"grid_{name}", say(text(f"minutes_word.part.{name}")), header, said, name)


def _other(body: Body, say: Say, tags: Tags) -> Iterator[Line | Free]:
    yield _section(OTHER, say, OTHER)
    yield _free(OTHER, body, text("minutes_word.nothing"), say, tags)


def _next(body: Body, say: Say, tags: Tags) -> Iterator[Line | Free]:
    coming = from_paper(body["next"])
    when: Said = (
        text("minutes.next", code=coming["code"], when=coming["starts_at"]) if coming else text("minutes.next_open")
    )
    yield _section("next", say, NEXT_STEPS)
    yield _free(NEXT_STEPS, body, text("minutes_word.nothing"), say, tags)
    label = say(text("minutes_word.next_meeting"))
    yield Line("next_meeting", PLAIN, f"{label}: {say(when)}", "next", NEXT_STEPS)


def _annexes(body: Body, say: Say) -> Iterator[Line]:
    """The documents of the items, and the minutes before these."""
    yield _section("annexes", say)
    listed = [
        (f"annex_{item['id']}", f"{item['title']}: {item['document']}")
        for item in body["items"]
        if item.get("document")
    ]
    if body["previous"]:
        listed.append(("annex_previous", say(text("minutes_word.previous", code=body["previous"]))))
    for tag, words in listed or [("annex_none", say(text("minutes_word.no_annexes")))]:
        yield Line(tag, PLAIN, words, "header")
