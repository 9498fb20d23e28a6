"""Attendance corrected after a decision was recorded: the register follows, so that no consensus is claimed falsely."""

from handlers import ad_referendum, committee, consensus, settling
from handlers.decision_cards import DECISION
from handlers.desk import Desk
from storage import decisions
from storage.decisions import AD_REFERENDUM, CIRCULATION, CONSENSUS, Decision
from storage.meetings import Meeting
from storage.people import Organisation


def follow_attendance(desk: Desk, meeting: Meeting) -> list[str]:
    """Put who was in the room right in what the meeting settled; the codes of the entries that changed.

    A decision whose consensus this takes back asks the seats that turn out to have been absent.
    """
    assert meeting.id is not None
    room = committee.room_of(desk, meeting)
    present, absent = _ids(room.everybody), _ids(room.absent)
    changed = []
    for decision in decisions.of_meeting(desk.session, meeting.id):
        if decision.basis == CIRCULATION:
            continue  # its text changed since: it was put anew to every seat, in the room or not
        if (sorted(decision.present), sorted(decision.absent)) == (sorted(present), sorted(absent)):
            continue
        asked = {body.id for body in ad_referendum.seats_to_ask(desk, decision)}
        decision.present, decision.absent = present, absent
        _restate(desk, decision, asked)
        act = "decision.attendance_corrected" if decision.series == DECISION else "agreement.attendance_corrected"
        names = {"present": committee.names(room.everybody), "absent": committee.names(room.absent)}
        desk.record(act, decision.code, decision.clause, meeting=meeting.code, status=decision.status, **names)
        changed.append(decision.code)
    return changed


def _restate(desk: Desk, decision: Decision, asked: set[int | None]) -> None:
    """The status that follows from the room and from what has been answered since; what is over stays as it is."""
    desk.session.add(decision)
    if decision.series != DECISION or decision.status not in (CONSENSUS, AD_REFERENDUM):
        return
    reached = consensus.outcome_of(desk, decision).state == consensus.REACHED
    if not reached:
        _ask_the_absent(desk, decision, asked)
    elif decision.status == AD_REFERENDUM:
        settling.settle(desk, decision)


def _ask_the_absent(desk: Desk, decision: Decision, asked: set[int | None]) -> None:
    """A consensus that was none is taken back; a seat that was not asked before has its full time."""
    if decision.status == CONSENSUS:
        decision.status, decision.settled_at, decision.extract_sent_at = AD_REFERENDUM, None, None
        settling.restore_older(desk, decision)
    decision.proposed_result_at = None
    missing = {body.id for body in ad_referendum.seats_to_ask(desk, decision)}
    if missing - asked or decision.closes_at is None or consensus.is_over(decision, desk.now):
        ad_referendum.open_period(desk, decision)
    ad_referendum.ask(desk, decision)


def _ids(bodies: tuple[Organisation, ...]) -> list[int]:
    return [body.id for body in bodies if body.id is not None]
