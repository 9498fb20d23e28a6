"""«¿A quién le falta responder?»: the bodies whose answer is still awaited, matter by matter; nobody is named (ToR 5.1.8)."""

from collections.abc import Iterator

from handlers.attendance_seats import CONFIRMED, REGRETS, convened, seats
from handlers.commands import command
from handlers.desk import Desk
from handlers.reply import Button, Buttons, Card, Facts, Heading, Note, Paragraph, Reply, Said, text
from handlers.request import Request
from handlers.why import source_parts
from scheduler import duties
from scheduler.polling import as_said
from storage import meetings, minutes
from storage.meetings import CONVENED, Meeting
from storage.minutes import CIRCULATED

FOLLOW_UP = "5.1.8"
ASKED_OF_BODIES = (
    "absent.answer", "no_objection.reminder", "agenda.answer", "contacts.answer", "poll.answer", "group.consultation",
)  # fmt: skip
"""The duties of each organisation to answer something."""
Awaited = tuple[str, str, Said, list[str]]
"""What it is about, a name of the question, the question in words, and the bodies still to answer it."""


@command("network.unanswered", power="see_deliveries")
def unanswered(request: Request, desk: Desk) -> Reply:
    """Of a decision, a meeting, its minutes, or of all that is open: for those who follow it alone, and bodies, not people."""
    wanted, only = request.value("code").upper(), request.value("of")
    rows = [row for row in _all(desk) if wanted in ("", row[0].upper()) and only in ("", row[1])]
    heading = Heading(
        text("unanswered.title", code=as_said(rows[0][0] if rows else wanted)) if wanted else text("unanswered.all")
    )
    note, mine = Note(text("unanswered.note")), Buttons((Button(text("button.obligations"), "network.obligations"),))
    source = source_parts(desk, FOLLOW_UP)
    if not rows:
        return Reply(Card((heading, Paragraph(text("unanswered.none")), *source, mine)))
    facts = Facts(
        tuple((_matter(about, what), text("unanswered.bodies", all=bodies)) for about, _, what, bodies in rows)
    )
    return Reply(Card((heading, facts, note, *source, mine)))


def _matter(about: str, what: Said) -> Said:
    """What is not known by a code, but by the day it is due, is said without it."""
    return what if about[:1].isdigit() else text("unanswered.matter", what=what, about=as_said(about))


def _all(desk: Desk) -> list[Awaited]:
    return [row for row in (*_duties(desk), *_attendance(desk), *_comments(desk)) if row[3]]


def _duties(desk: Desk) -> Iterator[Awaited]:
    papers = duties.gather(desk.session, desk.network_id, desk.law, desk.now)
    found: dict[tuple[str, str], set[str]] = {}
    for duty in duties.all_duties(papers, desk.law, desk.now):
        begun = duty.open and (duty.opens is None or duty.opens <= desk.now)
        if duty.name in ASKED_OF_BODIES and begun and duty.organisation_id is not None:
            found.setdefault((duty.about, duty.name), set()).add(papers.organisations.get(duty.organisation_id, ""))
    for (about, name), bodies in found.items():
        yield about, name, text(f"unanswered.of.{name}"), sorted(bodies)


def _attendance(desk: Desk) -> Iterator[Awaited]:
    for meeting in meetings.coming(desk.session, desk.network_id, desk.now):
        if meeting.status == CONVENED:
            rows = meetings.attendance(desk.session, meeting.id or 0)
            said = {row.organisation_id for row in rows if row.answer in (CONFIRMED, REGRETS)}
            bodies = [body.name for body in seats(desk, meeting) if body.id not in said]
            yield meeting.code, "attendance", text("unanswered.of.attendance"), bodies


def _comments(desk: Desk) -> Iterator[Awaited]:
    """Minutes out for comments: who neither commented nor said that there is nothing to comment. Silence is assent there."""
    for meeting in meetings.all_meetings(desk.session, desk.network_id):
        row = minutes.current(desk.session, meeting.id or 0)
        if row is not None and row.status == CIRCULATED and row.comments_closed_at is None:
            yield meeting.code, "minutes", text("unanswered.of.minutes"), _without_comment(desk, meeting)


def _without_comment(desk: Desk, meeting: Meeting) -> list[str]:
    number = meeting.id or 0
    said = {each.organisation_id for each in minutes.comments(desk.session, number)}
    said |= set(minutes.content(desk.session, number))
    return [body.name for body in convened(desk, meeting) if body.id not in said]
