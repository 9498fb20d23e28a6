"""An invitation to speak is taken back, with its reason; what hung on a point or a meeting that falls away is told (ToR 5)."""

from sqlmodel import col, select

from handlers import typed
from handlers.agenda_items import form_at_hand
from handlers.commands import command
from handlers.desk import Desk
from handlers.meeting_plan import LONGEST_REASON
from handlers.reply import Card, Field, Form, Heading, Paragraph, Part, Refusal, Reply, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.slots import CHANGE, PUT, REMOVE, tell_slot
from handlers.speaker_answers import clause_for, is_over
from handlers.speaker_finding import invitation_meant, show_button
from handlers.speaker_invite_cards import greeting, row_facts, secretariat, state, who, whole
from handlers.why import quoted, source_parts
from storage import invitations, outbox
from storage.agenda import AgendaItem
from storage.directory import DirectoryEntry
from storage.invitations import DECLINED, EMAIL, SENT, WITHDRAWN, SpeakerInvitation
from storage.meetings import Meeting
from storage.outbox import MAIL, WAITING, Notice
from storage.people import Person
from storage.text import own_words


@command("speakers.withdraw", power="invite_speakers")
def withdraw(request: Request, desk: Desk) -> Reply:
    """Take an invitation back: whoever had it by e-mail gets a courteous cancellation; the reason stays in the secretariat."""
    row = invitation_meant(request, desk)
    if row.status == WITHDRAWN:
        raise Refusal(text("invite.settled", state=state(desk, row)), instead=(show_button(row),))
    meeting = desk.session.get_one(Meeting, row.meeting_id)
    if row.status == SENT and is_over(desk, meeting):  # nobody is told that they do not speak where they spoke
        why = text("invite.withdraw_over", meeting=meeting.code, organisation=row.organisation)
        raise Refusal(why, clause=clause_for(row), instead=(show_button(row),))
    with form_at_hand(lambda: _form(request, row)):
        reason = typed.words(request, "reason", LONGEST_REASON)
    if request.step == FORM or not reason:
        return Reply(form=_form(request, row))
    if request.step != CONFIRMED:
        kept = request.at_step(request.step, values={"invitation": row.id, "reason": reason})
        return desk.show_first(kept, _preview(desk, row, reason), confirm="invite.button.withdraw")
    on_paper = row.status == SENT and row.form != EMAIL
    take_back(desk, row, reason)
    said = [Paragraph(text("invite.tell_officially"))] if on_paper else []
    return Reply(whole(desk, row, text("invite.withdrawn", organisation=row.organisation), *said))


def _form(request: Request, row: SpeakerInvitation) -> Form:
    given = typed.again(request, "reason", LONGEST_REASON)
    field = Field(
        "long", "reason", text("invite.fact.withdrawn_reason"), given, text("invite.hint.withdrawn_reason"),
        longest=LONGEST_REASON,
    )  # fmt: skip
    intro = text("invite.heading", organisation=row.organisation)
    submit = text("invite.form.submit")
    return Form(text("invite.form.withdraw"), "speakers.withdraw", (field,), {"invitation": row.id}, submit, intro)


def _preview(desk: Desk, row: SpeakerInvitation, reason: str) -> Card:
    parts: list[Part] = [
        Heading(text("invite.preview.withdraw", organisation=row.organisation)),
        row_facts(desk, row),
        Paragraph(text("invite.withdrawn_because", reason=reason)),
    ]
    if row.status == SENT:
        told = text("invite.next.cancelled", who=row.name or row.organisation)
        parts.append(Paragraph(told if row.form == EMAIL else text("invite.tell_officially")))
    return Card((*parts, *source_parts(desk, clause_for(row))))


def take_back(desk: Desk, row: SpeakerInvitation, reason: str) -> None:
    """Write it down, tell the guest when the letter went by e-mail, and whoever drafted it."""
    was_sent = row.status == SENT
    row.withdrawn_at, row.withdrawn_reason = desk.now, reason
    meeting = desk.session.get_one(Meeting, row.meeting_id)
    if was_sent:
        row.sequence += 1
    desk.session.add(row)
    # The reason stays with the invitation: the journal outlives an erasure.
    desk.record(
        "speaker.withdrawn", meeting.code, clause_for(row), invitation=row.id, organisation=row.organisation,
        sent=was_sent,
    )  # fmt: skip
    if was_sent and not _kept_back(desk, row, meeting):
        if row.form == EMAIL:
            _tell_guest(desk, row, meeting)
        if row.answer != DECLINED:
            tell_slot(desk, row, REMOVE)
    _tell_drafter(desk, row, meeting)


