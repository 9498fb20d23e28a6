"""How a decision looks: before it is recorded, as an entry of the register, and in a list."""

from collections.abc import Sequence

from handlers import committee, consensus, decision_answers, record_meeting
from handlers.committee import Room
from handlers.desk import Desk
from handlers.reply import Card, Facts, Heading, Note, Paragraph, Part, Said, Table, Text, text
from handlers.why import source_parts
from storage.decisions import AD_REFERENDUM, AGREED, CONSENSUS, OPEN, REPLACED, Decision
from storage.meetings import Meeting
from storage.people import Organisation, Person
from storage.text import own_words

DECISION, AGREEMENT = "D", "AT"
BY_CONSENSUS, COMMITTEE_ONLY, RHYTHM = "5.2.1", "5.focal_points", "7.technical"


def clause_number(desk: Desk, clause: str) -> str:
    """A clause as it is printed; its key where the charter does not know it."""
    found = desk.law.charter.clauses.get(clause)
    return found.number if found else clause


def said_clause(desk: Desk, clause: str) -> Text:
    """A clause by number and title."""
    found = desk.law.charter.clauses.get(clause)
    title = own_words(found.title) if found else ""
    number = clause_number(desk, clause)
    if found is not None and any(name in number for name in found.title.values()):  # §5 has its parts by title
        return text("decisions.clause_alone", number=number)
    return text("decisions.clause", number=number, title=title)


def state(status: str, missing: Sequence[str]) -> Text:
    """The state in words; of one adopted ad referendum, whose answer is missing."""
    if status == AD_REFERENDUM and missing:
        return text("decisions.state.ad_referendum", missing=list(missing))
    return text("decisions.state.ad_referendum_now" if status == AD_REFERENDUM else f"decisions.state.{status}")


def state_of(desk: Desk, decision: Decision) -> Text:
    """The state of an entry of the register, with what the register can add: until when, by which later one."""
    if decision.status == AD_REFERENDUM:
        return state(decision.status, _names(desk, consensus.outcome_of(desk, decision).waiting))
    if decision.status == OPEN and decision.closes_at is not None:
        how = "open_until" if decision.by_silence else "open_explicit"
        return text(f"decisions.state.{how}", until=decision.closes_at)
    if decision.status == REPLACED and decision.superseded_by:
        return text("decisions.state.replaced_by", later=decision.superseded_by)
    return state(decision.status, ())


def status_in(room: Room, series: str) -> str:
    """The status an entry gets from who was in the room."""
    if series == AGREEMENT:
        return AGREED
    return CONSENSUS if room.complete else AD_REFERENDUM


def entry_row(decision: Decision) -> tuple[Said, Said]:
    """An entry of the register and its text, as it goes to its readers."""
    return text("decisions.entry", code=decision.code, title=decision.title), decision.wording


def room_rows(room: Room, series: str) -> list[tuple[Said, Said]]:
    """Those present, the absent seats and who else attended, one line each."""
    rows: list[tuple[Said, Said]] = []
    for name, bodies in (("present", room.present), ("absent", room.absent), ("others", room.others)):
        if bodies:
            listed = text("decisions.listed", all=committee.names(bodies))
            rows.append((text(f"decisions.fact.{name}_{series}"), listed))
    return rows


def entry_card(desk: Desk, decision: Decision, comments: Sequence[tuple[Said, Said]] = ()) -> Card:
    """An entry of the register, whole: its words, its clause, who was present, who recorded it and when."""
    parts: list[Part] = [
        Heading(text("decisions.entry", code=decision.code, title=decision.title)),
        Paragraph(decision.wording),
    ]
    if decision.wording_en:
        parts.append(Paragraph(text("decisions.in_english", wording=decision.wording_en)))
    parts += [entry_facts(desk, decision), *decision_answers.parts(desk, decision)]
    if comments:
        parts += [Heading(text("decisions.comments")), Facts(tuple(comments))]
    if decision.series == AGREEMENT:
        parts.append(Note(text("decisions.not_a_decision", number=clause_number(desk, COMMITTEE_ONLY))))
    return Card((*parts, *source_parts(desk, decision.clause)))


def entry_facts(desk: Desk, decision: Decision) -> Facts:
    """State, meeting, day, clause, who was present and absent, who recorded it and when."""
    return Facts(tuple(_entry_rows(desk, decision)))


def filing_rows(desk: Desk, decision: Decision) -> tuple[tuple[Said, Said], ...]:
    """Its labels, objectives and review date, and what it replaces or was replaced by: only what there is."""
    year = str(decision.taken_on.year)
    names = desk.law.charter.objectives
    rows: list[tuple[Said, Said]] = []
    if decision.labels:
        labels = [text(f"filing.label.{each}", year=year) for each in decision.labels]
        rows.append((text("filing.fact.labels"), text("decisions.listed", all=labels)))
    if decision.objectives:
        said = [text("agenda.objective", number=n, name=own_words(names[n])) for n in decision.objectives if n in names]
        rows.append((text("agenda.fact.objectives"), text("decisions.listed", all=said)))
    if decision.review_on:
        rows.append((text("filing.fact.review_on"), text("plain.day", day=decision.review_on)))
    for name in ("supersedes", "superseded_by"):
        if code := getattr(decision, name):
            rows.append((text(f"filing.fact.{name}"), code))
    return tuple(rows)


def _entry_rows(desk: Desk, decision: Decision) -> list[tuple[Said, Said]]:
    rows: list[tuple[Said, Said]] = [(text("decisions.fact.state"), state_of(desk, decision))]
    if decision.meeting_id is not None:
        meeting = desk.session.get_one(Meeting, decision.meeting_id)
        rows.append((text("record.meeting"), record_meeting.meeting_line(meeting)))
    if decision.series == DECISION:
        rows.append((text("filing.fact.basis"), text(f"filing.basis.{decision.basis}")))
    rows.append((text("decisions.fact.taken_on"), text("plain.day", day=decision.taken_on)))
    rows.append((text("decisions.fact.clause"), said_clause(desk, decision.clause)))
    rows += room_rows(_room_recorded(desk, decision), decision.series)
    rows += filing_rows(desk, decision)
    if decision.recorded_by is not None:
        who = desk.session.get_one(Person, decision.recorded_by)
        rows.append(
            (text("decisions.fact.recorded"), text("decisions.recorded_by", who=who.name, when=decision.recorded_at))
        )
    return rows


def _room_recorded(desk: Desk, decision: Decision) -> Room:
    """The room as the register has it, seats of the body apart from others who attended."""
    offices = committee.COMMITTEE if decision.series == DECISION else committee.TECHNICAL
    seats = {seat.id for seat in committee.seats_of(desk, offices, decision.taken_on)}
    inside = [desk.session.get_one(Organisation, each) for each in decision.present]
    return Room(
        tuple(body for body in inside if body.id in seats),
        tuple(desk.session.get_one(Organisation, each) for each in decision.absent),
        tuple(body for body in inside if body.id not in seats),
    )


def register_table(desk: Desk, found: Sequence[Decision]) -> Table:
    """The register, or what was found in it, newest first."""
    header = tuple(text(f"decisions.column.{name}") for name in ("code", "title", "taken_on", "state"))
    rows = tuple((row.code, row.title, text("plain.day", day=row.taken_on), state_of(desk, row)) for row in found)
    return Table(text("decisions.caption"), header, rows)


def _names(desk: Desk, bodies: Sequence[int]) -> list[str]:
    return [desk.session.get_one(Organisation, each).name for each in bodies]
