"""One invitation to speak as the secretariat follows it: every state with its day and who did it, and what is next."""

from datetime import datetime

from sqlmodel import select

from handlers import speaker_follow_steps as steps
from handlers.commands import command
from handlers.delivery_states import state_of
from handlers.desk import Desk
from handlers.finding import meeting_line
from handlers.mandates import may
from handlers.reply import Button, Buttons, Card, Facts, Heading, Note, Paragraph, Part, Reply, Said, Text, text
from handlers.request import Request
from handlers.speaker_answers import POWER, clause_for
from handlers.speaker_finding import invitation_meant, meeting_of
from handlers.speaker_invite_cards import whole
from handlers.why import source_parts
from storage import journal
from storage.directory import GOVERNMENT
from storage.invitations import CLEARED, DRAFTED, EMAIL, SENT, SpeakerInvitation
from storage.journal import JournalEntry
from storage.meetings import Meeting
from storage.outbox import Notice
from storage.people import Person

Row = tuple[Said, Said]
LETTER = "speaker.invited"
PRESSES = {
    steps.ANSWER: ("speakers.answer",),
    steps.DECLINES: ("speakers.answer",),
    steps.SLIDES: ("speakers.slides", "speakers.answer"),
    steps.SLIDES_CLEAR: ("speakers.slides_clear", "speakers.slides", "speakers.answer"),
    steps.MEET: ("speakers.slides", "speakers.answer"),
    steps.THANK: ("speakers.thanks",),
    steps.THANK_CLEAR: ("speakers.thanks_clear", "speakers.thanks"),
    steps.PART: ("speakers.thanks",),
    steps.PART_CLEAR: ("speakers.thanks_clear", "speakers.thanks"),
    steps.LAPSED: ("speakers.thanks",),
}
"""What can be pressed at each step."""
FORMS = {"speakers.answer", "speakers.slides", "speakers.slides_clear"}


@command("speakers.invitation", power=POWER)
def invitation(request: Request, desk: Desk) -> Reply:
    """One invitation, followed from its draft to the thanks."""
    row = invitation_meant(request, desk, lambda *_: True, text("follow.none"))
    heading = text("follow.title", organisation=row.organisation)
    if row.status in (DRAFTED, CLEARED):
        return Reply(whole(desk, row, heading))
    return Reply(invitation_card(desk, row, heading))


def invitation_card(desk: Desk, row: SpeakerInvitation, heading: Text, *more: Part) -> Card:
    """The invitation as it stands now, under what was just done."""
    meeting = meeting_of(desk, row)
    step = steps.next_step(desk, row, meeting)
    parts: list[Part] = [Heading(heading), *more, Facts(tuple(about(row, meeting)))]
    parts += [Facts(tuple(_states(desk, row, meeting))), Paragraph(text(f"follow.next.{step}"))]
    if row.category == GOVERNMENT:
        parts.append(Note(text("follow.only_secretariat")))
    return Card((*parts, *source_parts(desk, clause_for(row)), Buttons(_presses(desk, row, meeting, step))))


def about(row: SpeakerInvitation, meeting: Meeting) -> list[Row]:
    """Who is asked to speak, on what, where and when."""
    found: list[Row] = [(text("follow.fact.organisation"), row.organisation)]
    if row.name:
        found.append((text("follow.fact.name"), row.name))
    return [
        *found,
        (text("follow.fact.topic"), row.topic),
        (text("follow.fact.meeting"), meeting_line(meeting)),
        (text("follow.fact.slot"), text("follow.slot", when=row.starts_at, count=row.minutes)),
        (text("follow.fact.form"), text(f"follow.form.{row.form}")),
    ]


