"""What is to be said to whom: written in the transaction of the act, sent afterwards by the delivery."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Index,
    Select,
    Table,
    and_,
    bindparam,
    func,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel

from storage.text import to_paper

HELD, WAITING, SENDING, SENT, DROPPED, GIVEN_UP = "held", "waiting", "sending", "sent", "dropped", "given_up"
"""held: it waits for the day's gathering, and no delivery takes it up."""
CHAT, MAIL = "chat", "mail"
ONE_AT_A_TIME = 7_781_201
"""The advisory lock under which notices are claimed on PostgreSQL, so that each reader's stay in order."""


class Notice(SQLModel, table=True):
    """One notice to one reader by one road; its key says what it is, so it never leaves twice.

    `road` is chat (the reader's own platform) or mail. `person_id` is the reader; empty means the
    network's room. `notice` names the words and the card (`bot/notices.py`); `values` fill them.
    `duty` and `about` let the delivery ask again whether it is still needed when it is about to send.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("outbox_due", "status", "due_at"), Index("outbox_lease", "status", "lease_until"))
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(foreign_key="network.id", index=True)
    key: str = Field(unique=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    road: str = CHAT
    notice: str
    values: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    duty: str = ""
    about: str = Field(default="", index=True)
    due_at: datetime
    written_at: datetime
    late: bool = False
    status: str = WAITING
    attempts: int = 0
    first_try_at: datetime | None = None
    lease_until: datetime | None = None
    sent_at: datetime | None = None
    platform: str = ""
    external_id: str = ""
    """What the platform called the message: Slack's channel and ts, a Message-ID."""
    why: str = ""
    """Why it was dropped, given up, or failed last time. Never a message body."""
    words: str = ""
    """The plain text that was sent, for the record."""
    bundle: str = ""
    """The key of the message in which it was gathered; its own when it went alone, or carries others. "" for what
    is not gathered."""


ROWS: Table = Notice.__table__


def post(session: Session, notice: Notice) -> bool:
    """Put a notice in the outbox; False when a notice of that key was there already."""
    session.flush()  # what it refers to may have been added a moment ago
    # Not `model_dump`: that would turn the texts among the values into plain dictionaries.
    fields = {column.name: getattr(notice, column.name) for column in ROWS.c if column.name != "id"}
    fields["values"] = to_paper(fields["values"])
    return session.connection().execute(_POST[session.get_bind().dialect.name], fields).first() is not None


_POST = {
    name: insert(ROWS).on_conflict_do_nothing(index_elements=["key"]).returning(ROWS.c.id)
    for name, insert in (("postgresql", postgresql.insert), ("sqlite", sqlite.insert))
}
"""Written out once: it is said with every notice."""


GONE = "gone"
"""Among the values of a notice, that its words were deleted when they had been kept long enough."""
GATHERED = "gathered"
"""Why a notice was dropped: it went in one message with others."""
REPLACED = "replaced"
"""Why a notice was dropped: a newer one says it better."""


def replace(
    session: Session, network_id: int, about: str, notices: Collection[str], person_ids: Collection[int]
) -> None:
    """Drop what of these notices waits for these people: a newer one is written in its place."""
    waiting = (ROWS.c.network_id == network_id, ROWS.c.about == about, ROWS.c.status == WAITING)
    _drop(session, REPLACED, *waiting, ROWS.c.notice.in_(notices), ROWS.c.person_id.in_(person_ids))


HANDED_OVER, NOBODY_FOLLOWS = "handed_over", "left"
"""Why a notice was dropped: its reader left, and the clock writes to whoever follows, or nobody does."""
TAKES_OUT = ("invitation.cancel", "invitation.slot_cancel")
"""Notices that take something out of one's own calendar: they go to whoever has it there, also after leaving."""
PERSONAL = ("reply.card", "members.welcome", "members.designated", "members.relieved", "members.handover")
"""Notices to the person and not to the seat: they move to nobody."""


