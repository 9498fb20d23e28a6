"""What has been kept long enough: its words are deleted, that it was stays (data protection)."""

from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, Delete, Update, delete, or_, update
from sqlmodel import Session, col

from storage.drafts import CONFIRMED, DISCARDED, Draft
from storage.inbound import Inbound
from storage.incoming_mail import MailReceived
from storage.minutes import MinutesFile
from storage.outbox import DROPPED, GIVEN_UP, GONE, SENT, Notice
from storage.rehearsal import ChatLine, Letter


def mail(session: Session, network_id: int, before: datetime) -> int:
    """Messages received before then keep their kind, day and what became of them; addresses, subjects and comments go."""
    named = or_(col(MailReceived.sender) != "", col(MailReceived.subject) != "", col(MailReceived.attendee) != "")
    old = (col(MailReceived.network_id) == network_id, col(MailReceived.received_at) < before, named)
    return _done(
        session, update(MailReceived).where(*old).values(sender="", subject="", attendee="", facts={}, outcome="")
    )


def conversation(session: Session, network_id: int, before: datetime) -> int:
    """The trial page's lines go, and the answers kept for a second press or a redelivery, which nobody awaits any more."""
    lines = delete(ChatLine).where(col(ChatLine.network_id) == network_id, col(ChatLine.said_at) < before)
    settled = col(Draft.status).in_((CONFIRMED, DISCARDED))
    old = (col(Draft.network_id) == network_id, settled, col(Draft.settled_at) < before)
    session.execute(update(Draft).where(*old).values(values={}, reply=None))
    session.execute(update(Inbound).where(col(Inbound.received_at) < before).values(reply=None))
    return _done(session, lines)


def messages(session: Session, network_id: int, before: datetime) -> int:
    """What was sent, or was not, before then keeps its name, reader, hour and outcome; its words go."""
    settled = col(Notice.status).in_((SENT, DROPPED, GIVEN_UP))
    old = (col(Notice.network_id) == network_id, settled, col(Notice.due_at) < before)
    fresh = col(Notice.values)[GONE].as_boolean().is_not(True)
    letters = delete(Letter).where(col(Letter.network_id) == network_id, col(Letter.sent_at) < before)
    session.execute(letters)
    return _done(session, update(Notice).where(*old, fresh).values(values={GONE: True}, words=""))


def files(session: Session, network_id: int, before: datetime) -> int:
    """Edited Word files sent in before then keep their name and outcome; the versions they became stay."""
    old = (col(MinutesFile.network_id) == network_id, col(MinutesFile.sent_at) < before)
    return _done(session, update(MinutesFile).where(*old, col(MinutesFile.content) != b"").values(content=b""))


def _done(session: Session, change: Update | Delete) -> int:
    session.flush()
    result: CursorResult[Any] = session.execute(change.execution_options(synchronize_session="fetch"))  # type: ignore[assignment]
    return result.rowcount
