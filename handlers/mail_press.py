"""An answer that came by mail as the press it stands for: on «Asistiré» or «No podré», by the person whose answer it is."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from storage.incoming_mail import MailReceived
from storage.invitations import SpeakerInvitation

ACCEPTED, DECLINED, TENTATIVE = "ACCEPTED", "DECLINED", "TENTATIVE"
COMMANDS = {ACCEPTED: "meetings.attend", DECLINED: "meetings.regret"}


@dataclass(frozen=True, slots=True)
class Press:
    """A command and what goes with it."""

    command: str
    values: dict[str, Any]


def pressed(session: Session, row: MailReceived, answer: str) -> Press:
    """The press for that answer; a speaker's is for the institution that was invited, and for that slot alone."""
    values: dict[str, Any] = {"meeting": row.meeting}
    slot = session.get(SpeakerInvitation, row.invitation_id) if row.invitation_id else None
    if slot is not None and slot.organisation_id is not None:
        values |= {"organisation": str(slot.organisation_id), "invitation": str(slot.id)}
    if answer == DECLINED and row.facts.get("comment"):
        values["reason"] = str(row.facts["comment"])
    return Press(COMMANDS[answer], values)
