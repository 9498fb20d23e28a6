"""Which action somebody means: by its code, the only one of their own, or a press for each."""

from handlers import typed
from handlers.action_cards import CLAUSE, may_update, show_button
from handlers.desk import Desk
from handlers.finding import kept_buttons
from handlers.reply import Button, Buttons, Card, Heading, Paragraph, Question, Refusal, Reply, text
from handlers.request import Request
from storage import actions
from storage.actions import DONE, DROPPED, Action
from storage.people import Organisation

OFFERED = 8


def action_meant(request: Request, desk: Desk) -> Action:
    """The action of that code; else the only open one that is one's own; else a press for each."""
    if code := request.value("code"):
        found = actions.by_code(desk.session, desk.network_id, code)
        if found is None:
            raise Refusal(text("actions.unknown", code=code[:40]), instead=(_list_button(),), field="code")
        return found
    own = {office.organisation_id for office in desk.offices}
    every = actions.still_open(desk.session, desk.network_id)
    mine = [row for row in every if row.organisation_id in own] or [row for row in every if may_update(desk, row)]
    if len(mine) == 1:
        return mine[0]
    if not mine:
        raise Refusal(text("actions.none_yours"), instead=(_list_button(),), clause=CLAUSE)
    raise Question(_which(request, desk, mine))


def require_open(desk: Desk, action: Action) -> None:
    """An action is its organisation's to report on, and only while it is open."""
    if not may_update(desk, action):
        body = desk.session.get_one(Organisation, action.organisation_id).name
        why = text("actions.not_yours", code=action.code, organisation=body)
        raise Refusal(why, clause=CLAUSE, setting="powers.update_actions", instead=(show_button(action),))
    if action.status == DROPPED:
        raise Refusal(text("actions.dropped", code=action.code), clause=CLAUSE, instead=(_list_button(),))
    if action.status == DONE:
        why = text("actions.done_already", code=action.code, when=action.done_at)
        raise Refusal(why, clause=CLAUSE, instead=(show_button(action),))


def _which(request: Request, desk: Desk, among: list[Action]) -> Reply:
    kept = {name: given for name, given in request.values.items() if name != "code"}
    choices = [(text("actions.button.this", code=row.code), {"code": row.code}) for row in among[:OFFERED]]
    buttons = kept_buttons(desk, request.command, kept, choices)
    lines = tuple(
        Paragraph(text("actions.line", code=row.code, wording=typed.shortened(row.wording))) for row in among[:OFFERED]
    )
    more = (_list_button(),) if len(among) > OFFERED else ()
    return Reply(Card((Heading(text("actions.which")), *lines, Buttons((*buttons, *more)))))


def _list_button() -> Button:
    return Button(text("actions.button.list"), "actions.list")
