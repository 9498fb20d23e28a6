"""What meetings settled: decisions (D-), technical agreements (AT-) and the actions (A-) that follow."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import JSON, Column, UniqueConstraint, bindparam
from sqlmodel import Field, Session, SQLModel, col, select

PROPOSED, OPEN, SUSPENDED = "proposed", "open", "suspended"
AD_REFERENDUM, CONSENSUS, NOT_ADOPTED, REPLACED = "ad_referendum", "consensus", "not_adopted", "replaced"
AGREED = "agreed"
DROPPED = "dropped"
STATUSES = (PROPOSED, OPEN, SUSPENDED, AD_REFERENDUM, CONSENSUS, NOT_ADOPTED, REPLACED, AGREED, DROPPED)
"""Put to the Committee; being answered; objected to; adopted at a meeting while seats are still to answer; adopted by
consensus; not adopted; replaced by a later one; a technical agreement; taken back by whoever had recorded it."""
MEETING, CIRCULATION = "meeting", "circulation"
UNDONE = "undone"
"""In place of its period: a text that whoever had put it took back at once. Its number is not given to another."""


class Decision(SQLModel, table=True):
    """A numbered entry of the register. `series` is D (Executive Committee) or AT (technical agreement).

    `present` lists the organisations (ids) in the room and `absent` those of the body that were not.
    `voices` are the seats of the Committee (organisation ids) whose consensus it needs, as they stood when it
    was put to them. A number is given when the text is put to the Committee and never used again.
    """

    __table_args__ = (UniqueConstraint("network_id", "code"),)
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)
    item_id: int | None = Field(default=None, foreign_key="agendaitem.id")
    series: str
    code: str
    title: str = ""
    wording: str
    wording_en: str = ""
    clause: str
    basis: str = MEETING
    """meeting or circulation."""
    status: str
    version: int = 1
    """The text that stands: `DecisionText` keeps every one that was put to the Committee."""
    voices: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]"))
    by_silence: bool = False
    """Whether silence until `closes_at` counts as assent: only under a no-objection rule in force when it was put."""
    period: str = ""
    """urgent, ordinary or substantive, where it was circulated."""
    closes_at: datetime | None = None
    """Until when the seats that have not spoken are asked."""
    proposed_result_at: datetime | None = None
    """When the clock put the result of a period before the secretariat; adopting it is an act of theirs."""
    settled_at: datetime | None = None
    """When it was adopted by consensus, or recorded as not adopted."""
    subject: str = ""
    """endorsement, designation, government or tor: matters never settled by silence; "" for any other."""
    labels: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]"))
    objectives: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]"))
    supersedes: str = ""
    superseded_by: str = ""
    review_on: date | None = None
    extract_sent_at: datetime | None = None
    """When its extract went to the members."""
    present: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    absent: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    taken_on: date
    """The day of the meeting, or the day it was put in circulation."""
    recorded_by: int | None = Field(default=None, foreign_key="person.id")
    recorded_at: datetime


class DecisionText(SQLModel, table=True):
    """A text as it was put to the Committee, frozen: a changed one is another version, with a period of its own."""

    __table_args__ = (UniqueConstraint("decision_id", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    decision_id: int = Field(foreign_key="decision.id", index=True)
    version: int
    wording: str
    wording_en: str = ""
    fingerprint: str
    """SHA-256 of the Spanish and the English text, as hexadecimal digits."""
    put_by: int | None = Field(default=None, foreign_key="person.id")
    put_at: datetime
    period: str = ""
    closes_at: datetime | None = None


class Answer(SQLModel, table=True):
    """What a seat of the Committee said about a text; the newest of a seat that was not taken back stands.

    `kind` is agree, comment (agrees, with a comment), reserve (adopted, its statement annexed) or object (stops).
    Nothing here is ever deleted; what came too late is kept and marked so.
    """

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    decision_id: int = Field(foreign_key="decision.id", index=True)
    version: int
    organisation_id: int = Field(foreign_key="organisation.id")
    kind: str
    wording: str = ""
    way_out: str = ""
    """Of an objection: what would solve it."""
    person_id: int | None = Field(default=None, foreign_key="person.id")
    office: str = ""
    reference: str = ""
    """The message in which it was given, when the secretariat wrote it down for a seat."""
    answered_at: datetime
    late: bool = False
    withdrawn_at: datetime | None = None


AGREE, COMMENT, RESERVE, OBJECT = "agree", "comment", "reserve", "object"
KINDS_OF_ANSWER = (AGREE, COMMENT, RESERVE, OBJECT)


def by_code(session: Session, network_id: int, code: str) -> Decision | None:
    """The decision or agreement of that code, typed in any case."""
    wanted = code.strip().upper()
    return session.exec(select(Decision).where(Decision.network_id == network_id, Decision.code == wanted)).first()


def of_meeting(session: Session, meeting_id: int) -> list[Decision]:
    """What a meeting settled, in order of its number; what was recorded by mistake and taken back is none of it."""
    query = select(Decision).where(Decision.meeting_id == meeting_id, Decision.status != DROPPED)
    return list(session.exec(query.order_by(col(Decision.id))))


def register(session: Session, network_id: int) -> list[Decision]:
    """The whole register, newest first."""
    return list(session.exec(_REGISTER, params={"network": network_id}))


_REGISTER = select(Decision).where(Decision.network_id == bindparam("network")).order_by(col(Decision.id).desc())


def texts_of(session: Session, decision_id: int) -> list[DecisionText]:
    """Every text that was put to the Committee under this number and not taken back at once, oldest first."""
    query = select(DecisionText).where(DecisionText.decision_id == decision_id, DecisionText.period != UNDONE)
    return list(session.exec(query.order_by(col(DecisionText.version))))


def next_version(session: Session, decision_id: int) -> int:
    """The number of a changed text; one that was taken back keeps its own, which may be on a press."""
    query = select(DecisionText.version).where(DecisionText.decision_id == decision_id)
    return max(session.exec(query), default=0) + 1


def answers_of(session: Session, decision_id: int) -> list[Answer]:
    """Every answer to every version, in the order they came."""
    return list(session.exec(_ANSWERS, params={"decision": decision_id}))


_ANSWERS = select(Answer).where(Answer.decision_id == bindparam("decision")).order_by(col(Answer.id))
"""Both are written out once: they are asked about every matter again and again."""


def unsettled(session: Session, network_id: int) -> list[Decision]:
    """What is still before the Committee: put, open, suspended or adopted while seats are to answer; oldest first."""
    waiting = (PROPOSED, OPEN, SUSPENDED, AD_REFERENDUM)
    query = select(Decision).where(Decision.network_id == network_id, col(Decision.status).in_(waiting))
    return list(session.exec(query.order_by(col(Decision.id))))


def standing(answers: Iterable[Answer], version: int) -> dict[int, Answer]:
    """What each seat (organisation id) stands by for that version: its newest answer, in time and not taken back."""
    counted = (row for row in answers if row.version == version and not row.late and row.withdrawn_at is None)
    return {row.organisation_id: row for row in counted}


def fingerprint(wording: str, wording_en: str) -> str:
    """What tells two texts apart: SHA-256 of both languages, as hexadecimal digits."""
    return hashlib.sha256(f"{wording}\n{wording_en}".encode()).hexdigest()
