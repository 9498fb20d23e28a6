"""What the answers to a poll say of each hour; pure. It is an order for the secretariat to choose from, never a vote.

An hour that an organisation which must be there cannot take is impossible. Then come the answers of those that must be
there, then whom it does not suit, then whom it suits only if needed, then the earlier hour; equal hours stay equal.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

from storage.polls import IF_NEEDED, NO, YES, PollAnswer, PollSlot

IMPOSSIBLE, SUITS, WITH_EFFORT, NOT_ALL, UNKNOWN = "impossible", "suits", "with_effort", "not_all", "unknown"


@dataclass(frozen=True, slots=True)
class Result:
    """One hour: what each organisation (id) said of it, and its place; `tied` when another hour is as good."""

    slot: PollSlot
    said: dict[int, str]
    must_have: tuple[int, ...]
    place: int = 0
    tied: bool = False

    @property
    def possible(self) -> bool:
        """Whether nobody who must be there said no."""
        return all(self.said.get(seat) != NO for seat in self.must_have)

    @property
    def awaited(self) -> tuple[int, ...]:
        """Who must be there and has not said."""
        return tuple(seat for seat in self.must_have if seat not in self.said)

    @property
    def verdict(self) -> str:
        """What can be told to everybody: how the hour suits, without saying whom."""
        answers = set(self.said.values())
        if not self.possible:
            return IMPOSSIBLE
        if not answers:
            return UNKNOWN
        return NOT_ALL if NO in answers else WITH_EFFORT if IF_NEEDED in answers else SUITS

    @property
    def rank(self) -> tuple[int, int, int, int, int]:
        """The lower the better; the hour itself comes only after it."""
        of_must = [self.said.get(seat, "") for seat in self.must_have]
        every = list(self.said.values())
        without_yes = len(of_must) - of_must.count(YES)
        return (not self.possible, without_yes, of_must.count(""), every.count(NO), every.count(IF_NEEDED))


def results(
    slots: Iterable[PollSlot], answers: Iterable[PollAnswer], must_have: Collection[int], seats: Collection[int]
) -> list[Result]:
    """Every hour with its place, the best first. `seats` are the organisations (ids) asked: nobody else is heard."""
    said: dict[int, dict[int, str]] = {}
    for row in answers:
        if row.organisation_id in seats:
            said.setdefault(row.slot_id, {})[row.organisation_id] = row.answer
    found = [Result(slot, said.get(slot.id or 0, {}), tuple(must_have)) for slot in slots]
    ordered, place = sorted(found, key=lambda each: (each.rank, each.slot.starts_at)), 1
    placed: list[Result] = []
    for _, alike in groupby(ordered, key=lambda each: each.rank):
        same = list(alike)
        placed += [Result(each.slot, each.said, each.must_have, place, len(same) > 1) for each in same]
        place += len(same)
    return placed
