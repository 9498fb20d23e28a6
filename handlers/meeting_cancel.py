"""Cancel a convened meeting: everybody is told why, calendars let go of it, and its points wait for another one."""

from handlers import typed
from handlers.agenda_items import form_at_hand
from handlers.commands import command
from handlers.desk import Desk
from handlers.finding import meeting_meant
from handlers.meeting_cards import done_card, facts, readers_parts
from handlers.meeting_conflicts import left_open
from handlers.meeting_notices import CANCEL, invite, invited_before, tell_reader, tell_room
from handlers.meeting_plan import LONGEST_REASON
from handlers.meetings_to_come import require_to_come, to_come
from handlers.reply import Card, Facts, Field, Form, Heading, Note, Paragraph, Part, Reply, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.speaker_invite_withdraw import hanging_parts, meeting_fell_away
from handlers.why import source_parts
from storage import agenda
from storage.agenda import AgendaItem
from storage.meetings import CANCELLED, Meeting

WAITING = ("proposed", "late")


@command("meetings.cancel", power="cancel")
def cancel(request: Request, desk: Desk) -> Reply:
    """Cancel a meeting, with its reason: nobody is left with a date that does not hold."""
    meeting = meeting_meant(request, desk, to_come(desk))
    require_to_come(desk, meeting)
    with form_at_hand(lambda: _form(request, meeting)):
        reason = typed.words(request, "reason", LONGEST_REASON)
    if request.step == FORM or not reason:
        return Reply(form=_form(request, meeting))
    if request.step != CONFIRMED:
        pinned = request.at_step(request.step, values={"meeting": meeting.code, "reason": reason})
        return desk.show_first(pinned, _preview(desk, meeting, reason), confirm="meeting.button.cancel_it")
    return _cancelled(desk, meeting, reason)


def _form(request: Request, meeting: Meeting) -> Form:
    given = typed.again(request, "reason", LONGEST_REASON)
    hint = text("meeting.hint.reason_told")
    field = Field("long", "reason", text("meeting.fact.reason_told"), given, hint, longest=LONGEST_REASON)
    intro = text("meeting.line", meeting=meeting.code, title=meeting.title, when=meeting.starts_at)
    return Form(text("meeting.form.cancel"), "meetings.cancel", (field,), {"meeting": meeting.code}, intro=intro)


def _preview(desk: Desk, meeting: Meeting, reason: str) -> Card:
    parts: list[Part] = [
        Heading(text("meeting.preview.cancel", meeting=meeting.code)),
        Facts(tuple(facts(desk, meeting))),
        Paragraph(text("meeting.reason_told", reason=reason)),
        *_left_open(desk, meeting),
        *hanging_parts(desk, meeting),
    ]
    items = _points(desk, meeting)
    if items:
        parts.append(
            Paragraph(text("meeting.cancel.points_wait", count=len(items), titles=[item.title for item in items]))
        )
    return Card(
        (*parts, *readers_parts(desk, meeting, "meeting.readers.cancelled"), Note(text("meeting.preview.silent")))
    )


def _left_open(desk: Desk, meeting: Meeting) -> list[Part]:
    """That the year would be left without its meeting."""
    year = desk.law.day_of(meeting.starts_at).year
    duty = left_open(desk, meeting, year)
    if duty is None:
        return []
    clause = desk.law.term(duty.name).clause
    return [
        Paragraph(text("meeting.cancel.left_open", duty=text(f"term.{duty.name}"), year=str(year))),
        *source_parts(desk, clause),
    ]


def _points(desk: Desk, meeting: Meeting) -> list[AgendaItem]:
    """What was proposed for it and still has to be taken up; the balance comes back with the next plenary by itself."""
    assert meeting.id is not None
    return [item for item in agenda.items(desk.session, meeting.id, *WAITING) if not item.balance]


def _cancelled(desk: Desk, meeting: Meeting, reason: str) -> Reply:
    meeting.status, meeting.cancelled_at, meeting.sequence = CANCELLED, desk.now, meeting.sequence + 1
    meeting.notes = {**meeting.notes, "cancelled_because": reason}
    desk.session.add(meeting)
    for item in _points(desk, meeting):
        item.status = "moved"
        desk.session.add(item)
    clause = desk.law.charter.powers["cancel"].clause
    desk.record("meeting.cancelled", meeting.code, clause, reason=reason, starts_at=meeting.starts_at)
    people = invited_before(desk, meeting)
    told = {"reason": text("meeting.reason_said", reason=reason)}
    tell_room(desk, meeting, "meeting.announced_cancelled", **told)
    for person in people:
        tell_reader(desk, person, meeting, "meeting.cancelled", **told)
    invite(desk, meeting, CANCEL, people)
    meeting_fell_away(desk, meeting, reason)
    parts = [Paragraph(text("meeting.cancelled.sent", count=len(people))), *_left_open(desk, meeting)]
    return Reply(done_card(desk, meeting, text("meeting.cancelled.done", meeting=meeting.code), *parts))
