"""Calendars one subscribes to: one's own meetings and the network's, at a secret address that can be renewed.

The address is shown once, when it is made: on record is only its digest. Whoever leaves the network loses it that day.
"""

import secrets

from handlers import guests
from handlers.commands import command
from handlers.desk import Desk
from handlers.reply import Button, Buttons, Card, Facts, Heading, Note, Paragraph, Part, Refusal, Reply, text
from handlers.request import Request
from storage import feeds, meetings
from storage.invitations import DECLINED, SpeakerInvitation
from storage.meetings import Meeting

POWER = "see_meetings"


@command("meetings.feed", power=POWER)
def feed(request: Request, desk: Desk) -> Reply:
    """Make a new secret address for this person's calendars; an earlier one stops working at once."""
    clause, person_id = desk.law.charter.powers[POWER].clause, desk.person_id
    if not desk.network.address or person_id is None:
        raise Refusal(text("feed.no_address"), clause=clause)
    before = feeds.current(desk.session, person_id)
    token = secrets.token_urlsafe(24)
    feeds.renew(desk.session, desk.network_id, person_id, token, desk.now)
    desk.record("meeting.feed_made", str(person_id), clause)  # by number: a name would outlive their leaving
    return Reply(_card(desk, token, renewed=before is not None))


def offer(desk: Desk) -> tuple[Part, ...]:
    """Under the calendar: how to have it in one's own, or since when one has."""
    if not desk.network.address or desk.person_id is None:
        return ()
    current = feeds.current(desk.session, desk.person_id)
    if current is None:
        return (Note(text("feed.offer")), Buttons((Button(text("feed.button.make"), "meetings.feed"),)))
    return (
        Note(text("feed.since", when=current.made_at)),
        Buttons((Button(text("feed.button.renew"), "meetings.feed"),)),
    )


def followed(desk: Desk, *, whole: bool) -> list[Meeting]:
    """The meetings in a person's calendar, cancelled ones too: their own, or (`whole`) the network's; a guest only ever has their own, and of
    those at which they speak nothing but the slot (`own_slots`).
    """
    if guests.is_guest(desk):
        return [each for each in guests.own_meetings(desk) if not guests.own_invitations(desk, each)]
    held, kinds = {office.office for office in desk.offices}, desk.law.charter.meetings
    every = meetings.all_meetings(desk.session, desk.network_id)
    return [each for each in every if whole or held & set(kinds[each.kind].readers)]


def own_slots(desk: Desk) -> list[tuple[SpeakerInvitation, Meeting]]:
    """The slots in which a guest speaks, with the meeting of each; nothing of a meeting besides. What they declined is gone."""
    own = {meeting.id: meeting for meeting in guests.own_meetings(desk)} if guests.is_guest(desk) else {}
    rows = guests.own_invitations(desk)
    return [(row, own[row.meeting_id]) for row in rows if row.meeting_id in own and row.answer != DECLINED]


def _card(desk: Desk, token: str, *, renewed: bool) -> Card:
    address = f"{desk.network.address}/calendar/{token}"
    rows = [(text("feed.own"), f"{address}.ics")]
    if not guests.is_guest(desk):
        rows.append((text("feed.network"), f"{address}/network.ics"))
    parts: list[Part] = [Heading(text("feed.title")), Paragraph(text("feed.how")), Facts(tuple(rows))]
    if renewed:
        parts.append(Paragraph(text("feed.renewed")))
    return Card((*parts, Note(text("feed.secret")), Buttons((Button(text("feed.button.renew"), "meetings.feed"),))))
