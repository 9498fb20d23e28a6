"""Points that came after the close: the coordinator lets one in with a reason, or it goes to a later meeting."""

from typing import Any

from handlers import agenda_cards as cards
from handlers import agenda_dates, agenda_seats, finding, typed
from handlers.agenda_finding import item_meant, pick_item
from handlers.agenda_items import LATE, MOVED, PROPOSED, form_at_hand
from handlers.agenda_notices import about_meeting
from handlers.commands import command
from handlers.desk import Desk
from handlers.mandates import may
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Field,
    Form,
    Heading,
    Note,
    Paragraph,
    Part,
    Reply,
    Text,
    text,
)
from handlers.request import CONFIRMED, FORM, Request
from handlers.speaker_invite_withdraw import item_fell_away
from storage import agenda, meetings, people
from storage.agenda import DECIDE, AgendaItem
from storage.meetings import CANCELLED, Meeting
from storage.people import Organisation, Person

LONGEST_REASON = 1000
TECHNICAL = "technical"


def tell_of_late_item(desk: Desk, meeting: Meeting, item: AgendaItem, body: Organisation) -> None:
    """Coordination and secretariat hear of it; nobody else does."""
    for person in agenda_seats.secretaries(desk):
        desk.tell(
            person, "agenda.late_item", meeting.code, key=f"agenda.late_item/{item.id}/{person.id}",
            meeting=meeting.code, item=item.id, title=item.title, organisation=body.name, kind=text(f"agenda_kind.{item.kind}"),
            minutes=item.minutes, received=item.received_at, closed=agenda_dates.closed_at(desk.law, meeting),
            why=agenda_dates.source(desk.law, agenda_dates.CLOSE),
        )  # fmt: skip


@command("agenda.admit", power="override")
def admit(request: Request, desk: Desk) -> Reply:
    """Let a late point into the agenda, against the close: the coordinator's act, with a reason that is kept."""
    found = item_meant(request, desk, LATE)
    if found is None:
        return pick_item(request, desk, LATE)
    meeting, item = found
    with form_at_hand(lambda: _reason_form(request, item)):
        reason = typed.words(request, "reason", LONGEST_REASON)
    if request.step == FORM or not reason:
        return Reply(form=_reason_form(request, item))
    if request.step != CONFIRMED:
        pinned = request.at_step(request.step, values={**request.values, "item": item.id})
        return desk.show_first(pinned, _admit_preview(desk, meeting, item, reason))
    return _admitted(desk, meeting, item, reason)


def _reason_form(request: Request, item: AgendaItem) -> Form:
    field = Field(
        "long", "reason", text("agenda.fact.reason"), typed.again(request, "reason", LONGEST_REASON),
        hint=text("agenda.hint.reason", longest=LONGEST_REASON), longest=LONGEST_REASON,
    )  # fmt: skip
    return Form(text("agenda.admit.form"), request.command, (field,), {"item": item.id}, intro=item.title)


def _admit_preview(desk: Desk, meeting: Meeting, item: AgendaItem, reason: str) -> Card:
    parts: list[Part] = [
        Heading(text("agenda.admit.preview", meeting=meeting.code)),
        cards.facts_of(desk, meeting, item),
        Paragraph(text("agenda.admit.reason", reason=reason)),
        Paragraph(cards.sum_with(desk, meeting, item.minutes)),
        Note(agenda_dates.source(desk.law, agenda_dates.CLOSE)),
    ]
    if meeting.agenda_circulated_at:
        parts.append(Note(text("agenda.admit.circulated")))
    return Card(tuple(parts))


def _admitted(desk: Desk, meeting: Meeting, item: AgendaItem, reason: str) -> Reply:
    assert meeting.id is not None
    item.status, item.reason = PROPOSED, reason
    item.position = agenda.next_position(desk.session, meeting.id)
    desk.session.add(item)
    clause = desk.law.term(agenda_dates.CLOSE).clause
    desk.record("agenda.admitted", meeting.code, clause, item=item.id, title=item.title, reason=reason)
    _tell(desk, meeting, item, "agenda.admitted", _proposer(desk, item))
    label = "button.agenda_recirculate" if meeting.agenda_circulated_at else "button.circulate_agenda"
    parts = (
        Heading(text("agenda.admit.done", meeting=meeting.code)),
        Paragraph(item.title),
        *cards.sum_parts(meeting, agenda.items(desk.session, meeting.id)),
        Buttons(
            (
                about_meeting(label, "agenda.circulate", meeting),
                about_meeting("button.show_agenda", "agenda.show", meeting),
            )
        ),
    )
    return Reply(Card(parts))


@command("agenda.defer", power="propose_item")
def defer(request: Request, desk: Desk) -> Reply:
    """Move a point to the next meeting that suits it: its own organisation may, and the secretariat."""
    found = item_meant(request, desk, LATE, PROPOSED, own=True)
    if found is None or request.step == FORM:
        return pick_item(request, desk, LATE, PROPOSED, own=True)
    meeting, item = found
    target = next_that_suits(desk, meeting, item)
    if request.step != CONFIRMED:
        pinned = request.at_step(request.step, values={**request.values, "item": item.id})
        where = _where(desk, meeting, item, target)
        parts = (Heading(text("agenda.defer.preview")), cards.facts_of(desk, meeting, item), Paragraph(where))
        return desk.show_first(pinned, Card(parts))
    return _deferred(desk, meeting, item, target)


