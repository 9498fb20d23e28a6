"""What a seat of the Committee says about a decision: it agrees, with or without a comment, reserves, or objects (ToR 5.2.1)."""

from typing import Any

from handlers import answer_cards, comments, settling, typed, voices
from handlers.answering import FOR_A_SEAT, Speaker, asked_at, is_late, newest, require_open, speaker
from handlers.answers_meant import the_decision, which_of
from handlers.commands import command
from handlers.decision_answers import ANSWERED
from handlers.decision_buttons import show_button
from handlers.decision_cards import BY_CONSENSUS, DECISION
from handlers.desk import Desk
from handlers.mandates import EVERYONE
from handlers.register import decision_meant
from handlers.reply import Card, Question, Refusal, Reply, text
from handlers.request import CONFIRMED, FORM, Request
from storage.decisions import AGREE, COMMENT, OBJECT, RESERVE, Answer, Decision
from storage.people import Organisation

ACTS = {
    AGREE: "decision.agreed", COMMENT: "decision.agreed_with_comment",
    RESERVE: "decision.reserved", OBJECT: "decision.objected",
}  # fmt: skip


@command("decisions.agree", power=EVERYONE)
def agree(request: Request, desk: Desk) -> Reply:
    """Consent is given by a seat of the Committee, explicitly; one press is enough, a second changes nothing."""
    codes = request.values.get("codes")
    named = [str(code) for code in codes] if isinstance(codes, list | tuple) else []
    if request.value("wording"):  # more than a yes
        return _which(request, desk, named)
    if not named:
        return _answer(request, desk, AGREE)
    replies = [_answer(request.at_step(request.step, values=each), desk, AGREE) for each in _each(request, named)]
    return Reply(Card(tuple(part for reply in replies if reply.card for part in reply.card.parts)))


def _each(request: Request, named: list[str]) -> list[dict[str, Any]]:
    """What one yes to several decisions says of each: its code, and the version of its text that was listed."""
    seen = request.values.get("versions")
    versions = [str(each) for each in seen] if isinstance(seen, list | tuple) else [""] * len(named)
    kept = {name: value for name, value in request.values.items() if name not in {"codes", "versions", "version"}}
    return [{**kept, "code": code, "version": version} for code, version in zip(named, versions, strict=False)]


def _which(request: Request, desk: Desk, named: list[str]) -> Reply:
    """An agreement with conditions is a comment, a reservation or an objection: the seat says which, for each decision."""
    if len(named) > 1:
        raise Question(
            which_of(
                request, [decision_meant(request.at_step(request.step, values={"code": code}), desk) for code in named]
            )
        )
    decision = the_decision(request, desk)
    who = speaker(request, desk, decision)
    if who is None or who.noted:
        return Reply(form=answer_cards.form(request, desk, decision, AGREE, for_a_seat=True))
    return answer_cards.which(request, desk, decision)


@command("decisions.reserve", power=EVERYONE)
def reserve(request: Request, desk: Desk) -> Reply:
    """A reservation lets the decision be adopted, with the seat's statement annexed."""
    return _answer(request, desk, RESERVE)


@command("decisions.object", power=EVERYONE)
def object_(request: Request, desk: Desk) -> Reply:
    """An objection stops the decision; it says why, and what would solve it."""
    return _answer(request, desk, OBJECT)


@command("decisions.comment", power="comment")
def comment(request: Request, desk: Desk) -> Reply:
    """A seat of the Committee is asked whether it comments or objects; everybody else's comment is kept beside the decision."""
    decision = decision_meant(request, desk)
    meant = request.value("meant")
    if meant == "beside" or not (meant or _may_answer(request, desk, decision)):
        return comments.beside(request, desk, decision)
    if not meant and not request.value("organisation") and not request.value(FOR_A_SEAT):
        return answer_cards.which(request, desk, decision)
    return _answer(request, desk, COMMENT)


