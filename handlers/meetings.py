"""Convene a meeting: a silent draft, the preview with everything that follows from its date, then the convocation."""

from handlers import agenda_dates, agenda_seats, poll_meeting
from handlers.agenda_items import form_at_hand
from handlers.agenda_late import take_up_waiting
from handlers.commands import command
from handlers.desk import Desk
from handlers.finding import organisation_of
from handlers.meeting_cards import date_said, dates_parts, done_card, facts, readers_parts
from handlers.meeting_conflicts import conflict_parts, conflicts_of, readers_of, shown, still_stands
from handlers.meeting_dates import AGENDA, Conflict, calls_at_once, computed
from handlers.meeting_notices import REQUEST, invite, tell_reader, tell_room
from handlers.meeting_plan import Plan, only_choice, plan_form, read_plan, settle_date, settle_hour
from handlers.reply import Button, Card, Facts, Heading, Note, Paragraph, Part, Reply, Text, text
from handlers.request import CONFIRMED, FORM, Request
from storage import numbers
from storage.agenda import DEBATE, AgendaItem
from storage.meetings import Meeting

BALANCE_SHARE = 3
"""The balance asks for a third of the meeting; its order and length can be changed like any other point's."""


@command("meetings.convene", power="convene")
def convene(request: Request, desk: Desk) -> Reply:
    """Convene a meeting of the network: nobody hears of it before its author has seen everything and confirmed."""
    request = only_choice(request)
    settle_date(request, desk)
    settle_hour(request, plan_form(request, desk))
    with form_at_hand(lambda: plan_form(request, desk)):
        plan = read_plan(request, desk)
    if request.step == FORM or not plan.complete:
        return Reply(form=plan_form(request, desk))
    poll_meeting.require_no_meeting(desk, plan.poll)
    meeting = plan.as_meeting(desk)
    found = conflicts_of(desk, meeting)
    card = _preview(desk, plan, meeting, found, assumed=bool(request.values.get("time_assumed")))
    if request.step != CONFIRMED:
        return shown(request, desk, card, found, plan.values())
    still_stands(request, desk, card, found, plan.values())
    return _convened(desk, plan, meeting, found)


def _preview(desk: Desk, plan: Plan, meeting: Meeting, found: list[Conflict], *, assumed: bool) -> Card:
    parts: list[Part] = [Heading(text("meeting.preview.convene")), Facts(tuple(facts(desk, meeting)))]
    if assumed:
        parts.append(Note(text("meeting.time_assumed", hour=desk.law.local(meeting.starts_at).time())))
    if plan.balance:
        parts.append(Paragraph(text("meeting.balance.will", number=_clause_number(desk, meeting))))
    parts += conflict_parts(desk, found, plan.reason)
    parts += dates_parts(desk, meeting)
    parts += readers_parts(desk, meeting)
    return Card((*parts, Note(text("meeting.preview.silent"))))


def _clause_number(desk: Desk, meeting: Meeting) -> str:
    return desk.law.charter.clauses[desk.law.charter.meetings[meeting.kind].clause].number


def _convened(desk: Desk, plan: Plan, meeting: Meeting, found: list[Conflict]) -> Reply:
    with_call = calls_at_once(desk.law, meeting, desk.now)
    _written(desk, plan, meeting, [each.name for each in found if each.blocks])
    if plan.poll:
        poll_meeting.convened(desk, plan.poll, meeting)
    if with_call:
        meeting.call_opened_at = desk.now
        desk.record("agenda.call_opened", meeting.code, desk.law.term(agenda_dates.CALL).clause, with_convocation=True)
    if with_call or agenda_dates.closes(desk.law, meeting) is None:
        take_up_waiting(desk, meeting)
    told = _told(desk, meeting, with_call)
    parts: list[Part] = [Paragraph(text("meeting.convened.sent", count=told))]
    if with_call:
        parts.append(Paragraph(text("meeting.convened.call_open", closes=agenda_dates.closes(desk.law, meeting))))
    about = {"meeting": meeting.code}
    buttons = (
        Button(text("meeting.button.propose"), "agenda.propose", about, opens_form=True),
        Button(text("meeting.button.agenda"), "agenda.show", about),
    )
    return Reply(done_card(desk, meeting, text("meeting.convened.done", meeting=meeting.code), *parts, buttons=buttons))


def _written(desk: Desk, plan: Plan, meeting: Meeting, against: list[str]) -> None:
    """Number the meeting and write it down, with the reason when it is against a term, and the balance when it has one."""
    usual = desk.law.charter.meetings[meeting.kind]
    year = desk.law.day_of(meeting.starts_at).year
    meeting.code = numbers.next_code(desk.session, desk.network_id, usual.prefix, year)
    meeting.reason = plan.reason if against else ""
    desk.session.add(meeting)
    desk.session.flush()
    desk.record("meeting.convened", meeting.code, usual.clause, title=meeting.title, starts_at=meeting.starts_at)
    if against:
        clause = desk.law.charter.powers["override"].clause
        desk.record("meeting.excepted", meeting.code, clause, reason=plan.reason, against=against)
    if plan.balance:
        _place_balance(desk, meeting)


def _place_balance(desk: Desk, meeting: Meeting) -> None:
    """The annual balance of the work plan comes first on the agenda; a plenary discusses it and does not decide."""
    assert meeting.id is not None
    charter, body = desk.law.charter, organisation_of(desk)
    assert body is not None
    assert body.id is not None
    desk.session.add(
        AgendaItem(
            network_id=desk.network_id, meeting_id=meeting.id, organisation_id=body.id, person_id=desk.person_id,
            title=charter.meetings[meeting.kind].balance[charter.language], kind=DEBATE,
            minutes=max(meeting.minutes // BALANCE_SHARE, 1), balance=True, position=1, received_at=desk.now,
        )
    )  # fmt: skip
    desk.session.flush()


def _told(desk: Desk, meeting: Meeting, with_call: bool) -> int:
    """Announce it, tell every reader, invite every calendar; how many were convened."""
    readers = readers_of(desk, meeting.kind)
    asked = {person.id for person in agenda_seats.asked(desk, meeting)} if with_call else set()
    rows = _dates_told(desk, meeting, with_call)
    tell_room(desk, meeting, "meeting.announced", facts=rows)
    for person in readers:
        if person.id in asked:
            closes = agenda_dates.closes(desk.law, meeting)
            tell_reader(desk, person, meeting, "meeting.convened_with_call", closes=closes, facts=rows)
        else:
            tell_reader(desk, person, meeting, "meeting.convened", facts=rows)
    invite(desk, meeting, REQUEST, readers)
    return len(readers)


def _dates_told(desk: Desk, meeting: Meeting, with_call: bool) -> list[tuple[Text, Text]]:
    """The dates of the agenda that are still to come, as the convocation tells them."""
    dates = [each for each in computed(desk.law, meeting, desk.now) if each.term in AGENDA and not each.gone]
    told = [each for each in dates if not (with_call and each.term == agenda_dates.CALL)]
    return [(text(f"meeting.date.{each.term}"), date_said(each)) for each in told]
