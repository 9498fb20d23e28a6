"""Every duty that binds time: one function a term of the charter, derived from the papers; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from scheduler.calendars import calendar_duties
from scheduler.circulating import circulating_duties
from scheduler.commenting import commenting_duties
from scheduler.contacts import contact_duties
from scheduler.deciding import decision_duties
from scheduler.duty import Duty, term_of
from scheduler.follow_up import follow_up_duties
from scheduler.following import ONCE_A_WEEK, action_duties
from scheduler.government import designation_government
from scheduler.groups import group_duties
from scheduler.law import Law
from scheduler.lines import daily_line
from scheduler.papers import Papers, gather
from scheduler.polling import polling_duties
from scheduler.retention import retention
from scheduler.seats import seat_duties
from scheduler.speaking import speaking_duties
from scheduler.yearly import executive_yearly, plenary_yearly, yearly_duties
from storage.agenda import DECIDE
from storage.charter import Ladder
from storage.meetings import CANCELLED, HELD, Meeting
from storage.people import Office

__all__ = ["Duty", "Papers", "all_duties", "executive_yearly", "gather", "pending_for", "plenary_yearly", "term_of"]


def all_duties(papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Every duty of a network, met, open and void, soonest first."""
    found = [duty for meeting in papers.meetings for rule in OF_A_MEETING for duty in rule(meeting, papers, law, now)]
    found += yearly_duties(papers, law, now)
    found += seat_duties(papers, law, now)
    found += contact_duties(papers, law, now)
    found += group_duties(papers, law, now)
    found += polling_duties(papers, law, now)
    found += circulating_duties(papers, law, now)
    found += decision_duties(papers, law, now)
    found += action_duties(papers, law, now)
    found += follow_up_duties(papers, law, now)
    found += daily_line(papers, law, now)
    found += retention(papers, law, now)
    found += designation_government(papers, law, now)
    found += calendar_duties(papers, law, now)
    found += speaking_duties(papers, law, now)
    found += commenting_duties(papers, law, now)
    return sorted(found, key=lambda duty: duty.due)


def pending_for(duties: Iterable[Duty], offices: Sequence[Office], now: datetime) -> list[Duty]:
    """The duties that wait for whoever holds these offices, soonest first.

    What the clock will do by itself waits for nobody, nor does a yearly meeting that is convened already.
    """
    waiting = (duty for duty in duties if duty.open and not duty.then and not duty.ahead)
    waiting = (duty for duty in waiting if duty.name not in ONCE_A_WEEK)
    begun = (duty for duty in waiting if duty.opens is None or duty.opens <= now)
    return [duty for duty in begun if any(_falls_to(duty, office) for office in offices)]


def _falls_to(duty: Duty, office: Office) -> bool:
    if duty.persons:
        return office.person_id in duty.persons
    return office.office in duty.owners and duty.organisation_id in (None, office.organisation_id)


