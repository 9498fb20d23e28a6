"""Attendance corrected after a decision was recorded: the register follows, so that no consensus is claimed falsely."""

from handlers import committee
from handlers.decision_cards import DECISION, status_in
from handlers.desk import Desk
from storage import decisions
from storage.meetings import Meeting
from storage.people import Organisation


def follow_attendance(desk: Desk, meeting: Meeting) -> list[str]:
    """Put who was in the room right in what the meeting settled; the codes of the entries that changed."""
    assert meeting.id is not None
    room = committee.room_of(desk, meeting)
    present, absent = _ids(room.everybody), _ids(room.absent)
    changed = []
    for decision in decisions.of_meeting(desk.session, meeting.id):
        if (sorted(decision.present), sorted(decision.absent)) == (sorted(present), sorted(absent)):
            continue
        decision.present, decision.absent, decision.status = present, absent, status_in(room, decision.series)
        desk.session.add(decision)
        act = "decision.attendance_corrected" if decision.series == DECISION else "agreement.attendance_corrected"
        names = {"present": committee.names(room.everybody), "absent": committee.names(room.absent)}
        desk.record(act, decision.code, decision.clause, meeting=meeting.code, status=decision.status, **names)
        changed.append(decision.code)
    return changed


def _ids(bodies: tuple[Organisation, ...]) -> list[int]:
    return [body.id for body in bodies if body.id is not None]
