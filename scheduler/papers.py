"""What the duties of one network are derived from, read in few questions and then only looked at."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import NamedTuple, TypeVar

from sqlalchemy import and_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, or_, select

from scheduler.law import Law
from storage import calendars_sent, contacts, groups, invitations, membership, minutes, people, polls
from storage.actions import OPEN, Action
from storage.agenda import UNDONE, AgendaItem, NothingToRaise
from storage.calendars_sent import Calendars
from storage.contacts import ContactCheck
from storage.decisions import Answer, Decision, DecisionText
from storage.directory import ORDINARY, DirectoryEntry
from storage.groups import ACTIVE, PROPOSED, Consultation, WorkingGroup
from storage.invitations import DesignationLetter, SpeakerInvitation
from storage.meetings import Attendance, Meeting
from storage.membership import Membership
from storage.minutes import Minutes
from storage.networks import Network
from storage.people import Absence, Office
from storage.polls import DatePoll

Row = TypeVar("Row", DecisionText, Answer)

YEARS_BACK = 1
"""Meetings before the start of last year ask for nothing any more."""


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    """What has happened to a meeting's minutes, over all their versions."""

    circulated_at: datetime | None = None
    comments_until: datetime | None = None
    comments_closed_at: datetime | None = None
    final_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation to speak, the level of whom it is for, and whether their institution was there."""

    invitation: SpeakerInvitation
    level: str = ORDINARY
    was_there: bool = False


class Held(NamedTuple):
    """An office held from a day to a day, both inclusive."""

    office: str
    person_id: int
    organisation_id: int
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Papers:
    """The record of one network as the duties need it; mappings are by the meeting's id."""

    network_id: int
    opened_at: datetime
    meetings: tuple[Meeting, ...] = ()
    items: Mapping[int, tuple[AgendaItem, ...]] = field(default_factory=dict)
    answered: Mapping[int, Mapping[int, datetime]] = field(default_factory=dict)
    """When each organisation (id) first proposed an item or said "sin puntos"."""
    minutes: Mapping[int, MinutesFacts] = field(default_factory=dict)
    offices: tuple[Office, ...] = ()
    organisations: Mapping[int, str] = field(default_factory=dict)
    memberships: tuple[Membership, ...] = ()
    absences: tuple[Absence, ...] = ()
    """The absences announced and not taken back."""
    erased: frozenset[int] = frozenset()
    """The people (ids) whose contact data were deleted already."""
    checks: tuple[ContactCheck, ...] = ()
    """The rounds in which seats are asked whether their people still stand, oldest first."""
    groups: tuple[WorkingGroup, ...] = ()
    """The working groups proposed or at work."""
    rounds: tuple[Consultation, ...] = ()
    """The consultations about groups that are not closed."""
    round_answers: Mapping[int, Mapping[int, datetime]] = field(default_factory=dict)
    """By round (id): when each organisation (id) first answered it."""
    actions: tuple[Action, ...] = ()
    """What organisations took upon themselves by a day, open or lately done."""
    polls: tuple[DatePoll, ...] = ()
    """The date polls that are open."""
    poll_answers: Mapping[int, Mapping[int, datetime]] = field(default_factory=dict)
    """By poll (id): when each organisation (id) that answered for every hour last did so."""
    decisions: tuple[Decision, ...] = ()
    texts: Mapping[int, tuple[DecisionText, ...]] = field(default_factory=dict)
    answers: Mapping[int, tuple[Answer, ...]] = field(default_factory=dict)
    """By the decision's id, in the order they came."""
    committee: frozenset[int] = frozenset()
    """The organisations (ids) with a seat in the Executive Committee today."""
    letters: tuple[DesignationLetter, ...] = ()
    """The letters to the government's institutions, oldest first."""
    calendars: Mapping[str, Calendars] = field(default_factory=dict)
    """By code: who has a meeting to come in their calendar, as far as letters go."""
    invitations: Mapping[int, tuple[Invited, ...]] = field(default_factory=dict)
    """Those asked to speak, by slot; nobody whose invitation was taken back."""

    _held: tuple[Held, ...] = field(init=False, repr=False, compare=False)
    """The offices as plain values: they are gone through for every step of every duty."""

    def __post_init__(self) -> None:
        """Read each office once."""
        held = (
            Held(row.office, row.person_id, row.organisation_id, row.since, row.until or date.max)
            for row in self.offices
        )
        object.__setattr__(self, "_held", tuple(held))

    def holders(self, offices: Collection[str], on: date, organisation_id: int | None = None) -> tuple[int, ...]:
        """The people (ids) who hold any of these offices that day, each once."""
        found = [
            person
            for office, person, organisation, since, until in self._held
            if office in offices and since <= on <= until and organisation_id in (None, organisation)
        ]
        return tuple(dict.fromkeys(found))

    def serves(self, person_id: int, on: date) -> bool:
        """Whether a person holds any office that day."""
        return any(person == person_id and since <= on <= until for _, person, _, since, until in self._held)

    def away(self, person_id: int, on: date) -> bool:
        """Whether a person announced that they are away that day."""
        return any(row.person_id == person_id and row.first <= on <= row.last for row in self.absences)

    def seats(self, offices: Collection[str], on: date) -> tuple[int, ...]:
        """The organisations (ids) with somebody in any of these offices that day, each once."""
        found = [
            organisation
            for office, _, organisation, since, until in self._held
            if office in offices and since <= on <= until
        ]
        return tuple(dict.fromkeys(found))


