"""Whether what a notice says is still so: nobody is told again what has moved, ended or been settled since."""

from datetime import datetime

from handlers.desk import Desk
from handlers.reply import Text, text
from scheduler.rereading import still_needed
from scheduler.undelivered import withdrawn
from storage import decisions, deliveries, invitations, meetings, minutes
from storage.decisions import Decision
from storage.gathered import DIGEST
from storage.meetings import CANCELLED, Meeting
from storage.outbox import Notice
from storage.text import from_paper

FAMILIES = (
    ("invitation.slot", "invitation.slot_update", "invitation.slot_cancel"),
    ("invitation.request", "invitation.update", "invitation.cancel"),
    ("meeting.convened", "meeting.convened_with_call", "meeting.moved", "meeting.cancelled"),
)
"""Notices of which only the newest to a reader counts: one replaces the other in the calendar, or in the mind."""
OF_COMING_MEETINGS = ("invitation.", "meeting.", "agenda.")
TAKES_BACK = ("cancel", "cancelled", "slot_cancel", "withdrawn")
ASKS_COMMITTEE = ("circulation.silence", "circulation.explicit", "no_objection.")
ENDS = ("closes", "until", "closes_at")


def newer(desk: Desk, row: Notice) -> Notice | None:
    """What the same reader was told of the same thing since: that replaced this notice."""
    family = next((names for names in FAMILIES if row.notice in names), ())
    own = deliveries.root(row.key)
    later = (
        each
        for each in deliveries.about(desk.session, desk.network_id, row.about)
        if each.notice in family and each.person_id == row.person_id and (each.id or 0) > (row.id or 0)
    )
    same = (each for each in later if each.values.get("invitation") == row.values.get("invitation"))
    return next((each for each in same if deliveries.root(each.key) != own), None)


def outdated(desk: Desk, row: Notice) -> Text | None:
    """Why it must not be said any more; None when it is all still so."""
    if row.notice == DIGEST:
        parts = [outdated(desk, each) for each in deliveries.gathered_in(desk.session, desk.network_id, row.key)]
        return parts[0] if parts and all(parts) else None
    if row.duty:
        why = still_needed(desk.session, row, desk.law.charter, desk.now)
        return text("deliveries.outdated.reminder", reason=withdrawn(why)) if why else None
    values = from_paper(row.values)
    takes_back = row.notice.rpartition(".")[2] in TAKES_BACK
    meeting = _meeting(desk, row, values)
    checks = (
        _of_meeting(desk, row, values, meeting) if meeting and not takes_back else None,
        _of_slot(desk, values, takes_back=takes_back) if values.get("invitation") else None,
        _of_decision(desk, row, values),
        _of_minutes(desk, values, meeting) if meeting and row.notice.startswith("minutes.") else None,
        _of_end(desk, values),
    )
    if (found := next((why for why in checks if why is not None), None)) is not None:
        return found
    why_not = still_needed(desk.session, row, desk.law.charter, desk.now)
    return text("deliveries.outdated.needless", reason=withdrawn(why_not)) if why_not else None


def _meeting(desk: Desk, row: Notice, values: dict[str, object]) -> Meeting | None:
    return meetings.by_code(desk.session, desk.network_id, str(values.get("meeting") or row.about))


def _of_meeting(desk: Desk, row: Notice, values: dict[str, object], meeting: Meeting) -> Text | None:
    if not row.notice.startswith(OF_COMING_MEETINGS):
        return None
    if meeting.status == CANCELLED:
        return text("deliveries.outdated.cancelled", meeting=meeting.code)
    if meeting.ends_at <= desk.now:
        return text("deliveries.outdated.over", meeting=meeting.code)
    when, of_calendar = values.get("when"), row.notice in FAMILIES[1]
    other_hour = isinstance(when, datetime) and when != meeting.starts_at
    if other_hour or (of_calendar and values.get("sequence") != meeting.sequence):
        return text("deliveries.outdated.moved", meeting=meeting.code, when=meeting.starts_at)
    return None


def _of_slot(desk: Desk, values: dict[str, object], *, takes_back: bool) -> Text | None:
    number = str(values["invitation"])
    row = invitations.invitation(desk.session, desk.network_id, int(number)) if number.isdigit() else None
    if takes_back:
        return None
    if row is None or row.withdrawn_at is not None:
        return text("deliveries.outdated.withdrawn")
    return text("deliveries.outdated.slot") if values.get("sequence") not in {None, row.sequence} else None


def _of_decision(desk: Desk, row: Notice, values: dict[str, object]) -> Text | None:
    decision: Decision | None = decisions.by_code(desk.session, desk.network_id, row.about)
    if decision is None:
        return None
    version = values.get("version")
    if version is not None and str(version) != str(decision.version):
        return text("deliveries.outdated.revised", code=decision.code)
    if row.notice.startswith(ASKS_COMMITTEE) and decision.status != decisions.OPEN:
        return text("deliveries.outdated.settled", code=decision.code)
    return None


def _of_minutes(desk: Desk, values: dict[str, object], meeting: Meeting) -> Text | None:
    assert meeting.id is not None
    current, version = minutes.current(desk.session, meeting.id), values.get("version")
    if current is None or version is None or str(version) == str(current.version):
        return None
    return text("deliveries.outdated.minutes", meeting=meeting.code)


def _of_end(desk: Desk, values: dict[str, object]) -> Text | None:
    """An answer that can be given no more is not asked for again."""
    ends = [end for name in ENDS if isinstance(end := values.get(name), datetime)]
    return text("deliveries.outdated.ended", when=min(ends)) if ends and min(ends) <= desk.now else None