def _answer(request: Request, desk: Desk, kind: str) -> Reply:
    """Checked for the seat, the text and the moment; asked for, shown, then recorded."""
    decision = the_decision(request, desk)
    who = speaker(request, desk, decision)
    if who is None:
        return Reply(form=answer_cards.form(request, desk, decision, kind, for_a_seat=True))
    require_open(request, desk, decision, who.organisation)
    wording, way_out = typed.words(request, "wording"), typed.words(request, "way_out")
    wording, way_out = ("" if kind == AGREE else wording), (way_out if kind == OBJECT else "")
    _require_new(desk, decision, who.organisation, kind, wording, way_out)
    missing = (kind != AGREE and not wording) or (kind == OBJECT and not way_out)
    if missing or (request.step == FORM and (kind != AGREE or who.noted)):
        return Reply(form=answer_cards.form(request, desk, decision, kind, for_a_seat=who.noted))
    if request.step != CONFIRMED and (kind != AGREE or who.noted):
        shown = answer_cards.preview(desk, decision, who, kind, wording, way_out)
        return desk.show_first(as_shown(request, decision, who), shown)
    answer = _write(desk, decision, who, kind, wording, way_out)
    settling.settle(desk, decision)
    settling.tell_answered(desk, decision, answer, who.organisation)
    return answer_cards.recorded(desk, decision, who, answer)


def as_shown(request: Request, decision: Decision, who: Speaker) -> Request:
    """The request as it will be confirmed: for this seat, and for the text that was shown, no later one."""
    seat = {"organisation" if who.noted else "as": str(who.organisation.id)}
    return request.at_step(
        request.step, values={**request.values, "code": decision.code, "version": str(decision.version), **seat}
    )


def _may_answer(request: Request, desk: Desk, decision: Decision) -> bool:
    """Whether what they say could be the answer of a seat, so that it must be asked which it is."""
    if decision.series != DECISION or decision.status not in ANSWERED:
        return False
    if request.value("organisation") or request.value(FOR_A_SEAT):
        return True
    try:
        return voices.speaking(request, desk, voices.COMMITTEE, asked_at(desk, decision)) is not None
    except Refusal:  # the official is there: whoever stands in for them may still comment
        return False


def _require_new(desk: Desk, decision: Decision, seat: Organisation, kind: str, wording: str, way_out: str) -> None:
    """One seat, one voice: the same answer twice is refused, with what was recorded the first time."""
    said = newest(desk, decision, seat)
    if said is None and kind == AGREE and seat.id in decision.present:
        why = text("answers.in_the_room", code=decision.code, organisation=seat.name)
        raise Refusal(why, clause=BY_CONSENSUS, instead=(show_button(decision),))
    counts_now = said is not None and said.late and not is_late(desk, decision)  # asked again, it may say so in time
    if said is not None and not counts_now and (said.kind, said.wording, said.way_out) == (kind, wording, way_out):
        why = text(
            "answers.twice", code=decision.code, organisation=seat.name, kind=text(f"answers.kind.{kind}"),
            office=text(f"office.{said.office}"), when=said.answered_at,
        )  # fmt: skip
        raise Refusal(why, clause=BY_CONSENSUS, instead=(show_button(decision),))


def _write(desk: Desk, decision: Decision, who: Speaker, kind: str, wording: str, way_out: str) -> Answer:
    assert decision.id is not None
    assert who.organisation.id is not None
    answer = Answer(
        network_id=desk.network_id, decision_id=decision.id, version=decision.version, kind=kind, wording=wording,
        way_out=way_out, organisation_id=who.organisation.id, person_id=desk.person_id, office=who.office.office,
        reference=who.reference, answered_at=desk.now, late=is_late(desk, decision),
    )  # fmt: skip
    desk.session.add(answer)
    desk.session.flush()
    desk.record(
        ACTS[kind], decision.code, BY_CONSENSUS, organisation=who.organisation.name, version=decision.version,
        wording=wording, way_out=way_out, reference=who.reference, late=answer.late,
    )  # fmt: skip
    return answer