def _where(desk: Desk, meeting: Meeting, item: AgendaItem, target: Meeting | None) -> Text:
    if target is not None:
        return text("agenda.defer.to", meeting=finding.meeting_line(target))
    kinds = [text(f"meeting_kind.{kind}") for kind in suiting_kinds(desk, meeting.kind, item.kind)]
    return text("agenda.defer.waits", kinds=kinds)


def _deferred(desk: Desk, meeting: Meeting, item: AgendaItem, target: Meeting | None) -> Reply:
    where = _where(desk, meeting, item, target)
    item.status = MOVED
    if target is not None:
        _carry_over(desk, item, target)
    clause = desk.law.term(agenda_dates.CLOSE).clause
    desk.record(
        "agenda.deferred", meeting.code, clause, item=item.id, title=item.title, to=target.code if target else ""
    )
    item_fell_away(desk, meeting, item)
    told = {person.id: person for person in (*_proposer(desk, item), *agenda_seats.secretaries(desk, "secretariat"))}
    _tell(desk, meeting, item, "agenda.deferred", list(told.values()), where=where, to=target.code if target else "")
    parts: list[Part] = [Heading(text("agenda.defer.done")), Paragraph(item.title), Paragraph(where)]
    if target is not None:
        parts.append(Buttons((Button(text("button.show_agenda"), "agenda.show", {"meeting": target.code}),)))
    if meeting.agenda_circulated_at and may(desk.law.charter, "order_agenda", desk.offices) and not item.late:
        parts.append(Note(text("agenda.withdraw.circulated")))
    return Reply(Card(tuple(parts)))


def suiting_kinds(desk: Desk, meeting_kind: str, item_kind: str) -> list[str]:
    """Where a point may go on: the same kind of meeting; a technical one too, unless it asks for a decision."""
    types = desk.law.charter.meetings
    kinds = [meeting_kind]
    if TECHNICAL in types and TECHNICAL not in kinds and (item_kind != DECIDE or types[TECHNICAL].decides):
        kinds.append(TECHNICAL)
    return kinds


def next_that_suits(desk: Desk, meeting: Meeting, item: AgendaItem) -> Meeting | None:
    """The next convened meeting of a suiting kind whose items are still open."""
    kinds = suiting_kinds(desk, meeting.kind, item.kind)
    later = (m for m in meetings.coming(desk.session, desk.network_id, desk.now) if m.starts_at > meeting.starts_at)
    open_ones = (m for m in later if m.kind in kinds and not agenda_dates.is_late(desk.law, m, desk.now))
    return next(open_ones, None)


def take_up_waiting(desk: Desk, meeting: Meeting) -> list[AgendaItem]:
    """Bring the moved points that were waiting for a meeting like this one into its agenda."""
    taken = []
    for item in agenda.waiting(desk.session, desk.network_id):
        origin = desk.session.get_one(Meeting, item.meeting_id)
        suits = meeting.kind in suiting_kinds(desk, origin.kind, item.kind)
        later = meeting.starts_at > origin.starts_at or origin.status == CANCELLED
        if suits and origin.id != meeting.id and later:
            taken.append(_carry_over(desk, item, meeting))
            _tell(desk, meeting, item, "agenda.taken_up", _proposer(desk, item))
    return taken


def _carry_over(desk: Desk, item: AgendaItem, target: Meeting) -> AgendaItem:
    assert target.id is not None
    fields = item.model_dump(exclude={"id", "meeting_id", "position", "status", "late", "reason"})
    place = agenda.next_position(desk.session, target.id)
    moved = AgendaItem(**fields, meeting_id=target.id, position=place, status=PROPOSED)
    item.reason = target.code
    desk.session.add_all([item, moved])
    desk.session.flush()
    return moved


def _proposer(desk: Desk, item: AgendaItem) -> list[Person]:
    """Whoever brought the point, if they still hold an office; else who speaks for the organisation now."""
    held = people.offices_of(desk.session, item.person_id, desk.today) if item.person_id else []
    if held:
        return [desk.session.get_one(Person, held[0].person_id)]
    for office in ("focal_point", "alternate"):
        seated = people.holders(desk.session, desk.network_id, (office,), desk.today, item.organisation_id)
        if seated:
            return [person for _, person, _ in seated]
    return []


def _tell(desk: Desk, meeting: Meeting, item: AgendaItem, notice: str, readers: list[Person], **more: Any) -> None:
    """Tell these people what became of a point; whoever did it knows already."""
    for person in readers:
        if person.id != desk.person_id:
            desk.tell(
                person, notice, meeting.code, key=f"{notice}/{item.id}/{meeting.code}/{person.id}", meeting=meeting.code,
                item=item.id, title=item.title, organisation=agenda_seats.brought_by(desk, item), reason=item.reason,
                when=meeting.starts_at, why=agenda_dates.source(desk.law, agenda_dates.CLOSE), **more,
            )  # fmt: skip
