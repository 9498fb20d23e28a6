"""The form of an invitation: first what is missing; with "Change", everything, filled in."""

from typing import Any

from handlers import agenda_finding, typed
from handlers.desk import Desk
from handlers.finding import meeting_line
from handlers.guests import LIVING
from handlers.mandates import may
from handlers.meeting_plan import LONGEST_REASON
from handlers.reply import Field, Form, Option, Refusal, text
from handlers.request import FORM, Request
from handlers.speaker_invite_plan import LONGEST_TOPIC, NO_ITEM, Known, planned
from handlers.speaker_invitees import forms_for, number_of, options
from storage import agenda
from storage.directory import DirectoryEntry
from storage.invitations import SpeakerInvitation
from storage.meetings import Meeting


def invite_form(request: Request, desk: Desk, given: Known, row: SpeakerInvitation | None = None) -> Form:
    """Whom, on which point of which meeting, on what; the slot, the form and the language once those are known."""
    fields: list[Field] = []
    hidden: dict[str, Any] = {}
    if row is not None and given.meeting and given.entry:
        hidden = {"invitation": row.id, "meeting": given.meeting.code, "entry": number_of(given.entry)}
    else:
        if given.meeting is None or request.step == FORM:
            fields.append(_meeting(desk, request, given.meeting))
        else:
            hidden["meeting"] = given.meeting.code
        fields.append(_whom(desk, given.entry))
    if given.meeting is not None and (points := _points(desk, given.meeting)):
        chosen = str(given.item.id) if given.item else NO_ITEM if request.value("item") == NO_ITEM else None
        fields.append(Field("select", "item", text("invite.fact.item"), chosen, options=points))
    topic = typed.again(request, "topic", LONGEST_TOPIC)
    hint = text("invite.hint.topic")
    fields.append(
        Field(
            "text", "topic", text("invite.fact.topic"), topic, hint, required=not given.meeting, longest=LONGEST_TOPIC
        )
    )
    if given.complete:
        fields += _rest(request, desk, given)
    intro = meeting_line(given.meeting) if given.meeting else ""
    return Form(text("invite.form.title"), "speakers.invite", tuple(fields), hidden, text("invite.form.submit"), intro)


def _meeting(desk: Desk, request: Request, meeting: Meeting | None) -> Field:
    found = agenda_finding.candidates_for(request, desk) or agenda_finding.open_meetings(desk)
    choices = tuple(Option(each.code, meeting_line(each)) for each in found)
    return Field("select", "meeting", text("invite.fact.meeting"), meeting.code if meeting else None, options=choices)


def _whom(desk: Desk, entry: DirectoryEntry | None) -> Field:
    chosen = number_of(entry) if entry else None
    return Field("select", "entry", text("invite.fact.who"), chosen, options=options(desk))


def _points(desk: Desk, meeting: Meeting) -> tuple[Option, ...]:
    points = agenda.items(desk.session, meeting.id or 0, *LIVING)
    none = (Option(NO_ITEM, text("invite.no_item")),) if points else ()
    return (*(Option(str(point.id), point.title) for point in points), *none)


def _rest(request: Request, desk: Desk, given: Known) -> list[Field]:
    """Everything that has a usual value, filled with it or with what was given."""
    assert given.entry is not None
    hour, minutes = request.value("time")[:5], request.value("minutes")
    if not (hour and minutes):
        try:
            plan = planned(request, desk, given)
            hour = hour or f"{desk.law.local(plan.starts_at):%H:%M}"
            minutes = minutes or str(plan.minutes)
        except Refusal:
            pass  # the form is shown because of it
    forms = tuple(Option(form, text(f"invite.as.{form}")) for form in forms_for(given.entry))
    spoken = tuple(Option(each, text(f"language.{each}")) for each in desk.law.charter.languages)
    return [
        Field("time", "time", text("invite.fact.begins"), hour or None, text("invite.hint.begins"), required=False),
        Field("number", "minutes", text("invite.fact.minutes"), minutes or None, required=False),
        Field("select", "form", text("invite.fact.form"), request.value("form") or forms[0].value, options=forms),
        Field("select", "language", text("speakers.fact.language"), request.value("language") or given.entry.language,
              options=spoken),
        *_reason(request, desk),
    ]  # fmt: skip


def _reason(request: Request, desk: Desk) -> list[Field]:
    """Why it leaves after the last day: asked of whoever may make an exception."""
    if not may(desk.law.charter, "override", desk.offices):
        return []
    given = typed.again(request, "reason", LONGEST_REASON)
    hint, label = text("invite.hint.reason"), text("invite.fact.reason")
    return [Field("long", "reason", label, given, hint, required=False, longest=LONGEST_REASON)]
