"""How long a send may take, how long to wait before the next try, when to give up; leases and pacing."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.aloud import GIVEN_UP_ALOUD
from scheduler.sending import Pace
from storage.calendars_sent import MEETINGS, SLOTS
from storage.outbox import Notice

CHANNELS_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Patience:
    """The delivery's figures. The time limit of a send stays far below the lease."""

    lease: timedelta = timedelta(seconds=60)
    send_seconds: float = 15.0
    shortest_pause: float = 5
    longest_pause: float = 3600
    """Seconds before the next try: it rests for as long as it has been failing, within these two.

    Not by the number of attempts: one that a dying process cut short counts as an attempt too, and a
    process that dies often must not make its successor wait for an hour.
    """
    tries: int = 60
    gives_up_after: timedelta = timedelta(days=2)
    at_once: int = 64
    """How many messages may be on their way at a time."""
    batch: int = 200
    in_hand: int = 1000
    """How many readers' notices may be claimed and not settled."""
    ahead: timedelta = timedelta(seconds=1)
    """How long before its moment a notice is claimed at most, so that it leaves on the moment."""
    needed_for: float = 2.0
    """Seconds for which the answer that a notice is still needed holds."""
    asked_last: frozenset[str] = frozenset({*MEETINGS, *SLOTS})
    """Notices of which it is asked right before each send whether they are needed: it depends on what the reader got last."""
    at_most_once: frozenset[str] = frozenset({GIVEN_UP_ALOUD})
    """Courtesies: where nobody can tell whether they arrived, they are not repeated. All else is, and says so."""

    def __post_init__(self) -> None:
        if self.send_seconds * 4 > self.lease.total_seconds():
            raise ValueError("a send that starts before the fence must end long before its lease does")

    @property
    def early(self) -> timedelta:
        """How long before its moment a notice may be claimed: well within the half of the lease in which sends start."""
        return min(self.ahead, self.lease / 4)

    def next_try(self, notice: Notice, wall: datetime, after_seconds: float | None) -> datetime:
        """When to try again: after a growing pause, and never before the platform asked to."""
        failing = (wall - (notice.first_try_at or wall)).total_seconds()
        pause = min(max(failing, self.shortest_pause), self.longest_pause)
        return wall + timedelta(seconds=max(after_seconds or 0, pause if after_seconds is None else 0))

    def ask_again(self, notice: Notice, wall: datetime) -> datetime:
        """When to take up a notice that may have arrived: never within its lease, and later each time.

        Where the platform cannot be asked, each further try may be one message more.
        """
        pause = self.next_try(notice, wall, None)
        return max(pause, notice.lease_until) if notice.lease_until else pause

    def is_over(self, notice: Notice, wall: datetime) -> bool:
        """Whether it has been tried often or long enough."""
        long_ago = notice.first_try_at is not None and wall - notice.first_try_at > self.gives_up_after
        return notice.attempts >= self.tries or long_ago


@dataclass(frozen=True, slots=True)
class Lease:
    """The time for which claimed notices are ours. Counted twice, as clocks are set and machines put to sleep."""

    wall: datetime
    ticks: float
    half: float

    @classmethod
    def begun(cls, wall: datetime, patience: Patience) -> "Lease":
        """A lease that begins now, before the claim is written."""
        return cls(wall, asyncio.get_running_loop().time(), patience.lease.total_seconds() / 2)

    def age(self) -> float:
        """Seconds since it began."""
        return asyncio.get_running_loop().time() - self.ticks

    def seconds_left(self, wall: datetime) -> float:
        """Seconds left in which a send may be started: only the first half of the lease counts."""
        return self.half - max(self.age(), (wall - self.wall).total_seconds())


class Pacing:
    """When each channel may be used next."""

    def __init__(self) -> None:
        self._free: dict[str, float] = {}

    def wait(self, pace: Pace | None, *, at_most: float) -> float | None:
        """Take the channel's next place and say how many seconds to wait for it; None when that is too long."""
        if pace is None:
            return 0.0
        now = asyncio.get_running_loop().time()
        free = max(self._free.get(pace.channel, now), now)
        if free - now >= at_most:
            return None
        self._forget(now)
        self._free[pace.channel] = free + pace.seconds
        return free - now

    def hold(self, pace: Pace | None, seconds: float) -> None:
        """The platform asked for a pause on this channel."""
        if pace is not None:
            self._free[pace.channel] = max(
                self._free.get(pace.channel, 0.0), asyncio.get_running_loop().time() + seconds
            )

    def free_at(self, pace: Pace | None, wall: datetime) -> datetime | None:
        """When the channel will be free, on an ordinary clock."""
        if pace is None:
            return None
        seconds = self._free.get(pace.channel, 0.0) - asyncio.get_running_loop().time()
        return wall + timedelta(seconds=max(seconds, 0.0))

    def _forget(self, now: float) -> None:
        if len(self._free) > CHANNELS_REMEMBERED:
            self._free = {channel: free for channel, free in self._free.items() if free > now}
