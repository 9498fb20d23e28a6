"""What the secretariat can do next with a text that is before the Committee."""

from handlers.decision_cards import DECISION
from handlers.desk import Desk
from handlers.mandates import may
from handlers.reply import Button, text
from storage.decisions import AD_REFERENDUM, CIRCULATION, OPEN, SUSPENDED, Decision


def buttons(desk: Desk, decision: Decision) -> tuple[Button, ...]:
    """Find a way out of an objection, record a proposed result, or put a revised text; nothing for anybody else."""
    if decision.series != DECISION or not may(desk.law.charter, "put_to_committee", desk.offices):
        return ()
    if decision.status == SUSPENDED:
        return (_press("mediate", decision),)
    proposed = (_press("adopt", decision),) if decision.proposed_result_at is not None else ()
    if decision.status != OPEN or decision.basis != CIRCULATION:
        return proposed if decision.status == AD_REFERENDUM else ()
    return (*proposed, _press("revise", decision, opens_form=True))


def _press(name: str, decision: Decision, *, opens_form: bool = False) -> Button:
    label = text(f"circulation.button.{name}")
    return Button(label, f"decisions.{name}", {"code": decision.code}, opens_form=opens_form)
