"""Contact data are kept as long as somebody has a part in the network, and a while after: then they are deleted."""

from typing import Any

from sqlmodel import col, delete, or_, select, update

from handlers import members_parts as parts
from handlers.commands import command
from handlers.desk import Desk
from handlers.reply import Reply
from handlers.request import Request
from handlers.taking_out import names_any, without
from storage import calendars_sent, drafts, inbound, outbox, people
from storage.drafts import DISCARDED, WAITING, Draft
from storage.feeds import Feed
from storage.incoming_mail import MailAlias, MailReceived
from storage.meetings import Attendance
from storage.minutes import MinutesFile
from storage.outbox import Notice
from storage.people import ERASED, Absence, Account, Person
from storage.rehearsal import ChatLine, Letter


@command("members.delete_contact", power="manage_people", clock=True)
def delete_contact(request: Request, desk: Desk) -> Reply:
    """Name, address and accounts of somebody who left are deleted; what their agency did stays, under its own name."""
    person = _person(request, desk)
    if person is None or person.id is None or people.offices_of(desk.session, person.id, desk.today):
        return Reply()  # deleted already, or they came back meanwhile
    forget(desk, person)
    desk.record("person.erased", str(person.id), parts.FOCAL_POINTS, person=person.id)
    return Reply()


def forget(desk: Desk, person: Person) -> None:
    """Delete what tells who a person is; also what is kept for undoing, for a row may hold their words unnamed."""
    drafts.forget_undoable(desk.session, desk.network_id, desk.now)
    strike_out(desk, person)


def strike_out(desk: Desk, person: Person) -> None:
    """Delete a name, how to reach it, and where it stands; nothing that waits is sent there any more."""
    assert person.id is not None
    outbox.hand_over(desk.session, desk.network_id, person.id, None)
    outbox.silence(desk.session, desk.network_id, person.id)
    desk.session.exec(delete(Account).where(col(Account.person_id) == person.id))
    desk.session.exec(delete(Absence).where(col(Absence.person_id) == person.id))
    desk.session.exec(delete(Feed).where(col(Feed.person_id) == person.id))
    calendars_sent.forget(desk.session, desk.network_id, person.id)
    _clear_reasons(desk, person)
    _clear_drafts(desk, person)
    _clear_notices(desk, person)
    _clear_post(desk, person)
    _clear_conversation(desk, person)
    _clear_files(desk, person)
    person.name, person.email, person.erased_at = ERASED, f"{ERASED}/{person.id}", desk.now
    desk.session.add(person)


def _person(request: Request, desk: Desk) -> Person | None:
    number = request.value("person")
    person = desk.session.get(Person, int(number)) if number.isascii() and number.isdigit() else None
    known = person is not None and person.network_id == desk.network_id and person.erased_at is None
    return person if known else None


def _clear_reasons(desk: Desk, person: Person) -> None:
    """Why they could not come; that their agency excused itself stays."""
    query = select(Attendance).where(Attendance.network_id == desk.network_id, Attendance.person_id == person.id)
    for row in desk.session.exec(query):
        row.reason = ""
        desk.session.add(row)


def _clear_drafts(desk: Desk, person: Person) -> None:
    """What was typed by them, or names them."""
    for draft in desk.session.exec(select(Draft).where(Draft.network_id == desk.network_id)):
        if draft.person_id == person.id or names_any([draft.values, draft.reply], _own(person)):
            draft.values, draft.reply = {}, None
            draft.status = DISCARDED if draft.status == WAITING else draft.status
            desk.session.add(draft)


def _clear_notices(desk: Desk, person: Person) -> None:
    """What was sent to them or names them stays on record without the name."""
    for notice in desk.session.exec(select(Notice).where(Notice.network_id == desk.network_id)):
        named = names_any([notice.values, notice.words], _own(person))
        if named:
            notice.values = without(notice.values, _own(person))
        if named or notice.person_id == person.id:
            notice.words = ""
            desk.session.add(notice)


def _clear_post(desk: Desk, person: Person) -> None:
    """Mail that came from them, what their calendar was told, letters kept in a rehearsal, and their other addresses."""
    session, here = desk.session, desk.network_id
    theirs = or_(
        col(MailReceived.person_id) == person.id, col(MailReceived.sender).icontains(person.email, autoescape=True)
    )
    nothing: dict[str, Any] = {"sender": "", "subject": "", "attendee": "", "facts": {}, "outcome": ""}
    session.execute(update(MailReceived).where(col(MailReceived.network_id) == here, theirs).values(**nothing))
    session.execute(delete(MailAlias).where(col(MailAlias.person_id) == person.id))
    session.execute(delete(Letter).where(col(Letter.network_id) == here, col(Letter.recipient) == person.email))


def _clear_conversation(desk: Desk, person: Person) -> None:
    """Their own lines go, and the answers that were remembered for a redelivery where these name them."""
    session = desk.session
    session.execute(delete(ChatLine).where(col(ChatLine.person_id) == person.id))
    for line in session.exec(select(ChatLine).where(ChatLine.network_id == desk.network_id)):
        if names_any([line.typed, line.reply], _own(person)):
            line.typed, line.reply = without(line.typed, _own(person)), without(line.reply, _own(person))
            session.add(line)
    inbound.forget_replies(session, _own(person))


def _clear_files(desk: Desk, person: Person) -> None:
    """Word files that they sent say in themselves who edited them; the versions they became stay."""
    theirs = (MinutesFile.network_id == desk.network_id, MinutesFile.sent_by == person.id)
    for row in desk.session.exec(select(MinutesFile).where(*theirs)):
        row.content, row.name = b"", ""
        desk.session.add(row)


def _own(person: Person) -> list[str]:
    return [person.name, person.email]
