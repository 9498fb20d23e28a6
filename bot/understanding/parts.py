"""The words of a request in two: what is asked, and after the colon the matter itself, exactly as typed."""

import re
from dataclasses import dataclass
from typing import Any

from bot.language.folding import Typed
from bot.language.reading import When

_COLON = re.compile(r":(?!//)(?!(?<=[0-9]:)[0-9])")


@dataclass(frozen=True, slots=True)
class Parts:
    """`head` is what stands before the colon, `title` what stands after it; `free` when it was a sentence."""

    whole: Typed
    head: Typed
    title: str
    free: bool


def parts(typed: Typed, start: int, *, free: bool) -> Parts:
    """Cut what follows `start` at its colon. The colon of an hour (10:00) or of an address is none."""
    whole = typed.part(start)
    colon = colon_in(whole.plain)
    if colon is None:
        return Parts(whole, whole, "", free)
    return Parts(whole, whole.part(0, colon), whole.original(colon + 1), free)


def colon_in(plain: str, start: int = 0) -> int | None:
    """Where the matter begins."""
    said = _COLON.search(plain, start)
    return said.start() if said else None


def date_values(when: When) -> dict[str, Any]:
    """What was read of a date, by the names that handlers know."""
    found: dict[str, Any] = {}
    if when.day_said:
        if when.problem is not None:
            found |= {"date_problem": when.problem, "date_near": list(when.near)}
        elif when.choices:
            found["date_choices"] = list(when.choices)
        elif when.day is not None:
            found["date"] = when.day
    if when.hour_problem is not None:
        found["time_problem"] = when.hour_problem
    elif when.start is not None:
        found["time"] = when.start
    if when.minutes is not None:
        found["minutes"] = when.minutes
    return found
