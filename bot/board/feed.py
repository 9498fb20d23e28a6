"""Meetings as a calendar to subscribe to: no METHOD, nobody's address, the same UIDs as the invitations; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from bot.mail.convocation import named
from bot.mail.harmless import one_line
from bot.mail.invitation import PRODUCT, event_of, fixed_zone, uid_of
from bot.plain import Say
from handlers.reply import text
from storage.invitations import SpeakerInvitation
from storage.meetings import CANCELLED, Meeting

Slot = tuple[SpeakerInvitation, Meeting]
OFTEN = timedelta(hours=1)
"""How often a calendar may ask again."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar of meetings: what it is called, whose words it uses, and how its meetings are named for good."""

    called: str
    charter: str
    domain: str
    zone: str
    now: datetime
    say: Say


def feed_bytes(feed: Feed, meetings: Sequence[Meeting], slots: Sequence[Slot] = ()) -> bytes:
    """The calendar as iCalendar: meetings, and the slots of others at which its reader speaks."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, one_line(feed.called))
    calendar.add("x-wr-timezone", feed.zone)
    calendar.add("refresh-interval", OFTEN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    block = fixed_zone(feed.zone, feed.now)
    if block is not None:
        calendar.add_component(block)
    for meeting in meetings:
        calendar.add_component(_event(feed, meeting, told_in_zone=block is not None))
    for slot in slots:
        calendar.add_component(_slot_event(feed, slot, told_in_zone=block is not None))
    written: bytes = calendar.to_ical()
    return written


def _event(feed: Feed, meeting: Meeting, *, told_in_zone: bool) -> Event:
    cancelled = meeting.status == CANCELLED
    event = event_of(
        uid=uid_of(meeting.code, feed.charter, feed.domain), sequence=meeting.sequence, now=feed.now,
        starts_at=meeting.starts_at, ends_at=meeting.ends_at, zone=ZoneInfo(feed.zone) if told_in_zone else UTC,
        title=feed.say(named(meeting)), description=feed.say(text("feed.about", meeting=meeting.code)), place=meeting.place,
    )  # fmt: skip
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    event.add("class", "PUBLIC")
    return event


def _slot_event(feed: Feed, slot: Slot, *, told_in_zone: bool) -> Event:
    """A speaker's own hour of a meeting: its topic and place; not sure while they have not answered."""
    row, meeting = slot
    cancelled = meeting.status == CANCELLED
    event = event_of(
        uid=uid_of(f"{meeting.code}-s{row.id}", feed.charter, feed.domain), sequence=row.sequence, now=feed.now,
        starts_at=row.starts_at, ends_at=row.ends_at, zone=ZoneInfo(feed.zone) if told_in_zone else UTC,
        title=row.topic, description=feed.say(text("feed.about", meeting=meeting.code)), place=meeting.place,
    )  # fmt: skip
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED" if row.answer else "TENTATIVE")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    event.add("class", "PUBLIC")
    return event
