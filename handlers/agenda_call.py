"""The call for agenda items: it opens for everybody who sits for an organisation, and it closes."""

from typing import Any

from handlers import agenda_cards as cards
from handlers import agenda_dates, agenda_seats, agenda_versions, finding
from handlers.agenda_circulation import secretary_buttons
from handlers.agenda_finding import coming_meeting
from handlers.agenda_items import LATE
from handlers.agenda_late import take_up_waiting
from handlers.agenda_notices import about_meeting, close_row, readers_row, tell_about
from handlers.commands import command
from handlers.desk import Desk
from handlers.reply import Buttons, Card, Facts, Heading, Note, Paragraph, Part, Refusal, Reply, Said, text
from handlers.request import CONFIRMED, Request
from storage import agenda
from storage.meetings import Meeting


@command("agenda.call", power="order_agenda", clock=True)
def call(request: Request, desk: Desk) -> Reply:
    """Ask everybody who sits for an organisation for items, once; the clock does it in the morning of its day."""
    meeting = coming_meeting(request, desk)
    if desk.person is None:
        return _opened(desk, meeting) if meeting.call_opened_at is None else Reply()
    _may_call(desk, meeting)
    if request.step != CONFIRMED:
        pinned = request.at_step(request.step, values={**request.values, "meeting": meeting.code})
        return desk.show_first(pinned, _call_preview(desk, meeting))
    return _opened(desk, meeting)


def _may_call(desk: Desk, meeting: Meeting) -> None:
    show = (about_meeting("button.show_agenda", "agenda.show", meeting),)
    if meeting.call_opened_at is not None:
        raise Refusal(text("agenda.call.already", meeting=meeting.code, since=meeting.call_opened_at), instead=show)
    term = desk.law.term(agenda_dates.CALL)
    if agenda_dates.day_for(desk.law, meeting, agenda_dates.CALL) is None:
        kind = text(f"meeting_kind.{meeting.kind}")
        raise Refusal(text("agenda.call.not_for", kind=kind), clause=term.clause, setting=term.name, instead=show)
    if agenda_dates.is_late(desk.law, meeting, desk.now):
        closed = agenda_dates.closed_at(desk.law, meeting)
        why = text("agenda.call.closed", meeting=meeting.code, closed=closed)
        raise Refusal(why, clause=term.clause, setting=agenda_dates.CLOSE, instead=show)


def _call_preview(desk: Desk, meeting: Meeting) -> Card:
    rows: list[tuple[Said, Said]] = [(text("agenda.fact.meeting"), finding.meeting_line(meeting))]
    rows += close_row(desk, meeting)
    rows.append(readers_row(agenda_seats.asked(desk, meeting)))
    return Card(
        (
            Heading(text("agenda.call.preview")),
            Facts(tuple(rows)),
            Note(agenda_dates.source(desk.law, agenda_dates.CALL)),
        )
    )


def _opened(desk: Desk, meeting: Meeting) -> Reply:
    meeting.call_opened_at = desk.now
    desk.session.add(meeting)
    take_up_waiting(desk, meeting)
    readers = agenda_seats.asked(desk, meeting)
    desk.record("agenda.call_opened", meeting.code, desk.law.term(agenda_dates.CALL).clause, readers=len(readers))
    closes = agenda_dates.closes(desk.law, meeting)
    if closes is not None and closes > desk.now:
        for person in readers:
            tell_about(
                desk,
                person,
                meeting,
                "agenda.call",
                mark=f"/{meeting.sequence}",
                closes=closes,
                why=agenda_dates.source(desk.law, agenda_dates.CALL),
            )
    rows = (*close_row(desk, meeting), readers_row(readers))
    return Reply(Card((Heading(text("agenda.call.done", meeting=meeting.code)), Facts(rows))))


@command("agenda.close", power="order_agenda", clock=True)
def close(request: Request, desk: Desk) -> Reply:
    """End the call for items: the clock at its moment, or the secretariat earlier. Later items count as late."""
    meeting = coming_meeting(request, desk)
    if desk.person is None:
        return _closed(desk, meeting) if meeting.items_closed_at is None else Reply()
    if meeting.items_closed_at is not None:
        raise Refusal(
            text("agenda.close.already", meeting=meeting.code, closed=meeting.items_closed_at),
            instead=(about_meeting("button.show_agenda", "agenda.show", meeting),),
        )  # fmt: skip
    if request.step != CONFIRMED:
        pinned = request.at_step(request.step, values={**request.values, "meeting": meeting.code})
        return desk.show_first(pinned, _close_preview(desk, meeting))
    return _closed(desk, meeting)


def _close_preview(desk: Desk, meeting: Meeting) -> Card:
    assert meeting.id is not None
    closes = agenda_dates.closes(desk.law, meeting)
    parts: list[Part] = [Heading(text("agenda.close.preview", meeting=meeting.code))]
    if closes is not None and closes > desk.now:
        parts += [
            Paragraph(text("agenda.close.early", closes=closes)),
            Note(agenda_dates.source(desk.law, agenda_dates.CLOSE)),
            Facts((readers_row(agenda_seats.asked(desk, meeting)),)),
        ]
    return Card((*parts, *cards.agenda_parts(desk, meeting, agenda.items(desk.session, meeting.id))))


def _closed(desk: Desk, meeting: Meeting) -> Reply:
    """Note the close; the draft goes to coordination and secretariat, the news to the room, or to all when early."""
    assert meeting.id is not None
    early = agenda_dates.closes(desk.law, meeting)
    is_early = desk.person is not None and early is not None and desk.now < early
    meeting.items_closed_at = desk.now
    desk.session.add(meeting)
    items = agenda.items(desk.session, meeting.id)
    desk.record(
        "agenda.items_closed", meeting.code, desk.law.term(agenda_dates.CLOSE).clause, items=len(items), early=is_early
    )
    for person in agenda_seats.asked(desk, meeting) if is_early else [None]:
        tell_about(
            desk, person, meeting, "agenda.closed", mark=f"/{meeting.sequence}", closed=desk.now, count=len(items)
        )
    for person in agenda_seats.secretaries(desk):
        tell_about(
            desk,
            person,
            meeting,
            "agenda.draft",
            mark=f"/{meeting.sequence}",
            why=agenda_dates.source(desk.law, agenda_dates.CIRCULATION),
            **_draft_values(desk, meeting),
        )
    parts: list[Part] = [
        Heading(text("agenda.close.done", meeting=meeting.code)),
        *cards.agenda_parts(desk, meeting, items),
    ]
    return Reply(Card((*parts, Buttons(secretary_buttons(desk, meeting)))))


def _draft_values(desk: Desk, meeting: Meeting) -> dict[str, Any]:
    assert meeting.id is not None
    items = agenda.items(desk.session, meeting.id)
    late = agenda.items(desk.session, meeting.id, LATE)
    values = agenda_versions.agenda_values(desk, meeting, items)
    due = agenda_dates.circulates(desk.law, meeting)
    return {**values, "circulates": text("agenda.circulates_by", due=due) if due else "", "late_items": len(late)}
