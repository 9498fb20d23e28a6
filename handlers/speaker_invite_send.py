"""Somebody asks Quipu to send an invitation: official correspondence it never sends, an e-mail leaves when it is cleared (ToR 5)."""

from handlers.commands import command
from handlers.desk import Desk
from handlers.mandates import may
from handlers.reply import Refusal, Reply, text
from handlers.request import Request
from handlers.speaker_answers import clause_for
from handlers.speaker_finding import coming, invitation_meant, invitations_said, list_button, meeting_of, show_button
from handlers.speaker_invite_cards import clearers, state
from handlers.speaker_invite_clear import SECOND, clear
from storage.invitations import DRAFTED, EMAIL, SpeakerInvitation


@command("speakers.send", power="invite_speakers")
def send(request: Request, desk: Desk) -> Reply:
    """A letter on paper is never sent, nor is the superintendent written to; an e-mail leaves when its second person clears it."""
    known = any(
        coming(request, desk, lambda _: True)(row, meeting_of(desk, row)) for row in invitations_said(request, desk)
    )
    if not request.value("invitation") and not known:
        raise Refusal(text("invite.official_any"), clause="5.government", instead=(list_button(),))
    row = invitation_meant(request, desk)
    if row.form != EMAIL:
        why = text("invite.official", organisation=row.organisation)
        raise Refusal(why, clause=clause_for(row), instead=(show_button(row),))
    if row.status != DRAFTED:
        raise Refusal(text("invite.settled", state=state(desk, row)), instead=(show_button(row),))
    if row.drafted_by != desk.person_id and may(desk.law.charter, "clear_letters", desk.offices):
        return clear(request.at_step(request.step, command="speakers.clear", values={"invitation": row.id}), desk)
    raise _leaves_cleared(desk, row)


def _leaves_cleared(desk: Desk, row: SpeakerInvitation) -> Refusal:
    names = [person.name for person in clearers(desk, row.drafted_by)]
    why = text("invite.leaves_cleared", names=names) if names else text("invite.own_draft_alone")
    return Refusal(why, clause=SECOND, setting="powers.clear_letters", instead=(show_button(row),))