def _kept_back(desk: Desk, row: SpeakerInvitation, meeting: Meeting) -> bool:
    """Whether the letter still waited for the next opening: then it does not leave, and there is nothing to cancel."""
    query = select(Notice).where(
        Notice.network_id == desk.network_id, Notice.notice == "speaker.invited", Notice.person_id == row.person_id,
        col(Notice.status) == WAITING, col(Notice.due_at) > desk.now,
    )  # fmt: skip
    if not any(each.values.get("invitation") == row.id for each in desk.session.exec(query)):
        return False
    for key in (f"speaker.invited/{row.id}", *(f"{notice}/{meeting.code}/{row.id}" for notice in (PUT, CHANGE))):
        outbox.withdraw(desk.session, desk.network_id, key, WITHDRAWN)
    return True


def _tell_guest(desk: Desk, row: SpeakerInvitation, meeting: Meeting) -> None:
    guest = desk.session.get(Person, row.person_id) if row.person_id else None
    if guest is None or guest.erased_at is not None:
        return
    entry = desk.session.get(DirectoryEntry, row.entry_id) if row.entry_id else None
    desk.tell(
        guest, "speaker.invitation_withdrawn", meeting.code, key=f"speaker.invitation_withdrawn/{row.id}/{row.sequence}",
        road=MAIL, invitation=row.id, greeting=greeting(entry, guest.name), topic=row.topic, kind=text(f"meeting_kind.{meeting.kind}"),
        when=row.starts_at, network=own_words(desk.law.charter.title),
    )  # fmt: skip


def _tell_drafter(desk: Desk, row: SpeakerInvitation, meeting: Meeting) -> None:
    drafter = desk.session.get(Person, row.drafted_by) if row.drafted_by else None
    if drafter is not None and drafter.id != desk.person_id and desk.person is not None:
        desk.tell(
            drafter, "speaker.dropped", meeting.code, key=f"speaker.dropped/{row.id}/{drafter.id}", invitation=row.id,
            organisation=row.organisation, topic=row.topic, meeting=meeting.code, who=desk.person.name,
            why=quoted(desk, clause_for(row)),
        )  # fmt: skip


def hanging(desk: Desk, meeting: Meeting, item: AgendaItem | None = None) -> list[SpeakerInvitation]:
    """The invitations that stand for a meeting, or for one point of it."""
    rows = invitations.invitations(desk.session, desk.network_id, meeting.id)
    return [row for row in rows if item is None or row.item_id == item.id]


def hanging_parts(desk: Desk, meeting: Meeting, item: AgendaItem | None = None) -> list[Part]:
    """What a preview says of them."""
    names = [who(row.name, row.organisation) for row in hanging(desk, meeting, item)]
    key = "invite.hanging.meeting" if item is None else "invite.hanging.item"
    return [Paragraph(text(key, names=names))] if names else []


def item_fell_away(desk: Desk, meeting: Meeting, item: AgendaItem) -> None:
    """A point was withdrawn or moved: the secretariat hears which invitations hang on it and decides about each."""
    for row in hanging(desk, meeting, item):
        _tell_secretariat(desk, "speaker.hanging", row, meeting, item.title)


def meeting_fell_away(desk: Desk, meeting: Meeting, reason: str) -> None:
    """A meeting was cancelled: its invitations are withdrawn with it; letters on paper are for the secretariat to follow."""
    for row in hanging(desk, meeting):
        on_paper = row.status == SENT and row.form != EMAIL
        take_back(desk, row, reason)
        if on_paper:
            _tell_secretariat(desk, "speaker.tell_officially", row, meeting, row.topic)


def _tell_secretariat(desk: Desk, notice: str, row: SpeakerInvitation, meeting: Meeting, title: str) -> None:
    for person in secretariat(desk):
        desk.tell(
            person, notice, meeting.code, key=f"{notice}/{row.id}/{desk.now.isoformat()}/{person.id}",
            invitation=row.id, organisation=row.organisation, topic=row.topic, title=title, meeting=meeting.code,
            state=state(desk, row), why=quoted(desk, clause_for(row)),
        )  # fmt: skip