def gather(session: Session, network_id: int, law: Law, now: datetime) -> Papers:
    """The papers of a network as they stand in this transaction."""
    since = law.at(date(law.day_of(now).year - YEARS_BACK, 1, 1), law.charter.opens)
    query = select(Meeting).where(Meeting.network_id == network_id, col(Meeting.starts_at) >= since)
    meetings = tuple(session.exec(query.order_by(col(Meeting.starts_at), col(Meeting.id))))
    of_these = [meeting.id for meeting in meetings]
    items = _items(session, of_these)
    rounds = tuple(row for row in groups.consultations(session, network_id) if row.closed_at is None)
    asked = tuple(polls.still_open(session, network_id))
    decided = _decisions(session, network_id, since.date())
    seats = membership.seats(session, network_id, membership.COMMITTEE, law.day_of(now))
    return Papers(
        network_id=network_id,
        opened_at=session.get_one(Network, network_id).opened_at,
        meetings=meetings,
        items={key: tuple(row for row in rows if row.status == "proposed") for key, rows in items.items()},
        answered=_answered(session, of_these, items),
        minutes=_minutes(session, of_these),
        offices=tuple(session.exec(select(Office).where(Office.network_id == network_id).order_by(col(Office.id)))),
        organisations={body.id: body.name for body in people.organisations(session, network_id) if body.id is not None},
        memberships=tuple(membership.history(session, network_id)),
        absences=tuple(people.absences(session, network_id, since.date())),
        erased=people.erased(session, network_id),
        checks=tuple(contacts.checks(session, network_id)),
        groups=tuple(row for row in groups.all_groups(session, network_id) if row.status in (PROPOSED, ACTIVE)),
        rounds=rounds,
        round_answers=_answered_rounds(session, rounds),
        actions=_actions(session, network_id, since.date()),
        polls=asked,
        poll_answers=polls.answered_whole(session, asked),
        decisions=decided,
        texts=_by_decision(session, DecisionText, decided),
        answers=_by_decision(session, Answer, decided),
        committee=frozenset(seat.id for seat in seats if seat.id is not None),
        letters=tuple(invitations.designation_letters(session, network_id)),
        calendars=calendars_sent.standing(session, network_id, [row.code for row in meetings if row.starts_at > now]),
        invitations=_invitations(session, of_these),
    )


def _answered_rounds(session: Session, rounds: tuple[Consultation, ...]) -> dict[int, dict[int, datetime]]:
    """The first answer of each organisation stands here, so the newest is read first."""
    found: dict[int, dict[int, datetime]] = {row.id: {} for row in rounds if row.id is not None}
    for row in reversed(groups.answers(session, *found)):
        found[row.consultation_id][row.organisation_id] = row.answered_at
    return found


