"""What the page tells, read from the papers: who is here, one person's conversation, what has just happened."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from bot.notices import RUNNING, card_of, title_of
from bot.word.enclosure import WITH_FILE, WORD
from handlers.papers import reply_off_paper
from handlers.reply import Card, Form, Said, Text, text
from handlers.undo_cards import named
from storage import meetings, minutes, people, rehearsal
from storage.journal import JournalEntry
from storage.meetings import CANCELLED
from storage.minutes import FINAL
from storage.outbox import MAIL, SENT, Notice
from storage.people import Person
from storage.rehearsal import ChatLine

LAST = 80
"""How many entries of a conversation are shown."""


SAID = "web/said"
"""How the keys begin of what was said in words, not pressed or filled in."""


@dataclass(slots=True)
class Member:
    """Somebody to speak as: their offices, strongest first, and how much has reached them."""

    person: Person
    organisation: str
    offices: list[str] = field(default_factory=list)
    heard: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a conversation. `line` or `notice` is where its presses are looked up again."""

    at: datetime
    typed: str = ""
    card: Card | None = None
    form: Form | None = None
    refused: bool = False
    wrong: str = ""
    line: int = 0
    notice: int = 0
    said: bool = False
    """Words that can go to the minutes."""
    letter: int = 0
    subject: Said = ""
    minutes: str = ""
    """Of which meeting it brings the minutes in Word."""


@dataclass(slots=True)
class Happening:
    """Something that reached people, or that the clock did, at one moment."""

    at: datetime
    title: Said
    readers: list[Person] = field(default_factory=list)
    room: bool = False
    by_mail: bool = False


def roster(session: Session, network_id: int, today: date) -> dict[str, list[Member]]:
    """Who can be chosen, by organisation; the coordinator's organisation and office come first."""
    members: dict[int, Member] = {}
    held = people.holders(session, network_id, people.OFFICES, today)
    for office, person, organisation in sorted(held, key=lambda row: people.OFFICES.index(row[0].office)):
        assert person.id is not None
        members.setdefault(person.id, Member(person, organisation.name)).offices.append(office.office)
    for person_id, count in _heard(session, network_id):
        if person_id in members:
            members[person_id].heard = count
    grouped: dict[str, list[Member]] = defaultdict(list)
    for member in members.values():
        grouped[member.organisation].append(member)
    return dict(sorted(grouped.items(), key=lambda item: _weight(item[1])))


def conversation(session: Session, network_id: int, person_id: int) -> list[Entry]:
    """What one person said, was answered and received, in order."""
    received = iter(_received(session, network_id, person_id))
    entries: list[Entry] = []
    heard = 0
    for line in rehearsal.lines_of(session, person_id):
        while heard < line.heard and (notice := next(received, None)):
            entries.append(_told(session, notice))
            heard += 1
        entries.append(_said(line))
    entries += [_told(session, notice) for notice in received]
    older = _overtaken(session, network_id, person_id)
    return [entry for entry in entries if entry.notice not in older][-LAST:]


def heard_by(session: Session, network_id: int, person_id: int) -> int:
    """How many notices have reached a person."""
    return len(_received(session, network_id, person_id))


def room(session: Session, network_id: int) -> list[Entry]:
    """What was announced to the whole network, oldest first."""
    return [_told(session, notice) for notice in _received(session, network_id, None)][-LAST:]


def happened(session: Session, network_id: int, since: datetime | None, last: int = 400) -> list[Happening]:
    """What went out, and what the clock did, after that moment (or lately); oldest first."""
    query = select(Notice).where(Notice.network_id == network_id, Notice.status == SENT)
    if since is not None:
        query = query.where(col(Notice.sent_at) > since)
    newest = session.exec(query.order_by(col(Notice.sent_at).desc(), col(Notice.id).desc()).limit(last))
    known = {person.id: person for person in session.exec(select(Person).where(Person.network_id == network_id))}
    found: dict[tuple[object, ...], Happening] = {}
    for notice in reversed(list(newest)):
        assert notice.sent_at is not None
        key = (notice.sent_at, notice.notice, notice.about)
        happening = found.setdefault(key, Happening(notice.sent_at, title_of(notice), by_mail=notice.platform == MAIL))
        if notice.person_id is None:
            happening.room = True
        else:
            happening.readers.append(known[notice.person_id])
    acts = _acts_of_the_clock(session, network_id, since) if since is not None else []
    return sorted([*found.values(), *acts], key=lambda each: each.at)


