"""A letter to the outside is cleared by a second person (ToR 5.1); an e-mail leaves with it, a letter on paper never does."""

import hashlib

from handlers import speaker_invite_late as late_
from handlers import typed
from handlers.agenda_items import form_at_hand
from handlers.commands import command
from handlers.desk import Desk
from handlers.guests import LIVING
from handlers.mandates import GUESTS, may
from handlers.meeting_plan import LONGEST_REASON
from handlers.meetings_to_come import require_to_come
from handlers.reply import Card, Facts, Field, Form, Heading, Note, Paragraph, Part, Refusal, Reply, Said, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.slots import tell_slot
from handlers.speaker_answers import clause_for
from handlers.speaker_finding import change_button, coming, invitation_meant, show_button
from handlers.speaker_guests import guest_of
from handlers.speaker_invite import invite
from handlers.speaker_invite_cards import clearers, comment_rows, commenting, greeting, row_facts, state, whole
from handlers.speaker_invite_plan import usual_start
from handlers.speaker_invitees import require_mail
from handlers.why import quoted, source_parts
from scheduler.commenting import COMMENT
from storage import invitations, people
from storage.agenda import AgendaItem
from storage.directory import DirectoryEntry
from storage.invitations import DECLINED, DRAFTED, EMAIL, SpeakerInvitation
from storage.meetings import Meeting
from storage.outbox import MAIL
from storage.people import Person
from storage.text import own_words

SECOND = "5.1"
"""The clause under which a second person clears what goes out."""
SHOWN = "shown"
LETTER = "speaker.invited"
"""The letter by e-mail."""


@command("speakers.clear", power="clear_letters")
def clear(request: Request, desk: Desk) -> Reply:
    """The second person sees it whole, with whatever was said of it, and clears exactly that."""
    row = invitation_meant(request, desk, coming(request, desk, lambda each: each.status == DRAFTED))
    meeting = desk.session.get_one(Meeting, row.meeting_id)
    entry = _require_clearable(desk, row, meeting)
    late = late_.lateness_of(desk, row)
    if request.step == FORM and not late.over:
        return invite(request.at_step(FORM, command="speakers.invite", values={"invitation": row.id}), desk)
    reason = _reason(request, desk, row, late)
    if reason is None:
        return Reply(form=_reason_form(request, row))
    seen = _fingerprint(row, meeting)
    if request.step != CONFIRMED or request.value(SHOWN) != seen:
        kept = {"invitation": row.id, "reason": reason, SHOWN: seen}
        label = "invite.button.clear_and_send" if row.form == EMAIL else "invite.button.clear"
        return desk.show_first(request.at_step(request.step, values=kept), _preview(desk, row, late), confirm=label)
    row.cleared_by, row.cleared_at = desk.person_id, desk.now
    row.late_reason = reason or row.late_reason
    desk.session.add(row)
    desk.record(
        "speaker.cleared", meeting.code, SECOND, invitation=row.id, organisation=row.organisation, late=late.over
    )
    if row.form == EMAIL:
        _send(desk, row, meeting, entry)
    _tell_drafter(desk, row, meeting)
    heading = text("invite.cleared_sent" if row.form == EMAIL else "invite.cleared", organisation=row.organisation)
    after = text("invite.after.mail" if row.form == EMAIL else "invite.after.paper", until=desk.law.end_of(late.last))
    return Reply(whole(desk, row, heading, Paragraph(after)))


def _require_clearable(desk: Desk, row: SpeakerInvitation, meeting: Meeting) -> DirectoryEntry:
    """Not twice, not by the drafter, not while others may still comment, not to somebody who was erased since."""
    if row.status != DRAFTED:
        raise Refusal(text("invite.settled", state=state(desk, row)), instead=(show_button(row),))
    require_to_come(desk, meeting)
    if row.drafted_by == desk.person_id:
        names = [person.name for person in clearers(desk, row.drafted_by)]
        why = text("invite.own_draft", names=names) if names else text("invite.own_draft_alone")
        raise Refusal(why, clause=SECOND, setting="powers.clear_letters", instead=(show_button(row),))
    if commenting(desk, row):
        why = text("invite.still_commenting", until=row.comments_until)
        raise Refusal(why, clause=clause_for(row), setting=COMMENT, instead=(show_button(row),))
    entry = desk.session.get(DirectoryEntry, row.entry_id) if row.entry_id else None
    if entry is None or entry.erased_at is not None:
        raise Refusal(text("invite.erased", organisation=row.organisation), clause="5.1.5", instead=(show_button(row),))
    if row.form == EMAIL:
        require_mail(entry)
    _require_place(desk, row, meeting)
    return entry


def _require_place(desk: Desk, row: SpeakerInvitation, meeting: Meeting) -> None:
    """Nobody is invited to a point that is no longer on the agenda, nor to an hour at which the meeting is not."""
    if row.starts_at < meeting.starts_at or row.ends_at > meeting.ends_at:
        why = text("invite.moved", meeting=meeting.code, when=meeting.starts_at)
        raise Refusal(why, clause=clause_for(row), instead=(change_button(row),))
    item = desk.session.get(AgendaItem, row.item_id) if row.item_id else None
    if item is not None and item.status not in LIVING:
        raise Refusal(text("invite.item_gone", title=item.title), clause=clause_for(row), instead=(change_button(row),))
    for other in invitations.same_point(desk.session, row):  # who declined may have changed their mind meanwhile
        if other.id != row.id and other.answer not in {"", DECLINED}:
            why = text("invite.already", organisation=other.organisation, meeting=meeting.code)
            raise Refusal(why, clause=clause_for(row), instead=(show_button(other),))


