"""Who is asked when a text is put to the Committee: each seat through whoever has its voice, and none when a seat is vacant."""

from dataclasses import dataclass

from handlers import committee, voices
from handlers.decision_cards import BY_CONSENSUS
from handlers.desk import Desk
from handlers.reply import Button, Refusal, Said, Text, text
from storage import membership, people
from storage.people import Organisation, Person

RESIDENT = "resident_coordinator"
RESIDENT_SITS = "5.2.2"


@dataclass(frozen=True, slots=True)
class Asked:
    """A seat of the Committee and the people who are written to for it: who holds it, and who may stand in."""

    seat: Organisation
    people: tuple[Person, ...]


def everybody(desk: Desk) -> list[Asked]:
    """Every seat of the Committee today, by name."""
    seats = membership.seats(desk.session, desk.network_id, membership.COMMITTEE, desk.today)
    return [Asked(seat, _people_of(desk, seat)) for seat in seats]


def require_askable(desk: Desk, *, by_silence: bool, instead: tuple[Button, ...] = ()) -> None:
    """A seat nobody holds cannot be asked, and its silence can mean nothing: no such round is opened (ToR 5.2.1, 5.2.2)."""
    if not everybody(desk):
        raise Refusal(text("circulation.no_committee"), clause=BY_CONSENSUS, instead=instead)
    vacant = committee.vacant(desk, desk.today) if by_silence else []
    if vacant:
        bound = desk.law.charter.offices[RESIDENT].bound_to
        clause = RESIDENT_SITS if any(seat.name == bound for seat in vacant) else BY_CONSENSUS
        raise Refusal(
            text("circulation.incomplete", who=[seat.name for seat in vacant]), clause=clause, instead=instead
        )


def asked_rows(desk: Desk, asked: list[Asked]) -> list[tuple[Said, Said]]:
    """A line a seat: who is written to, and by which channel."""
    on_chat = people.with_account(desk.session, desk.network_id)
    return [(row.seat.name, _reached(row, on_chat)) for row in asked]


def _reached(row: Asked, on_chat: set[int]) -> Text:
    if not row.people:
        return text("circulation.vacant")
    who = [text(f"circulation.by_{_road(person, on_chat)}", who=person.name) for person in row.people]
    return text("circulation.asked", who=who)


def _road(person: Person, on_chat: set[int]) -> str:
    return "chat" if person.id in on_chat else "mail"


def _people_of(desk: Desk, seat: Organisation) -> tuple[Person, ...]:
    assert seat.id is not None
    of_the_seat = (desk, voices.COMMITTEE, seat.id, desk.today)
    found = (*voices.officials(*of_the_seat), *voices.stand_ins(*of_the_seat))
    return tuple({person.id: person for person in found}.values())
