"""Notices of an act that is taken back: what waits does not leave, what the act had held back leaves after all."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select, update
from sqlmodel import Session, col

from storage import gathered, ledger
from storage.gathered import DIGEST
from storage.outbox import DROPPED, GATHERED, HELD, HELD_BACK, MAIL, MOVED, ROWS, SENDING, SENT, WAITING, Notice

UNDONE = "undone"
"""Why a notice was dropped: whoever acted took the act back."""


def last_number(session: Session) -> int:
    """The number of the newest notice; what is dropped from here on is noted anew."""
    session.flush()
    session.info.pop(HELD_BACK, None)
    session.info.pop(MOVED, None)
    return session.execute(select(func.max(ROWS.c.id))).scalar() or 0


def written_since(session: Session, network_id: int, number: int) -> list[int]:
    """The notices (numbers) of a network written after that one."""
    session.flush()
    # By number alone, which is quick: of another network there is seldom anything among the newest.
    found = session.execute(select(ROWS.c.id, ROWS.c.network_id).where(ROWS.c.id > number).order_by(ROWS.c.id))
    return [row.id for row in found if row.network_id == network_id]


def held_back(session: Session, before: int) -> dict[int, str]:
    """What was dropped since it was last asked for the newest, of the notices up to that one, and how each had waited."""
    noted: dict[int, str] = session.info.get(HELD_BACK, {})
    return {number: how for number, how in noted.items() if number <= before}


def moved(session: Session, before: int) -> dict[int, int]:
    """Likewise what was handed over to somebody else, of the notices up to that one, and whose it was."""
    noted: dict[int, int] = session.info.get(MOVED, {})
    return {number: whose for number, whose in noted.items() if number <= before}


def to_whom(session: Session, person_ids: Collection[int]) -> list[int]:
    """Every notice (number) to these people."""
    return list(session.execute(select(ROWS.c.id).where(ROWS.c.person_id.in_(list(person_ids)))).scalars())


def deadline_said(session: Session, network_id: int, since: datetime, but: Collection[int]) -> bool:
    """Whether anybody was told of a deadline since then, by other notices than these, or ahead of its day in a gathering."""
    says = or_(ROWS.c.duty != "", ROWS.c.notice == DIGEST)
    query = select(ROWS.c.id, ROWS.c.duty, ROWS.c["values"].label("said")).where(
        ROWS.c.network_id == network_id, ROWS.c.written_at >= since, says
    )
    return any(row.id not in but and (row.duty or row.said.get("ahead")) for row in session.execute(query))


def left(session: Session, numbers: Collection[int]) -> list[Notice]:
    """Those of these that have left already, alone or in a message that gathers several."""
    return [row for row in _read(session, numbers) if _has_left(row, _whole(session, row))]


def call_back(session: Session, numbers: Collection[int]) -> list[Notice]:
    """Drop what of these waits, also inside a message that gathers several; those that have left already are returned.

    Their keys become free, so that the same act done once more tells people once more.
    """
    session.flush()
    mine = ROWS.c.id.in_(list(numbers))
    session.execute(update(ROWS).where(mine, ROWS.c.status.in_((HELD, WAITING))).values(status=DROPPED, why=UNDONE))
    rows = _read(session, numbers)
    for row in rows:
        _take_out_of_gathering(session, row)
    gone = [row for row in rows if _has_left(row, _whole(session, row))]
    for row in rows:
        _free_key(session, row)
    session.flush()
    return gone


def leave_after_all(session: Session, held_back: Mapping[int, str]) -> None:
    """What the act had dropped waits again as it did."""
    for status in set(held_back.values()):
        these = [number for number, how in held_back.items() if how == status]
        again = update(ROWS).where(ROWS.c.id.in_(these), ROWS.c.status == DROPPED)
        session.execute(again.values(status=status, why=""))


def all_wait(session: Session, numbers: Collection[int]) -> bool:
    """Whether none of these has gone its way yet, nor into a message that gathers several."""
    return all(row.status in (HELD, WAITING) for row in _read(session, numbers))


def give_back(session: Session, moved: Mapping[int, int]) -> bool:
    """What the act had handed over waits again for whoever it was for; False when some of it did not wait any more."""
    waits = ROWS.c.status.in_((HELD, WAITING))
    given = [
        session.execute(update(ROWS).where(ROWS.c.id == number, waits).values(person_id=whose).returning(ROWS.c.id))
        for number, whose in moved.items()
    ]
    return all(each.first() is not None for each in given)


def waiting(session: Session, numbers: Collection[int]) -> list[Notice]:
    """Those of these that have not been dropped, whether or not they have left yet."""
    return [row for row in _read(session, numbers) if row.status != DROPPED]


def others_to(session: Session, person_ids: Collection[int], numbers: Collection[int]) -> bool:
    """Whether these people were written to besides by these notices."""
    theirs = select(ROWS.c.id).where(ROWS.c.person_id.in_(list(person_ids)), ROWS.c.id.not_in(list(numbers)))
    return bool(person_ids) and session.execute(theirs.limit(1)).first() is not None


def by_mail(session: Session, row: Notice) -> bool:
    """Whether it goes, or went, by mail, alone or with others in one message: that can be called back from nobody."""
    whole = _whole(session, row) or row
    return MAIL in (row.road, whole.road, whole.platform)


def _read(session: Session, numbers: Collection[int]) -> list[Notice]:
    return list(session.execute(_THESE, {"numbers": list(numbers)}).scalars()) if numbers else []


_THESE = (
    select(Notice)
    .where(col(Notice.id).in_(bindparam("numbers", expanding=True)))
    .order_by(col(Notice.id))
    .execution_options(populate_existing=True)
)


def _whole(session: Session, row: Notice) -> Notice | None:
    """The message in which it was gathered, when it was."""
    if (row.status, row.why) != (DROPPED, GATHERED):
        return None
    query = select(Notice).where(col(Notice.key) == row.bundle).execution_options(populate_existing=True)
    return session.execute(query).scalars().first()


def _has_left(row: Notice, whole: Notice | None) -> bool:
    return (whole or row).status in (SENDING, SENT)


def _take_out_of_gathering(session: Session, row: Notice) -> None:
    """It is taken out of the message that gathers it, while that waits."""
    whole = _whole(session, row)
    if whole is not None and whole.status in (HELD, WAITING):
        _take_out(session, whole, row)
        row.why = UNDONE
        session.add(row)


def _take_out(session: Session, whole: Notice, row: Notice) -> None:
    """The message that gathers it goes without it; when nothing else is in it, it does not go."""
    gathered.leave_out(session, whole, {row.key})
    if not whole.values["of"]:
        # What it would have told ahead of its day is told on that day.
        ledger.untell(session, whole.network_id, whole.person_id or 0, whole.written_at)
        waits = (ROWS.c.id == whole.id, ROWS.c.status == whole.status)
        session.execute(update(ROWS).where(*waits).values(status=DROPPED, why=UNDONE))
    session.expire(whole)


def _free_key(session: Session, row: Notice) -> None:
    """But of what is just being sent: the platform is asked for it by its key."""
    if row.status == SENDING:
        return
    before, row.key = row.key, f"{row.network_id}/{UNDONE}/{row.id}/{row.key.partition('/')[2]}"
    row.bundle = row.key if row.bundle == before else row.bundle
    if (
        whole := _whole(session, row)
    ) is not None:  # so that it is still read again, should the message be tried once more
        gathered.rename(session, whole, before, row.key)
        session.expire(whole)
    session.add(row)
