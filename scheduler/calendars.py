"""Who should have which meeting in their calendar: whoever joined is invited, whoever left has it taken out; pure."""

from collections.abc import Mapping
from datetime import datetime

from scheduler.duty import Duty
from scheduler.law import Law
from scheduler.papers import Papers
from storage.meetings import CONVENED, Meeting

PEOPLE = "calendar.people"
SETTLE = "meetings.settle_calendars"


def calendar_duties(papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """The clock settles the calendars of a meeting to come as soon as its readers are others than those who have it.

    `about` counts the letters written so far: after the next change of people it is another matter.
    """
    found = []
    for meeting in papers.meetings:
        known = papers.calendars.get(meeting.code)
        if known is None or meeting.status != CONVENED or meeting.starts_at <= now:
            continue  # without any letter it was not convened through this house
        if any(unsettled(meeting, known.has, papers, law, now)):
            about, values = f"{meeting.code}/{known.letters}", {"meeting": meeting.code}
            found.append(Duty(PEOPLE, about, meeting.convened_at, ("secretariat",), then=SETTLE, values=values))
    return found


def unsettled(
    meeting: Meeting, has: Mapping[int, bool | None], papers: Papers, law: Law, now: datetime
) -> tuple[list[int], list[int]]:
    """Who (ids) is convened today and has it not; who has it and is convened no more.

    A reader whose letter was given up is not tried again: the secretariat was told, and sends it anew.
    """
    today = law.day_of(now)
    readers = papers.holders(law.charter.meetings[meeting.kind].readers, today)
    missing = [person for person in readers if has.get(person, False) is False]
    over = [person for person, there in has.items() if there and person not in readers and person not in papers.erased]
    return missing, over
