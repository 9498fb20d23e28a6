"""Changing a setting of the network from chat, always by citing the decision that changes it (ToR 2, Agilidad)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers import finding, typed
from handlers.commands import command
from handlers.desk import Desk
from handlers.reply import Buttons, Card, Facts, Heading, Paragraph, Part, Refusal, Reply, Said, Text, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.setting_changes import allowed_from, change, decision_citable, nothing_shortened, setting, with_values
from handlers.setting_effects import Effects, effect_parts, effects
from handlers.setting_form import change_form, values_given, which_form
from handlers.why import source_parts, value_of
from storage import people
from storage.charter import Term
from storage.decisions import Decision
from storage.people import Person

CLERKS = ("coordination", "secretariat")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A change as it would be made: the setting before and after, from which day, by which decision, and what it does."""

    old: Term
    new: Term
    values: Mapping[str, Any]
    since: date
    decision: Decision
    effects: Effects


@command("settings.change", power="settings")
def change_setting(request: Request, desk: Desk) -> Reply:
    """Old value and new, clause, from when, and which deadlines it moves are shown; then it is changed, by that decision."""
    if not request.value("name"):
        return Reply(form=which_form(request, desk))
    term = setting(desk, request.value("name"))
    if (choice := _day_to_choose(request, desk)) is not None:
        return choice
    try:
        values = values_given(request, term)
        if request.step == FORM or not (values and request.value("date") and request.value("decision")):
            return Reply(form=change_form(request, desk, term))
        proposed = _checked(request, desk, values)
    except Refusal as refusal:
        refusal.form = change_form(request, desk, term)
        raise
    told = _told(desk)
    if request.step != CONFIRMED:
        return desk.show_first(request, _preview(desk, proposed, told))
    change(desk, term.name, values, proposed.since, proposed.decision.code)
    _tell(desk, proposed, told)
    return Reply(Card((Heading(text("setting.done")), Facts(_rows(desk, proposed)), *effect_parts(proposed.effects))))


def _checked(request: Request, desk: Desk, values: Mapping[str, Any]) -> Proposed:
    since = typed.day(request, "date")
    old = setting(desk, request.value("name"), since)
    decision = decision_citable(desk, request.value("decision"))
    allowed_from(desk, since, decision)
    new = with_values(desk, old, values, since, decision.code)
    found = effects(desk, old.name, values, since, decision.code)
    nothing_shortened(desk, found, old.name)
    return Proposed(old, new, values, since, decision, found)


def _preview(desk: Desk, proposed: Proposed, told: list[Person]) -> Card:
    names = [person.name for person in told]
    who = text("setting.told", who=names) if names else text("setting.told_nobody")
    facts = Facts((*_rows(desk, proposed), (text("record.told"), who)))
    parts: tuple[Part, ...] = (Heading(text("setting.preview")), facts, *effect_parts(proposed.effects))
    return Card((*parts, *source_parts(desk, proposed.old.clause, proposed.old.name)))


def _rows(desk: Desk, proposed: Proposed) -> tuple[tuple[Said, Said], ...]:
    decision, clause = proposed.decision, desk.law.charter.clauses[proposed.old.clause]
    return (
        (text("setting.which"), text(f"term.{proposed.old.name}")),
        (text("setting.old_value"), value_of(proposed.old)),
        (text("setting.new_value"), value_of(proposed.new)),
        (text("setting.since"), text("plain.day", day=proposed.since)),
        (text("setting.decision"), f"{decision.code} · {decision.title or typed.shortened(decision.wording)}"),
        (text("why.clause"), text("why.clause_number", number=clause.number)),
    )


def _day_to_choose(request: Request, desk: Desk) -> Reply | None:
    """Days to choose from, when the one that was typed was unclear or does not exist."""
    problem, choices = request.values.get("date_problem"), request.values.get("date_choices")
    if request.step == FORM or not (problem or choices):
        return None
    kept = {name: given for name, given in request.values.items() if name not in {"date", *finding.READ_DATES}}
    days = map(typed.as_day, choices or request.values.get("date_near") or ())
    offered = [(text("plain.day", day=day), {"date": day.isoformat()}) for day in days]
    buttons = Buttons(finding.kept_buttons(desk, request.command, kept, offered))
    why = problem if isinstance(problem, Text) else text("setting.which_day")
    return Reply(Card((Heading(text("setting.since")), Paragraph(why), buttons)), refused=True, wrong="date")


def _told(desk: Desk) -> list[Person]:
    """The coordination and the secretariat; members have the decision itself, with its extract."""
    clerks = people.readers(desk.session, desk.network_id, CLERKS, desk.today)
    return [person for person in clerks if person.id != desk.person_id]


def _tell(desk: Desk, proposed: Proposed, told: list[Person]) -> None:
    number = desk.law.charter.clauses[proposed.old.clause].number
    for person in told:
        desk.tell(
            person, "setting.changed", proposed.decision.code,
            key=f"setting.changed/{proposed.old.name}/{proposed.since}/{proposed.decision.code}/{desk.now.isoformat()}/{person.id}",
            name=text(f"term.{proposed.old.name}"), old=value_of(proposed.old), new=value_of(proposed.new),
            since=proposed.since, code=proposed.decision.code, term=proposed.old.name,
            why=text("setting.told_why", name=text(f"term.{proposed.old.name}"), clause=number),
        )  # fmt: skip