def said_aloud(line: ChatLine) -> bool:
    """Whether a line is somebody's words: neither a press nor a command, and not withheld."""
    kept = not (line.reply or {}).get("withheld")
    return kept and line.key.startswith(f"{SAID}/") and not line.typed.lstrip().startswith(("/", "#"))


def something_to_minute(session: Session, network_id: int, now: datetime) -> bool:
    """Whether a meeting has begun whose minutes are not final yet."""
    begun = [row for row in meetings.all_meetings(session, network_id) if row.starts_at <= now]
    standing = [minutes.current(session, row.id or 0) for row in reversed(begun) if row.status != CANCELLED]
    return any(row is None or row.status != FINAL for row in standing)


def line_of(session: Session, person_id: int, line_id: int) -> ChatLine | None:
    """A line of that person's own conversation."""
    line = session.get(ChatLine, line_id)
    return line if line is not None and line.person_id == person_id else None


def notice_for(session: Session, network_id: int, person_id: int, notice_id: int) -> Notice | None:
    """A notice that reached that person, or the room."""
    notice = session.get(Notice, notice_id)
    if notice is None or notice.network_id != network_id or notice.status != SENT:
        return None
    return notice if notice.person_id in {person_id, None} else None


def _received(session: Session, network_id: int, person_id: int | None) -> list[Notice]:
    query = select(Notice).where(Notice.network_id == network_id, Notice.person_id == person_id, Notice.status == SENT)
    return list(session.exec(query.order_by(col(Notice.sent_at), col(Notice.id))))


def _overtaken(session: Session, network_id: int, person_id: int) -> set[int]:
    """The cards of a running record (ids of notices) in whose place a newer one lies."""
    rows = [row for row in _received(session, network_id, person_id) if row.notice == RUNNING]
    newest = {row.about: row.id for row in rows}
    return {row.id for row in rows if row.id is not None and row.id != newest[row.about]}


def _heard(session: Session, network_id: int) -> Iterable[tuple[int, int]]:
    query = select(Notice.person_id, func.count()).where(Notice.network_id == network_id, Notice.status == SENT)
    return [
        (person, count) for person, count in session.exec(query.group_by(col(Notice.person_id))) if person is not None
    ]


def _weight(members: list[Member]) -> tuple[int, str]:
    """Organisations in order: the coordinator's, then by name, then guests."""
    strongest = min(people.OFFICES.index(member.offices[0]) for member in members)
    guests = people.OFFICES.index("government")
    return (0 if strongest == 0 else 2 if strongest >= guests else 1, members[0].organisation)


def _said(line: ChatLine) -> Entry:
    reply = reply_off_paper(line.reply) if line.reply else None
    assert line.id is not None
    if reply is None:
        return Entry(line.said_at, typed=line.typed, line=line.id)
    return Entry(
        line.said_at,
        line.typed,
        reply.card,
        reply.form,
        reply.refused,
        reply.wrong,
        line=line.id,
        said=said_aloud(line),
    )


def _told(session: Session, notice: Notice) -> Entry:
    assert notice.sent_at is not None
    assert notice.id is not None
    if notice.platform == MAIL:
        letter = rehearsal.letter_by_message_id(session, notice.network_id, notice.external_id)
        subject: Said = letter.subject if letter else title_of(notice)
        return Entry(notice.sent_at, notice=notice.id, letter=(letter.id or 0) if letter else 0, subject=subject)
    brings = str(notice.values["meeting"]) if notice.notice in WITH_FILE and notice.values.get(WORD) else ""
    return Entry(notice.sent_at, card=card_of(notice), notice=notice.id, minutes=brings)


def _acts_of_the_clock(session: Session, network_id: int, since: datetime) -> list[Happening]:
    query = select(JournalEntry).where(
        JournalEntry.network_id == network_id,
        JournalEntry.at > since,
        col(JournalEntry.person_id).is_(None),
        JournalEntry.act != "refused",
    )
    entries = session.exec(query.order_by(col(JournalEntry.number)))
    return [Happening(each.at, _by_the_clock(each)) for each in entries]


def _by_the_clock(entry: JournalEntry) -> Text:
    """What it did, and about what where that has a name."""
    act, about = text(f"act.{entry.act}"), named(entry)
    return text("page.by_the_clock_about", act=act, about=about) if about else text("page.by_the_clock", act=act)
