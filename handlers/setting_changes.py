"""A setting is changed only by citing the decision that changes it, from a day on (ToR 2, Agilidad).

A rule of the terms of reference is no setting: no decision of the network changes it. What began before that day is
judged by the rule of its own day.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.desk import Desk
from handlers.mandates import whom_to_ask
from handlers.reply import Button, Refusal, text
from handlers.setting_effects import Effects, effects
from scheduler import law
from scheduler.polling import as_said
from storage import decisions, networks
from storage.charter import TOR, CharterError, Term
from storage.charter_terms import changed
from storage.decisions import CONSENSUS, Decision
from storage.networks import ChangedSetting

LABEL = "setting"
"""What the register calls a decision that changed a setting."""
POWER = "settings"


def change(
    desk: Desk, name: str, values: Mapping[str, Any], since: date, decision_code: str, *, restated: bool = False
) -> None:
    """Change a setting from that day on, by that decision; a `Refusal` says why it cannot be.

    `values` are as a charter has them: {"working_days": 7}, {"by_meeting": {"plenary": -9}}, {"on": True}.
    `restated`: the decision may also fix the value that stands, which from then on rests on it.
    """
    old = setting(desk, name, since)
    decision = decision_citable(desk, decision_code)
    allowed_from(desk, since, decision)
    new = with_values(desk, old, values, since, decision.code, restated=restated)
    nothing_shortened(desk, effects(desk, name, values, since, decision.code), name)
    desk.session.add(
        ChangedSetting(
            network_id=desk.network_id, name=name, value=dict(values), since=since, decision=decision.code,
            changed_by=desk.person_id, changed_at=desk.now,
        )
    )  # fmt: skip
    if LABEL not in decision.labels:
        decision.labels = [*decision.labels, LABEL]
        desk.session.add(decision)
    networks.law_changed(desk.session)
    desk.law = law.in_force(desk.session, desk.network_id, desk.law.charter, desk.now)
    desk.record(
        "setting.changed", name, new.clause, since=since.isoformat(), decision=decision.code, value=dict(values)
    )


def setting(desk: Desk, name: str, on: date | None = None) -> Term:
    """The setting of that name as it stands that day; what the terms of reference say themselves is refused."""
    if name not in desk.law.charter.terms:
        raise Refusal(text("setting.unknown", name=name[:60]), clause=_clause(desk), instead=(_list(),), field="name")
    term = desk.law.term(name, on)
    if term.source == TOR:
        number = desk.law.charter.clauses[term.clause].number
        raise Refusal(text("setting.rule", name=text(f"term.{name}"), number=number), clause=term.clause, field="name")
    return term


def decision_citable(desk: Desk, code: str) -> Decision:
    """The decision that was cited: one of the register, adopted by consensus."""
    found = decisions.by_code(desk.session, desk.network_id, code) if code.strip() else None
    why = None
    if found is None:
        why = text("setting.no_decision", code=code.strip()[:60], who=whom_to_ask(desk.law.charter, "record"))
    elif found.status != CONSENSUS:
        why = text("setting.no_consensus", code=found.code, who=whom_to_ask(desk.law.charter, "put_to_committee"))
    if found is None or why is not None:
        assert why is not None
        raise Refusal(why, clause=_clause(desk), instead=(_register(),), field="decision")
    return found


def allowed_from(desk: Desk, since: date, decision: Decision) -> None:
    """A change holds from today at the earliest, and never from before its decision."""
    settled = desk.law.day_of(decision.settled_at) if decision.settled_at else decision.taken_on
    if since < settled:
        why = text("setting.before_decision", code=decision.code, day=settled, since=since)
        raise Refusal(why, clause=_clause(desk), field="date")
    if since < desk.today:
        raise Refusal(text("setting.in_the_past", since=since, today=desk.today), clause=_clause(desk), field="date")


def with_values(
    desk: Desk, old: Term, values: Mapping[str, Any], since: date, code: str, *, restated: bool = False
) -> Term:
    """The setting with its new values, or a refusal that says what it may be."""
    try:
        new = changed(old, values, since, code)
    except CharterError:
        raise Refusal(
            text("setting.impossible", name=text(f"term.{old.name}")), setting=old.name, field="value"
        ) from None
    if not values or (not restated and changed(old, {}, since, code) == new):
        raise Refusal(text("setting.same", name=text(f"term.{old.name}")), setting=old.name, field="value")
    _together(desk, new, since)
    return new


def nothing_shortened(desk: Desk, found: Effects, name: str) -> None:
    """A deadline that was announced is never shortened: a change that would do so begins later."""
    if found.shortened:
        first = found.shortened[0]
        why = text("setting.would_shorten", duty=text(f"term.{first.name}"), about=as_said(first.about), due=first.due)
        raise Refusal(why, clause=_clause(desk), setting=name, field="date")


def _together(desk: Desk, new: Term, since: date) -> None:
    """The office opens before it closes; items are called for, close and go round in this order."""
    now = {name: desk.law.term(name, since) for name in desk.law.charter.terms} | {new.name: new}
    opens, closes = now["hours.opens"].at, now["hours.closes"].at
    wrong = opens is not None and closes is not None and opens >= closes
    for earlier, later in (("agenda.call", "agenda.close"), ("agenda.close", "agenda.circulation")):
        after = now[later].by_meeting
        wrong = wrong or any(days > after.get(kind, 0) for kind, days in now[earlier].by_meeting.items())
    if wrong:
        raise Refusal(text("setting.out_of_order", name=text(f"term.{new.name}")), setting=new.name, field="value")


def _clause(desk: Desk) -> str:
    return desk.law.charter.powers[POWER].clause


def _list() -> Button:
    return Button(text("setting.button.list"), "network.settings")


def _register() -> Button:
    return Button(text("setting.button.register"), "decisions.list")
