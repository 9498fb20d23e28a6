"""A meeting as an invitation that Outlook, Gmail and Apple obey: request, update, cancellation; pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from email.headerregistry import Address
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneStandard, vCalAddress, vUri

from bot.mail.harmless import one_line, paragraphs

REQUEST, CANCEL = "REQUEST", "CANCEL"
PRODUCT = "-//Quipu//Secretariat//ES"
REMINDER = timedelta(minutes=-30)
LONG_AGO = datetime(1970, 1, 1)  # noqa: DTZ001 - a zone's beginning is told in its own local time


@dataclass(frozen=True, slots=True)
class Invitation:
    """One meeting as told to the calendar of one reader.

    An update is a REQUEST of the same `uid` with a higher `sequence`. `organiser` is the mailbox the
    letter comes from; `attendee` the only person named in it. `now` becomes DTSTAMP.
    """

    method: str
    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    title: str
    description: str
    place: str
    organiser: Address
    attendee: Address
    now: datetime
    address: str = ""
    """Where the network's page is, if there is one."""
    changes: str = ""
    """What is different from the version this reader had; becomes COMMENT."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What an invitation says, read back from its bytes."""

    method: str
    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str
    status: str


def uid_of(code: str, network: str, domain: str, slot: int | None = None) -> str:
    """A meeting's name in calendars, the same for its whole life; with `slot` that of a speaker's own part of it."""
    return f"{code}-{network}@{domain}" if slot is None else f"{code}-s{slot}-{network}@{domain}"


def calendar_bytes(invitation: Invitation) -> bytes:
    """The invitation as iCalendar."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", invitation.method)
    zone = fixed_zone(invitation.zone, invitation.starts_at)
    if zone is not None:
        calendar.add_component(zone)
    calendar.add_component(_event(invitation, told_in_zone=zone is not None))
    written: bytes = calendar.to_ical()
    return written


def attach(message: EmailMessage, calendar: bytes, method: str) -> None:
    """Put the calendar into a letter that has its text and HTML: last alternative, and as a file.

    Outlook looks only into the first part of multipart/mixed and wants `method` in the Content-Type.
    """
    charset_and_method = {"charset": "UTF-8", "method": method}
    message.add_alternative(calendar, maintype="text", subtype="calendar", cte="base64", params=charset_and_method)
    message.add_attachment(calendar, maintype="application", subtype="ics", filename="invite.ics")
    message["Content-Class"] = "urn:content-classes:calendarmessage"  # last: earlier ones are lost


def read(calendar: bytes) -> Opened:
    """What an invitation of ours says; for the trial page's mailbox."""
    found = Calendar.from_ical(calendar)
    event = next(iter(found.walk("VEVENT")))
    return Opened(
        method=str(found["METHOD"]),
        uid=str(event["UID"]),
        sequence=int(str(event["SEQUENCE"])),
        starts_at=event.decoded("DTSTART").astimezone(UTC),
        ends_at=event.decoded("DTEND").astimezone(UTC),
        title=str(event["SUMMARY"]),
        place=str(event.get("LOCATION", "")),
        status=str(event["STATUS"]),
    )


def fixed_zone(name: str, about: datetime) -> Timezone | None:
    """The zone as one STANDARD block if its hour does not change in those years; else None: tell it in UTC.

    The block is written by hand: generated ones carry changes of decades ago that Outlook misreads.
    """
    zone = ZoneInfo(name)
    offsets = {(about + timedelta(days=7 * week)).astimezone(zone).utcoffset() for week in range(-104, 105)}
    offset = offsets.pop()
    if offsets or offset is None:
        return None
    standard = TimezoneStandard()
    standard.add("dtstart", LONG_AGO)
    standard.add("tzoffsetfrom", offset)
    standard.add("tzoffsetto", offset)
    standard.add("tzname", about.astimezone(zone).tzname() or name)
    block = Timezone()
    block.add("tzid", name)
    block.add_component(standard)
    return block


def event_of(
    *, uid: str, sequence: int, now: datetime, starts_at: datetime, ends_at: datetime, zone: tzinfo, title: str,
    description: str, place: str,
) -> Event:  # fmt: skip
    """What every calendar is told of a meeting, invitation or subscription."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", sequence)
    event.add("dtstart", starts_at.astimezone(zone))
    event.add("dtend", ends_at.astimezone(zone))
    event.add("summary", one_line(title))
    event.add("description", paragraphs(description))
    event.add("location", one_line(place))
    return event


def _event(told: Invitation, *, told_in_zone: bool) -> Event:
    cancelled = told.method == CANCEL
    event = event_of(
        uid=told.uid, sequence=told.sequence, now=told.now, starts_at=told.starts_at, ends_at=told.ends_at,
        zone=ZoneInfo(told.zone) if told_in_zone else UTC, title=told.title, description=told.description, place=told.place,
    )  # fmt: skip
    if told.address:
        event.add("url", vUri(told.address))
    if told.changes:
        event.add("comment", paragraphs(told.changes))
    event.add("organizer", _person(told.organiser))
    event.add("attendee", _attendee(told.attendee))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    event.add("class", "PUBLIC")
    event.add("priority", 5)
    event.add("x-microsoft-cdo-busystatus", "FREE" if cancelled else "TENTATIVE")
    event.add("x-microsoft-cdo-intendedstatus", "FREE" if cancelled else "BUSY")
    event.add("x-microsoft-disallow-counter", "TRUE")
    if not cancelled:
        event.add_component(_alarm(one_line(told.title)))
    return event


def _person(mailbox: Address) -> vCalAddress:
    """A calendar address; old clients show an escaped quotation mark raw, so it becomes an apostrophe."""
    person = vCalAddress(f"mailto:{mailbox.addr_spec}")
    person.params["CN"] = one_line(mailbox.display_name).replace('"', "'") or mailbox.addr_spec
    return person


def _attendee(mailbox: Address) -> vCalAddress:
    person = _person(mailbox)
    person.params["CUTYPE"] = "INDIVIDUAL"
    person.params["ROLE"] = "REQ-PARTICIPANT"
    person.params["PARTSTAT"] = "NEEDS-ACTION"
    person.params["RSVP"] = "TRUE"
    return person


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", REMINDER)
    return alarm
