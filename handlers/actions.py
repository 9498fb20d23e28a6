"""Actions: what an organisation took upon itself at a meeting, by a working day (ToR 5.1.8: follow-up)."""

from dataclasses import dataclass
from datetime import date

from handlers import action_days, record_lines, record_meeting, typed
from handlers.action_form import assign_form, body_named
from handlers.action_owner import with_owner
from handlers.commands import command
from handlers.decision_cards import clause_number
from handlers.desk import Desk
from handlers.meeting_items import item_named, with_point
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Facts,
    Heading,
    Note,
    Paragraph,
    Part,
    Refusal,
    Reply,
    Said,
    Table,
    text,
)
from handlers.request import CONFIRMED, FORM, Request
from handlers.why import source_parts
from storage import actions as known
from storage import numbers, people
from storage.actions import Action
from storage.agenda import AgendaItem
from storage.meetings import Meeting
from storage.people import Organisation, Person

CLAUSE = "5.1.8"
SERIES = "A"
PAGE = 12
ANSWER_FOR = (
    ("focal_point", "alternate"),
    ("rco",),
    ("executive", "resident_coordinator"),
    ("secretariat", "coordination"),
)
"""Who hears of an organisation's action: its focal points, else the next of these that it has."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """An action as it would be recorded."""

    meeting: Meeting
    wording: str
    body: Organisation
    due: date
    item: AgendaItem | None = None


@command("actions.assign", power="record")
def assign(request: Request, desk: Desk) -> Reply:
    """An action has words, an organisation that took it on, and a working day by which it is done."""
    meeting = record_meeting.meeting_meant(request, desk, record_meeting.record_open)
    if meeting is not None:
        record_meeting.require_open(desk, meeting)
    if (choice := action_days.day_to_choose(request, desk)) is not None:
        return choice
    if meeting is not None:
        request = with_owner(with_point(request, desk, meeting, assign_form), desk)
    given = all(request.value(name) for name in ("wording", "organisation", "date"))
    if meeting is None or request.step == FORM or not given:
        return Reply(form=assign_form(request, desk, meeting))
    try:
        proposed = _checked(request, desk, meeting)
    except Refusal as refusal:
        refusal.form = assign_form(request, desk, meeting)
        raise
    told = owners(desk, proposed.body)
    facts = _facts(proposed, told)
    if request.step != CONFIRMED:
        kept = request.at_step(request.step, values={**request.values, "meeting": meeting.code})
        card = Card((Heading(text("actions.preview")), Paragraph(proposed.wording), facts, *source_parts(desk, CLAUSE)))
        return desk.show_first(kept, card)
    action = _write(desk, proposed)
    _tell(desk, action, proposed, told)
    record_lines.keep(desk, meeting, record_lines.ACTION, action.code, action.wording)
    another = Button(text("actions.button.another"), "actions.assign", {"meeting": meeting.code}, opens_form=True)
    parts = (
        Heading(text("actions.done", code=action.code)),
        Paragraph(action.wording),
        facts,
        Buttons((another, list_button())),
    )
    return Reply(Card(parts))


@command("actions.list", power="see_register")
def list_(request: Request, desk: Desk) -> Reply:
    """The open actions by due day; of one organisation or one meeting when named. Nobody is called late here."""
    rows = known.still_open(desk.session, desk.network_id)
    if wanted := request.value("organisation"):
        body = body_named(desk, wanted)
        rows = [row for row in rows if row.organisation_id == body.id]
    if request.value("mine"):
        own = {office.organisation_id for office in desk.offices}
        rows = [row for row in rows if row.organisation_id in own]
    if not rows:
        return Reply(Card((Heading(text("actions.title")), Paragraph(text("actions.none")))))
    start = min(typed.number(request, "from"), len(rows) - 1)
    page = rows[start : start + PAGE]
    header = tuple(text(f"actions.column.{name}") for name in ("code", "wording", "organisation", "due"))
    table = Table(text("actions.caption"), header, tuple(_row(desk, row) for row in page))
    parts: list[Part] = [Heading(text("actions.title")), table, Note(text("actions.note", count=len(rows)))]
    if start + PAGE < len(rows):
        given = {name: request.value(name) for name in ("organisation", "mine") if request.value(name)}
        more = Button(text("register.button.more"), "actions.list", {**given, "from": start + PAGE})
        parts.append(Buttons((more,)))
    return Reply(Card(tuple(parts)))


def list_button() -> Button:
    """The way to the open actions."""
    return Button(text("actions.button.list"), "actions.list")


def owners(desk: Desk, body: Organisation) -> list[Person]:
    """Who is told of an organisation's action: its focal points, or whoever answers for it where it has none."""
    for offices in ANSWER_FOR:
        found = people.holders(desk.session, desk.network_id, offices, desk.today, body.id)
        if found:
            return list({person.id: person for _, person, _ in found}.values())
    return []


def _checked(request: Request, desk: Desk, meeting: Meeting) -> Proposed:
    due = typed.day(request, "date")
    if due < desk.today:
        raise Refusal(text("actions.past", day=due), clause=CLAUSE, field="date")
    body = body_named(desk, request.value("organisation"))
    return Proposed(meeting, typed.words(request, "wording"), body, due, item_named(request, desk, meeting))


def _facts(proposed: Proposed, told: list[Person]) -> Facts:
    names = [person.name for person in told]
    rows: list[tuple[Said, Said]] = [
        (text("actions.fact.organisation"), proposed.body.name),
        (text("actions.fact.due"), text("plain.day", day=proposed.due)),
        (text("record.meeting"), record_meeting.meeting_line(proposed.meeting)),
    ]
    if proposed.item:
        rows.append((text("decisions.fact.item"), proposed.item.title))
    if names:
        rows.append((text("record.told"), text("decisions.listed", all=names)))
    return Facts(tuple(rows))


def _write(desk: Desk, proposed: Proposed) -> Action:
    assert proposed.body.id is not None
    year = record_meeting.day_held(desk, proposed.meeting).year
    code = numbers.next_code(desk.session, desk.network_id, SERIES, year)
    action = Action(
        network_id=desk.network_id, meeting_id=proposed.meeting.id, code=code, wording=proposed.wording,
        organisation_id=proposed.body.id, due=proposed.due, recorded_by=desk.person_id, recorded_at=desk.now,
        item_id=proposed.item.id if proposed.item else None,
    )  # fmt: skip
    desk.session.add(action)
    desk.session.flush()
    desk.record(
        "action.assigned",
        code,
        CLAUSE,
        meeting=proposed.meeting.code,
        organisation=proposed.body.name,
        due=proposed.due,
    )
    return action


def _tell(desk: Desk, action: Action, proposed: Proposed, told: list[Person]) -> None:
    for person in told:
        desk.tell(
            person, "action.assigned", action.code, key=f"action.assigned/{action.code}/{person.id}",
            meeting=proposed.meeting.code, code=action.code, wording=action.wording,
            organisation=proposed.body.name, due=proposed.due,
            why=text("actions.told_why", number=clause_number(desk, CLAUSE)),
        )  # fmt: skip


def _row(desk: Desk, action: Action) -> tuple[Said, ...]:
    body = desk.session.get_one(Organisation, action.organisation_id).name
    due: Said = text("plain.day", day=action.due) if action.due else text("actions.no_day")
    return action.code, action.wording, body, due
