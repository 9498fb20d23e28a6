"""While a meeting runs: who is in the room with one press each, and the record as one card (ToR 5.1.8)."""

from collections.abc import Sequence

from handlers import record_lines, record_meeting
from handlers.attendance_seats import ABSENT, GUEST, OFFICIAL, PRESENT, others, row_of, seats
from handlers.commands import command
from handlers.decision_room import follow_attendance
from handlers.desk import Desk
from handlers.record_lines import running_card
from handlers.reply import Button, Buttons, Card, Facts, Heading, Note, Paragraph, Part, Refusal, Reply, text
from handlers.request import Request
from storage import meetings
from storage.meetings import Attendance, Meeting
from storage.people import Organisation

CLAUSE = "5.1.8"
IN_PLACE = ("slack", "web", "test")
"""Where a card that is shown already can be brought up to date; elsewhere it comes on request."""


@command("minutes.running", power="record")
def running(request: Request, desk: Desk) -> Reply:
    """The record as it stands. Whoever asks for it first has it as one card that follows every mark."""
    meeting = record_meeting.the_meeting(request, desk, record_meeting.record_open)
    reader = record_lines.follower(desk, meeting)
    if request.platform not in IN_PLACE or desk.person is None or not record_meeting.record_open(desk, meeting):
        return Reply(running_card(desk, meeting))
    if reader is not None and reader.id != desk.person_id:
        shown = running_card(desk, meeting)
        return Reply(shown.followed_by(Note(text("running.with", who=reader.name))))
    record_lines.place(desk, meeting, desk.person)
    parts = (Heading(text("running.title", meeting=meeting.code, title=meeting.title)), Paragraph(text("running.here")))
    return Reply(Card(parts))


@command("meetings.roll", power="hold")
def roll(request: Request, desk: Desk) -> Reply:
    """Who is there so far, and a press for each organisation."""
    meeting = record_meeting.the_meeting(request, desk, record_meeting.record_open)
    record_meeting.require_open(desk, meeting)
    return Reply(presence_card(desk, meeting))


@command("meetings.presence", power="hold")
def presence(request: Request, desk: Desk) -> Reply:
    """An organisation is in the room or is not, with one press, from the beginning of the meeting on; it can be said again."""
    meeting = record_meeting.the_meeting(request, desk, record_meeting.record_open)
    record_meeting.require_open(desk, meeting)
    record_meeting.take_turns(desk)
    for body in _named(request, desk, meeting):
        _mark(desk, meeting, body, ABSENT if request.value("presence") == ABSENT else PRESENT)
    return Reply(presence_card(desk, meeting))


def presence_card(desk: Desk, meeting: Meeting) -> Card:
    """Who is there and who is not; a press for each organisation says the other of the two."""
    assert meeting.id is not None
    rows = meetings.attendance(desk.session, meeting.id)
    here = {row.organisation_id for row in rows if row.presence == PRESENT}
    parts: list[Part] = [
        Heading(text("running.room", meeting=meeting.code)),
        Facts(tuple(record_lines.attendance_rows(desk, rows))),
        Note(text("running.press")),
        Buttons(tuple(_press(desk, meeting, body, here) for body in _expected(desk, meeting, rows))),
        Buttons((record_lines.undo_button(desk, meeting),)),
    ]
    return Card(tuple(parts))


def _press(desk: Desk, meeting: Meeting, body: Organisation, here: set[int]) -> Button:
    presence_ = ABSENT if body.id in here else PRESENT
    given = {
        "meeting": meeting.code, "organisation": body.name, "presence": presence_,
        "seen": record_lines.newest(desk, meeting),
    }  # fmt: skip
    return Button(text(f"running.button.{presence_}", organisation=body.name), "meetings.presence", given)


def _expected(desk: Desk, meeting: Meeting, rows: Sequence[Attendance]) -> list[Organisation]:
    """The seats of the body, and whoever else said they would come or is in the room."""
    known = {row.organisation_id for row in rows}
    return [*seats(desk, meeting), *(body for body in others(desk, meeting) if body.id in known)]


def _named(request: Request, desk: Desk, meeting: Meeting) -> list[Organisation]:
    """The organisations named, each by its name; one that has nothing to do with the meeting is refused."""
    given = request.values.get("organisation") or ()
    wanted = [given] if isinstance(given, str) else list(given)
    among = {body.name.casefold(): body for body in (*seats(desk, meeting), *others(desk, meeting))}
    unknown = [each for each in wanted if str(each).strip().casefold() not in among]
    if unknown:
        names = [body.name for body in among.values()]
        raise Refusal(
            text("meeting.held.unknown_body", given=str(unknown[0])[:80], names=names),
            clause=CLAUSE,
            field="organisation",
        )
    return [among[each] for each in dict.fromkeys(str(each).strip().casefold() for each in wanted)]


def _mark(desk: Desk, meeting: Meeting, body: Organisation, said: str) -> None:
    """What was said twice is one line; the register follows who was in the room."""
    assert body.id is not None
    row = row_of(desk, meeting, body.id)
    if row.presence == said:
        return
    before = f"{row.presence}/{row.capacity}"
    row.presence, row.said_at = said, desk.now
    if said == PRESENT and not row.capacity:
        row.capacity = OFFICIAL if body in seats(desk, meeting) else GUEST
    desk.session.add(row)
    desk.session.flush()
    desk.record(f"meeting.{said}", meeting.code, CLAUSE, organisation=body.name)
    follow_attendance(desk, meeting)
    record_lines.keep(desk, meeting, said, body.name, before)
