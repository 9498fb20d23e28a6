"""The terms a charter must have, what each is made of, and how one is read, or changed later by the secretariat."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from storage.charter import SETTING, TOR, Ladder, Term
from storage.charter_page import Page
from storage.charter_part import Part
from storage.people import OFFICES

MEETING_KINDS = ("plenary", "executive", "technical", "working_group", "extraordinary")
FARTHEST = 250
"""Working days a term may span: a year of them."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields a term is made of, and the least and greatest number in them."""

    fields: tuple[str, ...]
    low: int = 0
    high: int = FARTHEST


HOUR = Shape(("at",))
BEFORE_MEETING = Shape(("by_meeting",), -FARTHEST, 0)
"""Working days counted back from a meeting: negative numbers."""
NOTICE = Shape(("by_meeting",))
BEFORE = Shape(("working_days",), -FARTHEST, 0)
AFTER = Shape(("working_days",), 0, FARTHEST)
TIMES = Shape(("number",), 1, 12)
DAYS = Shape(("number",), 1, 60)
MINUTES = Shape(("number",), 0, 60)
"""0 means at once."""
ALERT = Shape(("day", "amber", "red"))
MONTHS = Shape(("number",), 1, 240)
DATES = Shape(("days",))
NAMES = Shape(("names",))
SWITCH = Shape(("on",))

TERMS: Mapping[str, Shape] = MappingProxyType(
    {
        "hours.opens": HOUR,
        "hours.closes": HOUR,
        "hours.close_of_business": HOUR,
        "hours.notices": HOUR,
        "meeting.notice": NOTICE,
        "agenda.call": BEFORE_MEETING,
        "agenda.answer": DAYS,
        "agenda.close": BEFORE_MEETING,
        "agenda.circulation": BEFORE_MEETING,
        "agenda.documents": BEFORE_MEETING,
        "invitation.government": BEFORE,
        "invitation.high_level": BEFORE,
        "invitation.stakeholder": BEFORE,
        "invitation.comment": AFTER,
        "invitation.answer": BEFORE,
        "invitation.slides": BEFORE,
        "invitation.thanks": AFTER,
        "calendar.patience": MINUTES,
        "undo.window": MINUTES,
        "hours.daily_line": HOUR,
        "messages.budget": TIMES,
        "messages.at_once": NAMES,
        "minutes.follow_up": AFTER,
        "action.due": AFTER,
        "action.overdue": DAYS,
        "action.coordinator": AFTER,
        "retention.mail": MONTHS,
        "retention.chat": MONTHS,
        "retention.messages": MONTHS,
        "retention.files": MONTHS,
        "poll.answer": AFTER,
        "poll.reminder": DAYS,
        "minutes.circulation": AFTER,
        "minutes.comments": AFTER,
        "minutes.final": AFTER,
        "absent.answer": AFTER,
        "seat.silence": AFTER,
        "no_objection.enabled": SWITCH,
        "no_objection.urgent": AFTER,
        "no_objection.ordinary": AFTER,
        "no_objection.substantive": AFTER,
        "no_objection.reminder": DAYS,
        "objection.mediation": AFTER,
        "decisions.extract": AFTER,
        "membership.acknowledgement": AFTER,
        "designation.focal_point": AFTER,
        "designation.government": AFTER,
        "contacts.check": DATES,
        "contacts.answer": AFTER,
        "contacts.deletion": DAYS,
        "guest.access": AFTER,
        "group.consultation": AFTER,
        "group.sunset": TIMES,
        "plenary.yearly": TIMES,
        "plenary.alert": ALERT,
        "executive.yearly": TIMES,
        "executive.alert": ALERT,
    }
)
"""Every term the secretariat knows how to keep. A charter has all of them and no other."""


