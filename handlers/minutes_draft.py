"""Minutes made from the record: what the papers say of a meeting, put into sections; pure.

Decisions, actions and attendance always come from the register. People correct only the words
that are theirs: a note for each item, other matters, next steps.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from storage.actions import Action
from storage.agenda import AgendaItem
from storage.decisions import Decision
from storage.meetings import Attendance, Meeting
from storage.minutes import RecordLine
from storage.text import to_paper

OTHER, NEXT_STEPS = "other", "next_steps"
NOTE = "note_"
"""A correction of an item's note is named note_<the item's id>."""
LONGEST = 3000
USUAL = 4
"""How many lines the minutes give a point: the network's template has two to four."""


@dataclass(frozen=True, slots=True)
class Record:
    """Everything the papers hold about one meeting; `names` are the organisations' by id."""

    meeting: Meeting
    attendance: Sequence[Attendance]
    items: Sequence[AgendaItem]
    decisions: Sequence[Decision]
    actions: Sequence[Action]
    names: Mapping[int, str]
    previous: str = ""
    """The code of the meeting of that kind before this one."""
    coming: Meeting | None = None
    """The next meeting of that kind, if it is convened."""
    body: Collection[int] | None = None
    """The organisations (ids) whose absence is noted: the deciding body's; None means everybody convened."""
    follow_up: Sequence[Mapping[str, Any]] = ()
    """How what earlier meetings left stood at the end of this one."""
    waiting: Mapping[str, Collection[int]] = field(default_factory=dict)
    """Which seats (ids) are still to answer a decision adopted ad referendum, by its code."""
    lines: Sequence[RecordLine] = ()
    """The running record, what was taken back too: a note keeps its number."""
    seats: Mapping[int, str] = field(default_factory=dict)
    """For which organisation each line (id) was written."""


def sections(record: Record) -> dict[str, Any]:
    """The sections of the minutes, as paper holds them: header, attendance, items, register, what follows."""
    meeting = record.meeting
    return {
        "header": to_paper({
            "code": meeting.code, "kind": meeting.kind, "title": meeting.title,
            "starts_at": meeting.starts_at, "ends_at": meeting.ends_at, "place": meeting.place,
        }),
        "present": [_present(row, record) for row in _sorted(record, "present")],
        "absent": [_absent(row, record) for row in _sorted(record, "absent") if _of_the_body(row, record)],
        "items": [_item(item, record) for item in record.items],
        "follow_up": list(record.follow_up),
        "decisions": [_decision(row, record) for row in record.decisions],
        "actions": [_action(row, record) for row in record.actions],
        OTHER: notes(meeting).get(OTHER, ""),
        NEXT_STEPS: "",
        "next": _coming(record.coming),
        "previous": record.previous,
        "origin": origin(record),
    }  # fmt: skip


def origin(record: Record) -> dict[str, Any]:
    """What the sections came from, where they do not say it themselves: the notes by number, how each presence was marked."""
    noted = [line for line in record.lines if line.kind == "note"]
    return {
        "convened_at": to_paper(record.meeting.convened_at),
        "notes": [
            to_paper({
                "number": number, "place": line.about, "words": line.words, "said_at": line.said_at,
                "organisation": record.seats.get(line.id or 0, ""),
            })
            for number, line in enumerate(noted, 1) if line.undone_at is None
        ],
        "roll": {record.names[row.organisation_id]: _marked(row, record) for row in record.attendance if row.presence},
    }  # fmt: skip


def _marked(row: Attendance, record: Record) -> dict[str, Any]:
    """How a presence came on the record: pressed during the meeting, or with the list when it was recorded as held."""
    name = record.names[row.organisation_id]
    presses = [
        line for line in record.lines
        if line.kind in ("present", "absent") and line.about == name and line.undone_at is None
    ]  # fmt: skip
    pressed = presses[-1].said_at if presses else None
    if pressed is not None and pressed >= row.said_at:
        return {"way": "press", "said_at": to_paper(pressed)}
    return {"way": "list", "said_at": to_paper(row.said_at)}


