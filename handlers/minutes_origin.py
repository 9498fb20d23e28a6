"""Where each paragraph of minutes comes from: a note of the running record, the register, the agenda, a version; pure.

The paragraphs that carry a number are those that carry one in Word, in the same order (ToR 5.1.8).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from handlers.minutes_draft import NEXT_STEPS, NOTE, OTHER, lines, texts
from handlers.reply import Said, Text, text
from storage.minutes import FORM, WORD, Minutes
from storage.text import from_paper

Body = Mapping[str, Any]
SAME_DAY = timedelta(hours=16)
"""So near to its meeting a note is told by its hour alone."""


@dataclass(frozen=True, slots=True)
class Sourced:
    """A paragraph: the tag it is found by, the section it stands in, its words, its record, and its number if it has one."""

    tag: str
    place: str
    words: Said
    source: Text
    record: str = ""
    """The code by which the record itself can be asked for."""
    number: int = 0


def sourced(body: Body, rows: Sequence[Minutes]) -> list[Sourced]:
    """Every paragraph of a version and its record; `rows` are the versions up to it, oldest first."""
    count = 0
    found = []
    for each, numbered in _all(body, rows):
        count += numbered
        found.append(replace(each, number=count) if numbered else each)
    return found


def numbers(body: Body) -> dict[str, int]:
    """The number of each paragraph that has one, by its tag."""
    tags = [each.tag for each, numbered in _all(body, ()) if numbered]
    return {tag: number for number, tag in enumerate(tags, 1)}


def tags_of(body: Body, rows: Sequence[Minutes]) -> dict[str, list[Text]]:
    """Of each free place, what its lines come from, in order."""
    return {
        field: [source for _, source in _lines(body, field, rows)] for field in texts(body)
    }  # fmt: skip


def line_tag(field: str, place: int) -> str:
    """The tag of a line of people's words."""
    return f"{field}/{place}"


def _all(body: Body, rows: Sequence[Minutes]) -> Iterator[tuple[Sourced, bool]]:
    """Each paragraph in the order of the document, and whether it carries a number."""
    for each in (*_header(body), *_attendance(body), *_agenda(body), *_follow_up(body)):
        yield each, False
    items = {item["id"] for item in body["items"]}
    for item in body["items"]:
        yield _item(body, item), False
        yield from _free(body, f"{NOTE}{item['id']}", f"item.{item['id']}", rows)
        for each in (*_decisions(body, {item["id"]}), *_actions_of(body, item["id"])):
            yield each, True
    for each in _decisions(body, {row.get("item") for row in body["decisions"]} - items):
        yield each, True
    yield from ((each, False) for each in (*_nothing(body), *_actions(body)))
    yield from _free(body, OTHER, OTHER, rows)
    yield from _free(body, NEXT_STEPS, "next", rows)
    for each in (*_next(body), *_annexes(body)):
        yield each, False


def _header(body: Body) -> Iterator[Sourced]:
    header, convened = from_paper(body["header"]), convocation(body)
    yield Sourced(
        "title", "header", text("minutes.heading", code=header["code"], title=header["title"]), convened, header["code"]
    )
    facts: dict[str, Said] = {
        "kind": text(f"meeting_kind.{header['kind']}"),
        "when": text("minutes.hours", starts=header["starts_at"], ends=header["ends_at"]),
        "place": header["place"] or text("minutes.no_place"),
    }
    for name, words in facts.items():
        yield Sourced(f"fact_{name}", "header", words, convened, header["code"])
    if body["previous"]:
        yield Sourced("fact_previous", "header", body["previous"], _meeting(body["previous"]), body["previous"])


def convocation(body: Body) -> Text:
    """The record of the data of the meeting."""
    code, when = body["header"]["code"], from_paper(body.get("origin", {}).get("convened_at"))
    return text("origin.convened", code=code, when=when) if when else text("origin.meeting", code=code)


def _meeting(code: str) -> Text:
    return text("origin.meeting", code=code)


def _attendance(body: Body) -> Iterator[Sourced]:
    roll, code = body.get("origin", {}).get("roll", {}), body["header"]["code"]
    for row in (*body["present"], *body["absent"]):
        name = row["organisation"]
        marked = from_paper(roll.get(name, {}))
        source = (
            text(f"origin.{marked['way']}", when=marked["said_at"]) if marked else text("origin.attendance", code=code)
        )
        yield Sourced(f"grid_attendance/{name}", "attendance", name, source, code)
    if not body["present"] and not body["absent"]:
        yield Sourced("no_attendance", "attendance", text("minutes.nobody"), text("origin.nothing"), code)


def roll_of(body: Body) -> Text | None:
    """How the attendance as a whole came on the record: the last time it was marked."""
    marks = [from_paper(each) for each in body.get("origin", {}).get("roll", {}).values()]
    last = max(marks, key=lambda each: each["said_at"], default=None)
    return text(f"origin.{last['way']}", when=last["said_at"]) if last else None


