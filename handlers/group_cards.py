"""How working groups look: what one is made of, the answers of a round, all of them in a list."""

from collections.abc import Sequence
from typing import Any

from handlers import group_finding
from handlers.commands import command
from handlers.decision_cards import clause_number
from handlers.desk import Desk
from handlers.group_finding import CLAUSE, round_open
from handlers.group_form import Plan
from handlers.mandates import may
from handlers.reply import Button, Buttons, Card, Facts, Heading, Note, Paragraph, Part, Reply, Said, Table, Text, text
from handlers.request import Request
from handlers.why import source_parts
from storage import groups
from storage.groups import ACTIVE, DISCARDED, ENDED, PROPOSED, Consultation, ConsultationAnswer, WorkingGroup
from storage.people import Organisation

Rows = list[tuple[Said, Said]]


@command("groups.list", power="see_register")
def list_(request: Request, desk: Desk) -> Reply:
    """The working groups, those that ended last; what was discarded was never one."""
    rows = [row for row in groups.all_groups(desk.session, desk.network_id) if row.status != DISCARDED]
    propose = Button(text("groups.button.propose"), "groups.propose", opens_form=True)
    presses = (propose,) if may(desk.law.charter, "manage_groups", desk.offices) else ()
    if not rows:
        parts: tuple[Part, ...] = (Heading(text("groups.title")), Paragraph(text("groups.none")))
        return Reply(Card((*parts, *((Buttons(presses),) if presses else ()))))
    rows.sort(key=lambda row: row.status == ENDED)
    header = tuple(text(f"groups.column.{name}") for name in ("name", "facilitator", "ends", "state"))
    table = Table(text("groups.caption"), header, tuple(_row(desk, row) for row in rows))
    buttons = (*presses, *(Button(row.name, "groups.show", {"group": str(row.id)}) for row in rows[:4]))
    return Reply(Card((Heading(text("groups.title")), table, Buttons(buttons))))


@command("groups.show", power="see_register")
def show(request: Request, desk: Desk) -> Reply:
    """One group: what it is for, who is in it, until when, and what its reader can do. Answers are the secretariat's to read."""
    group = group_finding.the_group(request, desk, PROPOSED, ACTIVE, ENDED)
    parts: list[Part] = [Heading(text("groups.heading", name=group.name)), group_facts(desk, group)]
    keeps = may(desk.law.charter, "manage_groups", desk.offices)
    for asked in groups.consultations(desk.session, desk.network_id) if keeps else ():
        if asked.group_id == group.id and (table := answers_table(desk, asked)) is not None:
            parts += [Note(text(f"groups.round.{asked.about}", since=asked.opened_at, until=asked.closes_at)), table]
    running = round_open(desk, group)
    if running is not None:
        parts.append(Note(text("groups.open_until", until=running.closes_at)))
    if buttons := _presses(desk, group, running):
        parts.append(Buttons(buttons))
    return Reply(Card((*parts, *source_parts(desk, CLAUSE))))


def _presses(desk: Desk, group: WorkingGroup, running: Consultation | None) -> tuple[Button, ...]:
    """What fits the group's state and the reader's office."""
    given, found = {"group": str(group.id)}, []
    if may(desk.law.charter, "speak_for_agency", desk.offices):
        if running is not None:
            found.append(agree_button(running))
            found.append(comment_button(running))
        if group.status == ACTIVE:
            found += [Button(text(f"groups.button.{name}"), f"groups.{name}", given) for name in ("join", "leave")]
    if may(desk.law.charter, "manage_groups", desk.offices) and group.status in (PROPOSED, ACTIVE):
        if running is None:
            label = "groups.button.consult" if group.status == PROPOSED else "groups.button.review"
            found.append(Button(text(label), "groups.consult", given))
        found.append(Button(text("groups.button.create"), "groups.create", given, opens_form=True))
        found.append(Button(text("groups.button.end"), "groups.end", given))
    return tuple(found)


def agree_button(asked: Consultation) -> Button:
    """One press: the member agrees."""
    return Button(
        text("groups.button.agree"), "groups.answer", {"consultation": str(asked.id), "agrees": "yes"}, "primary"
    )