def read_origin(part: Part, clauses: Collection[str]) -> dict[str, Any]:
    """Where a value comes from. What the clause itself says, nobody may change; a setting, its office may."""
    source = part.one_of("source", (TOR, SETTING), "source")
    clause = part.one_of("clause", clauses, "clause of this charter")
    origin: dict[str, Any] = {"source": source, "clause": clause, "since": part.day("since")}
    if source == SETTING:
        return origin | {"changed_by": part.one_of("changed_by", OFFICES, "office")}
    if part.has("changed_by"):
        mend = 'take the line out, or write source = "setting" if the secretariat may change it'
        raise part.wrong(
            "changed_by", f"{part.name} is a rule of the terms of reference, which nobody changes here", mend
        )
    return origin | {"changed_by": ""}


def read_term(name: str, part: Part, clauses: Collection[str]) -> Term:
    """One term, with exactly the fields its shape asks for."""
    term = Term(name=name, **read_origin(part, clauses), **_fields(name, part))
    if part.has("decision"):
        term = replace(term, decision=part.text("decision"))
    if part.has("owner"):
        term = replace(term, owner=part.one_of("owner", OFFICES, "office"))
    if part.has("ladder"):
        term = replace(term, ladder=_ladder(part.part("ladder")))
    part.close()
    _in_order(term, part)
    return term


def changed(term: Term, values: Mapping[str, Any], since: date, decision: str) -> Term:
    """The term with other values, checked as a charter's are; `by_meeting` may name some kinds of meeting only.

    `values` are as TOML or JSON have them: {"working_days": 7}, {"by_meeting": {"plenary": -9}}, {"at": "16:30"}.
    """
    whole = dict(values)
    if isinstance(whole.get("by_meeting"), Mapping):
        whole["by_meeting"] = {**term.by_meeting, **whole["by_meeting"]}
    part = Part(Page("the change", {}, {}), ("terms", term.name), whole)
    if term.source == TOR:
        raise part.wrong(
            "", f"{term.name} is a rule of the terms of reference", "no decision of the network changes it"
        )
    shape = TERMS[term.name]
    found = {field: _field(field, part, shape) for field in shape.fields if part.has(field)}
    part.close()
    term = replace(term, since=since, decision=decision, **found)
    _in_order(term, part)
    return term


def _fields(name: str, part: Part) -> dict[str, Any]:
    shape = TERMS[name]
    return {field: _field(field, part, shape) for field in shape.fields}


def _by_meeting(part: Part, shape: Shape) -> Mapping[str, int]:
    inner = part.part("by_meeting")
    found = {kind: inner.number(kind, shape.low, shape.high) for kind in MEETING_KINDS if inner.has(kind)}
    inner.close()
    if not found:
        raise part.wrong("by_meeting", "by_meeting is empty", f"give a number for some of {', '.join(MEETING_KINDS)}")
    return MappingProxyType(found)


def _field(field: str, part: Part, shape: Shape) -> Any:
    """The value of one of a term's fields."""
    if field == "by_meeting":
        return _by_meeting(part, shape)
    if field == "at":
        return part.hour(field)
    if field == "on":
        return part.flag(field)
    if field == "days":
        return part.yearly_days(field)
    if field == "names":
        return part.names(field)
    if field in {"day", "amber", "red"}:
        return part.yearly(field)
    return part.number(field, shape.low, shape.high)


def _ladder(part: Part) -> Ladder:
    """Who hears when: working days before the due day, on it, and late."""
    ladder = Ladder(
        before=part.numbers("before", 1, FARTHEST) if part.has("before") else (),
        on_the_day=part.flag("on_the_day") if part.has("on_the_day") else False,
        late=part.number("late", 1, FARTHEST) if part.has("late") else None,
        coordinator=part.number("coordinator", 1, FARTHEST) if part.has("coordinator") else None,
    )
    part.close()
    if ladder.late and ladder.coordinator and ladder.coordinator < ladder.late:
        what = f"the coordinator would hear after {ladder.coordinator} days, before the one who answers for it ({ladder.late})"
        raise part.wrong("coordinator", what, "give a number not less than late")
    return ladder


def _in_order(term: Term, part: Part) -> None:
    """The warnings of a year come one after another, and before the day itself."""
    if term.amber and term.red and term.day and not term.amber < term.red <= term.day:
        raise part.wrong(
            "amber", "amber, red and day are not in this order", "let amber come before red, and red not after day"
        )
