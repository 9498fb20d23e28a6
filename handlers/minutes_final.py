"""The final minutes: corrected after the comments, shown, then frozen under their fingerprint."""

from handlers import minutes_draft, record_meeting
from handlers.commands import command
from handlers.desk import Desk
from handlers.minutes_cards import (
    SHORT,
    body_parts,
    comments_parts,
    minutes_card,
    source_button,
    word_button,
)
from handlers.minutes_form import VERSION, correct_form, given
from handlers.minutes_places import section_name
from handlers.minutes_record import CLAUSE, FINAL_TERM, gathered, in_word, readers
from handlers.minutes_round import circulated, close, register_facts, require_closed, told_why
from handlers.reply import Button, Buttons, Card, Facts, Heading, Paragraph, Part, Refusal, Reply, Said, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.why import source_parts
from storage import minutes
from storage.meetings import Meeting
from storage.minutes import CIRCULATED, FINAL, WORD, Minutes, MinutesFile
from storage.people import Person

Body = dict[str, object]
REVIEWED = "reviewed"
"""Set once the secretariat has had the form before it, with or without corrections."""


@command("minutes.final", power="circulate_minutes")
def final(request: Request, desk: Desk) -> Reply:
    """After the close of comments the secretariat corrects, looks at the whole, and freezes it; readers receive it."""
    record_meeting.take_turns(desk)
    meeting = record_meeting.the_meeting(request, desk, circulated)
    row = _to_finish(desk, meeting)
    if request.step == FORM or not request.value(VERSION):
        return _asked(request, desk, meeting, row)
    try:
        words = given(request, row)
    except Refusal as refusal:
        refusal.form = correct_form(request, meeting, row, "minutes.final", text("minutes.form.final"))
        raise
    body = minutes_draft.corrected(minutes_draft.renewed(row.body, gathered(desk, meeting)), words)
    told = [person for person in readers(desk, meeting, row.label) if person.id != desk.person_id]
    if request.step != CONFIRMED or request.value("fingerprint") != minutes_draft.fingerprint(body):
        return _shown(request, desk, meeting, row, body, told)
    done = _freeze(desk, meeting, row, body)
    _from_file(request, desk, done)
    for person in told:
        _send(desk, person, meeting, done)
    presses = Buttons((word_button(meeting.code), source_button(meeting.code)))
    finished = Paragraph(text("minutes.finished", count=len(told)))
    return Reply(minutes_card(desk, done, finished, *source_parts(desk, CLAUSE), presses))


def _to_finish(desk: Desk, meeting: Meeting) -> Minutes:
    assert meeting.id is not None
    row = minutes.current(desk.session, meeting.id)
    show = Button(text("minutes.button.show"), "minutes.show", {"meeting": meeting.code})
    if row is not None and row.status == FINAL:
        raise Refusal(text("minutes.final_already", meeting=meeting.code), clause=CLAUSE, instead=(show,))
    if row is None or row.status != CIRCULATED:
        circulate = Button(text("minutes.button.circulate"), "minutes.circulate", {"meeting": meeting.code}, "primary")
        raise Refusal(
            text("minutes.not_circulated", meeting=meeting.code),
            clause=CLAUSE,
            setting=FINAL_TERM,
            instead=(circulate,),
        )
    require_closed(desk, meeting, row)
    return row


def _asked(request: Request, desk: Desk, meeting: Meeting, row: Minutes) -> Reply:
    """The comments in their table, and the form to take them up in."""
    comments = minutes.comments(desk.session, row.meeting_id)
    heading = Heading(text("minutes.comments_of", meeting=meeting.code, count=len(comments)))
    card = Card((heading, *comments_parts(desk, row, comments)))
    return Reply(card, correct_form(request, meeting, row, "minutes.final", text("minutes.form.final")))


def _shown(request: Request, desk: Desk, meeting: Meeting, row: Minutes, body: Body, told: list[Person]) -> Reply:
    """What changed against what went round, the whole, and who receives it."""
    changed = [section_name(name, body) for name in minutes_draft.changed(row.body, body)]
    rows: list[tuple[Said, Said]] = [
        (
            text("minutes.fact.changed"),
            text("decisions.listed", all=changed) if changed else text("minutes.nothing_changed"),
        ),
        (text("minutes.fact.readers"), text("minutes.readers", count=len(told), who=[person.name for person in told])),
        (text("minutes.fact.road"), text("minutes.road")),
    ]
    parts: list[Part] = [Heading(text("minutes.final_preview", meeting=meeting.code))]
    if request.step == CONFIRMED:
        parts.append(Paragraph(text("minutes.changed_meanwhile")))
    parts += [
        Facts(tuple(rows)),
        *body_parts(body),
        Paragraph(text("minutes.will_freeze")),
        *source_parts(desk, CLAUSE, FINAL_TERM),
    ]
    values = {**request.values, "meeting": meeting.code, "fingerprint": minutes_draft.fingerprint(body)}
    return desk.show_first(request.at_step(request.step, values=values), Card(tuple(parts)))


def _freeze(desk: Desk, meeting: Meeting, row: Minutes, body: Body) -> Minutes:
    if row.comments_closed_at is None:
        close(desk, meeting, row)
    done = Minutes(
        network_id=desk.network_id, meeting_id=row.meeting_id, version=minutes.next_version(desk.session, row.meeting_id), status=FINAL, body=body,
        written_by=desk.person_id, written_at=desk.now, circulated_at=row.circulated_at,
        comments_until=row.comments_until, comments_closed_at=row.comments_closed_at, final_at=desk.now,
        fingerprint=minutes_draft.fingerprint(body), label=row.label, source=minutes.FORM,
    )  # fmt: skip
    desk.session.add(done)
    desk.session.flush()
    desk.record("minutes.final", meeting.code, CLAUSE, version=done.version, fingerprint=done.fingerprint)
    return done


def _send(desk: Desk, person: Person, meeting: Meeting, done: Minutes) -> None:
    desk.tell(
        person, "minutes.final", meeting.code, key=f"minutes.final/{meeting.code}/{done.version}/{person.id}",
        meeting=meeting.code, title=meeting.title, when=done.final_at, fingerprint=done.fingerprint[:SHORT],
        facts=register_facts(done), why=told_why(desk, FINAL_TERM), word=in_word(desk, done),
    )  # fmt: skip


def _from_file(request: Request, desk: Desk, done: Minutes) -> None:
    """Where its words came with an edited Word file, the version and the file know each other."""
    file = desk.session.get(MinutesFile, int(request.value("file") or 0))
    if file is not None and file.meeting_id == done.meeting_id:
        done.source, file.minutes_id = WORD, done.id
        desk.session.add_all((done, file))
