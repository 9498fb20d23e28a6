"""The state is read when sending: what has become needless since it was written is not said (ToR 2, 5.1.8)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from scheduler import law as laws
from scheduler.duties import Duty, all_duties, gather
from scheduler.reminders import AHEAD_OF_TIME
from scheduler.settled import settled
from storage import gathered, ledger
from storage.charter import Charter
from storage.networks import Network
from storage.outbox import HANDED_OVER, PERSONAL, Notice
from storage.text import from_paper

NARROWING = ("organisation_id", "item_id", "invitation")
"""What tells duties alike within one matter apart."""
Charters = Mapping[str, Charter]


class Reading:
    """The papers of each network as they are now, read once for as many notices as are asked about."""

    def __init__(self, session: Session, charters: Charters, now: datetime) -> None:
        self.session, self.charters, self.now = session, charters, now
        self._known: dict[int, list[Duty]] = {}

    def why(self, notice: Notice) -> str:
        """Why it says nothing any more, or ""."""
        duties = self._duties(notice.network_id) if notice.duty else []
        return fallen_away(self.session, notice, duties, self.now)

    def _duties(self, network_id: int) -> list[Duty]:
        if network_id not in self._known:
            charter = self.charters[self.session.get_one(Network, network_id).charter]
            law = laws.in_force(self.session, network_id, charter, self.now)
            self._known[network_id] = all_duties(gather(self.session, network_id, law, self.now), law, self.now)
        return self._known[network_id]


def still_needed(session: Session, notice: Notice, charter: Charter, now: datetime) -> str:
    """Asked right before sending: "" or why the notice has become pointless since it was written."""
    return Reading(session, {session.get_one(Network, notice.network_id).charter: charter}, now).why(notice)


def pointless_among(session: Session, notices: Iterable[Notice], charters: Charters, now: datetime) -> dict[int, str]:
    """`still_needed` for many at once: why (by id) those that have become pointless have."""
    reading = Reading(session, charters, now)
    asked = ((notice.id, reading.why(notice)) for notice in notices)
    return {number: why for number, why in asked if why and number is not None}


def read_again(session: Session, messages: Sequence[Notice], charters: Charters, now: datetime) -> dict[int, str]:
    """What has become needless in gathered messages is left out of them, on record too; why (by id) those left empty have.

    What an empty one would have told ahead of its day is told on that day after all.
    """
    reading, empty = Reading(session, charters, now), dict[int, str]()
    found = [(message, _parts_gone(session, reading, message), _ahead_gone(reading, message)) for message in messages]
    for message, gone, ahead in found:
        gathered.mark(session, gone)
        if gone and len(gone) == len(message.values["of"]):
            ledger.untell(session, message.network_id, message.person_id or 0, message.written_at)
            empty[message.id or 0] = next(iter(gone.values()))
        elif gone or ahead:
            gathered.leave_out(session, message, {*gone, *ahead})
    return empty


def _parts_gone(session: Session, reading: Reading, message: Notice) -> dict[str, str]:
    """The parts (by key) that have nothing to say any more, and why."""
    asked = ((part.key, _gone(reading, message, part)) for part in gathered.parts(session, message))
    return {key: why for key, why in asked if why}


def _ahead_gone(reading: Reading, message: Notice) -> list[str]:
    return [line["key"] for line in message.values.get("ahead", ()) if reading.why(_reminder(message, line))]


def _gone(reading: Reading, message: Notice, part: Notice) -> str:
    # A message that moved to whoever follows its reader: their own reminders the clock writes anew.
    if part.person_id != message.person_id and (part.duty or part.notice in PERSONAL):
        return HANDED_OVER
    return reading.why(part)


def _reminder(message: Notice, line: Mapping[str, Any]) -> Notice:
    """What is told ahead of its day, as the reminder it stands for."""
    return Notice(
        network_id=message.network_id, key=line["key"], notice=line["notice"], duty=line["duty"], about=line["about"],
        values=line["values"], due_at=message.due_at, written_at=message.written_at,
    )  # fmt: skip


def fallen_away(session: Session, notice: Notice, duties: list[Duty], now: datetime) -> str:
    """Why a notice says nothing any more: its duty is met, moved or void, or what it asks is settled; else ""."""
    return _needless(notice, duties, now) if notice.duty else settled(session, notice, now)


def narrowing(duty: Duty) -> dict[str, Any]:
    """What tells this duty from others of its name about the same matter."""
    return {name: duty.values[name] for name in NARROWING if duty.values.get(name) is not None}


def _needless(notice: Notice, duties: list[Duty], now: datetime) -> str:
    duties = [duty for duty in duties if _matches(duty, notice)]
    if not duties:
        return "no_such_duty"
    stage = notice.notice.removeprefix(f"{notice.duty}.")
    due = from_paper(notice.values).get("due")
    if stage != notice.notice and due is not None:
        duties = [duty for duty in duties if duty.due == due]
        if not duties:
            return "moved"
        if stage in AHEAD_OF_TIME and now >= due:
            return "due_passed"
    if any(duty.open for duty in duties):
        return "convened" if all(duty.ahead for duty in duties) else ""
    return "done" if any(duty.done for duty in duties) else duties[0].void


def _matches(duty: Duty, notice: Notice) -> bool:
    narrowed = (notice.values.get(name) in (None, duty.values.get(name)) for name in NARROWING)
    return (duty.name, duty.about) == (notice.duty, notice.about) and all(narrowed)