def notes(meeting: Meeting) -> dict[str, str]:
    """What was noted during the meeting: by the item's id as text, or under "other"."""
    found = meeting.notes.get("minutes")
    return {str(place): str(words) for place, words in found.items()} if isinstance(found, dict) else {}


def renewed(body: Mapping[str, Any], fresh: Mapping[str, Any]) -> dict[str, Any]:
    """Sections made anew from the record, with the words that people had corrected in the old ones."""
    return corrected(fresh, texts(body))


def corrected(body: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    """The sections with those of their words replaced; what is not named stays, what is not theirs is left alone."""
    items = [{**item, "note": given.get(f"{NOTE}{item['id']}", item["note"])} for item in body["items"]]
    return {
        **body, "items": items,
        OTHER: given.get(OTHER, body[OTHER]), NEXT_STEPS: given.get(NEXT_STEPS, body[NEXT_STEPS]),
    }  # fmt: skip


def texts(body: Mapping[str, Any]) -> dict[str, str]:
    """The words of the minutes that people may correct, by the name of their field."""
    notes = {f"{NOTE}{item['id']}": item["note"] for item in body["items"]}
    return {**notes, OTHER: body[OTHER], NEXT_STEPS: body[NEXT_STEPS]}


def lines(words: str) -> list[str]:
    """The paragraphs of people's words: the lines that say something."""
    return [line.strip() for line in words.split("\n") if line.strip()]


def longer_items(body: Mapping[str, Any]) -> list[str]:
    """The points that take more lines than is usual, by title."""
    return [item["title"] for item in body["items"] if len(lines(item["note"])) > USUAL]


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The sections that differ, by name: an item by the name of its note's field."""
    old, new = texts(before), texts(after)
    words = [name for name, words in new.items() if words != old.get(name, "")]
    named = ("present", "absent", "follow_up", "decisions", "actions", "next")
    rest = [name for name in named if before.get(name, []) != after.get(name, [])]
    return words + rest


def fingerprint(body: Mapping[str, Any]) -> str:
    """SHA-256 (hexadecimal) of the sections as canonical JSON: one changed letter gives another."""
    canonical = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _sorted(record: Record, presence: str) -> list[Attendance]:
    rows = [row for row in record.attendance if row.presence == presence]
    return sorted(rows, key=lambda row: record.names[row.organisation_id])


def _of_the_body(row: Attendance, record: Record) -> bool:
    return record.body is None or row.organisation_id in record.body


def _present(row: Attendance, record: Record) -> dict[str, str]:
    return {"organisation": record.names[row.organisation_id], "capacity": row.capacity}


def _absent(row: Attendance, record: Record) -> dict[str, str]:
    return {"organisation": record.names[row.organisation_id], "answer": row.answer}


def _item(item: AgendaItem, record: Record) -> dict[str, Any]:
    return {
        "id": item.id, "title": item.title, "kind": item.kind,
        "organisation": record.names[item.organisation_id], "note": notes(record.meeting).get(str(item.id), ""),
        "document": item.document,
    }  # fmt: skip


def _decision(row: Decision, record: Record) -> dict[str, Any]:
    absent = [record.names[body] for body in record.waiting.get(row.code, row.absent)]
    return {
        "code": row.code, "title": row.title, "wording": row.wording, "wording_en": row.wording_en,
        "status": row.status, "absent": absent, "clause": row.clause, "item": row.item_id,
    }  # fmt: skip


def _action(row: Action, record: Record) -> dict[str, Any]:
    owner = record.names[row.organisation_id]
    return {
        "code": row.code, "wording": row.wording, "organisation": owner, "due": to_paper(row.due), "item": row.item_id,
    }  # fmt: skip


def _coming(meeting: Meeting | None) -> dict[str, Any]:
    return to_paper({"code": meeting.code, "starts_at": meeting.starts_at}) if meeting else {}
