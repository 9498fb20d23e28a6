"""A working group is created, or renewed, by a decision of the Committee after members were consulted (ToR 5, 5.2.1)."""

import re
from typing import Any

from handlers import group_cards, group_finding, typed
from handlers.commands import command
from handlers.decision_cards import AGREEMENT, BY_CONSENSUS, COMMITTEE_ONLY, state_of
from handlers.desk import Desk
from handlers.group_finding import CLAUSE, require, show_button
from handlers.group_form import Plan, checked, given_or_kept, group_form
from handlers.groups import seat_members
from handlers.reply import Button, Buttons, Card, Facts, Field, Heading, Refusal, Reply, Said, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.why import source_parts
from scheduler.groups import CONSULTATION
from storage import decisions, groups
from storage.decisions import CONSENSUS, Decision
from storage.groups import ACTIVE, COMPOSITION, PROPOSED, REVIEW, WorkingGroup
from storage.meetings import Meeting

NAMED = re.compile(r"\b(grupos? de trabajo|working groups?)\b")
CREATES = re.compile(
    r"\b(aprueb\w+|aprob\w+|crea\w*|creo|establec\w+|constituy\w+|conform\w+|instal\w+|approv\w+|creat\w+|establish\w*|set(s|ting)? up)\b"
)
RECOMMENDS = re.compile(
    r"\b(recom\w+|propon\w+|propuest\w+|propus\w+|sugi?er\w+|elev\w+|somet\w+|consult\w+|propos\w+|suggest\w*|submit\w*)\b"
)


@command("groups.create", power="manage_groups")
def create(request: Request, desk: Desk) -> Reply:
    """The secretariat cites the decision; one that is not adopted creates nothing, nor one on which members were not consulted."""
    group = group_finding.the_group(request, desk, PROPOSED, ACTIVE)
    require(group, lambda each: each.status in (PROPOSED, ACTIVE))
    given = given_or_kept(request, desk, group)
    code = Field(
        "text", "decision", text("groups.fact.decision"), request.value("decision"), text("groups.hint.decision")
    )
    form = group_form("groups.create", desk, given, text("groups.form.create"), (code,))
    if request.step == FORM or not request.value("decision"):
        return Reply(form=form)
    try:
        decision = _adopted(request, desk, group)
        _members_consulted(desk, group)
        plan = checked(request, desk, given, group)
    except Refusal as refusal:
        refusal.form = form if refusal.field else None
        raise
    if request.step != CONFIRMED:
        return _shown(request, desk, group, plan, decision, given)
    return _created(desk, group, plan, decision)


def _adopted(request: Request, desk: Desk, group: WorkingGroup) -> Decision:
    """The decision, adopted by consensus. A technical meeting recommends; the Committee decides (ToR 5)."""
    code = request.value("decision")
    found = decisions.by_code(desk.session, desk.network_id, code)
    if found is None:
        raise Refusal(text("groups.no_decision", code=code[:60]), clause=BY_CONSENSUS, field="decision")
    show = Button(text("button.show"), "decisions.show", {"code": found.code})
    if found.series == AGREEMENT:
        why = text("groups.only_recommended", code=found.code, name=group.name)
        raise Refusal(why, clause=COMMITTEE_ONLY, instead=(show, show_button(group)))
    if found.status != CONSENSUS:
        why = text("groups.not_adopted", code=found.code, state=state_of(desk, found))
        raise Refusal(why, clause=BY_CONSENSUS, instead=(show, show_button(group)))
    others = groups.all_groups(desk.session, desk.network_id)
    if any(row.decision == found.code for row in others):
        raise Refusal(text("groups.decision_used", code=found.code), clause=CLAUSE, field="decision")
    return found


def _members_consulted(desk: Desk, group: WorkingGroup) -> None:
    """Members are consulted on focus, composition and review: until the announced end has passed nothing is recorded."""
    assert group.id is not None
    about = COMPOSITION if group.status == PROPOSED else REVIEW
    since = decisions.by_code(desk.session, desk.network_id, group.decision) if group.decision else None
    rows = [row for row in groups.rounds(desk.session, group.id, about) if not _before(row.opened_at, since)]
    if not rows:
        label = "groups.button.consult" if about == COMPOSITION else "groups.button.review"
        ask = Button(text(label), "groups.consult", {"group": str(group.id)}, "primary")
        raise Refusal(text(f"groups.not_consulted.{about}", name=group.name), clause=CLAUSE, instead=(ask,))
    if (until := rows[-1].closes_at) >= desk.now:
        why = text("groups.still_open", until=until)
        raise Refusal(why, clause=CLAUSE, setting=CONSULTATION, instead=(show_button(group),))


def _before(moment: Any, since: Decision | None) -> bool:
    """Whether a round belongs to an earlier life of the group: opened before the decision that gave it the present one."""
    return since is not None and since.settled_at is not None and moment < since.settled_at


def _shown(
    request: Request, desk: Desk, group: WorkingGroup, plan: Plan, decision: Decision, given: dict[str, Any]
) -> Reply:
    told = [person.name for person in group_finding.people_of(desk, plan.members)]
    rows: tuple[tuple[Said, Said], ...] = (
        (text("groups.fact.decision"), text("groups.by_decision", code=decision.code, title=decision.title)),
        (text("groups.fact.told"), text("groups.told", all=told) if told else text("groups.nobody_told")),
    )
    state = "create" if group.status == PROPOSED else "renew"
    heading = Heading(text(f"groups.{state}_preview", name=plan.name))
    kept = request.at_step(request.step, values={**given, "decision": decision.code})
    parts = (heading, group_cards.plan_facts(plan), Facts(rows))
    return desk.show_first(kept, Card((*parts, *source_parts(desk, CLAUSE), *source_parts(desk, BY_CONSENSUS))))


def _created(desk: Desk, group: WorkingGroup, plan: Plan, decision: Decision) -> Reply:
    renewed = group.status == ACTIVE
    group.name, group.objectives, group.facilitator_id = plan.name, plan.objectives, plan.facilitator.id
    group.ends_on, group.origin, group.decision, group.status = plan.ends_on, plan.origin, decision.code, ACTIVE
    desk.session.add(group)
    seat_members(desk, group, plan)
    members = [body.name for body in plan.members]
    desk.record(
        "group.renewed" if renewed else "group.created", group.name, CLAUSE, decision=decision.code, members=members,
        ends=plan.ends_on,
    )  # fmt: skip
    for person in group_finding.people_of(desk, plan.members):
        desk.tell(
            person, "groups.renewed" if renewed else "groups.created", group.name,
            key=f"groups.created/{group.id}/{decision.code}/{person.id}", title=group.name, code=decision.code,
            group=str(group.id), facts=group_cards.facts_of(desk, group), why=group_cards.told_why(desk),
        )  # fmt: skip
    heading = Heading(text("groups.renewed" if renewed else "groups.created", name=group.name))
    return Reply(Card((heading, group_cards.group_facts(desk, group), Buttons((show_button(group),)))))


def refuse_elsewhere(meeting: Meeting, words: str) -> None:
    """Outside the Committee a group is recommended, never approved: the refusal leads to the proposal (ToR 5)."""
    plain = typed.plain(words)
    if not (NAMED.search(plain) and CREATES.search(plain)) or RECOMMENDS.search(plain):
        return
    propose = Button(text("groups.button.propose"), "groups.propose", {"origin": meeting.code}, opens_form=True)
    why = text("groups.not_here", kind=text(f"meeting_kind.{meeting.kind}"))
    raise Refusal(why, clause=COMMITTEE_ONLY, instead=(propose,), field="wording")
