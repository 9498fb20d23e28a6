"""Which invitation to speak somebody means: by its number, or the only one it can be; asked back when several."""

from collections.abc import Callable

from handlers import finding, typed
from handlers.desk import Desk
from handlers.directory import OFFERED
from handlers.reply import Button, Buttons, Card, Heading, Question, Refusal, Reply, Text, text
from handlers.request import Request
from handlers.speaker_invite_cards import who
from storage import invitations, meetings
from storage.invitations import SpeakerInvitation
from storage.meetings import CONVENED, Meeting

LONGEST_NUMBER = 10
Fits = Callable[[SpeakerInvitation], bool]


def invitation_meant(request: Request, desk: Desk, fits: Fits | None = None) -> SpeakerInvitation:
    """The one that is numbered, in whatever state it is; else the only one that fits what was said."""
    if wanted := request.value("invitation"):
        number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < LONGEST_NUMBER else 0
        found = invitations.invitation(desk.session, desk.network_id, number)
        if found is None:
            raise Refusal(text("invite.none_meant"), instead=(list_button(),), field="invitation")
        return found
    rows = [row for row in invitations_said(request, desk) if fits is None or fits(row)]
    if not rows:
        raise Refusal(text("invite.none_meant"), instead=(list_button(),), field="invitation")
    if len(rows) > 1:
        kept = {name: value for name, value in request.values.items() if name not in ("words", "meeting")}
        choices = [(label(desk, row), {"invitation": row.id}) for row in rows[:OFFERED]]
        buttons = finding.kept_buttons(desk, request.command, kept, choices)
        raise Question(Reply(Card((Heading(text("invite.which")), Buttons((*buttons, list_button()))))))
    return rows[0]


def invitations_said(request: Request, desk: Desk) -> list[SpeakerInvitation]:
    """Those of the meeting and the institution that were named; of coming meetings when none was."""
    named = (
        meetings.by_code(desk.session, desk.network_id, request.value("meeting")) if request.value("meeting") else None
    )
    rows = invitations.invitations(desk.session, desk.network_id, named.id if named else None)
    if named is None:
        rows = [row for row in rows if _coming(desk, row)]
    words = typed.plain(request.value("words")).split()
    return [row for row in rows if all(word in typed.plain(f"{row.organisation} {row.name}") for word in words)]


def _coming(desk: Desk, row: SpeakerInvitation) -> bool:
    meeting = desk.session.get_one(Meeting, row.meeting_id)
    return meeting.status == CONVENED and meeting.ends_at > desk.now


def label(desk: Desk, row: SpeakerInvitation) -> Text:
    """An invitation as a press: whom, and for which meeting."""
    meeting = desk.session.get_one(Meeting, row.meeting_id)
    return text("invite.label", who=who(row.name, row.organisation), meeting=meeting.code)


def list_button() -> Button:
    """The way to all invitations."""
    return Button(text("invite.button.list"), "speakers.invitations")


def change_button(row: SpeakerInvitation) -> Button:
    """The way to change what is not out yet."""
    return Button(text("button.change"), "speakers.invite", {"invitation": row.id, "change": "1"}, opens_form=True)


def show_button(row: SpeakerInvitation) -> Button:
    """The way to one invitation."""
    return Button(text("invite.button.show"), "speakers.invitation", {"invitation": row.id})
