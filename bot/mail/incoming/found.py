"""What a message of the mailbox is, once read: plain facts, never its body."""

from dataclasses import dataclass
from datetime import datetime

REPLY, COUNTER, CALENDAR = "reply", "counter", "calendar"
"""An answer to an invitation, another hour proposed, any other calendar message."""
BOUNCE, AUTO_REPLY, FORWARDED, WINMAIL, TEXT = "bounce", "auto_reply", "forwarded", "winmail", "text"
BROKEN, HOSTILE, TOO_LARGE = "broken", "hostile", "too_large"

ACCEPTED, DECLINED, TENTATIVE, DELEGATED = "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED"


@dataclass(frozen=True, slots=True)
class CalendarAnswer:
    """One answer as iCalendar tells it: whose it is, to which entry, to which version of it."""

    method: str
    uid: str
    attendee: str
    status: str
    sequence: int = 0
    stamped_at: datetime | None = None
    sent_by: str = ""
    delegated_to: str = ""
    instance: str = ""
    """RECURRENCE-ID: the answer is about one meeting of a series only."""
    comment: str = ""
    proposed: tuple[datetime, datetime] | None = None
    """The other hour a COUNTER asks for."""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """A letter that came back: to whom it could not be delivered, why, and which letter it was."""

    recipient: str
    status: str
    original: str
    failed: bool = True
    """False: the server is still trying."""
    certain: bool = True
    """False: it only looks like a returned letter, no delivery report says so."""


@dataclass(frozen=True, slots=True)
class Found:
    """One message as far as it was understood."""

    kind: str
    sender: str = ""
    """The one address of the one From header; "" when there is none, or several."""
    subject: str = ""
    message_id: str = ""
    authentication: tuple[str, ...] = ()
    """The Authentication-Results headers, from the top."""
    answers: tuple[CalendarAnswer, ...] = ()
    returned: Returned | None = None
    about: tuple[str, ...] = ()
    """The letters (Message-IDs) it answers."""
    uids: tuple[str, ...] = ()
    """Calendar entries it names, also where it cannot be read as an answer."""
    hint: str = ""
    """What plain words seem to say: only ever a hint for whoever reviews it."""
    attached: tuple[str, ...] = ()
    """The names of what is attached: only ever looked at, never kept."""
