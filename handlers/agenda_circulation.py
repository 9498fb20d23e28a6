"""The agenda leaves: shown with its readers, sent now or on its date, and sent again with what changed."""

from handlers import agenda_cards as cards
from handlers import agenda_dates, agenda_seats, agenda_versions, finding
from handlers.agenda_finding import coming_meeting
from handlers.agenda_items import LATE
from handlers.agenda_notices import about_meeting, readers_row, tell_about
from handlers.commands import command
from handlers.desk import Desk
from handlers.reply import Button, Buttons, Card, Facts, Heading, Note, Paragraph, Part, Refusal, Reply, Said, text
from handlers.request import CONFIRMED, Request
from storage import agenda
from storage.meetings import Meeting

NOW, ON_ITS_DATE = "now", "date"


@command("agenda.circulate", power="order_agenda", clock=True)
def circulate(request: Request, desk: Desk) -> Reply:
    """Send the agenda to its readers: now, or, once cleared, by the clock in the morning of its date."""
    meeting = coming_meeting(request, desk)
    if desk.person is None:
        due = meeting.agenda_cleared_at is not None and meeting.agenda_circulated_at is None
        return _circulated(desk, meeting) if due else Reply()
    _may_circulate(desk, meeting)
    shown = request.step == CONFIRMED
    if shown and not agenda_versions.differs(request, agenda.items(desk.session, meeting.id or 0)):
        later = request.value("when") == ON_ITS_DATE and _can_wait(desk, meeting)
        return _cleared(desk, meeting) if later else _circulated(desk, meeting)
    return _show_circulation(request, desk, meeting, changed=shown)


def _may_circulate(desk: Desk, meeting: Meeting) -> None:
    assert meeting.id is not None
    show = about_meeting("button.show_agenda", "agenda.show", meeting)
    if not agenda.items(desk.session, meeting.id):
        propose = Button(text("button.propose"), "agenda.propose", {"meeting": meeting.code}, opens_form=True)
        raise Refusal(text("agenda.circulate.empty", meeting=meeting.code), instead=(propose, show))
    if meeting.agenda_circulated_at is not None and not agenda_versions.changes(desk, meeting):
        when = meeting.agenda_circulated_at
        raise Refusal(text("agenda.circulate.already", meeting=meeting.code, when=when), instead=(show,))


def _can_wait(desk: Desk, meeting: Meeting) -> bool:
    """Whether the agenda can still leave by itself on its date."""
    leaves = agenda_dates.leaves(desk.law, meeting)
    return meeting.agenda_circulated_at is None and leaves is not None and leaves > desk.now


def _show_circulation(request: Request, desk: Desk, meeting: Meeting, *, changed: bool) -> Reply:
    """What leaves, to whom and by when; two presses, for now and for its date, where both are possible."""
    points = [item.id for item in agenda.items(desk.session, meeting.id or 0)]
    token = desk.keep(request.command, {"meeting": meeting.code, "points": points})
    wanted = request.value("when")
    presses = [Button(text("button.circulate_now"), "drafts.confirm", {"draft": token, "when": NOW}, "primary")]
    if _can_wait(desk, meeting):
        later = Button(text("button.circulate_on_date"), "drafts.confirm", {"draft": token, "when": ON_ITS_DATE})
        presses = [later] if wanted == ON_ITS_DATE else presses if wanted == NOW else [*presses, later]
    presses.append(Button(text("button.agenda_order"), "agenda.order", {"meeting": meeting.code}, opens_form=True))
    presses.append(Button(text("button.discard"), "drafts.discard", {"draft": token}))
    card = _circulation_preview(desk, meeting)
    notes = (Paragraph(text("agenda.circulate.changed_meanwhile")),) if changed else ()
    return Reply(card.followed_by(*notes, Buttons(tuple(presses))))


