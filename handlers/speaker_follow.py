"""The secretariat writes down what an invited institution answered: by oficio, letter or telephone (ToR 5)."""

from dataclasses import dataclass

from handlers import members_parts as parts
from handlers import typed
from handlers.commands import command
from handlers.desk import Desk
from handlers.reply import Card, Facts, Field, Form, Heading, Option, Paragraph, Part, Refusal, Reply, Said, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.speaker_answers import POWER, clause_for, is_over, take_answer, told
from handlers.speaker_calendar import stands_in_calendar
from handlers.speaker_finding import invitation_meant, meeting_of, show_button
from handlers.speaker_follow_cards import about, invitation_card
from handlers.why import source_parts
from storage import invitations
from storage.invitations import ANSWERS, DECLINED, SUBSTITUTE, SpeakerInvitation
from storage.meetings import Meeting

LONGEST_SPEAKER, LONGEST_REFERENCE = 120, 300


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was told to the secretariat."""

    answer: str
    speaker: str
    reference: str


@command("speakers.answer", power=POWER)
def answer(request: Request, desk: Desk) -> Reply:
    """Accepted, declined, or somebody else comes; shown first, for their calendar and the others of the secretariat hear of it."""
    row = invitation_meant(
        request, desk, lambda found, meeting: found.sent_at is not None and not is_over(desk, meeting),
        text("follow.none_out"), first=lambda found, _: not found.answer,
    )  # fmt: skip
    row = invitations.standing(desk.session, row)
    meeting = meeting_of(desk, row)
    require_open(desk, row, meeting)
    form = _form(request, row)
    if request.step == FORM or request.value("answer") not in ANSWERS:
        return Reply(form=form)
    try:
        given = _read(request)
    except Refusal as refusal:
        refusal.form = form
        raise
    if request.step != CONFIRMED:
        values = {
            "invitation": str(row.id), "answer": given.answer, "speaker": given.speaker, "reference": given.reference
        }  # fmt: skip
        return desk.show_first(request.at_step(request.step, values=values), _preview(desk, row, meeting, given))
    new = take_answer(desk, row, given.answer, speaker=given.speaker, reference=given.reference)
    return Reply(invitation_card(desk, row, text("follow.answer_noted" if new else "follow.answer_known")))


def require_open(desk: Desk, row: SpeakerInvitation, meeting: Meeting) -> None:
    """An invitation that is not out, or was taken back, has no answer; nor has one whose meeting is over."""
    clause = clause_for(row)
    if row.sent_at is None or row.withdrawn_at is not None:
        raise Refusal(text("follow.not_out", organisation=row.organisation), clause=clause, instead=(show_button(row),))
    if is_over(desk, meeting):
        why = text("follow.over", meeting=meeting.code, organisation=row.organisation)
        raise Refusal(why, clause=clause, instead=(show_button(row),))


def _read(request: Request) -> Given:
    name, function = parts.line(request, "speaker", LONGEST_SPEAKER), parts.line(request, "function", LONGEST_SPEAKER)
    reference = parts.line(request, "reference", LONGEST_REFERENCE)
    chosen = request.value("answer")
    if chosen == SUBSTITUTE and not name:
        raise Refusal(text("follow.who_instead"), field="speaker")
    speaker = "" if chosen == DECLINED else f"{name}, {function}" if name and function else name
    return Given(chosen, speaker, reference)


def _form(request: Request, row: SpeakerInvitation) -> Form:
    options = tuple(Option(each, text(f"follow.answer.{each}")) for each in ANSWERS)
    chosen = request.value("answer") if request.value("answer") in ANSWERS else None
    fields = (
        Field("select", "answer", text("follow.fact.answer"), chosen, options=options),
        _line(request, "speaker", LONGEST_SPEAKER),
        _line(request, "function", LONGEST_SPEAKER),
        _line(request, "reference", LONGEST_REFERENCE),
    )
    intro = text("follow.form_intro", organisation=row.organisation, topic=row.topic)
    return Form(text("follow.form_answer"), "speakers.answer", fields, {"invitation": str(row.id)}, intro=intro)


def _line(request: Request, name: str, longest: int) -> Field:
    said, hint = text(f"follow.fact.{name}"), text(f"follow.hint.{name}")
    return Field("text", name, said, typed.again(request, name, longest), hint, required=False, longest=longest)


def _preview(desk: Desk, row: SpeakerInvitation, meeting: Meeting, given: Given) -> Card:
    """What would be written down, and who hears of it: the secretariat by name, their calendar; nobody else."""
    names = [person.name for person in told(desk)]
    rows: list[tuple[Said, Said]] = [
        *about(row, meeting),
        (text("follow.fact.answer"), text(f"follow.answer.{given.answer}")),
    ]
    rows += [(text("follow.fact.speaker"), given.speaker)] if given.speaker else []
    rows += [(text("follow.fact.reference"), given.reference)] if given.reference else []
    rows.append((text("follow.fact.told"), text("meeting.names", names=names) if names else text("follow.nobody_told")))
    found: list[Part] = [Heading(text("follow.answer_preview", organisation=row.organisation)), Facts(tuple(rows))]
    if row.person_id is not None:
        stands = stands_in_calendar(desk, row, meeting)
        comes = given.answer != DECLINED
        if comes != stands:
            found.append(Paragraph(text("follow.slot_put" if comes else "follow.slot_out")))
    return Card((*found, *source_parts(desk, clause_for(row))))
