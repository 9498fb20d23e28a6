"""Whose word counts for a seat: one voice each, and always in a capacity that is said.

The official holder speaks. Whoever stands in for them (the alternate of a focal point; in the Committee a deputy, who
needs a letter) speaks while they are away, while nobody holds the office, or once they have been silent for as many
working days as the setting says.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from handlers.desk import Desk
from handlers.reply import Button, Buttons, Card, Heading, Paragraph, Question, Refusal, Reply, text
from handlers.request import Request
from storage import membership, people
from storage.membership import COMMITTEE, NETWORK
from storage.people import Absence, Office, Organisation, Person

__all__ = ["COMMITTEE", "NETWORK", "Voice", "at_odds", "away", "officials", "speaking", "voices"]

OFFICIAL = {COMMITTEE: people.COMMITTEE_OFFICES, NETWORK: ("focal_point",)}
STANDS_IN = {COMMITTEE: "deputy", NETWORK: "alternate"}
CLAUSE = {COMMITTEE: "5.committee", NETWORK: "5.focal_points"}
SILENCE = "seat.silence"
TECHNICAL = ("focal_point", "alternate")
"""The two voices that may answer for one organisation in technical work."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A person speaking for an organisation, in an office; `stands_in` says whether the seat is somebody else's."""

    organisation: Organisation
    office: Office
    stands_in: bool


def speaking(request: Request, desk: Desk, body: str, asked_at: datetime | None = None) -> Voice | None:
    """For which seat of that body the person speaks; None when they have no voice in it.

    `asked_at` is when the seats were asked: an official silent too long since then gives way. Somebody with a voice in
    several seats is asked which one they speak for (`as` in the request holds the organisation's id); a stand-in whose
    official is there is refused with the reason.
    """
    found = voices(desk, body)
    if wanted := request.value("as"):
        found = [voice for voice in found if str(voice.organisation.id) == wanted]
    free = [voice for voice in found if not voice.stands_in or not _official_there(desk, body, voice, asked_at)]
    if found and not free:
        raise _the_official_is_there(desk, body, found[0])
    if len({voice.organisation.id for voice in free}) > 1:
        raise Question(_which(request, free))
    if free and desk.person is not None:
        desk.office = free[0].office
    return free[0] if free else None


def voices(desk: Desk, body: str) -> list[Voice]:
    """Every seat of that body the person may ever speak for, own seats first."""
    seats = {seat.id: seat for seat in membership.seats(desk.session, desk.network_id, body, desk.today)}
    mine = [row for row in desk.offices if row.organisation_id in seats]
    own = [row for row in mine if row.office in OFFICIAL[body]]
    there = {row.organisation_id for row in own}
    others = [row for row in mine if _may_stand_in(row, body) and row.organisation_id not in there]
    once = {row.organisation_id: row for row in reversed(own)}
    return [
        *(Voice(seats[row.organisation_id], row, stands_in=False) for row in once.values()),
        *(Voice(seats[row.organisation_id], row, stands_in=True) for row in others),
    ]


def officials(desk: Desk, body: str, organisation_id: int, on: date) -> list[Person]:
    """Who holds the seat in their own right that day."""
    found = people.holders(desk.session, desk.network_id, OFFICIAL[body], on, organisation_id)
    return list({person.id: person for _, person, _ in found}.values())


def stand_ins(desk: Desk, body: str, organisation_id: int, on: date) -> list[Person]:
    """Who stands in for the seat's holder that day."""
    found = people.holders(desk.session, desk.network_id, (STANDS_IN[body],), on, organisation_id)
    return list({person.id: person for office, person, _ in found if _may_stand_in(office, body)}.values())


def away(session: Session, person_id: int, on: date) -> Absence | None:
    """The absence a person announced for that day, if any."""
    return session.exec(_AWAY, params={"person": person_id, "on": on}).first()


_AWAY = select(Absence).where(
    Absence.person_id == bindparam("person"), col(Absence.first) <= bindparam("on"), col(Absence.last) >= bindparam("on"),
    col(Absence.withdrawn_at).is_(None),
)  # fmt: skip


def at_odds(desk: Desk, meeting: str, organisation: Organisation, other_id: int | None) -> bool:
    """Tell the secretariat, once a meeting, that the official and the alternate of a seat did not say the same.

    One voice counts: what was said last stands and nothing is counted twice. What the secretariat itself
    writes down for a seat is at odds with nobody.
    """
    other = desk.session.get(Person, other_id) if other_id is not None else None
    if desk.person is None or other is None or other.id == desk.person_id:
        return False
    rows = people.holders(desk.session, desk.network_id, TECHNICAL, desk.today, organisation.id)
    if not {desk.person_id, other.id} <= {person.id for _, person, _ in rows}:
        return False
    desk.record("seat.at_odds", meeting, CLAUSE[NETWORK], organisation=organisation.name)
    for reader in people.readers(desk.session, desk.network_id, ("secretariat",), desk.today):
        desk.tell(
            reader, "voices.at_odds", meeting, key=f"voices.at_odds/{meeting}/{organisation.id}/{reader.id}",
            meeting=meeting, organisation=organisation.name, first=other.name, second=desk.person.name,
        )  # fmt: skip
    return True


def _may_stand_in(office: Office, body: str) -> bool:
    """In the Committee nobody stands in without the letter of the seat's head (ToR 5)."""
    return office.office == STANDS_IN[body] and (body != COMMITTEE or bool(office.reference))


def _official_there(desk: Desk, body: str, voice: Voice, asked_at: datetime | None) -> bool:
    assert voice.organisation.id is not None
    holders = officials(desk, body, voice.organisation.id, desk.today)
    present = [person for person in holders if person.id is not None and not away(desk.session, person.id, desk.today)]
    return bool(present) and not silent_too_long(desk, asked_at)


def silent_too_long(desk: Desk, asked_at: datetime | None) -> bool:
    """Whether the setting's working days have passed since the seat was asked; whoever asks knows it has not answered."""
    days = desk.law.term(SILENCE).working_days
    if asked_at is None or days is None:
        return False
    return desk.now > desk.law.end_of(desk.law.days.count(desk.law.day_zero(asked_at), days))


def _the_official_is_there(desk: Desk, body: str, voice: Voice) -> Refusal:
    assert voice.organisation.id is not None
    holders = officials(desk, body, voice.organisation.id, desk.today)
    return Refusal(
        text("voices.official_is_there", organisation=voice.organisation.name, who=[person.name for person in holders]),
        clause=CLAUSE[body], setting=SILENCE,
    )  # fmt: skip


def _which(request: Request, found: list[Voice]) -> Reply:
    buttons = tuple(
        Button(
            text("voices.as", office=text(f"office.{voice.office.office}"), organisation=voice.organisation.name),
            request.command, {**request.values, "as": str(voice.organisation.id)},
        )
        for voice in found
    )  # fmt: skip
    return Reply(Card((Heading(text("voices.which")), Paragraph(text("voices.which_body")), Buttons(buttons))))
