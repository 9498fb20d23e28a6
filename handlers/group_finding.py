"""Which working group somebody means, and who belongs to it: asked back when unclear."""

from collections.abc import Callable, Iterable

from handlers import finding, typed
from handlers.desk import Desk
from handlers.reply import Button, Buttons, Card, Heading, Question, Refusal, Reply, text
from handlers.request import Request
from storage import groups, people
from storage.groups import ACTIVE, PROPOSED, Consultation, WorkingGroup
from storage.people import Organisation, Person

CLAUSE = "5.groups"
OFFERED = 8


def the_group(request: Request, desk: Desk, *states: str) -> WorkingGroup:
    """The group that is named, in whatever state; else the only one in these states; else a press for each."""
    every = groups.all_groups(desk.session, desk.network_id)
    wanted = request.value("group")
    if wanted:
        named = [row for row in every if wanted == str(row.id)] or _by_name(every, wanted)
        if not named:
            raise Refusal(text("groups.unknown", wanted=wanted[:80]), clause=CLAUSE, instead=(list_button(),))
        every = named
    if not wanted or len(every) > 1:
        every = [row for row in every if row.status in (states or (PROPOSED, ACTIVE))]
    if not every:
        raise Refusal(text("groups.none_meant"), clause=CLAUSE, instead=(list_button(),))
    if len(every) > 1:
        raise Question(_which(request, desk, every))
    return every[0]


def _by_name(every: Iterable[WorkingGroup], wanted: str) -> list[WorkingGroup]:
    said = typed.plain(wanted)
    exact = [row for row in every if typed.plain(row.name) == said]
    return exact or [row for row in every if said in typed.plain(row.name) or typed.plain(row.name) in said]


def _which(request: Request, desk: Desk, every: list[WorkingGroup]) -> Reply:
    kept = {name: value for name, value in request.values.items() if name != "group"}
    choices = [(row.name, {"group": str(row.id)}) for row in every[:OFFERED]]
    buttons = finding.kept_buttons(desk, request.command, kept, choices)
    return Reply(Card((Heading(text("groups.which")), Buttons(buttons))))


def require(group: WorkingGroup, allowed: Callable[[WorkingGroup], bool]) -> None:
    """Refuse what does not suit a group's state, saying which it is in."""
    if not allowed(group):
        why = text("groups.not_in_that_state", name=group.name, state=text(f"groups.state.{group.status}"))
        raise Refusal(why, clause=CLAUSE, instead=(show_button(group),))


def members_of(desk: Desk, group: WorkingGroup) -> list[Organisation]:
    """The organisations in a group today; those proposed for it while it is only proposed. By name."""
    assert group.id is not None
    rows = groups.members(desk.session, group.id)
    inside = {row.organisation_id for row in rows if row.until is None or row.until >= desk.today}
    return sorted((desk.session.get_one(Organisation, each) for each in inside), key=lambda body: body.name)


def people_of(desk: Desk, bodies: Iterable[Organisation]) -> list[Person]:
    """The focal points and alternates of these organisations, each once, whoever acts aside."""
    found: dict[int | None, Person] = {}
    for body in bodies:
        rows = people.holders(desk.session, desk.network_id, ("focal_point", "alternate"), desk.today, body.id)
        found |= {person.id: person for _, person, _ in rows}
    return sorted((each for each in found.values() if each.id != desk.person_id), key=lambda person: person.name)


def round_open(desk: Desk, group: WorkingGroup) -> Consultation | None:
    """The consultation about a group that members can still answer, if there is one."""
    rows = groups.consultations(desk.session, desk.network_id)
    return next((row for row in rows if row.group_id == group.id and row.closes_at >= desk.now), None)


def list_button() -> Button:
    """The way to the working groups."""
    return Button(text("groups.button.list"), "groups.list")


def show_button(group: WorkingGroup) -> Button:
    """The way to one working group."""
    return Button(text("groups.button.show"), "groups.show", {"group": str(group.id)})
