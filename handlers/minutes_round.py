"""Minutes go round: circulated to their readers, commented upon until the close, the comments gathered."""

from datetime import datetime
from typing import Any

from handlers import record_meeting
from handlers.commands import command
from handlers.decision_cards import clause_number
from handlers.desk import Desk
from handlers.minutes_cards import body_parts, comments_parts, comments_table
from handlers.minutes_form import VERSION, correct_form
from handlers.minutes_record import (
    CIRCULATION,
    CLAUSE,
    COMMENTS,
    FINAL_TERM,
    circulation,
    clerks,
    draft_of,
    in_word,
    lateness,
    officers,
    readers,
    term,
)  # fmt: skip
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Facts,
    Heading,
    Note,
    Paragraph,
    Part,
    Refusal,
    Reply,
    Said,
    Text,
    text,
)
from handlers.request import CONFIRMED, FORM, Request
from handlers.why import source_parts
from storage import minutes
from storage.meetings import Meeting
from storage.minutes import CIRCULATED, DRAFT, Minutes
from storage.outbox import MAIL
from storage.people import Person


@command("minutes.circulate", power="circulate_minutes")
def circulate(request: Request, desk: Desk) -> Reply:
    """Minutes go to the meeting's readers once they have been seen as they are; the clock of comments starts then.

    However late they are, the time for comments keeps its full length.
    """
    record_meeting.take_turns(desk)
    meeting = record_meeting.the_meeting(request, desk, _not_circulated)
    row = _to_circulate(desk, meeting)
    if request.step == FORM:
        return Reply(form=correct_form(request, meeting, row, "minutes.draft", text("minutes.form.intro")))
    if request.step != CONFIRMED or str(row.version) != request.value(VERSION):
        return _shown(request, desk, meeting, row)
    late = lateness(desk, meeting)
    row.status, row.circulated_at, row.comments_until = CIRCULATED, desk.now, comments_until(desk)
    desk.session.add(row)
    desk.record(
        "minutes.circulated", meeting.code, CLAUSE, version=row.version, lateness=late, until=row.comments_until
    )
    told = [person for person in readers(desk, meeting, row.label) if person.id != desk.person_id]
    for person in told:
        _send(desk, person, meeting, row)
    return Reply(_circulated_card(desk, meeting, row, told, late))


def comments_until(desk: Desk) -> datetime:
    """The close of business so many working days after the day of the circulation, which is day 0."""
    days = term(desk, COMMENTS).working_days or 0
    return desk.law.end_of(desk.law.days.count(desk.law.day_zero(desk.now), days))


def _not_circulated(desk: Desk, meeting: Meeting) -> bool:
    assert meeting.id is not None
    found = minutes.current(desk.session, meeting.id)
    return found is None or found.status == DRAFT


def _to_circulate(desk: Desk, meeting: Meeting) -> Minutes:
    """The draft that would go; refused without a meeting held, without a draft, or when it went already."""
    assert meeting.id is not None
    record_meeting.require_held(desk, meeting)
    found = minutes.current(desk.session, meeting.id)
    if found is None:
        draft = Button(text("minutes.button.draft"), "minutes.draft", {"meeting": meeting.code}, "primary")
        raise Refusal(
            text("minutes.no_draft", meeting=meeting.code), clause=CLAUSE, setting=CIRCULATION, instead=(draft,)
        )
    if found.status != DRAFT:
        why = text("minutes.already", meeting=meeting.code, when=found.circulated_at)
        raise Refusal(why, clause=CLAUSE, instead=(_show_button(meeting),))
    return draft_of(desk, meeting)


def _shown(request: Request, desk: Desk, meeting: Meeting, row: Minutes) -> Reply:
    """The minutes as they would go, to whom, and until when comments are welcome."""
    told = [person for person in readers(desk, meeting, row.label) if person.id != desk.person_id]
    rows: list[tuple[Said, Said]] = [
        (text("minutes.fact.readers"), text("minutes.readers", count=len(told), who=[person.name for person in told])),
        (text("label.fact"), text(f"label.{row.label}")),
        (text("minutes.fact.road"), text("minutes.road")),
        (text("minutes.fact.until"), text("minutes.until", until=comments_until(desk))),
    ]
    if duty := circulation(desk, meeting):
        rows.append((text("minutes.fact.due"), text("minutes.until", until=duty.due)))
    parts: list[Part] = [Heading(text("minutes.preview", meeting=meeting.code))]
    if request.step == CONFIRMED:
        parts.append(Paragraph(text("minutes.changed_meanwhile")))
    parts += [Facts(tuple(rows)), *body_parts(row.body), *source_parts(desk, CLAUSE, COMMENTS)]
    kept = request.at_step(request.step, values={"meeting": meeting.code, VERSION: row.version})
    return desk.show_first(kept, Card(tuple(parts)), confirm="minutes.button.circulate")


def _send(desk: Desk, person: Person, meeting: Meeting, row: Minutes) -> None:
    desk.tell(
        person, "minutes.circulated", meeting.code, key=f"minutes.circulated/{meeting.code}/{row.version}/{person.id}",
        meeting=meeting.code, title=meeting.title, until=row.comments_until, facts=register_facts(row),
        why=told_why(desk, COMMENTS), word=in_word(desk, row),
    )  # fmt: skip


