"""After an objection: both texts side by side, and the ways in which the matter can go on (ToR 5.1.1)."""

from handlers import settling
from handlers.commands import command
from handlers.comparison import changes_table
from handlers.decision_cards import BY_CONSENSUS
from handlers.desk import Desk
from handlers.putting import show_button
from handlers.reply import Button, Buttons, Card, Facts, Heading, Paragraph, Part, Refusal, Reply, Table, Text, text
from handlers.request import Request
from handlers.revising import before_the_committee
from handlers.why import source_parts
from storage import decisions
from storage.decisions import SUSPENDED, Answer, Decision
from storage.people import Organisation

MEDIATION = "objection.mediation"
CLAUSE = "5.1.1"


@command("decisions.mediate", power="put_to_committee")
def mediate(request: Request, desk: Desk) -> Reply:
    """The text beside what the objector proposes, until when a way out is expected, and the three ways to meet that."""
    decision = before_the_committee(request, desk)
    objections = settling.objections(desk, decision)
    if decision.status != SUSPENDED or not objections:
        why = text("circulation.no_objection_stands", code=decision.code)
        raise Refusal(why, clause=BY_CONSENSUS, instead=(show_button(decision),))
    parts: list[Part] = [Heading(text("mediation.title", code=decision.code, title=decision.title))]
    for row in objections:
        parts += _side_by_side(desk, decision, row)
    parts += _so_far(desk, decision)
    parts.append(Paragraph(_due(desk, objections)))
    parts.append(Paragraph(text("mediation.ways")))
    return Reply(Card((*parts, Buttons(_ways(decision)), *source_parts(desk, CLAUSE, MEDIATION))))


def _side_by_side(desk: Desk, decision: Decision, row: Answer) -> list[Part]:
    body = desk.session.get_one(Organisation, row.organisation_id).name
    header = (text("mediation.text", version=str(decision.version)), text("mediation.proposed", organisation=body))
    table = Table(text("mediation.caption"), header, ((decision.wording, row.way_out or "—"),))
    reason = (text("mediation.reason", organisation=body), row.wording)
    return [Facts((reason,)), table]


def _so_far(desk: Desk, decision: Decision) -> list[Part]:
    """What the last revision changed, when there was one."""
    assert decision.id is not None
    *_, before, now = ["", *(row.wording for row in decisions.texts_of(desk.session, decision.id))]
    if not before or before == now:
        return []
    return [Heading(text("mediation.last_change")), changes_table(before, now)]


def _due(desk: Desk, objections: list[Answer]) -> Text:
    began = min(row.answered_at for row in objections)
    days = desk.law.term(MEDIATION, desk.law.day_of(began)).working_days or 0
    return text("mediation.due", due=desk.law.end_of(desk.law.days.count(desk.law.day_zero(began), days)))


def _ways(decision: Decision) -> tuple[Button, ...]:
    given = {"code": decision.code}
    return (
        Button(text("circulation.button.revise"), "decisions.revise", given, "primary", opens_form=True),
        Button(text("circulation.button.not_adopted"), "decisions.not_adopted", given, opens_form=True),
        show_button(decision),
    )
