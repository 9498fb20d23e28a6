"""How a circulation ends: the clock proposes, and the secretariat records what the answers amount to, never anything else (ToR 5.2.1)."""

from collections.abc import Sequence
from datetime import datetime

from handlers import consensus, putting, settling, typed
from handlers.circulation_cards import follow_up_why, heading
from handlers.commands import command
from handlers.consensus import EXPIRED, OBJECTED, REACHED, Outcome
from handlers.decision_cards import BY_CONSENSUS, entry_row
from handlers.desk import Desk
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Facts,
    Field,
    Form,
    Heading,
    Paragraph,
    Part,
    Refusal,
    Reply,
    Said,
    text,
)
from handlers.request import CONFIRMED, FORM, Request
from handlers.revising import VERSION, before_the_committee, require_unsettled
from handlers.why import source_parts
from storage import decisions
from storage.decisions import AD_REFERENDUM, NOT_ADOPTED, OPEN, Answer, Decision
from storage.people import Organisation, Person

POWER = "put_to_committee"
LATE = "late"
"""Under this name a preview keeps which late answers it showed: one more, and it is shown again."""


@command("decisions.end_period", power=POWER, clock=True)
def end_period(request: Request, desk: Desk) -> Reply:
    """At the end of a period its result is proposed, or the coordination hears who is still to answer; nothing is adopted by it."""
    decision = before_the_committee(request, desk)
    if decision.status not in (OPEN, AD_REFERENDUM):
        return Reply(Card((Heading(text("circulation.nothing_to_close", code=decision.code)),)))
    if not consensus.is_over(decision, desk.now):
        raise _still_running(decision)
    before = decision.proposed_result_at
    settling.settle(desk, decision)
    if desk.person is not None and decision.proposed_result_at != before:
        desk.record("decision.period_ended", decision.code, BY_CONSENSUS, version=decision.version)
    return Reply(Card((Heading(heading(decision)), Buttons((putting.show_button(decision),)))))


@command("decisions.adopt", power=POWER)
def adopt(request: Request, desk: Desk) -> Reply:
    """Record that it was adopted by consensus: only when the answers say so, and as of the end of its period."""
    decision = before_the_committee(request, desk)
    require_unsettled(decision)
    _require_reached(desk, decision, consensus.outcome_of(desk, decision))
    seen = {VERSION: str(decision.version), LATE: _late_mark(desk, decision)}
    if request.step != CONFIRMED or any(request.value(name) != value for name, value in seen.items()):
        kept = {"code": decision.code, **seen}
        card = _adopt_preview(desk, decision)
        return desk.show_first(request.at_step(request.step, values=kept), card, confirm="circulation.button.adopt")
    at = _as_of(desk, decision)
    settling.adopt(desk, decision, at)
    for person in _told(desk):
        desk.tell(
            person, "circulation.adopted", decision.code,
            key=f"circulation.adopted/{decision.code}/v{decision.version}/{at.isoformat()}/{person.id}",
            code=decision.code, title=decision.title, version=decision.version, settled=at, facts=[entry_row(decision)],
            why=follow_up_why(desk),
        )  # fmt: skip
    done = Heading(text("circulation.adopted", code=decision.code))
    since = Paragraph(text("circulation.adopted_as_of", version=str(decision.version), when=at))
    return Reply(Card((done, since, Buttons((putting.show_button(decision),)))))


@command("decisions.not_adopted", power=POWER)
def not_adopted(request: Request, desk: Desk) -> Reply:
    """Record that a text was not adopted, with the reason; it keeps its number for ever."""
    decision = before_the_committee(request, desk)
    require_unsettled(decision)
    _require_failed(desk, decision)
    reason = typed.words(request, "reason")
    if request.step == FORM or not reason:
        field = Field("long", "reason", text("circulation.fact.reason"), reason or None)
        intro = text("circulation.form.not_adopted_intro", code=decision.code, title=decision.title)
        return Reply(form=Form(text("circulation.form.not_adopted"), request.command, (field,), {"code": decision.code}, intro=intro))  # fmt: skip
    told = _told(desk)
    if request.step != CONFIRMED:
        rows = ((text("record.told"), text("decisions.listed", all=[person.name for person in told])),)
        card = Card(
            (Heading(text("circulation.not_adopted_preview", code=decision.code)), Paragraph(reason), Facts(rows))
        )
        return desk.show_first(request.at_step(request.step, values={**request.values, "code": decision.code}), card)
    _write_not_adopted(desk, decision, reason, told)
    done = Heading(text("circulation.not_adopted_done", code=decision.code))
    return Reply(Card((done, Paragraph(reason), Buttons((putting.show_button(decision),)))))


