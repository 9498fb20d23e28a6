"""The agenda to look at, and the order in which its points are taken."""

import re

from handlers import agenda_cards as cards
from handlers import agenda_dates, agenda_seats, agenda_versions, finding, guest_cards, guests
from handlers.agenda_circulation import secretary_buttons
from handlers.agenda_finding import candidates_for, coming_meeting
from handlers.agenda_items import LATE
from handlers.commands import command
from handlers.desk import Desk
from handlers.mandates import may
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Facts,
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
from handlers.speaker_follow_slides import cleared_parts
from storage import agenda, people
from storage.agenda import AgendaItem
from storage.meetings import CONVENED, Meeting
from storage.people import Organisation

LONGEST_ORDER = 200


@command("agenda.show", power="see_meetings")
def show(request: Request, desk: Desk) -> Reply:
    """The agenda as it stands. Who has not answered, and what came late, is not for everybody; a guest sees their own points."""
    guest = guests.is_guest(desk)
    meeting = finding.meeting_meant(
        request, desk, guests.own_meetings(desk) if guest else candidates_for(request, desk)
    )
    if guest:
        return Reply(guest_cards.agenda_card(desk, meeting))
    assert meeting.id is not None
    runs_it = may(desk.law.charter, "order_agenda", desk.offices)
    parts: list[Part] = [Heading(text("agenda.show.title", meeting=meeting.code)), _dates(desk, meeting)]
    parts += cards.agenda_parts(desk, meeting, agenda.items(desk.session, meeting.id))
    parts += [*cleared_parts(desk, meeting), *_late_parts(desk, meeting)]
    if runs_it and meeting.status == CONVENED:
        parts += _answers(desk, meeting)
    if meeting.status == CONVENED and meeting.ends_at > desk.now:
        parts.append(Buttons(_presses(desk, meeting, runs_it=runs_it)))
    return Reply(Card(tuple(parts)))


def _dates(desk: Desk, meeting: Meeting) -> Facts:
    rows: list[tuple[Said, Said]] = [(text("agenda.fact.meeting"), finding.meeting_line(meeting))]
    closed = agenda_dates.closed_at(desk.law, meeting)
    if closed is not None:
        key = "agenda.closed_since" if meeting.items_closed_at else "agenda.until"
        rows.append((text("agenda.fact.closes"), text(key, due=closed)))
    if meeting.agenda_circulated_at is not None:
        rows.append((text("agenda.fact.circulates"), text("agenda.circulated_on", when=meeting.agenda_circulated_at)))
    elif due := agenda_dates.circulates(desk.law, meeting):
        rows.append((text("agenda.fact.circulates"), text("agenda.until", due=due)))
    return Facts(tuple(rows))


def _late_parts(desk: Desk, meeting: Meeting) -> list[Part]:
    """What came late, apart from the agenda: for the secretariat and whoever brought it; nobody is late in public."""
    assert meeting.id is not None
    parts: list[Part] = []
    runs_it = may(desk.law.charter, "order_agenda", desk.offices)
    late = agenda.items(desk.session, meeting.id, LATE)
    for item in (each for each in late if runs_it or agenda_seats.is_own(desk, each)):
        parts = parts or [Heading(text("agenda.late.title")), Paragraph(text("agenda.late.waits"))]
        parts.append(cards.facts_of(desk, meeting, item))
        presses = _late_presses(desk, item)
        if presses:
            parts.append(Buttons(presses))
    return parts


def _late_presses(desk: Desk, item: AgendaItem) -> tuple[Button, ...]:
    presses: list[Button] = []
    if may(desk.law.charter, "override", desk.offices):
        presses.append(Button(text("button.agenda_admit"), "agenda.admit", {"item": item.id}, opens_form=True))
    if may(desk.law.charter, "order_agenda", desk.offices) or agenda_seats.is_own(desk, item):
        presses.append(Button(text("button.agenda_defer"), "agenda.defer", {"item": item.id}))
    return tuple(presses)


