"""Who may do what, and by which clause: the charter's powers, asked in one place."""

from collections.abc import Sequence

from handlers.reply import Refusal, Text, text
from storage.charter import TOR, Charter, Power
from storage.people import Office

EVERYONE = "everyone"
"""The power of whoever is on the roster."""
GUESTS = ("government", "stakeholder")
"""Offices of those who are invited and do not sit in the network: they ask through the secretariat."""


def acting_office(charter: Charter, power: str, offices: Sequence[Office]) -> Office | None:
    """The office in which a person may do it: the first of the charter's list that they hold."""
    allowed = charter.powers[power].offices
    held = {office.office: office for office in reversed(offices)}
    return next((held[name] for name in allowed if name in held), None)


def may(charter: Charter, power: str, offices: Sequence[Office]) -> bool:
    """Whether any of these offices carries that power."""
    return power == EVERYONE or acting_office(charter, power, offices) is not None


def require(charter: Charter, power: str, offices: Sequence[Office]) -> Office | None:
    """The acting office, or a refusal that names the clause and whom to ask."""
    if power == EVERYONE:
        return offices[0] if offices else None
    office = acting_office(charter, power, offices)
    if office is None and offices and all(held.office in GUESTS for held in offices):
        raise Refusal(
            text("refusal.guest"), clause=charter.offices[offices[0].office].clause, setting=f"powers.{power}"
        )
    if office is None:
        found = charter.powers[power]
        raise Refusal(no_mandate(found), clause=found.clause, setting="" if found.source == TOR else f"powers.{power}")
    return office


def no_mandate(power: Power) -> Text:
    """The sentence that says who may do it instead."""
    return text("refusal.no_mandate", act=text(f"power.{power.name}"), who=_named(power))


def whom_to_ask(charter: Charter, power: str) -> list[Text]:
    """The offices that may do it, as words."""
    return _named(charter.powers[power])


def _named(power: Power) -> list[Text]:
    return [text(f"office.{name}") for name in power.offices]
