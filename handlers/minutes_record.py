"""The record of a meeting gathered for its minutes, and the versions that come of it."""

from typing import Any

from handlers import committee, consensus, minutes_draft, minutes_sight, open_actions, record_meeting
from handlers.desk import Desk
from handlers.minutes_draft import Record
from scheduler import duties
from scheduler.papers import Papers
from storage import actions, agenda, decisions, meetings, minutes, people
from storage.charter import Term
from storage.decisions import AD_REFERENDUM
from storage.meetings import CONVENED, HELD, Meeting
from storage.minutes import DRAFT, NETWORK, RECORD, Minutes, RecordLine
from storage.people import Organisation, Person

CLAUSE = "5.1.8"
CIRCULATION, COMMENTS, FINAL_TERM = "minutes.circulation", "minutes.comments", "minutes.final"


def gathered(desk: Desk, meeting: Meeting) -> dict[str, Any]:
    """The sections as the record gives them today, without anybody's corrections."""
    assert meeting.id is not None
    session = desk.session
    bodies = people.organisations(session, desk.network_id)
    decided = decisions.of_meeting(session, meeting.id)
    lines = minutes.all_lines(session, meeting.id)
    return minutes_draft.sections(
        Record(
            meeting,
            meetings.attendance(session, meeting.id),
            agenda.items(session, meeting.id),
            decided,
            actions.of_meeting(session, meeting.id),
            {body.id: body.name for body in bodies if body.id is not None},
            _before(desk, meeting),
            _after(desk, meeting),
            _body(desk, meeting),
            open_actions.follow_up_of(desk, meeting),
            {row.code: consensus.outcome_of(desk, row).waiting for row in decided if row.status == AD_REFERENDUM},
            lines,
            {line.id or 0: seat_of(desk, line) for line in lines},
        )
    )


def draft_of(desk: Desk, meeting: Meeting) -> Minutes:
    """The draft as it stands, made from the record at the first asking and again whenever the record has changed."""
    assert meeting.id is not None
    found = minutes.current(desk.session, meeting.id)
    fresh = gathered(desk, meeting)
    if found is None:
        return new_version(desk, meeting, fresh)
    body = minutes_draft.renewed(found.body, fresh)
    return found if body == found.body else new_version(desk, meeting, body)


def new_version(
    desk: Desk, meeting: Meeting, body: dict[str, Any], *, source: str = RECORD, based_on: int | None = None
) -> Minutes:
    """Keep a further version of the draft; older ones stay."""
    assert meeting.id is not None
    before = minutes.versions(desk.session, meeting.id)
    version, label = minutes.next_version(desk.session, meeting.id), before[-1].label if before else NETWORK
    row = Minutes(
        network_id=desk.network_id, meeting_id=meeting.id, version=version, status=DRAFT, body=body,
        written_by=desk.person_id, written_at=desk.now, source=source, based_on=based_on, label=label,
    )  # fmt: skip
    desk.session.add(row)
    desk.session.flush()
    desk.record("minutes.drafted", meeting.code, CLAUSE, version=version)
    return row


def circulation(desk: Desk, meeting: Meeting) -> duties.Duty | None:
    """The duty to circulate this meeting's minutes: its due moment is the duty's, computed in one place."""
    papers = Papers(desk.network_id, desk.network.opened_at)
    return next(iter(duties.minutes_circulation(meeting, papers, desk.law, desk.now)), None)


def lateness(desk: Desk, meeting: Meeting) -> int:
    """Working days between the due day of the circulation and today; 0 when in time."""
    duty = circulation(desk, meeting)
    if duty is None:
        return 0
    return max(0, desk.law.days.between(desk.law.day_of(duty.due), desk.law.day_zero(desk.now)))


def term(desk: Desk, name: str) -> Term:
    """A term of the minutes as it stands today."""
    return desk.law.term(name, desk.today)


def readers(desk: Desk, meeting: Meeting, label: str) -> list[Person]:
    """Everybody the charter lets read what this kind of meeting settles, and the label leaves among them; guests never."""
    kind, powers = desk.law.charter.meetings[meeting.kind], desk.law.charter.powers
    offices = [office for office in kind.readers if office in powers["see_register"].offices]
    offices = [office for office in offices if minutes_sight.lets_read(label, office)]
    return people.readers(desk.session, desk.network_id, offices, desk.today)


def clerks(desk: Desk) -> list[Person]:
    """The secretariat and the coordination."""
    return people.readers(desk.session, desk.network_id, ("secretariat", "coordination"), desk.today)


def officers(desk: Desk) -> list[Person]:
    """The secretariat; the coordination where it has nobody."""
    return people.readers(desk.session, desk.network_id, ("secretariat",), desk.today) or clerks(desk)


def in_word(desk: Desk, row: Minutes) -> dict[str, Any]:
    """What a notice carries for its letter to have the minutes in Word: which version, and whose secretariat sends it."""
    seats = people.seats(desk.session, desk.network_id, ("secretariat",), desk.today)
    return {"version": row.version, "secretariat": seats[0].name if seats else ""}


def seat_of(desk: Desk, line: RecordLine) -> str:
    """For which organisation a line of the record was written; "" when its writer held no office."""
    held = people.offices_of(desk.session, line.person_id, desk.law.day_of(line.said_at)) if line.person_id else []
    return desk.session.get_one(Organisation, held[0].organisation_id).name if held else ""


def _body(desk: Desk, meeting: Meeting) -> set[int] | None:
    """Of a meeting that decides, only the seats of its body can be absent: others were informed, not expected."""
    if not committee.decides(desk, meeting):
        return None
    seats = committee.seats_of(desk, committee.COMMITTEE, record_meeting.day_held(desk, meeting))
    return {seat.id for seat in seats if seat.id is not None}


def _before(desk: Desk, meeting: Meeting) -> str:
    rows = [
        row
        for row in meetings.all_meetings(desk.session, desk.network_id)
        if row.kind == meeting.kind and row.status == HELD
    ]
    earlier = [row.code for row in rows if row.starts_at < meeting.starts_at]
    return earlier[-1] if earlier else ""


def _after(desk: Desk, meeting: Meeting) -> Meeting | None:
    rows = [row for row in meetings.all_meetings(desk.session, desk.network_id) if row.kind == meeting.kind]
    return next((row for row in rows if row.status == CONVENED and row.starts_at > meeting.starts_at), None)
