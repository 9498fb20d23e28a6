"""A meeting's invitations to speak with how far each has come; one of them whole; a letter's delivery written down (ToR 5)."""

from handlers import members_parts as parts
from handlers import speaker_invite_late as late_
from handlers import typed
from handlers.agenda_items import form_at_hand
from handlers.commands import command
from handlers.desk import Desk
from handlers.finding import list_button as meetings_button
from handlers.finding import meeting_line
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
    Table,
    text,
)
from handlers.request import CONFIRMED, FORM, Request
from handlers.speaker_answers import clause_for
from handlers.speaker_finding import coming, invitation_meant, label, show_button
from handlers.speaker_invite_cards import row_facts, state, who, whole
from handlers.speaker_invite_clear import make_guest
from handlers.speaker_invitees import can_be_mailed
from storage import invitations, meetings
from storage.directory import DirectoryEntry
from storage.invitations import CLEARED, DRAFTED, EMAIL, SpeakerInvitation
from storage.meetings import CONVENED, Meeting

LONGEST_REFERENCE = 120
SHOWN = 5


@command("speakers.invitations", power="invite_speakers")
def list_(request: Request, desk: Desk) -> Reply:
    """The invitations of a meeting; of all coming ones when none is named."""
    meeting = _named(request, desk)
    rows = invitations.invitations(desk.session, desk.network_id, meeting.id if meeting else None)
    if meeting is None:
        rows = [row for row in rows if _coming(desk, row)]
    found: list[Part] = [Heading(text("invite.list.title"))]
    if meeting is not None:
        found.append(Note(meeting_line(meeting)))
    if rows:
        columns = tuple(text(f"invite.column.{name}") for name in ("meeting", "who", "topic", "slot", "state"))
        found.append(Table(text("invite.list.caption"), columns, tuple(_line(desk, row) for row in rows)))
    else:
        found.append(Paragraph(text("invite.list.none")))
    buttons = [Button(label(desk, row), "speakers.invitation", {"invitation": row.id}) for row in rows[:SHOWN]]
    more = {"meeting": meeting.code} if meeting else {}
    buttons.append(Button(text("invite.button.draft"), "speakers.invite", more, opens_form=True))
    return Reply(Card((*found, Buttons(tuple(buttons)))))


def _named(request: Request, desk: Desk) -> Meeting | None:
    code = request.value("meeting")
    found = meetings.by_code(desk.session, desk.network_id, code) if code else None
    if code and found is None:
        raise Refusal(text("meeting.unknown", code=code[:60]), instead=(meetings_button(),), field="meeting")
    return found


def _coming(desk: Desk, row: SpeakerInvitation) -> bool:
    meeting = desk.session.get_one(Meeting, row.meeting_id)
    return meeting.status == CONVENED and meeting.ends_at > desk.now


def _line(desk: Desk, row: SpeakerInvitation) -> tuple[Said, ...]:
    meeting = desk.session.get_one(Meeting, row.meeting_id)
    return (
        meeting.code, who(row.name, row.organisation), row.topic, text("meeting.when_short", when=row.starts_at),
        state(desk, row),
    )  # fmt: skip


@command("speakers.delivered", power="invite_speakers")
def delivered(request: Request, desk: Desk) -> Reply:
    """A signed letter was handed in: the day and its stamp of reception are what shows it; Quipu sends nothing."""
    on_paper = coming(request, desk, lambda each: each.status == CLEARED and each.form != EMAIL)
    row = invitation_meant(request, desk, on_paper)
    _require_cleared_letter(desk, row)
    with form_at_hand(lambda: _delivered_form(request, desk, row)):
        reference = parts.line(request, "reference", LONGEST_REFERENCE)
        day = typed.day(request, "date") if request.value("date") else None
        _possible(desk, row, request) if day else None
    if request.step == FORM or not (reference and day):
        return Reply(form=_delivered_form(request, desk, row))
    if request.step != CONFIRMED:
        kept = {"invitation": row.id, "date": day.isoformat(), "reference": reference}
        rows = ((text("invite.fact.delivered_on"), text("invite.day", day=day)), (text("invite.fact.stamp"), reference))
        heading = Heading(text("invite.preview.delivered", organisation=row.organisation))
        card = Card((heading, row_facts(desk, row), Facts(rows), Note(text("invite.nobody_told"))))
        return desk.show_first(request.at_step(request.step, values=kept), card)
    row.sent_at = desk.now if day == desk.today else desk.law.end_of(day)
    row.sent_by, row.sent_reference = desk.person_id, reference
    late = late_.lateness_of(desk, row)
    entry = desk.session.get(DirectoryEntry, row.entry_id) if row.entry_id else None
    if entry is not None and entry.erased_at is None and can_be_mailed(entry):
        make_guest(desk, row, entry)
    desk.session.add(row)
    meeting = desk.session.get_one(Meeting, row.meeting_id)
    desk.record(
        "speaker.delivered", meeting.code, clause_for(row), invitation=row.id, organisation=row.organisation, day=day,
        stamp=reference,
    )  # fmt: skip
    key = "invite.delivered_late" if day > late.last else "invite.delivered_in_time"
    said = Paragraph(text(key, day=late.last))
    return Reply(whole(desk, row, text("invite.delivered", organisation=row.organisation), said))


def _require_cleared_letter(desk: Desk, row: SpeakerInvitation) -> None:
    if row.form == EMAIL:
        raise Refusal(text("invite.by_mail", organisation=row.organisation), instead=(show_button(row),))
    if row.status == DRAFTED:
        raise Refusal(
            text("invite.clear_first"), clause="5.1", setting="powers.clear_letters", instead=(show_button(row),)
        )
    if row.status != CLEARED:
        raise Refusal(text("invite.settled", state=state(desk, row)), instead=(show_button(row),))


def _possible(desk: Desk, row: SpeakerInvitation, request: Request) -> None:
    """A letter is handed in after it was cleared, and not on a day to come."""
    day = typed.day(request, "date")
    assert row.cleared_at is not None
    if day > desk.today:
        raise Refusal(text("invite.day_to_come", day=day), field="date")
    if day < desk.law.day_of(row.cleared_at):
        raise Refusal(text("invite.day_before_clearing", day=day, cleared=row.cleared_at), field="date")


def _delivered_form(request: Request, desk: Desk, row: SpeakerInvitation) -> Form:
    reference = typed.again(request, "reference", LONGEST_REFERENCE)
    fields = (
        Field("date", "date", text("invite.fact.delivered_on"), request.value("date")[:10] or desk.today.isoformat()),
        Field("text", "reference", text("invite.fact.stamp"), reference, text("invite.hint.stamp"),
              longest=LONGEST_REFERENCE),
    )  # fmt: skip
    intro = text("invite.heading", organisation=row.organisation)
    return Form(
        text("invite.form.delivered"), "speakers.delivered", fields, {"invitation": row.id}, text("invite.form.submit"), intro
    )  # fmt: skip
