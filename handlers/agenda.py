"""The agenda, as members make it: propose a point, or say that there is none."""

from handlers import agenda_cards as cards
from handlers import agenda_dates, agenda_items, agenda_seats, finding
from handlers.agenda_finding import coming_meeting, meeting_to_propose_for, open_meetings
from handlers.agenda_items import LATE, PROPOSED, Details
from handlers.agenda_late import tell_of_late_item
from handlers.commands import command
from handlers.desk import Desk
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
    Refusal,
    Reply,
    Said,
    text,
)
from handlers.request import CONFIRMED, FORM, Request
from storage import agenda
from storage.agenda import AgendaItem
from storage.meetings import Meeting
from storage.people import Organisation


@command("agenda.propose", power="propose_item")
def propose(request: Request, desk: Desk) -> Reply:
    """Put a point before a meeting. It counts from the moment it is confirmed, not from its draft."""
    meeting = meeting_to_propose_for(request, desk)
    body = agenda_seats.organisation_meant(request, desk)
    form = cards.propose_form(request, desk, meeting, open_meetings(desk), str(body.id) if body else "")
    with agenda_items.form_at_hand(lambda: form):
        details = agenda_items.read(request, desk, meeting)
    if request.step == FORM or meeting is None or body is None or not details.complete:
        return Reply(form=form)
    _not_twice(desk, meeting, body, details)
    if request.step != CONFIRMED:
        pinned = {**request.values, "meeting": meeting.code, "organisation": str(body.id)}
        return desk.show_first(request.at_step(request.step, values=pinned), _preview(desk, meeting, body, details))
    return _proposed(desk, meeting, body, details)


def _preview(desk: Desk, meeting: Meeting, body: Organisation, details: Details) -> Card:
    parts: list[Part] = [
        Heading(text("agenda.propose.preview")),
        cards.point_facts(desk, meeting, _name_shown(desk, body), details),
        Paragraph(cards.sum_with(desk, meeting, details.minutes)),
    ]
    return Card((*parts, *cards.point_notes(desk, meeting, details)))


def _name_shown(desk: Desk, body: Organisation) -> Said:
    own = body in agenda_seats.own_organisations(desk)
    return body.name if own else text("agenda.on_behalf", organisation=body.name)


def _proposed(desk: Desk, meeting: Meeting, body: Organisation, details: Details) -> Reply:
    item = agenda_items.add(desk, meeting, body, details)
    act = "agenda.proposed_late" if item.late else "agenda.proposed"
    clause = desk.law.charter.powers["propose_item"].clause
    desk.record(act, meeting.code, clause, item=item.id, title=item.title, kind=item.kind, organisation=body.name)
    _hint_observer(desk, meeting, body)
    if item.late:
        tell_of_late_item(desk, meeting, item, body)
        return Reply(_late_card(desk, meeting, item))
    return Reply(_taken_card(desk, meeting, item))


def _taken_card(desk: Desk, meeting: Meeting, item: AgendaItem) -> Card:
    assert meeting.id is not None
    parts: list[Part] = [
        Heading(text("agenda.propose.done", meeting=meeting.code)),
        cards.facts_of(desk, meeting, item),
        *cards.sum_parts(meeting, agenda.items(desk.session, meeting.id)),
        *cards.point_notes(desk, meeting, cards.details_of(item)),
    ]
    buttons = [_button("button.show_agenda", "agenda.show", meeting=meeting.code)]
    if item.kind == "decide" and not item.document:
        buttons.insert(0, Button(text("button.agenda_document"), "agenda.document", {"item": item.id}, opens_form=True))
    buttons.append(_button("button.agenda_withdraw", "agenda.withdraw", item=item.id))
    return Card((*parts, Buttons(tuple(buttons))))


def _late_card(desk: Desk, meeting: Meeting, item: AgendaItem) -> Card:
    closed = agenda_dates.closed_at(desk.law, meeting)
    parts: list[Part] = [
        Heading(text("agenda.late.received", meeting=meeting.code)),
        cards.facts_of(desk, meeting, item),
        Paragraph(text("agenda.late.what_now", closed=closed, meeting=meeting.code)),
        Note(agenda_dates.source(desk.law, agenda_dates.CLOSE)),
    ]
    buttons = (
        _button("button.agenda_defer", "agenda.defer", item=item.id),
        _button("button.agenda_withdraw", "agenda.withdraw", item=item.id),
        _button("button.show_agenda", "agenda.show", meeting=meeting.code),
    )
    return Card((*parts, Buttons(buttons)))


def _hint_observer(desk: Desk, meeting: Meeting, body: Organisation) -> None:
    """A member outside the Committee may bring a point; whether its focal point comes in is the Committee's to say."""
    if meeting.kind != "executive" or not agenda_seats.is_outside_committee(desk, body.id):
        return
    clause = desk.law.charter.clauses[desk.law.charter.offices["executive"].clause]
    for person in agenda_seats.secretaries(desk, "secretariat"):
        desk.tell(
            person, "agenda.observer", meeting.code, key=f"agenda.observer/{meeting.code}/{body.id}/{person.id}",
            meeting=meeting.code, organisation=body.name, when=meeting.starts_at,
            why=text("source.clause", number=clause.number, words=clause.words),
        )  # fmt: skip


def _not_twice(desk: Desk, meeting: Meeting, body: Organisation, details: Details) -> None:
    if agenda_items.same(desk, meeting, body, details.title):
        raise Refusal(
            text("agenda.propose.twice", organisation=body.name, title=details.title, meeting=meeting.code),
            instead=(_button("button.show_agenda", "agenda.show", meeting=meeting.code),), field="title",
        )  # fmt: skip


@command("agenda.nothing", power="propose_item")
def nothing(request: Request, desk: Desk) -> Reply:
    """Say that an organisation has no points for a meeting: it is not reminded any more."""
    meeting = coming_meeting(request, desk)
    body = agenda_seats.organisation_meant(request, desk)
    if body is None:
        return Reply(form=_whose_form(request, desk, meeting))
    _has_none(desk, meeting, body)
    if agenda_items.say_nothing(desk, meeting, body):
        clause = desk.law.charter.powers["propose_item"].clause
        desk.record("agenda.nothing", meeting.code, clause, organisation=body.name)
    propose_after_all = Button(text("button.propose"), "agenda.propose", {"meeting": meeting.code}, opens_form=True)
    parts = (
        Heading(text("agenda.nothing.done", meeting=meeting.code)),
        Paragraph(text("agenda.nothing.body", organisation=body.name, meeting=finding.meeting_line(meeting))),
        Buttons((propose_after_all,)),
    )
    return Reply(Card(parts))


def _has_none(desk: Desk, meeting: Meeting, body: Organisation) -> None:
    assert meeting.id is not None
    living = agenda.items(desk.session, meeting.id, PROPOSED, LATE)
    theirs = [item.title for item in living if item.organisation_id == body.id]
    if theirs:
        raise Refusal(
            text("agenda.nothing.has_items", organisation=body.name, count=len(theirs), titles=theirs),
            instead=(
                _button("button.agenda_withdraw", "agenda.withdraw", meeting=meeting.code),
                _button("button.show_agenda", "agenda.show", meeting=meeting.code),
            ),
        )  # fmt: skip


def _whose_form(request: Request, desk: Desk, meeting: Meeting) -> Form:
    field = Field("select", "organisation", text("agenda.fact.organisation"), options=agenda_seats.choices(desk))
    return Form(text("agenda.nothing.form"), request.command, (field,), {"meeting": meeting.code})


def _button(label: str, name: str, **values: object) -> Button:
    return Button(text(label), name, values)
