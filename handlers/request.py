"""What came in, whatever the platform: one thing a member asks of the secretariat."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

ASK, FORM, CONFIRMED = "ask", "form", "confirmed"


@dataclass(frozen=True, slots=True)
class Request:
    """A command, who asks (already identified by the platform) and the details that were given.

    `values` hold what was typed, pressed or filled in, by the names of the form's fields: `date`
    (date or ISO string), `time` (time or "HH:MM"), `minutes` (int or digits), codes as typed. The
    reader of dates adds `date_choices` (a list, when several are possible) or `date_problem` (a
    `Text`) with `date_near`. `step` is how far the person has come: ask, form (they want to change
    it) or confirmed. `key` names the inbound event, so that a redelivery is recognised.
    `person_id` is empty when the clock asks.
    """

    command: str
    network_id: int
    received_at: datetime
    person_id: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    step: str = ASK
    key: str = ""
    platform: str = ""
    draft: str = ""
    """The token of the draft being confirmed."""
    typed: str = field(default="", repr=False)
    """Everything as it was typed, names and text of attached files too: looked at for personal data and kept nowhere."""
    place: str = ""
    """The channel it was typed in, where it was one."""

    def value(self, name: str) -> str:
        """What was given under that name as text, trimmed; "" when nothing was."""
        given = self.values.get(name)
        return "" if given is None else str(given).strip()

    def at_step(self, step: str, **changes: Any) -> "Request":
        """The same request, further on."""
        return replace(self, step=step, **changes)
