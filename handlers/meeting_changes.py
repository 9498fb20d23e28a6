"""Move or cancel a convened meeting: the same invitation is brought up to date, or taken out of every calendar."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers import typed
from handlers.agenda_items import form_at_hand
from handlers.commands import command
from handlers.desk import Desk
from handlers.finding import list_button, local_date, meeting_meant
from handlers.meeting_cards import done_card, facts, readers_parts
from handlers.meeting_changed_dates import Moved, changed_dates, dates_that_change
from handlers.meeting_conflicts import conflict_parts, conflicts_of, readers_of, shown, still_stands
from handlers.meeting_dates import Conflict
from handlers.meeting_notices import UPDATE, invite, tell_reader, tell_room
from handlers.meeting_plan import (
    LONGEST_PLACE,
    LONGEST_REASON,
    future,
    hour_given,
    minutes_given,
    only_choice,
    settle_date,
    settle_hour,
    when_fields,
)
from handlers.reply import (
    Card,
    Facts,
    Field,
    Form,
    Heading,
    Note,
    Paragraph,
    Part,
    Refusal,
    Reply,
    text,
)
from handlers.request import CONFIRMED, FORM, Request
from storage import meetings
from storage.meetings import CANCELLED, HELD, Meeting


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

    def values(self, desk: Desk) -> dict[str, Any]:
        """The change as the values of a draft."""
        begins = desk.law.local(self.after.starts_at)
        return {
            "meeting": self.meeting.code, "date": begins.date().isoformat(), "time": f"{begins:%H:%M}",
            "minutes": self.after.minutes, "place": self.after.place, "reason": self.reason,
        }  # fmt: skip


def to_come(desk: Desk) -> list[Meeting]:
    """The meetings that can still be moved or cancelled, soonest first."""
    coming = meetings.coming(desk.session, desk.network_id, desk.now)
    return [each for each in coming if each.starts_at > desk.now]


def require_to_come(desk: Desk, meeting: Meeting) -> None:
    """Refuse to move or cancel what has begun, was held or was cancelled."""
    if meeting.status == CANCELLED:
        raise Refusal(text("meeting.is_cancelled", meeting=meeting.code), instead=(list_button(),), field="meeting")
    if meeting.status == HELD or meeting.starts_at <= desk.now:
        clause = desk.law.charter.meetings[meeting.kind].clause
        words = text("meeting.has_begun", meeting=meeting.code, when=meeting.starts_at)
        raise Refusal(words, clause=clause, instead=(list_button(),), field="meeting")


@command("meetings.move", power="move")
def move(request: Request, desk: Desk) -> Reply:
    """Move a meeting, or change its length or place: everybody's invitation is changed, none is sent anew."""
    meeting = meeting_meant(request, desk, to_come(desk))
    require_to_come(desk, meeting)
    request = only_choice(request.at_step(request.step, values={**request.values, "meeting": meeting.code}))
    settle_date(request, desk)
    settle_hour(request, _move_form(request, desk, meeting))
    if request.step == FORM or not any(request.value(name) for name in ("date", "time", "minutes", "place")):
        return Reply(form=_move_form(request, desk, meeting))
    with form_at_hand(lambda: _move_form(request, desk, meeting)):
        change = _read_change(request, desk, meeting)
    found = conflicts_of(desk, change.after) if change.new_hour or change.after.minutes > meeting.minutes else []
    card = _move_preview(desk, change, found)
    if request.step != CONFIRMED:
        return shown(request, desk, card, found, change.values(desk))
    still_stands(request, desk, card, found, change.values(desk))
    return _moved(desk, change, found)


def _read_change(request: Request, desk: Desk, meeting: Meeting) -> Change:
    begins = desk.law.local(meeting.starts_at)
    day, hour = local_date(request, "date") or begins.date(), hour_given(request) or begins.time()
    place = typed.words(request, "place", LONGEST_PLACE) or meeting.place
    reason = typed.words(request, "reason", LONGEST_REASON)
    after = Meeting(**meeting.model_dump())
    after.starts_at, after.minutes, after.place = (
        future(desk, day, hour),
        minutes_given(request) or meeting.minutes,
        place,
    )
    if (after.starts_at, after.minutes, after.place) == (meeting.starts_at, meeting.minutes, meeting.place):
        raise Refusal(text("meeting.nothing_changes", meeting=meeting.code, when=meeting.starts_at), field="date")
    return Change(meeting, after, reason)


