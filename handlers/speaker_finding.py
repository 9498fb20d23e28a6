"""Which invitation to speak is meant: by its number, its meeting, its institution or topic; asked back when several fit."""

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

POWER = "invite_speakers"
CLAUSE = "5.government"
NAMING = ("invitation", "words", "meeting")
LONGEST_NUMBER = 10
Fits = Callable[[SpeakerInvitation, Meeting], bool]


def invitation_meant(
    request: Request, desk: Desk, fits: Fits | None = None, nothing: Text | None = None, first: Fits | None = None
) -> SpeakerInvitation:
    """The invitation of that number, whatever its state; else the only one that fits; else a press for each that does.

    `first`: of several that fit, the only one of which this holds too is meant. Without `fits` it is one of a meeting to come.
    """
    if number := request.value("invitation"):
        return _numbered(desk, number)
    every = invitations_said(request, desk)
    found = [row for row in every if (fits or _to_come(request, desk))(row, meeting_of(desk, row))]
    if not found:
        raise Refusal(nothing or text("invite.none_meant"), clause=CLAUSE, instead=(list_button(),), field="invitation")
    preferred = [row for row in found if first is not None and first(row, meeting_of(desk, row))]
    if len(found) > 1 and len(preferred) != 1:
        raise Question(_which(request, desk, found))
    return (preferred or found)[0]


def coming(request: Request, desk: Desk, holds: Callable[[SpeakerInvitation], bool]) -> Fits:
    """Those of which that holds; where no meeting was named, of meetings to come alone."""
    to_come = _to_come(request, desk)
    return lambda row, meeting: to_come(row, meeting) and holds(row)


def _to_come(request: Request, desk: Desk) -> Fits:
    named = bool(request.value("meeting"))
    return lambda _, meeting: named or (meeting.status == CONVENED and meeting.ends_at > desk.now)


def invitations_said(request: Request, desk: Desk) -> list[SpeakerInvitation]:
    """Those of which everything fits that was said: the meeting's code, words of the institution, the person or the topic."""
    code, words = request.value("meeting"), typed.plain(request.value("words")).split()
    named = meetings.by_code(desk.session, desk.network_id, code.upper()) if code else None
    if code and named is None:
        return []
    rows = invitations.invitations(desk.session, desk.network_id, named.id if named else None)
    return [row for row in rows if all(word in _held(row) for word in words)]


def meeting_of(desk: Desk, row: SpeakerInvitation) -> Meeting:
    """The meeting at which they are asked to speak."""
    return desk.session.get_one(Meeting, row.meeting_id)


def label(desk: Desk, row: SpeakerInvitation) -> Text:
    """An invitation as a press: whom, and for which meeting."""
    return text("invite.label", who=who(row.name, row.organisation), meeting=meeting_of(desk, row).code)


def list_button() -> Button:
    """The way to all invitations."""
    return Button(text("invite.button.list"), "speakers.invitations")


def change_button(row: SpeakerInvitation) -> Button:
    """The way to change what is not out yet."""
    return Button(text("button.change"), "speakers.invite", {"invitation": row.id, "change": "1"}, opens_form=True)


def show_button(row: SpeakerInvitation) -> Button:
    """The way to one invitation."""
    return Button(text("follow.button.show"), "speakers.invitation", {"invitation": str(row.id)})


def _held(row: SpeakerInvitation) -> str:
    return typed.plain(f"{row.organisation} {row.name} {row.topic}")


def _numbered(desk: Desk, number: str) -> SpeakerInvitation:
    known = number.isascii() and number.isdigit() and len(number) < LONGEST_NUMBER
    found = invitations.invitation(desk.session, desk.network_id, int(number)) if known else None
    if found is None:
        why = text("follow.unknown", number=number[:20])
        raise Refusal(why, clause=CLAUSE, instead=(list_button(),), field="invitation")
    return found


def _which(request: Request, desk: Desk, found: list[SpeakerInvitation]) -> Reply:
    kept = {name: value for name, value in request.values.items() if name not in NAMING}
    choices = [(label(desk, row), {"invitation": str(row.id)}) for row in found[:OFFERED]]
    buttons = finding.kept_buttons(desk, request.command, kept, choices)
    return Reply(Card((Heading(text("invite.which")), Buttons(buttons))))
