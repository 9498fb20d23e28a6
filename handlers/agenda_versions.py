"""Which agenda was sent, and what has changed in it since: kept with the meeting, compared in plain words."""

from collections.abc import Sequence
from typing import Any

from handlers import agenda_speakers, open_actions
from handlers.agenda_cards import agenda_table, sum_line
from handlers.agenda_items import total
from handlers.desk import Desk
from handlers.reply import Text, text
from handlers.request import Request
from storage import agenda
from storage.agenda import AgendaItem
from storage.meetings import Meeting

SENT = "agenda"
"""Where the meeting's notes keep the agenda that was sent last: its version, and id, title and document of each point."""


def keep(desk: Desk, meeting: Meeting, items: Sequence[AgendaItem]) -> int:
    """Remember this agenda as the one that was sent; the number of its version, counted from 1."""
    version = int(_sent(meeting).get("version", 0)) + 1
    points = [[item.id, item.title, item.document] for item in items]
    speakers = agenda_speakers.state(desk, meeting)
    meeting.notes = {**meeting.notes, SENT: {"version": version, "points": points, "speakers": speakers}}
    desk.session.add(meeting)
    return version


def changes(desk: Desk, meeting: Meeting) -> list[Text]:
    """What is different from the agenda that was sent; nothing before one was."""
    assert meeting.id is not None
    sent = _sent(meeting)
    if not sent:
        return []
    before: dict[Any, tuple[str, str]] = {number: (title, document) for number, title, document in sent["points"]}
    now = {item.id: item for item in agenda.items(desk.session, meeting.id)}
    found = [text("agenda.change.added", title=item.title) for number, item in now.items() if number not in before]
    found += [text("agenda.change.removed", title=title) for number, (title, _) in before.items() if number not in now]
    found += [
        text("agenda.change.document", title=item.title)
        for number, item in now.items()
        if number in before and item.document != before[number][1]
    ]
    said, says = sent.get("speakers", {}), agenda_speakers.state(desk, meeting)
    found += [
        text("agenda.change.speaker", title=item.title)
        for number, item in now.items()
        if number in before and said.get(str(number)) != says.get(str(number))
    ]
    stayed = [number for number in before if number in now]
    if stayed != [number for number in now if number in before]:
        found.append(text("agenda.change.order"))
    return found


def differs(request: Request, items: Sequence[AgendaItem]) -> bool:
    """Whether the agenda is another one than was shown: numbers and readers were shown for that one."""
    return list(request.values.get("points") or ()) != [item.id for item in items]


def agenda_values(desk: Desk, meeting: Meeting, items: Sequence[AgendaItem]) -> dict[str, Any]:
    """The agenda as a notice carries it: open actions first, the sum in words, and the table when there is one."""
    first = open_actions.agenda_rows(desk, meeting)
    if not items:
        return {"count": 0, "sum": text("agenda.empty"), "facts": first}
    return {
        "facts": first,
        "count": len(items),
        "sum": sum_line(meeting, total(list(items))),
        "table": agenda_table(desk, items),
    }


def _sent(meeting: Meeting) -> dict[str, Any]:
    kept: Any = meeting.notes.get(SENT)
    return kept if isinstance(kept, dict) else {}