def _move_form(request: Request, desk: Desk, meeting: Meeting) -> Form:
    begins = desk.law.local(meeting.starts_at)
    given = {"date": begins.date(), "time": begins.time(), **{k: v for k, v in request.values.items() if v}}
    fields = (
        *when_fields(request.at_step(FORM, values=given), None),
        Field("number", "minutes", text("meeting.fact.minutes"), request.value("minutes") or meeting.minutes),
        Field(
            "text", "place", text("meeting.fact.place"), typed.again(request, "place", LONGEST_PLACE) or meeting.place,
            hint=text("meeting.hint.place"), required=False, longest=LONGEST_PLACE,
        ),
        Field(
            "long", "reason", text("meeting.fact.reason_told"), typed.again(request, "reason", LONGEST_REASON),
            hint=text("meeting.hint.reason_told"), required=False, longest=LONGEST_REASON,
        ),
    )  # fmt: skip
    intro = text("meeting.line", meeting=meeting.code, title=meeting.title, when=meeting.starts_at)
    return Form(
        text("meeting.form.move"),
        "meetings.move",
        fields,
        {"meeting": meeting.code},
        text("meeting.form.submit"),
        intro,
    )


def _move_preview(desk: Desk, change: Change, found: list[Conflict]) -> Card:
    before, after = change.meeting, change.after
    parts: list[Part] = [
        Heading(text("meeting.preview.move", meeting=before.code)),
        Paragraph(text("meeting.move.from_to", before=before.starts_at, after=after.starts_at)),
        Facts(tuple(facts(desk, after))),
        Paragraph(text("meeting.move.same_invitation", sequence=before.sequence + 1)),
    ]
    if change.reason:
        parts.append(Paragraph(text("meeting.reason_told", reason=change.reason)))
    parts += conflict_parts(desk, found, change.reason)
    if change.new_hour:
        parts += dates_that_change(desk, change.meeting, change.after)
        parts += [Note(text("meeting.move.answers_again"))]
    return Card((*parts, *readers_parts(desk, after), Note(text("meeting.preview.silent"))))


def _moved(desk: Desk, change: Change, found: list[Conflict]) -> Reply:
    meeting, before = change.meeting, change.meeting.starts_at
    dates = changed_dates(desk, meeting, change.after)
    against = [each.name for each in found if each.blocks]
    if change.new_hour:
        _ask_again(desk, meeting)
    meeting.starts_at, meeting.minutes, meeting.place = change.after.starts_at, change.after.minutes, change.after.place
    meeting.sequence += 1
    meeting.reason = change.reason if against else meeting.reason
    desk.session.add(meeting)
    clause = desk.law.charter.powers["move"].clause
    desk.record("meeting.moved", meeting.code, clause, before=before, after=meeting.starts_at, reason=change.reason)
    if against:
        override = desk.law.charter.powers["override"].clause
        desk.record("meeting.excepted", meeting.code, override, reason=change.reason, against=against)
    told = _tell_moved(desk, change, before, [row for row in dates if row.announced])
    heading = text("meeting.moved.done", meeting=meeting.code)
    return Reply(done_card(desk, meeting, heading, Paragraph(text("meeting.moved.sent", count=told))))


def _ask_again(desk: Desk, meeting: Meeting) -> None:
    """Who had said yes for the other hour is asked anew."""
    assert meeting.id is not None
    for row in meetings.attendance(desk.session, meeting.id):
        row.answer, row.capacity, row.person_id, row.reason = "", "", None, ""
        desk.session.add(row)


def _tell_moved(desk: Desk, change: Change, before: datetime, dates: list[Moved]) -> int:
    meeting, readers = change.meeting, readers_of(desk, change.meeting.kind)
    rows = [
        (text(f"meeting.date.{row.term}"), text("meeting.date.instead", before=row.before, after=row.after))
        for row in dates
    ]
    reason = text("meeting.reason_said", reason=change.reason) if change.reason else text("meeting.no_reason")
    told = {"before": before, "reason": reason, "facts": rows}
    tell_room(desk, meeting, "meeting.announced_moved", **told)
    for person in readers:
        tell_reader(desk, person, meeting, "meeting.moved", **told)
    invite(desk, meeting, UPDATE, readers)
    return len(readers)
