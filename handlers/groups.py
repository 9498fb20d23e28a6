"""Working groups: proposed, and later ended, by the secretariat; the Committee decides on them (ToR 5: groups, 5.2.1)."""

from datetime import timedelta

from handlers import group_cards, group_finding
from handlers.commands import command
from handlers.desk import Desk
from handlers.group_finding import CLAUSE, require, round_open, show_button
from handlers.group_form import Plan, checked, given_or_kept, group_form
from handlers.reply import Button, Buttons, Card, Facts, Heading, Paragraph, Refusal, Reply, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.why import source_parts
from scheduler.groups import CONSULTATION, SUNSET
from storage import groups
from storage.groups import ACTIVE, DISCARDED, ENDED, PROPOSED, REVIEW, GroupMember, WorkingGroup

NEEDED = ("name", "objectives", "facilitator")


@command("groups.propose", power="manage_groups")
def propose(request: Request, desk: Desk) -> Reply:
    """The secretariat writes a proposal down: nobody is told yet, and nothing exists until members were consulted and the Committee decided."""
    given = given_or_kept(request, desk, None)
    form = group_form("groups.propose", desk, given, text("groups.form.title"))
    if request.step == FORM or not all(request.value(name) for name in NEEDED):
        return Reply(form=form)
    try:
        plan = checked(request, desk, given)
    except Refusal as refusal:
        refusal.form = form
        raise
    facts = group_cards.plan_facts(plan)
    if request.step != CONFIRMED:
        heading = Heading(text("groups.preview", name=plan.name))
        told = Paragraph(text("groups.nobody_told_yet"))
        kept = request.at_step(request.step, values=given)
        return desk.show_first(kept, Card((heading, facts, told, *source_parts(desk, CLAUSE, SUNSET))))
    group = _write(desk, plan)
    ask = Button(text("groups.button.consult"), "groups.consult", {"group": str(group.id)}, "primary")
    heading = Heading(text("groups.proposed", name=group.name))
    next_step = Paragraph(text("groups.consult_next"))
    return Reply(Card((heading, facts, next_step, *source_parts(desk, CLAUSE), Buttons((ask, show_button(group))))))


def _write(desk: Desk, plan: Plan) -> WorkingGroup:
    group = WorkingGroup(
        network_id=desk.network_id, name=plan.name, objectives=plan.objectives, facilitator_id=plan.facilitator.id,
        ends_on=plan.ends_on, origin=plan.origin, proposed_by=desk.person_id, proposed_at=desk.now,
    )  # fmt: skip
    desk.session.add(group)
    desk.session.flush()
    seat_members(desk, group, plan)
    desk.record(
        "group.proposed", group.name, CLAUSE, origin=group.origin, ends=group.ends_on,
        members=[body.name for body in plan.members],
    )  # fmt: skip
    return group


def seat_members(desk: Desk, group: WorkingGroup, plan: Plan) -> None:
    """Give a group exactly these members from today; those who were in it stay since their own day."""
    assert group.id is not None
    wanted = {body.id for body in plan.members}
    for row in groups.members(desk.session, group.id):
        if row.until is None and row.organisation_id not in wanted:
            unseat(desk, row)
        elif row.until is None:
            wanted.discard(row.organisation_id)
    for body in plan.members:
        if body.id is not None and body.id in wanted:
            desk.session.add(GroupMember(group_id=group.id, organisation_id=body.id, since=desk.today))
    desk.session.flush()


def unseat(desk: Desk, row: GroupMember) -> None:
    """Yesterday was the last day in the group; who came only today never was in it."""
    if row.since >= desk.today:
        desk.session.delete(row)
        return
    row.until = desk.today - timedelta(days=1)
    desk.session.add(row)


@command("groups.end", power="manage_groups")
def end(request: Request, desk: Desk) -> Reply:
    """The secretariat records that a group ended on its last day, or earlier once members were consulted on its review."""
    group = group_finding.the_group(request, desk, ACTIVE, PROPOSED)
    require(group, lambda each: each.status in (ACTIVE, PROPOSED))
    _reviewed_or_over(desk, group)
    bodies = group_finding.members_of(desk, group)
    told = group_finding.people_of(desk, bodies) if group.status == ACTIVE else []
    step = "end" if group.status == ACTIVE else "discard"  # a proposal never was a group
    if request.step != CONFIRMED:
        words = text("groups.told", all=[person.name for person in told]) if told else text("groups.nobody_told")
        parts = (Heading(text(f"groups.{step}_preview", name=group.name)), Facts(((text("groups.fact.told"), words),)))
        kept = request.at_step(request.step, values={**request.values, "group": str(group.id)})
        return desk.show_first(kept, Card((*parts, *source_parts(desk, CLAUSE, SUNSET))))
    group.status = ENDED if group.status == ACTIVE else DISCARDED
    group.ended_at = desk.now
    desk.session.add(group)
    desk.record("group.ended", group.name, CLAUSE, status=group.status)
    for person in told:
        desk.tell(
            person, "groups.ended", group.name, key=f"groups.ended/{group.id}/{person.id}", title=group.name,
            group=str(group.id), why=group_cards.told_why(desk),
        )  # fmt: skip
    return Reply(Card((Heading(text(f"groups.{step}ed", name=group.name)), Buttons((show_button(group),)))))


def _reviewed_or_over(desk: Desk, group: WorkingGroup) -> None:
    """Members are consulted on the review of a group: before its last day it does not end without them (ToR 5)."""
    assert group.id is not None
    if (running := round_open(desk, group)) is not None:
        why = text("groups.still_open", until=running.closes_at)
        raise Refusal(why, clause=CLAUSE, setting=CONSULTATION, instead=(show_button(group),))
    over = group.ends_on is None or desk.today >= group.ends_on
    reviewed = [row for row in groups.rounds(desk.session, group.id, REVIEW) if row.closes_at < desk.now]
    if group.status == ACTIVE and not over and not reviewed:
        ask = Button(text("groups.button.review"), "groups.consult", {"group": str(group.id)}, "primary")
        why = text("groups.review_first", name=group.name, day=group.ends_on)
        raise Refusal(why, clause=CLAUSE, setting=SUNSET, instead=(ask, show_button(group)))
