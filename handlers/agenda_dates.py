"""When a meeting's agenda is asked for, closed and circulated, and whether something came too late for it."""

from datetime import date, datetime

from handlers.reply import Text, text
from scheduler.law import Law
from storage.charter import SETTING
from storage.meetings import Meeting

CALL, CLOSE, CIRCULATION, DOCUMENTS = "agenda.call", "agenda.close", "agenda.circulation", "agenda.documents"


def day_for(law: Law, meeting: Meeting, term: str) -> date | None:
    """The day a term sets for a meeting, in working days before it; None for kinds it does not bind.

    It is judged by the setting and the calendar of the day the meeting was convened: what was announced is not shortened.
    """
    days = law.term(term, law.day_of(meeting.convened_at)).by_meeting.get(meeting.kind)
    return None if days is None else law.days_before(law.day_of(meeting.starts_at), days, meeting.convened_at)


def end_of(law: Law, meeting: Meeting, day: date) -> datetime:
    """The close of business of a day before the meeting, at the hour that held when it was convened."""
    return law.end_of(day, law.day_of(meeting.convened_at))


def closes(law: Law, meeting: Meeting) -> datetime | None:
    """The moment until which items are in time.

    None for a kind of meeting without a close, and for a meeting convened at such short notice that
    its close had already passed: nobody can be late for what could not be kept.
    """
    day = day_for(law, meeting, CLOSE)
    moment = end_of(law, meeting, day) if day else None
    return None if moment is None or moment <= meeting.convened_at else moment


def circulates(law: Law, meeting: Meeting) -> datetime | None:
    """The moment by which the agenda is with its readers; at the earliest, the end of the day it was convened."""
    day = day_for(law, meeting, CIRCULATION)
    return max(end_of(law, meeting, each) for each in (day, law.day_zero(meeting.convened_at))) if day else None


def leaves(law: Law, meeting: Meeting) -> datetime | None:
    """The morning on which a cleared agenda leaves by itself."""
    day = day_for(law, meeting, CIRCULATION)
    return law.morning_of(day) if day else None


def documents_due(law: Law, meeting: Meeting) -> datetime | None:
    """The moment by which the document of an item to be decided is there."""
    day = day_for(law, meeting, DOCUMENTS)
    return end_of(law, meeting, day) if day else None


def closed_at(law: Law, meeting: Meeting) -> datetime | None:
    """The close, or the earlier hour at which it was closed by hand; where neither binds, the circulation."""
    ends = [end for end in (closes(law, meeting), meeting.items_closed_at) if end is not None]
    return min(ends) if ends else meeting.agenda_circulated_at


def is_late(law: Law, meeting: Meeting, now: datetime) -> bool:
    """An item is in time up to and including the moment of the close."""
    end = closed_at(law, meeting)
    return end is not None and now > end


def source(law: Law, term: str) -> Text:
    """The line that says which setting (or rule) a date comes from."""
    found = law.term(term)
    number = law.charter.clauses[found.clause].number
    if found.source == SETTING:
        return text("source.setting", name=text(f"term.{term}"), clause=number)
    return text("source.clause", number=number, words=law.charter.clauses[found.clause].words)