def _circulation_preview(desk: Desk, meeting: Meeting) -> Card:
    assert meeting.id is not None
    again = meeting.agenda_circulated_at is not None
    items = agenda.items(desk.session, meeting.id)
    rows: list[tuple[Said, Said]] = [(text("agenda.fact.meeting"), finding.meeting_line(meeting))]
    if due := agenda_dates.circulates(desk.law, meeting):
        rows.append((text("agenda.fact.circulates"), text("agenda.until", due=due)))
    rows += [
        readers_row(agenda_seats.readers(desk, meeting)),
        (text("agenda.fact.language"), text("agenda.own_language")),
    ]
    parts: list[Part] = [
        Heading(text("agenda.circulate.again" if again else "agenda.circulate.preview", meeting=meeting.code)),
        Facts(tuple(rows)),
        *cards.agenda_parts(desk, meeting, items),
    ]
    if again:
        parts.append(Paragraph(text("agenda.changed_line", changes=agenda_versions.changes(desk, meeting))))
    parts += _warnings(desk, meeting)
    return Card((*parts, Note(agenda_dates.source(desk.law, agenda_dates.CIRCULATION))))


def _warnings(desk: Desk, meeting: Meeting) -> list[Part]:
    assert meeting.id is not None
    found: list[Part] = []
    closes = agenda_dates.closes(desk.law, meeting)
    if meeting.items_closed_at is None and closes is not None and closes > desk.now:
        found.append(Paragraph(text("agenda.circulate.still_open", closes=closes)))
    late = agenda.items(desk.session, meeting.id, LATE)
    if late:
        found.append(Paragraph(text("agenda.circulate.late_wait", count=len(late))))
    return found


def _cleared(desk: Desk, meeting: Meeting) -> Reply:
    leaves = agenda_dates.leaves(desk.law, meeting)
    meeting.agenda_cleared_at = desk.now
    desk.session.add(meeting)
    desk.record("agenda.cleared", meeting.code, desk.law.term(agenda_dates.CIRCULATION).clause, leaves=leaves)
    parts = (
        Heading(text("agenda.circulate.cleared", meeting=meeting.code)),
        Paragraph(text("agenda.circulate.leaves", leaves=leaves)),
        Buttons(
            (
                about_meeting("button.circulate_now", "agenda.circulate", meeting),
                about_meeting("button.show_agenda", "agenda.show", meeting),
            )
        ),
    )
    return Reply(Card(parts))


def _circulated(desk: Desk, meeting: Meeting) -> Reply:
    """Send it, with its table, to every reader and to the room; a later version says what changed."""
    assert meeting.id is not None
    again = meeting.agenda_circulated_at is not None
    items = agenda.items(desk.session, meeting.id)
    changed = agenda_versions.changes(desk, meeting) if again else []
    version = agenda_versions.keep(desk, meeting, items)
    meeting.agenda_circulated_at = meeting.agenda_circulated_at or desk.now
    meeting.agenda_cleared_at = meeting.agenda_cleared_at or desk.now
    meeting.items_closed_at = meeting.items_closed_at or desk.now
    desk.session.add(meeting)
    act, notice = ("agenda.recirculated", "agenda.changed") if again else ("agenda.circulated", "agenda.circulated")
    readers = agenda_seats.readers(desk, meeting)
    clause = desk.law.term(agenda_dates.CIRCULATION).clause
    desk.record(act, meeting.code, clause, version=version, items=[item.title for item in items], readers=len(readers))
    values = agenda_versions.agenda_values(desk, meeting, items)
    for person in (*readers, None):
        tell_about(
            desk, person, meeting, notice, mark=f"/{version}", changes=changed, why=agenda_dates.source(desk.law, agenda_dates.CIRCULATION), **values
        )  # fmt: skip
    parts = (
        Heading(text("agenda.circulate.done", meeting=meeting.code)),
        Paragraph(text("agenda.circulate.reached", count=len(readers))),
        *cards.agenda_parts(desk, meeting, items),
    )
    return Reply(Card(parts))


def secretary_buttons(desk: Desk, meeting: Meeting) -> tuple[Button, ...]:
    """What the secretariat can do next with an agenda."""
    order = Button(text("button.agenda_order"), "agenda.order", {"meeting": meeting.code}, opens_form=True)
    if meeting.items_closed_at is None:
        return (about_meeting("button.agenda_close", "agenda.close", meeting), order)
    if meeting.agenda_circulated_at is None:
        return (about_meeting("button.circulate_agenda", "agenda.circulate", meeting), order)
    changed = bool(agenda_versions.changes(desk, meeting))
    return (about_meeting("button.agenda_recirculate", "agenda.circulate", meeting), order) if changed else (order,)
