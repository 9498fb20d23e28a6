"""Where the record knows somebody of the directory besides their entry: invitations, mail, calendars, the guest (data protection)."""

from dataclasses import dataclass, field

from sqlalchemy import ColumnElement
from sqlmodel import col, delete, or_, select

from handlers.desk import Desk
from handlers.mandates import GUESTS
from handlers.members_erasing import forget
from handlers.taking_out import names_any, without
from storage import invitations
from storage.calendars_sent import CalendarSent
from storage.directory import DirectoryEntry
from storage.incoming_mail import MailAlias, MailReceived
from storage.invitations import CLEARED, DRAFTED, SpeakerInvitation
from storage.outbox import Notice
from storage.people import Office, Person
from storage.rehearsal import Letter


@dataclass(frozen=True, slots=True)
class Traces:
    """Everything that is held about one person of the directory, their entry and appearances aside."""

    invitations: list[SpeakerInvitation]
    mail: list[MailReceived]
    calendars: list[CalendarSent]
    guest: Person | None
    offices: list[Office] = field(default_factory=list)


def traces(desk: Desk, entry: DirectoryEntry) -> Traces:
    """What the record holds about the person of an entry. Somebody who serves a member is no guest, whatever else they are."""
    guest = _guest(desk, entry)
    invited = _invitations(desk, entry, guest)
    offices = list(desk.session.exec(select(Office).where(Office.person_id == guest.id))) if guest else []
    return Traces(invited, _mail(desk, entry, guest, invited), _calendars(desk, entry, guest), guest, offices)


def clear(desk: Desk, entry: DirectoryEntry, found: Traces) -> int:
    """Take the person out of all of it; how many notices named them. The institution and what was done stay."""
    for row in found.invitations:
        _clear_invitation(desk, row, entry)
    for message in found.mail:
        message.sender = message.attendee = message.subject = message.outcome = ""
        message.facts = {}
        desk.session.add(message)
    for sent in found.calendars:
        sent.email, sent.raw = "", b""
        desk.session.add(sent)
    notices = _clear_notices(desk, entry, found.guest)
    if entry.email:
        kept = delete(Letter).where(col(Letter.network_id) == desk.network_id, col(Letter.recipient) == entry.email)
        desk.session.exec(kept)
    if found.guest is not None:
        _clear_guest(desk, found)
    desk.session.flush()
    return notices


def _guest(desk: Desk, entry: DirectoryEntry) -> Person | None:
    person = desk.session.get(Person, entry.person_id) if entry.person_id else None
    if person is None or person.erased_at is not None:
        return None
    held = desk.session.exec(select(Office.office).where(Office.person_id == person.id))
    return person if all(office in GUESTS for office in held) else None


def _invitations(desk: Desk, entry: DirectoryEntry, guest: Person | None) -> list[SpeakerInvitation]:
    theirs: list[ColumnElement[bool]] = [col(SpeakerInvitation.entry_id) == entry.id]
    theirs += [col(SpeakerInvitation.person_id) == guest.id] if guest else []
    query = select(SpeakerInvitation).where(SpeakerInvitation.network_id == desk.network_id, or_(*theirs))
    return list(desk.session.exec(query.order_by(col(SpeakerInvitation.id))))


def _mail(
    desk: Desk, entry: DirectoryEntry, guest: Person | None, invited: list[SpeakerInvitation]
) -> list[MailReceived]:
    theirs: list[ColumnElement[bool]] = [col(MailReceived.invitation_id).in_([row.id for row in invited])]
    theirs += [col(MailReceived.person_id) == guest.id] if guest else []
    if entry.email:
        theirs += [
            col(each).icontains(entry.email, autoescape=True) for each in (MailReceived.sender, MailReceived.attendee)
        ]
    here = or_(col(MailReceived.network_id) == desk.network_id, col(MailReceived.network_id).is_(None))
    return list(desk.session.exec(select(MailReceived).where(here, or_(*theirs)).order_by(col(MailReceived.id))))


def _calendars(desk: Desk, entry: DirectoryEntry, guest: Person | None) -> list[CalendarSent]:
    theirs: list[ColumnElement[bool]] = [col(CalendarSent.person_id) == guest.id] if guest else []
    theirs += [col(CalendarSent.email) == entry.email] if entry.email else []
    if not theirs:
        return []
    query = select(CalendarSent).where(CalendarSent.network_id == desk.network_id, or_(*theirs))
    return list(desk.session.exec(query.order_by(col(CalendarSent.id))))


def _clear_invitation(desk: Desk, row: SpeakerInvitation, entry: DirectoryEntry) -> None:
    """What was not sent is not sent any more; a comment keeps what it says without the name."""
    for comment in invitations.comments(desk.session, row.id or 0):
        comment.words = without(comment.words, [entry.name, entry.email])
        desk.session.add(comment)
    if row.status in (DRAFTED, CLEARED):
        row.withdrawn_at = desk.now
    row.name, row.speaker, row.wording = "", "", {}
    desk.session.add(row)


def _clear_guest(desk: Desk, found: Traces) -> None:
    assert found.guest is not None
    desk.session.exec(delete(MailAlias).where(col(MailAlias.person_id) == found.guest.id))
    for office in found.offices:
        if office.until is None or office.until > desk.today:
            office.until = desk.today
            desk.session.add(office)
    forget(desk, found.guest)


def _clear_notices(desk: Desk, entry: DirectoryEntry, guest: Person | None) -> int:
    """What was sent to them or named them stays on record without the name."""
    names = list(dict.fromkeys(name for name in (entry.name, entry.email, guest.name if guest else "") if name))
    count = 0
    for notice in desk.session.exec(select(Notice).where(Notice.network_id == desk.network_id)):
        to_them = guest is not None and notice.person_id == guest.id
        if to_them or names_any([notice.values, notice.words], names):
            notice.values, notice.words = without(notice.values, names), ""
            desk.session.add(notice)
            count += 1
    return count
