"""Decisions of the Executive Committee and agreements of technical meetings: read back, then recorded.

Only the Executive Committee decides, by consensus (ToR 5, 5.2.1). What a technical meeting settles
is an agreement of its own series, never a decision.
"""

from dataclasses import dataclass

from handlers import (
    ad_referendum,
    committee,
    consensus,
    finding,
    record_hints,
    record_lines,
    record_meeting,
    rhythm,
    typed,
)
from handlers.commands import command
from handlers.committee import Room
from handlers.decision_buttons import filing_button
from handlers.decision_cards import (
    AGREEMENT,
    BY_CONSENSUS,
    COMMITTEE_ONLY,
    DECISION,
    clause_number,
    entry_card,
    room_rows,
    said_clause,
    state,
    state_of,
    status_in,
)  # fmt: skip
from handlers.decision_form import record_form, series_of, usual_clause
from handlers.desk import Desk
from handlers.group_creation import refuse_elsewhere
from handlers.meeting_items import item_named, with_point
from handlers.reply import Button, Buttons, Card, Facts, Heading, Paragraph, Part, Question, Refusal, Reply, Said, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.typed import LONGEST_TITLE
from handlers.why import source_parts
from storage import meetings, numbers, people
from storage.agenda import AgendaItem
from storage.decisions import AD_REFERENDUM, CONSENSUS, Decision
from storage.meetings import Meeting
from storage.people import Person

