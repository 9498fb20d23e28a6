"""Somebody's words taken to the minutes of the meeting in hand: as a note, a decision or an action, by the door of the marks."""

from dataclasses import replace

from handlers import record_meeting, typed
from handlers.commands import COMMANDS, command, run
from handlers.desk import Desk
from handlers.record_lines import ACTION, DECISION, NOTE
from handlers.reply import Field, Form, Option, Reply, text
from handlers.request import FORM, Request
from storage.meetings import Meeting

KINDS = {NOTE: "minutes.note", DECISION: "decisions.record", ACTION: "actions.assign"}
"""What the words can become, and the command that takes them in."""


@command("minutes.capture", power="record")
def capture(request: Request, desk: Desk) -> Reply:
    """What they become is chosen and the words can be changed; what else is needed, the command itself asks (ToR 5.1.8)."""
    meeting = record_meeting.meeting_meant(request, desk, record_meeting.record_open)
    kind = request.value("kind")
    if meeting is None or request.step == FORM or kind not in KINDS or not request.value("wording"):
        return Reply(form=_form(request, desk, meeting))
    record_meeting.require_open(desk, meeting)
    given = {"meeting": meeting.code, "wording": typed.words(request, "wording")}
    return run(COMMANDS[KINDS[kind]], replace(request, command=KINDS[kind], values=given), desk)


def _form(request: Request, desk: Desk, meeting: Meeting | None) -> Form:
    """Filled with the words as they were said; what is too long for the field is left to whoever takes it down to shorten."""
    fields: list[Field] = []
    if meeting is None:
        fields.append(record_meeting.meeting_field(desk, record_meeting.record_open))
    options = tuple(Option(kind, text(f"capture.kind.{kind}")) for kind in KINDS)
    kind = next((given for name in ("kind", "likely") if (given := request.value(name)) in KINDS), NOTE)
    fields.append(Field("select", "kind", text("capture.what"), kind, options=options))
    fields.append(Field("long", "wording", text("capture.wording"), request.value("wording"), text("capture.hint")))
    hidden = {"meeting": meeting.code} if meeting else {}
    intro = text("capture.intro", meeting=record_meeting.meeting_line(meeting)) if meeting else ""
    return Form(text("capture.title"), "minutes.capture", tuple(fields), hidden, text("capture.submit"), intro)
