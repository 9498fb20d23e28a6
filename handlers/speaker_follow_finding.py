"""Which invitation to speak is meant: by its number, its meeting, its institution; asked back when several fit."""

from collections.abc import Callable

from handlers import finding, typed
from handlers.desk import Desk
from handlers.reply import Button, Buttons, Card, Heading, Question, Refusal, Reply, Text, text
from handlers.request import Request
from storage import invitations, meetings
from storage.invitations import SpeakerInvitation
from storage.meetings import Meeting

OFFERED, LONGEST_NUMBER = 8, 9
POWER = "invite_speakers"
CLAUSE = "5.government"
NAMING = ("invitation", "words", "meeting")
Fits = Callable[[SpeakerInvitation, Meeting], bool]


def invitation_meant(request: Request, desk: Desk, fits: Fits, nothing: Text) -> SpeakerInvitation:
    """The invitation of that number, whatever its state; else the only one that fits; else a press for each that does."""
    number = request.value("invitation")
    if number:
        return _numbered(desk, number)
    of = {meeting.id: meeting for meeting in meetings.all_meetings(desk.session, desk.network_id)}
    every = invitations.invitations(desk.session, desk.network_id)
    found = [row for row in every if fits(row, of[row.meeting_id]) and _named(request, row, of[row.meeting_id])]
    if not found:
        raise Refusal(nothing, clause=CLAUSE, instead=(list_button(),), field="invitation")
    if len(found) > 1:
        raise Question(_which(request, desk, found, of))
    return found[0]


def meeting_of(desk: Desk, row: SpeakerInvitation) -> Meeting:
    """The meeting at which they are asked to speak."""
    return desk.session.get_one(Meeting, row.meeting_id)


def show_button(row: SpeakerInvitation) -> Button:
    """The way to one invitation."""
    return Button(text("follow.button.show"), "speakers.invitation", {"invitation": str(row.id)})


def list_button() -> Button:
    """The way to the directory."""
    return Button(text("speakers.button.list"), "speakers.list")


def _numbered(desk: Desk, number: str) -> SpeakerInvitation:
    known = number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER
    found = invitations.invitation(desk.session, desk.network_id, int(number)) if known else None
    if found is None:
        raise Refusal(text("follow.unknown", number=number[:20]), clause=CLAUSE, field="invitation")
    return found


def _named(request: Request, row: SpeakerInvitation, meeting: Meeting) -> bool:
    """Whether everything that was said of it fits: the meeting's code, words of the institution, the person or the topic."""
    code, words = request.value("meeting").upper(), typed.plain(request.value("words"))
    held = typed.plain(f"{row.organisation} {row.name} {row.topic}")
    return code in {"", meeting.code} and all(word in held for word in words.split())


def _which(request: Request, desk: Desk, found: list[SpeakerInvitation], of: dict[int | None, Meeting]) -> Reply:
    kept = {name: value for name, value in request.values.items() if name not in NAMING}
    choices = [
        (
            text("follow.choice", organisation=row.organisation, meeting=of[row.meeting_id].code),
            {"invitation": str(row.id)},
        )
        for row in found[:OFFERED]
    ]
    buttons = finding.kept_buttons(desk, request.command, kept, choices)
    return Reply(Card((Heading(text("follow.which")), Buttons(buttons))))
