"""What the members receive of a decision: its extract, sent by the clock the next working day (ToR 5.1.8).

Whoever was told of the adoption at once, with the text, has read what the extract says, and is not sent it as well.
"""

from collections.abc import Sequence

from handlers.commands import command
from handlers.decision_buttons import list_button
from handlers.decision_cards import BY_CONSENSUS, DECISION, clause_number, entry_row
from handlers.delivery_states import BOUNCED, FAILED, REPLACED, WITHDRAWN, states
from handlers.desk import Desk
from handlers.reply import Buttons, Card, Facts, Heading, Paragraph, Reply, Said, text
from handlers.request import Request
from storage import decisions, outbox_read, people
from storage.decisions import CONSENSUS, Decision
from storage.outbox import GONE
from storage.people import Person
from storage.text import from_paper

EXTRACT = "decisions.extract"
FOLLOW_UP = "5.1.8"
SEE = "see_register"
WITH_ITS_TEXT = ("circulation.adopted", "decision.adopted")
"""What tells of an adoption at once, with the text that was adopted."""
NEVER_CAME = (FAILED, BOUNCED, WITHDRAWN, REPLACED)
"""What became of a notice that told nobody anything; one that was sent again has a row of its own."""


@command("decisions.circulate_extract", power="record", clock=True)
def circulate_extract(request: Request, desk: Desk) -> Reply:
    """Whatever was adopted by consensus and has not gone to the members yet goes now, in one message a reader."""
    found = [row for row in reversed(decisions.register(desk.session, desk.network_id)) if _due(desk, row)]
    if not found:
        return Reply(Card((Heading(text("extract.nothing")), Buttons((list_button(),)))))
    unread = who_reads(desk, found)
    for person, theirs in unread:
        _send(desk, person, theirs)
    for decision in found:
        decision.extract_sent_at = desk.now
        desk.session.add(decision)
        desk.record("decision.extract_sent", decision.code, FOLLOW_UP, version=decision.version)
    reached = text("extract.reached", count=len(unread)) if unread else text("extract.read_already")
    parts = (Heading(text("extract.sent")), Paragraph(reached), Facts(_rows(found)))
    return Reply(Card((*parts, Buttons((list_button(),)))))


def _due(desk: Desk, decision: Decision) -> bool:
    """Whether it was adopted, has not gone out, and the morning of its day has come."""
    if decision.series != DECISION or decision.status != CONSENSUS or decision.settled_at is None:
        return False
    days = desk.law.term(EXTRACT, desk.law.day_of(decision.settled_at)).working_days or 0
    day = desk.law.days.count(desk.law.day_zero(decision.settled_at), days)
    return decision.extract_sent_at is None and desk.law.morning_of(day) <= desk.now


def who_reads(desk: Desk, found: Sequence[Decision]) -> list[tuple[Person, list[Decision]]]:
    """Who is to read the extract, and of which decisions: of those they were not told with the text."""
    told = {row.code: _told(desk, row) for row in found}
    readers = people.readers(desk.session, desk.network_id, desk.law.charter.powers[SEE].offices, desk.today)
    theirs = ((person, [row for row in found if person.id not in told[row.code]]) for person in readers)
    return [(person, rows) for person, rows in theirs if rows]


def _told(desk: Desk, decision: Decision) -> set[int | None]:
    """The people (ids) whom the notice of this very adoption reached, or will reach."""
    rows = [
        row for notice in WITH_ITS_TEXT for row in outbox_read.about(desk.session, desk.network_id, notice, decision.code)
        if from_paper(row.values).get("settled") == decision.settled_at and not row.values.get(GONE)
    ]  # fmt: skip
    return {each.notice.person_id for each in states(desk, rows) if each.state not in NEVER_CAME}


def _send(desk: Desk, person: Person, found: Sequence[Decision]) -> None:
    codes = [row.code for row in found]
    desk.tell(
        person, EXTRACT, codes[0], key=f"{EXTRACT}/{'+'.join(codes)}/{person.id}", codes=codes, count=len(codes),
        code=codes[0], facts=_rows(found),
        why=text("extract.told_why", number=clause_number(desk, FOLLOW_UP), consensus=clause_number(desk, BY_CONSENSUS)),
        gathered=desk.person is None,  # the clock sends it with the day's one message
    )  # fmt: skip


def _rows(found: Sequence[Decision]) -> tuple[tuple[Said, Said], ...]:
    return tuple(entry_row(row) for row in found)
