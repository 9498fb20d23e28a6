"""Contact data are kept as long as somebody has a part in the network, and a while after: then they are deleted."""

from typing import Any

from sqlmodel import col, delete, or_, select

from handlers import members_parts as parts
from handlers.commands import command
from handlers.desk import Desk
from handlers.reply import Reply
from handlers.request import Request
from storage import calendars_sent, outbox, people
from storage.drafts import DISCARDED, WAITING, Draft
from storage.feeds import Feed
from storage.incoming_mail import MailAlias, MailReceived
from storage.meetings import Attendance
from storage.outbox import Notice
from storage.people import ERASED, Absence, Account, Person

SPEAK_OF_PEOPLE = (
    "members.handover", "members.welcome", "members.designated", "away.you_stand_in", "away.is_back", "voices.at_odds",
    "contacts.asked", "contacts.copied", "contacts.stands", "contacts.change",
    "mail.returned",
)  # fmt: skip
"""Notices in which somebody is named who is not their reader."""
DRAFTS = ("members.", "network.away")


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
    """Delete what tells who a person is and how to reach them; nothing that waits is sent to them any more."""
    assert person.id is not None
    outbox.hand_over(desk.session, desk.network_id, person.id, None)
    desk.session.exec(delete(Account).where(col(Account.person_id) == person.id))
    desk.session.exec(delete(Absence).where(col(Absence.person_id) == person.id))
    desk.session.exec(delete(Feed).where(col(Feed.person_id) == person.id))
    calendars_sent.forget(desk.session, desk.network_id, person.id)
    _clear_reasons(desk, person)
    _clear_drafts(desk, person)
    _clear_notices(desk, person)
    _clear_mail(desk, person)
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
    """What was typed by them, or about them when somebody was designated, was away or left."""
    for draft in desk.session.exec(select(Draft).where(Draft.network_id == desk.network_id)):
        about = draft.command.startswith(DRAFTS) and (_names(draft.values, person) or _names(draft.reply, person))
        if about or draft.person_id == person.id:
            draft.values, draft.reply = {}, None
            draft.status = DISCARDED if draft.status == WAITING else draft.status
            desk.session.add(draft)


def _clear_notices(desk: Desk, person: Person) -> None:
    """Where the notices about seats name them, it says that somebody left."""
    query = select(Notice).where(Notice.network_id == desk.network_id, col(Notice.notice).in_(SPEAK_OF_PEOPLE))
    for notice in desk.session.exec(query):
        if _names(notice.values, person):
            notice.values = _without(notice.values, person.name)
            notice.words = ""
            desk.session.add(notice)


def _clear_mail(desk: Desk, person: Person) -> None:
    """Of what came from them by mail only that it was read, and what was decided; their other addresses are forgotten."""
    desk.session.exec(delete(MailAlias).where(col(MailAlias.person_id) == person.id))
    query = select(MailReceived).where(
        MailReceived.network_id == desk.network_id,
        or_(col(MailReceived.person_id) == person.id, col(MailReceived.sender) == person.email),
    )
    for row in desk.session.exec(query):
        row.sender = row.attendee = row.subject = row.message_id = ""
        row.facts = {name: value for name, value in row.facts.items() if name in ("sequence", "stamp", "status")}
        desk.session.add(row)


def _names(values: Any, person: Person) -> bool:
    if isinstance(values, str):
        return person.name in values or person.email in values.lower()
    if isinstance(values, dict):
        values = list(values.values())
    return isinstance(values, list) and any(_names(each, person) for each in values)


def _without(values: Any, name: str) -> Any:
    """The same values with the name taken out, wherever it stands alone."""
    if isinstance(values, dict):
        return {key: _without(each, name) for key, each in values.items()}
    if isinstance(values, list):
        return [_without(each, name) for each in values]
    return ERASED if values == name else values
