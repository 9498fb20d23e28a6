"""One action as a card: what it is, whose, by when, and what became of it."""

from dataclasses import dataclass

from handlers.desk import Desk
from handlers.reply import Button, Buttons, Card, Facts, Heading, Paragraph, Part, Said, Table, text
from handlers.why import source_parts
from storage import actions
from storage.actions import DONE, MOVED, OPEN, Action, ActionEvent
from storage.meetings import Meeting
from storage.people import Organisation, Person

CLAUSE = "5.1.8"


@dataclass(frozen=True, slots=True)
class About:
    """An action's organisation by name, and the code of the meeting it comes from."""

    body: str
    meeting: str


def action_facts(desk: Desk, action: Action) -> About:
    """What is asked of the papers about an action."""
    meeting = desk.session.get(Meeting, action.meeting_id) if action.meeting_id else None
    return About(
        desk.session.get_one(Organisation, action.organisation_id).name,
        meeting.code if meeting else "",
    )


def action_card(desk: Desk, action: Action, *said: Part) -> Card:
    """The action with its history. `said` stands first: what was just done."""
    about = action_facts(desk, action)
    rows: list[tuple[Said, Said]] = [
        (text("actions.fact.organisation"), about.body),
        (text("actions.fact.due"), text("plain.day", day=action.due) if action.due else text("actions.no_day")),
        (text("actions.fact.status"), _status(action)),
    ]
    if about.meeting:
        rows.append((text("record.meeting"), about.meeting))
    parts: list[Part] = [Heading(text("actions.one", code=action.code)), *said, Paragraph(action.wording)]
    parts += [Facts(tuple(rows)), *_history(desk, action), *source_parts(desk, CLAUSE)]
    buttons = _presses(desk, action)
    return Card((*parts, Buttons(buttons))) if buttons else Card(tuple(parts))


def show_button(action: Action) -> Button:
    """The way to one action."""
    return Button(text("actions.button.show", code=action.code), "actions.show", {"code": action.code})


def _status(action: Action) -> Said:
    if action.status == DONE:
        return text("actions.status.done", when=action.done_at)
    return text("actions.status.help" if action.help_wanted_at else f"actions.status.{action.status}")


def _history(desk: Desk, action: Action) -> tuple[Part, ...]:
    found = actions.events(desk.session, action.id or 0)
    if not found:
        return ()
    header = tuple(text(f"actions.column.{name}") for name in ("when", "what", "who"))
    return (Table(text("actions.history"), header, tuple(_line(desk, row) for row in found)),)


def _line(desk: Desk, event: ActionEvent) -> tuple[Said, ...]:
    who = desk.session.get(Person, event.person_id) if event.person_id else None
    kind = f"{MOVED}_from_none" if event.kind == MOVED and event.before is None else event.kind
    what = text(f"actions.event.{kind}", words=event.words, before=event.before, after=event.after)
    return text("actions.when", when=event.said_at), what, who.name if who else ""


def _presses(desk: Desk, action: Action) -> tuple[Button, ...]:
    """What may still become of it, for those who may say so."""
    if action.status != OPEN or not may_update(desk, action):
        return ()
    about = {"code": action.code}
    return tuple(
        Button(text(f"actions.button.{name}"), f"actions.{name}", about, opens_form=True)
        for name in ("done", "move", "help")
    )


def may_update(desk: Desk, action: Action) -> bool:
    """Whoever answers for the organisation that took it on; the secretariat notes what it was told."""
    own = {office.organisation_id for office in desk.offices}
    return action.organisation_id in own or desk.holds("secretariat", "coordination")
