"""Which person somebody means: by number, by e-mail, or by enough of the name; asked back when several fit."""

from sqlmodel import col, select

from handlers import typed
from handlers.desk import Desk
from handlers.reply import Refusal, text
from storage import people
from storage.people import Person


def person_named(desk: Desk, wanted: str) -> Person:
    """The one person on the roster who is meant; a refusal that says so when nobody or several are."""
    found = _fitting(desk, wanted)
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal(text("members.several", written=wanted[:80], who=[each.name for each in found]), field="person")
    raise Refusal(text("members.no_person", written=wanted[:80]), field="person")


def _fitting(desk: Desk, wanted: str) -> list[Person]:
    if wanted.isascii() and wanted.isdigit():
        number = int(wanted[:12])
        return [each for each in _everybody(desk) if each.id == number]
    if "@" in wanted:
        person = people.by_email(desk.session, desk.network_id, wanted)
        return [person] if person else []
    said = typed.plain(wanted).split()
    named = [each for each in _everybody(desk) if said and _in_order(said, typed.plain(each.name).split())]
    exact = [each for each in named if typed.plain(each.name).split() == said]
    return exact or named


def _in_order(said: list[str], name: list[str]) -> bool:
    """Whether every word that was said is one of the name, in that order."""
    rest = iter(name)
    return all(word in rest for word in said)


def _everybody(desk: Desk) -> list[Person]:
    query = select(Person).where(Person.network_id == desk.network_id, col(Person.erased_at).is_(None))
    return list(desk.session.exec(query.order_by(Person.name)))
