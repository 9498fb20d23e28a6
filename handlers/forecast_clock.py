"""What the clock itself will send somebody: calls, tables, results and the line of the day (ToR 2)."""

from collections.abc import Callable, Iterable

from handlers import agenda_seats, asked_seats, extract, follow_up_table
from handlers.desk import Desk
from handlers.minutes_record import clerks, officers
from handlers.reply import Said, text
from scheduler.duty import Duty
from scheduler.polling import as_said
from storage import actions, decisions, meetings
from storage.meetings import Meeting
from storage.people import Person

Readers = Callable[[Desk, Duty], Iterable[Person]]
SAYS_NOTHING = frozenset({
    "meetings.settle_calendars", "members.delete_contact", "network.retention", "speakers.close_comments",
})  # fmt: skip
"""What the clock does of which nobody is told beforehand: data deleted, calendars brought up to date, views handed on."""


def comes_to(desk: Desk, duty: Duty) -> Said | None:
    """What this person gets when the clock comes to the duty's command; None when it is not theirs."""
    readers = READERS.get(duty.then)
    if readers is None or all(person.id != desk.person_id for person in readers(desk, duty)):
        return None
    return text(f"forecast.clock.{duty.then}", about=as_said(duty.about))


def _of_meeting(find: Callable[[Desk, Meeting], Iterable[Person]]) -> Readers:
    def found(desk: Desk, duty: Duty) -> Iterable[Person]:
        meeting = meetings.by_code(desk.session, desk.network_id, duty.about)
        return find(desk, meeting) if meeting is not None else ()

    return found


def _table(desk: Desk, meeting: Meeting) -> Iterable[Person]:
    rows = [row for row in actions.still_open(desk.session, desk.network_id) if row.meeting_id == meeting.id]
    return follow_up_table.readers(desk, rows)


def _extract(desk: Desk, duty: Duty) -> Iterable[Person]:
    row = decisions.by_code(desk.session, desk.network_id, duty.about)
    return [person for person, _ in extract.who_reads(desk, [row])] if row is not None else ()


def _asked(desk: Desk, duty: Duty) -> Iterable[Person]:
    return [person for seat in asked_seats.seats(desk) for person in (*seat.asked, *seat.copied)]


def _office(find: Callable[[Desk], Iterable[Person]]) -> Readers:
    def found(desk: Desk, duty: Duty) -> Iterable[Person]:
        return find(desk)

    return found


READERS: dict[str, Readers] = {
    "agenda.call": _of_meeting(agenda_seats.asked),
    "agenda.close": _office(agenda_seats.secretaries),
    "agenda.circulate": _of_meeting(agenda_seats.readers),
    "minutes.follow_up": _of_meeting(_table),
    "minutes.close_comments": _office(clerks),
    "decisions.circulate_extract": _extract,
    "decisions.end_period": _office(clerks),
    "contacts.open_round": _asked,
    "contacts.close_round": _office(officers),
    "polls.close": _office(officers),
    "groups.close_consultation": _office(officers),
    "network.daily_line": _office(officers),
}
"""Whom each of the clock's commands writes to."""
