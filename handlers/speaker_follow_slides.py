"""A speaker's slides: received, then allowed to circulate by who made them; before that nothing of them is passed on (ToR 5)."""

from handlers import members_parts as parts
from handlers import typed
from handlers.commands import command
from handlers.desk import Desk
from handlers.meeting_plan import TRUE
from handlers.reply import Facts, Field, Form, Heading, Option, Part, Refusal, Reply, Said, text
from handlers.request import FORM, Request
from handlers.speaker_answers import POWER, clause_for
from handlers.speaker_finding import invitation_meant, meeting_of, show_button
from handlers.speaker_follow_cards import invitation_card
from storage import invitations
from storage.invitations import DECLINED, SpeakerInvitation
from storage.meetings import CANCELLED, Meeting

LONGEST = 500
YES, NO = "yes", "no"


@command("speakers.slides", power=POWER)
def slides(request: Request, desk: Desk) -> Reply:
    """Slides came in: where they are kept. Another version waits for its own clearance. Nobody is told."""
    row = invitation_meant(request, desk, _comes, text("follow.none_coming"))
    meeting = meeting_of(desk, row)
    _require_coming(row, meeting)
    if request.values.get("none") in TRUE:
        return _without(desk, row, meeting)
    if request.step == FORM or not request.value("reference"):
        return Reply(form=_form(request, row))
    try:
        reference = parts.line(request, "reference", LONGEST)
    except Refusal as refusal:
        refusal.form = _form(request, row)
        raise
    if reference == row.slides_reference:
        return Reply(invitation_card(desk, row, text("follow.slides_known")))
    row.slides_at, row.slides_reference = desk.now, reference
    row.slides_cleared_at = row.slides_cleared_by = None
    row.slides_figures = False
    desk.session.add(row)
    desk.record("speaker.slides", meeting.code, clause_for(row), invitation=row.id, organisation=row.organisation)
    return Reply(invitation_card(desk, row, text("follow.slides_noted")))


@command("speakers.slides_clear", power=POWER)
def slides_clear(request: Request, desk: Desk) -> Reply:
    """Who made them allows that they circulate, and says whether their figures may."""
    row = invitation_meant(request, desk, lambda found, _: bool(found.slides_reference), text("follow.no_slides"))
    meeting = meeting_of(desk, row)
    _require_coming(row, meeting)
    if not row.slides_reference:
        raise Refusal(text("follow.no_slides"), clause=clause_for(row), instead=(show_button(row),))
    figures = request.value("figures")
    if request.step == FORM or figures not in (YES, NO):
        return Reply(form=_clear_form(row, figures))
    if row.slides_cleared_at is not None and row.slides_figures == (figures == YES):
        return Reply(invitation_card(desk, row, text("follow.slides_cleared_already")))
    row.slides_cleared_at, row.slides_cleared_by, row.slides_figures = desk.now, desk.person_id, figures == YES
    desk.session.add(row)
    desk.record(
        "speaker.slides_cleared", meeting.code, clause_for(row), invitation=row.id, organisation=row.organisation,
        figures=figures == YES,
    )  # fmt: skip
    return Reply(invitation_card(desk, row, text("follow.slides_cleared")))


def cleared_parts(desk: Desk, meeting: Meeting) -> list[Part]:
    """Under the agenda: the presentations that may circulate. Without leave for their figures only that there is one."""
    rows = [row for row in invitations.invitations(desk.session, desk.network_id, meeting.id) if row.slides_cleared_at]
    shown = tuple((row.organisation, _link(row)) for row in rows if row.slides_reference)
    return [Heading(text("follow.presentations")), Facts(shown)] if shown else []


def _link(row: SpeakerInvitation) -> Said:
    return row.slides_reference if row.slides_figures else text("follow.without_figures")


def _comes(row: SpeakerInvitation, meeting: Meeting) -> bool:
    return row.sent_at is not None and row.answer not in {"", DECLINED} and meeting.status != CANCELLED


def _require_coming(row: SpeakerInvitation, meeting: Meeting) -> None:
    if row.withdrawn_at is not None or not _comes(row, meeting):
        why = text("follow.not_coming", organisation=row.organisation)
        raise Refusal(why, clause=clause_for(row), instead=(show_button(row),))


def _without(desk: Desk, row: SpeakerInvitation, meeting: Meeting) -> Reply:
    """They speak without slides: nothing is waited for any more."""
    if row.slides_at is None or row.slides_reference:
        row.slides_at, row.slides_reference = desk.now, ""
        row.slides_cleared_at = row.slides_cleared_by = None
        desk.session.add(row)
        desk.record(
            "speaker.no_slides", meeting.code, clause_for(row), invitation=row.id, organisation=row.organisation
        )
    return Reply(invitation_card(desk, row, text("follow.no_slides_noted")))


def _form(request: Request, row: SpeakerInvitation) -> Form:
    field = Field(
        "text", "reference", text("follow.fact.slides"), typed.again(request, "reference", LONGEST) or row.slides_reference,
        text("follow.hint.slides"), longest=LONGEST,
    )  # fmt: skip
    intro = text("follow.form_intro", organisation=row.organisation, topic=row.topic)
    return Form(text("follow.form_slides"), "speakers.slides", (field,), {"invitation": str(row.id)}, intro=intro)


def _clear_form(row: SpeakerInvitation, figures: str) -> Form:
    options = (Option(YES, text("follow.figures_may")), Option(NO, text("follow.figures_may_not")))
    field = Field(
        "select", "figures", text("follow.fact.figures"), figures if figures in (YES, NO) else None, options=options
    )
    intro = text("follow.clear_intro", organisation=row.organisation)
    return Form(text("follow.form_clear"), "speakers.slides_clear", (field,), {"invitation": str(row.id)}, intro=intro)
