"""How a meeting that was held looks: who was there, who was not, and which duty the fact meets."""

from collections.abc import Sequence
from datetime import date

from handlers.attendance_seats import REGRETS, seats
from handlers.desk import Desk
from handlers.meeting_cards import kind_with_clause
from handlers.reply import Button, Buttons, Card, Facts, Heading, Paragraph, Part, Said, text
from handlers.why import source_parts
from storage import agenda, meetings, people
from storage.meetings import HELD, Meeting
from storage.people import Organisation

Bodies = Sequence[Organisation]


def held_preview(desk: Desk, meeting: Meeting, present: Bodies, alternates: Bodies, day: date, *, again: bool) -> Card:
    """What would be recorded, before it is."""
    heading = text("meeting.held.correct" if again else "meeting.held.preview", meeting=meeting.code)
    return Card((Heading(heading), *_parts(desk, meeting, present, alternates, day)))


def held_card(desk: Desk, meeting: Meeting, present: Bodies, alternates: Bodies, day: date) -> Card:
    """What was recorded, and what comes next: decisions and minutes."""
    about = {"meeting": meeting.code}
    buttons = (
        Button(text("meeting.button.record"), "decisions.record", about, "primary", opens_form=True),
        Button(text("meeting.button.minutes"), "minutes.draft", about),
        Button(text("meeting.button.correct"), "meetings.held", about, opens_form=True),
    )
    heading = Heading(text("meeting.held.done", meeting=meeting.code))
    return Card((heading, *_parts(desk, meeting, present, alternates, day), Buttons(buttons)))


def _parts(desk: Desk, meeting: Meeting, present: Bodies, alternates: Bodies, day: date) -> list[Part]:
    facts = Facts(tuple(_rows(desk, meeting, present, alternates, day)))
    return [facts, *_without_coordinator(desk, meeting, present), *_duty(desk, meeting, day)]


def _rows(desk: Desk, meeting: Meeting, present: Bodies, alternates: Bodies, day: date) -> list[tuple[Said, Said]]:
    sitting = seats(desk, meeting)
    excused = {
        row.organisation_id for row in meetings.attendance(desk.session, meeting.id or 0) if row.answer == REGRETS
    }
    absent = [body for body in sitting if body not in present]
    groups = (
        ("present", [body for body in present if body in sitting]),
        ("alternates", list(alternates)),
        ("guests", [body for body in present if body not in sitting]),
        ("excused", [body for body in absent if body.id in excused]),
        ("absent", [body for body in absent if body.id not in excused]),
    )
    rows: list[tuple[Said, Said]] = [
        (text("meeting.fact.title"), meeting.title),
        (text("meeting.fact.kind"), kind_with_clause(desk, meeting)),
        (text("meeting.fact.held_on"), text("meeting.day", day=day)),
    ]
    named = [(name, [body.name for body in bodies]) for name, bodies in groups if bodies]
    return rows + [
        (text(f"meeting.group.{name}", count=len(names)), text("meeting.names", names=names)) for name, names in named
    ]


def _without_coordinator(desk: Desk, meeting: Meeting, present: Bodies) -> list[Part]:
    """The Resident Coordinator is part of the Committee: one that meets without that office is said to be incomplete."""
    if not desk.law.charter.meetings[meeting.kind].decides:
        return []
    office = desk.law.charter.offices.get("resident_coordinator")
    bodies = people.seats(desk.session, desk.network_id, ("resident_coordinator",), desk.today)
    if office is None or not bodies or any(body in present for body in bodies):
        return []
    said = text("meeting.held.without_coordinator", names=[body.name for body in bodies])
    return [Paragraph(said), *source_parts(desk, office.clause)]


def _duty(desk: Desk, meeting: Meeting, day: date) -> list[Part]:
    """Which yearly duty this fact meets, or what is missing for it: only the balance on the agenda makes it one."""
    name = f"{meeting.kind}.yearly"
    if name not in desk.law.charter.terms:
        return []
    balance = any(item.balance for item in agenda.items(desk.session, meeting.id or 0))
    met = balance or not desk.law.charter.meetings[meeting.kind].balance
    tense = "done" if meeting.status == HELD else "will"
    said = text(
        f"meeting.held.{'meets' if met else 'lacks'}_{tense if met else 'balance'}",
        duty=text(f"term.{name}"),
        year=str(day.year),
    )
    return [Paragraph(said), *source_parts(desk, desk.law.term(name).clause)]