def register_facts(row: Minutes) -> list[list[Said]]:
    """The decisions and actions of the minutes, a line each: they reach the members with them (ToR 5.1.8)."""
    body: dict[str, Any] = row.body
    decided = [[text("minutes.fact.decision", code=each["code"]), each["title"]] for each in body["decisions"]]
    return decided + [[_action_label(each), each["wording"]] for each in body["actions"]]


def _action_label(action: dict[str, Any]) -> Text:
    return text("minutes.fact.action", code=action["code"], organisation=action["organisation"])


def told_why(desk: Desk, setting: str) -> Text:
    """Why a notice about minutes came: the clause, and the setting that gives its number of days."""
    found = term(desk, setting)
    return text(
        "minutes.told_why",
        number=clause_number(desk, CLAUSE),
        name=text(f"term.{setting}"),
        count=found.working_days or 0,
    )


def _circulated_card(desk: Desk, meeting: Meeting, row: Minutes, told: list[Person], late: int) -> Card:
    parts: list[Part] = [
        Heading(text("minutes.circulated", meeting=meeting.code)),
        Paragraph(text("minutes.reached", count=len(told))),
        Paragraph(text("minutes.open_until", until=row.comments_until)),
    ]
    if late:
        parts.append(Note(text("minutes.lateness", count=late)))
    return Card((*parts, *source_parts(desk, CLAUSE, COMMENTS), Buttons((_show_button(meeting),))))


@command("minutes.close_comments", power="circulate_minutes", clock=True)
def close_comments(request: Request, desk: Desk) -> Reply:
    """At the announced moment the comments are gathered in one table and handed to the secretariat."""
    record_meeting.take_turns(desk)
    meeting = record_meeting.the_meeting(request, desk, circulated)
    assert meeting.id is not None
    row = minutes.current(desk.session, meeting.id)
    if row is None or row.status != CIRCULATED or row.comments_closed_at is not None:
        return Reply(Card((Heading(text("minutes.nothing_to_close")),)))
    require_closed(desk, meeting, row)
    close(desk, meeting, row)
    found = minutes.comments(desk.session, row.meeting_id)
    final = Button(text("minutes.button.final"), "minutes.final", {"meeting": meeting.code}, "primary", opens_form=True)
    parts = (
        Paragraph(text("minutes.closed", count=len(found), meeting=meeting.code)),
        *comments_parts(desk, row, found),
    )
    return Reply(Card((Heading(text("minutes.comments_title")), *parts, Buttons((final,)))))


def circulated(desk: Desk, meeting: Meeting) -> bool:
    """Whether its minutes went round and are not final yet."""
    assert meeting.id is not None
    found = minutes.current(desk.session, meeting.id)
    return found is not None and found.status == CIRCULATED


def require_closed(desk: Desk, meeting: Meeting, row: Minutes) -> None:
    """Refuse while the announced time for comments runs: nobody's time is shortened."""
    if row.comments_until is not None and desk.now < row.comments_until:
        why = text("minutes.still_open", meeting=meeting.code, until=row.comments_until)
        raise Refusal(why, clause=CLAUSE, setting=COMMENTS, instead=(_show_button(meeting),))


def close(desk: Desk, meeting: Meeting, row: Minutes) -> None:
    """Mark the comments as closed and hand the table to the secretariat."""
    row.comments_closed_at = desk.now
    desk.session.add(row)
    found = minutes.comments(desk.session, row.meeting_id)
    desk.record("minutes.comments_closed", meeting.code, CLAUSE, comments=len(found))
    table = comments_table(desk, row, found) if found else None
    for person in clerks(desk):
        desk.tell(
            person, "minutes.comments_closed", meeting.code,
            key=f"minutes.comments_closed/{meeting.code}/{row.version}/{person.id}",
            meeting=meeting.code, title=meeting.title, count=len(found), due=final_due(desk, row),
            why=told_why(desk, FINAL_TERM), table=table,
        )  # fmt: skip
    if table:
        _hand_over(desk, meeting, row, table, len(found))


def _hand_over(desk: Desk, meeting: Meeting, row: Minutes, table: dict[str, Any], count: int) -> None:
    """The same table as a document, by mail, to who writes the final version: few letters, and no second reader."""
    foot = [part.words for part in source_parts(desk, CLAUSE) if isinstance(part, Note)]
    for person in officers(desk):
        desk.tell(
            person, "minutes.comments_table", meeting.code, road=MAIL,
            key=f"minutes.comments_table/{meeting.code}/{row.version}/{person.id}",
            meeting=meeting.code, title=meeting.title, count=count, due=final_due(desk, row),
            why=told_why(desk, FINAL_TERM), table=table,
            document={"file": text("minutes.comments_file", meeting=meeting.code), "foot": foot},
        )  # fmt: skip


def final_due(desk: Desk, row: Minutes) -> datetime:
    """The close of business so many working days after the close of comments, by the setting of the day it went round."""
    assert row.comments_until is not None
    closed, began = desk.law.day_of(row.comments_until), desk.law.day_of(row.circulated_at or row.comments_until)
    days = desk.law.term(FINAL_TERM, began).working_days or 0
    return desk.law.end_of(desk.law.days.count(closed, days), began)


def _show_button(meeting: Meeting) -> Button:
    return Button(text("minutes.button.show"), "minutes.show", {"meeting": meeting.code})