def hand_over(session: Session, network_id: int, former: int, successor: int | None) -> None:
    """What waits for somebody who has left goes to whoever follows them; without a successor it is dropped with the reason.

    Reminders of a duty are dropped too: the clock writes them to whoever holds the seat. So is what was meant for
    the person alone, and what the successor has already been told.
    """
    session.flush()
    waiting = (
        ROWS.c.network_id == network_id, ROWS.c.person_id == former, ROWS.c.status.in_((HELD, WAITING)),
        ROWS.c.notice.not_in(TAKES_OUT),
    )  # fmt: skip
    if successor is None:
        _drop(session, NOBODY_FOLLOWS, *waiting)
        return
    told = ROWS.alias()
    same = select(told.c.id).where(
        told.c.person_id == successor, told.c.notice == ROWS.c.notice, told.c.about == ROWS.c.about,
        told.c.road == ROWS.c.road,
    )  # fmt: skip
    needless = or_(ROWS.c.duty != "", ROWS.c.notice.in_(PERSONAL), same.exists())
    _drop(session, HANDED_OVER, *waiting, needless)
    moved = session.execute(select(ROWS.c.id).where(*waiting)).scalars().all()
    session.info.setdefault(MOVED, {}).update(dict.fromkeys(moved, former))
    session.execute(update(ROWS).where(ROWS.c.id.in_(moved)).values(person_id=successor))


def silence(session: Session, network_id: int, person_id: int) -> None:
    """Nothing that waits is sent to somebody whose address is deleted."""
    waiting = (ROWS.c.network_id == network_id, ROWS.c.person_id == person_id, ROWS.c.status.in_((HELD, WAITING)))
    _drop(session, NOBODY_FOLLOWS, *waiting)


def of_key(session: Session, key: str) -> Notice:
    """The notice of that key, which is there."""
    return Notice(**session.execute(select(ROWS).where(ROWS.c.key == key)).mappings().one())


def withdraw(session: Session, network_id: int, key: str, why: str) -> None:
    """What waits under that key, or under keys that begin with it and a slash, is not sent."""
    mine = or_(ROWS.c.key == f"{network_id}/{key}", ROWS.c.key.startswith(f"{network_id}/{key}/", autoescape=True))
    _drop(session, why, mine, ROWS.c.status.in_((HELD, WAITING)))


HELD_BACK = "held_back"
"""Under this name a transaction keeps which notices (numbers) were dropped in it, and how they had waited: whoever takes
the act back lets them leave after all."""
MOVED = "moved"
"""Likewise, which notices were handed over in it to whoever follows, and whose (a person) they were."""


def _drop(session: Session, why: str, *these: ColumnElement[bool]) -> None:
    session.flush()
    found = session.execute(select(ROWS.c.id, ROWS.c.status).where(*these)).all()
    if found:
        session.info.setdefault(HELD_BACK, {}).update({row.id: row.status for row in found})
        mine = ROWS.c.id.in_([row.id for row in found])
        session.execute(update(ROWS).where(mine, *these).values(status=DROPPED, why=why))


# Below is the road out, in SQLAlchemy Core: it is passed by every notice, and the ORM costs five times as much.

_WHO = (ROWS.c.network_id, func.coalesce(ROWS.c.person_id, 0), ROWS.c.road)
"""A reader on a road: whose notices keep their order."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A notice to be sent now. `ask_first`: an earlier attempt was cut short, so it may have arrived."""

    notice: Notice
    ask_first: bool


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of a claimed notice. `lease_until` is when it may be taken up again, if it is to be.

    `untried` gives the attempt back: it was claimed and never begun.
    """

    notice: Notice
    status: str
    why: str = ""
    lease_until: datetime | None = None
    untried: bool = False
    sent_at: datetime | None = None
    platform: str = ""
    external_id: str = ""
    words: str = ""
    version: Any = None
    """The row of what went into a calendar with it, to be kept beside (`storage.calendars_sent`)."""


def claim(session: Session, now: datetime, wall: datetime, lease: timedelta, most: int) -> list[Claim]:
    """Take up to `most` notices for sending, in order: what is due, and what was begun and whose lease has lapsed.

    `now` is the network's present (in a rehearsal it is moved by hand), `wall` an ordinary clock's: leases
    and pauses are counted on that. Of a reader with a notice on its way or resting, none is taken.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
    found: list[Notice] = []
    for query in _candidates(session, now, wall):
        rows = session.execute(query.limit(most).with_for_update(skip_locked=True)).mappings()
        found += [Notice(**row) for row in rows]
    taken = sorted(found, key=lambda notice: (notice.due_at, notice.id or 0))[:most]
    claims = [Claim(notice, ask_first=notice.status == SENDING) for notice in taken]
    if taken:
        changes = {
            "status": SENDING, "lease_until": wall + lease, "attempts": ROWS.c.attempts + 1,
            "first_try_at": func.coalesce(ROWS.c.first_try_at, wall),
        }  # fmt: skip
        session.execute(update(ROWS).where(ROWS.c.id.in_([notice.id for notice in taken])).values(changes))
    for notice in taken:
        notice.status, notice.lease_until, notice.attempts = SENDING, wall + lease, notice.attempts + 1
        notice.first_try_at = notice.first_try_at or wall
    return claims


