"""What the outbox tells of what went out already: to whom, and under which keys."""

from sqlmodel import Session, col, or_, select

from storage.outbox import GATHERED, HELD, SENDING, SENT, WAITING, Notice


def under(session: Session, network_id: int, key: str) -> list[int]:
    """The notices (numbers) under that key, or under keys that begin with it and a slash."""
    whole = f"{network_id}/{key}"
    mine = or_(Notice.key == whole, col(Notice.key).startswith(f"{whole}/", autoescape=True))
    return [each for each in session.exec(select(Notice.id).where(mine).order_by(col(Notice.id))) if each is not None]


def goes(session: Session, key: str) -> bool:
    """Whether the notice under that key waits, leaves or has left, alone or in a message that gathers several."""
    notice = session.exec(select(Notice).where(Notice.key == key)).first()
    return notice is not None and (notice.status in (HELD, WAITING, SENDING, SENT) or notice.why == GATHERED)


def about(session: Session, network_id: int, notice: str, matter: str) -> list[Notice]:
    """The notices of that name about one matter, oldest first, whatever became of them."""
    query = select(Notice).where(Notice.network_id == network_id, Notice.notice == notice, Notice.about == matter)
    return list(session.exec(query.order_by(col(Notice.id))))
