"""How the confirmation of contacts looks: who is on record for a seat, who will be asked, and where a round stands."""

from collections.abc import Sequence
from datetime import datetime

from handlers import asked_seats
from handlers.asked_seats import Seat
from handlers.decision_cards import clause_number
from handlers.desk import Desk
from handlers.reply import Button, Card, Facts, Heading, Note, Paragraph, Part, Said, Table, Text, text
from handlers.why import source_parts
from scheduler.contacts import ANSWER
from storage.contacts import ContactCheck
from storage.people import Organisation, Person

CLAUSE = "5.focal_points"


def preview(desk: Desk, seats: Sequence[Seat], until: datetime, extra: tuple[Part, ...]) -> Card:
    """Who would be asked, by name, and until when; seats without anybody are said, never left out."""
    header = tuple(text(f"contacts.column.{name}") for name in ("organisation", "official", "alternate"))
    table = Table(text("contacts.caption"), header, tuple(_row(seat) for seat in seats))
    rows: list[tuple[Said, Said]] = [
        (text("contacts.fact.until"), text("contacts.until", until=until)),
        (text("contacts.fact.road"), text("contacts.road")),
    ]
    parts: list[Part] = [Heading(text("contacts.preview")), Facts(tuple(rows)), table]
    if nobody := asked_seats.empty(list(seats)):
        parts.append(Paragraph(text("seats.nobody_there", all=nobody)))
    return Card((*parts, *extra, *source_parts(desk, CLAUSE, ANSWER)))


def _row(seat: Seat) -> tuple[Said, ...]:
    return seat.organisation.name, listed(seat.officials), listed(seat.alternates)


def listed(found: Sequence[Person]) -> Text:
    """People by name, or that nobody is on record."""
    if not found:
        return text("contacts.nobody")
    return text("contacts.listed", all=[person.name for person in found])


def people_facts(seat: Seat) -> list[tuple[Said, Said]]:
    """The official and the alternate of a seat, as they are on record."""
    return [
        (text("contacts.fact.official"), listed(seat.officials)),
        (text("contacts.fact.alternate"), listed(seat.alternates)),
    ]


def round_table(desk: Desk, rows: Sequence[ContactCheck]) -> Table:
    """Each member asked, with what it answered and when."""
    header = tuple(text(f"contacts.column.{name}") for name in ("organisation", "answer"))
    named = sorted((desk.session.get_one(Organisation, row.organisation_id).name, _answer(row)) for row in rows)
    return Table(text("contacts.round_caption"), header, tuple(named))


def _answer(row: ContactCheck) -> Text:
    if not row.answer:
        return text("contacts.answer.none")
    return text(f"contacts.answer.{row.answer}", when=row.answered_at)


def letters_button(*, primary: bool = False) -> Button:
    """The way to the letters that invite the government to name its focal points."""
    return Button(text("contacts.button.letters"), "contacts.letters", style="primary" if primary else "")


def told_why(desk: Desk, setting: str) -> Text:
    """Why it came: the clause on focal points, and the setting behind the date."""
    return text("contacts.told_why", number=clause_number(desk, CLAUSE), name=text(f"term.{setting}"))


def seat_note(until: datetime) -> Note:
    """Until when the round is open."""
    return Note(text("contacts.open_until", until=until))
