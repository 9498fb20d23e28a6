"""When a convocation goes against a term: the secretariat asks whoever may make an exception, with everything filled in."""

import secrets
from datetime import date, time

from handlers.commands import command
from handlers.desk import Desk
from handlers.papers import off_paper
from handlers.reply import Card, Heading, Paragraph, Refusal, Reply, Text, text
from handlers.request import Request
from storage import drafts, meetings, people
from storage.drafts import Draft
from storage.people import Person

FOR = ("meetings.convene", "meetings.move")


@command("meetings.ask_exception", power="convene")
def ask_exception(request: Request, desk: Desk) -> Reply:
    """Hand a draft that needs an exception to those who may make one; they see it whole and decide with a reason."""
    draft = drafts.find(desk.session, request.value("draft"))
    if draft is None or draft.person_id != desk.person_id or draft.command not in FOR:
        raise Refusal(text("draft.unknown"))
    if draft.status != drafts.WAITING:
        raise Refusal(text("draft.settled"))
    offices = desk.law.charter.powers["override"].offices
    who = people.readers(desk.session, desk.network_id, offices, desk.today)
    for person in who:
        _ask(desk, draft, person)
    draft.status, draft.settled_at = drafts.DISCARDED, desk.now
    desk.session.add(draft)
    desk.record("meeting.exception_asked", "", desk.law.charter.powers["override"].clause, asked_for=draft.command)
    names = [person.name for person in who]
    return Reply(
        Card((Heading(text("meeting.exception.asked")), Paragraph(text("meeting.exception.waits", names=names))))
    )


def _ask(desk: Desk, draft: Draft, person: Person) -> None:
    """The draft again, in the other person's hands, and a word to them."""
    assert person.id is not None
    assert desk.person is not None
    token = secrets.token_urlsafe(12)
    desk.session.add(
        Draft(
            token=token, network_id=desk.network_id, person_id=person.id, command=draft.command, values=draft.values,
            made_at=desk.now,
        )
    )  # fmt: skip
    values = off_paper(draft.values)
    about = str(values.get("meeting", ""))
    meeting = meetings.by_code(desk.session, desk.network_id, about) if about else None
    kind = meeting.kind if meeting else values["kind"]
    at = desk.law.at(date.fromisoformat(values["date"]), time.fromisoformat(values["time"]))
    desk.tell(
        person, "meeting.exception_wanted", about, key=f"meeting.exception_wanted/{draft.token}/{person.id}",
        draft=token, who=desk.person.name, kind=text(f"meeting_kind.{kind}"), when=at,
        title=meeting.title if meeting else values["title"], why=_why(desk),
    )  # fmt: skip


def _why(desk: Desk) -> Text:
    clause = desk.law.charter.powers["override"].clause
    number = desk.law.charter.clauses[clause].number
    return text("meeting.exception.why", act=text("power.override"), clause=number)
