"""An address that is somebody else's now: its former holder keeps their name and history, and the new one begins their own."""

from collections.abc import Iterable
from typing import Protocol

from rapidfuzz import fuzz
from sqlmodel import Session

from bot.language.folding import plain
from storage import people
from storage.people import Person

SAME_NAME = 80
"""How alike (of 100) two ways to write a name must be, where neither only leaves words out."""


class Listed(Protocol):
    """Somebody as the file lists them."""

    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...


def hand_over(session: Session, network_id: int, rows: Iterable[Listed], changes: list[str]) -> None:
    """Free the addresses that the file gives to others. Who had one takes their own new one from the file, if it has one."""
    listed = {row.email: row for row in rows}
    freed: list[tuple[Person, Listed]] = []
    for row in listed.values():
        holder = people.by_email(session, network_id, row.email)
        if holder is not None and not same_name(holder.name, row.name):
            holder.email = f"former.{holder.id}@roster.invalid"
            session.add(holder)
            freed.append((holder, row))
    session.flush()
    for holder, row in freed:
        changes.append(f"~ {row.email} was {holder.name}'s and is now {row.name}'s")
        for other in listed.values():
            if same_name(holder.name, other.name) and people.by_email(session, network_id, other.email) is None:
                holder.email = other.email
                break
        session.flush()


def same_name(one: str, other: str) -> bool:
    """Whether two names are one person's: one leaves words of the other out, or they differ by slips of the pen."""
    first, second = (set(plain(name).replace(".", "").split()) for name in (one, other))
    return first <= second or second <= first or fuzz.token_sort_ratio(plain(one), plain(other)) >= SAME_NAME
