"""The draft of a letter to somebody invited to speak, or of the thanks after it: Quipu drafts, people sign (ToR 5)."""

from handlers import letter_cards, letters, typed
from handlers.commands import command
from handlers.desk import Desk
from handlers.directory import clause_of, show_button
from handlers.letters import INVITATION, THANKS, Letter, letter_of
from handlers.reply import Button, Buttons, Card, Facts, Heading, Paragraph, Part, Question, Refusal, Reply, Said, text
from handlers.request import Request
from handlers.why import source_parts
from storage import invitations
from storage.directory import DirectoryEntry
from storage.invitations import EMAIL, SpeakerInvitation
from storage.meetings import HELD, Meeting

OFFERED = 8
SETTING = "powers.invite_speakers"


@command("speakers.letter", power="invite_speakers")
def letter(request: Request, desk: Desk) -> Reply:
    """The letter about one invitation, as a card and as a Word file to whoever asks; after the meeting, the thanks."""
    row = _meant(request, desk)
    meeting = desk.session.get_one(Meeting, row.meeting_id)
    kind = _kind(request, row, meeting)
    drawn = letter_of(desk, kind, row.id or 0)
    assert drawn is not None
    # The journal outlives an erasure: it holds the institution and the invitation's number, nobody's name.
    desk.record(
        "speaker.letter_drafted", meeting.code, clause_of(row.category), invitation=row.id, letter=drawn.name,
        organisation=row.organisation,
    )  # fmt: skip
    parts: list[Part] = [Heading(text(f"letters.drafted.{drawn.name}", organisation=row.organisation))]
    parts += [_facts(row, meeting, drawn), *_not_written(desk, row, drawn)]
    parts += letter_cards.send_to_asker(desk, meeting.code, [(kind, row.id or 0)], row.organisation)
    parts += source_parts(desk, clause_of(row.category))
    return Reply(Card((*parts, Buttons(tuple(_buttons(desk, row, meeting, kind))))))


def _kind(request: Request, row: SpeakerInvitation, meeting: Meeting) -> str:
    """Thanks once the meeting was held; an invitation before, or when it is asked for by name."""
    asked = request.value("kind")
    if asked in {INVITATION, THANKS}:
        return asked
    return THANKS if meeting.status == HELD else INVITATION


def _meant(request: Request, desk: Desk) -> SpeakerInvitation:
    """The invitation of that number, or of that meeting and those words; a press for each when several fit."""
    every = invitations.invitations(desk.session, desk.network_id)
    number, code = request.value("invitation"), request.value("meeting").upper()
    found = [row for row in every if str(row.id) == number] if number else _searched(desk, every, request, code)
    if not found:
        find = Button(text("speakers.button.list"), "speakers.list")
        raise Refusal(text("letters.no_invitation"), setting=SETTING, clause="5.government", instead=(find,))
    if len(found) > 1:
        raise Question(_which(desk, found))
    return found[0]


def _searched(desk: Desk, every: list[SpeakerInvitation], request: Request, code: str) -> list[SpeakerInvitation]:
    words = typed.plain(request.value("words")).split()
    return [
        row for row in every
        if (not code or desk.session.get_one(Meeting, row.meeting_id).code == code)
        and all(word in typed.plain(f"{row.organisation} {row.name} {row.topic}") for word in words)
    ]  # fmt: skip


def _which(desk: Desk, found: list[SpeakerInvitation]) -> Reply:
    presses = []
    for row in found[-OFFERED:]:
        meeting = desk.session.get_one(Meeting, row.meeting_id)
        label = text("letters.one", organisation=typed.shortened(row.organisation, 40), meeting=meeting.code)
        presses.append(Button(label, "speakers.letter", {"invitation": str(row.id)}))
    return Reply(Card((Heading(text("letters.which")), Buttons(tuple(presses)))))


def _facts(row: SpeakerInvitation, meeting: Meeting, drawn: Letter) -> Facts:
    rows: list[tuple[Said, Said]] = [
        (text("letters.fact.status"), _said(drawn, "draft_mark")),
        (text("letters.fact.for"), row.organisation),
        (text("letters.fact.language"), text(f"language.{row.language}")),
        (text("word.fact.topic"), _said(drawn, "topic")),
        (text("word.fact.meeting"), meeting.code),
        (text("word.fact.starts"), _said(drawn, "starts")),
        (text("word.fact.minutes"), _said(drawn, "minutes")),
        (text("word.fact.place"), _said(drawn, "place")),
    ]
    return Facts(tuple(rows))


def _said(drawn: Letter, name: str) -> Said:
    value = drawn.values[name]
    assert not isinstance(value, tuple)
    return value


def _not_written(desk: Desk, row: SpeakerInvitation, drawn: Letter) -> list[Part]:
    """Blanks are said, and why a form of address is one of them: it is never guessed."""
    found: list[Part] = [letter_cards.blanks_said(drawn)] if drawn.blanks else []
    if "address" in drawn.blanks:
        found.append(Paragraph(text("letters.no_address")))
    if row.form != EMAIL or drawn.name == letters.TEMPLATE[EMAIL]:
        found.append(Paragraph(text("letters.email_too" if row.form == EMAIL else "letters.people_sign")))
    return found


def _buttons(desk: Desk, row: SpeakerInvitation, meeting: Meeting, kind: str) -> list[Button]:
    presses = letter_cards.file_button(desk, text("letters.button.file"), kind, row.id)
    entry = desk.session.get(DirectoryEntry, row.entry_id) if row.entry_id else None
    if entry is not None and entry.erased_at is None and entry.network_id == desk.network_id:
        presses.append(show_button(entry))
    if meeting.status == HELD:
        other = INVITATION if kind == THANKS else THANKS
        label = text(f"letters.button.{other}")
        presses.append(Button(label, "speakers.letter", {"invitation": str(row.id), "kind": other}))
    return presses or [Button(text("speakers.button.list"), "speakers.list")]
