"""The last line of the record is taken back: soon after it was written, or while the meeting runs (ToR 5.1.8; 2)."""

from collections.abc import Callable

from handlers import minutes_draft, record_lines, record_meeting
from handlers.attendance_seats import row_of
from handlers.commands import command
from handlers.decision_room import follow_attendance
from handlers.desk import Desk
from handlers.minutes_draft import NOTE, OTHER
from handlers.minutes_record import CLAUSE, draft_of, new_version
from handlers.reply import Buttons, Card, Heading, Note, Paragraph, Part, Refusal, Reply, Text, text
from handlers.request import Request
from handlers.settling import restore_older
from handlers.undo_offer import minutes as minutes_to_undo
from handlers.undo_offer import window
from handlers.undoable import WINDOW
from storage import actions, called_back, decisions, journal, meetings, minutes, outbox_read, people
from storage.meetings import Meeting
from storage.minutes import DRAFT, RecordLine
from storage.people import Person

DROPPED, REPLACED = "minutes.dropped", "decision.replaced"


@command("minutes.undo", power="record")
def undo(request: Request, desk: Desk) -> Reply:
    """One's own last line goes. A number that was given stays used and is marked as dropped; whoever heard of it hears that."""
    record_meeting.take_turns(desk)
    line = _own_last_line(request, desk)
    if line is None:
        raise Refusal(text("undo.nothing"), setting=WINDOW)
    meeting = desk.session.get_one(Meeting, line.meeting_id)
    if desk.now >= max(meeting.ends_at, line.said_at + window(desk)):
        raise Refusal(text("undo.late", minutes=minutes_to_undo(desk)), setting=WINDOW)
    return Reply(take_back(desk, line))


def take_back(desk: Desk, line: RecordLine) -> Card:
    """The line goes, with what it had written; what it said stays with its hour, as undone."""
    meeting = desk.session.get_one(Meeting, line.meeting_id)
    record_meeting.require_open(desk, meeting)
    _TAKE_BACK[line.kind](desk, meeting, line)
    line.undone_at = desk.now
    desk.session.add(line)
    desk.record("minutes.line_undone", meeting.code, CLAUSE, kind=line.kind, line=line.about)
    record_lines.show_again(desk, meeting)
    return _card(desk, meeting, line)


def _card(desk: Desk, meeting: Meeting, line: RecordLine) -> Card:
    numbered = line.kind not in (*record_lines.ATTENDANCE, record_lines.NOTE)
    parts: list[Part] = [Heading(text("undo.done", what=record_lines.kind_of(line), meeting=meeting.code))]
    parts.append(Paragraph(text("undo.line", about=line.about, words=line.words) if numbered else _said(line)))
    if numbered:
        parts.append(Note(text("undo.number_stays", code=line.about)))
    return Card((*parts, Buttons((record_lines.undo_button(desk, meeting),))))


def _said(line: RecordLine) -> Text | str:
    return line.words if line.kind == record_lines.NOTE else line.about


def _own_last_line(request: Request, desk: Desk) -> RecordLine | None:
    assert desk.person_id is not None
    code = request.value("meeting")
    meeting = meetings.by_code(desk.session, desk.network_id, code) if code else None
    return minutes.last_line(desk.session, desk.network_id, desk.person_id, meeting.id if meeting else None)


def _decision(desk: Desk, meeting: Meeting, line: RecordLine) -> None:
    """Nothing that a seat has answered, or that went to the members, is taken back: it is changed by another decision."""
    decision = decisions.by_code(desk.session, desk.network_id, line.about)
    assert decision is not None
    assert decision.id is not None
    if decision.extract_sent_at or decisions.answers_of(desk.session, decision.id):
        raise Refusal(text("undo.answered", code=decision.code), clause=CLAUSE)
    _require_nothing_rests(desk, meeting, decision.code)
    decision.status, decision.settled_at, decision.closes_at = decisions.DROPPED, None, None
    desk.session.add(decision)
    restore_older(desk, decision)
    desk.record("decision.dropped", decision.code, decision.clause, meeting=meeting.code)
    _tell(desk, meeting, line, "decision.recorded", "absent.answer")


