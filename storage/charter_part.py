"""One table of a charter, read value by value: each is taken once by name, and what nobody takes is refused."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time
from difflib import get_close_matches
from textwrap import shorten
from types import MappingProxyType
from typing import Any

from storage.charter import CharterError
from storage.charter_page import Page, Place

LONGEST = 2000
"""Characters of a text: a clause is a paragraph, not a book."""

OF_THE_HOUSE = re.compile(r"[a-z_]+(\.[a-z_]+)*")


class Part:
    """A table of the file, its name and what has not been read of it yet."""

    def __init__(self, page: Page, place: Place, table: Mapping[str, Any]) -> None:
        self.page, self.place = page, place
        self._left = dict(table)
        self._known: list[str] = []

    @property
    def name(self) -> str:
        """The table as the reader of the file would call it."""
        return ".".join(self.place) or "the charter"

    def wrong(self, key: str, what: str, mend: str) -> CharterError:
        """The complaint about one of its keys ("" for the table itself)."""
        return self.page.wrong((*self.place, key) if key else self.place, what, mend)

    def has(self, key: str) -> bool:
        """Whether that key is written and not read yet; a table may leave some keys out."""
        self._known.append(key)
        return key in self._left

    def take(self, key: str) -> Any:
        """The value as TOML has it; a missing one is refused."""
        self._known.append(key)
        if key not in self._left:
            raise self.wrong("", f"{self.name} has no {key}", f"write a line «{key} = …» under it")
        return self._left.pop(key)

    def part(self, key: str) -> "Part":
        """A table within this one."""
        header = ".".join((*self.place, key))
        if not self.has(key):
            raise self.wrong("", f"{self.name} has no {key}", f"add a table [{header}]")
        found = self.take(key)
        if not isinstance(found, dict):
            raise self.wrong(key, f"{key} must be a table, not {_said(found)}", f"write it as [{header}]")
        return Part(self.page, (*self.place, key), found)

    def parts(self) -> Iterator[tuple[str, "Part"]]:
        """Every table within this one, by its name."""
        for key in self:
            yield key, self.part(key)

    def __iter__(self) -> Iterator[str]:
        """The keys that have not been read yet, in the order of the file."""
        return iter(list(self._left))

    def close(self) -> None:
        """Nothing may be left: a key that nobody reads is a slip of the pen."""
        for key in self._left:
            near = get_close_matches(key, self._known, 1)
            mend = f"did you mean {near[0]}?" if near else f"it takes {', '.join(sorted(set(self._known)))}"
            raise self.wrong(key, f"{key} is not a key of {self.name}", f"{mend} Else take the line out")

    def text(self, key: str) -> str:
        """A text with something in it."""
        found = self.take(key)
        if not isinstance(found, str) or not found.strip() or len(found) > LONGEST:
            raise self.wrong(
                key, f"{key} is {_said(found)}", f"give a text of 1 to {LONGEST} characters in quotation marks"
            )
        return found.strip()

    def flag(self, key: str) -> bool:
        """Yes or no."""
        found = self.take(key)
        if not isinstance(found, bool):
            raise self.wrong(key, f"{key} is {_said(found)}", "write true or false")
        return found

    def number(self, key: str, low: int, high: int) -> int:
        """A whole number between the two, both included."""
        found = self.take(key)
        if not isinstance(found, int) or isinstance(found, bool) or not low <= found <= high:
            raise self.wrong(
                key, f"{key} is {_said(found)}, which cannot be", f"give a whole number from {low} to {high}"
            )
        return found

    def numbers(self, key: str, low: int, high: int) -> tuple[int, ...]:
        """A list of whole numbers between the two."""
        found = self.take(key)
        fits = isinstance(found, list) and all(type(each) is int and low <= each <= high for each in found)
        if not fits:
            raise self.wrong(
                key, f"{key} is {_said(found)}", f"give a list of whole numbers from {low} to {high}, like [1]"
            )
        return tuple(found)

    def one_of(self, key: str, known: Collection[str], what: str) -> str:
        """One of the known names; `what` says what they are names of."""
        found = self.take(key)
        if not isinstance(found, str) or found not in known:
            raise self.wrong(key, f"{_said(found)} is no {what}", f"choose one of {', '.join(known)}")
        return str(found)

    def some_of(self, key: str, known: Collection[str], what: str) -> tuple[str, ...]:
        """A list of known names, at least one, none twice."""
        found = self.take(key)
        if not isinstance(found, list) or not found:
            raise self.wrong(key, f"{key} is {_said(found)}", f"give a list with at least one {what} in it")
        for each in found:
            if not isinstance(each, str) or each not in known:
                raise self.wrong(key, f"{_said(each)} is no {what}", f"choose from {', '.join(known)}")
        if len(set(found)) < len(found):
            raise self.wrong(key, f"{key} names somebody twice", "name each once")
        return tuple(found)

    def names(self, key: str) -> tuple[str, ...]:
        """A list of names of the house's own, like "meeting.moved"."""
        found = self.take(key)
        if not isinstance(found, list) or not all(
            isinstance(each, str) and OF_THE_HOUSE.fullmatch(each) for each in found
        ):
            raise self.wrong(key, f"{key} is {_said(found)}", 'list names like ["meeting.moved", "meeting.cancelled"]')
        return tuple(found)

    def hour(self, key: str) -> time:
        """An hour of the day, written "17:00"."""
        found = self.take(key)
        try:
            return datetime.strptime(found, "%H:%M").time()  # noqa: DTZ007 - an hour of the wall clock, no moment
        except (TypeError, ValueError):
            mend = 'write hours and minutes from "00:00" to "23:59"'
            raise self.wrong(key, f"{_said(found)} is no hour of the day", mend) from None

    def yearly(self, key: str) -> tuple[int, int]:
        """A date that every year has, written "12-15": month and day."""
        return self._of_the_year(key, self.take(key))

    def yearly_days(self, key: str) -> tuple[tuple[int, int], ...]:
        """Dates that every year has, in order: ["01-15", "07-15"]."""
        found = self.take(key)
        if not isinstance(found, list) or not found:
            raise self.wrong(key, f"{key} is {_said(found)}", 'list month and day: ["01-15", "07-15"]')
        days = tuple(self._of_the_year(key, each) for each in found)
        if list(days) != sorted(set(days)):
            raise self.wrong(key, f"{_said(found)} is not in order, or names a day twice", "put the earliest first")
        return days

    def _of_the_year(self, key: str, found: object) -> tuple[int, int]:
        try:
            day = datetime.strptime(f"2027-{found}", "%Y-%m-%d")  # noqa: DTZ007 - 2027 has no 29 February, nor have most years
        except ValueError:
            mend = 'write month and day as "12-15", a date that every year has'
            raise self.wrong(key, f"{_said(found)} is no date of the year", mend) from None
        return day.month, day.day

    def day(self, key: str) -> date:
        """A date, written 2026-11-23 without quotation marks."""
        found = self.take(key)
        if not isinstance(found, date) or isinstance(found, datetime):
            raise self.wrong(key, f"{key} is {_said(found)}", "give a date like 2026-11-23, without quotation marks")
        return found

    def days(self, key: str) -> Mapping[date, str]:
        """Days with their names: { "2027-01-02" = "Bridge day" }."""
        found: dict[date, str] = {}
        for written, name in self._pairs(key):
            try:
                found[date.fromisoformat(written)] = name
            except ValueError:
                mend = 'write it as "2027-01-02", a day that exists'
                raise self.page.wrong((*self.place, key, written), f"{written!r} is no date", mend) from None
        return MappingProxyType(found)

    def words(self, key: str, languages: Collection[str]) -> Mapping[str, str]:
        """The same text in each language of the network."""
        found = dict(self._pairs(key))
        for language in languages:
            if language not in found:
                raise self.wrong(key, f"{key} has no text in {language!r}", f"add {language} = «…» to it")
        for language in found:
            if language not in languages:
                mend = f"the network's languages are {', '.join(languages)}"
                raise self.wrong(key, f"{key} has a text in {language!r}", mend)
        return MappingProxyType(found)

    def _pairs(self, key: str) -> Iterator[tuple[str, str]]:
        inner = self.part(key)
        for name in inner:
            yield name, inner.text(name)


def _said(found: Any) -> str:
    """A value as it may be read aloud in a complaint."""
    if isinstance(found, date | time):
        return found.isoformat()
    if isinstance(found, bool):
        return str(found).lower()
    return shorten(repr(found), 60, placeholder=" …")
