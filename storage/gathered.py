"""What waits for the day's gathering: held, sent off alone or as one message, put off to another week."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select, update
from sqlmodel import Session, col

from storage.outbox import CHAT, DROPPED, GATHERED, GIVEN_UP, HELD, ROWS, SENDING, SENT, WAITING, Notice, post

DIGEST = "digest"
"""A message that carries several notices: `of` has them, `ahead` what else falls due this week."""


def held(session: Session, network_id: int, now: datetime) -> list[Notice]:
    """What waits for the day's gathering and has waited long enough, in the order it was written."""
    query = select(Notice).where(col(Notice.network_id) == network_id, col(Notice.status) == HELD)
    return list(session.execute(query.where(col(Notice.due_at) <= now).order_by(col(Notice.id))).scalars())


def next_held(session: Session, network_id: int, now: datetime) -> datetime | None:
    """The next moment at which something has waited long enough."""
    query = select(func.min(ROWS.c.due_at)).where(ROWS.c.network_id == network_id, ROWS.c.status == HELD)
    return session.execute(query.where(ROWS.c.due_at > now)).scalar()


def to_come(session: Session, network_id: int, person_id: int, now: datetime, until: datetime) -> list[Notice]:
    """What is written for somebody and leaves after now, until then, in order."""
    query = select(Notice).where(
        col(Notice.network_id) == network_id, col(Notice.person_id) == person_id,
        col(Notice.status).in_((HELD, WAITING)), col(Notice.due_at) > now, col(Notice.due_at) <= until,
    )  # fmt: skip
    return list(session.execute(query.order_by(col(Notice.due_at), col(Notice.id))).scalars())


def given_up_since(session: Session, network_id: int, since: datetime) -> int:
    """How many notices could not be sent since then."""
    query = select(func.count()).where(
        ROWS.c.network_id == network_id, ROWS.c.status == GIVEN_UP, ROWS.c.due_at >= since
    )
    return int(session.execute(query).scalar() or 0)


@dataclass(frozen=True, slots=True)
class Sent:
    """How many messages of one name a person was sent; `gathered` is how many of them went with a day's gathering."""

    person_id: int
    notice: str
    times: int
    gathered: int


def sent_between(session: Session, network_id: int, since: datetime, until: datetime) -> list[Sent]:
    """What everybody was sent in the chat between the two moments, or will be: what waits for a gathering is not among it."""
    query = select(ROWS.c.person_id, ROWS.c.notice, func.count(), func.sum(case((ROWS.c.bundle != "", 1), else_=0))).where(
        ROWS.c.network_id == network_id, ROWS.c.person_id.is_not(None), ROWS.c.road == CHAT, ROWS.c.due_at >= since,
        ROWS.c.due_at < until, ROWS.c.status.in_((WAITING, SENDING, SENT)),
    )  # fmt: skip
    rows = session.execute(query.group_by(ROWS.c.person_id, ROWS.c.notice))
    return [Sent(person, notice, int(times), int(together)) for person, notice, times, together in rows]


def release(session: Session, notice: Notice) -> None:
    """It goes alone, as one of the week's messages."""
    notice.status, notice.bundle = WAITING, notice.key
    session.add(notice)


def bundle(session: Session, notices: Iterable[Notice], digest: Notice) -> None:
    """They go as one message, one of the week's."""
    digest.bundle = digest.key
    post(session, digest)
    for notice in notices:
        notice.status, notice.why, notice.bundle = DROPPED, GATHERED, digest.key
        session.add(notice)


def drop(session: Session, notice: Notice, why: str) -> None:
    """It has become pointless while it waited."""
    notice.status, notice.why = DROPPED, why
    session.add(notice)


def put_off(session: Session, notices: Iterable[Notice], until: datetime) -> None:
    """They wait longer."""
    for notice in notices:
        notice.due_at = until
        session.add(notice)


def part(notice: Notice) -> dict[str, Any]:
    """A notice as it stands in the message that carries it."""
    return {"key": notice.key, "notice": notice.notice, "values": notice.values, "late": notice.late}


def parts(session: Session, message: Notice) -> list[Notice]:
    """The notices a message carries, as they were written."""
    keys = [each["key"] for each in message.values["of"] if "key" in each]
    return list(session.execute(select(Notice).where(col(Notice.key).in_(keys)).order_by(col(Notice.id))).scalars())


def mark(session: Session, gone: Mapping[str, str]) -> None:
    """These notices (by key) went with no message, and why."""
    for key, why in gone.items():
        session.execute(update(ROWS).where(ROWS.c.key == key).values(why=why, bundle=""))


def rename(session: Session, message: Notice, before: str, after: str) -> None:
    """A part is known by another key from now on."""
    renamed = [{**each, "key": after} if each.get("key") == before else each for each in message.values["of"]]
    session.execute(update(ROWS).where(ROWS.c.id == message.id).values({"values": {**message.values, "of": renamed}}))


def leave_out(session: Session, message: Notice, keys: Collection[str]) -> None:
    """The message says nothing of these any more, in our hands and on record."""
    kept, ahead = (
        [each for each in message.values.get(of, ()) if each.get("key") not in keys] for of in ("of", "ahead")
    )
    message.values = {**message.values, "of": kept, "ahead": ahead, "count": len(kept)}
    session.execute(update(ROWS).where(ROWS.c.id == message.id).values({"values": message.values}))
