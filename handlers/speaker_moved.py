"""What a moved meeting does to its invitations to speak, besides their slots: answers, clearances, letters that wait (ToR 5, 5.1)."""

from datetime import timedelta

from sqlmodel import col, select

from handlers.desk import Desk
from handlers.speaker_answers import clause_for
from handlers.speaker_invite_clear import LETTER, letter_facts
from handlers.speaker_invite_window import tell_to_clear
from storage import invitations
from storage.invitations import CLEARED, DECLINED, SpeakerInvitation
from storage.meetings import Meeting
from storage.outbox import WAITING, Notice
from storage.text import to_paper


def invitations_follow(desk: Desk, meeting: Meeting, by: timedelta) -> None:
    """After the slots have moved: who had said yes for the other hour is asked anew, and what was cleared for it is no more."""
    for row in invitations.invitations(desk.session, desk.network_id, meeting.id):
        if by and row.answer not in {"", DECLINED}:
            row.answer, row.answered_at, row.answer_reference, row.speaker = "", None, "", ""
            desk.session.add(row)
        if by and row.status == CLEARED:
            _to_clear_again(desk, row, meeting)
        _write_anew(desk, row)


def letters_follow(desk: Desk, meeting: Meeting) -> None:
    """After a move was undone: the letters that wait tell again what holds."""
    for row in invitations.invitations(desk.session, desk.network_id, meeting.id):
        _write_anew(desk, row)


def to_clear_again(desk: Desk, meeting: Meeting) -> list[SpeakerInvitation]:
    """The letters on paper that were cleared for the hour that holds now and are not delivered."""
    rows = invitations.invitations(desk.session, desk.network_id, meeting.id)
    return [row for row in rows if row.status == CLEARED]


def _to_clear_again(desk: Desk, row: SpeakerInvitation, meeting: Meeting) -> None:
    """What the second person cleared named another hour (ToR 5.1)."""
    row.cleared_by, row.cleared_at = None, None
    desk.session.add(row)
    desk.record(
        "speaker.invitation_changed", meeting.code, clause_for(row), invitation=row.id, organisation=row.organisation,
        late=False,
    )  # fmt: skip
    tell_to_clear(desk, row, meeting)


def _write_anew(desk: Desk, row: SpeakerInvitation) -> None:
    """A letter that waits for the next opening tells the hour and the place as they are when it leaves."""
    if row.person_id is None:
        return
    query = select(Notice).where(
        Notice.network_id == desk.network_id, Notice.person_id == row.person_id, Notice.notice == LETTER,
        col(Notice.status) == WAITING,
    )  # fmt: skip
    for letter in desk.session.exec(query):
        if letter.values.get("invitation") == row.id:
            facts = [list(each) for each in letter_facts(desk, row)]
            letter.values = {**letter.values, **to_paper({"when": row.starts_at, "facts": facts})}
            desk.session.add(letter)
