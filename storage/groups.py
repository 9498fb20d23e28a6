"""Working groups, who sits in them, and the rounds in which members were consulted about them (ToR 5)."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlmodel import Field, Session, SQLModel, col, select

PROPOSED, ACTIVE, ENDED, DISCARDED = "proposed", "active", "ended", "discarded"
COMPOSITION, REVIEW = "composition", "review"
TAKEN_BACK = "undone"
"""What a round is about that was opened by mistake and undone: nobody was consulted by it."""


class WorkingGroup(SQLModel, table=True):
    """A working group: proposed, then consulted on, then created by a decision of the Committee, with an end date."""

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    name: str
    objectives: str
    facilitator_id: int | None = Field(default=None, foreign_key="organisation.id")
    ends_on: date | None = None
    status: str = PROPOSED
    decision: str = ""
    """The code of the Committee's decision that created it (D-2027-04)."""
    origin: str = ""
    """The meeting or agreement in which it was proposed, as a code."""
    proposed_by: int | None = Field(default=None, foreign_key="person.id")
    proposed_at: datetime
    ended_at: datetime | None = None


class GroupMember(SQLModel, table=True):
    """An organisation in a working group, from a day on, until another (inclusive)."""

    id: int | None = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="workinggroup.id", index=True)
    organisation_id: int = Field(foreign_key="organisation.id")
    since: date
    until: date | None = None


class Consultation(SQLModel, table=True):
    """A round in which every member is asked about a group's focus and composition, or its review."""

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    group_id: int = Field(foreign_key="workinggroup.id", index=True)
    about: str
    wording: str
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None = None


class ConsultationAnswer(SQLModel, table=True):
    """What an organisation answered in a round. Every answer is kept; the newest in time of its seat is the one it stands by."""

    id: int | None = Field(default=None, primary_key=True)
    consultation_id: int = Field(foreign_key="consultation.id", index=True)
    organisation_id: int = Field(foreign_key="organisation.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    agrees: bool
    wording: str = ""
    answered_at: datetime


def all_groups(session: Session, network_id: int) -> list[WorkingGroup]:
    """Every working group of the network, oldest first."""
    query = select(WorkingGroup).where(WorkingGroup.network_id == network_id)
    return list(session.exec(query.order_by(col(WorkingGroup.id))))


def members(session: Session, group_id: int) -> list[GroupMember]:
    """Who sits or sat in a group, oldest first."""
    query = select(GroupMember).where(GroupMember.group_id == group_id)
    return list(session.exec(query.order_by(col(GroupMember.since), col(GroupMember.id))))


def consultations(session: Session, network_id: int) -> list[Consultation]:
    """Every round of the network that was not undone, oldest first."""
    query = select(Consultation).where(Consultation.network_id == network_id, Consultation.about != TAKEN_BACK)
    return list(session.exec(query.order_by(col(Consultation.id))))


def answers(session: Session, *of_these: int) -> list[ConsultationAnswer]:
    """What was answered in these rounds, in the order it came."""
    if not of_these:
        return []
    query = select(ConsultationAnswer).where(col(ConsultationAnswer.consultation_id).in_(of_these))
    return list(session.exec(query.order_by(col(ConsultationAnswer.answered_at), col(ConsultationAnswer.id))))


def rounds(session: Session, group_id: int, about: str) -> list[Consultation]:
    """The rounds about a group's composition or its review, oldest first."""
    query = select(Consultation).where(Consultation.group_id == group_id, Consultation.about == about)
    return list(session.exec(query.order_by(col(Consultation.id))))


def standing(rows: Iterable[ConsultationAnswer], until: datetime) -> dict[int, ConsultationAnswer]:
    """What each organisation (id) stands by: its newest answer that came in time."""
    return {row.organisation_id: row for row in rows if row.answered_at <= until}


def at_odds(rows: Iterable[ConsultationAnswer], until: datetime) -> set[int]:
    """The organisations (ids) whose people answered differently: the newest answer of each of them says another thing."""
    said: dict[int, dict[int | None, bool]] = {}
    for row in (each for each in rows if each.answered_at <= until):
        said.setdefault(row.organisation_id, {})[row.person_id] = row.agrees
    return {seat for seat, each in said.items() if len(set(each.values())) > 1}