def anything_to_claim(session: Session, now: datetime, wall: datetime) -> bool:
    """Whether a claim would find something; only looks."""
    only = (query.with_only_columns(ROWS.c.id).limit(1) for query in _candidates(session, now, wall))
    return any(session.execute(query).first() is not None for query in only)


def next_due(session: Session, now: datetime, wall: datetime) -> tuple[datetime | None, datetime | None]:
    """The next moment to come at which a notice is due, and at which a lease or a pause ends."""
    due = select(func.min(ROWS.c.due_at)).where(ROWS.c.status == WAITING, ROWS.c.due_at > now)
    ends = [
        select(func.min(ROWS.c.lease_until)).where(ROWS.c.status == status, ROWS.c.lease_until > wall)
        for status in (WAITING, SENDING)
    ]
    rests = [moment for query in ends if (moment := session.execute(query).scalar()) is not None]
    return session.execute(due).scalar(), min(rests, default=None)


def settle(session: Session, settlements: Iterable[Settlement]) -> None:
    """Write down what became of claimed notices.

    That a message was sent is true whoever holds the lease by now; everything else is only for the
    attempt that was made: a notice somebody else has taken up since is theirs.
    """
    of_sent = [_on_paper(each) for each in settlements if each.status == SENT]
    others = [_on_paper(each) for each in settlements if each.status != SENT]
    if of_sent:
        session.execute(_SETTLE.where(ROWS.c.status != SENT), of_sent)
    if others:
        mine = and_(ROWS.c.status == SENDING, ROWS.c.attempts == bindparam("of_attempt"))
        session.execute(_SETTLE.where(mine), others)


_SETTLE = (
    update(ROWS)
    .where(ROWS.c.id == bindparam("of_id"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in ("status", "attempts", "why", "lease_until", "sent_at", "platform", "external_id", "words")
        }
    )
)


def _on_paper(each: Settlement) -> dict[str, Any]:
    fields = ("status", "why", "lease_until", "sent_at", "platform", "external_id", "words")
    paper = {f"new_{name}": getattr(each, name) for name in fields}
    attempt = each.notice.attempts
    return paper | {"of_id": each.notice.id, "of_attempt": attempt, "new_attempts": attempt - each.untried}


def _candidates(session: Session, now: datetime, wall: datetime) -> list[Select[Any]]:
    """What was begun and whose lease has lapsed; what is due and not resting. Not of readers who must wait."""
    under_way = select(*_WHO).where(ROWS.c.status.in_((SENDING, WAITING)), ROWS.c.lease_until > wall).distinct()
    busy = [tuple(row) for row in session.execute(under_way)]
    lapsed = select(ROWS).where(ROWS.c.status == SENDING, ROWS.c.lease_until <= wall)
    rested = or_(ROWS.c.lease_until.is_(None), ROWS.c.lease_until <= wall)
    due = select(ROWS).where(ROWS.c.status == WAITING, ROWS.c.due_at <= now, rested)
    others = [tuple_(*_WHO).not_in(busy)] if busy else []
    return [query.where(*others).order_by(ROWS.c.due_at, ROWS.c.id) for query in (lapsed, due)]
