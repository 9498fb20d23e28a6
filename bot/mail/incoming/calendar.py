"""The answers an iCalendar object holds, as Outlook, Gmail, Apple and others write them; pure.

ORGANIZER is never asked for: Exchange leaves it out. What a client sends twice in one message is one answer.
"""

import re
from datetime import UTC, date, datetime
from html import unescape
from typing import Any
from urllib.parse import unquote

from icalendar import Calendar

from bot.mail.harmless import one_line
from bot.mail.incoming import found
from bot.mail.incoming.found import CalendarAnswer
from bot.mail.incoming.parts import address

LONGEST, LONGEST_COMMENT, LONGEST_UID = 200_000, 300, 200
HIGHEST_SEQUENCE = 1_000_000
UID = re.compile(r"^UID[^:\r\n]*:[ \t]*(\S{1,200})", re.MULTILINE | re.IGNORECASE)
NAIVE = "zone"
"""The problem of an hour whose zone nobody knows."""


class Unreadable(ValueError):
    """It is no iCalendar object, or not a whole one."""


def answers_in(written: str) -> tuple[CalendarAnswer, ...]:
    """The answers in one iCalendar object, whatever its method."""
    if len(written) > LONGEST or "\0" in written:
        raise Unreadable
    try:
        calendars = Calendar.from_ical(written.lstrip("\ufeff \r\n"), multiple=True)
        return tuple(_answer(calendar, event) for calendar in calendars for event in calendar.walk("VEVENT"))
    except Exception as broken:  # whatever the parser makes of a stranger's bytes, it is simply unreadable
        raise Unreadable from broken


def uids_in(written: str) -> tuple[str, ...]:
    """The entries that are named in it, even where it is broken."""
    return tuple(dict.fromkeys(UID.findall(written[:LONGEST])))[:5]


def _answer(calendar: Any, event: Any) -> CalendarAnswer:
    method = one_line(str(calendar.get("METHOD", ""))).upper()
    attendee = _attendee(event)
    params = getattr(attendee, "params", {})
    proposed, problem = _proposed(event) if method == found.COUNTER.upper() else (None, "")
    return CalendarAnswer(
        method=method,
        uid=one_line(str(event.get("UID", "")), LONGEST_UID),
        attendee=_address_of(attendee),
        status=one_line(str(params.get("PARTSTAT", ""))).upper(),
        sequence=_sequence(event),
        stamped_at=_moment(event.get("DTSTAMP")),
        sent_by=_param(params, "SENT-BY"),
        delegated_to=_param(params, "DELEGATED-TO"),
        instance=one_line(str(event["RECURRENCE-ID"].to_ical().decode())) if "RECURRENCE-ID" in event else "",
        comment=_comment(event, params),
        proposed=proposed,
        problem=problem,
    )


def _attendee(event: Any) -> Any:
    """Whoever answers: one; where somebody delegates, both may be named and the one who does is meant."""
    named = _each(event.get("ATTENDEE"))
    delegating = [each for each in named if str(each.params.get("PARTSTAT", "")).upper() == found.DELEGATED]
    chosen = delegating or named
    return chosen[0] if len(chosen) == 1 else None


def _address_of(attendee: Any) -> str:
    """mailto: in any case; where the value is something else (Apple's urn:uuid) the EMAIL parameter."""
    value = unquote(str(attendee or "")).strip()
    if value.lower().startswith("mailto:"):
        return address(value[7:].split("?")[0])
    return _param(getattr(attendee, "params", {}), "EMAIL") or address(value)


def _param(params: Any, name: str) -> str:
    given = str(next(iter(_each(params.get(name))), ""))
    return address(unquote(given)[7:] if given.lower().startswith("mailto:") else given)


def _comment(event: Any, params: Any) -> str:
    """Microsoft's COMMENT ends in line breaks, Google's note hangs on the attendee and is escaped for a page."""
    notes = [*map(str, _each(event.get("COMMENT"))), unescape(str(params.get("X-RESPONSE-COMMENT", "")))]
    return next((said for note in notes if (said := one_line(note, LONGEST_COMMENT))), "")


def _sequence(event: Any) -> int:
    given = str(event.get("SEQUENCE", 0))
    if not re.fullmatch(r"[0-9]{1,7}", given) or int(given) > HIGHEST_SEQUENCE:
        raise Unreadable
    return int(given)


def _proposed(event: Any) -> tuple[tuple[datetime, datetime] | None, str]:
    """The hours a COUNTER asks for. An hour without a known zone is a guess, so it is none."""
    start, end = _moment(event.get("DTSTART")), _moment(event.get("DTEND"))
    if start is None:
        return None, NAIVE
    return (start, end or start), ""


def _moment(written: Any) -> datetime | None:
    """A moment with its zone, in UTC; None for a day, for a floating hour and for what is no hour."""
    value: date | None = getattr(written, "dt", None)
    return value.astimezone(UTC) if isinstance(value, datetime) and value.tzinfo is not None else None


def _each(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [] if given is None else [given]
