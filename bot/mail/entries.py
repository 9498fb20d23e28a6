"""One reader's calendar entry as the record has it now, beside the version they were last sent; and when a letter is needless.

A letter is written from the record at the moment it leaves, so several changes make one update and the order in which
letters leave does not matter: whoever got nothing yet is invited, whoever has the present state is written nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.language.catalogue import Words
from bot.mail.harmless import one_line
from bot.mail.invitation import CANCEL, REQUEST, Invitation, Opened, uid_of
from bot.plain import Say
from handlers.reply import Said, text
from storage import calendars_sent, directory, invitations, meetings
from storage.calendars_sent import MEETINGS, SLOTS, TAKE_OUT, CalendarSent
from storage.charter import Charter
from storage.invitations import SpeakerInvitation
from storage.meetings import CANCELLED, Meeting
from storage.networks import Network
from storage.outbox import Notice
from storage.people import Person

METHODS = {notice: CANCEL if notice in TAKE_OUT else REQUEST for notice in (*MEETINGS, *SLOTS)}
"""The notices that carry an invitation, and what each asks of a calendar."""
AGAIN = "again"
"""Among a notice's values: its letter is sent once more on purpose."""
REMOVED = "invitation.removed"
"""How a cancellation reads for somebody who is no longer convened to a meeting that is held all the same."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one reader's calendar is to say of a meeting, or of their own slot in it.

    `words` names the letter that goes with it: whoever got nothing before is invited, not updated.
    `before` is the version they have; `sequence` is counted for this reader.
    """

    words: str
    method: str
    uid: str
    sequence: int
    code: str
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str
    slot: bool = False
    gone: bool = False
    """The meeting was cancelled, or the invitation to speak withdrawn."""
    before: CalendarSent | None = None
    abroad: str = ""
    """The reader's own zone, where it is known to be another."""

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return (self.ends_at - self.starts_at) // timedelta(minutes=1)


def entry_of(session: Session, notice: Notice, charter: Charter, domain: str, say: Say, language: str) -> Entry | None:
    """The entry a notice is about; None when the record knows no such meeting or slot, or the notice has no reader."""
    meeting = meetings.by_code(session, notice.network_id, str(notice.values.get("meeting") or ""))
    if meeting is None or notice.person_id is None:
        return None
    slot = _slot(session, notice) if notice.notice in SLOTS else None
    if notice.notice in SLOTS and slot is None:
        return None
    uid = uid_of(meeting.code, charter.name, domain, slot.id if slot else None)
    last = calendars_sent.last_version(session, notice.network_id, uid, notice.person_id)
    present = slot or meeting
    gone = meeting.status == CANCELLED or (slot is not None and slot.withdrawn_at is not None)
    called: Said = named(meeting)
    if slot is not None:
        called = text(
            "mail.slot.named", topic=slot.topic, network=charter.short.get(language) or charter.short[charter.language]
        )
    entry = Entry(
        words=notice.notice, method=METHODS[notice.notice], uid=uid, sequence=present.sequence, code=meeting.code,
        starts_at=present.starts_at, ends_at=present.ends_at, title=one_line(say(called)), place=one_line(meeting.place),
        slot=slot is not None, gone=gone, before=last, abroad=_abroad(session, notice, charter),
    )  # fmt: skip
    return _for_reader(session, notice, entry)


def needless(session: Session, notice: Notice, entry: Entry | None, now: datetime) -> str:
    """Why a letter need not leave any more, or ""."""
    if entry is None or notice.person_id is None:
        return ""
    has = entry.before is not None and entry.before.method == REQUEST
    if entry.method == REQUEST:
        if entry.gone:
            return "cancelled"
        if entry.ends_at <= now:
            return "over"
        # The same letter sent again on purpose, because it got lost, is no second one.
        again = bool(notice.values.get(AGAIN)) or (entry.before is not None and entry.before.key == notice.key)
        same = has and not again and not changes(entry)
        return "told_already" if same else ""
    if has or (entry.before is None and _unkept(session, notice, entry)):
        return ""
    return "not_in_the_calendar"