CLERKS = ("coordination", "secretariat")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A decision or agreement as it would be recorded."""

    meeting: Meeting
    room: Room
    series: str
    wording: str
    title: str
    wording_en: str
    clause: str
    item: AgendaItem | None

    @property
    def status(self) -> str:
        """What it will be called: consensus only when nobody of the Committee is missing."""
        return status_in(self.room, self.series)


@command("decisions.record", power="record")
def record(request: Request, desk: Desk) -> Reply:
    """A decision is read back with its clause and those present, and recorded only when that is confirmed."""
    if request.step == CONFIRMED:
        record_meeting.take_turns(desk)
    meeting = record_meeting.meeting_meant(request, desk, record_meeting.record_open, days=finding.days_named(request))
    if meeting is not None:
        room = _room(request, desk, meeting)
        request = with_point(request, desk, meeting, record_form)
    if meeting is None or request.step == FORM or not request.value("wording"):
        return Reply(form=record_form(request, desk, meeting))
    try:
        proposed = _checked(request, desk, meeting, room)
    except Refusal as refusal:
        refusal.form = record_form(request, desk, meeting)
        raise
    if request.step != CONFIRMED:
        kept = {**request.values, "meeting": meeting.code, "title": proposed.title}
        return desk.show_first(request.at_step(request.step, values=kept), _read_back(desk, proposed))
    decision = _write(desk, proposed)
    _tell(desk, decision, meeting)
    ad_referendum.ask(desk, decision)
    kind = record_lines.DECISION if decision.series == DECISION else record_lines.AGREEMENT
    record_lines.keep(desk, meeting, kind, decision.code, decision.wording)
    next_ones = rhythm.offered(desk, decision.wording, decision.taken_on) if decision.series == AGREEMENT else ()
    return Reply(entry_card(desk, decision).followed_by(*next_ones, _next_steps(meeting, decision)))


def _room(request: Request, desk: Desk, meeting: Meeting) -> Room:
    """Who was there. Without attendance nobody can say who agreed, so it is asked for first; what was typed waits."""
    assert meeting.id is not None
    record_meeting.require_open(desk, meeting)
    if not any(row.presence for row in meetings.attendance(desk.session, meeting.id)):
        held = Button(
            text("record.button.held"), "meetings.held", {"meeting": meeting.code}, "primary", opens_form=True
        )
        why = text("decisions.attendance_first", meeting=meeting.code)
        clause = BY_CONSENSUS if committee.decides(desk, meeting) else "5.1.8"
        if not request.value("wording"):
            raise Refusal(why, clause=clause, instead=(held,))
        raise Question(_waits(request, desk, meeting, (Paragraph(why), *source_parts(desk, clause)), held))
    room = committee.room_of(desk, meeting)
    if committee.decides(desk, meeting) and not room.present:
        raise Refusal(text("decisions.nobody", meeting=meeting.code), clause=BY_CONSENSUS, field="meeting")
    return room


def _waits(request: Request, desk: Desk, meeting: Meeting, why: tuple[Part, ...], first: Button) -> Reply:
    """What was typed is kept for the press that records it once the attendance is there."""
    kept = desk.keep(request.command, {**request.values, "meeting": meeting.code})
    then = Button(text("decisions.button.then_record"), "drafts.resume", {"draft": kept})
    words = Paragraph(text("decisions.kept", wording=typed.shortened(request.value("wording"))))
    return Reply(Card((Heading(text("decisions.waits")), words, *why, Buttons((first, then)))))


def _checked(request: Request, desk: Desk, meeting: Meeting, room: Room) -> Proposed:
    series = series_of(desk, meeting)
    wording = typed.words(request, "wording")
    if series == AGREEMENT:
        refuse_elsewhere(meeting, f"{request.value('title')}\n{wording}")
    item = item_named(request, desk, meeting)
    title = typed.words(request, "title", LONGEST_TITLE) or (item.title if item else typed.shortened(wording))
    clause = request.value("clause") or usual_clause(series, f"{title}\n{wording}")
    if clause not in desk.law.charter.clauses:
        raise Refusal(text("decisions.no_clause", clause=clause[:60]), field="clause")
    return Proposed(meeting, room, series, wording, title, typed.words(request, "wording_en"), clause, item)


def _read_back(desk: Desk, proposed: Proposed) -> Card:
    """What will be recorded, whole, and who will hear of it."""
    series = proposed.series
    missing = committee.names(proposed.room.absent) if series == DECISION else []
    year = record_meeting.day_held(desk, proposed.meeting).year
    rows: list[tuple[Said, Said]] = [
        (text("decisions.fact.number"), text("decisions.next_number", series=series, year=str(year))),
        (text("decisions.fact.title"), proposed.title),
        (text("record.meeting"), record_meeting.meeting_line(proposed.meeting)),
    ]
    if proposed.item:
        rows.append((text("decisions.fact.item"), proposed.item.title))
    rows += [(text("decisions.fact.clause"), said_clause(desk, proposed.clause)), *room_rows(proposed.room, series)]
    rows.append((text("decisions.fact.will_be"), state(proposed.status, missing)))
    rows.append((text("record.told"), _told_line(desk)))
    if proposed.status == AD_REFERENDUM:
        rows.append((text("absent.will_ask"), _asked_line(desk, proposed)))
    parts: list[Part] = [Heading(text(f"decisions.preview_{series}")), Paragraph(proposed.wording)]
    if proposed.wording_en:
        parts.append(Paragraph(text("decisions.in_english", wording=proposed.wording_en)))
    if series == AGREEMENT:
        parts.append(Paragraph(_not_here(desk, proposed)))
    parts += [Facts(tuple(rows)), *record_hints.parts(desk, series, proposed.title, proposed.wording)]
    return Card((*parts, *source_parts(desk, proposed.clause)))


def _not_here(desk: Desk, proposed: Proposed) -> Said:
    numbers_ = [clause_number(desk, COMMITTEE_ONLY), clause_number(desk, BY_CONSENSUS)]
    return text(
        "decisions.agreement_only",
        kind=text(f"meeting_kind.{proposed.meeting.kind}"),
        focal=numbers_[0],
        consensus=numbers_[1],
    )


def _write(desk: Desk, proposed: Proposed) -> Decision:
    day = record_meeting.day_held(desk, proposed.meeting)
    code = numbers.next_code(desk.session, desk.network_id, proposed.series, day.year)
    decision = Decision(
        network_id=desk.network_id, meeting_id=proposed.meeting.id, item_id=proposed.item.id if proposed.item else None,
        series=proposed.series, code=code, title=proposed.title, wording=proposed.wording, wording_en=proposed.wording_en,
        clause=proposed.clause, status=proposed.status, present=_ids(proposed.room.everybody), absent=_ids(proposed.room.absent),
        objectives=list(proposed.item.objectives) if proposed.item else [],
        taken_on=day, recorded_by=desk.person_id, recorded_at=desk.now,
    )  # fmt: skip
    desk.session.add(decision)
    desk.session.flush()
    if proposed.series == DECISION:
        decision.voices = _ids((*proposed.room.present, *proposed.room.absent))
        decision.settled_at = desk.now if decision.status == CONSENSUS else None
        if decision.status == AD_REFERENDUM:
            ad_referendum.open_period(desk, decision)
        consensus.freeze(desk, decision)
    act = "decision.recorded" if proposed.series == DECISION else "agreement.recorded"
    desk.record(
        act, code, proposed.clause, meeting=proposed.meeting.code, status=proposed.status,
        present=committee.names(proposed.room.everybody), absent=committee.names(proposed.room.absent),
    )  # fmt: skip
    return decision


def _ids(bodies: tuple[people.Organisation, ...]) -> list[int]:
    return [body.id for body in bodies if body.id is not None]


def told(desk: Desk) -> list[Person]:
    """Who hears at once: the coordination and the secretariat. Members receive it with the minutes."""
    clerks = people.readers(desk.session, desk.network_id, CLERKS, desk.today)
    return [person for person in clerks if person.id != desk.person_id]


def _told_line(desk: Desk) -> Said:
    who = [person.name for person in told(desk)]
    return text("record.told_clerks", who=who) if who else text("record.told_nobody")


def _asked_line(desk: Desk, proposed: Proposed) -> Said:
    """Who of the absent seats will be asked, by name, and until when."""
    who = [person.name for seat in proposed.room.absent for person in ad_referendum.asked(desk, seat)]
    until = ad_referendum.closes_at(desk)
    return text("absent.asked", who=who, until=until) if who else text("absent.nobody_to_ask", until=until)


def _tell(desk: Desk, decision: Decision, meeting: Meeting) -> None:
    facts = (
        (text("decisions.fact.state"), state_of(desk, decision)),
        (text("record.meeting"), record_meeting.meeting_line(meeting)),
    )
    for person in told(desk):
        desk.tell(
            person, "decision.recorded", decision.code, key=f"decision.recorded/{decision.code}/{person.id}",
            meeting=meeting.code, code=decision.code, title=decision.title, wording=decision.wording, facts=facts,
            why=text("decisions.told_why", number=clause_number(desk, "5.1.8")),
        )  # fmt: skip


def _next_steps(meeting: Meeting, decision: Decision) -> Buttons:
    given = {"meeting": meeting.code}
    filing = (filing_button(decision),) if decision.series == DECISION else ()
    return Buttons(
        (
            *filing,
            Button(text("decisions.button.another"), "decisions.record", given, opens_form=True),
            Button(text("actions.button.assign"), "actions.assign", given, opens_form=True),
            Button(text("minutes.button.draft"), "minutes.draft", given),
        )
    )
