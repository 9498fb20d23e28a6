"""When an answer that came by mail is applied without a person looking at it; pure.

It is, when every one of these holds, and it is then the same press on «Asistiré» or «No podré» as in chat:

- it is a METHOD:REPLY, on the message's own level, with one answer in it;
- its UID is that of a meeting or of a speaker's slot, and its ATTENDEE somebody we know;
- it says ACCEPTED or DECLINED. The record has no «perhaps»: TENTATIVE waits in the review list;
- our own mail server says that DMARC passed (`bot.mail.incoming.trust`);
- it is from the ATTENDEE's own address, or from another of theirs that the secretariat approved;
- it answers the hour that holds: a SEQUENCE from before the last change of the hour does not;
- nothing newer was applied: the highest SEQUENCE counts, then the latest DTSTAMP, and what the person said
  since by another road stands.

Everything else is kept with the reason. This is a rule of the house: no clause asks for it, so a doubt never decides.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.mail.incoming import found
from bot.mail.incoming.found import ACCEPTED, DECLINED, DELEGATED, TENTATIVE, CalendarAnswer, Found

IGNORED = frozenset({"replayed", "older", "over", "twice", "delayed"})
"""Reasons for which nobody has anything left to decide."""
CLOCKS_DIFFER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Known:
    """What the record knows of the things an answer names."""

    entry: bool = False
    """Its UID is one of ours."""
    over: bool = False
    person: int | None = None
    """Behind ATTENDEE."""
    sender: int | None = None
    """Behind From."""
    vouched: bool = False
    sequence: int = 0
    """Of the newest version that was sent."""
    hour_since: int = 0
    """The version that brought the hour which holds."""
    applied: tuple[int, datetime] | None = None
    """SEQUENCE and DTSTAMP of this person's last answer by mail that was applied."""
    said_otherwise_at: datetime | None = None
    """When the person answered something else by another road."""


def why_not(message: Found, known: Known, now: datetime) -> str:
    """The reason for which it is not applied by itself; "" when it is."""
    if message.kind != found.REPLY:
        return message.kind
    if len(message.answers) != 1:
        return "several"
    answer = message.answers[0]
    return _of_whom(answer, known) or _from_whom(answer, known) or _which(answer, known, now)


def _of_whom(answer: CalendarAnswer, known: Known) -> str:
    if not known.entry:
        return "unknown_uid"
    if known.over:
        return "over"
    if not answer.attendee:
        return "no_attendee"
    if answer.status not in {ACCEPTED, DECLINED, TENTATIVE, DELEGATED}:
        return "invalid"
    if known.person is None:
        return "unknown_attendee"
    return "delegated" if answer.status == DELEGATED else ""


def _from_whom(answer: CalendarAnswer, known: Known) -> str:
    if not known.vouched:
        return "not_authenticated"
    if known.sender != known.person:
        return "sent_by" if answer.sent_by else "other_address"
    return ""


def _which(answer: CalendarAnswer, known: Known, now: datetime) -> str:
    if answer.instance:
        return "instance"
    if answer.stamped_at is None or answer.stamped_at > now + CLOCKS_DIFFER:
        return "stamp"
    if answer.sequence > known.sequence:
        return "unknown_version"
    if answer.sequence < known.hour_since:
        return "old_hour"
    newest = (answer.sequence, answer.stamped_at)
    if known.applied is not None and newest <= known.applied:
        return "replayed" if newest == known.applied else "older"
    if known.said_otherwise_at is not None and known.said_otherwise_at > answer.stamped_at:
        return "answered_since"
    return "tentative" if answer.status == TENTATIVE else ""
