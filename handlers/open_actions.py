"""What earlier meetings of a kind left: the first line of the next agenda, and the follow-up in its minutes (ToR 5.1.8)."""

from typing import Any

from handlers.desk import Desk
from handlers.reply import Button, Buttons, Facts, Heading, Note, Part, Said, text
from storage import actions, decisions, meetings
from storage.actions import MOVED, Action
from storage.meetings import CANCELLED, CONVENED, HELD, Meeting
from storage.people import Organisation
from storage.text import to_paper

SHOWN = 10


def left_open(desk: Desk, meeting: Meeting) -> list[Action]:
    """The open actions of the meetings of its kind that came before, soonest due first."""
    earlier = {row.id for row in earlier_meetings(desk, meeting)}
    return [row for row in actions.still_open(desk.session, desk.network_id) if row.meeting_id in earlier]


def earlier_meetings(desk: Desk, meeting: Meeting) -> list[Meeting]:
    """The meetings of its kind that came before and were not cancelled, oldest first."""
    rows = meetings.all_meetings(desk.session, desk.network_id)
    return [
        row for row in rows
        if row.kind == meeting.kind and row.status != CANCELLED and row.starts_at < meeting.starts_at
    ]  # fmt: skip


def agenda_rows(desk: Desk, meeting: Meeting) -> list[list[Said]]:
    """The open actions as lines that stand before the points of an agenda; none once the meeting is over."""
    if meeting.status != CONVENED or meeting.ends_at <= desk.now:
        return []
    found = left_open(desk, meeting)
    rows: list[list[Said]] = [[text("open.first"), text("open.count", count=len(found))]] if found else []
    return rows + [_line(desk, row) for row in found[:SHOWN]]


def agenda_parts(desk: Desk, meeting: Meeting) -> tuple[Part, ...]:
    """The same on a card, with the way to all of them when there are more."""
    rows = agenda_rows(desk, meeting)
    if not rows:
        return ()
    parts: list[Part] = [Heading(text("open.title")), Facts(tuple((label, value) for label, value in rows))]
    if len(left_open(desk, meeting)) > SHOWN:
        parts += [Note(text("open.more")), Buttons((Button(text("actions.button.list"), "actions.list"),))]
    return tuple(parts)


def _line(desk: Desk, row: Action) -> list[Said]:
    body = desk.session.get_one(Organisation, row.organisation_id).name
    due: Said = text("plain.day", day=row.due) if row.due else text("actions.no_day")
    return [text("open.line", code=row.code, organisation=body), text("open.due", wording=row.wording, due=due)]


def follow_up_of(desk: Desk, meeting: Meeting) -> list[dict[str, Any]]:
    """How what earlier meetings of its kind left stood at the end of this one: actions, and the last meeting's decisions.

    What was done before the last of them is told in its minutes and is not told again.
    """
    earlier = [row for row in earlier_meetings(desk, meeting) if row.status == HELD]
    if not earlier:
        return []
    last = earlier[-1]
    rows = [row for each in earlier for row in actions.of_meeting(desk.session, each.id or 0)]
    told = [row for row in rows if row.done_at is None or row.done_at >= last.starts_at]
    taken = [row for row in decisions.of_meeting(desk.session, last.id or 0) if row.series == "D"]
    entries: list[dict[str, Any]] = [
        {"code": row.code, "title": row.title, "status": row.status, "kind": "decision"} for row in taken
    ]
    return entries + [_as_of(desk, row, meeting) for row in told]


def _as_of(desk: Desk, row: Action, meeting: Meeting) -> dict[str, Any]:
    """An action as it stood when the meeting was over: what came later belongs to the next minutes."""
    done = row.done_at is not None and row.done_at <= meeting.ends_at
    later = [
        event for event in actions.events(desk.session, row.id or 0)
        if event.kind == MOVED and event.said_at > meeting.ends_at
    ]  # fmt: skip
    due = later[0].before if later else row.due
    return {
        "code": row.code, "title": row.wording, "status": "done" if done else "open", "kind": "action",
        "organisation": desk.session.get_one(Organisation, row.organisation_id).name, "due": to_paper(due),
        "evidence": row.evidence if done else "",
    }  # fmt: skip
