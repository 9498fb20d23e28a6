"""Questions to the record about notices of meetings, their agenda, minutes, polls and speakers: is it still so (ToR 2, 5.1.8)?

Each answers with the reason why there is nothing to say any more, or with "".
"""

from datetime import datetime

from scheduler.still_so import DONE, GONE, MOVED, OVER, Asked
from storage import agenda, invitations, journal, minutes, people, polls
from storage.invitations import DRAFTED, SpeakerInvitation
from storage.meetings import CANCELLED, HELD
from storage.minutes import FINAL

WENT_ROUND = ("agenda.circulated", "agenda.recirculated")


def meeting_comes(asked: Asked) -> str:
    """What prepares a meeting says nothing of one that was cancelled or is over."""
    meeting = asked.meeting
    if meeting is None:
        return ""
    if meeting.status == CANCELLED:
        return GONE
    return OVER if meeting.status == HELD or meeting.ends_at <= asked.now else ""


def at_that_hour(asked: Asked) -> str:
    """A new hour that is not the newest: the next notice tells that one."""
    meeting, when = asked.meeting, asked.values.get("when")
    return MOVED if meeting is not None and isinstance(when, datetime) and when != meeting.starts_at else ""


def points_taken(asked: Asked) -> str:
    """The call for points: until they close, and to whom has said neither yet."""
    meeting = asked.meeting
    if meeting is None or meeting.id is None:
        return ""
    if meeting.items_closed_at is not None:
        return OVER
    seats = {
        row.organisation_id for row in people.offices_of(asked.session, asked.notice.person_id or 0, asked.now.date())
    }
    return DONE if seats and seats <= agenda.answered(asked.session, meeting.id) else ""


def agenda_is_draft(asked: Asked) -> str:
    """A draft for the secretariat: until the agenda has gone round."""
    meeting = asked.meeting
    return DONE if meeting is not None and meeting.agenda_circulated_at is not None else ""


def agenda_not_sent_since(asked: Asked) -> str:
    """The agenda should go round once more: unless it did since this was written."""
    acts = journal.about(asked.session, asked.network_id, asked.notice.about)
    since = (act for act in acts if act.act in WENT_ROUND and act.at > asked.notice.written_at)
    return DONE if any(since) else ""


def point_waits(asked: Asked) -> str:
    """A late point: until the coordination admitted it, put it off, or it was withdrawn."""
    row = agenda.item(asked.session, asked.network_id, asked.number("item"))
    return DONE if row is not None and row.status != "late" else ""


def hour_wanted(asked: Asked) -> str:
    """A date poll: until the meeting was convened, or the poll withdrawn."""
    number = asked.notice.about.rpartition(" · ")[2]
    row = polls.poll(asked.session, asked.network_id, int(number)) if number.isdigit() else None
    if row is None:
        return ""
    return GONE if row.withdrawn_at is not None else DONE if row.meeting else ""


def comments_wanted(asked: Asked) -> str:
    """Minutes open to comments: until their final version."""
    meeting = asked.meeting
    row = minutes.current(asked.session, meeting.id) if meeting is not None and meeting.id is not None else None
    return DONE if row is not None and row.status == FINAL else ""


def invitation_stands(asked: Asked) -> str:
    """About an invitation to speak: unless it was withdrawn."""
    row = _invitation(asked)
    return GONE if row is None or row.withdrawn_at is not None else ""


def to_clear(asked: Asked) -> str:
    """An invitation that a second person should clear: while it is a draft."""
    row = _invitation(asked)
    return DONE if row is not None and row.status != DRAFTED else ""


def to_deliver(asked: Asked) -> str:
    """A cleared letter to be printed and handed over: until that was noted."""
    row = _invitation(asked)
    return DONE if row is not None and row.sent_at is not None else ""


def thanks_to_clear(asked: Asked) -> str:
    """A letter of thanks that waits: until it left."""
    row = _invitation(asked)
    return DONE if row is not None and row.thanks_drafted_at is None else ""


def _invitation(asked: Asked) -> SpeakerInvitation | None:
    return invitations.invitation(asked.session, asked.network_id, asked.number("invitation"))
