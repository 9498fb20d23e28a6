"""What a speaker knows of a meeting: their slot's hour, the place or link, their topic and item; nothing else (ToR 5)."""

from handlers import guests
from handlers.desk import Desk
from handlers.meeting_cards import Row, facts, kind_of
from handlers.reply import text
from storage.agenda import AgendaItem
from storage.invitations import SpeakerInvitation
from storage.meetings import Meeting


def facts_for(desk: Desk, meeting: Meeting) -> list[Row]:
    """The meeting's facts as this person may see them: of a meeting at which they speak, their slots."""
    spoken = guests.own_invitations(desk, meeting)
    if not spoken:
        return facts(desk, meeting)
    place = meeting.place or text("meeting.place.none")
    head: list[Row] = [(text("meeting.fact.kind"), kind_of(meeting)), (text("meeting.fact.place"), place)]
    return head + [row for invitation in spoken for row in slot_facts(invitation)]


def slot_facts(row: SpeakerInvitation) -> list[Row]:
    """One slot: on what, when, how long."""
    return [
        (text("follow.fact.topic"), row.topic),
        (text("follow.fact.slot"), text("meeting.when", when=row.starts_at)),
        (text("meeting.fact.lasts"), text("meeting.lasts", count=row.minutes, ends=row.ends_at)),
    ]


def is_whole(desk: Desk, item: AgendaItem) -> bool:
    """Whether a point is shown to its guest with everything that was written about it: only what they brought."""
    return item.organisation_id in guests.bodies_of(desk) or item.person_id == desk.person_id