def _answers(desk: Desk, meeting: Meeting) -> list[Part]:
    """Who said there is nothing and who has not answered yet: never shown to the others."""
    assert meeting.id is not None
    nothing = {row.organisation_id for row in agenda.said_nothing(desk.session, meeting.id)}
    answered = agenda.answered(desk.session, meeting.id)
    seats = people.seats(desk.session, desk.network_id, ("focal_point", "alternate"), desk.today)
    silent = [body.name for body in seats if body.id not in answered]
    parts: list[Part] = []
    if nothing:
        bodies = [desk.session.get_one(Organisation, number).name for number in sorted(nothing)]
        parts.append(Paragraph(text("agenda.show.nothing", organisations=bodies)))
    if silent and meeting.items_closed_at is None and meeting.call_opened_at is not None:
        parts.append(Note(text("agenda.show.silent", organisations=silent)))
    return parts


def _presses(desk: Desk, meeting: Meeting, *, runs_it: bool) -> tuple[Button, ...]:
    propose = Button(text("button.propose"), "agenda.propose", {"meeting": meeting.code}, opens_form=True)
    nothing = Button(text("button.nothing"), "agenda.nothing", {"meeting": meeting.code})
    return (*secretary_buttons(desk, meeting), propose) if runs_it else (propose, nothing)


@command("agenda.order", power="order_agenda")
def order(request: Request, desk: Desk) -> Reply:
    """Put the points in another order, named by their numbers; those not named follow as they were."""
    meeting = coming_meeting(request, desk)
    assert meeting.id is not None
    items = agenda.items(desk.session, meeting.id)
    if not items:
        show_it = Button(text("button.show_agenda"), "agenda.show", {"meeting": meeting.code})
        raise Refusal(text("agenda.order.empty", meeting=meeting.code), instead=(show_it,))
    form = _order_form(request, meeting, items)
    if request.step == FORM or not request.value("order"):
        return Reply(form=form)
    if request.step == CONFIRMED and agenda_versions.differs(request, items):
        raise Refusal(text("agenda.order.changed", meeting=meeting.code), form=form)
    wanted = _in_order(request.value("order"), items, form)
    if request.step != CONFIRMED:
        pinned = {**request.values, "meeting": meeting.code, "points": [item.id for item in items]}
        return desk.show_first(request.at_step(request.step, values=pinned), _order_preview(desk, meeting, wanted))
    for place, item in enumerate(wanted, 1):
        item.position = place
        desk.session.add(item)
    clause = desk.law.term(agenda_dates.CIRCULATION).clause
    desk.record("agenda.ordered", meeting.code, clause, items=[item.title for item in wanted])
    parts = (Heading(text("agenda.order.done", meeting=meeting.code)), *cards.agenda_parts(desk, meeting, wanted))
    return Reply(Card((*parts, Buttons(secretary_buttons(desk, meeting)))))


def _in_order(typed: str, items: list[AgendaItem], form: Form) -> list[AgendaItem]:
    numbers = [int(each) for each in re.findall(r"[0-9]+", typed[:LONGEST_ORDER])]
    strange = re.search(r"[^0-9\s,;.>–-]", typed)
    if (
        strange
        or len(typed) > LONGEST_ORDER
        or not numbers
        or len(set(numbers)) != len(numbers)
        or not all(1 <= n <= len(items) for n in numbers)
    ):
        why = text("agenda.order.bad", given=typed[:60], count=len(items), last=len(items))
        raise Refusal(why, field="order", form=form)
    return [items[n - 1] for n in numbers] + [item for n, item in enumerate(items, 1) if n not in numbers]


def _order_form(request: Request, meeting: Meeting, items: list[AgendaItem]) -> Form:
    lines = [text("agenda.order.line", number=n, title=item.title) for n, item in enumerate(items, 1)]
    given = request.value("order")[:LONGEST_ORDER] or " ".join(str(n) for n in range(1, len(items) + 1))
    field = Field(
        "text", "order", text("agenda.fact.order"), given, hint=text("agenda.hint.order"), longest=LONGEST_ORDER
    )
    intro = text("agenda.order.intro", items=lines)
    return Form(
        text("agenda.order.form", meeting=meeting.code),
        "agenda.order",
        (field,),
        {"meeting": meeting.code},
        intro=intro,
    )


def _order_preview(desk: Desk, meeting: Meeting, wanted: list[AgendaItem]) -> Card:
    parts: list[Part] = [
        Heading(text("agenda.order.preview", meeting=meeting.code)),
        *cards.agenda_parts(desk, meeting, wanted),
    ]
    if meeting.agenda_circulated_at is not None:
        parts.append(Note(text("agenda.order.circulated")))
    return Card(tuple(parts))
