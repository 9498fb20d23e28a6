"""What becomes of a point after it was proposed: its document comes, or it is taken back."""

from handlers import agenda_cards as cards
from handlers import agenda_dates, agenda_items, agenda_seats, typed
from handlers.agenda_finding import item_meant, pick_item
from handlers.agenda_items import LATE, PROPOSED, WITHDRAWN, form_at_hand
from handlers.agenda_notices import tell_about
from handlers.commands import command
from handlers.desk import Desk
from handlers.mandates import may
from handlers.reply import Button, Buttons, Card, Field, Form, Heading, Note, Paragraph, Part, Reply, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.speaker_invite_withdraw import item_fell_away
from storage.agenda import AgendaItem
from storage.meetings import Meeting


@command("agenda.document", power="propose_item")
def document(request: Request, desk: Desk) -> Reply:
    """Give a point its document, or another one; whoever brought the point or the secretariat may."""
    found = item_meant(request, desk, PROPOSED, LATE, own=True)
    if found is None:
        return pick_item(request, desk, PROPOSED, LATE, own=True)
    meeting, item = found
    with form_at_hand(lambda: _document_form(request, item)):
        address = agenda_items.link(request)
    if request.step == FORM or not address:
        return Reply(form=_document_form(request, item))
    item.document = address
    desk.session.add(item)
    clause = desk.law.term(agenda_dates.DOCUMENTS).clause
    desk.record("agenda.document_given", meeting.code, clause, item=item.id, document=address)
    if meeting.agenda_circulated_at is not None:
        _tell_secretariat(desk, meeting, item, "agenda.document_given")
    show = Button(text("button.show_agenda"), "agenda.show", {"meeting": meeting.code})
    return Reply(Card((Heading(text("agenda.document.done")), cards.facts_of(desk, meeting, item), Buttons((show,)))))


def _document_form(request: Request, item: AgendaItem) -> Form:
    longest = agenda_items.LONGEST_LINK
    field = Field(
        "text", "document", text("agenda.fact.document"), typed.again(request, "document", longest) or item.document,
        hint=text("agenda.hint.document", longest=longest), longest=longest,
    )  # fmt: skip
    return Form(text("agenda.document.form"), request.command, (field,), {"item": item.id}, intro=item.title)


@command("agenda.withdraw", power="propose_item")
def withdraw(request: Request, desk: Desk) -> Reply:
    """Take a point back: its own organisation, or the secretariat."""
    found = item_meant(request, desk, PROPOSED, LATE, own=True)
    if found is None or request.step == FORM:
        return pick_item(request, desk, PROPOSED, LATE, own=True)
    meeting, item = found
    if request.step != CONFIRMED:
        pinned = request.at_step(request.step, values={**request.values, "item": item.id})
        return desk.show_first(pinned, _withdraw_preview(desk, meeting, item))
    item.status = WITHDRAWN
    desk.session.add(item)
    clause = desk.law.charter.powers["propose_item"].clause
    desk.record("agenda.withdrawn", meeting.code, clause, item=item.id, title=item.title)
    item_fell_away(desk, meeting, item)
    if meeting.items_closed_at is not None or meeting.agenda_circulated_at is not None:
        _tell_secretariat(desk, meeting, item, "agenda.withdrawn")
    parts: list[Part] = [Heading(text("agenda.withdraw.done")), Paragraph(item.title)]
    if meeting.agenda_circulated_at and may(desk.law.charter, "order_agenda", desk.offices):
        again = Button(text("button.agenda_recirculate"), "agenda.circulate", {"meeting": meeting.code})
        parts.append(Buttons((again,)))
    return Reply(Card(tuple(parts)))


def _withdraw_preview(desk: Desk, meeting: Meeting, item: AgendaItem) -> Card:
    parts: list[Part] = [Heading(text("agenda.withdraw.preview")), cards.facts_of(desk, meeting, item)]
    if item.balance:
        parts.append(Note(text("agenda.withdraw.balance")))
    if meeting.agenda_circulated_at:
        parts.append(Note(text("agenda.withdraw.circulated")))
    return Card(tuple(parts))


def _tell_secretariat(desk: Desk, meeting: Meeting, item: AgendaItem, notice: str) -> None:
    """The secretariat is told what changes in an agenda it has already worked on; whoever did it knows."""
    for person in agenda_seats.secretaries(desk, "secretariat"):
        if person.id != desk.person_id:
            tell_about(
                desk, person, meeting, notice, mark=f"/{item.id}/{desk.now.isoformat()}", item=item.title,
                organisation=agenda_seats.brought_by(desk, item),
            )  # fmt: skip
