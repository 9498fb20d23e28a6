"""People mentioned in a message, by name and institution: what goes into a record carries no accounts of Slack's."""

import re
from collections.abc import Callable

from sqlmodel import Session

from bot.platforms.slack.people import Known, People
from storage import people as roster
from storage.people import Organisation, Person

_MENTION = re.compile(r"<@([A-Z0-9]{2,20})(?:\|[^<>]*)?>")
MOST = 12
"""How many people of one message are looked up."""


async def named(people: People, words: str) -> str:
    """The same words with «Noelia Quintamayo (ACNUR)» in place of a mention; whoever is not on the roster stays unnamed."""
    found: dict[str, str] = {}
    for account in list(dict.fromkeys(_MENTION.findall(words)))[:MOST]:
        who = await people.who(account)
        found[account] = await people.counter.look(_name_of(who.person_id, people)) if isinstance(who, Known) else "@…"
    return _MENTION.sub(lambda mention: found.get(mention[1], "@…"), words)


def _name_of(person_id: int, people: People) -> Callable[[Session], str]:
    today = people.clock().astimezone(people.zone).date()

    def look(session: Session) -> str:
        offices = roster.offices_of(session, person_id, today)
        body = session.get(Organisation, offices[0].organisation_id) if offices else None
        name = session.get_one(Person, person_id).name
        return f"{name} ({body.name})" if body else name

    return look
