"""What stands against a meeting's hour, asked of the record; and who may confirm it all the same."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from handlers.agenda_dates import source
from handlers.desk import Desk
from handlers.mandates import may
from handlers.meeting_dates import NEXT_YEAR, Conflict, Twice, conflicts
from handlers.reply import Button, Buttons, Card, Heading, Note, Paragraph, Part, Question, Reply, text
from handlers.request import Request
from scheduler import duties
from scheduler.duty import Duty
from scheduler.yearly import yearly_duties
from storage import meetings, networks, people
from storage.meetings import CONVENED, Meeting
from storage.people import Person

ACCEPTED = "accepted"
"""In a draft: the conflicts its author has seen and given a reason for."""


def conflicts_of(desk: Desk, meeting: Meeting) -> list[Conflict]:
    """What stands against the hour of this meeting, whether it is written down already or not."""
    calendar = _calendar_of(desk, desk.law.day_of(meeting.starts_at))
    found = conflicts(desk.law, meeting, desk.now, calendar, _twice(desk, meeting))
    return [*found, *_next_year(desk, meeting)]


def readers_of(desk: Desk, kind: str) -> list[Person]:
    """Everybody who is convened to this kind of meeting, each once, by name."""
    return people.readers(desk.session, desk.network_id, desk.law.charter.meetings[kind].readers, desk.today)


def left_open(desk: Desk, meeting: Meeting, year: int) -> Duty | None:
    """The duty of that year which nothing held or convened would meet without this meeting, if there is one."""
    papers = duties.gather(desk.session, desk.network_id, desk.law, desk.now)
    others = tuple(each for each in papers.meetings if each.id != meeting.id)
    found = yearly_duties(replace(papers, meetings=others), desk.law, desk.now)
    of_this = (duty for duty in found if duty.values["kind"] == meeting.kind and duty.about == str(year))
    return next((duty for duty in of_this if duty.open and not duty.ahead), None)


def _next_year(desk: Desk, meeting: Meeting) -> list[Conflict]:
    """A meeting of another year does not meet what this year still asks for."""
    year = desk.law.day_of(meeting.starts_at).year
    duty = left_open(desk, meeting, desk.today.year) if year > desk.today.year else None
    if duty is None:
        return []
    words = text("conflict.next_year", year=str(desk.today.year), kind=text(f"meeting_kind.{meeting.kind}"))
    return [Conflict(NEXT_YEAR, words, source(desk.law, duty.name), blocks=False)]


def _twice(desk: Desk, meeting: Meeting) -> list[Twice]:
    """Other convened meetings at an overlapping time to which some of the same people are convened."""
    ours = {person.id for person in readers_of(desk, meeting.kind)}
    found = []
    for other in meetings.all_meetings(desk.session, desk.network_id):
        apart = other.ends_at <= meeting.starts_at or other.starts_at >= meeting.ends_at
        if other.status != CONVENED or apart or (meeting.id is not None and other.id == meeting.id):
            continue
        both = tuple(person.name for person in readers_of(desk, other.kind) if person.id in ours)
        found += [Twice(other, both)] if both else []
    return found


def _calendar_of(desk: Desk, day: date) -> str:
    """The calendar in which that day is off: where the secretariat put it, else the charter's own, else the country's."""
    rules = desk.law.charter.calendars
    added = [row.calendar for row in networks.extra_days(desk.session, desk.network_id) if row.day == day]
    named = [name for name, rule in rules.items() if day in rule.days]
    national = [name for name, rule in rules.items() if rule.country]
    return next(name for name in (*added, *named, *national, *rules) if name in rules)


def conflict_parts(desk: Desk, found: Sequence[Conflict], reason: str) -> list[Part]:
    """The conflicts as they are said before anything is confirmed: each with its source, and who may go on."""
    if not found:
        return []
    parts: list[Part] = [Heading(text("conflict.title"))]
    for conflict in found:
        parts += [Paragraph(conflict.words), Note(conflict.source)]
    if any(conflict.blocks for conflict in found):
        parts.append(Paragraph(_who_may(desk, reason)))
    return parts


def _who_may(desk: Desk, reason: str) -> Any:
    if not may(desk.law.charter, "override", desk.offices):
        offices = desk.law.charter.powers["override"].offices
        names = [person.name for person in people.readers(desk.session, desk.network_id, offices, desk.today)]
        return text("conflict.who_may", offices=[text(f"office.{name}") for name in offices], names=names)
    return text("conflict.with_reason", reason=reason) if reason else text("conflict.reason_wanted")


def shown(request: Request, desk: Desk, card: Card, found: Sequence[Conflict], values: Mapping[str, Any]) -> Reply:
    """The preview. It can be confirmed when nothing blocks it, or by whoever may make an exception and says why."""
    blocking = [conflict.name for conflict in found if conflict.blocks]
    override = may(desk.law.charter, "override", desk.offices)
    pinned = request.at_step(request.step, values={**values, ACCEPTED: blocking})
    if not blocking or (override and values.get("reason")):
        return desk.show_first(pinned, card)
    draft = {"draft": desk.keep(request.command, dict(values))}
    mend = text("meeting.button.reason") if override else text("button.change")
    buttons = [Button(mend, "drafts.change", draft, "primary", opens_form=True)]
    if not override:
        buttons.append(Button(text("meeting.button.ask_exception"), "meetings.ask_exception", draft))
    buttons.append(Button(text("button.discard"), "drafts.discard", draft))
    return Reply(card.followed_by(Buttons(tuple(buttons))))


def still_stands(
    request: Request, desk: Desk, card: Card, found: Sequence[Conflict], values: Mapping[str, Any]
) -> None:
    """Before the act: what blocks must have been seen and accepted; otherwise it is shown again as it is now."""
    blocking = {conflict.name for conflict in found if conflict.blocks}
    accepted = set(request.values.get(ACCEPTED) or ())
    if not blocking:
        return
    if blocking <= accepted and values.get("reason") and may(desk.law.charter, "override", desk.offices):
        return
    changed = Card((Note(text("conflict.changed")), *card.parts))
    raise Question(shown(request, desk, changed, found, values))
