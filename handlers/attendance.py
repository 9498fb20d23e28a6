"""After a meeting: that it was held, and which organisations were there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.agenda_items import form_at_hand
from handlers.attendance_seats import (
    ABSENT,
    ALTERNATE,
    CONFIRMED,
    GUEST,
    OFFICIAL,
    PRESENT,
    options,
    others,
    row_of,
    seats,
)
from handlers.commands import command
from handlers.decision_room import follow_attendance
from handlers.desk import Desk
from handlers.finding import list_button, local_date, meeting_meant
from handlers.held_cards import held_card, held_preview
from handlers.institutions import called
from handlers.record_meeting import begun, require_open
from handlers.reply import Button, Field, Form, Refusal, Reply, text
from handlers.request import CONFIRMED as STEP_CONFIRMED
from handlers.request import FORM, Request
from handlers.speaker_follow_appearances import keep_appearances
from storage import meetings
from storage.meetings import CANCELLED, HELD, Attendance, Meeting
from storage.people import Organisation


@dataclass(frozen=True, slots=True)
class Room:
    """Who was there, as somebody says it: organisations present, those of them through their alternate, the day."""

    present: tuple[Organisation, ...]
    alternates: tuple[Organisation, ...]
    day: date

    def values(self, meeting: Meeting) -> dict[str, Any]:
        """The room as the values of a draft."""
        return {
            "meeting": meeting.code, "present": [str(body.id) for body in self.present],
            "alternates": [str(body.id) for body in self.alternates], "date": self.day.isoformat(),
        }  # fmt: skip


@command("meetings.held", power="hold")
def held(request: Request, desk: Desk) -> Reply:
    """Record that a meeting was held and who attended, by organisation; a second time corrects the first."""
    meeting = meeting_meant(request, desk, _waiting(desk))
    _require_begun(desk, meeting)
    require_open(desk, meeting)
    said = any(request.values.get(name) for name in ("present", "absent"))
    if request.step == FORM or not said:
        return Reply(form=_form(request, desk, meeting))
    with form_at_hand(lambda: _form(request, desk, meeting)):
        room = _read(request, desk, meeting)
    before = _presence(desk, meeting)
    if request.step != STEP_CONFIRMED:
        pinned = request.at_step(request.step, values=room.values(meeting))
        return desk.show_first(
            pinned, held_preview(desk, meeting, room.present, room.alternates, room.day, again=bool(before))
        )
    _write(desk, meeting, room)
    return Reply(held_card(desk, meeting, room.present, room.alternates, room.day))


def _waiting(desk: Desk) -> list[Meeting]:
    """The meetings that have begun and of which nobody has said yet that they were held; else the last one held."""
    found = begun(desk)
    unrecorded = [each for each in found if each.status != HELD]
    return unrecorded or found[:1]


def _require_begun(desk: Desk, meeting: Meeting) -> None:
    clause = desk.law.charter.meetings[meeting.kind].clause
    if meeting.status == CANCELLED:
        raise Refusal(text("meeting.is_cancelled", meeting=meeting.code), instead=(list_button(),), field="meeting")
    if meeting.starts_at > desk.now:
        move = Button(text("meeting.button.move"), "meetings.move", {"meeting": meeting.code}, opens_form=True)
        why = text("meeting.held.not_begun", meeting=meeting.code, when=meeting.starts_at)
        raise Refusal(why, clause=clause, instead=(move,), field="meeting")


def _form(request: Request, desk: Desk, meeting: Meeting) -> Form:
    """Filled with what was recorded, else with what the organisations had answered."""
    bodies = [*seats(desk, meeting), *others(desk, meeting)]
    given = request.values
    present = given.get("present") or _known(desk, meeting, PRESENT) or _known(desk, meeting, CONFIRMED)
    alternates = given.get("alternates") or _known(desk, meeting, ALTERNATE)
    day = request.value("date") or (meeting.held_on or desk.law.day_of(meeting.starts_at)).isoformat()
    fields = (
        Field("multi", "present", text("meeting.fact.present"), present, text("meeting.hint.present"), options=options(bodies)),
        Field(
            "multi", "alternates", text("meeting.fact.alternates"), alternates, text("meeting.hint.alternates"),
            required=False, options=options(seats(desk, meeting)),
        ),
        Field("date", "date", text("meeting.fact.held_on"), day[:10], required=False),
    )  # fmt: skip
    intro = text("meeting.line", meeting=meeting.code, title=meeting.title, when=meeting.starts_at)
    return Form(
        text("meeting.form.held"),
        "meetings.held",
        fields,
        {"meeting": meeting.code},
        text("meeting.form.submit"),
        intro,
    )


def _known(desk: Desk, meeting: Meeting, what: str) -> list[str]:
    """Organisations (ids) of which that is on record: confirmed, present, or coming through their alternate."""
    rows = _rows(desk, meeting)
    return [str(row.organisation_id) for row in rows if what in {row.answer, row.presence, row.capacity}]


def _rows(desk: Desk, meeting: Meeting) -> Sequence[Attendance]:
    assert meeting.id is not None
    return meetings.attendance(desk.session, meeting.id)


def _presence(desk: Desk, meeting: Meeting) -> list[Attendance]:
    return [row for row in _rows(desk, meeting) if row.presence]


def _read(request: Request, desk: Desk, meeting: Meeting) -> Room:
    sitting, invited = seats(desk, meeting), others(desk, meeting)
    every = [*sitting, *invited]
    present = _bodies(request, "present", every)
    absent = _bodies(request, "absent", every)
    if not present and absent:
        present = tuple(body for body in sitting if body not in absent)
    if not present:
        raise Refusal(text("meeting.held.nobody"), field="present")
    alternates = _bodies(request, "alternates", sitting)
    strangers = [body.name for body in alternates if body not in present]
    if strangers:
        raise Refusal(text("meeting.held.alternate_absent", names=strangers), field="alternates")
    return Room(present, alternates, _day(request, desk, meeting))


def _bodies(request: Request, name: str, among: Sequence[Organisation]) -> tuple[Organisation, ...]:
    """The organisations named by number, by name or as people call them for short, each once and in the order of the roster."""
    given = request.values.get(name) or ()
    names = [body.name for body in among]
    said_so = (str(each).strip() for each in (given.split(",") if isinstance(given, str) else given))
    wanted = {(called(names, each) or each).casefold() for each in said_so}
    named = [(each, {str(each.id), each.name.casefold()} & wanted) for each in among]
    unknown = sorted(wanted.difference(*(said for _, said in named)))
    if unknown:
        raise Refusal(text("meeting.held.unknown_body", given=unknown[0][:80], names=names), field=name)
    return tuple(each for each, said in named if said)


def _day(request: Request, desk: Desk, meeting: Meeting) -> date:
    """The day on which it was held: as planned, unless another is named that has come and is not before its convocation."""
    planned = meeting.held_on or desk.law.day_of(meeting.starts_at)
    day = local_date(request, "date") or planned
    if day > desk.today or day < min(desk.law.day_of(meeting.convened_at), planned):
        raise Refusal(text("meeting.held.wrong_day", day=day, today=desk.today), field="date")
    return day


def _write(desk: Desk, meeting: Meeting, room: Room) -> None:
    """Every seat is present or absent, guests only when present; whoever corrects it replaces what was said before."""
    again = meeting.status == HELD
    sitting = {body.id for body in seats(desk, meeting)}
    here = {body.id for body in room.present}
    old = {row.organisation_id for row in _presence(desk, meeting)}
    for body_id in sorted(each for each in sitting | here | old if each is not None):
        row = row_of(desk, meeting, body_id)
        row.presence = PRESENT if body_id in here else ABSENT
        official = ALTERNATE if body_id in {body.id for body in room.alternates} else OFFICIAL
        row.capacity = "" if body_id not in here else official if body_id in sitting else GUEST
        row.said_at = desk.now
        desk.session.add(row)
    meeting.status, meeting.held_on = HELD, room.day
    meeting.held_recorded_at = meeting.held_recorded_at or desk.now
    desk.session.add(meeting)
    desk.session.flush()
    names = [body.name for body in room.present]
    act, clause = ("meeting.corrected" if again else "meeting.held"), desk.law.charter.powers["hold"].clause
    desk.record(
        act, meeting.code, clause, present=names, alternates=[body.name for body in room.alternates], day=room.day
    )
    follow_attendance(desk, meeting)
    keep_appearances(desk, meeting)
