"""When the time of the absent seats ended without their answer, they may be asked once more, with their full time."""

from handlers import ad_referendum, consensus
from handlers.ad_referendum import ANSWER
from handlers.answers_meant import the_decision
from handlers.commands import command
from handlers.consensus import is_over
from handlers.decision_buttons import show_button
from handlers.decision_cards import BY_CONSENSUS, state_of
from handlers.desk import Desk
from handlers.reply import Buttons, Card, Facts, Heading, Paragraph, Refusal, Reply, Said, text
from handlers.request import CONFIRMED, Request
from handlers.why import source_parts
from storage.decisions import AD_REFERENDUM, MEETING, Decision
from storage.people import Organisation, Person


@command("decisions.ask_again", power="put_to_committee")
def ask_again(request: Request, desk: Desk) -> Reply:
    """The same text, to the seats that are still to answer; what came late stays late, and a new answer counts."""
    decision = the_decision(request, desk)
    if decision.basis != MEETING or decision.status != AD_REFERENDUM or not is_over(decision, desk.now):
        why = text("again.not_over", code=decision.code, state=state_of(desk, decision))
        raise Refusal(why, clause=BY_CONSENSUS, setting=ANSWER, instead=(show_button(decision),))
    waiting = [desk.session.get_one(Organisation, each) for each in consensus.outcome_of(desk, decision).waiting]
    people = [person for seat in waiting for person in ad_referendum.asked(desk, seat)]
    if not people:
        why = text("again.nobody", code=decision.code, waiting=[seat.name for seat in waiting])
        raise Refusal(why, clause=BY_CONSENSUS, instead=(show_button(decision),))
    rows = _rows(desk, decision, people)
    if request.step != CONFIRMED:
        kept = request.at_step(request.step, values={"code": decision.code})
        parts = (Heading(text("again.preview", code=decision.code)), Paragraph(decision.wording), Facts(rows))
        return desk.show_first(kept, Card((*parts, *source_parts(desk, BY_CONSENSUS, ANSWER))))
    decision.closes_at = ad_referendum.closes_at(desk)
    desk.session.add(decision)
    desk.record(
        "decision.asked_again", decision.code, BY_CONSENSUS, until=decision.closes_at, seats=[s.name for s in waiting]
    )
    desk.session.flush()
    ad_referendum.ask(desk, decision)
    done = (Heading(text("again.done", code=decision.code)), Facts(rows), Buttons((show_button(decision),)))
    return Reply(Card(done))


def _rows(desk: Desk, decision: Decision, people: list[Person]) -> tuple[tuple[Said, Said], ...]:
    who = [person.name for person in people]
    asked = text("absent.asked", who=who, until=ad_referendum.closes_at(desk))
    return (
        (text("decisions.fact.decision"), text("decisions.entry", code=decision.code, title=decision.title)),
        (text("absent.will_ask"), asked),
    )
