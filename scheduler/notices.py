"""A stage of a duty as the notice that is written for one person."""

from datetime import datetime
from typing import Any

from scheduler.duty import Duty, term_of
from scheduler.law import Law
from scheduler.papers import Papers
from scheduler.reminders import AMBER, RED, Stage
from scheduler.yearly import possible_dates, with_notice
from storage.charter import TOR
from storage.outbox import HELD, Notice
from storage.text import Text, text


def stage_notice(
    duty: Duty, stage: Stage, person: int, law: Law, papers: Papers, now: datetime, *, key: str, late: bool
) -> Notice:
    """The notice "<duty>.<stage>" with what its words need: the matter, the due moment, how late, and why it came."""
    values: dict[str, Any] = {**duty.values, "due": duty.due, "day": law.day_of(duty.due), "why": why(duty, law)}
    values["count"] = max(law.days.between(law.day_of(duty.due), law.day_of(now)), 0)
    if stage.name in (AMBER, RED):
        values |= _proposal(duty, law, papers, now)
    return Notice(
        network_id=papers.network_id, key=key, person_id=person, notice=f"{duty.name}.{stage.name}", values=values,
        duty=duty.name, about=duty.about, due_at=now, written_at=now, late=late, status=HELD,
    )  # fmt: skip


def why(duty: Duty, law: Law) -> Text:
    """Where a duty comes from: a rule of the terms of reference, or a setting under the clause."""
    term = term_of(duty, law)
    kind = "tor" if term.source == TOR else "setting"
    number = law.charter.clauses[term.clause].number if term.clause in law.charter.clauses else term.clause
    return text(f"reminder.why.{kind}", duty=text(f"duty.{duty.name}"), clause=number)


def _proposal(duty: Duty, law: Law, papers: Papers, now: datetime) -> dict[str, Any]:
    """A drafted convocation: the days on which it could still be, for the coordinator to choose from."""
    kind = str(duty.values["kind"])
    dates = possible_dates(kind, duty.due, papers, law, now)
    words = "no_dates" if not dates else "possible_dates" if dates[0] >= with_notice(kind, law, now) else "short_notice"
    return {
        "dates": list(dates),
        "when": text(f"reminder.{words}", dates=list(dates)),
        "draft_title": text(f"duty.meeting.{duty.name}", year=duty.values["year"]),
    }
