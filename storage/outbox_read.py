"""What the outbox tells of what went out already: to whom, and under which keys."""

from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, or_, select

from storage.outbox import GATHERED, HELD, SENDING, SENT, WAITING, Notice


def reached(session: Session, network_id: int, key: str) -> list[int]:
    """The people (ids) whom a notice under that key, or under keys that begin with it and a slash, has reached, alone or in a message that gathered several."""
    whole = f"{network_id}/{key}"
    mine = or_(Notice.key == whole, col(Notice.key).startswith(f"{whole}/", autoescape=True))
    message = aliased(Notice)
    alone = col(Notice.status).in_((SENT, SENDING))
    with_others = and_(Notice.why == GATHERED, col(message.status).in_((SENT, SENDING)))
    query = select(Notice.person_id).join(message, col(message.key) == Notice.bundle, isouter=True)
    query = query.where(mine, or_(alone, with_others), col(Notice.person_id).is_not(None)).order_by(col(Notice.id))
    return list(dict.fromkeys(each for each in session.exec(query) if each is not None))


def goes(session: Session, key: str) -> bool:
    """Whether the notice under that key waits, leaves or has left, alone or in a message that gathers several."""
    notice = session.exec(select(Notice).where(Notice.key == key)).first()
    return notice is not None and (notice.status in (HELD, WAITING, SENDING, SENT) or notice.why == GATHERED)


def about(session: Session, network_id: int, notice: str, matter: str) -> list[Notice]:
    """The notices of that name about one matter, oldest first, whatever became of them."""
    query = select(Notice).where(Notice.network_id == network_id, Notice.notice == notice, Notice.about == matter)
    return list(session.exec(query.order_by(col(Notice.id))))