def _agenda(body: Body) -> Iterator[Sourced]:
    code = body["header"]["code"]
    for number, item in enumerate(body["items"], 1):
        yield replace(_item(body, item), tag=f"agenda_{item['id']}", words=titled(number, item))
    if not body["items"]:
        yield Sourced("no_items", "header", text("minutes.no_items"), text("origin.nothing"), code)


def titled(number: int, item: Mapping[str, Any]) -> Text:
    """An item as the agenda lists it."""
    kind = text(f"agenda_kind.{item['kind']}")
    return text("minutes.item", number=number, title=item["title"], kind=kind, organisation=item["organisation"])


def _item(body: Body, item: Mapping[str, Any]) -> Sourced:
    source = text("origin.item", organisation=item["organisation"], code=body["header"]["code"])
    return Sourced(f"item_{item['id']}", f"item.{item['id']}", item["title"], source, body["header"]["code"])


def _follow_up(body: Body) -> Iterator[Sourced]:
    for row in body.get("follow_up", []):
        yield Sourced(f"grid_follow_up/{row['code']}", "follow_up", row["title"], _register(row["code"]), row["code"])


def _register(code: str) -> Text:
    """An entry of the register, by its series."""
    name = {"D": "decision", "AT": "agreement"}.get(code.partition("-")[0], "action")
    return text(f"origin.{name}", code=code)


def _free(body: Body, field: str, place: str, rows: Sequence[Minutes]) -> Iterator[tuple[Sourced, bool]]:
    """The lines of a free place; where there are none, that nothing was noted."""
    found = _lines(body, field, rows)
    for number, (words, source) in enumerate(found):
        yield Sourced(line_tag(field, number), place, words, source, body["header"]["code"]), True


def _lines(body: Body, field: str, rows: Sequence[Minutes]) -> list[tuple[str, Text]]:
    """Each line with the note it was taken from, else with the version in which it was written; of equals each its own."""
    place = field.removeprefix(NOTE)
    notes = [note for note in body.get("origin", {}).get("notes", []) if note["place"] == place]
    found, before = [], Counter[str]()
    for line in lines(texts(body)[field]):
        same = [note for note in notes for each in lines(note["words"]) if each == line]
        nth = before[line]
        before[line] += 1
        found.append((line, _noted(body, same[nth]) if nth < len(same) else _written(line, field, rows, nth + 1)))
    return found


def _noted(body: Body, note: Mapping[str, Any]) -> Text:
    said, starts = from_paper(note["said_at"]), from_paper(body["header"])["starts_at"]
    name = "note" if abs(said - starts) < SAME_DAY else "note_later"
    seat = note["organisation"] or text("origin.nobody")
    return text(f"origin.{name}", number=note["number"], organisation=seat, when=said)


def _written(line: str, field: str, rows: Sequence[Minutes], times: int) -> Text:
    """The version since which the line stands there, so many times, without a break."""
    since: Minutes | None = None
    for row in reversed(rows):
        if lines(texts(row.body).get(field, "")).count(line) < times:
            break
        since = row
    if since is None:
        return text("origin.now")
    name = {FORM: "by_hand", WORD: "in_word"}.get(since.source, "before")
    return text(f"origin.{name}", version=since.version, when=since.written_at)


def _decisions(body: Body, items: set[Any]) -> Iterator[Sourced]:
    for row in body["decisions"]:
        if row.get("item") in items:
            yield Sourced(f"decision_{row['code']}", "decisions", row["wording"], _register(row["code"]), row["code"])


def _actions_of(body: Body, item: int) -> Iterator[Sourced]:
    for row in body["actions"]:
        if row.get("item") == item:
            yield Sourced(f"action_{row['code']}", "actions", row["wording"], _register(row["code"]), row["code"])


def _nothing(body: Body) -> Iterator[Sourced]:
    for name in ("decisions", "actions"):
        if not body[name]:
            yield Sourced(
                f"no_{name}", name, text(f"minutes.no_{name}"), text("origin.nothing"), body["header"]["code"]
            )


def _actions(body: Body) -> Iterator[Sourced]:
    for row in body["actions"]:
        yield Sourced(f"grid_actions/{row['code']}", "actions", row["wording"], _register(row["code"]), row["code"])


def _next(body: Body) -> Iterator[Sourced]:
    coming = from_paper(body["next"])
    if coming:
        words = text("minutes.next", code=coming["code"], when=coming["starts_at"])
        yield Sourced("next_meeting", "next", words, _meeting(coming["code"]), coming["code"])
    else:
        yield Sourced("next_meeting", "next", text("minutes.next_open"), text("origin.nothing"), body["header"]["code"])


def _annexes(body: Body) -> Iterator[Sourced]:
    held = [item for item in body["items"] if item.get("document")]
    for item in held:
        yield replace(_item(body, item), tag=f"annex_{item['id']}", place="header", words=item["document"])
    if body["previous"]:
        yield Sourced("annex_previous", "header", body["previous"], _meeting(body["previous"]), body["previous"])
    if not held and not body["previous"]:
        yield Sourced(
            "annex_none", "header", text("minutes_word.no_annexes"), text("origin.nothing"), body["header"]["code"]
        )
