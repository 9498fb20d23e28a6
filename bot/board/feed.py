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
    short: str = ""
    """What the network is called beside a speaker's topic."""


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
    for slot, meeting in slots:
        calendar.add_component(_slot(feed, slot, meeting, told_in_zone=block is not None))
    written: bytes = calendar.to_ical()
    return written


def _event(feed: Feed, meeting: Meeting, *, told_in_zone: bool) -> Event:
    event = event_of(
        uid=uid_of(meeting.code, feed.charter, feed.domain), sequence=meeting.sequence, now=feed.now,
        starts_at=meeting.starts_at, ends_at=meeting.ends_at, zone=ZoneInfo(feed.zone) if told_in_zone else UTC,
        title=feed.say(named(meeting)), description=feed.say(text("feed.about", meeting=meeting.code)), place=meeting.place,
    )  # fmt: skip
    return _as_it_stands(event, cancelled=meeting.status == CANCELLED)


def _slot(feed: Feed, slot: SpeakerInvitation, meeting: Meeting, *, told_in_zone: bool) -> Event:
    """A speaker's own part, named for good as in the invitation; nothing of the meeting around it but its place."""
    event = event_of(
        uid=uid_of(meeting.code, feed.charter, feed.domain, slot.id), sequence=slot.sequence, now=feed.now,
        starts_at=slot.starts_at, ends_at=slot.ends_at, zone=ZoneInfo(feed.zone) if told_in_zone else UTC,
        title=feed.say(text("mail.slot.named", topic=slot.topic, network=feed.short)), description="", place=meeting.place,
    )  # fmt: skip
    return _as_it_stands(event, cancelled=meeting.status == CANCELLED, sure=bool(slot.answer))


def _as_it_stands(event: Event, *, cancelled: bool, sure: bool = True) -> Event:
    """`sure`: a slot is not while its speaker has not answered."""
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED" if sure else "TENTATIVE")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    event.add("class", "PUBLIC")
    return event
