"""What a change of a convened meeting does: the record, the people, their calendars, the speakers' slots; or a slip mended in silence."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers.desk import Desk
from handlers.meeting_cards import done_card
from handlers.meeting_changed_dates import Moved, changed_dates
from handlers.meeting_conflicts import readers_of
from handlers.meeting_dates import Conflict
from handlers.meeting_notices import UPDATE, invite, tell_reader, tell_room
from handlers.reply import Paragraph, Refusal, Reply, Said, text
from handlers.slots import move_slots
from handlers.speaker_moved import invitations_follow
from storage import meetings
from storage.meetings import Meeting


@dataclass(frozen=True, slots=True)
class Change:
    """A meeting as it is and as it would be; `after` is never written itself."""

    meeting: Meeting
    after: Meeting
    reason: str

    @property
    def new_hour(self) -> bool:
        """Whether people have to come at another time."""
        return self.after.starts_at != self.meeting.starts_at

    @property
    def only_words(self) -> bool:
        """Whether it begins and ends as before: a slip in the place or the title can be mended in silence."""
        return (self.after.starts_at, self.after.ends_at) == (self.meeting.starts_at, self.meeting.ends_at)

    @property
    def jeopardises(self) -> bool:
        """Whether answers given may no longer hold: then the invitation's SEQUENCE rises (see `bot.mail.entries`)."""
        return not self.only_words or self.after.place != self.meeting.place

    def differs(self) -> list[tuple[Said, Said, Said]]:
        """Of what, before, after: all but the hour."""
        before, after, nowhere = self.meeting, self.after, text("meeting.place.none")
        rows: list[tuple[bool, tuple[Said, Said, Said]]] = [
            (
                before.minutes != after.minutes,
                (text("meeting.fact.minutes"), str(before.minutes), str(after.minutes)),
            ),
            (
                before.place != after.place,
                (text("meeting.fact.place"), before.place or nowhere, after.place or nowhere),
            ),
            (before.title != after.title, (text("meeting.fact.title"), before.title, after.title)),
        ]
        return [row for differs, row in rows if differs]

    def rows(self) -> list[tuple[Said, Said]]:
        """The same, as facts."""
        return [(of, text("meeting.move.instead", before=old, after=new)) for of, old, new in self.differs()]

    def values(self, desk: Desk) -> dict[str, Any]:
        """The change as the values of a draft."""
        begins = desk.law.local(self.after.starts_at)
        return {
            "meeting": self.meeting.code, "date": begins.date().isoformat(), "time": f"{begins:%H:%M}",
            "minutes": self.after.minutes, "place": self.after.place, "title": self.after.title, "reason": self.reason,
        }  # fmt: skip


def told(meeting: Meeting) -> tuple[datetime, int, str, str]:
    """What calendars show of a meeting."""
    return meeting.starts_at, meeting.minutes, meeting.place, meeting.title


def require_quiet(desk: Desk, change: Change) -> None:
    """When it begins or ends otherwise, people must be told."""
    if not change.only_words:
        clause = desk.law.charter.powers["move"].clause
        raise Refusal(text("meeting.quiet.refused", meeting=change.meeting.code), clause=clause, field="date")


def saved_quietly(desk: Desk, change: Change) -> Reply:
    """Mend a slip in the place or the title; calendars show it with the next update."""
    meeting, rows = change.meeting, change.rows()
    meeting.place, meeting.title = change.after.place, change.after.title
    desk.session.add(meeting)
    desk.record("meeting.saved_quietly", meeting.code, desk.law.charter.powers["move"].clause, reason=change.reason)
    said = [Paragraph(text("meeting.quiet.row", of=of, words=words)) for of, words in rows]
    return Reply(done_card(desk, meeting, text("meeting.quiet.done", meeting=meeting.code), *said))


def moved(desk: Desk, change: Change, found: list[Conflict]) -> Reply:
    """Write the change down, tell everybody convened, bring their calendars up to date."""
    meeting, before, rows = change.meeting, change.meeting.starts_at, change.rows()
    dates = changed_dates(desk, meeting, change.after)
    against = [each.name for each in found if each.blocks]
    if change.new_hour:
        _ask_again(desk, meeting)
    _write(desk, change, against)
    clause = desk.law.charter.powers["move"].clause
    desk.record("meeting.moved", meeting.code, clause, before=before, after=meeting.starts_at, reason=change.reason)
    if against:
        override = desk.law.charter.powers["override"].clause
        desk.record("meeting.excepted", meeting.code, override, reason=change.reason, against=against)
    count = _tell(desk, change.reason, meeting, before, rows, [row for row in dates if row.announced])
    heading = text(
        "meeting.moved.done" if meeting.starts_at != before else "meeting.moved.changed", meeting=meeting.code
    )
    return Reply(done_card(desk, meeting, heading, Paragraph(text("meeting.moved.sent", count=count))))


def _write(desk: Desk, change: Change, against: list[str]) -> None:
    meeting, after, raises = change.meeting, change.after, change.jeopardises
    by = after.starts_at - meeting.starts_at
    slots = after.place != meeting.place or bool(by)
    meeting.starts_at, meeting.minutes, meeting.place, meeting.title = told(after)
    meeting.sequence += raises
    meeting.reason = change.reason if against else meeting.reason
    desk.session.add(meeting)
    if slots:
        move_slots(desk, meeting, by)
        invitations_follow(desk, meeting, by)


def _ask_again(desk: Desk, meeting: Meeting) -> None:
    """Who had said yes for the other hour is asked anew."""
    assert meeting.id is not None
    for row in meetings.attendance(desk.session, meeting.id):
        row.answer, row.capacity, row.person_id, row.reason = "", "", None, ""
        desk.session.add(row)


def _tell(
    desk: Desk, reason: str, meeting: Meeting, before: datetime, rows: list[tuple[Said, Said]], dates: list[Moved]
) -> int:
    """In chat at once, what was and what is; calendars a few minutes later, with whatever else has changed by then."""
    rows += [
        (text(f"meeting.date.{row.term}"), text("meeting.date.instead", before=row.before, after=row.after))
        for row in dates
    ]
    why = text("meeting.reason_said", reason=reason) if reason else text("meeting.no_reason")
    readers, values = readers_of(desk, meeting.kind), {"before": before, "reason": why, "facts": rows}
    hour = meeting.starts_at != before
    tell_room(desk, meeting, "meeting.announced_moved" if hour else "meeting.announced_changed", **values)
    for person in readers:
        tell_reader(desk, person, meeting, "meeting.moved" if hour else "meeting.changed", **values)
    invite(desk, meeting, UPDATE, readers, before)
    return len(readers)
