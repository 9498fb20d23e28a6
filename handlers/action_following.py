"""What becomes of an action: done with its evidence, a new day with its reason, help asked for, taken back (ToR 5.1.8)."""

from datetime import date

from handlers import action_days, typed
from handlers.action_cards import CLAUSE, action_card, action_facts
from handlers.action_meant import action_meant, require_open
from handlers.commands import command
from handlers.desk import Desk
from handlers.reply import Field, Form, Note, Paragraph, Part, Refusal, Reply, text
from handlers.request import FORM, Request
from handlers.undo_offer import window
from storage import actions, people
from storage.actions import DONE, HELP, MOVED, UNDONE, Action, ActionEvent

STEPS = ("actions.done", "actions.move", "actions.help")
SECRETARIAT = ("secretariat", "coordination")


@command("actions.done", power="update_actions")
def done(request: Request, desk: Desk) -> Reply:
    """Whoever took it on says that it is done, and what shows it. The secretariat hears when it can no longer be taken back."""
    action = action_meant(request, desk)
    require_open(desk, action)
    if request.step == FORM or not request.value("wording"):
        return Reply(form=_form(request, action, "done"))
    words = typed.words(request, "wording")
    action.status, action.done_at, action.evidence, action.help_wanted_at = DONE, desk.now, words, None
    event = _happened(desk, action, DONE, words)
    _tell_secretariat(desk, action, event)
    return _said(desk, action, event)


@command("actions.move", power="update_actions")
def move(request: Request, desk: Desk) -> Reply:
    """A new working day, with the reason; the day before it stays on record."""
    action = action_meant(request, desk)
    require_open(desk, action)
    if (choice := action_days.day_to_choose(request, desk)) is not None:
        return choice
    if request.step == FORM or not (request.value("date") and request.value("wording")):
        return Reply(form=_move_form(request, action))
    due, words, before = typed.day(request, "date"), typed.words(request, "wording"), action.due
    if due <= desk.today or due == before:
        why = text("actions.same_day" if due == before else "actions.past", day=due)
        raise Refusal(why, clause=CLAUSE, field="date", form=_move_form(request, action))
    action.due = due
    event = _happened(desk, action, MOVED, words, before=before, after=due)
    _tell_secretariat(desk, action, event)
    return _said(desk, action, event)


@command("actions.help", power="update_actions")
def ask_for_help(request: Request, desk: Desk) -> Reply:
    """Whoever took it on cannot do it alone: the secretariat hears what is needed, nobody else does."""
    action = action_meant(request, desk)
    require_open(desk, action)
    if request.step == FORM or not request.value("wording"):
        return Reply(form=_form(request, action, "help"))
    words = typed.words(request, "wording")
    action.help_wanted_at = desk.now
    event = _happened(desk, action, HELP, words)
    _tell_secretariat(desk, action, event)
    return _said(desk, action, event)


@command("actions.show", power="see_register")
def show(request: Request, desk: Desk) -> Reply:
    """One action: who took it on, by when, and everything that became of it."""
    return Reply(action_card(desk, action_meant(request, desk)))


def step_undone(desk: Desk, code: str) -> None:
    """The step stays in the action's history, and after it that it was undone."""
    action = actions.by_code(desk.session, desk.network_id, code)
    assert action is not None
    _event(desk, action, UNDONE, "")


def _happened(
    desk: Desk, action: Action, kind: str, words: str, *, before: date | None = None, after: date | None = None
) -> ActionEvent:
    event = _event(desk, action, kind, words, before=before, after=after)
    desk.record(f"action.{kind}", action.code, CLAUSE, before=before, after=after)
    return event


def _event(
    desk: Desk, action: Action, kind: str, words: str, *, before: date | None = None, after: date | None = None
) -> ActionEvent:
    assert action.id is not None
    event = ActionEvent(
        network_id=desk.network_id, action_id=action.id, kind=kind, words=words, before=before, after=after,
        person_id=desk.person_id, said_at=desk.now,
    )  # fmt: skip
    desk.session.add_all((action, event))
    desk.session.flush()
    return event


def _tell_secretariat(desk: Desk, action: Action, event: ActionEvent) -> None:
    """Once it can no longer be taken back; whoever did it is not told."""
    due = desk.now + window(desk)
    for person in people.readers(desk.session, desk.network_id, SECRETARIAT, desk.today):
        if person.id == desk.person_id:
            continue
        desk.tell(
            person, f"action.{event.kind}", action.code, key=f"{_key(action, event)}/{person.id}", due_at=due,
            code=action.code, wording=action.wording, words=event.words, before=event.before, day=action.due,
            organisation=action_facts(desk, action).body,
            why=text("actions.told_why", number=desk.law.charter.clauses[CLAUSE].number),
        )  # fmt: skip


def _key(action: Action, event: ActionEvent) -> str:
    return f"action.{event.kind}/{action.code}/{event.id}"


def _said(desk: Desk, action: Action, event: ActionEvent) -> Reply:
    """The secretariat hears it once it can no longer be taken back."""
    said: list[Part] = [Paragraph(text(f"actions.said.{event.kind}", code=action.code, day=action.due))]
    if window(desk):
        said.append(Note(text("actions.told_later")))
    return Reply(action_card(desk, action, *said))


def _form(request: Request, action: Action, kind: str) -> Form:
    field = Field(
        "long", "wording", text(f"actions.ask.{kind}"), typed.again(request, "wording"), text(f"actions.hint.{kind}")
    )
    return Form(
        text(f"actions.form.{kind}"), f"actions.{kind}", (field,), {"code": action.code}, text("actions.form.submit"),
        text("actions.form.about", code=action.code, wording=action.wording),
    )  # fmt: skip


def _move_form(request: Request, action: Action) -> Form:
    given = request.value("date")[:10]
    fields = (
        Field("date", "date", text("actions.ask.day"), given or None, text("actions.hint.due")),
        Field(
            "long", "wording", text("actions.ask.reason"), typed.again(request, "wording"), text("actions.hint.reason")
        ),
    )
    return Form(
        text("actions.form.move"), "actions.move", fields, {"code": action.code}, text("actions.form.submit"),
        text("actions.form.about", code=action.code, wording=action.wording),
    )  # fmt: skip
