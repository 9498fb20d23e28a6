"""After a meeting the absent seats of the Committee are asked for their own answer; silence is none (ToR 5.2.1)."""

from datetime import datetime

from handlers import silence, voices
from handlers.decision_cards import BY_CONSENSUS, clause_number
from handlers.desk import Desk
from handlers.reply import text
from storage import decisions
from storage.decisions import AD_REFERENDUM, Decision
from storage.people import Organisation, Person

ANSWER = "absent.answer"


def open_period(desk: Desk, decision: Decision) -> None:
    """From when they are asked they have the working days of the setting.

    Their silence says nothing, unless a no-objection rule was in force before the day of the meeting; and it never
    does where the words are about an endorsement, a designation, a government's position or the terms of reference.
    """
    decision.closes_at = max(closes_at(desk), decision.closes_at or desk.now)  # what was announced is not shortened
    decision.subject = decision.subject or silence.subject_in(f"{decision.title}\n{decision.wording}")
    decision.by_silence = not decision.subject and _rule_before(desk, decision)


def _rule_before(desk: Desk, decision: Decision) -> bool:
    """A rule that begins on the day of the meeting, perhaps adopted by it, does not reach what it settled."""
    rule = desk.law.term(silence.ENABLED, decision.taken_on)
    return bool(rule.on) and rule.since < decision.taken_on


def closes_at(desk: Desk) -> datetime:
    """The close of business so many working days after the day on which they are asked, which is day 0."""
    days = desk.law.term(ANSWER).working_days or 0
    return desk.law.end_of(desk.law.days.count(desk.law.day_zero(desk.now), days))


def asked(desk: Desk, seat: Organisation) -> list[Person]:
    """Who is asked for a seat: those who hold it; while they are away, or nobody does, whoever stands in."""
    assert seat.id is not None
    holders = voices.officials(desk, voices.COMMITTEE, seat.id, desk.today)
    there = [each for each in holders if each.id is not None and not voices.away(desk.session, each.id, desk.today)]
    return there or [*holders, *voices.stand_ins(desk, voices.COMMITTEE, seat.id, desk.today)]


def ask(desk: Desk, decision: Decision) -> None:
    """Each absent seat receives the decision with its text and is asked for an explicit answer, by when."""
    if decision.status != AD_REFERENDUM or decision.closes_at is None:
        return
    days = desk.law.term(ANSWER)
    number = clause_number(desk, days.clause)
    for seat in seats_to_ask(desk, decision):
        for person in asked(desk, seat):
            desk.tell(
                person, ANSWER, decision.code, duty=ANSWER,
                key=f"{ANSWER}/{decision.code}/{decision.version}/{decision.closes_at.isoformat()}/{seat.id}/{person.id}",
                code=decision.code, title=decision.title, wording=decision.wording, version=decision.version,
                organisation=seat.name, organisation_id=seat.id, until=decision.closes_at, facts=_facts(desk, decision),
                silence=text("absent.by_silence" if decision.by_silence else "absent.silence_says_nothing"),
                why=text("absent.told_why", number=clause_number(desk, BY_CONSENSUS), setting=number),
            )  # fmt: skip


def seats_to_ask(desk: Desk, decision: Decision) -> list[Organisation]:
    """The seats whose consensus it needs, that were not in the room and stand by no answer yet, by name."""
    assert decision.id is not None
    said = decisions.standing(decisions.answers_of(desk.session, decision.id), decision.version)
    missing = [each for each in decision.voices if each not in decision.present and each not in said]
    return sorted((desk.session.get_one(Organisation, each) for each in missing), key=lambda body: body.name)


def _facts(desk: Desk, decision: Decision) -> list[list[object]]:
    rows: list[list[object]] = []
    if decision.wording_en:
        rows.append([text("decisions.fact.wording_en"), decision.wording_en])
    inside = [desk.session.get_one(Organisation, each).name for each in decision.present if each in decision.voices]
    rows.append([text("decisions.fact.present_D"), text("decisions.listed", all=sorted(inside))])
    return rows
