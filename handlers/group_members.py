"""A member joins a working group or leaves it: its own wish, said by its focal point (ToR 5: groups)."""

from handlers import asked_seats, group_cards, group_finding
from handlers.asked_seats import officers
from handlers.commands import command
from handlers.desk import Desk
from handlers.group_finding import CLAUSE, require, show_button
from handlers.groups import unseat
from handlers.reply import Buttons, Card, Facts, Heading, Refusal, Reply, text
from handlers.request import CONFIRMED, Request
from handlers.why import source_parts
from storage import groups
from storage.groups import ACTIVE, PROPOSED, GroupMember, WorkingGroup
from storage.people import Organisation


@command("groups.join", power="speak_for_agency")
def join(request: Request, desk: Desk) -> Reply:
    """Any member may sit in a group that is at work."""
    return _moves(request, desk, joins=True)


@command("groups.leave", power="speak_for_agency")
def leave(request: Request, desk: Desk) -> Reply:
    """A member may leave a group; one that facilitates it is told that the group is left without a facilitator."""
    return _moves(request, desk, joins=False)


def _moves(request: Request, desk: Desk, *, joins: bool) -> Reply:
    group = group_finding.the_group(request, desk, ACTIVE)
    require(group, lambda each: each.status == ACTIVE)
    body = asked_seats.voice_of(request, desk, None, {}).organisation
    act = "join" if joins else "leave"
    if joins == (body.id in {each.id for each in group_finding.members_of(desk, group)}):
        raise Refusal(
            text(f"groups.already.{act}", organisation=body.name, name=group.name), clause=CLAUSE,
            instead=(show_button(group),),
        )  # fmt: skip
    if request.step != CONFIRMED:
        told = text("groups.told", all=[person.name for person in officers(desk)])
        facts = [(text("groups.fact.told"), told)]
        if not joins and group.facilitator_id == body.id:
            facts.append((text("groups.fact.facilitator"), text("groups.nobody")))
        heading = Heading(text(f"groups.{act}_preview", organisation=body.name, name=group.name))
        kept = request.at_step(request.step, values={**request.values, "group": str(group.id), "as": str(body.id)})
        return desk.show_first(kept, Card((heading, Facts(tuple(facts)), *source_parts(desk, CLAUSE))))
    _write(desk, group, body, joins=joins)
    heading = Heading(text(f"groups.{act}_done", organisation=body.name, name=group.name))
    return Reply(Card((heading, group_cards.group_facts(desk, group), Buttons((show_button(group),)))))


def leave_all(desk: Desk, body: Organisation) -> None:
    """An organisation that leaves the network leaves its working groups, those proposed too: only members sit in them."""
    for group in groups.all_groups(desk.session, desk.network_id):
        inside = body.id in {each.id for each in group_finding.members_of(desk, group)}
        if group.status in (PROPOSED, ACTIVE) and (inside or group.facilitator_id == body.id):
            _write(desk, group, body, joins=False)


def _write(desk: Desk, group: WorkingGroup, body: Organisation, *, joins: bool) -> None:
    assert group.id is not None
    assert body.id is not None
    if joins:
        desk.session.add(GroupMember(group_id=group.id, organisation_id=body.id, since=desk.today))
    else:
        for row in groups.members(desk.session, group.id):
            if row.organisation_id == body.id and row.until is None:
                unseat(desk, row)
        group.facilitator_id = None if group.facilitator_id == body.id else group.facilitator_id
        desk.session.add(group)
    desk.session.flush()
    act = "group.joined" if joins else "group.left"
    desk.record(act, group.name, CLAUSE, organisation=body.name)
    notice = "groups.joined" if joins else "groups.left"
    for person in officers(desk):
        desk.tell(
            person, notice, group.name, key=f"{notice}/{group.id}/{body.id}/{desk.now.isoformat()}/{person.id}",
            title=group.name, group=str(group.id), organisation=body.name, why=group_cards.told_why(desk),
        )  # fmt: skip
