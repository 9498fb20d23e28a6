"""What is no longer to be kept is deleted on working days, with the secretariat's line of the day (data protection, settings)."""

from dataclasses import replace
from datetime import datetime

from scheduler.duty import Duty
from scheduler.law import Law
from scheduler.lines import daily_line
from scheduler.papers import Papers

RETENTION = "retention.messages"


def retention(papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Today's look at what has grown too old, and the next one."""
    return [replace(duty, name=RETENTION, then="network.retention") for duty in daily_line(papers, law, now)]
