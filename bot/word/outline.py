"""What minutes say in a Word document, in order and in one language: drawn from it, and read back by it; pure.

A firm line is the register's and is compared word for word; what stands in a free place is people's to edit.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.plain import Say
from handlers import decision_cards
from handlers.minutes_draft import NEXT_STEPS, NOTE, OTHER
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


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the register; the first cell of a row names it."""

    tag: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    place: str


Outline = tuple[Line | Free | Grid, ...]
TITLE, HEADING, ITEM, PLAIN, NUMBERED = "title", "heading", "item", "plain", "numbered"


def outline_of(body: Body, say: Say) -> Outline:
    """The whole document: data, attendance, agenda, each item with its decisions, actions, other matters, what follows."""
    return (
        *_data(body, say), *_attendance(body, say), *_agenda(body, say), *_items(body, say),
        *_decisions(body, say), *_actions(body, say), *_other(body, say), *_next(body, say), *_annexes(body, say),
    )  # fmt: skip


def _data(body: Body, say: Say) -> Iterator[Line]:
    header = from_paper(body["header"])
    yield Line("title", TITLE, say(text("minutes.heading", code=header["code"], title=header["title"])), "header")
    yield _fact("kind", text(f"meeting_kind.{header['kind']}"), say)
    yield _fact("when", text("minutes.hours", starts=header["starts_at"], ends=header["ends_at"]), say)
    yield _fact("place", header["place"] or text("minutes.no_place"), say)
    if body["previous"]:
        yield _fact("previous", body["previous"], say)


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


def _present(row: Mapping[str, str]) -> Text:
    known = row["capacity"] if row["capacity"] in {"official", "alternate", "guest"} else "present"
    return text(f"minutes_word.present.{known}")


def _absent(row: Mapping[str, str]) -> Text:
    return text(f"minutes_word.absent.{'regrets' if row['answer'] == 'regrets' else 'plain'}")


def _agenda(body: Body, say: Say) -> Iterator[Line]:
    yield _section("agenda", say)
    for number, item in enumerate(body["items"], 1):
        yield Line(f"agenda_{item['id']}", PLAIN, _titled(number, item, say), f"item.{item['id']}")
    if not body["items"]:
        yield Line("no_items", PLAIN, say(text("minutes.no_items")), "header")


def _titled(number: int, item: Mapping[str, Any], say: Say) -> str:
    kind = text(f"agenda_kind.{item['kind']}")
    return say(text("minutes.item", number=number, title=item["title"], kind=kind, organisation=item["organisation"]))


def _items(body: Body, say: Say) -> Iterator[Line | Free]:
    """Each item with its notes and what it settled."""
    yield _section("items", say)
    for number, item in enumerate(body["items"], 1):
        field = f"{NOTE}{item['id']}"
        title = say(text("minutes.section.item", number=number, title=item["title"]))
        yield Line(f"item_{item['id']}", ITEM, title, f"item.{item['id']}", field)
        yield Free(field, item["note"], say(text("minutes.no_note")))
        for row in body["decisions"]:
            if row.get("item") == item["id"]:
                yield _decision(row, say, field)


def _decision(row: Mapping[str, Any], say: Say, field: str = "") -> Line:
    entry = say(text("decisions.entry", code=row["code"], title=row["title"]))
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
    rows = [(row["code"], row["wording"], row["organisation"], _due(row)) for row in body["actions"]]
    yield _table("actions", ("code", "wording", "organisation", "due"), rows, text("minutes.no_actions"), say)


def _due(row: Mapping[str, Any]) -> Said:
    day = from_paper(row["due"])
    return text("plain.day", day=day) if day else text("actions.no_day")


def _table(name: str, columns: Sequence[str], rows: Sequence[tuple[Said, ...]], none: Said, say: Say) -> Line | Grid:
    if not rows:
        return Line(f"no_{name}", PLAIN, say(none), name)
    header = tuple(say(text(f"minutes_word.column.{column}")) for column in columns)
    said = tuple(tuple(say(cell) for cell in row) for row in rows)
    return Grid(f"grid_{name}", say(text(f"minutes_word.part.{name}")), header, said, name)


def _other(body: Body, say: Say) -> Iterator[Line | Free]:
    yield _section(OTHER, say, OTHER)
    yield Free(OTHER, body[OTHER], say(text("minutes_word.nothing")))


def _next(body: Body, say: Say) -> Iterator[Line | Free]:
    coming = from_paper(body["next"])
    when: Said = (
        text("minutes.next", code=coming["code"], when=coming["starts_at"]) if coming else text("minutes.next_open")
    )
    yield _section("next", say, NEXT_STEPS)
    yield Free(NEXT_STEPS, body[NEXT_STEPS], say(text("minutes_word.nothing")))
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
