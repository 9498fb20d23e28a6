"""What Slack needs of the house: a way to the record, and the one entrance behind which it answers."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from sqlmodel import Session

from handlers.reply import Reply

T = TypeVar("T")


class Counter(Protocol):
    """The way to the database."""

    async def look(self, question: Callable[[Session], T]) -> T:
        """Ask the record something."""
        ...

    async def write(self, work: Callable[[Session], T]) -> T:
        """Do something in a transaction."""
        ...


class Entrance(Protocol):
    """The one door behind which the house answers."""

    async def typed(
        self,
        network_id: int,
        person_id: int,
        words: str,
        *,
        family: str = "",
        platform: str,
        key: str,
        language: str = "",
        place: str = "",
        attached: str = "",
        said: str = "",
    ) -> Reply:
        """Answer what somebody typed."""
        ...

    async def overheard(
        self, network_id: int, person_id: int | None, words: str, *, platform: str, key: str, place: str
    ) -> Reply:
        """Look at what was said without naming us."""
        ...

    async def pressed(
        self, network_id: int, person_id: int, command: str, values: Mapping[str, Any], *, platform: str, key: str
    ) -> Reply:
        """Answer a press on a button."""
        ...

    async def submitted(
        self, network_id: int, person_id: int, command: str, values: Mapping[str, Any], *, platform: str, key: str
    ) -> Reply:
        """Answer a form that was filled in."""
        ...

    async def attached(
        self, network_id: int, person_id: int, name: str, content: bytes, *, meeting: str = "", platform: str, key: str
    ) -> Reply:
        """Answer a Word file that was sent in."""
        ...
