"""What the trial page is handed when the house is put together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.counter import Counter
from bot.entrance import Entrance
from bot.language.catalogue import Words
from bot.rehearsal import Rehearsal
from storage.charter import Charter


class Invited(Protocol):
    """An invitation as the mailbox shows it."""

    @property
    def method(self) -> str: ...
    @property
    def uid(self) -> str: ...
    @property
    def sequence(self) -> int: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def title(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def status(self) -> str: ...


class Enclosed(Protocol):
    """A file that a letter carries."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def content(self) -> bytes: ...


class OpenedLetter(Protocol):
    """A letter taken out of its envelope."""

    @property
    def sender(self) -> str: ...
    @property
    def reader(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def html(self) -> str: ...
    @property
    def style(self) -> str: ...
    @property
    def calendar(self) -> bytes: ...
    @property
    def invitation(self) -> Invited | None: ...
    @property
    def files(self) -> Sequence[Enclosed]: ...


@dataclass(frozen=True, slots=True)
class Parts:
    """The house behind the page: one network, its charter, and a rehearsal's clock."""

    counter: Counter
    entrance: Entrance
    rehearsal: Rehearsal
    network_id: int
    charter: Charter
    secret_key: str
    open_letter: Callable[[bytes], OpenedLetter]
    """Reads a kept letter; mail knows how, the page does not."""

    def words(self, language: str) -> Words:
        """The words of one reader, with hours on the network's clock."""
        return Words(language, self.charter.language, ZoneInfo(self.charter.zone))
