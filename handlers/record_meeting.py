"""The meeting a record is about: one that has begun, named by its code or the only one that can be meant."""

from collections.abc import Callable, Collection
from datetime import date

from handlers import finding
from handlers.desk import Desk
from handlers.reply import Button, Field, Option, Refusal, Text, text
from handlers.request import Request
from storage import meetings, minutes
from storage.meetings import CANCELLED, HELD, Meeting

OFFERED = 12
"""How many meetings a form offers: the newest."""
CLAUSE = "5.1.8"


def meeting_meant(
    request: Request, desk: Desk, wanted: Callable[[Desk, Meeting], bool], *, days: Collection[date] = ()
) -> Meeting | None:
    """The meeting named, else the one in progress, else the only one wanted (of these days); None when it must be asked.

    A meeting that is unknown, cancelled or has not begun is refused: nothing of it can be recorded.
    """
    if request.value("meeting"):
        return _named(request.value("meeting"), desk)
    found = candidates(desk, wanted, days)
    running = [meeting for meeting in found if meeting.ends_at >= desk.now]
    for one in (running, found):
        if len(one) == 1:
            return one[0]
    if not found:
        why = text("record.none_on", days=list(days)) if days else text("record.none_begun")
        raise Refusal(why, clause=CLAUSE, instead=(list_button(),))
    return None


def the_meeting(request: Request, desk: Desk, wanted: Callable[[Desk, Meeting], bool]) -> Meeting:
    """The same for an act that needs no other detail: a day names the meeting, and several are offered as presses."""
    days = finding.days_named(request)
    meeting = meeting_meant(request, desk, wanted, days=days)
    return meeting or finding.meeting_meant(request, desk, candidates(desk, wanted, days))


def candidates(desk: Desk, wanted: Callable[[Desk, Meeting], bool], days: Collection[date] = ()) -> list[Meeting]:
    """The meetings that could be meant, newest first."""
    return finding.on_days(desk, [meeting for meeting in begun(desk) if wanted(desk, meeting)], days)


def take_turns(desk: Desk) -> None:
    """Wait until nobody else is writing this network's record; what is read from here on stays true.

    The network's own row is what is locked, because the clock locks it first too.
    """
    desk.session.refresh(desk.network, with_for_update=True)


def begun(desk: Desk) -> list[Meeting]:
    """The meetings that have begun and were not cancelled, newest first."""
    rows = meetings.all_meetings(desk.session, desk.network_id)
    return [row for row in reversed(rows) if row.status != CANCELLED and row.starts_at <= desk.now]


def record_open(desk: Desk, meeting: Meeting) -> bool:
    """Whether something may still be recorded of it: its minutes are not final."""
    assert meeting.id is not None
    found = minutes.current(desk.session, meeting.id)
    return found is None or found.status != minutes.FINAL


def require_open(desk: Desk, meeting: Meeting) -> None:
    """Refuse what would be added to a meeting whose minutes are final."""
    if not record_open(desk, meeting):
        show = Button(text("minutes.button.show"), "minutes.show", {"meeting": meeting.code})
        raise Refusal(text("record.final", meeting=meeting.code), clause=CLAUSE, instead=(show,), field="meeting")


def require_held(desk: Desk, meeting: Meeting) -> None:
    """Refuse while the meeting is not recorded as held, with who attended."""
    if meeting.status != HELD:
        held = Button(
            text("record.button.held"), "meetings.held", {"meeting": meeting.code}, "primary", opens_form=True
        )
        raise Refusal(
            text("record.not_held", meeting=meeting.code, title=meeting.title), clause=CLAUSE, instead=(held,)
        )


def meeting_field(desk: Desk, wanted: Callable[[Desk, Meeting], bool], chosen: str = "") -> Field:
    """The choice among the meetings that a record can be about."""
    offered = [meeting for meeting in begun(desk) if wanted(desk, meeting)][:OFFERED]
    options = tuple(Option(meeting.code, meeting_line(meeting)) for meeting in offered)
    value = chosen.upper() if chosen.upper() in {option.value for option in options} else None
    return Field("select", "meeting", text("record.meeting"), value, options=options)


def meeting_line(meeting: Meeting) -> Text:
    """A meeting in one line: code, title, when."""
    return text("record.meeting_line", code=meeting.code, title=meeting.title, when=meeting.starts_at)


def day_held(desk: Desk, meeting: Meeting) -> date:
    """The day on which it was held, or is planned to be."""
    return meeting.held_on or desk.law.day_of(meeting.starts_at)


def list_button() -> Button:
    """The way to the list of meetings."""
    return Button(text("record.button.meetings"), "meetings.list")


def _named(code: str, desk: Desk) -> Meeting:
    meeting = meetings.by_code(desk.session, desk.network_id, code)
    if meeting is None:
        raise Refusal(text("record.no_meeting", code=code[:60]), field="meeting", instead=(list_button(),))
    if meeting.status == CANCELLED:
        raise Refusal(text("record.cancelled", meeting=meeting.code), clause=CLAUSE, field="meeting")
    if meeting.starts_at > desk.now:
        why = text("record.not_begun", meeting=meeting.code, when=meeting.starts_at)
        raise Refusal(why, clause=CLAUSE, field="meeting")
    return meeting
