"""Which meeting and which point somebody means, and how they are asked when it is not clear."""

from typing import Any

from handlers import agenda_seats, finding
from handlers.desk import Desk
from handlers.mandates import may
from handlers.reply import Button, Field, Form, Option, Refusal, Reply, text
from handlers.request import FORM, Request
from storage import agenda, meetings
from storage.agenda import AgendaItem
from storage.meetings import CANCELLED, CONVENED, HELD, Meeting

LONGEST_NUMBER = 10


def open_meetings(desk: Desk) -> list[Meeting]:
    """The meetings for which a point can still be proposed, soonest first."""
    return meetings.coming(desk.session, desk.network_id, desk.now)


def coming_meeting(request: Request, desk: Desk) -> Meeting:
    """The coming meeting that is meant: named, or the only one; else it is asked back. `step` form asks anew."""
    asked = request if request.step != FORM else request.at_step(request.step, values=_kept(request, "meeting"))
    meeting = finding.meeting_meant(asked, desk, candidates_for(request, desk))
    _must_be_coming(meeting, desk)
    return meeting


def meeting_to_propose_for(request: Request, desk: Desk) -> Meeting | None:
    """The same for the form of a point, which asks for the meeting itself: None when several can be meant."""
    found = candidates_for(request, desk)
    if len(found) > 1 and not request.value("meeting"):
        return None
    meeting = finding.meeting_meant(request, desk, found)
    _must_be_coming(meeting, desk)
    return meeting


def candidates_for(request: Request, desk: Desk) -> list[Meeting]:
    """The coming meetings that fit the day or the kind that was named, if one was."""
    found = finding.on_days(desk, open_meetings(desk), finding.days_named(request))
    kind = request.value("meeting_kind")
    return [meeting for meeting in found if kind in ("", meeting.kind)]


def _must_be_coming(meeting: Meeting, desk: Desk) -> None:
    if meeting.status == CONVENED and meeting.ends_at > desk.now:
        return
    state = CANCELLED if meeting.status == CANCELLED else HELD
    why = text(f"agenda.meeting_{state}", meeting=meeting.code)
    raise Refusal(why, instead=(finding.list_button(),), field="meeting")


def item_meant(request: Request, desk: Desk, *statuses: str, own: bool = False) -> tuple[Meeting, AgendaItem] | None:
    """The point that is meant and its meeting; None when several could be meant and it must be asked."""
    if request.value("item"):
        return _numbered(request, desk, *statuses, own=own)
    found = candidates(request, desk, *statuses, own=own)
    if not found:
        raise Refusal(text("agenda.no_such_item"), instead=_show(request))
    return found[0] if len(found) == 1 else None


def _numbered(request: Request, desk: Desk, *statuses: str, own: bool) -> tuple[Meeting, AgendaItem]:
    wanted = request.value("item")
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < LONGEST_NUMBER else 0
    item = agenda.item(desk.session, desk.network_id, number)
    if item is None or item.status not in statuses:
        raise Refusal(text("agenda.item_settled"), instead=_show(request))
    if own:
        _must_be_theirs(desk, item)
    meeting = desk.session.get_one(Meeting, item.meeting_id)
    _must_be_coming(meeting, desk)
    return meeting, item


def candidates(request: Request, desk: Desk, *statuses: str, own: bool) -> list[tuple[Meeting, AgendaItem]]:
    """The points of that state in the meeting named, or in all coming ones; only one's own when it must be."""
    found = [coming_meeting(request, desk)] if request.value("meeting") else open_meetings(desk)
    pairs = [(m, item) for m in found if m.id for item in agenda.items(desk.session, m.id, *statuses)]
    if own and not may(desk.law.charter, "order_agenda", desk.offices):
        pairs = [(m, item) for m, item in pairs if agenda_seats.is_own(desk, item)]
    return pairs


def pick_item(request: Request, desk: Desk, *statuses: str, own: bool = False) -> Reply:
    """Ask which of several points is meant."""
    options = tuple(
        Option(str(item.id), text("agenda.item_option", meeting=meeting.code, title=item.title))
        for meeting, item in candidates(request, desk, *statuses, own=own)
    )
    field = Field("select", "item", text("agenda.fact.item"), options=options)
    return Reply(form=Form(text("agenda.which_item"), request.command, (field,), _kept(request, "item")))


def _must_be_theirs(desk: Desk, item: AgendaItem) -> None:
    if may(desk.law.charter, "order_agenda", desk.offices) or agenda_seats.is_own(desk, item):
        return
    raise Refusal(
        text("agenda.not_your_item", organisation=agenda_seats.brought_by(desk, item)),
        clause=desk.law.charter.powers["order_agenda"].clause, setting="powers.order_agenda",
    )  # fmt: skip


def _kept(request: Request, asked: str) -> dict[str, Any]:
    return {name: value for name, value in request.values.items() if name != asked}


def _show(request: Request) -> tuple[Button, ...]:
    values = {"meeting": request.value("meeting")} if request.value("meeting") else {}
    return (Button(text("button.show_agenda"), "agenda.show", values),)
