"""Look meetings up: one of them whole, those that are coming, the calendar of a year."""

from datetime import date

from handlers import feeds, guest_cards, guests, typed
from handlers.attendance_seats import CONFIRMED, OFFICIAL, PRESENT, REGRETS, own_seats, seats
from handlers.commands import command
from handlers.desk import Desk
from handlers.finding import meeting_line, meeting_meant
from handlers.mandates import may
from handlers.meeting_cards import dates_parts, facts, kind_of, state_of
from handlers.reply import Button, Buttons, Card, Facts, Heading, Note, Paragraph, Part, Reply, Said, Table, Text, text
from handlers.request import Request
from handlers.why import source_parts
from storage import meetings
from storage.meetings import CANCELLED, CONVENED, HELD, Attendance, Meeting

PAST_SHOWN, PRESSES = 5, 5


@command("meetings.show", power="see_meetings")
def show(request: Request, desk: Desk) -> Reply:
    """One meeting whole: its hour, its dates, who comes, and what this person can do about it."""
    guest = guests.is_guest(desk)
    among = guests.own_meetings(desk) if guest else meetings.coming(desk.session, desk.network_id, desk.now)
    meeting = meeting_meant(request, desk, among)
    if guest:
        return Reply(guest_cards.meeting_card(desk, meeting))
    parts: list[Part] = [
        Heading(text("meeting.show.title", meeting=meeting.code)),
        Facts((*facts(desk, meeting), (text("meeting.fact.state"), state_of(desk, meeting)))),
    ]
    if meeting.reason:
        parts.append(Paragraph(text("meeting.show.exception", reason=meeting.reason)))
    if meeting.status == CANCELLED:
        parts.append(Paragraph(text("meeting.reason_said", reason=str(meeting.notes.get("cancelled_because", "")))))
    if meeting.status == CONVENED and meeting.starts_at > desk.now:
        parts += dates_parts(desk, meeting)
    if meeting.status != CANCELLED:
        parts += _who_comes(desk, meeting)
    return Reply(
        Card(
            (
                *parts,
                *source_parts(desk, desk.law.charter.meetings[meeting.kind].clause),
                Buttons(_presses(desk, meeting)),
            )
        )
    )


def _who_comes(desk: Desk, meeting: Meeting) -> list[Part]:
    """By organisation: what was answered before, what was recorded after."""
    assert meeting.id is not None
    rows = {row.organisation_id: row for row in meetings.attendance(desk.session, meeting.id)}
    bodies = {body.id: body.name for body in seats(desk, meeting)}
    groups: dict[str, list[str]] = {}
    for body_id, name in bodies.items():
        groups.setdefault(_answer(rows.get(body_id or 0), meeting), []).append(name)
    order = ["present", "alternates", "absent", "confirmed", "excused"]
    # Who has not answered yet is for the secretariat to follow up in private.
    order += ["silent"] if may(desk.law.charter, "hold", desk.offices) else []
    found = [(name, groups[name]) for name in order if name in groups]
    shown = tuple(
        (text(f"meeting.group.{name}", count=len(names)), text("meeting.names", names=names)) for name, names in found
    )
    if may(desk.law.charter, "hold", desk.offices):  # why somebody cannot come is said to the secretariat alone
        shown += tuple(
            (
                text("meeting.show.reason", organisation=bodies[row.organisation_id]),
                text("meeting.said", words=row.reason),
            )
            for row in rows.values()
            if row.reason and row.organisation_id in bodies
        )
    return [Heading(text("meeting.show.who")), Facts(shown)] if shown else []


def _answer(row: Attendance | None, meeting: Meeting) -> str:
    if meeting.status == HELD:
        here = row is not None and row.presence == PRESENT
        return "absent" if not here else "present" if row and row.capacity == OFFICIAL else "alternates"
    if row is None or row.answer not in {CONFIRMED, REGRETS}:
        return "silent"
    if row.answer == REGRETS:
        return "excused"
    return "confirmed" if row.capacity == OFFICIAL else "alternates"


