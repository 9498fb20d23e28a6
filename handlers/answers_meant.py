"""Which decision an answer is about: the one named, the only one that waits for the person's seat, or the one they press."""

from collections.abc import Sequence

from handlers import voices
from handlers.decision_answers import ANSWERED
from handlers.decision_buttons import list_button
from handlers.desk import Desk
from handlers.mandates import may
from handlers.register import decision_meant
from handlers.reply import Button, Buttons, Card, Heading, Paragraph, Question, Refusal, Reply, text
from handlers.request import Request
from storage import decisions
from storage.decisions import Decision

SEE = "see_register"
OFFERED = 4
AGREE = "decisions.agree"


def the_decision(request: Request, desk: Desk) -> Decision:
    """The decision meant, for whoever may see the register: guests have no answer to give.

    A "yes" that names no decision is shown first what it would be a yes to.
    """
    if not may(desk.law.charter, SEE, desk.offices):
        raise Refusal(text("refusal.guest"), clause="5.government")
    waiting = [] if request.value("code") else awaiting(desk)
    if len(waiting) > 1 or (waiting and request.command == AGREE):
        raise Question(which_of(request, waiting))
    if waiting or request.value("code"):
        return waiting[0] if waiting else decision_meant(request, desk)
    return _the_open_one(desk) or _the_only_one(request, desk)


def _the_only_one(request: Request, desk: Desk) -> Decision:
    """With nothing before the Committee, a "yes" is to something else: it is looked for among what waits for the person."""
    rows = decisions.register(desk.session, desk.network_id)
    if request.command == AGREE and len(rows) > 1 and not any(row.status in ANSWERED for row in rows):
        ways = (Button(text("button.mine"), "network.mine"), list_button())
        raise Refusal(text("answers.nothing_waits"), instead=ways)
    return decision_meant(request, desk)


def _the_open_one(desk: Desk) -> Decision | None:
    """The only text before the Committee, for who has answered it already or has no voice and is told so."""
    found = [row for row in decisions.unsettled(desk.session, desk.network_id) if row.status in ANSWERED]
    return found[0] if len(found) == 1 else None


def awaiting(desk: Desk) -> list[Decision]:
    """The decisions to which a seat of this person has not answered yet, oldest first."""
    seats = {voice.organisation.id for voice in voices.voices(desk, voices.COMMITTEE)}
    rows = [row for row in decisions.unsettled(desk.session, desk.network_id) if row.status in ANSWERED]
    return [row for row in rows if seats & _silent(desk, row)]


def _silent(desk: Desk, decision: Decision) -> set[int | None]:
    """The seats asked that were not in the room and stand by nothing yet."""
    assert decision.id is not None
    said = decisions.standing(decisions.answers_of(desk.session, decision.id), decision.version)
    return {seat for seat in decision.voices if seat not in said and seat not in decision.present}


def which_of(request: Request, found: Sequence[Decision]) -> Reply:
    """A press for each, and, where agreeing was meant, one for all that are listed."""
    kept = {name: request.value(name) for name in ("as",) if request.value(name)}
    shown = found[:OFFERED]
    lines = tuple(Paragraph(text("decisions.entry", code=row.code, title=row.title)) for row in shown)
    agrees = request.command == AGREE and not request.value("wording")
    buttons = [
        Button(
            text("answers.meant.all", codes=[row.code]) if agrees else text("answers.meant.one", code=row.code),
            request.command,
            {**kept, "code": row.code, "version": row.version}, opens_form=request.command != AGREE,
        )
        for row in shown
    ]  # fmt: skip
    if agrees and len(shown) > 1:
        codes, versions = [row.code for row in shown], [row.version for row in shown]
        given = {**kept, "codes": codes, "versions": versions}
        buttons.insert(0, Button(text("answers.meant.all", codes=codes), AGREE, given, "primary"))
    title = text("answers.meant.this" if agrees and len(shown) == 1 else "answers.meant.title")
    return Reply(Card((Heading(title), *lines, Buttons(tuple(buttons)))))
