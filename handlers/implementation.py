"""What became of the decisions, in one view: each with its state and the actions its meeting left (ToR 5.1.8)."""

from handlers import typed
from handlers.commands import command
from handlers.decision_buttons import list_button
from handlers.decision_cards import DECISION, state_of
from handlers.desk import Desk
from handlers.reply import Button, Buttons, Card, Heading, Note, Paragraph, Part, Reply, Said, Table, Text, text
from handlers.request import Request
from handlers.why import source_parts
from storage import actions, decisions
from storage.actions import DONE, Action
from storage.decisions import AD_REFERENDUM, CONSENSUS, Decision
from storage.people import Organisation

CLAUSE = "5.1.8"
PAGE = 8
IN_FORCE = (CONSENSUS, AD_REFERENDUM)


@command("decisions.follow_up", power="see_register")
def follow_up(request: Request, desk: Desk) -> Reply:
    """The decisions in force, newest first, and how far the actions of their meeting have come. Bodies, no people."""
    found = [row for row in decisions.register(desk.session, desk.network_id) if _in_force(row)]
    if not found:
        return Reply(Card((Heading(text("implementation.title")), Paragraph(text("implementation.none")))))
    start = min(typed.number(request, "from"), len(found) - 1)
    page = found[start : start + PAGE]
    header = tuple(text(f"implementation.column.{name}") for name in ("decision", "state", "actions"))
    table = Table(text("implementation.caption"), header, tuple(_row(desk, row) for row in page))
    parts: list[Part] = [
        Heading(text("implementation.title")),
        table,
        Note(text("implementation.note")),
        *source_parts(desk, CLAUSE),
    ]
    buttons = [list_button(), Button(text("actions.button.list"), "actions.list")]
    if start + PAGE < len(found):
        buttons.append(Button(text("register.button.more"), "decisions.follow_up", {"from": start + PAGE}))
    return Reply(Card((*parts, Buttons(tuple(buttons)))))


def _in_force(row: Decision) -> bool:
    return row.series == DECISION and row.status in IN_FORCE


def _row(desk: Desk, row: Decision) -> tuple[Said, ...]:
    left = actions.of_meeting(desk.session, row.meeting_id) if row.meeting_id else []
    lines = [_line(desk, action) for action in left]
    said = text("decisions.listed", all=lines) if lines else text("implementation.no_actions")
    return text("decisions.entry", code=row.code, title=row.title), state_of(desk, row), said


def _line(desk: Desk, action: Action) -> Text:
    body = desk.session.get_one(Organisation, action.organisation_id).name
    name = "done" if action.status == DONE else "open" if action.due else "open_no_day"
    when = action.done_at if action.status == DONE else action.due
    return text(f"implementation.{name}", code=action.code, organisation=body, when=when)
