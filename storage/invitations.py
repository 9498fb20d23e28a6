"""Invitations to speak at a meeting: drafted, commented, cleared, sent, answered, thanked (ToR 5)."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import JSON, Column, LargeBinary, UniqueConstraint, or_
from sqlmodel import Field, Session, SQLModel, col, select

CARTA, NOTE, EMAIL = "carta", "note", "email"
FORMS = (CARTA, NOTE, EMAIL)
"""A letter to be signed, a note verbale, an e-mail. Only the last is ever sent by Quipu."""
ACCEPTED, DECLINED, SUBSTITUTE = "accepted", "declined", "substitute"
ANSWERS = (ACCEPTED, DECLINED, SUBSTITUTE)
DRAFTED, CLEARED, SENT, WITHDRAWN = "drafted", "cleared", "sent", "withdrawn"


class SpeakerInvitation(SQLModel, table=True):
    """One institution is asked to speak on one item of one meeting, at one slot of it.

    The institution and the name are kept as they were when it was drafted. `person_id` is the guest it
    reaches once it is out: an outsider answers with the same means as every guest.
    """

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    item_id: int | None = Field(default=None, foreign_key="agendaitem.id")
    entry_id: int | None = Field(default=None, foreign_key="directoryentry.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id")
    organisation: str
    category: str
    name: str = ""
    topic: str
    starts_at: datetime
    """When their slot begins; it lasts `minutes`."""
    minutes: int
    form: str
    language: str
    wording: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """What the secretariat wrote instead of the template's own words, by field."""
    late_reason: str = ""
    """Why the coordinator let it out after the last day in time."""
    drafted_by: int | None = Field(default=None, foreign_key="person.id")
    drafted_at: datetime
    comments_until: datetime | None = None
    """Until when the focal points may comment, when they are asked."""
    cleared_by: int | None = Field(default=None, foreign_key="person.id")
    cleared_at: datetime | None = None
    sent_at: datetime | None = None
    sent_by: int | None = Field(default=None, foreign_key="person.id")
    sent_reference: str = ""
    """The stamp of reception of a letter delivered by hand."""
    sequence: int = 0
    """The iCalendar SEQUENCE of the speaker's own slot."""
    answer: str = ""
    answered_at: datetime | None = None
    answer_reference: str = ""
    speaker: str = ""
    """Who will speak, when the answer names somebody."""
    slides_at: datetime | None = None
    slides_reference: str = ""
    slides_cleared_at: datetime | None = None
    slides_cleared_by: int | None = Field(default=None, foreign_key="person.id")
    slides_figures: bool = False
    """Whether the figures in them may circulate too."""
    thanks_drafted_by: int | None = Field(default=None, foreign_key="person.id")
    thanks_drafted_at: datetime | None = None
    """When what goes to them after the meeting was last drafted; a second person clears it."""
    thanked_at: datetime | None = None
    minutes_part_at: datetime | None = None
    """When they received the part of the final minutes about their item."""
    withdrawn_at: datetime | None = None
    withdrawn_reason: str = ""

    @property
    def ends_at(self) -> datetime:
        """When their slot ends."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def status(self) -> str:
        """How far it has come; the answer, the slides and the thanks stand in their own columns."""
        if self.withdrawn_at is not None:
            return WITHDRAWN
        if self.sent_at is not None:
            return SENT
        return DRAFTED if self.cleared_at is None else CLEARED


class InvitationComment(SQLModel, table=True):
    """What a member's focal point said of a stakeholder to be invited; the last word of each body counts."""

    __table_args__ = (UniqueConstraint("invitation_id", "organisation_id"),)
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    invitation_id: int = Field(foreign_key="speakerinvitation.id", index=True)
    organisation_id: int = Field(foreign_key="organisation.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    words: str
    """Empty: they have nothing against it."""
    said_at: datetime


class DesignationLetter(SQLModel, table=True):
    """A letter that asks an institution of the government to name its focal point: signed and delivered by people."""

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    organisation_id: int = Field(foreign_key="organisation.id")
    drafted_by: int | None = Field(default=None, foreign_key="person.id")
    drafted_at: datetime
    delivered_on: date | None = None
    delivered_reference: str = ""
    """The stamp of reception."""
    answered_on: date | None = None
    answer_reference: str = ""
    """The oficio."""


class LetterTemplate(SQLModel, table=True):
    """A Word template with which the secretariat replaced the house's own; the newest of its name and language counts."""

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    name: str
    language: str
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    recorded_by: int | None = Field(default=None, foreign_key="person.id")
    recorded_at: datetime


def invitation(session: Session, network_id: int, number: int) -> SpeakerInvitation | None:
    """The invitation of that number, if it belongs to this network."""
    found = session.get(SpeakerInvitation, number)
    return found if found is not None and found.network_id == network_id else None


def invitations(session: Session, network_id: int, meeting_id: int | None = None) -> list[SpeakerInvitation]:
    """Every invitation that was not withdrawn, by slot; of one meeting when named."""
    query = select(SpeakerInvitation).where(
        SpeakerInvitation.network_id == network_id, col(SpeakerInvitation.withdrawn_at).is_(None)
    )
    if meeting_id is not None:
        query = query.where(SpeakerInvitation.meeting_id == meeting_id)
    return list(session.exec(query.order_by(col(SpeakerInvitation.starts_at), col(SpeakerInvitation.id))))


def same_point(session: Session, row: SpeakerInvitation) -> list[SpeakerInvitation]:
    """Every invitation of the same somebody to the same point of that meeting that was not withdrawn, oldest first."""
    if row.entry_id is None:
        return [row]
    rows = invitations(session, row.network_id, row.meeting_id)
    same = (each for each in rows if (each.entry_id, each.item_id) == (row.entry_id, row.item_id))
    return sorted(same, key=lambda each: each.id or 0)


def standing(session: Session, row: SpeakerInvitation) -> SpeakerInvitation:
    """Of one that was declined the newest that went out since, to the same somebody for the same point; else itself."""
    if row.answer != DECLINED:
        return row
    later = [each for each in same_point(session, row) if each.sent_at is not None and (each.id or 0) > (row.id or 0)]
    return later[-1] if later else row


def of_entry(session: Session, network_id: int, entry_id: int) -> list[SpeakerInvitation]:
    """Every invitation to somebody in the directory, withdrawn ones too."""
    query = select(SpeakerInvitation).where(
        SpeakerInvitation.network_id == network_id, SpeakerInvitation.entry_id == entry_id
    )
    return list(session.exec(query.order_by(col(SpeakerInvitation.id))))


def others_to(
    session: Session, person_ids: Collection[int], entry_ids: Collection[int], numbers: Collection[int]
) -> bool:
    """Whether one of these people, or of these in the directory, is invited besides by the invitations of these numbers."""
    theirs = or_(
        col(SpeakerInvitation.person_id).in_(list(person_ids)), col(SpeakerInvitation.entry_id).in_(list(entry_ids))
    )
    standing = select(SpeakerInvitation.id).where(theirs, col(SpeakerInvitation.withdrawn_at).is_(None))
    others = standing.where(col(SpeakerInvitation.id).not_in(list(numbers))).limit(1)
    return bool(person_ids or entry_ids) and session.exec(others).first() is not None


def comments(session: Session, invitation_id: int) -> list[InvitationComment]:
    """What the focal points said, in the order it came."""
    query = select(InvitationComment).where(InvitationComment.invitation_id == invitation_id)
    return list(session.exec(query.order_by(col(InvitationComment.said_at), col(InvitationComment.id))))


def designation_letters(session: Session, network_id: int) -> list[DesignationLetter]:
    """The letters to the government's institutions, oldest first."""
    query = select(DesignationLetter).where(DesignationLetter.network_id == network_id)
    return list(session.exec(query.order_by(col(DesignationLetter.id))))


def template(session: Session, network_id: int, name: str, language: str) -> LetterTemplate | None:
    """The network's own template of that name and language, if it has one."""
    query = select(LetterTemplate).where(
        LetterTemplate.network_id == network_id, LetterTemplate.name == name, LetterTemplate.language == language
    )
    return session.exec(query.order_by(col(LetterTemplate.id).desc())).first()
