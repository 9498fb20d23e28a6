"""Somebody who is forgotten leaves the invitations they had: the institution stays, their name goes (data protection)."""

from sqlmodel import col, select

from handlers.desk import Desk
from storage import invitations
from storage.directory import DirectoryEntry
from storage.invitations import SpeakerInvitation
from storage.outbox import Notice
from storage.people import ERASED
from storage.text import text, to_paper

LETTERS = ("speaker.invited", "speaker.invitation_withdrawn")
"""The letters that greet somebody by name."""


def forget_invitations(desk: Desk, entry: DirectoryEntry) -> None:
    """Take the name out of the invitations and out of the letters as the outbox keeps them."""
    for row in invitations.of_entry(desk.session, desk.network_id, entry.id or 0):
        row.name = row.speaker = ""
        row.wording = {}
        desk.session.add(row)
        for letter in _letters(desk, row):
            letter.values = {**letter.values, "greeting": to_paper(text("invite.greeting", name=ERASED))}
            desk.session.add(letter)


def _letters(desk: Desk, row: SpeakerInvitation) -> list[Notice]:
    query = select(Notice).where(
        Notice.network_id == desk.network_id, Notice.person_id == row.person_id, col(Notice.notice).in_(LETTERS)
    )
    return list(desk.session.exec(query)) if row.person_id is not None else []
