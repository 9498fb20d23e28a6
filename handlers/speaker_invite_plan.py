"""An invitation as somebody asks for it: only what Quipu does not know is asked; the slot follows from the agenda."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from handlers import agenda_finding, typed
from handlers import members_parts as parts
from handlers.agenda_items import PROPOSED, total
from handlers.desk import Desk
from handlers.directory import clause_of
from handlers.guests import LIVING
from handlers.meeting_plan import LONGEST_REASON, hour_given, minutes_given
from handlers.meetings_to_come import require_to_come
from handlers.reply import Refusal, text
from handlers.request import Request
from handlers.speaker_invitees import forms_for, invitee, number_of, require_mail
from storage import agenda, invitations
from storage.agenda import AgendaItem
from storage.directory import GOVERNMENT, DirectoryEntry
from storage.invitations import DECLINED, EMAIL, NOTE, SpeakerInvitation
from storage.meetings import Meeting

LONGEST_TOPIC = 200
USUAL_MINUTES = 20
"""How long somebody speaks when the agenda does not say it."""
NO_ITEM = "none"
"""Chosen when the agenda has no point for it yet."""


@dataclass(frozen=True, slots=True)
class Known:
    """What was given so far: None or "" where something is still to be asked."""

    meeting: Meeting | None
    item: AgendaItem | None
    entry: DirectoryEntry | None
    topic: str
    item_open: bool
    """Whether the meeting has points and nobody has said which of them it is."""

    @property
    def complete(self) -> bool:
        """Whether the invitation can be shown."""
        return bool(self.meeting and self.entry and self.topic) and not self.item_open


@dataclass(frozen=True, slots=True)
class Plan:
    """An invitation as it would be written down."""

    meeting: Meeting
    item: AgendaItem | None
    entry: DirectoryEntry
    topic: str
    starts_at: datetime
    minutes: int
    form: str
    language: str
    reason: str

    @property
    def ends_at(self) -> datetime:
        """When their slot would end."""
        return self.starts_at + timedelta(minutes=self.minutes)

    def values(self, desk: Desk, row: SpeakerInvitation | None) -> dict[str, Any]:
        """The plan as the values of a draft."""
        kept: dict[str, Any] = {"invitation": row.id} if row is not None else {}
        return kept | {
            "meeting": self.meeting.code, "item": self.item.id if self.item else NO_ITEM, "entry": number_of(self.entry),
            "topic": self.topic, "time": f"{desk.law.local(self.starts_at):%H:%M}", "minutes": self.minutes,
            "form": self.form, "language": self.language, "reason": self.reason,
        }  # fmt: skip


def known(request: Request, desk: Desk) -> Known:
    """What is known: the point's meeting, the topic's point, the point's title as the topic."""
    meeting, item = _meeting_and_item(request, desk)
    if meeting is not None:
        require_to_come(desk, meeting)
    topic = parts.line(request, "topic", LONGEST_TOPIC)
    points = agenda.items(desk.session, meeting.id or 0, *LIVING) if meeting else []
    settled = item is not None or request.value("item") == NO_ITEM or not points
    if not settled and topic:
        alike = [point for point in points if typed.plain(topic) in typed.plain(point.title)]
        item = alike[0] if len(alike) == 1 else None
    entry = invitee(request, desk)
    said = topic or (item.title if item else "")
    return Known(meeting, item, entry, said, item_open=not settled and item is None)


def _meeting_and_item(request: Request, desk: Desk) -> tuple[Meeting | None, AgendaItem | None]:
    if request.value("item") in ("", NO_ITEM):
        return agenda_finding.meeting_to_propose_for(request, desk), None
    pair = agenda_finding.item_meant(request, desk, *LIVING)
    assert pair is not None
    meeting, item = pair
    if request.value("meeting") and request.value("meeting").upper() != meeting.code:
        why = text("invite.other_meeting", title=item.title, meeting=meeting.code)
        raise Refusal(why, field="item")
    return meeting, item


def planned(request: Request, desk: Desk, given: Known) -> Plan:
    """The whole plan, what was not said filled in; what cannot be is refused by its field."""
    assert given.meeting is not None
    assert given.entry is not None
    minutes = minutes_given(request) or usual_minutes(given)
    starts = _starts(request, desk, given, minutes)
    if starts < given.meeting.starts_at or starts + timedelta(minutes=minutes) > given.meeting.ends_at:
        why = text(
            "invite.outside", meeting=given.meeting.code, starts=given.meeting.starts_at, ends=given.meeting.ends_at
        )
        raise Refusal(why, field="time")
    form = _form(request, given.entry)
    return Plan(
        given.meeting, given.item, given.entry, given.topic, starts, minutes, form, _language(request, desk, given.entry),
        typed.words(request, "reason", LONGEST_REASON),
    )  # fmt: skip


def usual_minutes(given: Known) -> int:
    """The point's length, else the usual one; never more than the meeting's."""
    assert given.meeting is not None
    return min(given.item.minutes if given.item else USUAL_MINUTES, given.meeting.minutes)


def _starts(request: Request, desk: Desk, given: Known, minutes: int) -> datetime:
    assert given.meeting is not None
    hour: time | None = hour_given(request)
    if hour is not None:
        return desk.law.at(desk.law.day_of(given.meeting.starts_at), hour)
    own = request.value("invitation")
    return usual_start(desk, given.meeting, given.item, minutes, int(own) if own.isdigit() else None)


def usual_start(
    desk: Desk, meeting: Meeting, item: AgendaItem | None, minutes: int, number: int | None = None
) -> datetime:
    """The point's place in the order of the agenda, from the minutes of those before it; without a point, the end of it.

    Whoever is invited to the same point later speaks after those who were invited before; `number` is their invitation's.
    """
    points = agenda.items(desk.session, meeting.id or 0, PROPOSED)
    ids = [point.id for point in points]
    before = points[: ids.index(item.id)] if item is not None and item.id in ids else points
    place = meeting.starts_at + timedelta(minutes=total(before))
    same = (row for row in _standing(desk, meeting) if row.item_id == (item.id if item else None))
    ends = [row.ends_at for row in same if number is None or (row.id or 0) < number]
    return min(max([place, *ends]), meeting.starts_at + timedelta(minutes=max(meeting.minutes - minutes, 0)))


def at_the_same_time(desk: Desk, plan: Plan, number: int | None) -> list[str]:
    """The institutions that are asked to speak at an hour that this slot would share."""
    rows = (row for row in _standing(desk, plan.meeting) if row.id != number)
    return [row.organisation for row in rows if row.starts_at < plan.ends_at and row.ends_at > plan.starts_at]


def _standing(desk: Desk, meeting: Meeting) -> list[SpeakerInvitation]:
    rows = invitations.invitations(desk.session, desk.network_id, meeting.id)
    return [row for row in rows if row.answer != DECLINED]


def _form(request: Request, entry: DirectoryEntry) -> str:
    possible = forms_for(entry)
    form = request.value("form") or possible[0]
    if form not in possible:
        why = text("invite.on_paper" if entry.category == GOVERNMENT and form != NOTE else "invite.note_for_ministry")
        raise Refusal(why, clause=clause_of(entry.category), field="form")
    if form == EMAIL:
        require_mail(entry)
    return form


def _language(request: Request, desk: Desk, entry: DirectoryEntry) -> str:
    given = request.value("language") or entry.language
    if given not in desk.law.charter.languages:
        raise Refusal(text("speakers.not_a_choice", written=given[:60]), field="language")
    return given