def _states(desk: Desk, row: SpeakerInvitation, meeting: Meeting) -> list[Row]:
    """Each state it has reached, with its moment and who brought it there."""
    acts = [entry for entry in journal.about(desk.session, desk.network_id, meeting.code) if _is_about(entry, row)]
    found: list[Row] = [_state("drafted", _did(desk, row.drafted_at, row.drafted_by))]
    if row.comments_until is not None:
        found.append(_state("comments", text("follow.until", until=row.comments_until)))
    if row.cleared_at is not None:
        found.append(_state("cleared", _did(desk, row.cleared_at, row.cleared_by)))
    if row.sent_at is not None:
        road = "sent" if row.form == EMAIL else "delivered"
        found.append(_state(road, _did(desk, row.sent_at, row.sent_by, row.sent_reference)))
        found += _arrived(desk, row)
    if row.answered_at is not None:
        said = _did(desk, row.answered_at, _who(acts, "speaker.answered"), row.answer_reference)
        found.append((text(f"follow.answer.{row.answer}"), said))
        found += [(text("follow.fact.speaker"), row.speaker)] if row.speaker else []
    found += _slides(desk, row, acts)
    if row.thanks_drafted_at is not None:
        found.append(_state("thanks_drafted", _did(desk, row.thanks_drafted_at, row.thanks_drafted_by)))
    if row.thanked_at is not None:
        found.append(_state("thanked", _did(desk, row.thanked_at, _who(acts, "speaker.thanked"))))
    if row.minutes_part_at is not None:
        found.append(_state("part", text("follow.on", when=row.minutes_part_at)))
    if row.withdrawn_at is not None:
        found.append(_state("withdrawn", _did(desk, row.withdrawn_at, None, row.withdrawn_reason)))
    return found


def _arrived(desk: Desk, row: SpeakerInvitation) -> list[Row]:
    """What became of the letter that left by e-mail: on its way, handed over, returned, or why it could not leave."""
    query = select(Notice).where(
        Notice.network_id == desk.network_id, Notice.notice == LETTER, Notice.person_id == row.person_id
    )
    letters = [each for each in desk.session.exec(query) if each.values.get("invitation") == row.id]
    return [_state("letter", state_of(desk, letters[-1]).said)] if letters else []


def _slides(desk: Desk, row: SpeakerInvitation, acts: list[JournalEntry]) -> list[Row]:
    if row.slides_at is None:
        return []
    if not row.slides_reference:
        return [_state("no_slides", _did(desk, row.slides_at, _who(acts, "speaker.no_slides")))]
    found = [_state("slides", _did(desk, row.slides_at, _who(acts, "speaker.slides"), row.slides_reference))]
    if row.slides_cleared_at is not None:
        found.append(_state("slides_cleared", _did(desk, row.slides_cleared_at, row.slides_cleared_by)))
        allowed = "figures_may" if row.slides_figures else "figures_may_not"
        found.append((text("follow.fact.figures"), text(f"follow.{allowed}")))
    return found


def _is_about(entry: JournalEntry, row: SpeakerInvitation) -> bool:
    return entry.act.startswith("speaker.") and entry.values.get("invitation") == row.id


def _who(acts: list[JournalEntry], act: str) -> int | None:
    """Who did it last; nobody when the clock or a letter did."""
    return next((entry.person_id for entry in reversed(acts) if entry.act == act), None)


def _state(name: str, said: Said) -> Row:
    return text(f"follow.state.{name}"), said


def _did(desk: Desk, when: datetime, who: int | None, reference: str = "") -> Text:
    found = text("follow.on", when=when)
    if who is not None:
        found = text("follow.by", when=when, who=desk.session.get_one(Person, who).name)
    return text("follow.with_reference", done=found, reference=reference) if reference else found


def _presses(desk: Desk, row: SpeakerInvitation, meeting: Meeting, step: str) -> tuple[Button, ...]:
    about_it = {"invitation": str(row.id)}
    names = [
        name for name in PRESSES.get(step, ())
        if name != "speakers.thanks_clear" or may(desk.law.charter, "clear_letters", desk.offices)
    ]  # fmt: skip
    if step == steps.LAPSED and (row.sent_at is None or meeting.held_on is None):
        names = []
    found = [
        Button(text(f"follow.button.{name.removeprefix('speakers.')}"), name, about_it, opens_form=name in FORMS)
        for name in names
    ]
    if row.status == SENT and meeting.starts_at > desk.now:
        found.append(Button(text("invite.button.withdraw"), "speakers.withdraw", about_it, opens_form=True))
    return (*found, Button(text("meeting.button.show"), "meetings.show", {"meeting": meeting.code}))
