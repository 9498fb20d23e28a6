"""Which person somebody means: by number, by e-mail, or by enough of the name; asked back when several fit."""

from sqlmodel import col, select

from handlers import typed
from handlers.desk import Desk
from handlers.reply import Refusal, text
from storage.people import Person


def person_named(desk: Desk, wanted: str) -> Person:
    """The one person on the roster who is meant; a refusal that says so when nobody or several are."""
    found = _fitting(desk, wanted)
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal(text("members.several", written=wanted[:80], who=[each.name for each in found]), field="person")
    raise Refusal(text("members.no_person", written=wanted[:80]), field="person")


def is_meant(person: Person, wanted: str) -> bool:
    """Whether somebody can be who is meant, without a look at anybody else."""
    if wanted.isascii() and wanted.isdigit():
        return person.id == int(wanted[:12])
    if "@" in wanted:
        return person.email == wanted.strip().lower()
    said = typed.plain(wanted).split()
    return bool(said) and _in_order(said, typed.plain(person.name).split())


def _fitting(desk: Desk, wanted: str) -> list[Person]:
    named = [each for each in _everybody(desk) if is_meant(each, wanted)]
    exact = [each for each in named if typed.plain(each.name).split() == typed.plain(wanted).split()]
    return exact or named


def _in_order(said: list[str], name: list[str]) -> bool:
    """Whether every word that was said is one of the name, in that order."""
    rest = iter(name)
    return all(word in rest for word in said)


def _everybody(desk: Desk) -> list[Person]:
    query = select(Person).where(Person.network_id == desk.network_id, col(Person.erased_at).is_(None))
    return list(desk.session.exec(query.order_by(Person.name)))
