"""Who speaks on a point of the agenda, as its readers see it: the institution, "to be confirmed" until it accepted (ToR 5)."""

from typing import Any

from handlers.desk import Desk
from handlers.reply import Said, text
from storage import invitations
from storage.agenda import AgendaItem
from storage.invitations import DECLINED, SENT, SpeakerInvitation
from storage.meetings import Meeting


def titled(desk: Desk, item: AgendaItem, title: Said) -> Said:
    """A point's title with whoever was invited to speak on it: the institution alone, for an agenda outlives an erasure."""
    rows = _of(desk, item)
    if not rows:
        return title
    return text("agenda.with_speakers", title=title, who=[_said(row) for row in rows])


def _of(desk: Desk, item: AgendaItem) -> list[SpeakerInvitation]:
    rows = invitations.invitations(desk.session, desk.network_id, item.meeting_id)
    return [row for row in rows if row.item_id == item.id and row.status == SENT and row.answer != DECLINED]


def _said(row: SpeakerInvitation) -> Said:
    return row.organisation if row.answer else text("agenda.speaker_unconfirmed", organisation=row.organisation)


def state(desk: Desk, meeting: Meeting) -> dict[str, Any]:
    """What tells one agenda's speakers from another's: for each point, whose invitations are out and which were accepted."""
    found: dict[str, Any] = {}
    for row in invitations.invitations(desk.session, desk.network_id, meeting.id):
        if row.item_id is not None and row.status == SENT and row.answer != DECLINED:
            found.setdefault(str(row.item_id), []).append([row.id, bool(row.answer)])
    return found
