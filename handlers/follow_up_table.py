"""The follow-up table of a meeting: who does what by when, made only from the register (ToR 5.1.8)."""

from typing import Any

from handlers import record_meeting
from handlers.actions import owners
from handlers.commands import command
from handlers.desk import Desk
from handlers.minutes_record import CLAUSE, clerks
from handlers.minutes_round import told_why
from handlers.reply import Button, Buttons, Card, Facts, Heading, Note, Paragraph, Part, Reply, Said, Table, text
from handlers.request import CONFIRMED, Request
from handlers.why import source_parts
from scheduler.follow_up import FOLLOW_UP, SENT, sent_at
from storage import actions, decisions
from storage.actions import Action
from storage.meetings import HELD, Meeting
from storage.people import Organisation, Person
from storage.text import to_paper


@command("minutes.follow_up", power="circulate_minutes", clock=True)
def follow_up(request: Request, desk: Desk) -> Reply:
    """Whoever took something on, and the secretariat, have the table before the minutes; the clock sends it once."""
    record_meeting.take_turns(desk)
    meeting = record_meeting.the_meeting(request, desk, _held)
    record_meeting.require_held(desk, meeting)
    rows = actions.of_meeting(desk.session, meeting.id or 0)
    if desk.person is not None and (sent_at(meeting) or not rows):
        return Reply(_card(desk, meeting, rows))
    told = readers(desk, rows)
    if desk.person is not None and request.step != CONFIRMED:
        pinned = request.at_step(request.step, values={"meeting": meeting.code})
        return desk.show_first(pinned, _preview(desk, meeting, rows, told), confirm="table.button.send")
    if sent_at(meeting) is None:
        _send(desk, meeting, rows, told)
    return Reply(_card(desk, meeting, rows))


def _held(desk: Desk, meeting: Meeting) -> bool:
    return meeting.status == HELD


def readers(desk: Desk, rows: list[Action]) -> list[Person]:
    """Those who answer for an action of the meeting, and the secretariat; each once, nobody where there is no action."""
    bodies = [desk.session.get_one(Organisation, row.organisation_id) for row in rows]
    found = [person for body in bodies for person in owners(desk, body)]
    found += clerks(desk) if rows else []
    return list({person.id: person for person in found}.values())


def _send(desk: Desk, meeting: Meeting, rows: list[Action], told: list[Person]) -> None:
    meeting.notes = {**meeting.notes, SENT: to_paper(desk.now)}
    desk.session.add(meeting)
    desk.record("minutes.followed_up", meeting.code, CLAUSE, actions=[row.code for row in rows], readers=len(told))
    for person in told:
        desk.tell(
            person, FOLLOW_UP, meeting.code, key=f"{FOLLOW_UP}/{meeting.code}/{person.id}", meeting=meeting.code,
            title=meeting.title, count=len(rows), mine=True, table=_table(desk, rows), facts=_decided(desk, meeting),
            why=told_why(desk, FOLLOW_UP), gathered=desk.person is None,  # the clock sends it with the day's one message
        )  # fmt: skip


def _table(desk: Desk, rows: list[Action]) -> dict[str, Any]:
    """Who, what, by when, with the action's code; in the form a notice carries it."""
    return {
        "caption": text("table.caption"),
        "header": [text(f"table.column.{name}") for name in ("who", "what", "when", "code")],
        "rows": [_row(desk, row) for row in sorted(rows, key=lambda row: (row.due is None, row.due, row.code))],
    }


def _row(desk: Desk, row: Action) -> list[Said]:
    body = desk.session.get_one(Organisation, row.organisation_id).name
    due: Said = text("plain.day", day=row.due) if row.due else text("actions.no_day")
    return [body, row.wording, due, row.code]


def _decided(desk: Desk, meeting: Meeting) -> list[list[Said]]:
    """What the meeting settled, by number and title."""
    found = decisions.of_meeting(desk.session, meeting.id or 0)
    return [[text("minutes.fact.decision", code=row.code), row.title] for row in found]


def _preview(desk: Desk, meeting: Meeting, rows: list[Action], told: list[Person]) -> Card:
    names = [person.name for person in told]
    facts = Facts(((text("record.told"), text("decisions.listed", all=names)),))
    return Card((*_parts(desk, meeting, rows), facts, *source_parts(desk, CLAUSE, FOLLOW_UP)))


def _card(desk: Desk, meeting: Meeting, rows: list[Action]) -> Card:
    parts = _parts(desk, meeting, rows)
    if (when := sent_at(meeting)) and rows:
        parts.append(Note(text("table.sent", when=when)))
    draft = Button(text("minutes.button.draft"), "minutes.draft", {"meeting": meeting.code})
    return Card((*parts, *source_parts(desk, CLAUSE, FOLLOW_UP), Buttons((draft,))))


def _parts(desk: Desk, meeting: Meeting, rows: list[Action]) -> list[Part]:
    parts: list[Part] = [Heading(text("table.title", meeting=meeting.code))]
    if decided := _decided(desk, meeting):
        parts.append(Facts(tuple((label, value) for label, value in decided)))
    if not rows:
        return [*parts, Paragraph(text("table.empty"))]
    table = _table(desk, rows)
    return [*parts, Table(table["caption"], tuple(table["header"]), tuple(map(tuple, table["rows"])))]