def _presses(desk: Desk, meeting: Meeting) -> tuple[Button, ...]:
    about, charter = {"meeting": meeting.code}, desk.law.charter
    found: list[Button] = []
    if meeting.status == CONVENED and meeting.ends_at > desk.now and own_seats(desk, meeting):
        found += [Button(text(f"meeting.button.{name}"), f"meetings.{name}", about) for name in ("attend", "regret")]
    if meeting.status != CANCELLED:
        found.append(Button(text("meeting.button.agenda"), "agenda.show", about))
    if meeting.status == CONVENED and meeting.starts_at > desk.now:
        names = [name for name in ("move", "cancel") if may(charter, name, desk.offices)]
        found += [Button(text(f"meeting.button.{name}"), f"meetings.{name}", about, opens_form=True) for name in names]
    if meeting.status != CANCELLED and meeting.starts_at <= desk.now and may(charter, "hold", desk.offices):
        label = "meeting.button.correct" if meeting.status == HELD else "meeting.button.held"
        found.append(Button(text(label), "meetings.held", about, opens_form=True))
    return (*found, Button(text("button.why"), "network.why", {"code": meeting.code}))


@command("meetings.list", power="see_meetings")
def list_(request: Request, desk: Desk) -> Reply:
    """The meetings that are coming and the last ones that were; a guest's own."""
    if guests.is_guest(desk):
        return Reply(guest_cards.list_card(desk))
    every = meetings.all_meetings(desk.session, desk.network_id)
    coming = [each for each in every if each.status == CONVENED and each.ends_at > desk.now]
    past = [each for each in every if each not in coming][-PAST_SHOWN:]
    parts: list[Part] = [Heading(text("meeting.list.title"))]
    parts.append(_table(desk, coming, "meeting.list.coming") if coming else Paragraph(text("meeting.list.none")))
    if past:
        parts.append(_table(desk, past[::-1], "meeting.list.past"))
    buttons = [
        Button(text("meeting.button.show_one", meeting=each.code), "meetings.show", {"meeting": each.code})
        for each in coming[:PRESSES]
    ]
    buttons.append(Button(text("meeting.button.calendar"), "meetings.calendar"))
    if may(desk.law.charter, "convene", desk.offices):
        buttons.append(Button(text("button.convene"), "meetings.convene", opens_form=True))
    return Reply(Card((*parts, Buttons(tuple(buttons)))))


def _table(desk: Desk, found: list[Meeting], caption: str) -> Table:
    header = tuple(text(f"meeting.list.{column}") for column in ("code", "meeting", "when", "state"))
    rows = tuple(
        (each.code, _named(each), text("meeting.when_short", when=each.starts_at), state_of(desk, each))
        for each in found
    )
    return Table(text(caption), header, rows)


def _named(meeting: Meeting) -> Text:
    return text("meeting.named", kind=kind_of(meeting), title=meeting.title)


@command("meetings.calendar", power="see_meetings")
def calendar(request: Request, desk: Desk) -> Reply:
    """The meetings of a year, month by month; a guest's own. Under them, how to have them in one's own calendar."""
    if guests.is_guest(desk):
        return Reply(guest_cards.list_card(desk).followed_by(*feeds.offer(desk)))
    year = typed.number(request, "year") or desk.today.year
    every = meetings.all_meetings(desk.session, desk.network_id)
    of_year = [each for each in every if desk.law.day_of(each.starts_at).year == year and each.status != CANCELLED]
    parts: list[Part] = [Heading(text("meeting.calendar.title", year=str(year)))]
    if not of_year:
        parts.append(Paragraph(text("meeting.calendar.none", year=str(year))))
    for month in sorted({desk.law.day_of(each.starts_at).month for each in of_year}):
        rows = [_line(desk, each) for each in of_year if desk.law.day_of(each.starts_at).month == month]
        parts += [Heading(text("meeting.calendar.month", day=date(year, month, 1))), Facts(tuple(rows))]
    near = tuple(Button(str(other), "meetings.calendar", {"year": other}) for other in (year - 1, year + 1))
    return Reply(Card((*parts, Note(text("meeting.calendar.note")), Buttons(near), *feeds.offer(desk))))


def _line(desk: Desk, meeting: Meeting) -> tuple[Said, Said]:
    state = text("meeting.calendar.state", state=state_of(desk, meeting))
    return meeting_line(meeting), state
