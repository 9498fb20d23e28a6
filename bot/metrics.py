"""What is counted: commands, refusals, faults, sends by platform and result, the outbox and its age, mail that was read."""

from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from sqlalchemy import func, select
from sqlmodel import Session, col

from storage.outbox import SENDING, WAITING, Notice

REGISTRY = CollectorRegistry()
COMMANDS = Counter("quipu_commands", "Commands answered", ["command", "platform", "outcome"], registry=REGISTRY)
SENDS = Counter("quipu_sends", "Notices handed to a platform", ["platform", "result"], registry=REGISTRY)
ANSWER_SECONDS = Histogram("quipu_answer_seconds", "From a request to its answer", registry=REGISTRY)
LATENESS_SECONDS = Histogram(
    "quipu_lateness_seconds", "How long after its moment a notice was sent", registry=REGISTRY,
    buckets=(0.01, 0.05, 0.1, 0.5, 1, 5, 30, 60, 600, 3600, 86400),
)  # fmt: skip
OUTBOX_DEPTH = Gauge("quipu_outbox_depth", "Notices waiting whose moment has come", registry=REGISTRY)
OUTBOX_AGE_SECONDS = Gauge("quipu_outbox_age_seconds", "How long the oldest of them has waited", registry=REGISTRY)
MAIL_READ = Counter("quipu_mail_read", "Messages of the mailbox read", ["kind", "outcome"], registry=REGISTRY)
MAIL_LOOKED_AT = Gauge("quipu_mail_looked_at_seconds", "When the mailbox last answered", registry=REGISTRY)


def measure_outbox(session: Session, now: datetime) -> None:
    """Read the outbox for the two gauges."""
    due = (col(Notice.status).in_((WAITING, SENDING)), col(Notice.due_at) <= now)
    depth, oldest = session.execute(select(func.count(), func.min(col(Notice.due_at))).where(*due)).one()
    OUTBOX_DEPTH.set(depth)
    OUTBOX_AGE_SECONDS.set((now - oldest).total_seconds() if oldest else 0)
