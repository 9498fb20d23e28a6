"""Minutes of meetings: their versions and the comments on them."""

from datetime import datetime

from sqlalchemy import JSON, Column, LargeBinary, UniqueConstraint, bindparam
from sqlmodel import Field, Session, SQLModel, col, select

DRAFT, CIRCULATED, FINAL = "draft", "circulated", "final"
UNDONE = "undone"
"""The status of a version whose author took it back at once: nobody is shown it, and its number is not given again."""
COMMITTEE, NETWORK, GUESTS, PUBLIC = "committee", "network", "guests", "public"
LABELS = (COMMITTEE, NETWORK, GUESTS, PUBLIC)
"""Who may read them: the Executive Committee, the members of the network, the guests of the meeting too, anybody."""
RECORD, FORM, WORD = "record", "form", "word"
"""Where the words of a version come from."""


class Minutes(SQLModel, table=True):
    """One version of a meeting's minutes.

    `body` holds sections {name: str or list of str} made from the record and corrected by people;
    `version` counts from 1. The newest version is the one that counts; older ones are kept.
    """

    __table_args__ = (UniqueConstraint("meeting_id", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    version: int
    status: str
    body: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))
    written_by: int | None = Field(default=None, foreign_key="person.id")
    written_at: datetime
    circulated_at: datetime | None = None
    comments_until: datetime | None = None
    comments_closed_at: datetime | None = None
    final_at: datetime | None = None
    fingerprint: str = ""
    label: str = NETWORK
    source: str = RECORD
    based_on: int | None = None
    """The version an edited Word file started from, where that is not the one before."""


class MinutesFile(SQLModel, table=True):
    """An edited Word file as the secretariat sent it in, whole, and what became of it; the last good version stays."""

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    minutes_id: int | None = Field(default=None, foreign_key="minutes.id")
    """The version it became, once it did."""
    name: str
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sent_by: int | None = Field(default=None, foreign_key="person.id")
    sent_at: datetime
    outcome: str
    """imported, refused, unsettled while something in it differs from the register, or undone by whoever sent it."""
    reason: str = ""


class RecordLine(SQLModel, table=True):
    """What the secretariat wrote down during a meeting, in the order it came; what was taken back stays with its hour."""

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    kind: str
    """decision, agreement, action, note, absent or present."""
    about: str = ""
    """The code it was given, the organisation's name, or the item's number."""
    words: str = ""
    """What was said; of attendance, what stood before: its presence and capacity."""
    person_id: int | None = Field(default=None, foreign_key="person.id")
    said_at: datetime
    undone_at: datetime | None = None


class RecordCard(SQLModel, table=True):
    """Where the running record of a meeting is shown: one card in one place, brought up to date there."""

    __table_args__ = (UniqueConstraint("meeting_id", "platform"),)
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    platform: str
    place: str
    """The conversation, as the platform names it."""
    external_id: str
    """The message, as the platform names it."""


class MinutesComment(SQLModel, table=True):
    """What an organisation asks to be changed in circulated minutes; an empty wording says that it has no comments."""

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    minutes_id: int = Field(foreign_key="minutes.id")
    organisation_id: int = Field(foreign_key="organisation.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    paragraph: str = ""
    wording: str
    late: bool = False
    said_at: datetime


def versions(session: Session, meeting_id: int) -> list[Minutes]:
    """Every version of a meeting's minutes that stands, oldest first."""
    return list(session.exec(_VERSIONS, params={"meeting": meeting_id}))


_VERSIONS = (
    select(Minutes)
    .where(Minutes.meeting_id == bindparam("meeting"), Minutes.status != UNDONE)
    .order_by(col(Minutes.version))
)


def next_version(session: Session, meeting_id: int) -> int:
    """The number of a further version; one that was taken back keeps its own."""
    return max(session.exec(select(Minutes.version).where(Minutes.meeting_id == meeting_id)), default=0) + 1


def up_to(session: Session, row: Minutes) -> list[Minutes]:
    """The versions up to this one, oldest first."""
    return [each for each in versions(session, row.meeting_id) if each.version <= row.version]


def current(session: Session, meeting_id: int) -> Minutes | None:
    """The version that counts now."""
    found = versions(session, meeting_id)
    return found[-1] if found else None


def comments(session: Session, meeting_id: int) -> list[MinutesComment]:
    """The comments on a meeting's minutes in the order they came; that there are none is no comment."""
    query = select(MinutesComment).where(MinutesComment.meeting_id == meeting_id, MinutesComment.wording != "")
    return list(session.exec(query.order_by(col(MinutesComment.id))))


def content(session: Session, meeting_id: int) -> list[int]:
    """The organisations (ids) that said they have no comments and made none since."""
    said = {row.organisation_id for row in comments(session, meeting_id)}
    query = select(MinutesComment).where(MinutesComment.meeting_id == meeting_id, MinutesComment.wording == "")
    found = session.exec(query.order_by(col(MinutesComment.id)))
    return [row.organisation_id for row in found if row.organisation_id not in said]


def record_lines(session: Session, meeting_id: int) -> list[RecordLine]:
    """What stands in the running record of a meeting, in the order it came."""
    query = select(RecordLine).where(RecordLine.meeting_id == meeting_id, col(RecordLine.undone_at).is_(None))
    return list(session.exec(query.order_by(col(RecordLine.id))))


def all_lines(session: Session, meeting_id: int) -> list[RecordLine]:
    """The running record of a meeting with what was taken back, in the order it came."""
    query = select(RecordLine).where(RecordLine.meeting_id == meeting_id)
    return list(session.exec(query.order_by(col(RecordLine.id))))


def last_line(session: Session, network_id: int, person_id: int, meeting_id: int | None = None) -> RecordLine | None:
    """The newest line that this person wrote and that stands; of one meeting, where it is named."""
    query = select(RecordLine).where(
        RecordLine.network_id == network_id, RecordLine.person_id == person_id, col(RecordLine.undone_at).is_(None)
    )
    if meeting_id is not None:
        query = query.where(RecordLine.meeting_id == meeting_id)
    return session.exec(query.order_by(col(RecordLine.id).desc())).first()


def record_card(session: Session, meeting_id: int, platform: str) -> RecordCard | None:
    """Where a platform shows the running record of a meeting."""
    query = select(RecordCard).where(RecordCard.meeting_id == meeting_id, RecordCard.platform == platform)
    return session.exec(query).first()
