"""Who is asked when every member is: one voice each, its official focal point, or whoever stands in for them (ToR 5)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers import voices
from handlers.desk import Desk
from handlers.reply import Refusal, text
from handlers.request import Request
from handlers.voices import Voice
from storage import membership, people
from storage.people import Organisation, Person


@dataclass(frozen=True, slots=True)
class Seat:
    """A member of the network with the people on record for it; `away` says that no official is there today."""

    organisation: Organisation
    officials: tuple[Person, ...]
    alternates: tuple[Person, ...]
    away: bool

    @property
    def asked(self) -> tuple[Person, ...]:
        """Who answers: the official; the alternates too while no official is there."""
        return (*self.officials, *self.alternates) if self.away else self.officials

    @property
    def copied(self) -> tuple[Person, ...]:
        """Who knows of it and need not answer."""
        return tuple(person for person in self.alternates if person not in self.asked)

    @property
    def people(self) -> str:
        """What tells one state of the record from another: who holds the seat and who stands in."""
        return "/".join(".".join(str(person.id) for person in each) for each in (self.officials, self.alternates))


def seats(desk: Desk) -> list[Seat]:
    """Every member of the network today, by name."""
    found = membership.seats(desk.session, desk.network_id, membership.NETWORK, desk.today)
    return [seat_of(desk, body) for body in found]


def seat_of(desk: Desk, body: Organisation) -> Seat:
    """One member with its people."""
    assert body.id is not None
    officials = voices.officials(desk, voices.NETWORK, body.id, desk.today)
    rows = people.holders(
        desk.session, desk.network_id, (voices.STANDS_IN[voices.NETWORK],), desk.today, body.id
    )  # fmt: skip
    alternates = list({person.id: person for _, person, _ in rows}.values())
    there = [each for each in officials if each.id is not None and not voices.away(desk.session, each.id, desk.today)]
    known = {person.id for person in officials}
    return Seat(body, tuple(officials), tuple(each for each in alternates if each.id not in known), away=not there)


def officers(desk: Desk) -> list[Person]:
    """The secretariat, which keeps the rounds: it alone hears who has answered."""
    return people.readers(desk.session, desk.network_id, ("secretariat",), desk.today)


def empty(seats_: list[Seat]) -> list[str]:
    """The members for whom nobody is on record: they cannot be asked, and that is said."""
    return [seat.organisation.name for seat in seats_ if not (seat.asked or seat.copied)]


def voice_of(
    request: Request, desk: Desk, asked_at: datetime | None, said: Mapping[int, Collection[int | None]]
) -> Voice:
    """For which member the person speaks. `said` holds, by organisation, the people (ids) who have answered already.

    Silence lets a stand-in speak only as long as it lasts: not once the official has answered.
    """
    voice = voices.speaking(request, desk, voices.NETWORK, asked_at)
    if voice is None:
        raise Refusal(text("seats.no_voice"), clause="5.members")
    assert voice.organisation.id is not None
    if voice.stands_in:
        holders = voices.officials(desk, voices.NETWORK, voice.organisation.id, desk.today)
        if {person.id for person in holders} & set(said.get(voice.organisation.id, ())):
            voices.speaking(request, desk, voices.NETWORK)
    return voice
