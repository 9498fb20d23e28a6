"""What the delivery asks of whoever sends: the sender's side of the agreement, and what it may answer."""

from dataclasses import dataclass, field
from typing import Protocol

from storage.calendars_sent import CalendarSent
from storage.outbox import Notice


@dataclass(frozen=True, slots=True)
class Sent:
    """It has arrived; `external_id` is what the platform calls it, `words` the plain text that was sent.

    `version` is what went into the reader's calendar with it, to be kept.
    """

    platform: str
    external_id: str
    words: str = ""
    version: CalendarSent | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class TryLater:
    """It certainly did not arrive, and may another time; `after_seconds` if the platform named a pause."""

    why: str
    after_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class GiveUp:
    """It did not arrive and never will: nobody there, not allowed."""

    why: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """It may have arrived: the platform is asked before it is sent again."""

    why: str


@dataclass(frozen=True, slots=True)
class CannotTell:
    """The platform cannot be asked whether it arrived."""


@dataclass(frozen=True, slots=True)
class Pace:
    """At most one message each so many seconds on this channel."""

    channel: str
    seconds: float


class Sender(Protocol):
    """Carries one notice to its reader. It never retries by itself."""

    def pace(self, notice: Notice) -> Pace | None:
        """The channel this notice will use and how fast that may be used; None when it does not matter."""

    async def send(self, notice: Notice) -> Sent | TryLater | GiveUp | Unclear:
        """Send it, marked so that `find` can find it: by `notice.key`, in a form the platform keeps."""

    async def find(self, notice: Notice) -> Sent | CannotTell | None:
        """Whether an attempt since `notice.first_try_at` arrived after all; None: certainly not."""
