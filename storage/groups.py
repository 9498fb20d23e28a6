"""Working groups, who sits in them, and the rounds in which members were consulted about them (ToR 5)."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

PROPOSED, ACTIVE, ENDED, DISCARDED = "proposed", "active", "ended", "discarded"
COMPOSITION, REVIEW = "composition", "review"


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
    """What an organisation answered in a round; the newest answer of its seat replaces the one before."""

    __table_args__ = (UniqueConstraint("consultation_id", "organisation_id"),)
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
    """Every round of the network, oldest first."""
    query = select(Consultation).where(Consultation.network_id == network_id)
    return list(session.exec(query.order_by(col(Consultation.id))))


def answers(session: Session, consultation_id: int) -> list[ConsultationAnswer]:
    """What was answered in a round, in the order it came."""
    query = select(ConsultationAnswer).where(ConsultationAnswer.consultation_id == consultation_id)
    return list(session.exec(query.order_by(col(ConsultationAnswer.answered_at), col(ConsultationAnswer.id))))