def agenda_call(meeting: Meeting, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """The call for agenda items opens in the morning of its day before the meeting; a meeting convened later calls at once."""
    day = _days_before("agenda.call", meeting, law)
    if day is None:
        return []
    at = max(law.morning_of(day), meeting.convened_at)
    duty = _of_meeting("agenda.call", meeting, law, now, at, done=meeting.call_opened_at, then="agenda.call")
    close = _closes(meeting, law)
    too_late = close is not None and close <= meeting.convened_at
    return [_void(duty, "no_time" if too_late else "")]


def agenda_answer(meeting: Meeting, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Each organisation with a focal point proposes an item, or says it has none, before the items close."""
    called, close = agenda_call(meeting, papers, law, now), _closes(meeting, law)
    if not called or close is None or "focal_point" not in law.charter.meetings[meeting.kind].readers:
        return []
    answered = papers.answered.get(meeting.id or 0, {})
    duty = _of_meeting("agenda.answer", meeting, law, now, close, opens=meeting.call_opened_at or called[0].due)
    days = term_of(duty, law).number
    ladder = Ladder(before=(days,)) if days else duty.ladder
    duty = replace(duty, owners=("focal_point", "alternate"), ladder=ladder)
    duty = _void(duty, called[0].void or ("closed" if meeting.items_closed_at else ""))
    seats = papers.seats(("focal_point", "alternate"), law.day_of(now))
    return [_of_organisation(duty, seat, papers, answered.get(seat)) for seat in seats]


def agenda_close(meeting: Meeting, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """The items close at the close of business of their day before the meeting."""
    close = _closes(meeting, law)
    if close is None:
        return []
    duty = _of_meeting("agenda.close", meeting, law, now, close, done=meeting.items_closed_at, then="agenda.close")
    return [_void(duty, "no_time" if close <= meeting.convened_at else "")]


def agenda_documents(meeting: Meeting, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """An item to decide upon comes with its document by its day before the meeting; whoever proposed it sees to that, or who follows."""
    day = _days_before("agenda.documents", meeting, law)
    found = []
    for item in papers.items.get(meeting.id or 0, ()) if day else ():
        if item.kind != DECIDE:
            continue
        due = max(_end_of(day or date.max, meeting, law), law.end_of(law.day_zero(item.received_at)))
        duty = _of_meeting(
            "agenda.documents", meeting, law, now, due, opens=item.received_at,
            done=item.received_at if item.document else None, item=item.title, item_id=item.id,
        )  # fmt: skip
        there = item.person_id is not None and papers.serves(item.person_id, law.day_of(now))
        duty = replace(duty, owners=duty.owners if there else ("focal_point", "alternate"))
        persons = (item.person_id,) if there and item.person_id is not None else ()
        found.append(replace(_of_organisation(duty, item.organisation_id, papers, duty.done), persons=persons))
    return found


def agenda_circulation(meeting: Meeting, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """The agenda reaches everyone convened by its day before the meeting; cleared in time, it leaves by itself that morning."""
    day = _days_before("agenda.circulation", meeting, law)
    if day is None:
        return []
    due = max(_end_of(each, meeting, law) for each in (day, law.day_zero(meeting.convened_at)))
    duty = _of_meeting(
        "agenda.circulation", meeting, law, now, due, opens=meeting.convened_at, done=meeting.agenda_circulated_at
    )
    if meeting.agenda_cleared_at is None:
        return [duty]
    leaves = max(law.morning_of(day), meeting.agenda_cleared_at)
    return [replace(duty, then="agenda.circulate", then_at=leaves)]


def minutes_circulation(meeting: Meeting, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Minutes reach every member within so many working days of the meeting (punctually, says the clause)."""
    held = meeting.held_on or law.day_of(meeting.starts_at)
    days = _working_days("minutes.circulation", law, held)
    if days is None:
        return []
    due = law.end_of(law.days.count(law.days.next_working(held), days), held)
    facts = papers.minutes.get(meeting.id or 0)
    done = facts.circulated_at if facts else None
    return [_after_meeting("minutes.circulation", meeting, law, due, held, opens=_ended(meeting, law), done=done)]


def minutes_comments(meeting: Meeting, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """Comments on circulated minutes close at the announced moment, by themselves."""
    facts = papers.minutes.get(meeting.id or 0)
    if facts is None or facts.circulated_at is None or facts.comments_until is None:
        return []
    began = law.day_of(facts.circulated_at)
    duty = _after_meeting(
        "minutes.comments", meeting, law, facts.comments_until, began,
        opens=facts.circulated_at, done=facts.comments_closed_at or facts.final_at,
    )  # fmt: skip
    return [replace(duty, then="minutes.close_comments")]


def minutes_final(meeting: Meeting, papers: Papers, law: Law, now: datetime) -> list[Duty]:
    """The final minutes are circulated within so many working days of the close of comments, as announced with the draft."""
    facts = papers.minutes.get(meeting.id or 0)
    if facts is None or facts.comments_until is None:
        return []
    began = law.day_of(facts.circulated_at or facts.comments_until)
    days = _working_days("minutes.final", law, began)
    if days is None:
        return []
    due = law.end_of(law.days.count(law.day_of(facts.comments_until), days), began)
    return [_after_meeting("minutes.final", meeting, law, due, began, opens=facts.comments_until, done=facts.final_at)]


OF_A_MEETING = (
    agenda_call, agenda_answer, agenda_close, agenda_documents, agenda_circulation,
    minutes_circulation, minutes_comments, minutes_final,
)  # fmt: skip
"""The rules that each meeting sets in motion."""


def _of_meeting(
    name: str, meeting: Meeting, law: Law, now: datetime, due: datetime, *,
    done: datetime | None = None, opens: datetime | None = None, then: str = "", **values: Any,
) -> Duty:  # fmt: skip
    """A duty that prepares a meeting: it binds until the meeting begins."""
    began = law.day_of(meeting.convened_at)
    term = law.term(name, began)
    void = "cancelled" if meeting.status == CANCELLED else ""
    if done is None and not void and (meeting.status == HELD or now >= meeting.starts_at):
        void = "meeting_begun"
    return Duty(
        name, meeting.code, due, (term.owner or "secretariat",), done=done, then=then, opens=opens,
        void=void, began=began, ladder=term.ladder, values={"meeting": meeting.code, "title": meeting.title, **values},
    )  # fmt: skip


def _after_meeting(
    name: str, meeting: Meeting, law: Law, due: datetime, began: date, *, opens: datetime, done: datetime | None
) -> Duty:
    """A duty that a meeting leaves behind; somebody may have forgotten to record that it was held."""
    term = law.term(name, began)
    return Duty(
        name, meeting.code, due, (term.owner or "secretariat",), done=done, opens=opens, began=began, ladder=term.ladder,
        void="cancelled" if meeting.status == CANCELLED else "", values={"meeting": meeting.code, "title": meeting.title},
    )  # fmt: skip


def _of_organisation(duty: Duty, seat: int, papers: Papers, done: datetime | None) -> Duty:
    values = {**duty.values, "organisation": papers.organisations.get(seat, ""), "organisation_id": seat}
    return replace(duty, organisation_id=seat, done=done, void="" if done else duty.void, values=values)


def _void(duty: Duty, why: str) -> Duty:
    return replace(duty, void=why) if why and duty.open else duty


def _ended(meeting: Meeting, law: Law) -> datetime:
    """When the meeting was over: as planned, or with the day on which it was held instead."""
    held_elsewhen = meeting.held_on is not None and meeting.held_on != law.day_of(meeting.starts_at)
    return law.at(meeting.held_on, law.charter.opens) if held_elsewhen and meeting.held_on else meeting.ends_at


def _closes(meeting: Meeting, law: Law) -> datetime | None:
    day = _days_before("agenda.close", meeting, law)
    return None if day is None else _end_of(day, meeting, law)


def _end_of(day: date, meeting: Meeting, law: Law) -> datetime:
    """The close of business of a day before the meeting, at the hour that held when it was convened."""
    return law.end_of(day, law.day_of(meeting.convened_at))


def _days_before(name: str, meeting: Meeting, law: Law) -> date | None:
    """The day so many working days before the meeting that the term names for its type, if it names one."""
    if name not in law.charter.terms:
        return None
    days = law.term(name, law.day_of(meeting.convened_at)).by_meeting.get(meeting.kind)
    return None if days is None else law.days_before(law.day_of(meeting.starts_at), days, meeting.convened_at)


def _working_days(name: str, law: Law, on: date) -> int | None:
    return law.term(name, on).working_days if name in law.charter.terms else None
