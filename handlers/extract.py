"""What the members receive of a decision: its extract, sent by the clock the next working day."""

from collections.abc import Sequence

from handlers.commands import command
from handlers.decision_buttons import list_button
from handlers.decision_cards import BY_CONSENSUS, DECISION, clause_number
from handlers.desk import Desk
from handlers.reply import Buttons, Card, Facts, Heading, Paragraph, Reply, Said, text
from handlers.request import Request
from storage import decisions, people
from storage.decisions import CONSENSUS, Decision
from storage.people import Person

EXTRACT = "decisions.extract"
FOLLOW_UP = "5.1.8"
SEE = "see_register"


@command("decisions.circulate_extract", power="record", clock=True)
def circulate_extract(request: Request, desk: Desk) -> Reply:
    """Whatever was adopted by consensus and has not gone to the members yet goes now, in one message."""
    found = [row for row in reversed(decisions.register(desk.session, desk.network_id)) if _due(desk, row)]
    if not found:
        return Reply(Card((Heading(text("extract.nothing")), Buttons((list_button(),)))))
    readers = people.readers(desk.session, desk.network_id, desk.law.charter.powers[SEE].offices, desk.today)
    for person in readers:
        _send(desk, person, found)
    for decision in found:
        decision.extract_sent_at = desk.now
        desk.session.add(decision)
        desk.record("decision.extract_sent", decision.code, FOLLOW_UP, version=decision.version)
    parts = (Heading(text("extract.sent")), Paragraph(text("extract.reached", count=len(readers))), Facts(_rows(found)))
    return Reply(Card((*parts, Buttons((list_button(),)))))


def _due(desk: Desk, decision: Decision) -> bool:
    """Whether it was adopted, has not gone out, and the morning of its day has come."""
    if decision.series != DECISION or decision.status != CONSENSUS or decision.settled_at is None:
        return False
    days = desk.law.term(EXTRACT, desk.law.day_of(decision.settled_at)).working_days or 0
    day = desk.law.days.count(desk.law.day_zero(decision.settled_at), days)
    return decision.extract_sent_at is None and desk.law.morning_of(day) <= desk.now


def _send(desk: Desk, person: Person, found: Sequence[Decision]) -> None:
    codes = [row.code for row in found]
    desk.tell(
        person, EXTRACT, codes[0], key=f"{EXTRACT}/{'+'.join(codes)}/{person.id}", codes=codes, count=len(codes),
        code=codes[0], facts=_rows(found),
        why=text("extract.told_why", number=clause_number(desk, FOLLOW_UP), consensus=clause_number(desk, BY_CONSENSUS)),
        gathered=desk.person is None,  # the clock sends it with the day's one message
    )  # fmt: skip


def _rows(found: Sequence[Decision]) -> tuple[tuple[Said, Said], ...]:
    return tuple((text("decisions.entry", code=row.code, title=row.title), row.wording) for row in found)