def late_rows(desk: Desk, decision: Decision) -> list[tuple[Said, Said]]:
    """What came after the end: shown to whoever records the result, never ignored."""
    return [_late_row(desk, row) for row in _late(desk, decision)]


def _late(desk: Desk, decision: Decision) -> list[Answer]:
    assert decision.id is not None
    rows = decisions.answers_of(desk.session, decision.id)
    return [row for row in rows if row.late and row.version == decision.version and row.withdrawn_at is None]


def _late_mark(desk: Desk, decision: Decision) -> str:
    return "/".join(str(row.id) for row in _late(desk, decision))


def _late_row(desk: Desk, row: Answer) -> tuple[Said, Said]:
    body = desk.session.get_one(Organisation, row.organisation_id).name
    said = text(f"circulation.late.{row.kind}", organisation=body, when=row.answered_at)
    return said, "\n".join(words for words in (row.wording, row.way_out) if words) or "—"


def _adopt_preview(desk: Desk, decision: Decision) -> Card:
    parts: list[Part] = [Heading(text("circulation.adopt_preview", code=decision.code)), Paragraph(decision.wording)]
    if late := late_rows(desk, decision):
        parts += [Paragraph(text("circulation.late_shown")), Facts(tuple(late))]
    rows = (
        (text("circulation.fact.title"), decision.title),
        (text("circulation.fact.as_of"), text("circulation.at", when=_as_of(desk, decision))),
        (text("circulation.fact.version"), str(decision.version)),
        (text("record.told"), text("decisions.listed", all=_names(_told(desk)))),
    )
    return Card((*parts, Facts(rows), *source_parts(desk, BY_CONSENSUS)))


def _as_of(desk: Desk, decision: Decision) -> datetime:
    """It counts from the end of its period; from now when every seat spoke before it."""
    over = consensus.is_over(decision, desk.now)
    return decision.closes_at if over and decision.closes_at is not None else desk.now


def _require_reached(desk: Desk, decision: Decision, found: Outcome) -> None:
    """Refuse to call consensus what is none, with the reason and what to do."""
    if found.state == REACHED and decision.status != decisions.SUSPENDED:
        return
    given = {"code": decision.code}
    if found.state == OBJECTED:
        mediate = Button(text("circulation.button.mediate"), "decisions.mediate", given, "primary")
        why = text("circulation.objected", code=decision.code, who=_bodies(desk, found.objecting))
        raise Refusal(why, clause=BY_CONSENSUS, instead=(mediate,))
    waiting = _bodies(desk, found.waiting)
    if found.state == EXPIRED:
        again = Button(text("circulation.button.revise"), "decisions.revise", given, opens_form=True)
        raise Refusal(
            text("circulation.expired", code=decision.code, who=waiting), clause=BY_CONSENSUS, instead=(again,)
        )
    why = text("circulation.waiting", code=decision.code, who=waiting, closes=decision.closes_at)
    raise Refusal(why, clause=BY_CONSENSUS, instead=(putting.show_button(decision),))


def _require_failed(desk: Desk, decision: Decision) -> None:
    """While a period runs, or when consensus was reached, it is not for the secretariat to say no."""
    found = consensus.outcome_of(desk, decision)
    if found.state == REACHED:
        adopt_ = Button(text("circulation.button.adopt"), "decisions.adopt", {"code": decision.code}, "primary")
        raise Refusal(text("circulation.reached", code=decision.code), clause=BY_CONSENSUS, instead=(adopt_,))
    if found.state not in (OBJECTED, EXPIRED):
        raise _still_running(decision)


def _still_running(decision: Decision) -> Refusal:
    why = text("circulation.still_running", code=decision.code, closes=decision.closes_at)
    return Refusal(why, clause=BY_CONSENSUS, instead=(putting.show_button(decision),))


def _write_not_adopted(desk: Desk, decision: Decision, reason: str, told: Sequence[Person]) -> None:
    decision.status, decision.settled_at = NOT_ADOPTED, desk.now
    desk.session.add(decision)
    desk.record("decision.not_adopted", decision.code, BY_CONSENSUS, version=decision.version, reason=reason)
    for person in told:
        desk.tell(
            person, "decision.not_adopted", decision.code, key=f"decision.not_adopted/{decision.code}/{person.id}",
            code=decision.code, title=decision.title, reason=reason, why=follow_up_why(desk),
        )  # fmt: skip


def _told(desk: Desk) -> list[Person]:
    """Whoever was asked, the coordination and the secretariat."""
    found = {person.id: person for person in (*settling.seats_heard(desk), *settling.clerks(desk))}
    return [person for person in found.values() if person.id != desk.person_id]


def _names(people: Sequence[Person]) -> list[str]:
    return [person.name for person in people]


def _bodies(desk: Desk, seats: Sequence[int]) -> list[str]:
    return [desk.session.get_one(Organisation, each).name for each in seats]
