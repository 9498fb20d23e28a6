"""The last day on which somebody can still be invited in time; afterwards the coordinator alone goes on, with a reason (ToR 5)."""

import secrets
from dataclasses import dataclass
from datetime import date

from handlers.commands import command
from handlers.desk import Desk
from handlers.mandates import may
from handlers.papers import off_paper
from handlers.reply import Button, Card, Heading, Note, Paragraph, Part, Refusal, Reply, Text, text
from handlers.request import Request
from scheduler.inviting import days_left, last_day, setting_for
from storage import drafts, meetings, people
from storage.directory import ORDINARY, DirectoryEntry
from storage.drafts import Draft
from storage.invitations import SpeakerInvitation
from storage.meetings import Meeting
from storage.people import Person

COMMAND = "speakers.invite"


@dataclass(frozen=True, slots=True)
class Lateness:
    """The setting that counts, its last day, and the working days left: 0 on that day, -1 once it is over."""

    setting: str
    last: date
    left: int

    @property
    def over(self) -> bool:
        """Whether the last day has passed."""
        return self.left < 0


def lateness(desk: Desk, meeting: Meeting, category: str, level: str) -> Lateness:
    """How much time is left to invite somebody of that category and level to that meeting."""
    setting = setting_for(category, level)
    last = last_day(desk.law, setting, meeting.starts_at, meeting.convened_at)
    return Lateness(setting, last, days_left(desk.law, last, desk.now))


def lateness_of(desk: Desk, row: SpeakerInvitation) -> Lateness:
    """The same for an invitation that was written down."""
    entry = desk.session.get(DirectoryEntry, row.entry_id) if row.entry_id else None
    meeting = desk.session.get_one(Meeting, row.meeting_id)
    return lateness(desk, meeting, row.category, entry.level if entry else ORDINARY)


def said(desk: Desk, late: Lateness) -> Text:
    """The last day in full, and how it stands."""
    if late.over:
        return text("invite.last_day.passed", day=late.last)
    if late.left == 0:
        return text("invite.last_day.today", until=desk.law.end_of(late.last))
    return text("invite.last_day.in_time", day=late.last, count=late.left, days=late.left)


def warnings(desk: Desk, late: Lateness, reason: str) -> list[Part]:
    """The plain warning: one working day left, or the last day itself, or over with who may go on."""
    if late.over:
        why = text("invite.warn.reason", reason=reason) if reason else _who_may(desk)
        return [Paragraph(text("invite.warn.passed", day=late.last)), Paragraph(why)]
    if late.left <= 1:
        key = "invite.warn.one_left" if late.left else "invite.warn.today"
        return [Paragraph(text(key, until=desk.law.end_of(late.last)))]
    return []


def _who_may(desk: Desk) -> Text:
    if may(desk.law.charter, "override", desk.offices):
        return text("invite.warn.reason_wanted")
    return text("invite.warn.who_may", who=[person.name for person in coordinators(desk)])


def coordinators(desk: Desk) -> list[Person]:
    """Those who may make an exception."""
    return people.readers(desk.session, desk.network_id, desk.law.charter.powers["override"].offices, desk.today)


def may_go_on(desk: Desk, late: Lateness, reason: str) -> bool:
    """Whether this person may let it go on now."""
    return not late.over or (bool(reason) and may(desk.law.charter, "override", desk.offices))


def too_late(desk: Desk, late: Lateness, instead: tuple[Button, ...] = ()) -> Refusal:
    """The refusal that names the last day, its setting and who may go on."""
    why = text("invite.too_late", day=late.last, who=[person.name for person in coordinators(desk)])
    return Refusal(why, clause=desk.law.term(late.setting).clause, setting=late.setting, instead=instead)


@command("speakers.ask_exception", power="invite_speakers")
def ask_exception(request: Request, desk: Desk) -> Reply:
    """Hand an invitation that comes too late to those who may make an exception; they see it whole and give the reason."""
    draft = drafts.find(desk.session, request.value("draft"))
    if draft is None or draft.person_id != desk.person_id or draft.command != COMMAND:
        raise Refusal(text("draft.unknown"))
    if draft.status != drafts.WAITING:
        raise Refusal(text("draft.settled"))
    who = coordinators(desk)
    for person in who:
        _ask(desk, draft, person)
    draft.status, draft.settled_at = drafts.DISCARDED, desk.now
    desk.session.add(draft)
    desk.record("speaker.exception_asked", str(draft.values.get("meeting", "")), "5.1")
    waits = Paragraph(text("invite.exception.waits", names=[person.name for person in who]))
    return Reply(Card((Heading(text("invite.exception.asked")), waits)))


def _ask(desk: Desk, draft: Draft, person: Person) -> None:
    assert person.id is not None
    assert desk.person is not None
    token = secrets.token_urlsafe(12)
    theirs = Draft(
        token=token, network_id=desk.network_id, person_id=person.id, command=draft.command, values=draft.values,
        made_at=desk.now,
    )  # fmt: skip
    desk.session.add(theirs)
    values = off_paper(draft.values)
    meeting = meetings.by_code(desk.session, desk.network_id, str(values["meeting"]))
    assert meeting is not None
    desk.tell(
        person, "speaker.exception_wanted", meeting.code, key=f"speaker.exception_wanted/{draft.token}/{person.id}",
        draft=token, who=desk.person.name, topic=str(values["topic"]), meeting=meeting.code, when=meeting.starts_at,
    )  # fmt: skip


def note(desk: Desk, late: Lateness) -> Note:
    """That the last day is a setting, and under which clause."""
    clause = desk.law.charter.clauses[desk.law.term(late.setting).clause].number
    return Note(text("source.setting", name=text(f"term.{late.setting}"), clause=clause))
