"""What a working group is made of: the form, and what was given checked (ToR 5: groups)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers import typed
from handlers.desk import Desk
from handlers.group_finding import CLAUSE, members_of
from handlers.reply import Field, Form, Option, Refusal, Said, text
from handlers.request import Request
from scheduler.groups import SUNSET, usual_end
from storage import decisions, groups, meetings, membership
from storage.groups import DISCARDED, ENDED, PROPOSED, WorkingGroup
from storage.people import Organisation

LONGEST_NAME, LONGEST_OBJECTIVES = 120, 1000
"""The objectives go with a press to the Committee, so they are kept short."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A working group as it would be."""

    name: str
    objectives: str
    facilitator: Organisation
    members: tuple[Organisation, ...]
    ends_on: date
    origin: str


def given_or_kept(request: Request, desk: Desk, group: WorkingGroup | None) -> dict[str, Any]:
    """What was given, and for the rest what the record has of the group."""
    given = dict(request.values)
    ends = group.ends_on if group is not None and group.status == PROPOSED else None
    given.setdefault("ends", (ends or usual_end(desk.law, desk.today)).isoformat())
    if group is not None:
        kept = {
            "name": group.name, "objectives": group.objectives, "origin": group.origin, "group": str(group.id),
            "facilitator": str(group.facilitator_id or ""), "members": [str(b.id) for b in members_of(desk, group)],
        }  # fmt: skip
        given = {**kept, **given}
    return given


def checked(request: Request, desk: Desk, given: dict[str, Any], group: WorkingGroup | None = None) -> Plan:
    """The plan; only members of the network sit in its groups, and none is without objectives, facilitator and end."""
    asked = request.at_step(request.step, values=given)
    name = typed.words(asked, "name", LONGEST_NAME)
    for row in groups.all_groups(desk.session, desk.network_id):
        taken = typed.plain(row.name) == typed.plain(name) and row.status not in (ENDED, DISCARDED)
        if taken and (group is None or row.id != group.id):
            raise Refusal(text("groups.name_taken", name=row.name), clause=CLAUSE, field="name")
    facilitator = _member(desk, asked.value("facilitator"), "facilitator")
    wanted = given.get("members") or ()
    named = [wanted] if isinstance(wanted, str) else list(wanted)
    bodies = {body.id: body for each in named for body in (_member(desk, str(each), "members"),)}
    bodies[facilitator.id] = facilitator
    ends = typed.day(asked, "ends")
    if ends <= desk.today:
        raise Refusal(text("groups.end_passed", day=ends), clause=CLAUSE, setting=SUNSET, field="ends")
    members = tuple(sorted(bodies.values(), key=lambda body: body.name))
    return Plan(
        name, typed.words(asked, "objectives", LONGEST_OBJECTIVES), facilitator, members, ends, _origin(asked, desk)
    )


def _member(desk: Desk, wanted: str, field: str) -> Organisation:
    for body in _members(desk):
        if wanted and (wanted == str(body.id) or typed.plain(wanted) == typed.plain(body.name)):
            return body
    raise Refusal(text("groups.not_a_member", organisation=wanted[:80]), clause="5.members", field=field)


def _members(desk: Desk) -> list[Organisation]:
    return membership.seats(desk.session, desk.network_id, membership.NETWORK, desk.today)


def _origin(request: Request, desk: Desk) -> str:
    """The meeting or technical agreement in which it was proposed, by its code."""
    code = request.value("origin").upper()
    if not code:
        return ""
    meeting = meetings.by_code(desk.session, desk.network_id, code)
    found = meeting or decisions.by_code(desk.session, desk.network_id, code)
    if found is None:
        raise Refusal(text("groups.no_origin", code=code[:60]), field="origin")
    return found.code


def group_form(command: str, desk: Desk, given: dict[str, Any], title: Said, first: Sequence[Field] = ()) -> Form:
    """Filled with what is known; the end is that of the setting unless somebody says another."""
    options = tuple(Option(str(body.id), body.name) for body in _members(desk))
    asked = Request(command, desk.network_id, desk.now, values=given)
    facilitator = next((o.value for o in options if _meant(o, asked.value("facilitator"))), None)
    wanted = given.get("members") or ()
    named = [wanted] if isinstance(wanted, str) else [str(each) for each in wanted]
    chosen = [o.value for o in options if any(_meant(o, each) for each in named)]
    fields = (
        *first,
        Field("text", "name", text("groups.fact.name"), typed.again(asked, "name", LONGEST_NAME), longest=LONGEST_NAME),
        Field(
            "long", "objectives", text("groups.fact.objectives"), typed.again(asked, "objectives", LONGEST_OBJECTIVES),
            text("groups.hint.objectives"), longest=LONGEST_OBJECTIVES,
        ),
        Field("select", "facilitator", text("groups.fact.facilitator"), facilitator, options=options),
        Field("multi", "members", text("groups.fact.members"), chosen, options=options, required=False),
        Field("date", "ends", text("groups.fact.ends"), asked.value("ends")[:10], text("groups.hint.ends")),
        Field("text", "origin", text("groups.fact.origin"), asked.value("origin"), text("groups.hint.origin"), required=False),
    )  # fmt: skip
    hidden = {"group": given["group"]} if given.get("group") else {}
    return Form(title, command, fields, hidden, text("groups.form.submit"))


def _meant(option: Option, wanted: str) -> bool:
    return bool(wanted) and (wanted == option.value or typed.plain(wanted) == typed.plain(str(option.label)))
