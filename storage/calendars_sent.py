"""Every version of an invitation that went into somebody's calendar, whole; and who has which meeting there."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Column, LargeBinary, Table, insert
from sqlalchemy import select as select_columns
from sqlmodel import Field, Session, SQLModel, col, select

from storage.outbox import DROPPED, GIVEN_UP, ROWS, SENDING, SENT, Notice

REQUEST, UPDATE, CANCEL = "invitation.request", "invitation.update", "invitation.cancel"
SLOT, SLOT_UPDATE, SLOT_CANCEL = "invitation.slot", "invitation.slot_update", "invitation.slot_cancel"
MEETINGS, SLOTS = (REQUEST, UPDATE, CANCEL), (SLOT, SLOT_UPDATE, SLOT_CANCEL)
TAKE_OUT = (CANCEL, SLOT_CANCEL)
"""The notices that carry a calendar: of a meeting, of a speaker's own slot in it; those that take it out again."""


class CalendarSent(SQLModel, table=True):
    """One iCalendar object as it left for one reader; `key` is that of its notice, so a letter sent twice is one version."""

    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    key: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    email: str
    meeting: str = Field(index=True)
    """The meeting's code, also of a speaker's slot in it."""
    uid: str = Field(index=True)
    method: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str
    sent_at: datetime
    raw: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


ROW: Table = CalendarSent.__table__


@dataclass(slots=True)
class Calendars:
    """Who has a meeting in their calendar, as far as letters go.

    `has` is by person (id): True when it is there or on its way, False when it was taken out or never came,
    None when its only letter was given up (the secretariat knows). `letters` counts all that were written.
    """

    has: dict[int, bool | None] = field(default_factory=dict)
    letters: int = 0


def keep_once(session: Session, row: CalendarSent) -> None:
    """Keep a version, unless the one of that notice is kept."""
    table = ROW
    if session.execute(select_columns(table.c.id).where(table.c.key == row.key)).first() is None:
        fields = {column.name: getattr(row, column.name) for column in table.c if column.name != "id"}
        session.execute(insert(table).values(fields))


def versions(session: Session, network_id: int, meeting: str, person_id: int | None = None) -> list[CalendarSent]:
    """What calendars were told of a meeting, in order; of one reader when named."""
    query = select(CalendarSent).where(CalendarSent.network_id == network_id, CalendarSent.meeting == meeting)
    if person_id is not None:
        query = query.where(CalendarSent.person_id == person_id)
    return list(session.exec(query.order_by(col(CalendarSent.sent_at), col(CalendarSent.id))))


def of_uid(session: Session, network_id: int, uid: str) -> list[CalendarSent]:
    """The versions of one calendar entry, whoever got them, in order."""
    query = select(CalendarSent).where(CalendarSent.network_id == network_id, CalendarSent.uid == uid)
    return list(session.exec(query.order_by(col(CalendarSent.sent_at), col(CalendarSent.id))))


def last_version(session: Session, network_id: int, uid: str, person_id: int) -> CalendarSent | None:
    """The newest version of one calendar entry that this reader was sent."""
    found = [row for row in of_uid(session, network_id, uid) if row.person_id == person_id]
    return found[-1] if found else None


def forget(session: Session, network_id: int, person_id: int) -> None:
    """Their name and address go from the versions kept; that there was an invitation, and when, stays."""
    query = select(CalendarSent).where(CalendarSent.network_id == network_id, CalendarSent.person_id == person_id)
    for row in session.exec(query):
        row.email, row.raw = "", _ATTENDEE.sub(b"\r\n", row.raw)
        session.add(row)


_ATTENDEE = re.compile(rb"\r\nATTENDEE[^\r]*(?:\r\n [^\r]*)*\r\n")


def standing(session: Session, network_id: int, codes: Collection[str]) -> dict[str, Calendars]:
    """Who has which of these meetings in their calendar, by code; meetings without any letter are left out."""
    found: dict[str, Calendars] = {}
    columns = (ROWS.c.about, ROWS.c.person_id, ROWS.c.notice, ROWS.c.status)
    query = select_columns(*columns).where(
        ROWS.c.network_id == network_id, ROWS.c.about.in_(codes), ROWS.c.notice.in_(MEETINGS), ROWS.c.person_id.is_not(None)
    )  # fmt: skip
    for code, person, notice, status in session.execute(query.order_by(ROWS.c.id)) if codes else ():
        known = found.setdefault(code, Calendars())
        known.letters += 1
        _told(known.has, person, notice, status)
    return found


def slot_standing(session: Session, network_id: int, code: str) -> dict[int, bool | None]:
    """Which invitations to speak (ids) at that meeting have their slot in the speaker's calendar."""
    columns = (ROWS.c["values"], ROWS.c.notice, ROWS.c.status)
    query = select_columns(*columns).where(
        ROWS.c.network_id == network_id, ROWS.c.about == code, ROWS.c.notice.in_(SLOTS)
    )
    has: dict[int, bool | None] = {}
    for values, notice, status in session.execute(query.order_by(ROWS.c.id)):
        _told(has, int(values["invitation"]), notice, status)
    return has


def written_before(session: Session, notice: Notice) -> bool:
    """Whether an invitation to the same meeting left for the same reader before this notice, or may have."""
    query = select_columns(ROWS.c.id).where(
        ROWS.c.network_id == notice.network_id, ROWS.c.about == notice.about, ROWS.c.person_id == notice.person_id,
        ROWS.c.notice.in_((REQUEST, UPDATE)), ROWS.c.status.in_((SENT, SENDING)), ROWS.c.id < (notice.id or 0),
    )  # fmt: skip
    return session.execute(query).first() is not None


def _told(has: dict[int, bool | None], key: int, notice: str, status: str) -> None:
    """What one more letter does to what a calendar has; what was dropped does nothing."""
    if status == DROPPED:
        has.setdefault(key, False)
    elif notice in TAKE_OUT:
        has[key] = False
    elif status == GIVEN_UP:
        has[key] = has.get(key) or None
    else:
        has[key] = True
