"""Remembers a thing for a while, and not too many things."""

import time
from typing import Generic, TypeVar

T = TypeVar("T")
MOST = 10_000


class Memory(Generic[T]):
    """What was said of a name, for so many seconds."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._known: dict[str, tuple[float, T]] = {}

    def get(self, name: str) -> T | None:
        """What is remembered of it, if anything still is."""
        found = self._known.get(name)
        return found[1] if found is not None and found[0] > time.monotonic() else None

    def put(self, name: str, thing: T, seconds: float | None = None) -> None:
        """Remember it, for the usual time or another."""
        if len(self._known) >= MOST:
            now = time.monotonic()
            self._known = {each: known for each, known in self._known.items() if known[0] > now}
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[name] = (time.monotonic() + (self.seconds if seconds is None else seconds), thing)

    def forget(self, name: str) -> None:
        """As if it had never been said."""
        self._known.pop(name, None)
