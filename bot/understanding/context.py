"""What is known when somebody writes, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

MeetingKnown = tuple[str, str, date]
"""A meeting's code, kind and day."""


@dataclass(frozen=True, slots=True)
class Context:
    """The writer's language, the moment on the network's own clock, and the names that may be meant."""

    language: str
    now: datetime
    organisations: tuple[str, ...] = ()
    meetings: tuple[MeetingKnown, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """The command that was asked for and the details that were given, by the names of its form's fields."""

    command: str
    values: Mapping[str, Any] = field(default_factory=dict)
