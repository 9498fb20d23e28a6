"""An invitation to speak is drafted: shown whole with its last day in time, then written down for a second person (ToR 5)."""

from datetime import datetime

from handlers import speaker_invite_cards as cards
from handlers import speaker_invite_late as late_
from handlers.agenda_items import form_at_hand
from handlers.commands import command
from handlers.desk import Desk
from handlers.mandates import may
from handlers.reply import Button, Buttons, Card, Heading, Paragraph, Part, Question, Refusal, Reply, Text, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.speaker_answers import clause_for
from handlers.speaker_finding import invitation_meant, show_button
from handlers.speaker_invite_form import invite_form
from handlers.speaker_invite_late import Lateness
from handlers.speaker_invite_plan import NO_ITEM, Known, Plan, at_the_same_time, known, planned
from handlers.speaker_invite_window import open_window, readers_asked, tell_to_clear
from handlers.speaker_invitees import written_down
from handlers.why import source_parts
from scheduler.commenting import comments_until
from storage import invitations
from storage.directory import GOVERNMENT
from storage.invitations import CLEARED, DECLINED, DRAFTED, EMAIL, SpeakerInvitation
from storage.meetings import Meeting

SEEN_LATE = "seen_late"
"""In a draft: that its author was shown the last day as passed, and gave the reason."""


@command("speakers.invite", power="invite_speakers")
def invite(request: Request, desk: Desk) -> Reply:
    """Draft an invitation for one point and slot, or change one that is not out yet; nothing leaves by it."""
    row = _changed(request, desk)
    if row is not None:
        request = request.at_step(request.step, values={**_written(desk, row), **request.values})
    given = _known(request, desk, row)
    if request.step == FORM or request.value("change") or not given.complete:
        asked = request.at_step(FORM if request.value("change") else request.step)
        return Reply(form=invite_form(asked, desk, given, row))
    with form_at_hand(lambda: invite_form(request, desk, given, row)):
        plan = planned(request, desk, given)
    _not_twice(desk, plan, row)
    late = late_.lateness(desk, plan.meeting, plan.entry.category, plan.entry.level)
    card = _preview(desk, plan, late, row)
    if request.step != CONFIRMED:
        return _shown(request, desk, plan, late, card, row)
    if late.over and not (request.value(SEEN_LATE) and late_.may_go_on(desk, late, plan.reason)):
        raise Question(_shown(request, desk, plan, late, card, row))
    return _drafted(desk, plan, late, row)


def _known(request: Request, desk: Desk, row: SpeakerInvitation | None) -> Known:
    """What is known; a topic that cannot be comes back with its form."""
    try:
        return known(request, desk)
    except Refusal as refusal:
        if refusal.field == "topic":
            without = request.at_step(request.step, values={**request.values, "topic": ""})
            refusal.form = invite_form(request, desk, known(without, desk), row)
        raise


def _changed(request: Request, desk: Desk) -> SpeakerInvitation | None:
    """The invitation to be changed, if one is: what is out already is withdrawn, not changed."""
    if not request.value("invitation"):
        return None
    row = invitation_meant(request, desk)
    if row.status not in (DRAFTED, CLEARED):
        raise Refusal(text("invite.settled", state=cards.state(desk, row)), instead=(show_button(row),))
    return row


def _not_twice(desk: Desk, plan: Plan, row: SpeakerInvitation | None) -> None:
    """One invitation at a time for the same institution and point; who declined may be asked again."""
    for other in invitations.invitations(desk.session, desk.network_id, plan.meeting.id):
        same = other.entry_id is not None and other.entry_id == plan.entry.id
        at_point = same and other.item_id == (plan.item.id if plan.item else None)
        if at_point and other.answer != DECLINED and (row is None or other.id != row.id):
            why = text("invite.already", organisation=other.organisation, meeting=plan.meeting.code)
            raise Refusal(why, instead=(show_button(other),))


def _written(desk: Desk, row: SpeakerInvitation) -> dict[str, object]:
    """The invitation as the values of its form."""
    meeting = desk.session.get_one(Meeting, row.meeting_id)
    return {
        "meeting": meeting.code, "item": row.item_id or NO_ITEM, "entry": str(row.entry_id), "topic": row.topic,
        "time": f"{desk.law.local(row.starts_at):%H:%M}", "minutes": row.minutes, "form": row.form,
        "language": row.language, "reason": row.late_reason,
    }  # fmt: skip


