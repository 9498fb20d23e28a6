"""A seat withdraws its own objection or reservation, in writing; what it had said stays in the record as withdrawn."""

from handlers import answer_cards, settling, typed
from handlers.answering import Speaker, is_late, newest, require_open, speaker
from handlers.answers import as_shown
from handlers.answers_meant import the_decision
from handlers.commands import command
from handlers.decision_buttons import answer_buttons, show_button
from handlers.decision_cards import BY_CONSENSUS
from handlers.desk import Desk
from handlers.mandates import EVERYONE
from handlers.reply import Buttons, Refusal, Reply, text
from handlers.request import CONFIRMED, FORM, Request
from storage.decisions import OBJECT, RESERVE, Answer, Decision

TAKEN_BACK = "take_back"


@command("decisions.take_back", power=EVERYONE)
def take_back(request: Request, desk: Desk) -> Reply:
    """Only the seat that said it takes it back, while its time runs; then it has not spoken, and is asked anew."""
    decision = the_decision(request, desk)
    who = speaker(request, desk, decision)
    if who is None:
        return Reply(form=answer_cards.form(request, desk, decision, TAKEN_BACK, for_a_seat=True))
    said = _said(request, desk, decision, who)
    wording = typed.words(request, "wording")
    if request.step == FORM or not wording:
        return Reply(form=answer_cards.form(request, desk, decision, TAKEN_BACK, for_a_seat=who.noted))
    if request.step != CONFIRMED:
        shown = answer_cards.preview(desk, decision, who, TAKEN_BACK, wording, "")
        return desk.show_first(as_shown(request, decision, who), shown)
    said.withdrawn_at = desk.now
    desk.session.add(said)
    desk.session.flush()
    desk.record(
        "decision.taken_back", decision.code, BY_CONSENSUS, organisation=who.organisation.name, kind=said.kind,
        version=decision.version, wording=wording, reference=who.reference,
    )  # fmt: skip
    settling.settle(desk, decision)
    settling.tell_taken_back(desk, decision, said, who.organisation, wording)
    card = answer_cards.taken_back(desk, decision, who, wording)
    return Reply(card.followed_by(Buttons((*answer_buttons(decision), show_button(decision)))))


def _said(request: Request, desk: Desk, decision: Decision, who: Speaker) -> Answer:
    """The objection or reservation that stands; refused when there is none, or when its time is over."""
    require_open(request, desk, decision, who.organisation)
    said = newest(desk, decision, who.organisation)
    if said is None or said.kind not in (OBJECT, RESERVE):
        why = text("answers.nothing_to_take_back", code=decision.code, organisation=who.organisation.name)
        raise Refusal(why, clause=BY_CONSENSUS, instead=(show_button(decision),))
    if is_late(desk, decision):
        why = text("answers.too_late_to_take_back", code=decision.code)
        raise Refusal(why, clause=BY_CONSENSUS, instead=(show_button(decision),))
    return said