def _require_nothing_rests(desk: Desk, meeting: Meeting, code: str) -> None:
    """Refuse once something was done by it since (a group, a setting), or everybody was told of it with the meeting."""
    recorded = journal.about(desk.session, desk.network_id, code)[0].number
    since = journal.standing(journal.since(desk.session, desk.network_id, recorded))
    rest = [
        each.act
        for each in since
        if each.values.get("decision") == code or (each.act, each.about) in {*_told_by(meeting), (REPLACED, code)}
    ]
    if rest:
        raise Refusal(text("undo.gone_on_by", acts=[text(f"act.{act}") for act in dict.fromkeys(rest)]), clause=CLAUSE)


def _told_by(meeting: Meeting) -> set[tuple[str, str]]:
    return {(act, meeting.code) for act in ("minutes.followed_up", "minutes.circulated")}


def _action(desk: Desk, meeting: Meeting, line: RecordLine) -> None:
    """An action about which its owner has said something already stays: it is theirs."""
    action = actions.by_code(desk.session, desk.network_id, line.about)
    assert action is not None
    if action.status != actions.OPEN or actions.events(desk.session, action.id or 0):
        raise Refusal(text("undo.answered", code=action.code), clause=CLAUSE)
    _require_nothing_rests(desk, meeting, action.code)
    action.status = actions.DROPPED
    desk.session.add(action)
    desk.record("action.dropped", action.code, CLAUSE, meeting=meeting.code)
    _tell(desk, meeting, line, "action.assigned")


def _tell(desk: Desk, meeting: Meeting, line: RecordLine, *notices: str) -> None:
    """What waits does not leave, nor within a message that gathers several; whomever it reached hears that it is dropped."""
    for notice in notices:
        written = outbox_read.under(desk.session, desk.network_id, f"{notice}/{line.about}")
        gone = called_back.call_back(desk.session, written)
        for person in dict.fromkeys(row.person_id for row in gone):
            if person not in (None, desk.person_id):
                _say_dropped(desk, desk.session.get_one(Person, person), meeting, line)


def _say_dropped(desk: Desk, person: Person, meeting: Meeting, line: RecordLine) -> None:
    desk.tell(
        person, DROPPED, line.about, key=f"{DROPPED}/{line.about}/{person.id}", code=line.about, wording=line.words,
        meeting=meeting.code, why=text("decisions.told_why", number=desk.law.charter.clauses[CLAUSE].number),
    )  # fmt: skip


def _note(desk: Desk, meeting: Meeting, line: RecordLine) -> None:
    """The words go from the notes of their item; from the draft too, unless somebody has corrected them there."""
    kept = minutes_draft.notes(meeting)
    meeting.notes = {**meeting.notes, "minutes": {**kept, line.about: _without(kept.get(line.about, ""), line.words)}}
    desk.session.add(meeting)
    standing = minutes.current(desk.session, line.meeting_id)
    if standing is not None and standing.status == DRAFT:
        name = OTHER if line.about == OTHER else f"{NOTE}{line.about}"
        body = draft_of(desk, meeting).body
        words = _without(minutes_draft.texts(body).get(name, ""), line.words)
        new_version(desk, meeting, minutes_draft.corrected(body, {name: words}))


def _without(whole: str, words: str) -> str:
    """The text without its last occurrence as a paragraph of its own."""
    head, found, tail = f"\n{whole}\n".rpartition(f"\n{words}\n")
    return f"{head}\n{tail}".strip("\n") if found else whole


def _attendance(desk: Desk, meeting: Meeting, line: RecordLine) -> None:
    """The organisation is again what it was said to be before, and the register follows."""
    bodies = people.organisations(desk.session, desk.network_id)
    body = next(body for body in bodies if body.name == line.about)
    assert body.id is not None
    row = row_of(desk, meeting, body.id)
    row.presence, _, row.capacity = line.words.partition("/")
    desk.session.add(row)
    desk.session.flush()
    follow_attendance(desk, meeting)


_TAKE_BACK: dict[str, Callable[[Desk, Meeting, RecordLine], None]] = {
    record_lines.DECISION: _decision, record_lines.AGREEMENT: _decision, record_lines.ACTION: _action,
    record_lines.NOTE: _note, record_lines.ABSENT: _attendance, record_lines.PRESENT: _attendance,
}  # fmt: skip