def _preview(desk: Desk, plan: Plan, late: Lateness, row: SpeakerInvitation | None) -> Card:
    heading = text("invite.preview.change" if row else "invite.preview.draft", organisation=plan.entry.organisation)
    parts: list[Part] = [Heading(heading), cards.plan_facts(desk, plan, late), *late_.warnings(desk, late, plan.reason)]
    parts += [Paragraph(words) for words in cards.declined_before(desk, plan.meeting, plan.entry.id, plan.item, row)]
    if others := at_the_same_time(desk, plan, row.id if row else None):
        parts.append(Paragraph(text("invite.warn.same_time", speakers=others)))
    if row is not None and row.cleared_at is not None:
        parts.append(Paragraph(text("invite.unclears")))
    parts += [Heading(text("invite.next.title")), *(Paragraph(words) for words in _next(desk, plan, late, row))]
    clause = "5.government" if plan.entry.category == GOVERNMENT else "5.stakeholders"
    return Card((*parts, *source_parts(desk, clause), late_.note(desk, late)))


def _next(desk: Desk, plan: Plan, late: Lateness, row: SpeakerInvitation | None) -> list[Text]:
    """What happens after the confirmation, and who is told, by name."""
    found = []
    until = row.comments_until if row is not None else window(desk, plan)
    if until is not None and row is None:
        asked = [person.name for _, person in readers_asked(desk)]
        found.append(text("invite.next.comments", until=until, names=asked))
        if not late.over and until > desk.law.end_of(late.last):
            found.append(text("invite.next.window_late", day=late.last))
    names = [person.name for person in cards.clearers(desk, desk.person_id)]
    found.append(text("invite.next.clear", names=names) if names else text("invite.next.nobody"))
    found.append(text("invite.next.mail" if plan.form == EMAIL else "invite.next.paper"))
    return found


def window(desk: Desk, plan: Plan) -> datetime | None:
    """Until when the focal points may comment; the government is convened by topic and nobody is asked."""
    return None if plan.entry.category == GOVERNMENT else comments_until(desk.law, desk.now)


def _shown(
    request: Request, desk: Desk, plan: Plan, late: Lateness, card: Card, row: SpeakerInvitation | None
) -> Reply:
    """The preview. Once the last day has passed only the coordinator can confirm it, with a reason."""
    values = plan.values(desk, row)
    if late_.may_go_on(desk, late, plan.reason):
        seen = {SEEN_LATE: "1"} if late.over else {}
        return desk.show_first(request.at_step(request.step, values={**values, **seen}), card)
    draft = {"draft": desk.keep(request.command, values)}
    override = may(desk.law.charter, "override", desk.offices)
    label = "invite.button.reason" if override else "button.change"
    buttons = [Button(text(label), "drafts.change", draft, "primary", opens_form=True)]
    if not override:
        buttons.append(Button(text("invite.button.exception"), "speakers.ask_exception", draft))
    buttons.append(Button(text("button.discard"), "drafts.discard", draft))
    return Reply(card.followed_by(Buttons(tuple(buttons))), refused=not override)


def _drafted(desk: Desk, plan: Plan, late: Lateness, before: SpeakerInvitation | None) -> Reply:
    entry = written_down(desk, plan.entry)
    row = before or SpeakerInvitation(
        network_id=desk.network_id, meeting_id=plan.meeting.id or 0, entry_id=entry.id, organisation=entry.organisation,
        category=entry.category, name=entry.name, topic=plan.topic, starts_at=plan.starts_at, minutes=plan.minutes,
        form=plan.form, language=plan.language, drafted_at=desk.now, comments_until=window(desk, plan),
    )  # fmt: skip
    row.item_id, row.topic, row.starts_at, row.minutes = (
        plan.item.id if plan.item else None,
        plan.topic,
        plan.starts_at,
        plan.minutes,
    )
    row.form, row.language, row.late_reason = plan.form, plan.language, plan.reason if late.over else ""
    # Whoever wrote the words last cannot be the second person.
    row.drafted_by, row.cleared_by, row.cleared_at = desk.person_id, None, None
    desk.session.add(row)
    desk.session.flush()
    act = "speaker.invitation_changed" if before else "speaker.invitation_drafted"
    desk.record(
        act, plan.meeting.code, clause_for(row), invitation=row.id, organisation=row.organisation, late=late.over
    )
    if before is None and row.comments_until is not None:
        open_window(desk, row, plan.meeting)
    elif not cards.commenting(desk, row):
        tell_to_clear(desk, row, plan.meeting)
    heading = text("invite.changed" if before else "invite.drafted", organisation=row.organisation)
    names = [person.name for person in cards.clearers(desk, desk.person_id)]
    waits = text("invite.waits_comments", until=row.comments_until) if cards.commenting(desk, row) else text(
        "invite.waits_clearing", names=names
    )  # fmt: skip
    return Reply(cards.whole(desk, row, heading, Paragraph(waits)))
