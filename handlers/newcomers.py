"""Whoever comes to hold a seat of the Committee is asked about the texts that are before it: silence of the untold says nothing."""

from handlers import ad_referendum, asking, consensus, putting
from handlers.desk import Desk
from handlers.silence import Period
from storage import decisions
from storage.decisions import CIRCULATION, OPEN, Decision
from storage.people import Organisation


def ask_newcomers(desk: Desk, seat: Organisation) -> None:
    """Each text that this seat was asked about and has not answered; nobody is written to about one twice."""
    for decision in decisions.unsettled(desk.session, desk.network_id):
        if seat.id in decision.voices and not _spoke(desk, decision, seat):
            if decision.status == OPEN and decision.basis == CIRCULATION and not consensus.is_over(decision, desk.now):
                _ask(desk, decision, seat)
            ad_referendum.ask(desk, decision)


def _spoke(desk: Desk, decision: Decision, seat: Organisation) -> bool:
    assert decision.id is not None
    return seat.id in decisions.standing(decisions.answers_of(desk.session, decision.id), decision.version)


def _ask(desk: Desk, decision: Decision, seat: Organisation) -> None:
    assert decision.id is not None
    assert decision.closes_at is not None
    before = [row.wording for row in decisions.texts_of(desk.session, decision.id) if row.version < decision.version]
    why = "" if decision.by_silence else "subject" if decision.subject else "chosen"
    period = Period(decision.period, decision.closes_at, "", 0, why)
    asked = [row for row in asking.everybody(desk) if row.seat.id == seat.id]
    putting.ask(desk, decision, period, asked, before[-1] if before else "")
