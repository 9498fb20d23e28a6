"""An obligation as a value: what, about which matter, by when, whose, and the fact that meets it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from scheduler.law import Law
from storage.charter import Ladder, Term

NO_LADDER = Ladder()


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation with a moment, an owner and a clause.

    `name` is the same in the charter, the catalogues and the outbox key. `about` is the code of the
    matter (CE-2027-01, or the year for yearly duties). `done` is the moment of the fact that met it;
    never a click. `owners` are the offices that answer for it; `organisation_id` narrows it to one
    seat. `then` is a command for the clock to ask for at `due`, when time itself settles the matter.
    """

    name: str
    about: str
    due: datetime
    owners: tuple[str, ...]
    done: datetime | None = None
    organisation_id: int | None = None
    then: str = ""
    opens: datetime | None = None
    """From when it can be met; it is nobody's pending matter before."""
    void: str = ""
    """Why it no longer binds (the meeting was cancelled), if so."""
    values: Mapping[str, Any] = field(default_factory=dict)
    then_at: datetime | None = None
    """When the clock asks for `then`, where that is not at `due`."""
    began: date | None = None
    """The day its period began: it is judged by the rule of that day."""
    ladder: Ladder = NO_LADDER
    """Who hears of it when."""
    persons: tuple[int, ...] = ()
    """Who answers for it where it is not an office: whoever proposed an item."""
    alerts: tuple[tuple[str, datetime], ...] = ()
    """(amber or red, its moment): before that nobody is told; yearly duties have them."""
    ahead: str = ""
    """The code of the meeting that is convened to meet it: no alert is needed while it stands."""

    @property
    def open(self) -> bool:
        """Whether it still waits to be met."""
        return self.done is None and not self.void

    @property
    def narrowed(self) -> Any:
        """Which of several alike within its matter it is about: an item of the agenda, an invitation to speak."""
        return self.values.get("item_id") or self.values.get("invitation")


def term_of(duty: Duty, law: Law) -> Term:
    """The charter's term a duty is judged by: as it stood the day its period began."""
    return law.term(duty.name, duty.began)
