"""A setting of the network changes from a day on, by a decision that is cited."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.desk import Desk
from handlers.reply import Refusal, text
from storage import networks
from storage.charter import CharterError
from storage.charter_terms import changed
from storage.networks import ChangedSetting


def change(desk: Desk, name: str, values: Mapping[str, Any], since: date, decision_code: str) -> None:
    """Write the change down; what the charter itself would not take is refused."""
    try:
        changed(desk.law.term(name, since), values, since, decision_code)
    except CharterError:
        raise Refusal(text("no_objection.bad_value", name=text(f"term.{name}")), setting=name) from None
    row = ChangedSetting(
        network_id=desk.network_id, name=name, value=dict(values), since=since, decision=decision_code,
        changed_by=desk.person_id, changed_at=desk.now,
    )  # fmt: skip
    desk.session.add(row)
    networks.law_changed(desk.session)
