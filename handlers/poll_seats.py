"""Who is asked which hour suits, and who answers: one voice an organisation, the official's before whoever stands in.

Guests are not asked: they are invited to a meeting once it has an hour.
"""

from dataclasses import dataclass

from handlers import voices
from handlers.desk import Desk
from handlers.reply import Button, Buttons, Card, Heading, Question, Refusal, Reply, text
from handlers.request import Request
from scheduler.polling import ANSWER, voices_for
from storage import membership, people, polls
from storage.people import Organisation, Person
from storage.polls import DatePoll

STANDS_IN = frozenset(voices.STANDS_IN.values())
SEATED = "5.members"


@dataclass(frozen=True, slots=True)
class Seat:
    """An organisation that is asked, with those who may answer for it, office by office, the official first."""

    organisation: Organisation
    people: tuple[tuple[str, Person], ...]
    away: frozenset[int]
    """Those of them (ids) who said that they are away today."""

    @property
    def asked(self) -> tuple[Person, ...]:
        """Whoever of the first office is there; where nobody is, those of the first office all the same."""
        there = [(office, each) for office, each in self.people if each.id not in self.away]
        offered = there or list(self.people)
        return tuple(each for office, each in offered if office == offered[0][0])

    @property
    def officials_there(self) -> tuple[Person, ...]:
        """Who holds the seat in their own right and is not away."""
        return tuple(
            each for office, each in self.people if office not in STANDS_IN and each.id not in self.away
        )  # fmt: skip

    def holds(self, person_id: int | None) -> bool:
        """Whether this person may ever answer for it."""
        return any(each.id == person_id for _, each in self.people)

    def stands_in(self, person_id: int | None) -> bool:
        """Whether they do so only in the official's place."""
        return all(office in STANDS_IN for office, each in self.people if each.id == person_id)


def seats(desk: Desk, kind: str) -> list[Seat]:
    """Every organisation with a seat that is convened to that kind of meeting and has somebody on record, by name."""
    committee = membership.seats(desk.session, desk.network_id, membership.COMMITTEE, desk.today)
    sits = {body.id for body in committee}
    every = (_seat(desk, body, kind, in_committee=body.id in sits) for body in bodies(desk))
    return [seat for seat in every if seat.people]


def bodies(desk: Desk) -> list[Organisation]:
    """Every organisation with a seat in the network or in its Committee, by name."""
    both = (membership.NETWORK, membership.COMMITTEE)
    found = [body for each in both for body in membership.seats(desk.session, desk.network_id, each, desk.today)]
    return sorted({body.id: body for body in found}.values(), key=lambda body: body.name)


def _seat(desk: Desk, body: Organisation, kind: str, *, in_committee: bool) -> Seat:
    usual = desk.law.charter.meetings[kind]
    rows = people.holders(desk.session, desk.network_id, usual.readers, desk.today, body.id)
    rows = [row for row in rows if row[0].office != voices.STANDS_IN[voices.COMMITTEE] or row[0].reference]
    offices = voices_for(usual, {row[0].office for row in rows}, in_committee=in_committee)
    held = [(office.office, person) for office, person, _ in rows if office.office in offices]
    held.sort(key=lambda each: (offices.index(each[0]), each[1].name))
    ordered = list({person.id: (office, person) for office, person in reversed(held)}.values())[::-1]
    gone = {each.id for _, each in ordered if each.id and voices.away(desk.session, each.id, desk.today)}
    return Seat(body, tuple(ordered), frozenset(each for each in gone if each is not None))


def own_seats(desk: Desk, poll: DatePoll) -> list[Seat]:
    """The organisations for which this person may ever answer that poll."""
    return [seat for seat in seats(desk, poll.kind) if seat.holds(desk.person_id)]


def seat_of(request: Request, desk: Desk, poll: DatePoll) -> Seat:
    """For which organisation the person answers; refused without a seat, or while the official is there to answer."""
    own = own_seats(desk, poll)
    wanted = request.value("as")
    found = [seat for seat in own if wanted in {"", str(seat.organisation.id), seat.organisation.name}]
    if not found:
        asked = [seat.organisation.name for seat in seats(desk, poll.kind)]
        raise Refusal(text("polls.no_seat", asked=asked), clause=SEATED, setting=ANSWER)
    free = [seat for seat in found if not _official_answers(desk, poll, seat)]
    if not free:
        seat = found[0]
        why = text(
            "voices.official_is_there", organisation=seat.organisation.name,
            who=[person.name for person in seat.officials_there],
        )  # fmt: skip
        raise Refusal(why, clause=voices.CLAUSE[voices.NETWORK], setting=voices.SILENCE)
    if len(free) > 1:
        raise Question(_which(request, free))
    return free[0]


def _official_answers(desk: Desk, poll: DatePoll, seat: Seat) -> bool:
    """Whether it is for the official to answer: they are there, and not silent past the setting since they were asked."""
    if not seat.stands_in(desk.person_id) or not seat.officials_there:
        return False
    assert poll.id is not None
    theirs = {person.id for person in seat.officials_there}
    said = {
        row.person_id for row in polls.answers(desk.session, poll.id) if row.organisation_id == seat.organisation.id
    }
    return bool(said & theirs) or not voices.silent_too_long(desk, poll.opened_at)


def _which(request: Request, free: list[Seat]) -> Reply:
    buttons = tuple(
        Button(seat.organisation.name, request.command, {**request.values, "as": str(seat.organisation.id)})
        for seat in free
    )
    return Reply(Card((Heading(text("voices.which")), Buttons(buttons))))