def _items(session: Session, of_these: list[int | None]) -> dict[int, list[AgendaItem]]:
    found: dict[int, list[AgendaItem]] = {}
    query = select(AgendaItem).where(col(AgendaItem.meeting_id).in_(of_these), AgendaItem.status != UNDONE)
    for row in session.exec(query.order_by(col(AgendaItem.position), col(AgendaItem.id))):
        found.setdefault(row.meeting_id, []).append(row)
    return found


def _answered(
    session: Session, of_these: list[int | None], items: Mapping[int, list[AgendaItem]]
) -> dict[int, dict[int, datetime]]:
    """A proposal counts as an answer even when it was withdrawn or moved afterwards."""
    said = [(row.meeting_id, row.organisation_id, row.received_at) for rows in items.values() for row in rows]
    query = select(NothingToRaise).where(col(NothingToRaise.meeting_id).in_(of_these))
    said += [(row.meeting_id, row.organisation_id, row.said_at) for row in session.exec(query)]
    found: dict[int, dict[int, datetime]] = {}
    for meeting_id, organisation_id, moment in sorted(said, key=lambda each: each[2], reverse=True):
        found.setdefault(meeting_id, {})[organisation_id] = moment
    return found


def _minutes(session: Session, of_these: list[int | None]) -> dict[int, MinutesFacts]:
    """The facts over all versions: the first circulation, the latest close of comments, the final version."""
    columns = (
        Minutes.meeting_id,
        Minutes.circulated_at,
        Minutes.comments_until,
        Minutes.comments_closed_at,
        Minutes.final_at,
    )
    query = select_columns(*(col(column) for column in columns)).where(
        col(Minutes.meeting_id).in_(of_these), col(Minutes.status) != minutes.UNDONE
    )
    found: dict[int, MinutesFacts] = {}
    for meeting_id, circulated, until, closed, final in session.execute(query.order_by(col(Minutes.version))):
        known = found.get(meeting_id, MinutesFacts())
        found[meeting_id] = MinutesFacts(
            known.circulated_at or circulated, until or known.comments_until,
            closed or known.comments_closed_at, final or known.final_at,
        )  # fmt: skip
    return found


def _actions(session: Session, network_id: int, since: date) -> tuple[Action, ...]:
    """The open ones, and those closed since; what was done long ago asks nothing of time."""
    query = select(Action).where(Action.network_id == network_id, col(Action.due).is_not(None))
    recent = or_(Action.status == OPEN, col(Action.done_at) >= datetime.combine(since, time.min, UTC))
    return tuple(session.exec(query.where(recent).order_by(col(Action.id))))


def _invitations(session: Session, of_these: list[int | None]) -> dict[int, tuple[Invited, ...]]:
    query = (
        select(SpeakerInvitation, DirectoryEntry.level, Attendance.presence)
        .join(DirectoryEntry, col(DirectoryEntry.id) == SpeakerInvitation.entry_id, isouter=True)
        .join(
            Attendance,
            and_(
                col(Attendance.meeting_id) == SpeakerInvitation.meeting_id,
                col(Attendance.organisation_id) == SpeakerInvitation.organisation_id,
            ),
            isouter=True,
        )
        .where(col(SpeakerInvitation.meeting_id).in_(of_these), col(SpeakerInvitation.withdrawn_at).is_(None))
        .order_by(col(SpeakerInvitation.starts_at), col(SpeakerInvitation.id))
    )
    found: dict[int, list[Invited]] = {}
    for row, level, presence in session.exec(query):
        found.setdefault(row.meeting_id, []).append(Invited(row, level or ORDINARY, presence == "present"))
    return {key: tuple(rows) for key, rows in found.items()}


def _decisions(session: Session, network_id: int, since: date) -> tuple[Decision, ...]:
    query = select(Decision).where(Decision.network_id == network_id, col(Decision.taken_on) >= since)
    return tuple(session.exec(query.order_by(col(Decision.id))))


def _by_decision(session: Session, kind: type[Row], decided: tuple[Decision, ...]) -> dict[int, tuple[Row, ...]]:
    found: dict[int, list[Row]] = {}
    if decided:
        of_these = [row.id for row in decided]
        for row in session.exec(select(kind).where(col(kind.decision_id).in_(of_these)).order_by(col(kind.id))):
            found.setdefault(row.decision_id, []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}