def comment_button(asked: Consultation) -> Button:
    """The form in which a member comments, or does not agree."""
    return Button(text("groups.button.comment"), "groups.answer", {"consultation": str(asked.id)}, opens_form=True)


def plan_facts(plan: Plan) -> Facts:
    """A group as it would be."""
    rows: Rows = [
        (text("groups.fact.objectives"), plan.objectives),
        (text("groups.fact.facilitator"), plan.facilitator.name),
        (text("groups.fact.members"), text("groups.told", all=[body.name for body in plan.members])),
        (text("groups.fact.ends"), text("plain.day", day=plan.ends_on)),
    ]
    return Facts((*rows, *(((text("groups.fact.origin"), plan.origin),) if plan.origin else ())))


def facts_of(desk: Desk, group: WorkingGroup) -> Rows:
    """A group as it is on record."""
    bodies = [body.name for body in group_finding.members_of(desk, group)]
    rows: Rows = [(text("groups.fact.objectives"), group.objectives)]
    if group.facilitator_id is not None:
        rows.append((text("groups.fact.facilitator"), desk.session.get_one(Organisation, group.facilitator_id).name))
    rows.append((text("groups.fact.members"), text("groups.told", all=bodies) if bodies else text("groups.nobody")))
    if group.ends_on is not None:
        rows.append((text("groups.fact.ends"), text("plain.day", day=group.ends_on)))
    for name, value in (("origin", group.origin), ("decision", group.decision)):
        rows += [(text(f"groups.fact.{name}"), value)] if value else []
    return rows


def group_facts(desk: Desk, group: WorkingGroup) -> Facts:
    """The same with the state it is in."""
    return Facts((*facts_of(desk, group), (text("groups.fact.state"), text(f"groups.state.{group.status}"))))


def _row(desk: Desk, group: WorkingGroup) -> tuple[Said, ...]:
    body = desk.session.get(Organisation, group.facilitator_id) if group.facilitator_id is not None else None
    ends: Said = text("plain.day", day=group.ends_on) if group.ends_on else text("groups.no_end")
    return group.name, body.name if body else text("groups.nobody"), ends, text(f"groups.state.{group.status}")


def answers_table(desk: Desk, asked: Consultation) -> Table | None:
    """What each organisation answered, word for word: its newest answer in time, then what came too late. None without any."""
    assert asked.id is not None
    rows = groups.answers(desk.session, asked.id)
    if not rows:
        return None
    odds = groups.at_odds(rows, asked.closes_at)
    late = {row.organisation_id: row for row in rows if row.answered_at > asked.closes_at}
    said = [_answer(desk, row, _manner(row, odds)) for row in groups.standing(rows, asked.closes_at).values()]
    said += [_answer(desk, row, text("groups.said.late", answer=_plain(row))) for row in late.values()]
    header = tuple(text(f"groups.column.{name}") for name in ("organisation", "answer", "wording"))
    return Table(text("groups.answers_caption"), header, tuple(sorted(said, key=lambda each: str(each[0]))))


def _answer(desk: Desk, row: ConsultationAnswer, manner: Text) -> tuple[Said, ...]:
    body = desk.session.get_one(Organisation, row.organisation_id).name
    return body, manner, row.wording or text("groups.no_comment")


def _manner(row: ConsultationAnswer, odds: set[int]) -> Text:
    return text("groups.said.at_odds", answer=_plain(row)) if row.organisation_id in odds else _plain(row)


def _plain(row: ConsultationAnswer) -> Text:
    return text("groups.said.agrees" if row.agrees else "groups.said.disagrees")


def on_notice(table: Table) -> dict[str, Any]:
    """A table as a notice carries it."""
    return {"caption": table.caption, "header": list(table.header), "rows": [list(row) for row in table.rows]}


def silent_facts(silent: Sequence[str]) -> Rows:
    """Who did not answer: silence says nothing."""
    return [(text("groups.fact.silent"), text("groups.told", all=list(silent)))] if silent else []


def told_why(desk: Desk, setting: str = "") -> Text:
    """Why it came: members are consulted on the groups (ToR 5); and the setting that gives the days, if one does."""
    if not setting:
        return text("groups.told_why", number=clause_number(desk, CLAUSE))
    return text("groups.told_why_setting", number=clause_number(desk, CLAUSE), name=text(f"term.{setting}"))