def needless_among(
    session: Session, notices: Sequence[Notice], charters: Mapping[str, Charter], domain: str, now: datetime
) -> dict[int, str]:
    """Of these notices, the letters with a calendar (by id) that need not leave any more, and why."""
    found: dict[int, str] = {}
    for notice in notices:
        if notice.notice in METHODS and notice.id is not None and notice.person_id is not None:
            charter = charters[session.get_one(Network, notice.network_id).charter]
            language = session.get_one(Person, notice.person_id).language
            words = Words(language, charter.language, ZoneInfo(charter.zone))
            entry = entry_of(session, notice, charter, domain, words.say, words.language)
            if why := needless(session, notice, entry, now):
                found[notice.id] = why
    return found


def changes(entry: Entry) -> list[tuple[Said, Said, Said]]:
    """What is different from the version the reader has: of what, before, now."""
    before = entry.before
    if before is None or before.method == CANCEL:
        return []
    lasted = (before.ends_at - before.starts_at) // timedelta(minutes=1)
    nowhere = text("meeting.place.none")
    rows: list[tuple[bool, tuple[Said, Said, Said]]] = [
        (
            before.starts_at != entry.starts_at,
            (
                text("meeting.fact.when"),
                text("mail.when", when=before.starts_at),
                text("mail.when", when=entry.starts_at),
            ),
        ),
        (
            lasted != entry.minutes,
            (text("mail.change.length"), text("mail.minutes", count=lasted), text("mail.minutes", count=entry.minutes)),
        ),
        (before.place != entry.place, (text("meeting.fact.place"), before.place or nowhere, entry.place or nowhere)),
        (before.title != entry.title, (text("meeting.fact.title"), before.title, entry.title)),
    ]
    return [row for differs, row in rows if differs]


def named(meeting: Meeting) -> Said:
    """What a meeting is called: its kind, and its title if it has one."""
    kind = text(f"meeting_kind.{meeting.kind}")
    return text("mail.named", kind=kind, title=meeting.title) if meeting.title.strip() else kind


def version(notice: Notice, told: Invitation | Opened, email: str, calendar: bytes, at: datetime) -> CalendarSent:
    """The version as it is kept once it has left: whole."""
    assert notice.person_id is not None
    return CalendarSent(
        network_id=notice.network_id, key=notice.key, person_id=notice.person_id, email=email,
        meeting=str(notice.values.get("meeting")), uid=told.uid, method=told.method, sequence=told.sequence,
        starts_at=told.starts_at, ends_at=told.ends_at, title=told.title, place=told.place, sent_at=at, raw=calendar,
    )  # fmt: skip


def _for_reader(session: Session, notice: Notice, entry: Entry) -> Entry:
    """The same entry with this reader's sequence and the letter that suits what they have."""
    words = entry.words
    if entry.method == CANCEL:
        words = words if entry.gone or entry.slot else REMOVED
    elif entry.before is None or entry.before.method == CANCEL:
        unkept = entry.before is None and _unkept(session, notice, entry)
        words = words if unkept else (SLOTS if entry.slot else MEETINGS)[0]
    elif changes(entry):
        words = (SLOTS if entry.slot else MEETINGS)[1]
    return replace(entry, words=words, sequence=_sequence(entry))


def _sequence(entry: Entry) -> int:
    """SEQUENCE rises when the reader's answer may no longer hold: the hour, the length, the place; at a cancellation and after one.

    RFC 5546 2.1.4 asks for it when DTSTART, DTEND or STATUS change, and whenever the organiser deems that a change
    jeopardises the answers given: another place does (a room in place of a link). A corrected title does not: the same
    SEQUENCE with a later DTSTAMP brings it, and nobody is asked again. It is counted for each reader, from what that
    reader was sent, and is never below the meeting's own, so several changes in one update may raise it by more than one.
    """
    before = entry.before
    if before is None:
        return entry.sequence
    told = (before.starts_at, before.ends_at, before.place)
    again = CANCEL in (entry.method, before.method) or told != (entry.starts_at, entry.ends_at, entry.place)
    return max(entry.sequence, before.sequence + again)


def _unkept(session: Session, notice: Notice, entry: Entry) -> bool:
    """Whether an invitation left, or may have, of which no version was kept."""
    return not entry.slot and calendars_sent.written_before(session, notice)


def _slot(session: Session, notice: Notice) -> SpeakerInvitation | None:
    return invitations.invitation(session, notice.network_id, int(notice.values.get("invitation") or 0))


def _abroad(session: Session, notice: Notice, charter: Charter) -> str:
    """The zone of a speaker who lives by another clock than the network."""
    assert notice.person_id is not None
    zone = directory.zone_of(session, notice.network_id, notice.person_id)
    return "" if zone == charter.zone else zone
