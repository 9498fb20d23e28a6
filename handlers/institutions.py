"""Which institution of the government is meant, by its name, a good part of it or its initials (ToR 5)."""

from collections.abc import Iterable, Sequence

from handlers.desk import Desk
from handlers.typed import plain
from storage import contacts, directory
from storage.directory import GOVERNMENT
from storage.people import Organisation

SHORTEST_WORD, FEWEST_INITIALS = 4, 3
GENERAL = frozenset(["ministerio", "superintendencia", "nacional", "direccion", "general", "ministry", "national"])
"""Words that say what kind of institution it is, not which."""
ALSO_CALLED = {
    "cancilleria": "relaciones exteriores", "la cancilleria": "relaciones exteriores",
    "foreign ministry": "foreign affairs", "the foreign ministry": "foreign affairs",
}  # fmt: skip
"""Names that every country has for one of its institutions, and what stands in its official name."""


def government_bodies(desk: Desk) -> list[Organisation]:
    """The institutions that have or had a focal point: they are the ones invited to name somebody."""
    return contacts.invited_bodies(desk.session, desk.network_id, GOVERNMENT)


def government_names(desk: Desk) -> list[str]:
    """What the institutions of the government are called, on the roster and in the directory, each once."""
    on_roster = [body.name for body in government_bodies(desk)]
    entries = directory.entries(desk.session, desk.network_id)
    every = [*on_roster, *(row.organisation for row in entries if row.category == GOVERNMENT)]
    return list({plain(name): name for name in reversed(every)}.values())[::-1]


def is_foreign_ministry(name: str) -> bool:
    """Whether it is the ministry of foreign affairs, whatever else stands in its name."""
    return any(part in plain(name) for part in ALSO_CALLED.values())


def called(names: Iterable[str], wanted: str) -> str:
    """The one of these names that is meant; "" when none is, or several could be."""
    every = tuple(names)
    said = plain(wanted).strip(" .,;:")
    exact = [name for name in every if plain(name) == said]
    if exact or not said:
        return exact[0] if exact else ""
    found = [name for name in every if said in short_names(name, every)]
    return found[0] if len(found) == 1 else ""


def short_names(name: str, among: Sequence[str]) -> frozenset[str]:
    """How people call it for short: its initials, and each word that no other of them has."""
    words = [word.strip("().,") for word in name.split()]
    capitals = [word for word in words if word[:1].isupper()]
    initials = plain("".join(word[0] for word in capitals))
    own = {plain(word) for word in capitals if len(word) >= SHORTEST_WORD}
    others = {plain(word) for other in among if other != name for word in other.replace("(", " ").split()}
    short = {initials} if len(initials) >= FEWEST_INITIALS else set()
    short |= {said for said, part in ALSO_CALLED.items() if part in plain(name)}
    return frozenset(short | (own - others - GENERAL))
