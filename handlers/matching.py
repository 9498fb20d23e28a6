"""Whom to call on a topic, and why: a ranking that explains itself; pure (ToR 5).

Nobody is proposed without a match of topic. What the ranking weighs, in this order: how many of the topic's objectives
and tags fit; a government's designated focal point; whose group has been heard least this year; who spoke longest ago.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from storage.directory import GOVERNMENT

CIVIL_SOCIETY, ACADEMIA, TERRITORY = "civil_society", "academia", "territory"
GROUPS = (GOVERNMENT, CIVIL_SOCIETY, ACADEMIA, TERRITORY)
"""Those between whom the year is balanced; whoever is none of the other three is civil society."""
GROUP_OF = {
    GOVERNMENT: GOVERNMENT, "academia": ACADEMIA, "municipal": TERRITORY, "local_authorities": TERRITORY,
}  # fmt: skip
SHORTEST = 3
MOST_INSTITUTIONS = 4


@dataclass(frozen=True, slots=True)
class Topic:
    """What an item is about: objectives by number, and its words, folded."""

    objectives: frozenset[int]
    words: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody in the directory, as far as the ranking looks. `tags` are folded; `last` is the day they last spoke."""

    number: int
    organisation: str
    category: str
    objectives: frozenset[int]
    tags: tuple[str, ...] = ()
    focal_point: bool = False
    last: date | None = None

    @property
    def group(self) -> str:
        """Government, civil society, academia or territory."""
        return GROUP_OF.get(self.category, CIVIL_SOCIETY)


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate with what fits: the objectives and tags they share with the topic. Never empty."""

    candidate: Candidate
    objectives: tuple[int, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A match, how often its group was heard this year, and whom else one could call."""

    match: Match
    heard: int
    alternative: Match | None


def matches(candidates: Iterable[Candidate], topic: Topic, heard: Mapping[str, int]) -> list[Match]:
    """Those whom the topic concerns, best first; the order never depends on how they came."""
    found = [match for candidate in candidates if (match := _match(candidate, topic)) is not None]
    return sorted(found, key=lambda match: _weight(match, heard))


def _match(candidate: Candidate, topic: Topic) -> Match | None:
    objectives = tuple(sorted(candidate.objectives & topic.objectives))
    tags = tuple(tag for tag in candidate.tags if _says(topic.words, tag))
    return Match(candidate, objectives, tags) if objectives or tags else None


def _says(words: str, tag: str) -> bool:
    """Whether the topic says the tag as a word of its own."""
    return len(tag) >= SHORTEST and re.search(rf"(?<!\w){re.escape(tag)}(?!\w)", words) is not None


def _weight(match: Match, heard: Mapping[str, int]) -> tuple[int, bool, int, date, str, int]:
    who = match.candidate
    fits = len(match.objectives) + len(match.tags)
    return (-fits, not who.focal_point, heard.get(who.group, 0), who.last or date.min, who.organisation, who.number)


def government(found: Sequence[Match], heard: Mapping[str, int]) -> list[Proposal]:
    """Each institution of the government that the topic concerns, once."""
    ours = [match for match in found if match.candidate.group == GOVERNMENT]
    best: dict[str, Match] = {}
    for match in ours:
        best.setdefault(match.candidate.organisation.casefold(), match)
    return [_proposed(match, ours, heard) for match in list(best.values())[:MOST_INSTITUTIONS]]


def stakeholders(found: Sequence[Match], heard: Mapping[str, int]) -> list[Proposal]:
    """The best of each group of key actors, the group heard least this year first."""
    theirs = [match for match in found if match.candidate.group != GOVERNMENT]
    best: dict[str, Match] = {}
    for match in theirs:
        best.setdefault(match.candidate.group, match)
    order = sorted(best, key=lambda group: (heard.get(group, 0), GROUPS.index(group)))
    return [_proposed(best[group], theirs, heard) for group in order]


def _proposed(match: Match, others: Sequence[Match], heard: Mapping[str, int]) -> Proposal:
    """With one alternative: of the same institution in government, of the same group among key actors, else the next best."""
    who = match.candidate
    rest = [each for each in others if each.candidate.number != who.number]
    near = [each for each in rest if _stands_near(each.candidate, who)]
    return Proposal(match, heard.get(who.group, 0), next(iter(near or rest), None))


def _stands_near(other: Candidate, who: Candidate) -> bool:
    if who.group == GOVERNMENT:
        return other.organisation.casefold() == who.organisation.casefold()
    return other.group == who.group and other.organisation.casefold() != who.organisation.casefold()