def _reason(request: Request, desk: Desk, row: SpeakerInvitation, late: late_.Lateness) -> str | None:
    """Empty while there is time, or when the coordinator gave the reason before; None: it is asked of who may give one."""
    if not late.over or row.late_reason:
        return ""
    if not may(desk.law.charter, "override", desk.offices):
        raise late_.too_late(desk, late, (show_button(row),))
    with form_at_hand(lambda: _reason_form(request, row)):
        return typed.words(request, "reason", LONGEST_REASON) or None if request.step != FORM else None


def _reason_form(request: Request, row: SpeakerInvitation) -> Form:
    given = typed.again(request, "reason", LONGEST_REASON)
    field = Field(
        "long", "reason", text("invite.fact.reason"), given, text("invite.hint.reason"), longest=LONGEST_REASON
    )  # fmt: skip
    return Form(
        text("invite.form.late"), "speakers.clear", (field,), {"invitation": row.id}, text("invite.form.submit")
    )


def _fingerprint(row: SpeakerInvitation, meeting: Meeting) -> str:
    """What tells one state of the letter from another: what was shown is what is cleared."""
    said: tuple[object, ...] = (
        row.entry_id,
        row.item_id,
        row.topic,
        row.starts_at,
        row.minutes,
        row.form,
        row.language,
        row.drafted_by,
    )
    said = (*said, meeting.place, meeting.starts_at)
    return hashlib.sha256(repr((*said, sorted(row.wording.items()))).encode()).hexdigest()[:16]


def _preview(desk: Desk, row: SpeakerInvitation, late: late_.Lateness) -> Card:
    heading = Heading(text("invite.preview.clear", organisation=row.organisation))
    parts: list[Part] = [heading, row_facts(desk, row), *late_.warnings(desk, late, row.late_reason)]
    parts += _place_in_agenda(desk, row)
    if rows := comment_rows(desk, row):
        parts += [Heading(text("invite.comments")), Facts(tuple(rows))]
    if row.form == EMAIL:
        says = Facts(tuple(letter_facts(desk, row)))
        parts += [Heading(text("invite.letter_says")), says, Paragraph(text("invite.next.to", who=row.name))]
    else:
        parts.append(Paragraph(text("invite.never_sent")))
    return Card((*parts, *source_parts(desk, SECOND)))


def _place_in_agenda(desk: Desk, row: SpeakerInvitation) -> list[Part]:
    """That the point would come at another hour, by the order of the agenda as it stands."""
    item = desk.session.get(AgendaItem, row.item_id) if row.item_id else None
    if item is None:
        return []
    usual = usual_start(desk, desk.session.get_one(Meeting, row.meeting_id), item, row.minutes, row.id)
    return [] if usual == row.starts_at else [Note(text("invite.other_place", usual=usual, given=row.starts_at))]


def letter_facts(desk: Desk, row: SpeakerInvitation) -> list[tuple[Said, Said]]:
    """What the guest is told: their topic, their slot, where, how long, whom to ask; nothing else of the meeting."""
    meeting = desk.session.get_one(Meeting, row.meeting_id)
    contact = desk.session.get(Person, row.drafted_by) if row.drafted_by else None
    rows: list[tuple[Said, Said]] = [
        (text("invite.fact.topic"), row.topic),
        (text("invite.fact.slot"), text("invite.slot", when=row.starts_at, ends=row.ends_at, count=row.minutes)),
        (text("invite.fact.place"), meeting.place or text("invite.place_later")),
    ]
    if contact is not None:
        rows.append((text("invite.fact.contact"), text("invite.contact", name=contact.name, email=contact.email)))
    return rows


def _send(desk: Desk, row: SpeakerInvitation, meeting: Meeting, entry: DirectoryEntry) -> None:
    """The letter and the slot leave by mail to the guest: of the meeting they learn its kind and nothing more."""
    guest = make_guest(desk, row, entry)
    row.sent_at, row.sent_by = desk.now, desk.person_id
    desk.session.add(row)
    desk.record("speaker.invited", meeting.code, clause_for(row), invitation=row.id, organisation=row.organisation)
    desk.tell(
        guest, LETTER, meeting.code, key=f"speaker.invited/{row.id}/{row.sequence}", road=MAIL,
        invitation=row.id, greeting=greeting(entry, entry.name), topic=row.topic,
        kind=text(f"meeting_kind.{meeting.kind}"), when=row.starts_at, network=own_words(desk.law.charter.title),
        facts=[list(each) for each in letter_facts(desk, row)], why=quoted(desk, clause_for(row)),
    )  # fmt: skip
    tell_slot(desk, row)


def make_guest(desk: Desk, row: SpeakerInvitation, entry: DirectoryEntry) -> Person:
    """Once an invitation is out, whoever it reached is a guest, written to in the invitation's language."""
    guest = guest_of(desk, entry)
    held = people.offices_of(desk.session, guest.id or 0, desk.today)
    if all(office.office in GUESTS for office in held):
        guest.language = row.language
        desk.session.add(guest)
    row.person_id = guest.id
    row.organisation_id = held[0].organisation_id if held else None
    return guest


def _tell_drafter(desk: Desk, row: SpeakerInvitation, meeting: Meeting) -> None:
    drafter = desk.session.get(Person, row.drafted_by) if row.drafted_by else None
    if drafter is None or drafter.id == desk.person_id or desk.person is None:
        return
    notice = "speaker.cleared_sent" if row.form == EMAIL else "speaker.cleared"
    key = f"{notice}/{row.id}/{desk.now.isoformat()}"
    desk.tell(
        drafter, notice, meeting.code, key=key, invitation=row.id, organisation=row.organisation, topic=row.topic,
        meeting=meeting.code, who=desk.person.name, why=quoted(desk, SECOND),
    )  # fmt: skip
