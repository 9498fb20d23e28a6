"""Nothing is kept longer than the network has said: mail, conversation, words of messages, Word files (data protection, settings)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta
from sqlmodel import Session

from handlers.commands import command
from handlers.desk import Desk
from handlers.reply import Card, Heading, Reply, text
from handlers.request import Request
from handlers.withholding import REMEMBERED
from storage import alerts, drafts
from storage import retention as kept

KINDS: dict[str, Callable[[Session, int, datetime], int]] = {
    "mail": kept.mail, "chat": kept.conversation, "messages": kept.messages, "files": kept.files,
}  # fmt: skip
"""Each is the setting `retention.<kind>`, in months."""


@command("network.retention", power="keep_data", clock=True)
def apply_retention(request: Request, desk: Desk) -> Reply:
    """Delete what has grown too old; the journal has how much of which kind, and nothing else."""
    alerts.forget_fingerprints(desk.session, desk.network_id, desk.now - REMEMBERED)
    drafts.forget_undoable(desk.session, desk.network_id, desk.now - timedelta(days=1))
    gone = {kind: delete(desk.session, desk.network_id, _limit(desk, kind)) for kind, delete in KINDS.items()}
    if counted := {kind: count for kind, count in gone.items() if count}:
        desk.record("retention.applied", desk.today.isoformat(), "5.1", **counted)
    return Reply(Card((Heading(text("retention.done")),)))


def _limit(desk: Desk, kind: str) -> datetime:
    months = desk.law.term(f"retention.{kind}", desk.today).number or 0
    return desk.now - relativedelta(months=months)
